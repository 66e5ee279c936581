from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ledebot.bot.delivery.outcomes import Outcome, Verdict
from ledebot.bot.delivery.policy import RESETS, TIMEOUTS, Again, Stop, decide
from ledebot.bot.delivery.types import Claim, Ending, Kind
from ledebot.bot.model import Target

NOW = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
CLAIM = Claim("d1", "a", Target(7), Kind.DIGEST, NOW)


def _ask(verdict: Verdict, claim: Claim = CLAIM, now: datetime = NOW) -> Again | Stop:
    return decide(Outcome(verdict, "reason"), claim, now)


def _wait(step: Again | Stop, now: datetime = NOW) -> float:
    assert isinstance(step, Again)
    return (step.setback.until - now).total_seconds()


def test_who_cannot_be_reached_is_paused_at_once() -> None:
    assert _ask(Verdict.UNREACHABLE) == Stop(Ending.PAUSED, "reason")


def test_a_missing_chat_gets_a_second_chance() -> None:
    assert _wait(_ask(Verdict.MISSING)) == 600
    assert _ask(Verdict.MISSING, replace(CLAIM, tries=1)) == Stop(Ending.PAUSED, "reason")


def test_missing_rights_are_believed_after_six_hours() -> None:
    claim, now, waits = CLAIM, NOW, []
    while isinstance(step := _ask(Verdict.NO_RIGHTS, claim, now), Again):
        waits.append(_wait(step, now))
        now = step.setback.until
        claim = replace(claim, tries=step.setback.tries, failing_since=step.setback.failing_since)
    assert step == Stop(Ending.PAUSED, "reason")
    assert now - NOW >= timedelta(hours=6)
    assert waits[0] == 600
    assert len(waits) < 8


def test_content_goes_once_more_without_markup() -> None:
    first = _ask(Verdict.CONTENT)
    assert isinstance(first, Again)
    assert first.plain
    assert not first.doubtful
    assert _ask(Verdict.CONTENT, replace(CLAIM, plain=True)) == Stop(Ending.FAILED, "reason")


@pytest.mark.parametrize(("verdict", "most"), [(Verdict.TIMEOUT, TIMEOUTS), (Verdict.RESET, RESETS)])
def test_an_unknown_outcome_is_repeated_a_few_times_at_most(verdict: Verdict, most: int) -> None:
    step = _ask(verdict, replace(CLAIM, doubts=most - 1))
    assert isinstance(step, Again)
    assert step.doubtful
    assert _ask(verdict, replace(CLAIM, doubts=most)) == Stop(Ending.FAILED, "reason")


def test_an_unsent_message_is_tried_for_ever_and_never_in_doubt() -> None:
    step = _ask(Verdict.UNSENT, replace(CLAIM, tries=10_000, failing_since=NOW - timedelta(days=3)))
    assert isinstance(step, Again)
    assert not step.doubtful
    assert _wait(step) == 300


def test_an_outage_is_waited_out_for_a_day() -> None:
    assert [_wait(_ask(Verdict.OUTAGE, replace(CLAIM, tries=n))) for n in (0, 1, 2, 20)] == [1, 2, 4, 300]
    assert _ask(Verdict.OUTAGE, replace(CLAIM, failing_since=NOW - timedelta(days=1))) == Stop(Ending.FAILED, "reason")


def test_a_lost_topic_of_a_chat_without_topics_is_given_up() -> None:
    assert _ask(Verdict.NO_TOPIC) == Stop(Ending.FAILED, "reason")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_leads_somewhere(verdict: Verdict) -> None:
    step = _ask(verdict)
    assert isinstance(step, Stop) or step.setback.until >= NOW
