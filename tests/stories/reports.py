"""Reports of one event, in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ledebot.bot.model import Article
from ledebot.bot.text.lede import pick

BEGAN = datetime(2026, 3, 10, 6, 5, tzinfo=UTC)


def report(hours: float, source: str, title: str, *paragraphs: str, **more: object) -> Article:
    """Write a report that came so many hours after the first."""
    published = BEGAN + timedelta(hours=hours)
    name = f"{source} {hours} {title}"
    made = Article(
        id=f"{source}-{hours}",
        revision=1,
        url=f"https://news.example/{hours}",
        source=source,
        title=title,
        published=published,
        fetched=published,
        content_hash=name,
        story="s",
        paragraphs=paragraphs,
        lede=pick(paragraphs, title=title),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # whatever field the test is about


FIRE = (
    report(0, "晨星社", "临江市老城仓库起火 已致3人死亡", "临江市老城区一处木材仓库10日下午起火，已造成3人死亡。"),
    report(
        2,
        "江报",
        "临江老城仓库火灾：明火扑灭",
        "临江市老城区木材仓库火灾的明火已于16时20分扑灭，现场调集了消防车22辆、水罐车14辆。",
        "临江市消防支队支队长何远舟表示：“木料堆得很密，我们只能一层一层往里推进。”",
    ),
    report(
        4.25,
        "晚讯",
        "临江市老城仓库起火 已致5人死亡",
        "临江市老城区一处木材仓库10日下午起火，已造成5人死亡。",
        "临江市公安局17时50分通报，老城仓库经营者贺子明等2人因涉嫌违规存放油漆稀料被带走调查。",
    ),
)
FERRY = (
    report(
        0,
        "Harbor Post",
        "Ferry capsizes off Lindow harbor, three people killed",
        "A ferry capsized off Lindow harbor on Tuesday and three people were killed, the coastguard said.",
    ),
    report(
        3,
        "Lindow Wire",
        "Ferry capsizes off Lindow harbor, five people killed",
        "The Lindow harbor ferry that capsized carried 84 passengers and eleven trucks, owner Brackwater said after "
        "its crew had been brought ashore and the search had ended.",
        "“The ferry turned within a minute and nobody had time for the boats,” said Marta Ellin, the first mate.",
    ),
)
