"""The order of stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ledebot.bot.digest.rank import importance, rank
from ledebot.bot.model import Dateline, Filters, Lede, Section
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


def test_thumbs_for_a_section_move_its_stories_whatever_their_topics() -> None:
    stories = [story(1, section=Section.SPORTS), story(2, section=Section.TECH, hours=1.1), story(3, hours=1.2)]
    assert order(stories, taste={"section:tech": 3.0}) == ["2", "1", "3"]
    assert order(stories, taste={"section:sports": -3.0}) == ["2", "3", "1"]


def test_no_section_crowds_out_the_others() -> None:
    crowd = [told_by(n, 3, section=Section.BUSINESS, source=f"报{n}") for n in range(1, 9)]
    few = [story(21, section=Section.TECH), story(22, section=Section.SPORTS)]
    first = rank([*crowd, *few], NONE, {}, NOW)[:8]
    assert {each.shown.section for each in first} == {Section.BUSINESS, Section.TECH, Section.SPORTS}


def test_a_chosen_section_or_source_comes_first() -> None:
    stories = [story(1, source="甲报"), story(2, source="乙报", section=Section.TECH)]
    assert order(stories, Filters(sections=(Section.TECH,))) == ["2", "1"]
    assert order(stories, Filters(sources=("甲报",))) == ["1", "2"]


def test_whoever_reprints_an_agency_is_no_further_voice() -> None:
    reprinted = replace(
        story(1, dateline=Dateline(agency="某社")),
        others=tuple(article(n, source=f"源{n}", dateline=Dateline(agency="某社")) for n in range(10, 16)),
    )
    assert order([reprinted, told_by(2, 2)]) == ["2", "1"]


def test_what_came_from_many_at_once_comes_before_what_trickled_in() -> None:
    slow = replace(
        story(1, hours=1), others=tuple(article(10 + n, source=f"源{n}", hours=6.0 * n) for n in range(2, 5))
    )
    fast = replace(story(2, hours=1), others=tuple(article(20 + n, source=f"源{n}", hours=1.2) for n in range(2, 5)))
    assert order([slow, fast]) == ["2", "1"]


def test_one_source_fills_a_third_of_each_page_while_others_have_news() -> None:
    many = [story(n, source="通讯社", hours=0.1 * n) for n in range(1, 31)]
    few = [story(100 + n, source=f"报{n % 4}", hours=30) for n in range(16)]
    ranked = rank([*many, *few], NONE, {}, NOW, page=12)
    pages = [ranked[at : at + 12] for at in range(0, len(ranked), 12)]
    assert [sum(each.shown.source == "通讯社" for each in page) for page in pages] == [4, 4, 12, 10]
    assert len({each.id for each in ranked}) == 46


def test_a_lone_source_keeps_its_order() -> None:
    stories = [story(n, hours=n) for n in range(1, 30)]
    assert order(stories) == [str(n) if n < 10 else f"{n:x}" for n in range(1, 30)]


def test_the_reader_s_language_comes_first_and_commentary_last() -> None:
    stories = [
        story(1, title="社论：桥要修", language="zh-hans"),
        story(2, title="Bridge reopens", language="en-GB"),
        story(3, title="大桥恢复通车", language="zh-hant", hours=20),
        story(4, title="Pont rouvert", language="other"),
    ]
    chinese = [each.id[-1] for each in rank(stories, NONE, {}, NOW, language="zh-hans")]
    assert (chinese[0], chinese[-1]) == ("3", "1")
    assert rank(stories, NONE, {}, NOW, language="en")[0].id[-1] == "2"


def test_every_story_is_ranked_once_and_alike_each_time() -> None:
    stories = [told_by(n, 1 + n % 3, topics=(f"题{n % 4}",), hours=n) for n in range(1, 60)]
    ranked = order(stories)
    assert sorted(ranked) == sorted(each.id.lstrip("0") for each in stories)
    assert order(stories[::-1]) == ranked


def test_a_story_far_in_the_future_or_past_is_weighed_like_any() -> None:
    late = story(1, hours=-5)
    assert importance(late, NONE, {}, NOW) <= importance(story(2, hours=0), NONE, {}, NOW)
    assert importance(story(3, hours=24 * 400), NONE, {}, NOW + timedelta(days=400)) > 0
