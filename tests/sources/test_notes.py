"""Posts without front matter, and what programs for notes add to Markdown."""

from __future__ import annotations

import pytest

from ledebot.bot.core.errors import ParseError
from ledebot.bot.model import Item
from ledebot.bot.sources import markdown
from ledebot.bot.sources.inputs import parse_document
from ledebot.bot.text.document import read

TEXT = "渡轮今天准点到达码头，许多居民前来迎接。"


def note(text: str, ref: str = "岛报/ferry.md") -> Item:
    (found,) = parse_document(text.encode(), ref)
    assert isinstance(found, Item)
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"# 渡轮到港\n\n{TEXT}",
        f"渡轮到港\n========\n\n{TEXT}",
        f"\n\n# 渡轮到港 #\n{TEXT}\n",
        f"# 渡轮到港\n\n{TEXT}\n\n-----\n\n注：以上为草案。",
    ],
)
def test_a_text_in_markdown_is_a_post_with_its_heading_for_a_title(text: str) -> None:
    item = note(text)
    assert (item.title, item.source) == ("渡轮到港", "岛报")
    assert read(item).paragraphs[0] == TEXT


def test_its_day_may_be_its_name_s() -> None:
    assert str(note(f"# 渡轮到港\n\n{TEXT}", "岛报/2025-10-07-ferry.md").published)[:10] == "2025-10-07"


@pytest.mark.parametrize("name", ["README.md", "readme.zh.md", "CHANGELOG.md", "LICENSE.md", "notes.rst"])
def test_what_lies_in_every_repository_is_none(name: str) -> None:
    with pytest.raises(ParseError, match="neither a post with front matter"):
        note(f"# 渡轮到港\n\n{TEXT}", name)


@pytest.mark.parametrize("name", ["ferry.md", "ferry.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_fields_without_a_fence_are_front_matter(name: str, end: str) -> None:
    fields = (
        "Title: Ferry: comes home",
        "Date: 2025-10-07 14:30",
        "Author: Jane Quay",
        "Tags: sea,",
        "  island",
        "",
        "",
    )
    item = note(end.join(fields) + TEXT, name)
    assert (item.title, item.author, item.topics) == ("Ferry: comes home", "Jane Quay", ("sea", "island"))
    assert (str(item.published)[:16], read(item).paragraphs) == ("2025-10-07 06:30", (TEXT,))


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_a_draft_among_them_is_passed_over(status: str) -> None:
    assert parse_document(f"Title: Ferry\nStatus: {status}\n\n{TEXT}".encode(), "ferry.md") == []


@pytest.mark.parametrize(
    "fields", ["Title: Ferry", "Title: Ferry\nTags:", "Title: Ferry\nSummary:\n    It comes\n    home."]
)
def test_a_title_alone_and_empty_fields_are_front_matter(fields: str) -> None:
    item = note(f"{fields}\n\n{TEXT}", "ferry.md")
    assert (item.title, read(item).paragraphs) == ("Ferry", (TEXT,))


def test_front_matter_without_fields_leaves_all_to_the_text() -> None:
    item = note(f"---\n---\n# The ferry\n\n{TEXT}", "ferry.md")
    assert (item.title, read(item).paragraphs) == ("The ferry", (TEXT,))


def test_fields_without_a_title_leave_it_to_the_text() -> None:
    item = note(f"category: boats\nauthor: Jane Quay\n\nThe ferry\n=========\n\n{TEXT}", "2025-10-07-ferry.md")
    assert (item.title, item.author, read(item).paragraphs) == ("The ferry", "Jane Quay", (TEXT,))


def test_a_text_that_begins_like_fields_is_a_text() -> None:
    assert note(f"Note: the ferry is late.\nTitle: none.\n\n{TEXT}").title == "Note: the ferry is late."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The [[Ferry Company]] and its [[boats/7|new boat]].", "<p>The Ferry Company and its new boat.</p>"),
        ("![[boat.png]]\n\nIt is ==new==.", "<p>It is new.</p>"),
        ("![](https://a.example/1.jpg =300x200)", '<p><img src="https://a.example/1.jpg" alt="" /></p>'),
        ("The [[https://a.example/7][new boat]].", "<p>The new boat.</p>"),
        ("> [!note] Mind\n> the gap.", "<blockquote>\n<p>Mind\nthe gap.</p>\n</blockquote>"),
        ("It is new. \n%% ask Jane %%", "<p>It is new.</p>"),
        (":ship: It leaves at 10:15:30.", "<p>It leaves at 10:15:30.</p>"),
        (
            '{{< figure src="https://a.example/1.jpg" title="7" >}}',
            '<p><img src="https://a.example/1.jpg" alt="" /></p>',
        ),
        ("{% img https://a.example/1.jpg 600 400 %}", '<p><img src="https://a.example/1.jpg" alt="" /></p>'),
        ("{% asset_img 1.jpg %}\n\nIt is new.", "<p>It is new.</p>"),
        ("Ferry\n---\n---\n---\n---\nIt is new.", "<h2>Ferry</h2>\n<p>It is new.</p>"),
        ("if a == b and b == c", "<p>if a == b and b == c</p>"),
        ("[[unclosed and == open", "<p>[[unclosed and == open</p>"),
    ],
)
def test_what_programs_for_notes_add_is_taken_out(text: str, html: str) -> None:
    assert markdown.to_html(text).replace("> ", ">").replace("<p> ", "<p>") == html
