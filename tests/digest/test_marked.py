"""Followed and muted stories in a digest's selection."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ledebot.bot.digest.marked import mark_reasons, with_marks, within
from ledebot.bot.digest.select import Because, Reason
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import Mute, Section, StoryMark, Subject
from ledebot.bot.stories.grouping import Story
from ledebot.bot.stories.marked import Marked, marked_by
from tests.digest.samples import NOW, article, story

FLOOD = [article(number, story="flood", source=f"源{number}") for number in (1, 2)]


def mark(number: int, followed: bool, minutes: int = 0) -> StoryMark:
    return StoryMark(f"{number:016x}", "洪水", followed, NOW - timedelta(minutes=minutes))


def test_marks_stand_for_the_story_that_their_report_is_in_now() -> None:
    marked = marked_by([mark(1, True), mark(9, True)], (), FLOOD, NOW)
    assert marked == Marked(frozenset(["flood"]), seen=frozenset([("flood", NOW)]))


def test_of_two_marks_that_came_to_be_about_one_story_the_newer_holds() -> None:
    assert marked_by([mark(2, False), mark(1, True, 5)], (), FLOOD, NOW) == Marked(muted=frozenset(["flood"]))


def test_what_has_ended_counts_no_more() -> None:
    later = NOW + timedelta(hours=1)
    marks = [replace(mark(1, False), until=later)]
    mutes = [Mute(Subject.SOURCE, "晨报", later)]
    assert marked_by(marks, mutes, FLOOD, NOW) == Marked(
        muted=frozenset(["flood"]), silenced=frozenset(["source:晨报"])
    )
    assert marked_by(marks, mutes, FLOOD, later) == Marked()


def test_a_muted_source_topic_or_section_hides_its_reports_but_of_followed_stories() -> None:
    report = article(3, source="晚报", topics=("港口",), section=Section.BUSINESS, story="harbour")
    for key, name in (("source:晚报", "晚报"), ("topic:港口", "港口"), ("section:business", "business")):
        marked = Marked(silenced=frozenset([key]))
        assert marked.hides(report)
        assert not marked.hides(FLOOD[0])
        assert mark_reasons(marked, report) == (Reason(Because.SILENCED, name),)
        assert not replace(marked, followed=frozenset(["harbour"])).hides(report)


def test_followed_ones_are_added_once_and_muted_ones_taken_out() -> None:
    quake = story(7)
    arrived = (FLOOD[1], quake.shown)
    window = Window("0-0", "9-9", arrived, ("1-0", "2-0"), by_story(arrived), {"flood": (FLOOD[0],)})
    marked = within(Marked(frozenset(["flood", "elsewhere"]), frozenset([quake.id])), window)
    assert marked.followed == {"flood"}
    [flood] = with_marks([quake], marked, window)
    assert (flood.id, flood.shown.id, flood.update) == ("flood", FLOOD[1].id, True)
    assert with_marks([flood], marked, window) == [flood]


def test_a_report_told_apart_is_a_story_of_its_own_to_who_said_so() -> None:
    older, newer, third = (article(n, story="flood", source=f"源{n}", hours=6 - n) for n in (1, 2, 3))
    arrived = (newer, third)
    window = Window("0-0", "9-9", arrived, ("1-0", "2-0"), by_story(arrived), {"flood": (older,)})
    marks = [replace(mark(n, False), apart=True) for n in (1, 2, 9)]
    marked = within(marked_by(marks, (), [older, newer, third], NOW), window)
    assert marked == Marked(apart=frozenset([older.id, newer.id]))
    mine = window.with_apart(marked.apart)
    assert [each.story == "flood" for each in mine.articles] == [False, True]
    assert [len(reports) for reports in mine.by_story.values()] == [1, 1]
    assert mine.earlier == {}, "the rest is no update of what stands apart"


def test_of_a_followed_story_only_what_was_not_seen_is_told() -> None:
    arrived = (FLOOD[1], article(3, story="flood", source="源3", fetched=NOW + timedelta(minutes=2)))
    window = Window("0-0", "9-9", arrived, ("1-0", "2-0"), by_story(arrived), {"flood": (FLOOD[0],)})
    looked = replace(mark(1, True), seen=NOW + timedelta(minutes=1))
    marked = within(marked_by([looked], [], FLOOD, NOW), window)
    [flood] = with_marks([Story("flood", FLOOD[1], update=True)], marked, window)
    assert (flood.shown, flood.update) == (arrived[1], True)
    later = within(marked_by([replace(looked, seen=NOW + timedelta(hours=1))], [], FLOOD, NOW), window)
    assert with_marks([flood], later, window) == []
