"""How the sources do, for every reader to see: none is ever dropped silently."""

from __future__ import annotations

from datetime import datetime, timedelta

from ledebot.bot.core.telegram_html import bold, clip, escape
from ledebot.bot.model import Health, Keyboard, Message, SourceState
from ledebot.bot.sources.naming import name_of
from ledebot.handlers.base.keyboards import number, page_of, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.rights import Who
from ledebot.handlers.base.routes import Route, button, command
from ledebot.handlers.readers.following import sources

PAGE = 10
NAME = 80
ERROR_SHOWN = 120
"""Characters of a source's name, and of its last error."""
_SIGNS = {Health.NEW: "🆕", Health.OK: "✅", Health.FAILING: "⚠️", Health.RETIRED: "🪦"}


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        command("sources", sources, Who.ADMIN, abroad=Who.ADMIN),
        button("health", health, Who.EVERYBODY, abroad=Who.ADMIN),
    )


async def health(request: RequestContext) -> None:
    """List the sources with their last success and next try, those in trouble first."""
    t = request.t
    states = await request.services.sources.all()
    states.sort(key=lambda state: (state.health in (Health.OK, Health.NEW), name_of(state).casefold()))
    shown, page, pages = page_of(states, number(request.args[0]) if request.args else 0, PAGE)
    fine = sum(state.health is Health.OK for state in states)
    lines = [bold(t("{fine} of {all} sources are doing well.", fine=fine, all=len(states)))]
    lines += [line(request, state) for state in shown]
    if not states:
        lines = [t("No source is followed yet. The operator adds them with /addsource.")]
    back: Keyboard = ((request.button(t("‹ Back"), "sources"),),)
    await request.show(Message("\n".join(lines), (*turn(page, pages, lambda to: request.data("health", to)), *back)))


def line(request: RequestContext, state: SourceState, error: str = "") -> str:
    """Describe one source: sign, name, and how it does (`standing`)."""
    name = clip(request.in_script(name_of(state)), NAME)
    return f"{sign(state)} {bold(name)}\n    {escape(standing(request, state, error))}"


def sign(state: SourceState) -> str:
    """Tell at a glance how a source does."""
    return "⏸" if state.paused else _SIGNS[state.health]


def standing(request: RequestContext, state: SourceState, error: str = "") -> str:
    """Tell in a line how a source does, as a plain text; `error` is its last one in English, for operators only."""
    t, zone, now = request.t, request.zone, request.services.clock.now()
    facts = []
    if state.last_success is not None:
        facts.append(t("last read {when}", when=t.date(state.last_success, zone, _short(state.last_success, now))))
    if state.health is Health.FAILING:
        failed = t.plural("failed {n} time", "failed {n} times", state.failures)
        facts.append(f"{failed}{t(': ')}{error[:ERROR_SHOWN]}" if error else failed)
    if state.paused:
        facts.append(t("paused by the operator"))
    elif state.health is Health.RETIRED:
        facts.append(t("discontinued by its publisher"))
    elif state.next_try is not None:
        facts.append(t("next try {when}", when=t.date(state.next_try, zone, _short(state.next_try, now))))
    return " · ".join(facts) or t("not read yet")


def _short(moment: datetime, now: datetime) -> str:
    """Choose how a moment is written: by its hour alone where that says enough."""
    return "time" if abs(moment - now) < timedelta(hours=12) else "MMMd HH:mm"
