"""Narrowing a search to a section, topic or source of its best hits, and taking that back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from ledebot.bot.core.telegram_html import bold, clip
from ledebot.bot.model import Button, Message
from ledebot.bot.search.query import Query, Source, Topic
from ledebot.bot.search.wording import written
from ledebot.bot.text.fold import fold
from ledebot.bot.text.section_names import name_of, section_named
from ledebot.bot.watches.types import MAX_QUERY
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.search.state import SearchState, parsed

SHOWN = 6
"""Sections, topics and sources offered for narrowing, of each."""
SAMPLE = 50
"""Best hits whose sections, topics and sources are offered."""
LABEL = 40
"""Characters of a name or a query on a button."""
KINDS: dict[str, Callable[[str], Topic | Source]] = {"section": Topic, "topic": Topic, "source": Source}
"""What a button of each kind narrows to, in the order in which they are offered."""
_ICONS = {"section": "🗂", "topic": "🏷", "source": "📰"}


async def menu(request: RequestContext, state: SearchState, key: str) -> Message:
    """Offer the sections, topics and sources."""
    keyboard: list[tuple[Button, ...]] = []
    for kind, names in (await _facets(request, state)).items():
        buttons = [
            Button(f"{_ICONS[kind]} {request.in_script(name)[:30]}", data=f"ld:s:{key}:{kind}:{token(name)}")
            for name in names[:SHOWN]
        ]
        keyboard += [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    keyboard += widening(parsed(request, state.query), key)
    keyboard.append((Button(request.t("‹ Back"), data=f"ld:s:{key}:back"),))
    text = request.t("Only stories of which section, topic or source?")
    return Message(f"🔎 {bold(state.query[:MAX_QUERY])}\n{text}", tuple(keyboard))


def widening(query: Query, key: str) -> list[tuple[Button, ...]]:
    """Make a button for each source or topic that a query is narrowed to, which takes that back."""
    return [
        (Button(f"✕ {clip(limit.name, LABEL)}", data=f"ld:s:{key}:wide:{token(str(limit))}"),) for limit in query.limits
    ]


async def narrowed(request: RequestContext, state: SearchState, kind: str, name: str) -> SearchState | None:
    """Narrow a search to what a button stands for; None if there is nothing of that name any more."""
    chosen = resolve(name, (await _facets(request, state))[kind])
    if chosen is None:
        return None
    query = parsed(request, state.query).narrowed(KINDS[kind](request.in_script(chosen)))
    return replace(state, query=written(query, request.t.language), page=0, unfolded=0)


def widened(request: RequestContext, state: SearchState, name: str) -> SearchState | None:
    """Take back what a button stands for; None if the search is not narrowed to it."""
    query = parsed(request, state.query)
    held = {token(str(limit)): limit for limit in query.limits}
    if name not in held:
        return None
    return replace(state, query=written(query.without(held[name]), request.t.language), page=0, unfolded=0)


async def _facets(request: RequestContext, state: SearchState) -> dict[str, list[str]]:
    """List the sections, topics and sources of the best hits, the most frequent first.

    Ties go by name, so that they keep still; a topic of a section's name is offered once.
    """
    found = await request.services.search.find(state.query, limit=SAMPLE, zone=request.zone)
    options = [option for clause in parsed(request, state.query).clauses for option in clause.options]
    held = {fold(option.name) for option in options if isinstance(option, Topic | Source)}
    sections = Counter(name_of(hit.section, request.t) for hit in found.hits if hit.section)
    counts = {
        "section": sections,
        "topic": Counter(topic for hit in found.hits for topic in hit.topics if not section_named(topic)),
        "source": Counter(hit.source for hit in found.hits),
    }
    return {
        kind: [
            name for name, _ in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])) if fold(name) not in held
        ]
        for kind, names in counts.items()
    }
