"""Posts with front matter, sound and broken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import frontmatter

BODY = "<div><p>　　港口今天恢复通航，首批货轮已经离泊。</p></div>"


def post(header: str, body: str = BODY) -> bytes:
    return f"---\n{header}\n---\n\n{body}\n".encode()


def parse(header: str, body: str = BODY):  # type: ignore[no-untyped-def]  # the test's own shorthand
    return frontmatter.parse(post(header, body), ref="archive/2024-05-01-port-reopens.md")


def read(data: bytes) -> Item:
    found = frontmatter.parse(data, ref="archive/x.md")
    assert found is not None
    return found


def test_a_post_of_the_older_layout() -> None:
    item = parse(
        "title: 港口恢复通航\ncategories: \n    - 金融\n    - 海岸时报 - 快讯\nauthor: 海岸时报 - 快讯\n"
        "comments: false\ndate: Mon, 22 Mar 2021 04:40:12 GMT\nthumbnail: ''"
    )
    assert item.title == "港口恢复通航"
    assert item.source == "海岸时报 - 快讯"
    assert item.author == "海岸时报 - 快讯"
    assert item.topics == ("金融", "海岸时报 - 快讯")
    assert item.published == datetime(2021, 3, 22, 4, 40, 12, tzinfo=UTC)
    assert item.image is None
    assert item.url is None
    assert item.warnings == ()
    assert item.html == BODY


def test_a_post_of_the_newer_layout() -> None:
    item = parse(
        "title: '港口恢复通航'\ncategories: \n - 金融\n - 海岸时报\nheadimg: 'https://img.example/a.png'\n"
        "author: 海岸时报\ndate: Mon, 24 Jan 2022 11:56:39 GMT\nthumbnail: 'https://img.example/b.png'"
    )
    assert item.image == "https://img.example/a.png"
    assert item.topics == ("金融", "海岸时报")


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("title: '''''''港口恢复通航'''''''", "港口恢复通航"),
        ('title: """""""""\'港口恢复通航\'"""""""""', "港口恢复通航"),
        ("title: 19_15\n                    \n                  港口恢复通航", "19_15 港口恢复通航"),
        ("title: 港口\n  恢复\n  通航", "港口 恢复 通航"),
        ("title: 港口: 恢复通航", "港口: 恢复通航"),
        ("title: [图]港口恢复通航", "[图]港口恢复通航"),
        ('title: "港口"恢复通航', '"港口"恢复通航'),
        ("title: 'It's open again'", "It's open again"),
        ("title: *港口* 恢复通航", "*港口* 恢复通航"),
        ("title: @港口 恢复通航", "@港口 恢复通航"),
        ("title: %港口 恢复通航", "%港口 恢复通航"),
        ("title: `港口` 恢复通航", "`港口` 恢复通航"),
        ("title: '港口恢复通航", "'港口恢复通航"),
        ("title: {港口} 恢复通航", "{港口} 恢复通航"),
        ("title: yes", "yes"),
        ("title: 2024", "2024"),
        ("title: >-\n  港口\n  恢复通航", "港口 恢复通航"),
        ("title: |\n  港口恢复通航\n", "港口恢复通航"),
        ("Title: 港口恢复通航", "港口恢复通航"),
        ("title:\t港口恢复通航", "港口恢复通航"),
        ("title: '{{ title }}'", "港口今天恢复通航，首批货轮已经离泊。"),
        ("headline: 港口恢复通航", "港口恢复通航"),
        ("题目: 港口恢复通航", "港口恢复通航"),
        ("標題: 港口恢复通航", "港口恢复通航"),
        ("title: ~\nname: 港口恢复通航", "港口恢复通航"),
        ("title: null", "港口今天恢复通航，首批货轮已经离泊。"),
        ("comments: false\n\ttitle: 港口恢复通航\ntitle: 港口恢复通航", "港口恢复通航"),
    ],
)
def test_titles_are_repaired(header: str, title: str) -> None:
    item = parse(f"{header}\nauthor: 海岸时报\ndate: 2024-05-01 08:00:00")
    assert item.title == title
    assert item.source == "海岸时报"
    assert item.published == datetime(2024, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2021-03-21 16:41:54", datetime(2021, 3, 21, 8, 41, 54, tzinfo=UTC)),
        ("Mon, 22 Mar 2021 04:40:12 GMT", datetime(2021, 3, 22, 4, 40, 12, tzinfo=UTC)),
        ("2021-03-21T16:41:54+08:00", datetime(2021, 3, 21, 8, 41, 54, tzinfo=UTC)),
        ("2021-03-21", datetime(2021, 3, 21, tzinfo=UTC)),
        ("2021/3/21 6:05", datetime(2021, 3, 20, 22, 5, tzinfo=UTC)),
        ("1616344914000", datetime(2021, 3, 21, 16, 41, 54, tzinfo=UTC)),
        ("Invalid Date", None),
        ("2021-02-31", None),
        ("soon", None),
        ("0001-01-01", None),
        ("9999-12-31 23:59:59 -0900", None),
    ],
)
def test_dates(date: str, expected: datetime | None) -> None:
    item = parse(f"title: 港口\ndate: {date}")
    assert item.published == expected
    assert bool([text for text in item.warnings if "zone" not in text]) == (expected is None)


@pytest.mark.parametrize(
    ("fields", "warnings"),
    [
        ("date: 2021-03-21 16:41:54", ("its date names no zone; taken as UTC+08:00",)),
        ("date: 2021-03-21 16:41:54\nlang: de", ("its date names no zone; taken as UTC",)),
        ("date: 2021-03-21 16:41:54\nlang: zh-CN", ("its date names no zone; taken as UTC+08:00",)),
        ("date: 2021-03-21 16:41:54\ntimezone: Asia/Tokyo\nlang: zh", ("its date names no zone; taken as UTC+09:00",)),
        ("date: 2021-03-21", ()),
        ("date: 2021-03-21 16:41:54Z", ()),
    ],
)
def test_which_zone_a_clock_without_one_was_read_in_is_said(fields: str, warnings: tuple[str, ...]) -> None:
    assert parse(f"title: 港口\n{fields}").warnings == warnings


@pytest.mark.parametrize("before", ["\ufeff\n\n", "<!-- made by a program -->\n", "\n<!-- 一 -->\n\n<!--\n二\n-->\n"])
def test_what_stands_before_the_header_does_not_hide_it(before: str) -> None:
    data = f"{before}---\ntitle: 渡轮\ndate: 2025-10-07\n---\n渡轮到港。".encode()
    assert frontmatter.is_post(data)
    found = frontmatter.parse(data, ref="岛报/a.md")
    assert found is not None
    assert (found.title, found.html) == ("渡轮", "<p>渡轮到港。</p>")


def test_a_page_that_begins_with_a_comment_is_no_post() -> None:
    assert not frontmatter.is_post(b"<!-- a page --><html><body><p>--- text ---</p></body></html>")


def test_the_source_falls_back_to_category_and_folder() -> None:
    assert parse("title: 港口\ncategories:\n- 金融\n- 海岸时报").source == "海岸时报"
    assert parse("title: 港口").source == "archive"


def test_categories_in_all_their_forms() -> None:
    assert parse("title: x\ncategories: 金融\ntags: [港口, 航运]").topics == ("金融", "港口", "航运")
    assert parse("title: x\ncategories:\n- [金融, 航运]\n- [金融, 港口]").topics == ("金融", "航运", "港口")


def test_addresses_and_languages_are_taken() -> None:
    item = parse("title: x\npermalink: /2024/05/x/\nlink: https://news.example/x\nlang: zh-TW\nuuid: a1")
    assert (item.url, item.language, item.guid) == ("https://news.example/x", "zh-TW", "a1")


def test_an_empty_body_is_a_warning_and_a_missing_title_is_made() -> None:
    assert parse("title: 港口恢复通航", "<div>   \n</div>").warnings[0] == "empty body"
    assert parse("author: 海岸时报").title == "港口今天恢复通航，首批货轮已经离泊。"
    assert parse("author: 海岸时报", "<img src='https://img.example/a.png'>" * 0 or "&nbsp;x").title == "x"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no front matter"),
        (b"just text", "no front matter"),
        (b"---\ntitle: x\n\n<p>body</p>", "not closed"),
        (b"---\nauthor: x\n---\n<div></div>", "neither a title nor a body"),
        (b"---\n" + b"a: b\n" * 20_000 + b"---\nx", "not closed"),
        (b"\x7fELF\x02\x01\x00\x00\x00", "binary"),
        (b"---\n- a\n- b\n---\nx", "no `key: value` line"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        frontmatter.parse(data, ref="archive/broken.md")
    assert str(caught.value).startswith("archive/broken.md: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_encodings(encoding: str) -> None:
    text = "---\ntitle: 港口恢復通航\nauthor: 海岸時報\n---\n<p>港口今天恢復通航，第一批貨輪已經離泊。</p>"
    item = read(text.encode(encoding))
    assert item.title == "港口恢復通航"


def test_line_ends_and_blank_lines_before_the_fence() -> None:
    data = b"\r\n\r\n---\r\ntitle: x y\r\ndate: 2024-05-01\r\n---\r\n\r\n<p>body</p>\r\n"
    assert read(data).title == "x y"


@pytest.mark.parametrize(
    "header",
    [
        "title: x\na: &a [" + "*b," * 50 + "]",
        (
            "title: x\na: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\n"
            "categories: [*c,*c,*c,*c,*c,*c,*c,*c,*c]"
        ),
        "title: x\na: " + "[" * 30_000,
        "title: x\na: " + "{a: " * 15_000,
        "title: x\na: !!python/object/apply:os.system ['true']",
        "title: x\n" + "\n".join(f"k{n}: v" for n in range(4000)),
        "title: x\na: " + "'" * 60_000,
    ],
    ids=["alias", "alias bomb", "brackets", "braces", "python tag", "many keys", "quotes"],
)
def test_yaml_attacks_are_just_odd_posts(header: str) -> None:
    assert parse(header).title == "x"


def test_walk_lists_posts_in_order_and_leaves_assets(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.txt", "a/d.html", ".git/config", "pic.PNG", "e", "node_modules/x.md"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in frontmatter.walk(tmp_path)]
    assert names == ["a/c.txt", "a/d.html", "b.md", "e"]
    assert list(frontmatter.walk(tmp_path / "b.md")) == [tmp_path / "b.md"]


@pytest.mark.parametrize(
    ("fields", "topics"),
    [
        ("tags: '#港口 #交通'", ("港口", "交通")),
        ("tags: 港口 交通", ("港口", "交通")),
        ("tags: climate change", ("climate change",)),
        ("layout: post\ntags: climate change", ("climate", "change")),
        ("layout: post\ncategories: Climate Change", ("Climate Change",)),
        ("layout: post\ncategory: climate change", ("climate change",)),
        ("tags:\n- name: 港口\n- name: 交通", ("港口", "交通")),
    ],
)
def test_topics_are_parted_as_their_writer_meant(fields: str, topics: tuple[str, ...]) -> None:
    found = frontmatter.parse(f"---\ntitle: 渡轮\n{fields}\n---\n渡轮到港。".encode(), ref="岛报/a.md")
    assert found is not None
    assert found.topics == topics


@pytest.mark.parametrize("field", ["private: true", "publish: false", "draft: true", "published: no"])
def test_a_post_that_is_not_to_be_read_is_not(field: str) -> None:
    assert frontmatter.parse(f"---\ntitle: 渡轮\n{field}\n---\n渡轮到港。".encode(), ref="岛报/a.md") is None


@pytest.mark.parametrize("name", ["2025-10-07-ferry.md", "20251007_渡轮.md", "20251007.md"])
def test_a_day_in_a_file_s_name_is_its_date(name: str) -> None:
    found = frontmatter.parse("---\ntitle: 渡轮\n---\n渡轮到港。".encode(), ref=f"岛报/{name}")
    assert found is not None
    assert found.published == datetime(2025, 10, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("title:渡轮：到港", "渡轮：到港"),
        ("\ttitle: 渡轮", "渡轮"),
        ('title: "渡轮', "渡轮"),
        ('title: "渡轮" 到港', '"渡轮" 到港'),
    ],
)
def test_slips_of_yaml_are_read_as_they_were_meant(header: str, title: str) -> None:
    found = frontmatter.parse(f"---\n{header}\ndate: 2025-10-07\n---\n渡轮到港。".encode(), ref="岛报/a.md")
    assert found is not None
    assert found.title == title


def test_a_note_s_links_are_names_and_its_heading_is_its_title() -> None:
    text = "---\nauthor: '[[people/1|张三]]'\npubDatetime: 2025-10-07T06:30:15Z\n---\n# 渡轮到港\n\n渡轮今天到港。"
    found = frontmatter.parse(text.encode(), ref="岛报/a.md")
    assert found is not None
    assert (found.author, found.title) == ("张三", "渡轮到港")
    assert found.published == datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def test_fields_may_be_indented_with_tabs() -> None:
    item = parse("\ttitle: 港口恢复通航\n\tdate: 2024-05-01 08:00:00")
    assert (item.title, item.published) == ("港口恢复通航", datetime(2024, 5, 1, tzinfo=UTC))
