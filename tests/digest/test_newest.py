"""The newest stories as pages: each story once, and every page fits a message, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.i18n import translator
from ledebot.bot.digest.layout import measure
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.newest import PAGE, newest
from ledebot.bot.digest.window import by_story
from ledebot.bot.model import Filters, Lede, Length
from ledebot.sandbox.server.html import parse_html
from tests.digest.samples import NOW, article

LOOK = Look(translator("en"), "Asia/Shanghai", NOW, Filters(everything=True))


def test_the_reports_of_a_story_stand_together() -> None:
    reports = [article(n, story="flood" if n < 3 else "", source=f"源{n}") for n in range(1, 6)]
    [page] = newest(reports, by_story(reports), LOOK, "港口")
    assert page.html.count("<b>") == 1 + 4
    assert "+1 source" in page.html
    assert page.html.startswith("🕘 <b>Newest stories · 港口</b>")


@given(st.text(max_size=500), st.integers(1, 40))
def test_pages_fit_and_leave_no_story_out(text: str, many: int) -> None:
    url = "https://news.example/" + "x" * 1400
    reports = [
        article(n, source=f"源{k}{text}", title=text, lede=text, url=url, story=f"s{n}", id=f"{n}-{k}")
        for n in range(many)
        for k in range(3)
    ]
    pages = newest(reports, by_story(reports), LOOK, text)
    for page in pages:
        parse_html(page.html)
        assert measure(page.html).fits
        assert sum(map(len, page.keyboard)) <= 2 * PAGE
    data = [str(button.data) for page in pages for row in page.keyboard for button in row]
    assert sum(each.startswith("ld:r:") for each in data) == many


def test_a_lede_too_long_for_a_list_gives_way_to_the_short_one_and_is_not_cut() -> None:
    short, medium = "The ferry sails again.", "The ferry sails again after a week of storms. " * 9
    report = replace(article(1), lede=Lede(short, medium, medium * 2))
    [page] = newest([report], {}, LOOK, "")
    assert short in page.html
    assert "…" not in page.html


def test_a_lede_is_never_longer_than_asked_for() -> None:
    lede = Lede("one", "one two", "one two three")
    assert [lede.within(size, 99) for size in Length] == ["one", "one two", "one two three"]
    assert [lede.within(size, 8) for size in Length] == ["one", "one two", "one two"]
    assert lede.within(Length.LONG, 2) == "one"
    assert Lede().within(Length.LONG, 9) == ""
