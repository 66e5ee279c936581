"""Followed and muted stories in a digest's selection."""

from __future__ import annotations

from datetime import timedelta

from ledebot.bot.digest.marked import Marked, marked_by, with_marks
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import StoryMark
from tests.digest.samples import NOW, article, story

FLOOD = [article(number, story="flood", source=f"源{number}") for number in (1, 2)]


def mark(number: int, followed: bool, minutes: int = 0) -> StoryMark:
    return StoryMark(f"{number:016x}", "洪水", followed, NOW - timedelta(minutes=minutes))


def test_marks_stand_for_the_story_that_their_report_is_in_now() -> None:
    assert marked_by([mark(1, True), mark(9, True)], FLOOD) == Marked(frozenset(["flood"]))


def test_of_two_marks_that_came_to_be_about_one_story_the_newer_holds() -> None:
    assert marked_by([mark(2, False), mark(1, True, 5)], FLOOD) == Marked(muted=frozenset(["flood"]))


def test_followed_ones_are_added_once_and_muted_ones_taken_out() -> None:
    quake = story(7)
    arrived = (FLOOD[1], quake.shown)
    window = Window("0-0", "9-9", arrived, ("1-0", "2-0"), by_story(arrived), {"flood": (FLOOD[0],)})
    marked = Marked(frozenset(["flood", "elsewhere"]), frozenset([quake.id])).within(window)
    assert marked.followed == {"flood"}
    [flood] = with_marks([quake], marked, window)
    assert (flood.id, flood.shown.id, flood.update) == ("flood", FLOOD[1].id, True)
    assert with_marks([flood], marked, window) == [flood]
