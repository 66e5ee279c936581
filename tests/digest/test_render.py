"""Digests as messages: what stands in them, and that nothing foreign breaks them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.core.i18n import translator
from ledebot.bot.core.telegram_html import units
from ledebot.bot.digest.blocks import MAX_TITLE
from ledebot.bot.digest.callback_data import MAX_SKIP, More, Published, parse_part, read_data, story_data, why_data
from ledebot.bot.digest.layout import MAX_ENTITIES, MAX_UNITS
from ledebot.bot.digest.look import Look
from ledebot.bot.digest.render import Page, render, shown_order
from ledebot.bot.model import Filters, Lede, Length, Message, Section
from ledebot.bot.stories.grouping import Story
from ledebot.sandbox.server.entities import narrow
from ledebot.sandbox.server.html import parse_html
from tests.digest.samples import NOW, article, story

ENGLISH = Look(translator("en"), "Asia/Shanghai", NOW, Filters(everything=True))
CHINESE = replace(ENGLISH, t=translator("zh-hans"))
WINDOW = More("1714900000000-0", "1714980000000-7", 0)


def page(*stories: Story, total: int = 0, skip: int = 0, clipped: int = 0) -> Page:
    return Page(stories, total or len(stories) + skip, replace(WINDOW, skip=skip), clipped)


def plain(message: Message) -> str:
    return narrow(parse_html(message.html)[0])


def test_a_story_has_title_source_time_and_lede() -> None:
    [message] = render(page(story(1)), ENGLISH)
    assert (
        '1. <b><a href="https://news.example/1">第1号步道重新开放</a></b>\n'
        '晨报 · <tg-time unix="1714951800" format="t">07:30</tg-time>\n<blockquote>河道' in message.html
    )
    assert plain(message).startswith("🗞 News digest · Mon, May 6, 2024\n1 story from 1 source")
    assert message.preview_url == "https://news.example/1"
    assert [[button.text for button in row] for row in message.keyboard] == [["1"]]
    assert message.keyboard[0][0].data == read_data("0" * 15 + "1")


def test_times_are_the_reader_s_own() -> None:
    [tokyo] = render(page(story(1)), replace(ENGLISH, zone="America/New_York"))
    assert "晨报 · 19:30" in plain(tokyo)
    assert "Sun, May 5, 2024" in plain(tokyo)
    [old] = render(page(story(1, hours=30)), ENGLISH)
    assert "晨报 · May 5, 02:30" in plain(old)
    [undated] = render(page(story(1, dated=False)), ENGLISH)
    assert "晨报\n" in plain(undated)


def test_further_sources_are_named_and_linked() -> None:
    others = tuple(article(10 + n, source=f"源{n}") for n in range(6))
    [message] = render(page(replace(story(1), others=others)), ENGLISH)
    assert "+6 sources: 源0, 源1, 源2, 源3…" in plain(message)
    assert '<a href="https://news.example/10">源0</a>' in message.html


def test_updates_are_marked() -> None:
    [message] = render(page(replace(story(1), update=True)), ENGLISH)
    assert "1. Update · <b>" in message.html


@pytest.mark.parametrize("length", list(Length))
def test_the_lede_is_as_long_as_the_reader_likes(length: Length) -> None:
    told = replace(story(1), shown=replace(article(1), lede=Lede("短", "中等" * 20, "长长" * 100)))
    [message] = render(page(told), replace(ENGLISH, length=length))
    assert told.shown.lede.at(length) in message.html
    assert ("<blockquote expandable>" in message.html) is (length is Length.LONG)


def test_no_lede_no_quote() -> None:
    [message] = render(page(replace(story(1), shown=replace(article(1), lede=Lede()))), ENGLISH)
    assert "blockquote" not in message.html


def test_headings_over_two_stories_or_more_and_none_where_they_divide_nothing() -> None:
    stories = (story(1, section=Section.TECH), story(2), story(3, section=Section.TECH))
    [message] = render(page(*stories), ENGLISH)
    lines = plain(message).splitlines()
    assert [line for line in lines if line.startswith("▍")] == ["▍Technology and science", "▍More news"]
    assert [line[:5] for line in lines if line[1:3] == ". "] == ["1. 第1", "2. 第3", "3. 第2"]
    assert shown_order(page(*stories), ENGLISH) == (stories[0].id, stories[2].id, stories[1].id)
    assert [button.data for button in message.keyboard[0]] == [read_data(stories[n].shown.id) for n in (0, 2, 1)]
    for undivided in ((story(1),), (story(1, section=Section.TECH), story(2, section=Section.SPORTS))):
        [single] = render(page(*undivided), ENGLISH)
        assert "▍" not in single.html


def test_a_digest_ends_and_says_since_when_that_is_all() -> None:
    finite = replace(page(story(1)), since=NOW - timedelta(minutes=30))
    assert plain(render(finite, ENGLISH)[0]).endswith("That is all since 08:00.")
    assert plain(render(finite, CHINESE)[0]).endswith("08:00 以来就这些了。")
    assert plain(render(finite, replace(ENGLISH, t=translator("zh-hant")))[0]).endswith("08:00 以來就這些了。")
    old = replace(finite, since=NOW - timedelta(days=2))
    assert plain(render(old, ENGLISH)[0]).endswith("That is all since May 4, 08:30.")
    assert plain(render(page(story(1)), ENGLISH)[0]).endswith("That is all.")
    assert "That is all" not in render(replace(finite, total=2), ENGLISH)[0].html


def test_commentary_and_live_blogs_are_marked() -> None:
    told = (story(1, title="社论：河要清"), replace(story(2, title="【直播】龙舟赛"), update=True))
    text = plain(render(page(*told), ENGLISH)[0])
    assert "1. Opinion · 社论" in text
    assert "2. Update · Live · 【直播】" in text


def test_what_is_left_is_counted_and_one_tap_away() -> None:
    [message] = render(page(story(1), story(2), total=9, skip=3), ENGLISH)
    assert "4 more stories are waiting." in plain(message)
    assert plain(message).startswith("🗞 More stories")
    assert [button.text for button in message.keyboard[0]] == ["4", "5"]
    [more] = message.keyboard[-1]
    assert more.text == "4 more stories"
    assert More.parse(more.data or "") == replace(WINDOW, skip=5)


def test_articles_that_were_not_looked_at_are_counted() -> None:
    [message] = render(page(story(1), clipped=1200), ENGLISH)
    assert "1200 older articles were not looked at" in plain(message)


def test_nothing_new_and_nothing_followed_say_so() -> None:
    [nothing] = render(page(), ENGLISH)
    assert "Nothing new" in nothing.html
    [unfollowed] = render(page(), replace(ENGLISH, filters=Filters()))
    assert "/subscribe" in unfollowed.html
    assert not nothing.keyboard


def test_articles_in_the_reader_s_script() -> None:
    told = story(1, title="台湾发布软件更新", lede="头发与发展", topics=("体育",), source="联合报")
    others = (story(2, topics=("体育",)), story(3, topics=()))
    [traditional] = render(page(told, *others), replace(CHINESE, convert="zh-hant"))
    assert "臺灣" in traditional.html or "台灣" in traditional.html
    assert "頭髮與發展" in traditional.html
    assert "體育" in traditional.html
    [as_written] = render(page(told), CHINESE)
    assert "头发与发展" in as_written.html


def test_the_preview_is_the_top_story_s_with_a_picture_if_any() -> None:
    pictured = article(7, source="画报", image="https://img.example/7.jpg")
    [message] = render(page(replace(story(1), others=(pictured,)), story(2)), ENGLISH)
    assert message.preview_url == pictured.url
    [message] = render(page(story(1, url=None)), ENGLISH)
    assert message.preview_url is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x.example/", "/local", "https://e.example/" + "x" * 3000, None]
)
def test_addresses_that_telegram_would_drop_are_no_links(url: str | None) -> None:
    [message] = render(page(story(1, url=url)), ENGLISH)
    assert "<a " not in message.html
    assert message.preview_url is None


def test_stories_of_several_sources_open_their_pages() -> None:
    told = replace(story(2), others=(article(3, source="海报"),))
    [message] = render(page(story(1), told), ENGLISH)
    *_, pages = message.keyboard
    assert [(button.text, button.data) for button in pages] == [("📚 2", story_data(told.shown.id))]


def test_parts_continue_with_their_own_buttons() -> None:
    stories = [story(n, lede="文" * 700, topics=(f"题{n % 2}",)) for n in range(1, 15)]
    parts = render(page(*stories, total=20), replace(ENGLISH, length=Length.LONG))
    assert len(parts) > 2
    numbers = [button.text for part in parts for row in part.keyboard for button in row]
    assert numbers == [*map(str, range(1, 15)), "6 more stories"]
    assert [part.preview_url for part in parts[1:]] == [None] * (len(parts) - 1)
    assert all("continued" in plain(part) for part in parts[1:])


HOSTILE = st.text(max_size=400) | st.sampled_from(
    ["<b>", "</a>&amp;", "\x00\u202e", "😀" * 300, "a" * 5000, "", "‮\n\n"]
)


@given(
    st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE, st.booleans()), min_size=1, max_size=12),
    st.sampled_from(["zh-hans", "zh-hant", "en"]),
    st.sampled_from([None, "zh-hans", "zh-hant"]),
)
def test_nothing_foreign_breaks_a_message(
    texts: list[tuple[str, str, str, str, bool]], language: str, convert: str | None
) -> None:
    stories = [
        replace(
            story(n, title=title, source=source or "源", topics=(topic,), url=f"https://e.example/{lede[:9]}\"'<>"),
            update=update,
            shown=replace(
                article(n, title=title, source=source, topics=(topic,)), lede=Lede(lede[:50], lede, lede * 3)
            ),
        )
        for n, (title, source, topic, lede, update) in enumerate(texts, 1)
    ]
    look = replace(CHINESE, t=translator(language), convert=convert, length=Length.LONG)
    for message in render(page(*stories, total=99), look):
        wide, entities = parse_html(message.html)
        assert 0 < len(wide) <= MAX_UNITS
        assert len(entities) <= MAX_ENTITIES
        assert all(len((button.data or "").encode()) <= 64 for row in message.keyboard for button in row)
        assert sum(map(len, message.keyboard)) <= 100


def test_titles_are_shortened_whole_characters_at_a_time() -> None:
    [message] = render(page(story(1, title="😀" * 500)), ENGLISH)
    line = next(line for line in plain(message).splitlines() if "😀" in line)
    assert units(line) <= MAX_TITLE + 3
    assert line.endswith("😀…")


# --- the callback data ------------------------------------------------------------------------------


@given(
    st.tuples(st.integers(0, 2**45), st.integers(0, 2**64 - 1)),
    st.tuples(st.integers(0, 2**45), st.integers(0, 2**64 - 1)),
    st.integers(0, MAX_SKIP),
)
def test_more_fits_a_button_and_comes_back(after: tuple[int, int], up_to: tuple[int, int], skip: int) -> None:
    part = More(f"{after[0]}-{after[1]}", f"{up_to[0]}-{up_to[1]}", skip)
    assert len(part.data().encode()) <= 64
    assert More.parse(part.data()) == part


@given(st.integers(0, 2**31), st.integers(1, 8 * 24 * 60), st.integers(0, MAX_SKIP))
def test_a_time_fits_a_button_and_comes_back(since: int, minutes: int, skip: int) -> None:
    begin = datetime.fromtimestamp(since * 60 % 2**32, UTC).replace(second=0)
    part = Published(begin, begin + timedelta(minutes=minutes), skip)
    assert len(part.data().encode()) <= 64
    assert parse_part(part.data()) == part


@pytest.mark.parametrize("data", ["ld:d:day:2:1:0", "ld:d:day:1:zzzzz:0", "ld:d:day:1:2", "ld:d:day:1:2:-1"])
def test_forged_times_are_none_of_ours(data: str) -> None:
    assert parse_part(data) is None


@pytest.mark.parametrize(
    "data",
    [
        *("", "ld:d:more", "ld:d:more:1-1:2-2:", "ld:d:more:1-1:2-2:-1", "ld:d:more:1:2:3", "x" * 200),
        *("ld:d:more:zzzzzzzzzzzzz-0:1-1:1", "ld:d:more:1-1:2-2:999999", "ld:d:more:Ä-1:2-2:3", "ld:d:more:1-1:2-2:٣"),
    ],
)
def test_forged_data_is_none_of_ours(data: str) -> None:
    assert More.parse(data) is None


def test_every_article_s_buttons_fit() -> None:
    assert max(len(read_data("f" * 16)), len(why_data("f" * 16))) <= 64
