"""A long query of common words: what tells most is asked for, and the answer costs no more than it may."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Found
from ledebot.bot.search.terms import MOST_WORDS
from ledebot.storage.articles.articles import Articles
from ledebot.storage.search import queries, relaxed, view
from ledebot.storage.search.frequencies import ALWAYS, WEIGHED, most_telling
from ledebot.storage.search.index import COMMON, SearchIndex
from tests.storage.search.conftest import document

COMMON_WORDS = ["渡轮", "大桥", "港口", "灯塔", "海雾", "码头", "航标", "潮水"]


@pytest.fixture
async def archive(articles: Articles, index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> SearchIndex:
    """Forty articles that hold all the common words, as if there were too many to weigh, and a few others."""
    monkeypatch.setattr(view, "MANY", 10)  # an index that is not small
    monkeypatch.setattr(queries, "most_telling", lambda held: most_telling(held, weighed=50))
    for module in (view, relaxed):
        monkeypatch.setattr(module, "WEIGHED", 50)
    body = "，".join(COMMON_WORDS)
    await articles.save(
        [document(f"第{n}号通告", body, days=n, guid=f"n{n}") for n in range(40)]
        + [document("渡轮与大桥", body, days=50), document("琥珀展", "琥珀与渡轮。"), document("恐龙展", "恐龙。")]
    )
    await index.catch_up()
    return index


async def ask(index: SearchIndex, query: str, **more: Any) -> tuple[Found, list[str]]:
    found = await index.find(query, **more)
    return found, [hit.title for hit in found.hits]


async def test_of_common_words_those_in_a_title_come_first_and_then_the_newest(archive: SearchIndex) -> None:
    found, titles = await ask(archive, "渡轮 大桥", limit=3)
    assert (titles, found.total, found.relaxed) == (["渡轮与大桥", "第0号通告", "第1号通告"], 41, False)
    assert not found.notes


async def test_many_common_words_are_answered_by_the_rarest_and_it_is_said(archive: SearchIndex) -> None:
    found, titles = await ask(archive, " ".join(COMMON_WORDS), limit=3)
    assert found.total == 41
    assert "第0号通告" in titles
    assert found.notes == (COMMON,)


async def test_a_rare_word_is_asked_for_among_any_number_of_common_ones(archive: SearchIndex) -> None:
    found, titles = await ask(archive, " ".join([*COMMON_WORDS, "琥珀", "恐龙"]))
    assert set(titles[:2]) == {"琥珀展", "恐龙展"}
    assert found.relaxed


async def test_what_is_said_sixty_times_is_asked_once(archive: SearchIndex) -> None:
    once, _ = await ask(archive, "渡轮 大桥 港口")
    often, _ = await ask(archive, "渡轮 大桥 港口 " * 60)
    assert [hit.id for hit in often.hits] == [hit.id for hit in once.hits]
    assert often.total == once.total


@pytest.mark.parametrize(
    "query",
    [
        " OR ".join(COMMON_WORDS * 4),
        " ".join(f"{one} OR {other}" for one in COMMON_WORDS for other in COMMON_WORDS),
        " ".join(f"title:{character}" for word in COMMON_WORDS for character in word),
        " ".join(character for word in COMMON_WORDS for character in word),
        " ".join(f'"{one}，{other}"' for one in COMMON_WORDS for other in COMMON_WORDS),
        "".join(COMMON_WORDS * 60),
        "，".join(COMMON_WORDS * 60) + "是多少？",
        "渡轮 " + " ".join(f"after:{year}" for year in range(1990, 2020)),
    ],
)
async def test_long_queries_of_every_kind_find_something(query: str, archive: SearchIndex) -> None:
    for newest in (False, True):
        found, _ = await ask(archive, query, newest=newest)
        assert found.hits


async def test_dates_that_have_no_day_in_common_find_nothing(archive: SearchIndex) -> None:
    found, titles = await ask(archive, "渡轮 after:2026-01-01 before:2020-01-01")
    assert (found.total, titles) == (0, [])


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 200_000), max_size=MOST_WORDS))
def test_the_rarest_words_are_kept_as_far_as_their_lists_allow(held: dict[str, int]) -> None:
    kept = most_telling(held)
    left = held.keys() - kept
    assert all(held[one] <= held[other] for one in kept for other in left)
    standing = [held[text] for text in kept if held[text]]
    assert len(standing) >= min(ALWAYS, sum(map(bool, held.values())))
    assert len(standing) <= ALWAYS or sum(standing) <= WEIGHED
    assert not left or sum(standing) + min(held[text] for text in left) > WEIGHED
