"""Search in the chat: a page of hits with what was found marked, turned in place, sorted and narrowed by buttons.

What a page's buttons refer to is kept in the store (`SearchState`), so they work after a restart, until they expire.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, clip, escape, mark
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.model import Button, Found, Hit, Message
from ledebot.bot.search.parse import parse
from ledebot.bot.search.ports import SearchEngine
from ledebot.bot.search.query import Query, Source, Topic
from ledebot.bot.text.fold import bare, places
from ledebot.bot.watches.matcher import MAX_QUERY, can_watch
from ledebot.handlers.base.keyboards import number
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command, deep_link
from ledebot.handlers.base.tokens import resolve, token

PAGE = 5
"""Hits of a page: two phone screens."""
MOST_PAGES = 100
NARROW_SHOWN = 6
"""Topics and sources offered for narrowing."""
SAMPLE = 50
"""Best hits whose topics and sources are offered."""
TITLE_SHOWN = 120
SOURCE_SHOWN = 60
MAX_URL = 1500
"""Bytes of a linked address: five must fit into what Telegram allows a message for its links."""
NOTES = 3
"""Remarks on a query that are shown; whoever made more mistakes has enough to read."""
TITLE_MARKS, MARKS = 4, 14
"""Marks of a title and of an excerpt: with five links and the heading, what Telegram shows of a message's entities."""
LABEL = 40
"""Characters of a query on a button."""
HELP = "search"
"""The deep link to how to search."""
KINDS: dict[str, Callable[[str], Topic | Source]] = {"topic": Topic, "source": Source}


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("search", search, Who.EVERYBODY, cost=1),
        button("s", turn, Who.EVERYBODY, cost=1),
        deep_link(HELP, explain, Who.EVERYBODY),
    )


@dataclass(frozen=True, slots=True)
class SearchState:
    """What a result page shows."""

    query: str
    page: int = 0
    newest: bool = False

    def plain(self) -> dict[str, Any]:
        """Give the JSON-ready form."""
        return {"search": self.query, "page": self.page, "newest": self.newest}

    @classmethod
    def read(cls, held: dict[str, Any] | None) -> SearchState | None:
        """Read what `plain` gave; None for anything else."""
        if held is None or not isinstance(held.get("search"), str):
            return None
        return cls(held["search"], int(held.get("page", 0)), bool(held.get("newest")))


async def search(request: RequestContext) -> None:
    """Answer `/search words`; without words, say how to ask."""
    words = words_after_command(request)
    if not words:
        await request.say(usage(request.t))
        return
    await answer(request, words)


async def explain(request: RequestContext) -> None:
    """Say how to search, to who came from inline mode."""
    await request.say(usage(request.t))


async def answer(request: RequestContext, words: str) -> None:
    """Send the first page of what the words find."""
    state = SearchState(words)
    key = await request.services.states.put(state.plain())
    await request.say(await _page(request, state, key))


def words_after_command(request: RequestContext) -> str:
    """Give what was written after the command, as it was written but for line breaks and runs of spaces."""
    message = request.update.effective_message
    _, *words = (message.text or "").split() if message is not None and message.text else ("",)
    return " ".join(words)


async def turn(request: RequestContext) -> None:
    """Do what a result page's button says: `ld:s:KEY:VERB[:ARG]`."""
    key, verb, *rest = (*request.args, "", "")
    argument = rest[0] if rest else ""
    state = SearchState.read(await request.services.states.get(key)) if key else None
    if state is None:
        await request.toast(request.t("This search has expired; please send /search again."), alert=True)
        return
    if verb == "narrow":
        await request.show(await _narrowing(request, state, key))
        return
    changed = await _changed(request, state, verb, argument)
    if changed is None:
        await request.toast(request.t("This button no longer works. /start shows where everything is."), alert=True)
        return
    await request.services.states.put(changed.plain(), key=key)
    await request.show(await _page(request, changed, key))


async def _changed(request: RequestContext, state: SearchState, verb: str, argument: str) -> SearchState | None:
    if verb == "page":
        return replace(state, page=min(number(argument), MOST_PAGES - 1))
    if verb == "sort":
        return replace(state, page=0, newest=argument == "newest")
    if verb == "back":
        return state
    if verb == "wide":
        parsed = _parsed(request, state.query)
        held = {token(str(atom)): atom for atom in parsed.limits}
        return replace(state, query=str(parsed.without(held[argument])), page=0) if argument in held else None
    if verb in KINDS:
        chosen = resolve(argument, (await _facets(request, state))[verb])
        if chosen is not None:
            query = _parsed(request, state.query).narrowed(KINDS[verb](chosen))
            return replace(state, query=str(query), page=0)
    return None


def usage(t: Translator) -> Message:
    """Explain /search with examples."""
    examples = (
        ("央行 降息", t("all words")),
        ('"存款准备金率"', t("exactly this")),
        ("芯片 -美国", t("without")),
        (t("降息 OR 降准"), t("one of them")),
        (t("title:GDP"), t("in the title")),
        (t("topic:金融 source:新华"), t("by topic and source")),
        (t("台风 day:3d"), t("of the last three days")),
        (t("春运 after:2022-01-01 before:2022-02"), t("between two dates")),
    )
    lines = [bold(t("Search all stories: /search and some words.")), ""]
    lines += [f"<code>/search {escape(query)}</code> – {escape(meaning)}" for query, meaning in examples]
    lines += [
        "",
        t("Any piece of a title will do, simplified or traditional. /watch tells you when something new matches."),
    ]
    return Message("\n".join(lines))


async def _page(request: RequestContext, state: SearchState, key: str) -> Message:
    engine: SearchEngine = request.services.search
    found = await engine.find(state.query, limit=PAGE, offset=state.page * PAGE, newest=state.newest, zone=request.zone)
    if state.page and not found.hits:  # there are fewer than there were
        return await _page(request, replace(state, page=0), key)
    t = request.t
    parsed = _parsed(request, state.query)
    lines = [*_heading(t, state, found, parsed), ""]
    lines += [_entry(request, hit, at) for at, hit in enumerate(found.hits, state.page * PAGE + 1)]
    rows = [*await _tries(request, found), *_keyboard(request, state, key, found)]
    return Message("\n".join(lines).rstrip(), tuple(row for row in rows if row))


async def _tries(request: RequestContext, found: Found) -> list[tuple[Button, ...]]:
    """Make a button of each query to try instead; a tap shows what it finds in this place."""
    states = request.services.states
    keys = [(query, await states.put(SearchState(query).plain())) for query in found.suggestions]
    return [(Button(f"🔎 {clip(query, LABEL)}", data=f"ld:s:{key}:back"),) for query, key in keys]


def _heading(t: Translator, state: SearchState, found: Found, parsed: Query) -> list[str]:
    lines = [f"🔎 {bold(clip(state.query, MAX_QUERY))} · {t.plural('{n} story', '{n} stories', found.total)}"]
    lines += [escape(t(note.message, what=note.what)) for note in parsed.notes[:NOTES]]
    lines += [escape(t(note)) for note in found.notes[len(parsed.notes) :]]
    if parsed.empty:
        lines.append(t("Send /search alone for examples."))
    elif found.partial:
        lines.append(t("The index is still being built; more may turn up in a minute."))
    elif not found.total:
        lines.append(t("Nothing found. Fewer or other words may help; /search explains how to ask."))
    if found.suggestions:
        meant = clip(t(", ").join(found.suggestions), MAX_QUERY)
        lines.append(escape(t("Perhaps this was meant: {queries}", queries=meant)))
    if found.relaxed and found.dropped:
        words = clip(t(", ").join(dict.fromkeys(_typed(word, state.query) for word in found.dropped)), MAX_QUERY)
        lines.append(escape(t("No story has all of it. Without {words}:", words=words)))
    elif found.relaxed:
        lines.append(t("No story has all of it. These come nearest:"))
    return lines


def _typed(word: str, query: str) -> str:
    """Give a folded word as the reader wrote it: in their script, with their capitals."""
    at = bare(query).find(word)
    if at < 0 or not word:
        return word
    origin = places(query)
    return query[origin[at] : origin[at + len(word) - 1] + 1]


def _entry(request: RequestContext, hit: Hit, at: int) -> str:
    title = hit.title if len(hit.title) <= TITLE_SHOWN else hit.title[:TITLE_SHOWN] + "…"
    marks = [(start, min(end, TITLE_SHOWN)) for start, end in hit.title_marks if start < TITLE_SHOWN]
    heading = mark(title, marks[:TITLE_MARKS])
    if hit.url and is_web_address(hit.url) and len(hit.url.encode()) <= MAX_URL:
        heading = f'<a href="{escape(hit.url)}">{heading}</a>'
    facts = [
        clip(hit.source, SOURCE_SHOWN),
        request.t.date(hit.published, request.zone, now=request.services.clock.now()),
    ]
    if hit.others:
        facts.append(request.t.plural("+{n} source", "+{n} sources", hit.others))
    snippet = f"\n{mark(hit.snippet, hit.marks[:MARKS])}" if hit.snippet else ""
    return f"{at}. {heading}\n{escape(' · '.join(facts))}{snippet}\n"


def _keyboard(request: RequestContext, state: SearchState, key: str, found: Found) -> list[tuple[Button, ...]]:
    t = request.t
    pages = min(-(-found.total // PAGE), MOST_PAGES)
    first = state.page * PAGE + 1
    turning: list[Button] = []
    if pages > 1:
        turning = [
            Button("‹", data=f"ld:s:{key}:page:{(state.page - 1) % pages}"),
            Button(f"{state.page + 1}/{pages}", data=f"ld:s:{key}:page:{state.page}"),
            Button("›", data=f"ld:s:{key}:page:{(state.page + 1) % pages}"),
        ]
    reading = tuple(Button(f"📖 {at}", data=f"ld:r:{hit.id}") for at, hit in enumerate(found.hits, first))
    watchable = len(state.query) <= MAX_QUERY and can_watch(state.query)
    more = [Button(t("🔔 Watch"), data=f"ld:w:add:{key}")] if watchable else []
    if found.total > 1 or _parsed(request, state.query).limits:
        order = ("best", t("⇅ Best first")) if state.newest else ("newest", t("⇅ Newest first"))
        more = [
            Button(order[1], data=f"ld:s:{key}:sort:{order[0]}"),
            Button(t("⌕ Narrow"), data=f"ld:s:{key}:narrow"),
            *more,
        ]
    if _parsed(request, state.query).empty:
        more = []
    return [reading, tuple(turning), tuple(more)]


async def _facets(request: RequestContext, state: SearchState) -> dict[str, list[str]]:
    """List the topics and sources of the best hits, the most frequent first; ties by name, so that they keep still."""
    found = await request.services.search.find(state.query, limit=SAMPLE, zone=request.zone)
    asked = _parsed(request, state.query)
    held = {option.name for clause in asked.clauses for option in clause.options if isinstance(option, Topic | Source)}
    counts = {
        "topic": Counter(topic for hit in found.hits for topic in hit.topics),
        "source": Counter(hit.source for hit in found.hits),
    }
    return {
        kind: [name for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])) if name not in held]
        for kind, names in counts.items()
    }


async def _narrowing(request: RequestContext, state: SearchState, key: str) -> Message:
    facets = await _facets(request, state)
    icons = {"topic": "🏷", "source": "📰"}
    keyboard: list[tuple[Button, ...]] = []
    for kind, names in facets.items():
        buttons = [
            Button(f"{icons[kind]} {name[:30]}", data=f"ld:s:{key}:{kind}:{token(name)}")
            for name in names[:NARROW_SHOWN]
        ]
        keyboard += [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    limits = _parsed(request, state.query).limits
    keyboard += [
        (Button(f"✕ {clip(atom.name, LABEL)}", data=f"ld:s:{key}:wide:{token(str(atom))}"),) for atom in limits
    ]
    keyboard.append((Button(request.t("‹ Back"), data=f"ld:s:{key}:back"),))
    text = request.t("Only stories of which topic or source?")
    return Message(f"🔎 {bold(state.query[:MAX_QUERY])}\n{text}", tuple(keyboard))


def _parsed(request: RequestContext, query: str) -> Query:
    return parse(query, now=request.services.clock.now(), zone=request.zone)
