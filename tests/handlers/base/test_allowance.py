"""How much of what is costly one person may ask for."""

from __future__ import annotations

from ledebot.handlers.base.allowance import BURST, PEOPLE, REFILL, Allowance
from tests.handlers.conftest import Desk, story


def test_some_at_once_then_as_much_as_comes_back() -> None:
    now = 0.0
    allowance = Allowance(lambda: now)
    assert [allowance.spend(1, 1) for _ in range(BURST)] == [0.0] * BURST
    assert allowance.spend(1, 1) == 1 / REFILL
    assert allowance.first_warning(1)
    assert not allowance.first_warning(1)
    assert allowance.spend(2, 1) == 0.0
    now += 5 / REFILL
    assert allowance.spend(1, 5) == 0.0
    assert allowance.spend(1, 1) > 0
    assert allowance.first_warning(1)


def test_a_purse_never_holds_more_than_a_burst() -> None:
    now = 0.0
    allowance = Allowance(lambda: now)
    allowance.spend(1, 1)
    now += 10**6
    assert allowance.spend(1, BURST + 1) > 0
    assert allowance.spend(1, BURST) == 0.0


def test_crowds_do_not_fill_the_memory() -> None:
    allowance = Allowance(lambda: 0.0)
    for person in range(PEOPLE + 100):
        allowance.spend(person, 1)
    assert len(allowance._purses) == PEOPLE


async def test_too_much_at_once_is_said_once_and_then_not_at_all(desk: Desk) -> None:
    await desk.news(story(1))
    reader, asked = desk.sandbox.user("小明", language_code="en"), BURST // 2
    for _ in range(asked):
        await reader.send("/watches")
    await desk.sandbox.wait_for(reader.id, "a lot at once")
    assert "What I can do" in (await reader.ask("/help"))["text"]
    said = [message["text"] for message in desk.sandbox.from_bot(reader.id)]
    answers = [text for text in said if "There are none yet" in text]
    warnings = [text for text in said if "a lot at once" in text]
    assert BURST // 5 <= len(answers) < asked
    assert 1 <= len(warnings) < asked - len(answers)
    other = desk.sandbox.user("小红", language_code="en")
    assert "There are none yet" in (await other.ask("/watches"))["text"]
