"""Articles of some events, and how they come into the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Document, Filters, Lede, Subscriber, Target
from ledebot.storage.articles.articles import Articles

START = datetime(2024, 5, 6, 0, 0, tzinfo=UTC)
READER = Subscriber(Target(7), language="en", filters=Filters(everything=True))


def document(number: int, title: str, text: str, *, source: str = "晨报", topic: str = "城市") -> Document:
    return Document(
        ref=str(number),
        source=source,
        title=title,
        guid=f"{source}-{number}",
        url=f"https://news.example/{number}",
        published=START - timedelta(minutes=number),
        topics=(topic,),
        paragraphs=(text,),
        lede=Lede(text[:20], text, text),
    )


FIRE = document(1, "临河化工厂起火 已致2人受伤", "5月6日凌晨，临河市一家化工厂起火，造成2人受伤，明火已被扑灭。")
FIRE_TOLD = document(
    2, "临河一化工厂凌晨失火", "临河市6日凌晨有化工厂失火，2人受伤送医，起火原因在调查。", source="快报"
)
FIRE_LATER = document(
    3,
    "临河化工厂起火原因查明",
    "临河市6日晚通报，当天凌晨一家化工厂起火造成2人受伤，原因是线路老化，两名负责人被控制，工厂停产。",
    source="快报",
)
METRO = document(
    4, "地铁七号线开始试运行", "江城地铁七号线今天开始空载试运行，线路全长31公里，设站24座。", topic="交通"
)
CHIPS = document(5, "芯片厂二期投产", "东湖芯片厂二期产线投产，月产能增加4万片，主要供应汽车客户。", topic="科技")


async def store(articles: Articles, clock: ManualClock, *documents: Document) -> None:
    clock.advance(timedelta(minutes=10))
    await articles.save(documents)


def text(parts: Iterable[object]) -> str:
    return "\n".join(str(part) for part in parts)
