"""What stands over a digest's stories."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.digest.headings import Common, parts
from ledebot.bot.model import Filters, Section
from ledebot.bot.stories.grouping import Story
from tests.digest.samples import article, story

ALL = Filters(everything=True)
TECH, SPORTS = Section.TECH, Section.SPORTS


def headings(stories: list[Story], filters: Filters = ALL) -> list[tuple[str, int]]:
    return [(part.heading, len(part.stories)) for part in parts(stories, filters)]


def test_a_section_stands_over_two_stories_or_more_and_the_rest_stands_together() -> None:
    stories = [story(1, section=TECH), story(2, section=SPORTS), story(3), story(4, section=TECH)]
    assert headings(stories) == [(TECH, 2), (Common.REST, 2)]


def test_headings_stand_where_their_first_story_stands() -> None:
    stories = [story(n, section=section) for n, section in enumerate((SPORTS, TECH, TECH, SPORTS), 1)]
    assert headings(stories) == [(SPORTS, 2), (TECH, 2)]


def test_one_source_s_tags_are_no_heading_but_those_that_sources_share_are() -> None:
    own = [story(n, source="甲报", topics=("独家词",)) for n in (1, 2)]
    assert headings(own) == [(Common.REST, 2)]
    shared = [story(n, source=f"报{n}", topics=("某词", "港口")) for n in (3, 4)]
    assert headings([*shared, story(5, topics=())]) == [("某词", 2), (Common.REST, 1)]


def test_a_topic_that_the_reader_follows_is_a_heading_even_if_one_source_has_it() -> None:
    own = [story(n, source="甲报", topics=("港口",)) for n in (1, 2)]
    assert headings([*own, story(3, topics=())], Filters(topics=("港口",))) == [("港口", 2), (Common.REST, 1)]


def test_a_section_comes_before_a_topic() -> None:
    stories = [story(n, source=f"报{n}", section=TECH, topics=("港口",)) for n in (1, 2)]
    assert headings([*stories, story(3, section=SPORTS)]) == [(TECH, 2), (Common.REST, 1)]


def test_a_story_without_a_section_takes_that_of_another_report() -> None:
    lone = replace(story(1), others=(article(2, section=TECH),))
    assert headings([lone, story(3, section=TECH)]) == [(TECH, 2)]


def test_commentary_and_live_blogs_stand_last() -> None:
    stories = [
        story(1, title="社论：河要清", section=TECH),
        story(2, section=TECH),
        story(3, section=TECH),
        story(4, title="【直播】龙舟赛", section=TECH),
    ]
    assert headings(stories) == [(TECH, 2), (Common.COMMENTARY, 2)]
    assert headings(stories[:3]) == [(TECH, 2), (Common.REST, 1)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, TECH, SPORTS]),
            st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=3).map(tuple),
            st.sampled_from(["晨报", "晚报"]),
            st.sampled_from(["步道开放", "社论：步道", "步道｜时评"]),
        ),
        max_size=12,
    )
)
def test_every_story_once_and_no_heading_over_one(
    drawn: list[tuple[Section | None, tuple[str, ...], str, str]],
) -> None:
    stories = [
        story(n, section=section, topics=topics, source=source, title=title)
        for n, (section, topics, source, title) in enumerate(drawn, 1)
    ]
    found = parts(stories, ALL)
    assert sorted(each.id for part in found for each in part.stories) == [each.id for each in stories]
    assert all(len(part.stories) > 1 for part in found if part.heading is not Common.REST)
    assert len({part.heading for part in found}) == len(found)
