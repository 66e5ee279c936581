"""The order of stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ledebot.bot.digest.rank import importance, rank, sections, topic_of
from ledebot.bot.model import Filters, Lede
from ledebot.bot.stories.grouping import Story
from tests.digest.samples import NOW, article, story

NONE = Filters(everything=True)


def order(stories: list[Story], filters: Filters = NONE, taste: dict[str, float] | None = None) -> list[str]:
    return [each.id.lstrip("0") for each in rank(stories, filters, taste or {}, NOW)]


def told_by(number: int, sources: int, **fields: object) -> Story:
    others = tuple(article(number * 100 + n, source=f"源{n}") for n in range(sources - 1))
    return replace(story(number, **fields), others=others)


def test_more_sources_come_first() -> None:
    assert order([told_by(1, 1), told_by(2, 4), told_by(3, 2)]) == ["2", "3", "1"]


def test_newer_comes_first_among_equals() -> None:
    assert order([story(1, hours=20), story(2, hours=1), story(3, hours=9)]) == ["2", "3", "1"]


def test_the_reader_s_topics_come_first() -> None:
    stories = [story(1, topics=("体育",)), story(2, topics=("科技",))]
    assert order(stories, Filters(topics=("科技",))) == ["2", "1"]


def test_updates_and_bare_titles_come_later() -> None:
    bare = story(3, lede="")
    stories = [
        replace(story(1), update=True),
        story(2, hours=1.2),
        replace(bare, shown=replace(bare.shown, lede=Lede())),
    ]
    assert order(stories)[0] == "2"


def test_thumbs_move_a_story_but_only_so_far() -> None:
    stories = [story(1, source="甲报"), story(2, source="乙报"), told_by(3, 6, source="乙报")]
    assert order(stories, taste={"source:乙报": -2.0})[0] == "3"
    assert order(stories, taste={"source:乙报": -2.0})[-1] == "2"
    assert order(stories, taste={"source:甲报": 1000.0})[0] == "3"


def test_no_topic_crowds_out_the_others() -> None:
    crowd = [told_by(n, 3, topics=("财经",)) for n in range(1, 9)]
    few = [story(21, topics=("科技",)), story(22, topics=("体育",))]
    first_six = rank([*crowd, *few], NONE, {}, NOW)[:6]
    assert {topic_of(each, NONE) for each in first_six} == {"财经", "科技", "体育"}


def test_every_story_is_ranked_once_and_alike_each_time() -> None:
    stories = [told_by(n, 1 + n % 3, topics=(f"题{n % 4}",), hours=n) for n in range(1, 60)]
    ranked = order(stories)
    assert sorted(ranked) == sorted(each.id.lstrip("0") for each in stories)
    assert order(stories[::-1]) == ranked


def test_a_story_far_in_the_future_or_past_is_weighed_like_any() -> None:
    late = story(1, hours=-5)
    assert importance(late, NONE, {}, NOW) <= importance(story(2, hours=0), NONE, {}, NOW)
    assert importance(story(3, hours=24 * 400), NONE, {}, NOW + timedelta(days=400)) > 0


def test_sections_follow_their_first_story_and_prefer_the_reader_s_topic() -> None:
    ranked = [
        story(1, topics=("新浪", "科技")),
        story(2, topics=()),
        story(3, topics=("体育",)),
        story(4, topics=("科技",)),
    ]
    found = sections(ranked, Filters(topics=("科技",)))
    assert [(section.topic, len(section.stories)) for section in found] == [("科技", 2), ("体育", 1), ("", 1)]


def test_a_story_without_a_topic_takes_that_of_another_report() -> None:
    lone = story(1, topics=())
    assert topic_of(replace(lone, others=(article(2, topics=("交通",)),)), NONE) == "交通"
