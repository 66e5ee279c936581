"""What is done with a delivery: whether it is still wanted; and after each outcome, tried again or ended. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ledebot.bot.delivery.outcomes import DOUBTFUL, Outcome, Verdict
from ledebot.bot.delivery.types import Claim, Ending, Kind, Setback
from ledebot.bot.model import Digest, State, Subscriber

RESETS = 5
"""Unknown outcomes of one part by broken lines, after which it is given up; each repeat may reach the reader twice."""
TIMEOUTS = 2
"""The same by time-outs, after which it most likely did arrive each time."""
RIGHTS_PATIENCE = timedelta(hours=6)
"""Telegram has told every bot for hours that it had no rights anywhere (2023-10-31): no hurry to believe it."""
RIGHTS_STEPS = (600, 1800, 3600, 7200)
"""Seconds between two attempts to write where we have no rights."""
MISSING_STEP = timedelta(minutes=10)
OUTAGE_PATIENCE = timedelta(hours=24)
LONGEST_STEP = 300.0
"""Seconds between two attempts while Telegram or the line is down."""


@dataclass(frozen=True, slots=True)
class Again:
    """Try this part again at the setback's time."""

    setback: Setback
    doubtful: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """End the delivery."""

    ending: Ending
    why: str


def decide(outcome: Outcome, claim: Claim, now: datetime) -> Again | Stop:
    """Tell what becomes of a delivery whose next part met this outcome; FLOOD and MIGRATED are not asked."""
    since = min(claim.failing_since or now, now)  # a clock that was ahead must not lengthen anybody's patience
    tries = claim.tries + 1

    def again(after: timedelta, *, plain: bool = False) -> Again:
        return Again(Setback(now + after, tries, since, outcome.reason), outcome.verdict in DOUBTFUL, plain)

    backoff = timedelta(seconds=min(LONGEST_STEP, 2.0 ** min(claim.tries, 10)))
    failed = Stop(Ending.FAILED, outcome.reason)
    paused = Stop(Ending.PAUSED, outcome.reason)
    match outcome.verdict:
        case Verdict.UNREACHABLE:
            return paused
        case Verdict.MISSING:
            return again(MISSING_STEP) if claim.tries == 0 else paused
        case Verdict.NO_RIGHTS:
            step = RIGHTS_STEPS[min(claim.tries, len(RIGHTS_STEPS) - 1)]
            return paused if now - since >= RIGHTS_PATIENCE else again(timedelta(seconds=step))
        case Verdict.CONTENT:
            return failed if claim.plain else again(timedelta(), plain=True)
        case Verdict.NO_TOPIC:
            return failed
        case Verdict.TIMEOUT:
            return failed if claim.doubts >= TIMEOUTS else again(backoff)
        case Verdict.RESET:
            return failed if claim.doubts >= RESETS else again(backoff)
        case Verdict.OUTAGE:
            return failed if now - since >= OUTAGE_PATIENCE else again(backoff)
        case _:
            return again(backoff)


def unwanted(claim: Claim, now: datetime) -> Ending | None:
    """Tell how a delivery ends unsent because of what the reader has done since it was queued; None: it is wanted.

    A notice goes out whatever the subscription's state: it is about that state.
    """
    subscriber = claim.subscriber
    if claim.kind is Kind.NOTICE:
        return None
    if subscriber is None:
        return Ending.CANCELLED if claim.kind is Kind.DIGEST else None
    if subscriber.state is State.PAUSED:
        return Ending.PAUSED
    if claim.kind is not Kind.DIGEST:
        return None
    snoozed = subscriber.schedule.paused_until
    if not subscriber.subscribed or (snoozed is not None and snoozed > now):
        return Ending.CANCELLED
    return None


def nothing_to_tell(digest: Digest, subscriber: Subscriber | None) -> bool:
    """Whether a digest is better not sent: it has no story, and the reader wants no word of that."""
    return not digest.parts or (digest.empty and (subscriber is None or subscriber.schedule.skip_empty))
