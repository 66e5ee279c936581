"""Each event once, by its best report."""

from __future__ import annotations

from dataclasses import replace

from ledebot.bot.model import Article, Lede
from ledebot.bot.stories.grouping import group
from ledebot.bot.stories.sketch import sketch
from tests.digest.samples import article


def sketched(made: Article) -> Article:
    return replace(made, sketch=sketch(made.title, made.paragraphs))


def by_story(*articles: Article) -> dict[str, tuple[Article, ...]]:
    grouped: dict[str, tuple[Article, ...]] = {}
    for each in articles:
        grouped[each.story] = (*grouped.get(each.story, ()), each)
    return grouped


FIRST = article(1, story="s", source="甲报", hours=3)
SECOND = article(2, story="s", source="乙报", hours=2)
THIRD = article(3, story="s", source="丙报", hours=1)
ALONE = article(4, story="t")


def test_reports_of_one_story_are_one() -> None:
    stories = group([FIRST, SECOND, ALONE], by_story(FIRST, SECOND, THIRD, ALONE), {})
    assert [story.id for story in stories] == ["s", "t"]
    assert stories[0].shown == FIRST
    assert stories[0].others == (SECOND, THIRD)
    assert stories[0].sources == 3
    assert stories[0].newest == THIRD.published
    assert not stories[0].update


def test_a_source_that_is_not_followed_counts_but_is_not_shown() -> None:
    better = replace(THIRD, image="https://img.example/3.jpg")
    [story] = group([FIRST], by_story(FIRST, better), {})
    assert (story.shown, story.others) == (FIRST, (better,))


def test_a_source_is_named_once() -> None:
    again = article(5, story="s", source="乙报", hours=0.5)
    [story] = group([FIRST, SECOND, again], by_story(FIRST, SECOND, again), {})
    assert [other.source for other in story.others] == ["乙报"]


def test_the_best_told_report_is_shown() -> None:
    bare = replace(FIRST, lede=Lede(), paragraphs=())
    unlinked = replace(SECOND, url=None)
    pictured = replace(THIRD, image="https://img.example/3.jpg")
    [story] = group([bare, unlinked, pictured], by_story(bare, unlinked, pictured), {})
    assert story.shown == pictured
    [story] = group([bare, unlinked], by_story(bare, unlinked), {})
    assert story.shown == unlinked


def test_what_follows_a_told_story_is_an_update() -> None:
    old = sketched(article(6, story="s", title="化工厂起火 已致2人受伤", lede="3日夜里，临河一家化工厂起火，2人受伤。"))
    new = sketched(
        article(
            7, story="s", title="化工厂火灾原因查明", lede="调查组4日公布，临河化工厂火灾由电线老化引起，厂长被拘留。"
        )
    )
    [story] = group([new], by_story(new), {"s": (old,)})
    assert story.update
    assert story.shown == new


def test_a_late_copy_of_a_told_story_is_not_told_again() -> None:
    old = sketched(article(6, story="s", title="化工厂起火 已致2人受伤", lede="3日夜里，临河一家化工厂起火，2人受伤。"))
    copy = replace(old, id="copy", source="转载网")
    assert group([copy], by_story(copy), {"s": (old,)}) == []
