"""Keyword rules: what a rule would have passed is shown before it is taken; a list with a button to drop each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ledebot.bot.core.errors import InputError, RefusedError
from ledebot.bot.core.telegram_html import TITLE, bold, clip, escape, link
from ledebot.bot.digest.select import Because, Reason
from ledebot.bot.model import Message, Rule, Section, Subscriber
from ledebot.bot.readers.quotas import MAX_RULE, MAX_RULES
from ledebot.bot.search.parse import parse
from ledebot.bot.text.section_names import name_of
from ledebot.handlers.base.keyboards import label, number, page_of, rows, turn
from ledebot.handlers.base.request_context import RequestContext
from ledebot.handlers.base.routes import Route, setting
from ledebot.handlers.base.tokens import resolve, token
from ledebot.handlers.digest.digest import preview_first

TRIAL = timedelta(days=7)
"""The past that a new rule is tried on."""
_SECTIONS = frozenset(Section)
PAGE = 12
"""Rules shown at once: 12 of 200 characters fit a message."""


def routes() -> tuple[Route, ...]:
    """Give this module's rows of the table."""
    return (
        setting("rules", rules),
        setting("rule", take_rule),
    )


def without_rule(query: str) -> Callable[[Subscriber], Subscriber]:
    """Give the change that drops a rule."""

    def drop(old: Subscriber) -> Subscriber:
        kept = tuple(rule for rule in old.filters.rules if rule.query != query)
        return replace(old, filters=replace(old.filters, rules=kept))

    return drop


async def offer_rule(request: RequestContext, words: str) -> None:
    """Show what a rule would have passed last week, and ask whether to follow or to leave out what it matches."""
    t = request.t
    exclude = words.startswith(("-", "－", "−"))
    query = words.lstrip("-－− ").strip()
    if not query:
        raise InputError(t("Say which words, for example: /subscribe {example}", example=t("rate cut")))
    if len(query) > MAX_RULE:
        raise InputError(t("A rule has {most} characters at most; this one has {n}.", most=MAX_RULE, n=len(query)))
    parsed = parse(query, now=request.services.clock.now(), zone=request.zone)
    notes = [t(note.message, what=note.what) for note in parsed.notes]
    if parsed.empty:
        raise InputError(
            notes[0] if notes else t("Say which words, for example: /subscribe {example}", example=t("rate cut"))
        )
    trial = await request.services.composer.try_rule(query, since=TRIAL, languages=request.subscriber.languages)
    key = await request.keep({"rule": query})
    if exclude:
        text = t("{words} would have hidden {passed} of last week's {total} stories.")
    else:
        text = t("As a keyword rule, {words} would have passed {passed} of last week's {total} stories.")
    lines = [
        text.format(words=bold(query), passed=trial.passed, total=trial.total),
        *(f"• {link(clip(request.in_script(article.title), TITLE), article.url)}" for article in trial.examples),
        *(escape(note) for note in notes),
    ]
    follow = request.button(t("✅ Follow these words"), "rule", "i", key)
    avoid = request.button(t("🚫 Leave such stories out"), "rule", "x", key)
    order = (avoid, follow) if exclude else (follow, avoid)
    await request.say(Message("\n".join(lines), ((order[0],), (order[1],))))


async def take_rule(request: RequestContext) -> None:
    """Take the rule that a button of `offer_rule` stands for."""
    kind, key = (*request.args, "", "")[:2]
    state = await request.services.states.get(key)
    if state is None or "rule" not in state or kind not in ("i", "x"):
        await request.toast(request.t("That button is out of date. Send /subscribe and your words again."), alert=True)
        return
    rule = Rule(str(state["rule"]), exclude=kind == "x")
    await request.change(lambda old: _with_rule(old, rule))
    await _show(request)
    if not request.subscriber.filters.empty:
        await preview_first(request)


async def rules(request: RequestContext) -> None:
    """List the rules, and drop one."""
    if request.args[:1] == ("-",) and len(request.args) > 1:
        query = resolve(request.args[1], [rule.query for rule in request.subscriber.filters.rules])
        if query is not None:
            await request.change(without_rule(query))
    await _show(request, number(request.args[-1]) if request.args else 0)


def because(request: RequestContext, reasons: tuple[Reason, ...]) -> str:
    """Say why an article is in a chat's digest, or that it no longer would be."""
    t = request.t
    texts = {
        Because.EVERYTHING: t("you follow all the news"),
        Because.SECTION: t("you follow the topic {name}"),
        Because.TOPIC: t("you follow the topic {name}"),
        Because.SOURCE: t("you follow the source {name}"),
        Because.RULE: t("it matches your keywords {name}"),
        Because.EXCLUDED: t("but your rule {name} leaves it out"),
        Because.FOLLOWED: t("you follow this story"),
        Because.MUTED: t("but you have muted this story"),
        Because.SILENCED: t("but you have muted {name} for now"),
    }
    if all(reason.because in (Because.MUTED, Because.SILENCED) for reason in reasons):
        return t("Nothing that you follow now would bring this story.")
    named = [texts[reason.because].format(name=t("“{name}”", name=_value(request, reason))) for reason in reasons]
    return t("You see this because {reasons}.", reasons=t("; ").join(named))


def _value(request: RequestContext, reason: Reason) -> str:
    is_section = reason.because is Because.SECTION or (reason.because is Because.SILENCED and reason.value in _SECTIONS)
    if is_section:
        return name_of(Section(reason.value), request.t)
    return reason.value if reason.because in (Because.RULE, Because.EXCLUDED) else request.in_script(reason.value)


async def _show(request: RequestContext, page: int = 0) -> None:
    t, held = request.t, request.subscriber.filters.rules
    about = f"{request.target} " if request.is_remote else ""
    shown, page, pages = page_of(held, page, PAGE)
    lines = [bold(t("Keywords"))]
    lines += [f"{'🚫' if rule.exclude else '✅'} {escape(rule.query)}" for rule in shown]
    lines.append(
        t(
            "Add words with /subscribe {example}, and words to leave out with /subscribe {avoid}.",
            example=f"{about}{t('rate cut')}",
            avoid=f"{about}-{t('advertisement')}",
        )
    )
    buttons = [request.button(f"✖️ {label(rule.query)}", "rules", "-", token(rule.query), page) for rule in shown]
    pager = turn(page, pages, lambda to: request.data("rules", to))
    await request.show(Message("\n".join(lines), (*rows(buttons, 2), *pager, (request.button(t("‹ Back"), "sub"),))))


def _with_rule(old: Subscriber, rule: Rule) -> Subscriber:
    others = tuple(each for each in old.filters.rules if each.query != rule.query)
    if len(others) >= MAX_RULES:
        raise RefusedError("At most {most} rules fit; drop one first.", most=MAX_RULES)
    filters = replace(old.filters, rules=(*others, rule), everything=old.filters.everything and rule.exclude)
    return replace(old, subscribed=True, filters=filters)
