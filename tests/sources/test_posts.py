"""Front matter of Hexo, Jekyll and Hugo in all its forms, and bodies in Markdown."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import frontmatter, markdown
from ledebot.bot.text.document import read
from tests.chances import examples
from tests.sources.growth import cost

TEXT = "渡轮今天准点到达码头，许多居民前来迎接。"
MOMENT = datetime(2025, 10, 7, 6, 30, 15, tzinfo=UTC)


def post(text: str, ref: str = "岛报/ferry.md") -> Item:
    data = text.encode()
    assert frontmatter.is_post(data)
    found = frontmatter.parse(data, ref=ref)
    assert found is not None
    return found


def yaml(header: str, body: str = TEXT) -> Item:
    return post(f"---\ntitle: 渡轮到港\n{header}\n---\n{body}\n")


@pytest.mark.parametrize(
    "text",
    [
        f'+++\ntitle = "渡轮到港"\ndate = 2025-10-07T14:30:15+08:00\n[taxonomies]\ntags = ["海"]\n+++\n{TEXT}',
        f'+++\ntitle = "渡轮到港"\ndate = "2025-10-07 14:30:15 +0800"\ntags = [海]\n+++\n{TEXT}',
        f'"title": "渡轮到港",\n"date": "2025/10/07 14:30:15",\n"tags": ["海"]\n;;;\n\n{TEXT}',
        f'{{\n"title": "渡轮到港",\n"date": "2025-10-07T06:30:15Z",\n"tags": "海"\n}}\n\n{TEXT}',
        f"title: 渡轮到港\ndate: 2025-10-07 14:30:15\ntags:\n- 海\n---\n{TEXT}",
        f"---\ntitle: 渡轮<b>到港</b>\ndate: 2025-10-07 14:30:15\ntags: 海\n...\n{TEXT}",
        f'++++++\ntitle = "渡轮到港"\ndate = "<2025-10-07 Tue 14:30:15>"\ntags = ["海"]\n++++++\n{TEXT}',
        f'---json\n{{"title": "渡轮到港", "date": "2025-10-07T06:30:15Z", "tags": "海"}}\n---\n{TEXT}',
        f"--- yaml\ntitle: 渡轮到港\ndate: 2025-10-07 14:30:15\ntags: 海\n---\n{TEXT}",
        f'---toml\ntitle = "渡轮到港"\ndate = 2025-10-07T06:30:15Z\ntags = ["海"]\n---\n{TEXT}',
        f"\ufeff---\r\ntitle: 渡轮到港\r\npubDate: 2025-10-07T06:30:15Z\r\ntag: 海\r\n---\r\n{TEXT}",
        f"---\nTitle: 渡轮到港\npublished_at: Tue, 07 Oct 2025 06:30:15 GMT\nparams:\n  tags: [海]\n---\n{TEXT}",
    ],
    ids=[
        "toml",
        "broken toml",
        "hexo json",
        "hugo json",
        "no first fence",
        "dots and markup",
        "long fences",
        "json in a fence",
        "yaml said",
        "toml in a fence",
        "windows",
        "params",
    ],
)
def test_headers(text: str) -> None:
    item = post(text)
    assert (item.title, item.published, item.topics) == ("渡轮到港", MOMENT, ("海",))
    assert read(item).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "field",
    [
        "draft: true",
        "published: false",
        "draft: yes",
        "status: draft",
        "published: No",
        "hidden: true",
        "unlisted: yes",
        "isDraft: true",
        "saveAsDraft: true",
        "is_published: false",
        "visibility: private",
    ],
)
def test_drafts_are_passed_over(field: str) -> None:
    assert frontmatter.parse(f"---\ntitle: 渡轮\n{field}\n---\n{TEXT}".encode(), ref="x.md") is None


def test_the_folder_of_drafts_is_passed_over(tmp_path: Path) -> None:
    for name in ("_drafts/a.md", "_posts/b.md"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x", "utf-8")
    assert [path.name for path in frontmatter.walk(tmp_path)] == ["b.md"]


@pytest.mark.parametrize(
    ("header", "field", "expected"),
    [
        ("tags: 海, 船、岛", "topics", ("海", "船", "岛")),
        ("categories: [[国际, 海], 港口]", "topics", ("国际", "海", "港口")),
        ("author: {name: 王小明, url: https://a.example}", "author", "王小明"),
        ("keywords: [海, 渡轮]", "topics", ("海", "渡轮")),
        ("gallery:\n  - url: https://a.example/1.jpg", "image", "https://a.example/1.jpg"),
        ("keywords: [海, 渡轮]\ntags: [岛]", "topics", ("岛",)),
        ("authors: [王小明, {name: 李四}]", "author", "王小明、李四"),
        ("cover: {image: https://a.example/s.jpg, alt: 船}", "image", "https://a.example/s.jpg"),
        ("photos:\n- https://a.example/s.jpg\n- https://a.example/t.jpg", "image", "https://a.example/s.jpg"),
        ("header:\n  teaser: /s.jpg\nlink: https://a.example/1/", "image", "https://a.example/s.jpg"),
        ("cover: '![渡轮](https://a.example/s.jpg \"渡轮\")'", "image", "https://a.example/s.jpg"),
        ("featured_image: //a.example/s.jpg", "image", "https://a.example/s.jpg"),
        ("canonical-url: https://a.example/1", "url", "https://a.example/1"),
        ("original_url: https://a.example/1?utm_source=x", "url", "https://a.example/1"),
        ("source: {name: 海岸时报, url: https://a.example/1}", "url", "https://a.example/1"),
        ("source: {name: 海岸时报, url: https://a.example/1}", "source", "海岸时报"),
        ("source: <a href='https://a.example/1'>海岸时报</a>", "source", "海岸时报"),
        ("source: <a href='https://a.example/1'>海岸时报</a>", "url", "https://a.example/1"),
        ("source: '[海岸时报](https://a.example/1)'", "source", "海岸时报"),
        ("source: '[海岸时报](https://a.example/1)'", "url", "https://a.example/1"),
        ("source: 海岸时报（https://a.example/1）", "source", "海岸时报"),
        (
            "index_img: https://a.example/s.jpg\nauthor_image: https://a.example/w.jpg",
            "image",
            "https://a.example/s.jpg",
        ),
        ("date:\n  created: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("source: https://a.example/1\nauthor: 王小明", "source", "王小明"),
        ("from: https://a.example/1\nauthor: 王小明\ncategories: [海岸时报]", "source", "海岸时报"),
        ("author: 海岸时报\ncategories: [国际, 海岸时报]\nfrom: https://a.example/1", "source", "海岸时报"),
        ("来源: 海岸时报\n原文链接: https://a.example/1", "source", "海岸时报"),
        ("来源: 海岸时报\n原文链接: https://a.example/1", "url", "https://a.example/1"),
        ("timezone: Asia/Shanghai\ndate: 2025-10-07 14:30:15", "published", MOMENT),
        ("author: '[张三](https://a.example/3)'", "author", "张三"),
        ("authors:\n- 王小明: https://a.example/w\n- 李四: https://a.example/l", "author", "王小明、李四"),
        ("published: true\ndate: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("date: soon\nupdated: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("date: Last Modified\ndate_posted: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("created: 2001-01-01\nfirst-published-at: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("postId: 20010101\n发布时间: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("發佈時間: 2025-10-07T06:30:15Z", "published", MOMENT),
        ("原文連結: https://a.example/1", "url", "https://a.example/1"),
        ("author: null", "author", None),
    ],
)
def test_fields(header: str, field: str, expected: object) -> None:
    assert getattr(yaml(header), field) == expected


def test_the_operator_s_zone_stands_above_the_post_s() -> None:
    data = b"---\ntitle: x y\ndate: 2025-10-07 15:30:15\ntimezone: Asia/Shanghai\n---\nz"
    found = frontmatter.parse(data, ref="x.md", zone=timezone(timedelta(hours=9)))
    assert found is not None
    assert found.published == MOMENT


def test_the_day_in_a_file_s_name_counts_where_the_header_has_none() -> None:
    assert post(f"---\ntitle: 渡轮\n---\n{TEXT}", "_posts/2025-10-07-ferry.md").published == datetime(
        2025, 10, 7, tzinfo=UTC
    )
    assert post(f"---\ntitle: 渡轮\n---\n{TEXT}", "_posts/20-ferry.md").warnings == ("no date",)


def test_a_description_stands_for_the_text_of_a_picture_alone() -> None:
    item = read(yaml(f"description: {TEXT}", "![ship](https://a.example/s.jpg)"))
    assert (item.paragraphs, item.image) == ((TEXT,), "https://a.example/s.jpg")


def test_a_description_stands_for_a_body() -> None:
    item = yaml(f"description: {TEXT}", "")
    assert (read(item).paragraphs, item.warnings) == ((TEXT,), ("no date",))
    assert read(yaml(f"summary: {TEXT}", "```sh\nferry --start. 完成。\n```")).paragraphs == (TEXT,)


ENGLISH = (
    "The first ferry of the morning came into the old harbour on time. Many people of the island had come to see it, "
    "and the mayor spoke of a new beginning."
)


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("渡轮[今天](https://a.example/1)**准点**到达`码头`，许多居民前来迎接。", (TEXT,)),
        ("```sh\nferry --start. 完成。\n```\n\n" + TEXT, (TEXT,)),
        ("```\n" + TEXT + "\n```", (TEXT,)),
        ("渡轮**今天。**准点到达。", ("渡轮今天。准点到达。",)),
        ("{% asset_img ship.jpg 船 %}\n" + TEXT + "[^1]\n{: .lead}\n\n{{< youtube x >}}\n\n[^1]: 见旧志。", (TEXT,)),
        ("    " + TEXT + "\n\n    又一段。", (TEXT, "又一段。")),
        ("第一行。\n第二行。", ("第一行。", "第二行。")),
        (
            "The ferry came into the\nold harbour on time\nand left.",
            ("The ferry came into the old harbour on time and left.",),
        ),
        ("* 早班\n* 晚班，六点", ("• 早班", "• 晚班，六点")),
        (f"<p>{TEXT}</p>\n\n    <p>*又*一段。</p>", (TEXT, "*又*一段。")),
        (f"> {TEXT}", (TEXT,)),
        ('<div align="center">\n<b>渡轮</b>\n</div>\n\n渡轮**今天**准点到达。', ("渡轮", "渡轮今天准点到达。")),
        ("{% codeblock lang:sh %}\nferry. 完。\n{% endcodeblock %}\n" + TEXT, (TEXT,)),
        ("{{< highlight go >}}\nferry. 完。\n{{< /highlight >}}\n" + TEXT, (TEXT,)),
        ("{% codeblock %}\n" + TEXT, (TEXT,)),
        ("渡轮[今天][1]准点到达码头，许多居民前来迎接。", (TEXT,)),
        (TEXT + " %%待查%%", (TEXT,)),
        ("渡轮[今天](javascript:void(0);)准点到达码头，许多居民前来迎接。", (TEXT,)),
        (TEXT + "\n\n*[渡轮]: 二〇二四年造", (TEXT,)),
        (TEXT + "\n\n$$\nE = mc^2\n$$\n", (TEXT,)),
        (
            "渡轮^[二〇二四年造。]今天准点到达，见{% post_link old-ferry '旧船' %}一文。",
            ("渡轮今天准点到达，见旧船一文。",),
        ),
    ],
)
def test_bodies(body: str, paragraphs: tuple[str, ...]) -> None:
    assert read(yaml("date: 2025-10-07", body)).paragraphs == paragraphs


def test_pictures_of_markdown_are_found() -> None:
    assert read(yaml("link: https://a.example/1/", f"![船](s.jpg)\n\n{TEXT}")).image == "https://a.example/1/s.jpg"


@settings(max_examples=examples(200))
@given(st.text(alphabet=" \n\t-+;{}[]\"':,=#*_`>|!()<abc标题1.", max_size=200))
def test_any_header_and_body_give_a_post_or_one_clear_error(text: str) -> None:
    for data in (text, f"---\n{text}\n---\n{text}", f"+++\n{text}\n+++\n{text}", f'"{text}\n;;;\n{text}', "{" + text):
        frontmatter.is_post(data.encode())
        with contextlib.suppress(ParseError):
            frontmatter.parse(data.encode(), ref="x.md")


@settings(max_examples=examples(200))
@given(st.text(alphabet="渡轮。 abc\n*_`[]()!#>|-1.", max_size=200))
def test_words_outlive_markdown(text: str) -> None:
    shown = markdown.to_html("船" + text)
    assert "](" in text or shown.count("渡") == text.count("渡")  # what stands there is an address, which nobody reads
    assert "船" in shown


HOSTILE = (
    "[",
    "![",
    "*a ",
    "**a_ ",
    "<",
    "> ",
    "- ",
    "|a",
    "[a](",
    "&a",
    "~~a ",
    "[a][b]",
    "{{",
    "{% ",
    "a\n",
    "`",
    "[^",
    "\\",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_markdown_costs_no_more_than_its_length(piece: str) -> None:
    few, many = (f"船{piece * count}" for count in (1_000, 4_000))
    assert cost(lambda: markdown.to_html(many)) < 10 * cost(lambda: markdown.to_html(few)) + 0.1
