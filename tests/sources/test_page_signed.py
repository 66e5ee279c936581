"""Who wrote a page, where it stands in an element called so, under the text, or beside a label; hosts are nobody."""

from __future__ import annotations

import pytest

from ledebot.bot.sources import page, page_byline
from ledebot.bot.text.document import read

TEXT = (
    "Die alte Seilbahn am Hang fährt seit Sonntag wieder, zum ersten Mal nach elf Jahren Stillstand.",
    "Der Verein hat zweihundert Rollen getauscht und ein neues Seil aus dem Tal heraufgezogen.",
)
HEADING = "<h1>Seilbahn <span class='caps'>am Hang</span> fährt wieder </h1>"


def author(beside: str, after: str = "", head: str = "") -> str | None:
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    source = (
        f"<html lang='de'><head><title>Seilbahn am Hang fährt wieder</title>{head}</head>"
        f"<body><div>{HEADING}{beside}<div class='entry-content'>{text}</div>{after}</div></body></html>"
    )
    return page.parse(source.encode(), url="seilbahn.html").author


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        (
            "<p><span class='byline'><i class='icon'></i><a class='url fn n' href='/x'>Jo Hangler</a></span></p>",
            "Jo Hangler",
        ),
        ("<div class='author vcard'><span>Autor </span><a class='fn' href='/author/jo/'>jo</a></div>", "jo"),
        ("<p><span class='author'><a href='/u/1'>唐一</a></span><span>·</span><span>浏览 3.2w</span></p>", "唐一"),
        ("<a rel='author' href='/jo'>View all posts by Jo Hangler</a>", "Jo Hangler"),
        ("<span itemprop='author'>Autor/in: Jo Hangler</span>", "Jo Hangler"),
        ("<div class='author_share'><ul><li>Artikel empfehlen</li></ul></div>", None),
        ("<div class='tweet-authors'><a class='author'>Follow @johangler</a></div>", None),
    ],
)
def test_an_element_called_after_it_tells_who_wrote(beside: str, name: str | None) -> None:
    assert author(beside) == name


@pytest.mark.parametrize(
    ("after", "name"),
    [
        ("<div class='meta'>posted by Hangler at 12:53 <a href='/k'>Technik</a></div>", "Hangler"),
        ("<p>Dieser Beitrag wurde am 4. März 2024 um 9:20 von Jo geschrieben und unter Technik abgelegt.</p>", "Jo"),
        ("<div><span>Jo Hangler </span> | 04.03.2024 um 9:20</div>", "Jo Hangler"),
        ("<div>Mehr von der Bahn am Hang und von anderen Bahnen</div>", None),
    ],
)
def test_a_line_under_the_text_tells_who_wrote(after: str, name: str | None) -> None:
    assert author("", after) == name


def test_the_text_s_first_line_tells_who_wrote() -> None:
    assert author("<p>Von Jo Hangler</p>") == "Jo Hangler"


def test_a_word_within_a_name_is_no_label() -> None:
    assert author("", head="<meta name='author' content='Mark Di Hangler'>") == "Mark Di Hangler"


def test_an_address_of_mail_does_not_make_a_person_a_site() -> None:
    assert author("", "<p>jo.berg@hang.example</p>", head="<meta name='author' content='Jo Berg'>") == "Jo Berg"


def test_a_house_with_its_address_is_no_person() -> None:
    assert author("", head="<meta name='author' content='Seilbahn Zeitung, Hangdorf, Germany'>") is None


def test_a_line_under_a_text_that_ends_on_a_link_tells_who_wrote() -> None:
    text = f"<p>{TEXT[0]}</p><p>Mehr weiß der Verein <a href='/v'>Freunde der Bahn am Hang</a>.</p><div><br></div>"
    signed = "<div class='foot'><span class='post-author vcard'>Posted by <span>Jo Hangler</span></span> at 9:20"
    source = (
        f"<html><body><h1>Seilbahn fährt wieder</h1><div class='post-body'>{text}</div>{signed}</div></body></html>"
    )
    assert page.parse(source.encode(), url="a.html").author == "Jo Hangler"


def test_a_site_s_address_whose_stop_was_lost_wrote_nothing() -> None:
    assert author("", head="<meta name='author' content='seilbahn.de'>") is None


def test_nobody_known_is_nobody() -> None:
    text = "<p>缆车从周日起重新开行，停了十一年以后，山上的人终于不用再走两个小时。</p><p>作者：佚名</p>"
    one = read(page.parse(f"<html><body><h1>缆车重开</h1>{text}</body></html>".encode(), url="a.html"))
    assert one.author is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("<div class='AuthorInfo author'><a>城南旧客</a> <span>写古城的人</span></div>", "城南旧客"),
        ("<span class='nickname'>唐一</span>", "唐一"),
        ("作者：吴迪 段然　编辑：何晓", "吴迪、段然"),
        ("作者：土木学院 吴迪　来源：土木学院", "吴迪"),
        ("<em>河谷报</em> 记者 <em> 段然 </em> 编辑 <em>白爽</em>", "段然"),
        ("<p>河谷报记者 段然</p>", "段然"),
        ("<span>山城旧事</span><span>2024-03-04 18:14:21</span>", "山城旧事"),
        ("<span>河谷新闻网</span><span>2024-03-04 18:14:21</span>", None),
        ("<p class='author'>责任编辑：白爽</p>", None),
        ("<p>文：段然</p>", "段然"),
        ("<p>作者：网络整理</p>", None),
        ("<span class='author'>编辑部</span>", None),
        ("记者 从山上回来", None),
    ],
)
def test_a_chinese_line_under_the_heading_names_a_person(line: str, name: str | None) -> None:
    text = "<p>缆车从周日起重新开行，停了十一年以后，山上的人终于不用再走两个小时。</p>" * 2
    source = f"<html><head><title>缆车重开</title></head><body><h1>缆车重开</h1><div>{line}</div>{text}</body></html>"
    assert page.parse(source.encode(), url="a.html").author == name


def test_all_who_are_linked_as_authors_wrote() -> None:
    links = "<a rel='author' href='/1'><span>Jo Hangler</span></a>{}<a rel=\"author\" href='/2'>Uta Gipfel</a>"
    both = f"<div><span class='author'>Von: {links.format('</span> <span>,</span> <span>')}</span></div>"
    assert author(both) == "Jo Hangler, Uta Gipfel"


def test_what_somebody_is_may_stand_on_a_line_under_the_name() -> None:
    for between in ("<br/>", "</a><br>", "</a><div class='role'>"):
        line = f"<p class='author'><a href='/1'>Jo Hangler{between}Redakteurin «Berge»</p>"
        assert author(line) == "Jo Hangler", between
    assert author("<p class='author'><span>Jo</span> <span>Hangler</span></p>") == "Jo Hangler"


def test_roles_and_names_parted_by_spaces_name_who_edited() -> None:
    text = "<p>缆车从周日起重新开行，停了十一年以后，山上的人终于不用再走两个小时。</p><p>编辑 白爽 校对 赵琳</p>"
    one = read(page.parse(f"<html><body><h1>缆车重开</h1>{text}</body></html>".encode(), url="a.html"))
    assert one.editor == "白爽"
    assert len(one.paragraphs) == 1


def test_the_site_that_ends_the_title_wrote_only_where_nobody_else_is_named() -> None:
    head = "<meta name='author' content='Hang Kurier'>"
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    page_of = "<html lang='de'><head><title>Seilbahn fährt | Hang Kurier</title>{}</head><body>{}{}</body></html>"
    for beside, name in (("<span class='author'>Jo Hangler</span>", "Jo Hangler"), ("", "Hang Kurier")):
        source = page_of.format(head, f"<article><h1>Seilbahn fährt</h1>{beside}", f"{text}</article>")
        assert page.parse(source.encode(), url="seilbahn.html").author == name


def test_the_end_of_what_somebody_is_names_nobody() -> None:
    line = "<div class='byline'><p class='name'>Jo Hangler</p><p class='role'>Manager, Berge</p></div>"
    assert author(line) == "Jo Hangler"


def test_of_very_many_names_the_first_are_looked_at() -> None:
    nobody = ["Updated"] * 50
    assert page_byline.author(";".join(["Jo Hangler", *nobody]), "de", "Jo Hangler") == "Jo Hangler"
    assert page_byline.author(";".join([*nobody, "Jo Hangler"]), "de", "Jo Hangler") is None


def test_a_line_under_a_text_that_ends_near_a_sign_of_markup_is_found() -> None:
    last = "协会更换了两百个滚轮，新的钢索由山下的钢丝厂甲&乙公司制造。"
    source = f"<div><p>{last.replace('&', '&amp;')}</p></div><div>记者 王小明</div>"
    assert page_byline._below(source, last) == "王小明"


@pytest.mark.parametrize(
    ("language", "name", "who"),
    [
        ("ja", "谷川花子", "谷川花子"),
        ("ja", "谷川新聞社", None),
        ("ko", "박하늘", "박하늘"),
        ("ko", "언덕일보", None),
        ("de", "Bahnhof Zeitung (www.bahnhof.example)", None),
    ],
)
def test_names_in_the_head_of_scripts_without_capitals(language: str, name: str, who: str | None) -> None:
    head = f"<title>Seilbahn</title><meta name='author' content='{name}'>"
    source = f"<html lang='{language}'><head>{head}</head><body><h1>Seilbahn</h1><p>{TEXT[0]}</p></body></html>"
    assert page.parse(source.encode(), url="a.html").author == who


def test_a_byline_may_stand_behind_tools_that_are_longer_than_a_text() -> None:
    tools = (
        "<div class='share'>" + "<a class='share-item' href='https://share.example/?u=hang'>Teilen</a>" * 100 + "</div>"
    )
    assert (
        author(tools + "<span class='pb-byline'>Von <a href='/jo'>Jo Hangler</a></span> <span>4. März</span>")
        == "Jo Hangler"
    )


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li><span>작성자</span> 박하늘</li><li><span>작성일</span> 2024.03.04</li></ul>",
        "<p class='byline'>기자 박하늘 · <time datetime='2024-03-04T00:00:00+09:00'>어제</time> · 수정</p>",
    ],
)
def test_a_korean_page_s_labels_tell_who_and_when(line: str) -> None:
    text = "<p>케이블카가 일요일부터 다시 다닌다. 십일 년 동안 멈춰 있던 노선이다.</p>"
    title = "<div class='title'><strong>\n 케이블카가 다시 다닌다\n </strong>"
    source = f"<html lang='ko'><head><title>언덕시</title></head><body>{title}{line}</div>{text}</body></html>"
    one = page.parse(source.encode(), url="a.html")
    assert (one.title, one.author) == ("케이블카가 다시 다닌다", "박하늘")
    assert one.published is not None
    assert one.published.isoformat()[:16] == "2024-03-03T15:00"


def test_who_wrote_another_article_of_the_linked_data_did_not_write_this_one() -> None:
    person = '{"@type": "Person", "name": "Eva Talmann"}'
    other = f'{{"@graph": [{{"@type": "BlogPosting", "headline": "Bahnen", "author": {person}}}]}}'
    head = f"<meta name='author' content='Jo Hangler'><script type='application/ld+json'>{other}</script>"
    assert author("", head=head) == "Jo Hangler"


def test_how_long_a_text_takes_is_no_part_of_its_day() -> None:
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    source = f"<html><body><h1>Seilbahn</h1><p>March 4, 2024 • 3 minute read</p><div>{text}</div></body></html>"
    published = page.parse(source.encode(), url="a.html").published
    assert published is not None
    assert published.date().isoformat() == "2024-03-04"


def test_what_a_reporter_is_and_where_he_reports_from_are_no_part_of_his_name() -> None:
    beside = "<h1>纜車週日復駛</h1><div class='author'>記者 <a>王小明</a> / 山城報導</div>"
    text = "<p>停駛十一年的纜車週日起恢復載客，首班車上午八點從山腳發車。</p><p>票價不變，學童半價。</p>"
    source = f"<html lang='zh-TW'><body><article>{beside}{text}</article></body></html>"
    assert page.parse(source.encode(), url="a.html").author == "王小明"
