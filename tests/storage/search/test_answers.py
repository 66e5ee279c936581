"""What a search finds, in which order, and what it offers where nothing is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.model import Section
from ledebot.storage.articles.articles import Articles
from ledebot.storage.base.client import Client
from ledebot.storage.search.index import SearchIndex
from ledebot.storage.search.view import CANDIDATES
from tests.storage.search.conftest import NOW, document, titles


async def test_pieces_of_titles_find_their_article_whatever_stands_in_them(
    articles: Articles, index: SearchIndex
) -> None:
    made = [
        "【观察】港口“十五五”扩建·一期完工",
        "2022年GDP增长2.5%，居民收入同步",
        "iPhone15与5G手机：谁更省电？",
        "Fed announces rate cuts — 市场反应",
        "國務院發佈《新規定》",
    ]
    await articles.save([document(title) for title in made])
    await index.catch_up()
    for title in made:
        for length in range(2, 7):
            for start in range(len(title) - length + 1):
                piece = title[start : start + length]
                if any(character.isalnum() for character in piece) and "-" not in piece:
                    found = await index.find(piece)
                    assert title in [hit.title for hit in found.hits], piece


async def test_scattered_characters_and_words_across_a_comma_are_no_match(
    articles: Articles, index: SearchIndex
) -> None:
    await articles.save([document("天文台发现，金属环绕小行星"), document("行长在央视谈股票")])
    assert await titles(index, "现金") == []
    assert await titles(index, "央行") == []
    assert await titles(index, "央视 股票") == ["行长在央视谈股票"]


async def test_title_stands_above_lede_above_body(articles: Articles, index: SearchIndex) -> None:
    filler = "居民区的电梯换新，街道办牵头协调，工期约两周。" * 4
    await articles.save(
        [
            document("正文里提到", filler + "港务局说渡轮停航。", guid="body"),
            document("导语里提到", "渡轮停航，" + filler, guid="lede"),
            document("渡轮停航公告", filler, guid="title"),
        ]
    )
    assert await titles(index, "渡轮停航") == ["渡轮停航公告", "导语里提到", "正文里提到"]


async def test_a_fresh_article_wins_a_tie_but_not_against_a_better_match(
    articles: Articles, index: SearchIndex
) -> None:
    await articles.save(
        [
            document("渡轮时刻表调整", "甲", days=60, guid="old"),
            document("渡轮时刻表更改", "乙", days=0, guid="new"),
            document("社区简讯", "夜间新增一班渡轮。", days=0, guid="weak"),
        ]
    )
    assert await titles(index, "渡轮") == ["渡轮时刻表更改", "渡轮时刻表调整", "社区简讯"]
    assert (await titles(index, "渡轮", newest=True))[-1] == "渡轮时刻表调整"


async def test_reports_of_one_story_fold_and_developments_do_not(
    articles: Articles, index: SearchIndex, redis_client: Client, clock: ManualClock
) -> None:
    class OneStory:
        async def assign(self, made: Any) -> Any:
            return [replace(article, story="s1") for article in made]

        async def mend(self, now: datetime) -> None: ...

    grouped = Articles(redis_client, clock, OneStory())
    await grouped.save(
        [
            document("大桥合龙", source="甲报"),
            document("跨海大桥今日合龙", source="乙报"),
            document("大桥合龙现场直击", source="甲报"),
        ]
    )
    await index.catch_up()
    found = await index.find("大桥合龙")
    assert found.total == len(found.hits) == 2
    assert sorted(hit.others for hit in found.hits) == [0, 1]


async def test_relaxing_names_what_was_dropped(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", "台风逼近港口。"), document("台风登陆", "学校停课。")])
    await index.catch_up()
    found = await index.find("渡轮 台风 恐龙")
    assert found.relaxed
    assert found.dropped == ("恐龙",)
    assert found.hits[0].title == "渡轮停航"
    assert not (await index.find("渡轮 台风")).relaxed


async def test_nothing_found_suggests_the_nearest_spelling_and_topics(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("Federal Reserve holds", "Rates stay."), document("渡轮停航", topics=("航运快讯",))])
    await index.catch_up()
    assert "federal" in (await index.find("Fedral")).suggestions
    assert "topic:航运快讯" in (await index.find("航运")).suggestions


async def test_filters_by_source_topic_and_day(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            document("渡轮停航", source="新浪财经－国內", topics=("航运",)),
            document("渡轮复航", source="海岸线", topics=("港口",), days=3),
        ]
    )
    assert await titles(index, "渡轮 source:新浪财经") == ["渡轮停航"]
    assert await titles(index, "主题：港口") == ["渡轮复航"]
    assert await titles(index, "渡轮 -source:海岸") == ["渡轮停航"]
    assert await titles(index, "day:today", zone="Asia/Shanghai") == ["渡轮停航"]
    assert await titles(index, "before:2026-03-09") == ["渡轮复航"]
    assert await titles(index, "source:没有的报") == []


async def test_a_topic_may_be_a_section_in_any_language(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            replace(document("渡轮停航"), section=Section.SOCIETY),
            document("渡轮公司涨价", topics=("社会民生",)),
            replace(document("渡轮复航"), section=Section.TECH),
        ]
    )
    assert set(await titles(index, "topic:社會")) == {"渡轮停航", "渡轮公司涨价"}
    assert await titles(index, "topic:society") == ["渡轮停航"]
    assert await titles(index, 'topic:"technology and science"') == ["渡轮复航"]
    assert await titles(index, "渡轮 -topic:tech -topic:社会") == []


async def test_conditions_alone_give_the_newest_first(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document(f"渡轮通告{n}", days=n, topics=("航运",)) for n in (3, 0, 2, 1)])
    newest = [f"渡轮通告{n}" for n in range(4)]
    assert await titles(index, "topic:航运") == newest
    assert await titles(index, "-火车") == newest


async def test_of_a_column_with_one_title_the_newest_issue_comes_first(articles: Articles, index: SearchIndex) -> None:
    issues = [("收盘一览", "渡轮公司股价持平。" * (n % 3 + 1)) for n in range(6)]
    await articles.save(
        [document(title, body, days=40 + n, guid=str(n)) for n, (title, body) in enumerate(issues)]
        + [document("收盘一览：渡轮公司涨停，散户追捧", "收盘一览", days=90)]
    )
    await index.catch_up()
    found = [hit for hit in (await index.find("收盘一览")).hits if hit.title == "收盘一览"]
    assert [hit.published for hit in found] == sorted((hit.published for hit in found), reverse=True)
    assert len(found) == 6


async def test_a_headline_typed_almost_whole_comes_first(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            document("港务局新区泊位码头启用", "渡轮改线。", guid="a"),
            document("港务局新建泊位启用", "渡轮改线。", days=2000, guid="b"),
        ]
    )
    assert (await titles(index, "港务局新 泊位 启用"))[0] == "港务局新建泊位启用"
    assert (await titles(index, "港务局新 泊位 启用", newest=True))[0] == "港务局新区泊位码头启用"


async def test_the_newest_issue_is_found_among_more_than_are_ranked(articles: Articles, index: SearchIndex) -> None:
    filler = "渡轮公司股价持平，成交清淡。"
    await articles.save(
        [document("收盘一览", "" if days else filler * 9, days=days, guid=str(days)) for days in range(CANDIDATES + 30)]
    )
    await index.catch_up()
    found = await index.find("收盘一览")
    assert found.total == CANDIDATES + 30
    assert found.hits[0].published == NOW


@pytest.mark.parametrize(("query", "expected"), [("201", 1), ("1111", 0), ("20211", 0), ("22年", 2), ("2022", 2)])
async def test_a_piece_of_a_number_is_one_piece(
    query: str, expected: int, articles: Articles, index: SearchIndex
) -> None:
    await articles.save(
        [document("2022年11月11日渡轮停航"), document("2022年渡轮客流", guid="b"), document("12012次航班", guid="c")]
    )
    assert len(await titles(index, query)) == expected


async def test_a_long_run_that_stands_nowhere_is_given_up_word_by_word(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("锦绣港城年味浓", "渡轮加班。"), document("港城渡轮照常", "锦鲤在绣球花下。")])
    await index.catch_up()
    found = await index.find("锦绣港城雪")
    assert [hit.title for hit in found.hits][:1] == ["锦绣港城年味浓"]
    assert found.relaxed
    assert not (await index.find("锦绣年")).total  # of a short word no piece is near to it


async def test_a_question_is_never_answered_with_nothing_where_a_word_of_it_stands(
    articles: Articles, index: SearchIndex
) -> None:
    await articles.save([document("新任市长是林清", "林清昨天当选。"), document("渡轮加班", "港口夜间照常。")])
    await index.catch_up()
    for asked in ("新市长是谁", "老市长是谁", "市长什么时候当选"):
        found = await index.find(asked)
        assert [hit.title for hit in found.hits] == ["新任市长是林清"], asked
    assert not (await index.find("锦市长")).total, "who asks no question is offered another spelling"


async def test_what_only_a_condition_excludes_is_suggested_without_it(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", days=9)])
    await index.catch_up()
    assert (await index.find("渡轮 day:2d")).suggestions == ("渡轮",)
    assert (await index.find("渡轮 source:无此报")).suggestions == ("渡轮",)


async def test_a_wrong_character_is_put_right_by_what_titles_have(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [document(f"渡轮公司{n}期开工", "工人到位。", guid=f"n{n}") for n in range(3)]
        + [document(f"路灯亮了{n}", "街道通知。", guid=f"l{n}") for n in range(20)]
    )
    await index.catch_up()
    assert (await index.find("渡论")).suggestions[0] == "渡轮"


async def test_only_what_finds_something_is_suggested(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", "全天。"), document("轮渡公司", "年报。")])
    await index.catch_up()
    for query in ("渡伦", "沦渡", "渡轮 -渡轮", "Ferrry"):
        found = await index.find(query)
        for suggestion in found.suggestions:
            assert (await index.find(suggestion)).total, (query, suggestion)


SHAPES = ["渡轮", "-渡轮", '"渡轮停航"', "title:渡轮", "渡轮 OR 央行", "水", "ferry", "2%", "A股"] + [
    f"{word}{condition}"
    for word in ("", "渡轮 ", "-渡轮 ", "渡轮 OR 央行 ")
    for condition in ("after:2022-01-01", "before:2022-02", "after:2022-01-01 before:2022-02", "day:3d", "-day:3d",
                      "source:晨星社", "-source:无", "topic:航运", "-topic:航运 OR 港口")
]  # fmt: skip


@pytest.mark.parametrize("newest", [False, True])
async def test_the_engine_takes_every_shape_of_query(newest: bool, articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", topics=("航运",)), document("央行宣布降准")])
    await index.catch_up()
    for query in SHAPES:
        await index.find(query, newest=newest)  # an answer, not an error


HOSTILE = [
    "的" * 4096,
    "。" * 4096,
    "的 了 在 是",
    '"' * 4096,
    "OR " * 1300,
    "-" * 4096,
    "-a " * 1300,
    "source:" * 500,
    "😀" * 500,
    "\u202e渡轮\u202c",
    "\x00渡\x00轮\x00",
    "'; DROP TABLE articles; --",
    'title:(a AND b)~2^3 +x -y [a TO z] {a TO z} /.*/ *:* \\" && || !',
    "\ud800",
    "a" * 4096,
    "央行宣布" * 1000,
    "central bank " * 300,
    "1,2.3." * 600,
    "title:" + "水" * 3000,
    " ".join("的一是不了人我在有他这为之大来以个中上们"),
    " ".join(f"国{other}" for other in "的一是不了人我在有他这为之大来以个中上们"),
    "مرحبا שלום",
]


async def test_any_text_is_answered(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航"), document("央行宣布降准")])
    await index.catch_up()
    for query in HOSTILE:
        found = await index.find(query)
        assert found.hits or found.notes or found.total == 0, query[:40]
