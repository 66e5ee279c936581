"""Who wrote a page, when, and its picture, told among words that say something else; pages that are no article."""

from __future__ import annotations

import pytest

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import page
from ledebot.bot.text.document import read

TITLE = "Lamp room opens"
TEXT = (
    "The lamp room of the old lighthouse opened to visitors on Sunday, for the first time since it was built.",
    "Groups of six may climb the ninety steps at a time, and the keeper lights the lamp for each of them.",
)


def parse(body: str, head: str = "") -> Item:
    source = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body><div>{body}</div></body></html>"
    return page.parse(source.encode(), url="https://lamp.example/1")


def article(beside: str = "") -> str:
    return f"<h1>{TITLE}</h1>{beside}" + "".join(f"<p>{text}</p>" for text in TEXT)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p class='author'>Mary Stone Senior Coast Correspondent</p>", "Mary Stone"),
        ("<p class='author'>Mary J. Stone, Staff Writer</p>", "Mary J. Stone"),
        ("<p class='byline'>Par MARIE PIERRE Envoyée spéciale à Brest</p>", "MARIE PIERRE"),
        ("<p class='submitted-by'>Submitted on Mon, 2024-03-04 09:20</p>", None),
        ("<p class='author'>Log in to your account</p>", None),
        ("<p class='author'>灯塔 总篇数</p>", None),
        ("<p>Submitted by <span class='username'>lampkeeper</span></p>", "lampkeeper"),
        ("<p><a>灯塔迷</a> 发表于 2024-3-4 09:20</p>", "灯塔迷"),
        ("<p>Posted on 4 March 2024 by <a href='/by/mary'>Mary Stone</a></p>", "Mary Stone"),
        ("<p>Published by Mary Stone on 4 March 2024</p>", "Mary Stone"),
    ],
)
def test_a_name_is_what_is_left_beside_what_somebody_is(line: str, author: str | None) -> None:
    assert parse(article(line)).author == author


def test_a_paper_s_authors_are_named_as_people_are() -> None:
    names = ("Stone, Mary", "Hill, Tom B.")
    head = "".join(f"<meta name='citation_author' content='{name}'>" for name in names)
    assert parse(article(), head).author == "Mary Stone, Tom B. Hill"


def test_a_name_without_a_space_is_taken_from_the_head_where_it_stands_beside_the_heading() -> None:
    head = "<meta name='author' content='{}'>"
    assert parse(article("<p>灯下人 灯塔周刊 2024-03-04</p>"), head.format("灯下人")).author == "灯下人"
    assert parse(article("<p>2024-03-04</p>"), head.format("灯下人")).author is None
    assert parse(article("<p>灯塔报 2024-03-04</p>"), head.format("灯塔报")).author is None


def test_where_breaks_part_an_element_line_ends_of_its_source_do_not() -> None:
    halves = [text.replace(", ", ",\n", 1).replace(" at a ", " at\na ") for text in TEXT]
    texts = [text.removesuffix(".").replace(" of the ", "\nof the ", 1) + "." for text in halves]
    body = parse(f"<h1>{TITLE}</h1><div>{'<br><br>'.join(texts)}</div>")
    assert read(body).paragraphs == TEXT
    lines = [
        "守灯人周日说，灯塔的灯室自建成以来第一次向",
        "游客开放，要登九十级台阶。",
        "每次只许六人登塔，守灯人为他们点亮灯火，一批",
        "人下来，下一批人才可以上去。",
    ]
    wide = parse(f"<h1>灯室开放</h1><div>{lines[0]}\n{lines[1]}<br><br>{lines[2]}\n{lines[3]}</div>")
    assert read(wide).paragraphs == ("".join(lines[:2]), "".join(lines[2:]))


def test_a_person_in_the_byline_wrote_it_not_the_site() -> None:
    head = "<meta name='author' content='Lamp Post'><meta property='og:site_name' content='Lamp Post'>"
    assert parse(article("<p>By Mary Stone | Lamp Post</p>"), head).author == "Mary Stone"
    assert parse(article(), head).author == "Lamp Post"
    assert parse(article(), "<meta name='author' content='lamp.example'>").author is None
    assert parse(article(), "<meta name='author' content='name, email@mail.example'>").author is None


@pytest.mark.parametrize(
    ("beside", "day"),
    [
        ("<time class='updated' datetime='2024-03-09'>9</time><time datetime='2024-03-04'>4</time>", "2024-03-04"),
        ("<p>By Mary Stone, Staff Writer</p><p>March 4, 2024 8:00 AM GMT</p>", "2024-03-04"),
        ("<div>(Mar. 4, 2024)</div>", "2024-03-04"),
        ("<div>4 min read · Mar 4, 2024</div>", "2024-03-04"),
        ("<p>By Mary Stone, Staff Writer | Published Mar. 4, 2024</p>", "2024-03-04"),
        ("<div>Updated 8:00 AM GMT, March 4, 2024</div>", "2024-03-04"),
        ("<a>Mary Stone</a><i>·</i><b>Follow</b><i>·</i><b>4 min read</b><i>·</i><b>Mar 4, 2024</b>", "2024-03-04"),
        ("<div>AGENCY | Updated: Mar 4, 2024, 08:00 IST</div>", "2024-03-04"),
        ("<div>Climb it on March 4, 2034</div>", None),
    ],
)
def test_the_first_version_s_day_stands_alone_or_is_marked(beside: str, day: str | None) -> None:
    published = parse(article(beside)).published
    assert (published and published.date().isoformat()) == day


@pytest.mark.parametrize("emblem", ["https://cdn.lamp.example/i/lamp_180.png", "https://lamp.example/skin/top.jpg"])
def test_a_site_s_emblem_is_no_picture_of_an_article(emblem: str) -> None:
    head = f"<meta property='og:image' content='{emblem}'>"
    assert read(parse(article("<p><img src='https://lamp.example/steps.jpg'></p>"), head)).image == (
        "https://lamp.example/steps.jpg"
    )
    assert read(parse(article(), head)).image is None


def test_a_page_s_title_names_who_wrote_it() -> None:
    source = f"<html><title>{TITLE} | by Mary Stone | Lamp</title><body><div>{article()}</div></body></html>"
    assert page.parse(source.encode(), url="https://lamp.example/1").author == "Mary Stone"


def test_the_language_that_a_page_says_tells_day_from_month() -> None:
    body = article("<p>Publié le 04/03/2024 à 08h45</p>")
    source = f"<html lang='fr'><title>{TITLE}</title><body><div>{body}</div></body></html>"
    published = page.parse(source.encode(), url="https://lamp.example/1").published
    assert published is not None
    assert published.isoformat()[:16] == "2024-03-04T08:45"


def test_a_line_of_who_wrote_and_when_is_none_of_the_text() -> None:
    assert read(parse(article("<p>Lamp Post 2024-03-04 08:00 Mary Stone</p>"))).paragraphs == TEXT


def test_a_drawing_among_a_page_s_text_is_no_picture_of_it() -> None:
    pictures = "<p><img src='https://lamp.example/crown.gif'></p><p><img src='https://lamp.example/steps.jpg'></p>"
    assert read(parse(article(pictures))).image == "https://lamp.example/steps.jpg"


def test_a_site_s_name_before_a_text_is_none_of_it() -> None:
    source = f"<title>{TITLE} — Lamp Post</title><body><p>Lamp Post</p>{article()}</body>"
    assert read(page.parse(source.encode(), url="https://lamp.example/1")).paragraphs == TEXT


@pytest.mark.parametrize(
    ("title", "body", "why"),
    [
        (
            "Coast news",
            "<ul>"
            + "".join(f"<li><a href='/{n}'>Keeper number {n} retires at last</a></li>" for n in range(9))
            + "</ul>",
            "list of links",
        ),
        (
            "404 - Page not found",
            "<h1>Page not found</h1><p>Sorry, the page may have been moved or deleted.</p>",
            "not there",
        ),
        (
            "页面不存在",
            "<h1>页面不存在</h1><p>您要看的内容可能已经删除，请回到首页，或者换一个词再找一找。</p>",
            "not there",
        ),
    ],
)
def test_a_page_without_an_article_is_refused(title: str, body: str, why: str) -> None:
    with pytest.raises(ParseError, match=why):
        page.parse(f"<html><title>{title}</title><body>{body}</body></html>".encode(), url="https://lamp.example/1")


def test_a_text_that_stands_in_a_page_s_footer_is_read_where_there_is_no_other() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    for name in ("footer", "aside"):
        assert read(parse(f"<h1>{TITLE}</h1></div><{name}>{paragraphs}</{name}><div>")).paragraphs[0] == TEXT[0]
    address = "<footer><p>The Lamp Company Ltd., 32 Harbour Road, Lampton.</p><p>Returns</p></footer>"
    with pytest.raises(ParseError):
        parse(f"</div>{address}<div>")


@pytest.mark.parametrize(
    "asked",
    [
        "To continue, please confirm below that you are not a robot.",
        "We have noticed unusual traffic from your network. Complete the captcha to go on to the article.",
        "当前环境异常，完成验证后即可继续访问，给您带来不便请谅解。",
    ],
)
def test_a_page_that_only_asks_whether_its_reader_is_human_is_no_article(asked: str) -> None:
    with pytest.raises(ParseError, match="human"):
        parse(f"<h1>One more step</h1><p>{asked}</p><p>For inquiries related to this message contact our support.</p>")
    assert parse(article() + f"<p>{asked}</p>" + "".join(f"<p>{text} Then.</p>" for text in TEXT * 4)).title == TITLE


def test_of_several_articles_of_a_page_the_first_is_its_own() -> None:
    second = "<article class='post'><h2>Ferry late</h2><p>The ferry came an hour late today, due to fog.</p></article>"
    found = read(parse(f"<article class='post'>{article()}</article>{second}")).paragraphs
    assert found == TEXT
    part = second.replace("'post'", "'part'")
    assert len(read(parse(f"<article class='post'>{article()}</article>{part}")).paragraphs) > len(TEXT)


def test_an_article_s_beginning_may_be_called_a_teaser() -> None:
    body = f"<h1>{TITLE}</h1><div class='teaser-content'><p>{TEXT[0]}</p></div><div><p>{TEXT[1]}</p></div>"
    assert read(parse(f"<article>{body}</article>")).paragraphs == TEXT


def test_a_title_escaped_twice_is_read() -> None:
    source = parse(article().replace(TITLE, "Lamps &amp;amp; light")).title
    assert source == "Lamps & light"


@pytest.mark.parametrize(
    "box",
    [
        "<div id='onetrust-banner-sdk'>{}</div>",
        "<section class='cookie-consent open'>{}</section>",
        "<div class='gdpr'>{}</div>",
        "<div id='BorlabsCookieBox'><div>{}</div></div>",
        "<div class='privacy-banner'>{}</div>",
    ],
)
def test_a_box_that_asks_for_consent_is_no_article_however_long(box: str) -> None:
    asked = "<h2>We value your choice</h2>" + "".join(
        f"<p>We and our {count} partners keep cookies on this device, and may tell others which pages were read.</p>"
        for count in range(20, 30)
    )
    item = parse(box.format(asked) + f"<aside>{article()}</aside>")
    assert (item.title, read(item).paragraphs) == (TITLE, TEXT)


def test_an_aside_with_the_heading_is_the_article() -> None:
    note = "<p>The lighthouse lies on the northern cape, an hour from town by bus, and may be seen from the ferry.</p>"
    assert read(parse(f"<main><aside>{article()}</aside></main>{note}")).paragraphs[:2] == TEXT


@pytest.mark.parametrize(
    ("over", "day"),
    [
        ("<div><span class='date'>Lunes 04 de Marzo de 2024 | 12:26</span> <i>Publicado por Ana Faro</i></div>", 4),
        ("<div><span class='date'>Lunes 04 de Marzo de 2024</span> <i>El tiempo en la costa</i></div>", None),
    ],
)
def test_a_line_over_the_heading_dates_a_page_if_it_says_who_published_it(over: str, day: int | None) -> None:
    source = f"<html lang='es'><head><title>{TITLE}</title></head><body><div>{over}{article()}</div></body></html>"
    published = page.parse(source.encode(), url="https://lamp.example/1").published
    assert (published.day if published else None) == day


def test_a_weekday_beside_it_tells_the_day_of_a_page() -> None:
    line = "<p class='submitted'>By mary on Mon, 03/04/2024 - 8:12am</p>"
    assert str(parse(article(line)).published) == "2024-03-04 08:12:00+00:00"
