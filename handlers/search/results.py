"""A page of hits: what was found marked, those that hold all words before the best of the rest, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.telegram_html import bold, clip, escape, link, mark, moment
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.model import Button, Found, Hit, Message, UnknownName
from ledebot.bot.search.query import Query
from ledebot.bot.search.wording import written
from ledebot.bot.text.fold import bare, places
from ledebot.bot.watches.types import MAX_QUERY, can_watch
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.search.narrowing import LABEL, widening
from ledebot.handlers.search.state import SearchState, parsed

PAGE = 5
"""Hits of a page: two phone screens."""
MOST_PAGES = 100
TITLE_SHOWN = 120
SOURCE_SHOWN = 60
MAX_URL = 1500
"""Bytes of a linked address: five must fit into what Telegram allows a message for its links."""
NOTES = 3
"""Remarks on a query that are shown; whoever made more mistakes has enough to read."""
TITLE_MARKS, MARKS = 4, 12
"""Marks of a title and of an excerpt: with the links and the heading, what Telegram shows of a message's entities."""
REPORTS = 6
"""Further reports of a story that are listed."""
REPORT_TITLE, REPORT_URL = 60, 300


async def results(request: RequestContext, state: SearchState, key: str) -> Message:
    """Make the page of hits that a state describes; the first one if there are fewer than there were."""
    found = await request.services.search.find(
        state.query, limit=PAGE, offset=state.page * PAGE, newest=state.newest, zone=request.zone
    )
    if state.page and not found.hits:
        return await results(request, replace(state, page=0), key)
    query = parsed(request, state.query)
    tried = [request.in_script(written(parsed(request, text), request.t.language)) for text in found.suggestions]
    lines = [*_heading(request, state, found, query, tried), ""]
    for at, hit in enumerate(found.hits, state.page * PAGE + 1):
        if at == found.whole + 1 and found.whole:
            lines.append(f"— {escape(request.t('These hold only a part of it:'))}\n")
        lines.append(_entry(request, hit, at) + (await _reports(request, hit) if at == state.unfolded else ""))
    dated = [written(parsed(request, found.dated), request.t.language)] if found.dated else []
    rows = [*await _tries(request, "🔎", tried), *await _tries(request, "📅", dated)]
    rows += _keyboard(request.t, state, key, found, query)
    return Message("\n".join(lines).rstrip(), tuple(row for row in rows if row))


def _heading(
    request: RequestContext, state: SearchState, found: Found, query: Query, tried: Sequence[str]
) -> list[str]:
    t = request.t
    count = f" · {t.plural('{n} story', '{n} stories', found.whole)}" if found.whole or not found.total else ""
    lines = [f"🔎 {bold(clip(state.query, MAX_QUERY))}{count}"]
    lines += [escape(t(note.message, what=note.what)) for note in query.notes[:NOTES]]
    lines += [escape(t(note)) for note in found.notes[len(query.notes) :]]
    if query.empty:
        lines.append(t("Send /search alone for examples."))
    elif found.partial:
        lines.append(t("The index is still being built; more may turn up in a minute."))
    elif not found.total and not found.unknown:
        lines.append(t("Nothing found. Fewer or other words may help; /search explains how to ask."))
    lines += [escape(_unknown(request, unknown)) for unknown in found.unknown]
    if tried:
        lines.append(escape(t("Did you mean: {queries}", queries=clip(t(", ").join(tried), MAX_QUERY))))
    if found.total and not found.whole:
        lines.append(escape(_nearest(t, state, found)))
    return lines


def _unknown(request: RequestContext, unknown: UnknownName) -> str:
    """Say that nothing is called so, and what is called nearly so."""
    t = request.t
    names = dict.fromkeys(map(request.in_script, unknown.nearest))
    name, near = clip(unknown.name, LABEL), clip(t(", ").join(names), MAX_QUERY)
    if unknown.kind == "source":
        said = t("No source here is called {name}; /sources lists all.", name=name)
        return f"{said} {t('Close to it: {names}', names=near)}" if near else said
    said = t("No topic here is called {name}; /topics lists all.", name=name)
    return f"{said} {t('Close to it: {names}', names=near)}" if near else said


def _nearest(t: Translator, state: SearchState, found: Found) -> str:
    """Say that what follows is the best of the rest, and what the best of it lacks."""
    words = clip(t(", ").join(dict.fromkeys(_typed(word, state.query) for word in found.dropped)), MAX_QUERY)
    if words:
        return t("No story has all of it. Without {words}:", words=words)
    return t("No story has all of it. These come nearest:")


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
    heading = request.in_script(mark(title, marks[:TITLE_MARKS]))
    if hit.url and is_web_address(hit.url) and len(hit.url.encode()) <= MAX_URL:
        heading = f'<a href="{escape(hit.url)}">{heading}</a>'
    now = request.services.clock.now()
    facts = [
        escape(request.in_script(clip(hit.source, SOURCE_SHOWN))),
        moment(request.t, hit.published, request.zone, now=now),
    ]
    if hit.others:
        facts.append(request.t.plural("+{n} report", "+{n} reports", hit.others))
    snippet = f"\n{request.in_script(mark(hit.snippet, hit.marks[:MARKS]))}" if hit.snippet else ""
    return f"{at}. {heading}\n{' · '.join(facts)}{snippet}\n"


async def _reports(request: RequestContext, hit: Hit) -> str:
    """List the other reports of a hit's story, the newest first."""
    articles = request.services.articles
    held = await articles.get([hit.id])
    others = [other for article in held for other in await articles.story(article.story) if other.id != hit.id]
    lines = []
    for other in others[: -REPORTS - 1 : -1]:
        title = request.in_script(clip(other.title, REPORT_TITLE))
        source = request.in_script(clip(other.source, SOURCE_SHOWN))
        linked = link(title, other.url, REPORT_URL)
        lines.append(f"   • {escape(source)}{escape(request.t(': '))}{linked}\n")
    return "".join(lines)


async def _tries(request: RequestContext, icon: str, queries: Sequence[str]) -> list[tuple[Button, ...]]:
    """Make a button of each query to try instead; a tap shows what it finds in this place."""
    keys = [(query, await request.keep(SearchState(query).plain())) for query in queries]
    return [(Button(f"{icon} {clip(query, LABEL)}", data=f"ld:s:{key}:back"),) for query, key in keys]


def _keyboard(t: Translator, state: SearchState, key: str, found: Found, query: Query) -> list[tuple[Button, ...]]:
    if query.empty:
        return []
    first = state.page * PAGE + 1
    reading = tuple(Button(f"📖 {at}", data=f"ld:r:{hit.id}") for at, hit in enumerate(found.hits, first))
    folded = tuple(
        Button(f"{'▴' if at == state.unfolded else '▾'} {at} (+{hit.others})", data=f"ld:s:{key}:unfold:{at}")
        for at, hit in enumerate(found.hits, first)
        if hit.others
    )
    watchable = len(state.query) <= MAX_QUERY and can_watch(state.query)
    more = [Button(t("🔔 Watch"), data=f"ld:w:add:{key}")] if watchable else []
    if found.total > 1:
        order = ("best", t("⇅ Best first")) if state.newest else ("newest", t("⇅ Newest first"))
        more.insert(0, Button(order[1], data=f"ld:s:{key}:sort:{order[0]}"))
    if found.total > 1 or (found.total and query.limits):
        more.insert(-1 if watchable else len(more), Button(t("⌕ Narrow"), data=f"ld:s:{key}:narrow"))
    back = [] if found.total else widening(query, key)  # of nothing there is nothing to sort or to narrow
    return [reading, folded, _turning(state, key, found), *back, tuple(more)]


def _turning(state: SearchState, key: str, found: Found) -> tuple[Button, ...]:
    pages = min(-(-found.total // PAGE), MOST_PAGES)
    if pages < 2:
        return ()
    return (
        Button("‹", data=f"ld:s:{key}:page:{(state.page - 1) % pages}"),
        Button(f"{state.page + 1}/{pages}", data=f"ld:s:{key}:page:{state.page}"),
        Button("›", data=f"ld:s:{key}:page:{(state.page + 1) % pages}"),
    )
