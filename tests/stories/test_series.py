"""Reports of a column's series."""

from __future__ import annotations

from ledebot.bot.stories.series import out_of_series
from ledebot.bot.stories.timeline import timeline
from tests.stories.reports import FIRE, report


def test_a_daily_column_and_several_under_one_name_are_left_out() -> None:
    market = [report(at, "财报", f"开市先知｜临江木材涨{at}%") for at in (1, 30)]
    daily = report(2, "江报", "3月10日江报早报｜临江仓库起火")
    tagged = report(3, "晚讯", "【收评】临江木材收涨")
    assert out_of_series([*market, daily, tagged, *FIRE]) == list(FIRE)


def test_a_name_before_one_title_only_or_of_two_sources_is_no_series() -> None:
    reports = [report(1, "江报", "江报观察｜仓库火灾之后"), report(2, "晚讯", "江报观察｜仓库火灾之后"), *FIRE]
    assert out_of_series(reports) == reports


def test_nothing_of_a_series_is_quoted() -> None:
    column = [report(5 + 20 * at, "财报", f"开市先知｜{each.title}", *each.paragraphs) for at, each in enumerate(FIRE)]
    told = timeline(column)
    assert (told.added, told.only, told.figures, told.quotes) == ((), (), (), ())
    assert told.first == column[0]
    assert told.reports == tuple(column)
