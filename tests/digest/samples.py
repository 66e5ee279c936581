"""Articles to make digests of, in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledebot.bot.model import Article, Lede
from ledebot.bot.stories.grouping import Story

NOW = datetime(2024, 5, 6, 0, 30, tzinfo=UTC)  # a Monday, 08:30 in Shanghai


def article(
    number: int,
    *,
    title: str = "",
    source: str = "晨报",
    topics: tuple[str, ...] = ("城市",),
    story: str = "",
    hours: float = 1.0,
    lede: str = "河道清淤工程昨天完工，两岸步道重新开放，沿线居民说夜里散步的人多了起来。",
    url: str | None = "",
    image: str | None = None,
    **fields: object,
) -> Article:
    made = Article(
        id=f"{number:016x}",
        revision=1,
        url=f"https://news.example/{number}" if url == "" else url,
        source=source,
        title=title or f"第{number}号步道重新开放",
        published=NOW - timedelta(hours=hours),
        fetched=NOW - timedelta(hours=hours),
        content_hash=f"{number} {title} {lede}",  # search remembers what it prepared by this
        story=story or f"{number:016x}",
        topics=topics,
        image=image,
        paragraphs=(lede,) if lede else (),
        lede=Lede(lede[:40], lede, lede),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # whatever field the test is about


def story(number: int, **fields: object) -> Story:
    told = article(number, **fields)  # type: ignore[arg-type]
    return Story(told.story, told)
