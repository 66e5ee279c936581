"""What comes where too little holds all words: the best of the rest, never nothing."""

from __future__ import annotations

import pytest

from ledebot.storage.articles.articles import Articles
from ledebot.storage.search.index import SearchIndex
from tests.storage.search.conftest import document, titles


async def test_what_holds_all_words_comes_before_the_best_of_the_rest(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            document("花市开张", "水仙最好卖。"),
            document("渡轮停航公告", "港内有雾，渡轮停航。"),
            document("渡轮与大桥", "大桥加固时渡轮照常。"),
            document("雾中大桥", "渡轮停航，大桥也封闭，港口有雾。"),
        ]
    )
    await index.catch_up()
    found = await index.find("渡轮 停航 大桥 港口")
    assert (found.whole, found.total, found.relaxed) == (1, 3, True)
    assert [hit.title for hit in found.hits] == ["雾中大桥", "渡轮停航公告", "渡轮与大桥"]
    assert not found.dropped


async def test_of_a_short_query_only_what_holds_all_is_shown(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", "港内有雾。"), document("渡轮复航", "雾散了。")])
    await index.catch_up()
    found = await index.find("渡轮 停航")
    assert (found.whole, found.total, found.relaxed) == (1, 1, False)


async def test_rare_words_outweigh_common_ones(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [document(f"渡轮公告第{n}号", "渡轮公司公告。", guid=f"n{n}") for n in range(30)]
        + [document("博物馆开馆", "琥珀展品首次亮相。")]
    )
    assert (await titles(index, "渡轮公司公告里的琥珀恐龙"))[0] == "博物馆开馆"


async def test_what_shares_next_to_nothing_is_left_out(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [document(f"渡轮公告第{n}号", "渡轮公司公告。", guid=f"n{n}") for n in range(30)]
        + [document("琥珀恐龙展渡轮专线", "琥珀恐龙展开幕，渡轮加班。")]
    )
    assert await titles(index, "渡轮 琥珀 恐龙 冰川") == ["琥珀恐龙展渡轮专线"]


async def test_a_question_that_is_a_headline_finds_it_first(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [document("渡轮为什么停航", "问答。"), document("渡轮停航", "因为有雾，渡轮停航。渡轮停航三天。")]
    )
    assert (await titles(index, "渡轮为什么停航"))[0] == "渡轮为什么停航"


async def test_a_long_query_finds_what_its_first_hits_are_about(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [
            document("渡轮停航与大桥封闭", "海雾锁港，航标灯全亮。", guid="a"),
            document("大桥封闭，渡轮照常", "海雾锁港，航标灯全亮。", guid="b"),
            document("海雾锁港", "航标灯全亮，大桥看不见。", guid="c"),
            document("大桥合影", "游客很多。", guid="d"),
        ]
        + [document(f"社区简讯{n}", "居民议事。", guid=f"x{n}") for n in range(60)]
    )
    assert (await titles(index, "渡轮 停航 大桥 封闭 冰川"))[2] == "海雾锁港"


async def test_what_holds_none_of_the_words_is_no_hit(articles: Articles, index: SearchIndex) -> None:
    shared = "海雾锁港，航标灯全亮。"
    await articles.save(
        [document(f"渡轮停航第{n}号", shared, guid=f"n{n}") for n in range(6)]
        + [document("海雾锁港", "航标灯全亮。")]
        + [document(f"社区简讯{n}", "居民议事。", guid=f"x{n}") for n in range(200)]
    )
    await index.catch_up()
    found = await index.find("渡轮 停航 恐龙 第0号")
    assert len(found.hits) == 6
    assert all(hit.title.startswith("渡轮") for hit in found.hits)


async def test_the_words_inside_a_word_that_stands_nowhere_are_marked(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("地铁延长线开通", "坐车的人都换乘地铁。")])
    await index.catch_up()
    (hit,) = (await index.find("坐地铁去上班")).hits
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["地铁"]
    assert "地铁" in [hit.snippet[start:end] for start, end in hit.marks]


async def test_conditions_hold_for_the_rest_too(articles: Articles, index: SearchIndex) -> None:
    await articles.save(
        [document("渡轮停航", source="晨报"), document("渡轮复航", source="晚报"), document("渡轮检修", days=9)]
    )
    assert await titles(index, "渡轮 冰川 恐龙 source:晚报") == ["渡轮复航"]
    assert "渡轮停航" not in await titles(index, "渡轮 冰川 恐龙 -停航")
    assert "渡轮检修" not in await titles(index, "渡轮 冰川 恐龙 day:3d")
    assert (await titles(index, "渡轮 冰川 恐龙", newest=True))[-1] == "渡轮检修"


async def test_a_phrase_that_stands_nowhere_is_given_up_for_its_words(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮公司停航", "港内有雾。")])
    await index.catch_up()
    found = await index.find('"渡轮停航公司"')
    assert (found.whole, [hit.title for hit in found.hits]) == (0, ["渡轮公司停航"])


async def test_words_in_a_title_stay_there(articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("渡轮停航", "大桥封闭。"), document("大桥封闭", "渡轮停航。")])
    assert await titles(index, "title:渡轮 title:冰川") == ["渡轮停航"]


@pytest.mark.parametrize(
    "query", ["坐地铁去上班", "我想知道地铁几点开", "地铁 恐龙", "when does the metro open", "地铁恐龙展 OR 冰川展"]
)
async def test_the_page_is_not_empty_where_any_word_stands(query: str, articles: Articles, index: SearchIndex) -> None:
    await articles.save([document("地铁延长线开通", "The metro opens.")])
    assert await titles(index, query) == ["地铁延长线开通"]


@pytest.mark.parametrize(
    "query",
    [
        "渡轮停航" * 125 + "是什么时候",
        " ".join(["渡轮", "停航"] * 250),
        "how many ferries " * 167 + "?",
        " OR ".join(["渡轮"] * 500),
        "昨天" * 500 + " source:x topic:y" * 100,
    ],
)
async def test_a_question_of_five_hundred_words_is_answered(query: str, articles: Articles, index: SearchIndex) -> None:
    await articles.save([document(f"渡轮停航{n}", "Ferries wait.", guid=str(n)) for n in range(20)])
    await index.catch_up()
    assert (await index.find(query)).took_ms < 1000
