"""Article pages: text, title, author and date."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import page, page_tree
from ledebot.bot.text.document import read
from tests.chances import examples

FIRST = "The first ferry of the morning came into the old harbour on time, and many people had come to see it."
SECOND = (
    "The mayor spoke of a new beginning for all who live there and for those who come to visit in the summer months."
)
CHINESE = "渡轮今天早上准点到达小镇的码头，许多居民一早就前来迎接，市长在码头上讲了话，说这是全岛新的开始。"


def parse(body: str, head: str = "<title>Ferry comes home</title>") -> Item:
    document = f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return page.parse(document.encode(), url="https://island.example/1")


def test_paragraphs_are_the_page_s_not_its_source_s_lines() -> None:
    wrapped = FIRST.replace(", and", ",\n   and")
    body = f"<article><h1>Ferry comes home</h1><div>\n{wrapped}\n</div><p>{SECOND}</p></article>"
    assert read(parse(body)).paragraphs == (FIRST, SECOND)


def test_drawings_of_any_number_do_not_refuse_a_page() -> None:
    shapes = "<path d='M1 1'/>" * 30_000
    body = f"<svg viewBox='0 0 9 9'>{shapes}</svg><svg/><article><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert read(parse(body)).paragraphs[0] == FIRST


def test_a_heading_of_the_furniture_is_not_the_title() -> None:
    body = f"<div><h1>Harbour shop</h1></div><article><h2>Ferry comes home</h2><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert parse(body, "<title>Ferry comes home - Island Post</title>").title == "Ferry comes home"


@pytest.mark.parametrize("mark", [": ", " | ", " – ", "："])
def test_the_site_s_name_before_the_title_goes(mark: str) -> None:
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    named = "<meta property='og:site_name' content='Island Post'>"
    assert parse(body, f"{named}<title>Island Post{mark}Ferry comes home</title>").title == "Ferry comes home"
    assert parse(body, f"{named}<title>Island Poster comes home</title>").title == "Island Poster comes home"


def test_a_day_beside_the_article_is_not_its_own() -> None:
    article = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    assert parse(f"<div>Reader since 2012-01-01</div><h1>Ferry comes home</h1>{article}").published is None
    assert parse(f"<h1>Ferry comes home</h1><p>2012-01-01</p>{article}").published == datetime(2012, 1, 1, tzinfo=UTC)


def test_a_day_in_the_footer_is_the_site_s() -> None:
    article = f"<article><p>{FIRST}</p><p>{SECOND}</p><footer>Harbour office</footer></article>"
    assert parse(f"{article}<footer>Made on 2019-02-03</footer>").published is None
    assert parse(f"<footer>Made</footer>{article}").title == "Ferry comes home"


@pytest.mark.parametrize("mark", ["id='comments'", 'class="post comment-list"', "class='comments'"])
def test_a_reader_s_day_is_not_the_article_s(mark: str) -> None:
    said = f"<div {mark}><time datetime='2019-02-03T08:00:00Z'>3 Feb</time><p>Well told.</p></div>"
    article = f"<article><h1>Ferry comes home</h1>{{}}<p>{FIRST}</p><p>{SECOND}</p></article>"
    assert parse(article.format("") + said).published is None
    own = said.replace("<time datetime='2019-02-03T08:00:00Z'>3 Feb</time>", "<b>Feb 3, 2019</b>")
    assert parse(article.format("") + own).published is None
    own = "<span class='comment-count'>1</span><time datetime='2025-10-07T06:30:15Z'>7 Oct</time>"
    assert parse(article.format(own) + said).published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_the_day_of_another_article_is_not_this_one_s() -> None:
    article = f"<article><h1>Ferry comes home</h1><p>{FIRST}</p><p>{SECOND}</p>{{}}</article>"
    other = "<a href='/2'>Ferry leaves</a> <time datetime='2019-02-03T08:00:00Z'>3 Feb</time>"
    assert parse(article.format(f"<aside>{other}</aside>")).published is None
    assert parse(f"{article.format('')}<article>{other}</article>").published is None
    assert parse(f"<aside>{other}</aside>{article.format('')}").published is None


def test_the_address_that_the_page_calls_its_own_is_its_link() -> None:
    article = f"<article><h1>Ferry comes home</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    shared = "<title>Ferry comes home</title><meta property='og:url' content='https://island.example/1?s=x'>"
    assert parse(article, f"{shared}<link rel='canonical' href='/ferry'>").url == "https://island.example/ferry"
    assert parse(article, f"{shared}<link rel='canonical' href='/'>").url == "https://island.example/1?s=x"


def test_a_year_of_copyright_is_no_date() -> None:
    assert (
        parse(f"<article><p>{FIRST}</p><p>{SECOND}</p></article><footer>© 2019 Island Post</footer>").published is None
    )


@pytest.mark.parametrize("name", ["weibo:article:create_at", "apub:time", "parsely-pub-date", "DC.date.issued"])
def test_the_head_s_names_for_a_date(name: str) -> None:
    head = f"<title>渡轮准点到港</title><meta name='{name}' content='2025-10-07 14:30:15'>"
    item = parse(f"<article><h1>渡轮准点到港</h1><p>{CHINESE}</p><p>{CHINESE}</p></article>", head)
    assert item.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_a_date_without_a_zone_is_the_language_s_and_said() -> None:
    head = "<title>渡轮准点到港</title><meta name='pubdate' content='2025-10-07 14:30:15'>"
    item = parse(f"<article><h1>渡轮准点到港</h1><p>{CHINESE}</p><p>{CHINESE}</p></article>", head)
    assert item.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)
    assert item.warnings == ("its date names no zone; taken as UTC+08:00",)


@pytest.mark.parametrize(
    "written",
    ["2025-10-07 14:30:15", "2025/10/07 14:30:15", "2025年10月7日　14:30:15", "2025年10月7日（周二）下午2:30:15"],
)
def test_a_chinese_page_s_time_is_read_from_beside_its_heading(written: str) -> None:
    aside = "<script>var t = '2019-01-01 00:00:00';</script><div>2024-01-01 08:00 旧闻</div>"
    article = f"<h1>渡轮到港</h1><div>{written} 来源：岛报</div><p>{CHINESE}</p><p>{CHINESE[::-1]}</p>"
    item = parse(f"{aside}<article>{article}</article>", "<title>渡轮到港</title>")
    assert item.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_the_title_that_authorities_give_is_the_article_s() -> None:
    head = "<title>渡轮到港-某市政府</title><meta name='ArticleTitle' content='渡轮准点到港'>"
    assert (
        parse(f"<div>渡轮准点到港</div><div><p>{CHINESE}</p><p>{CHINESE[::-1]}</p></div>", head).title == "渡轮准点到港"
    )


def test_an_english_page_s_time_is_read_from_beside_its_heading() -> None:
    line = "<div>Tuesday October 7, 2025 10:05 am PDT by Ann Smith</div>"
    item = parse(f"<article><h1>Ferry comes home</h1>{line}<p>{FIRST}</p><p>{SECOND}</p></article>")
    assert item.published == datetime(2025, 10, 7, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Publié le 7 octobre 2025 à 10h05", datetime(2025, 10, 7, 10, 5, tzinfo=UTC)),
        ("Konzert am 7.10.2025, 19:30 Uhr", None),
    ],
)
def test_a_day_without_a_word_for_it_may_be_of_what_is_told(line: str, published: datetime | None) -> None:
    item = parse(f"<article><h1>Ferry comes home</h1><div>{line}</div><p>{FIRST}</p><p>{SECOND}</p></article>")
    assert (item.published.date() if item.published else None) == (published.date() if published else None)


@pytest.mark.parametrize("title", ["渡轮准点到港_要闻_岛城网", "渡轮准点到港-岛城网", "渡轮准点到港 | 岛城网"])
def test_the_part_of_a_title_that_stands_on_the_page_is_the_article_s(title: str) -> None:
    body = f"<div class='t'>渡轮准点到港</div><div class='n'><p>{CHINESE}</p><p>{CHINESE[::-1]}</p></div>"
    assert parse(body, f"<title>{title}</title>").title == "渡轮准点到港"


def test_who_wrote_stands_beside_the_heading() -> None:
    line = "<p class='meta'>By Ann Smith · 7 October · 3 min read</p>"
    item = parse(f"<article><h1>Ferry comes home</h1>{line}<p>{FIRST}</p><p>{SECOND}</p></article>")
    assert (item.author, read(item).paragraphs) == ("Ann Smith", (FIRST, SECOND))


def test_a_short_page_keeps_its_paragraphs() -> None:
    lines = (CHINESE, "船票仍为四元。", "下一班船九点开出，周末加开两班，请提前购票。")
    body = "".join(f"<p>{line}</p>" for line in lines)
    item = parse(f"<article><h1>渡轮到港</h1>{body}</article>", "<title>渡轮到港</title>")
    assert read(item).paragraphs == lines


def part(text: str, around: str = "") -> str:
    return f"<div class='part-box'>{around}<div class='body-content'><p>{text}</p><p>{text[::-1]}</p></div></div>"


def test_a_text_that_advertisements_part_is_whole() -> None:
    advert = "<div class='ad'>Advertisement - Continue Reading Below</div>"
    parted = f"<div><h1>Ferry comes home</h1>{part(FIRST)}{advert}{part(SECOND)}</div>"
    assert read(parse(parted)).paragraphs == (FIRST, FIRST[::-1], SECOND, SECOND[::-1])


def test_posts_beside_one_another_are_not_one_text() -> None:
    signed = "<h2>Another day</h2><span>Ann Smith, 7 October</span>"
    tree = lxml.html.fromstring(f"<div>{part(FIRST, signed)}{part(SECOND, signed)}</div>")
    page_tree.gather(tree)
    assert [len(box.findall(".//p")) for box in tree.find_class("body-content")] == [2, 2]


@pytest.mark.parametrize("tag", ["img", "amp-img"])
def test_a_picture_apart_from_the_text_is_the_article_s(tag: str) -> None:
    beside = f"<div><{tag} src='/u/w.jpg' width='48' height='48'></div><div><{tag} src='/p/ferry.jpg'></div>"
    body = (
        f"<div><img src='/p/other.jpg'></div><h1>Ferry comes home</h1>{beside}<div><p>{FIRST}</p><p>{SECOND}</p></div>"
    )
    assert read(parse(body)).image == "https://island.example/p/ferry.jpg"


def test_a_command_in_a_sentence_is_part_of_it() -> None:
    body = f"<article><p>{FIRST} Type <code>ferry --next</code> to see when.</p><p>{SECOND}</p></article>"
    assert read(parse(body)).paragraphs == (f"{FIRST} Type ferry --next to see when.", SECOND)


def test_a_day_beside_an_author_is_no_author() -> None:
    byline = "<div class='author'>By Ann Lee on Monday, February 9, 2026</div>"
    body = f"<article><h1>Ferry</h1>{byline}<p>{FIRST}</p><p>{SECOND}</p></article>"
    assert parse(body).author == "Ann Lee"


PIECES = (
    *("<!", "<html>", "<svg>", "</svg>", "<p>", "<table>", "<td>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "<", ">"),
    *("\x00", "a", "b", "<title>", "</title>", "<article>"),
)


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_page_gives_an_item_or_one_clear_error(text: str) -> None:
    for document in (text, f"<html>{text}<p>{FIRST}{SECOND}</p>"):
        with contextlib.suppress(ParseError):
            assert page.parse(document.encode(), url="https://island.example/1").title


def test_the_page_that_broke_a_parser() -> None:
    with pytest.raises(ParseError):
        page.parse(b"<!<html><svg>", url="https://island.example/1")


@pytest.mark.parametrize(
    ("picture", "head"),
    [
        ("<img src='ship.jpg'>", "<base href='https://a.example/x/'>"),
        ("<noscript><img src='https://a.example/x/ship.jpg'></noscript>", ""),
        ("<img data-src='https://a.example/x/ship.jpg' src='data:image/gif;base64,xx'>", ""),
        ("<img src='https://a.example/logo.png'><img src='https://a.example/x/ship.jpg'>", ""),
        ("", "<meta property='og:image' content='/x/ship.jpg'><link rel='canonical' href='https://a.example/1'>"),
    ],
)
def test_pictures(picture: str, head: str) -> None:
    body = f"<article><h1>Ferry comes home</h1>{picture}<p>{FIRST}</p><p>{SECOND}</p></article>"
    assert read(parse(body, f"<title>Ferry comes home</title>{head}")).image == "https://a.example/x/ship.jpg"


def test_a_page_that_is_no_article_to_the_extractor_is_read_line_by_line() -> None:
    about = "<div class='info'>2025-10-07 14:30 来源：岛报 作者：张三</div>"
    body = f"<h1>渡轮到港</h1>{about}<div class='content'><p>{CHINESE}</p></div><div>责任编辑：李四</div>"
    found = read(parse(body, "<title>渡轮到港-岛报</title>"))
    assert found.paragraphs == (CHINESE,)
    assert (found.title, found.editor) == ("渡轮到港", "李四")
