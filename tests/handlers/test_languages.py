"""One language and one script on every screen: whatever is shown on a walk over all of them is looked through."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

import pytest

from ledebot.bot.core.i18n import LANGUAGES, translator
from ledebot.bot.model import ChatKind, Document, Health, Lede, SourceConfig, SourceState
from ledebot.bot.sources.discover import FoundFeed
from ledebot.bot.text.conversion import in_script
from ledebot.bot.watches.alerts import alert, counted, found_data
from ledebot.handlers.base.commands import commands, profiles
from ledebot.handlers.base.routes import Trigger
from ledebot.handlers.base.tokens import token
from ledebot.handlers.register import ROUTES
from ledebot.sandbox.people.handles import Room
from ledebot.storage.search.index import SearchIndex
from tests.handlers.conftest import NOW, Desk, Sites
from tests.handlers.walk import BUTTONS, Walk
from tests.one_language import foreign

RECORDS = ("/addsource", "/editsource", "/removesource", "ld:addsrc", "ld:src", "ld:rmsource")
"""Where the operator keeps sources under the names that they have."""
OPERATOR = 777


def _in_other_script(value: Any) -> Any:
    return in_script(value, "zh-hant") if isinstance(value, str) else tuple(map(_in_other_script, value))


@dataclass(frozen=True)
class News:
    """What stands in a reader's news, so that the interface can be told from it."""

    sources: tuple[str, str, str]
    topics: tuple[str, str]
    word: str
    titles: tuple[str, str, str]
    body: str
    channel: str


ENGLISH = News(
    ("Morning Star", "Harbour Post", "Coast Line"),
    ("harbour works", "ferries"),
    "harbour",
    ("Harbour works begin in the north", "North harbour works have begun", "Ferries stop for a day"),
    "Works on the northern harbour began today and end in {n} months, the harbour office says.",
    "Morning paper",
)
SIMPLIFIED = News(
    ("晨星社", "港湾报", "海岸线"),
    ("港务", "渡轮"),
    "港口",
    ("北区港口扩建工程开工", "港口扩建：北区工程动工", "渡轮停航一天"),
    "北区港口扩建工程今天开工，预计{n}个月后完工，港务处说，附近居民可以查询进度。",
    "晨报",
)
"""Read by one who chose traditional characters, as TRADITIONAL is by one who chose simplified ones."""
TRADITIONAL = News(*(_in_other_script(getattr(SIMPLIFIED, each.name)) for each in fields(SIMPLIFIED)))
READ = {"en": ENGLISH, "zh-hans": TRADITIONAL, "zh-hant": SIMPLIFIED}


@pytest.fixture
def engine(index: SearchIndex) -> SearchIndex:
    return index


def documents(news: News) -> list[Document]:
    made = []
    for n in range(14):
        body = news.body.format(n=n + 3)
        made.append(
            Document(
                ref=str(n),
                source=news.sources[n % 3],
                title=news.titles[n % 3] + (f" ({n})" if n > 2 else ""),
                guid=f"g{n}",
                url=f"https://news.example/{n}",
                published=NOW - timedelta(minutes=n),
                topics=(news.topics[n % 2],),
                author=news.sources[0],
                paragraphs=(body,) * 3,
                lede=Lede(body, body, body),
                language="en" if news is ENGLISH else "zh-hans",
            )
        )
    return made


async def scene(desk: Desk, engine: SearchIndex, language: str) -> Walk:
    """News that came, sources in every state, and an operator who reads them in their script."""
    news = READ[language]
    await desk.news(*documents(news))
    await engine.catch_up()
    ids = [article.id for article in await desk.articles.latest(2)]
    await desk.services.stories.join(ids[0], ids[1], NOW)
    states = (("ok", Health.OK), ("failing", Health.FAILING), ("retired", Health.RETIRED))
    for (url, health), name in zip(states, news.sources, strict=True):
        config = SourceConfig(f"https://{url}.example/feed", title=name)
        await desk.services.sources.save(SourceState(config, health=health, failures=3, next_try=NOW, last_success=NOW))
    user = desk.sandbox.user(news.sources[2], language_code=language, user_id=OPERATOR)
    walk = Walk(desk, user, language)
    await walk.say("/settings")
    if language != "en":
        await desk.tap(user, f"ld:set:conv:{language}")
    return walk


def typed(news: News, language: str) -> list[str]:
    """List what is typed in a private chat: every command alone, with words, and with words that are wrong."""
    t = translator(language)
    word, topic, source = news.word, news.topics[0], news.sources[0]
    none = "nothing" if language == "en" else in_script("没有的", "zh-hant" if language == "zh-hant" else "zh-hans")
    alone = [f"/{route.name}" for route in ROUTES if route.trigger is Trigger.COMMAND and route.name != "start"]
    words = (
        *(f"/subscribe {each}" for each in (topic, source, word, f"-{word}", "-", t("Technology and science"))),
        *(f"/unsubscribe {each}" for each in (topic, none)),
        *(f"/latest {each}" for each in (topic, source, none)),
        *(f"/search {each}" for each in (word, none, f'"{word}', "-", f"{word} {none}")),
        *(f"/watch {each}" for each in (word, word, f"-{word}", "")),
        *(f"/digest {each}" for each in (none, "2026-03-09", "2020-01-01")),
        *(f"/schedule {each}" for each in (t("07:30 20:00 mon-fri London"), none, "25:00", "UTC+5:30", "00:00-")),
        *(f"/schedule {t('quiet 23:30-06:45')}", f"/schedule {t('quiet 23:30-06:45')[:-11]}"),
        f"/schedule {t('quiet 23:30-06:45')[:-11]}08:00-08:00",
        *(f"/connect {each}" for each in ("", "!", "@nobody_here", "@morning_news")),
        *(f"/addsource {each}" for each in ("", "https://walk.example", "https://none.example")),
        *(f"/{command} {none}" for command in ("removesource", "editsource", "broadcast", "language")),
        f"/editsource {source}",
        *("/start nonsense", "/start search", "/start saved", "/start likes", f"/{word}", word),
    )
    return ["/start", *alone, *words]


async def walk_everywhere(walk: Walk, channel: Room, group: Room, news: News) -> None:
    """Go through inline mode, the private chat with the channel's menus in it, and a forum."""
    for words in ("", news.word, "-"):
        offer = await walk.user.inline(words)
        for card in offer.results:
            shown = (card["title"], card["description"], card["input_message_content"]["message_text"])
            walk.texts |= dict.fromkeys((re.sub("<[^>]*>", "", text) for text in shown), f"@ {words}")
        walk.texts |= {str((offer.button or {}).get("text", "")): f"@ {words}"}
    await walk.explore("/start")
    await walk.say(*typed(news, walk.stays))
    await walk.explore("/start", f"/subscribe {news.topics[0]}", "/unsubscribe", "/schedule", "/settings", "/connect")
    await walk.explore(f"/watch {news.word}", "/watches", "/editsource", "/topics", "/sources", "/latest")
    (article,) = await walk.desk.articles.latest(1)
    day, urls = f"{NOW + timedelta(days=3):%Y%m%d}", [f"https://{name}.example/feed" for name in ("ok", "failing")]
    await walk.forge(
        f"ld:save:{article.id}", f"ld:page:{article.id}:0", "ld:saved:0", "ld:savedas:md", "ld:savedas:html"
    )
    await walk.forge(*(f"ld:hush:{article.id}:{what}{until}" for what in "to" for until in ("", f":{day}")))
    await walk.forge(found_data("1-0", "2-0"), "ld:allow:61616161", f"ld:srcmerge:{token(urls[0])}:{token(urls[1])}")
    await walk.explore("/watches", "/saved")
    await walk.forge(
        f"ld:unchan@{channel.id}", f"ld:gone@{channel.id}", "ld:none", "ld:forgetyes", "ld:nonsense", "ld:rmsources:1"
    )
    names = ("settings", "start", "subscribe", "schedule", "help", "watch", "digest")
    await walk.say(*(f"/{name}@ledebot_bot" for name in names), chat=group)
    if walk.stays != "en":
        await walk.desk.tap(walk.user, f"ld:set:conv:{walk.stays}", chat=group.id)
    walk.pressed.clear()
    await walk.press_all(group)


async def beside_the_chat(desk: Desk, walk: Walk) -> None:
    """Add what is shown without being asked for: alerts, menus, what Telegram tells of the bot."""
    t, script = translator(walk.stays), None if walk.stays == "en" else walk.stays
    (article,) = await desk.articles.latest(1)
    shown = [alert(article, [], t, "Asia/Tokyo", script), counted(3, "1-0", "2-0", t)]
    texts = [each.html for each in shown] + [button.text for each in shown for row in each.keyboard for button in row]
    texts += [entry.description for kind in ChatKind for entry in commands(walk.stays, kind, admin=True)]
    told = {"en": "en", "zh-hans": "zh"}
    texts += [text for *both, code in profiles() if code == told.get(walk.stays) for text in both]
    walk.texts |= {re.sub("<[^>]*>", "", text): "beside" for text in texts}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_is_in_one_language(
    desk: Desk, engine: SearchIndex, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = READ[language]
    feeds = tuple(FoundFeed(f"https://walk.example/{n}", news.sources[n], n, news.titles[:1]) for n in range(2))
    monkeypatch.setitem(Sites.known, "https://walk.example", feeds)
    walk = await scene(desk, engine, language)
    own = news.channel if language == "en" else in_script(news.channel, language)
    channel = desk.sandbox.channel(own, owner=walk.user, username="morning_news")
    group = desk.sandbox.group(own, owner=walk.user, forum=True)
    await walk_everywhere(walk, channel, group, news)
    await beside_the_chat(desk, walk)
    assert BUTTONS - walk.verbs == set()
    assert len(walk.texts) > 400
    found = {
        text: (where, odd)
        for text, where in walk.texts.items()
        if (odd := foreign(text, language)) and not where.startswith(RECORDS)
    }
    assert found == {}


def test_what_is_foreign_is_seen() -> None:
    """The look is no good if it finds nothing."""
    assert foreign("Your digest 你好", "en") == ["你好"]
    assert foreign("你的 digest，用 /start", "zh-hans") == ["digest"]
    assert foreign("時間表 2 点", "zh-hant") == ["点"]
    assert foreign("時间", "zh-hans") == ["時"]
    assert foreign("语言：简体中文、繁體中文、English（@ledebot_bot）", "zh-hans") == []
