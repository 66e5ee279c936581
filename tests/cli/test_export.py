"""Articles for other programs, as JSON Lines and as a JSON Feed that feed readers, ours too, take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import TEXTS, Run, lines


def test_json_lines_have_all_of_every_article(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    code, out, err = ledebot("export", "articles")
    assert (code, err) == (0, "")
    first, *rest = lines(out)
    assert [first["title"], *(each["title"] for each in rest)] == list(TEXTS)
    assert {name: first[name] for name in ("source", "published", "section", "revision", "url", "editor")} == {
        "source": "晨星社",
        "published": "2026-03-10T01:15:00Z",
        "section": "business",
        "revision": 1,
        "url": None,
        "editor": "周末",
    }
    assert set(first["dateline"]) == {"agency", "place", "date", "reporters"}
    assert first["paragraphs"] == [next(iter(TEXTS.values()))]
    assert first["lede"]["medium"].startswith("海州港二期扩建工程10日动工")


def test_a_json_feed_can_be_read_again(
    ledebot: Run, posts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledebot("ingest", str(posts))
    code, out, _ = ledebot("export", "articles", "--format", "jsonfeed")
    feed = json.loads(out)
    assert (code, feed["version"]) == (0, "https://jsonfeed.org/version/1.1")
    assert all({"id", "title", "content_text", "date_published"} <= set(item) for item in feed["items"])
    assert all(None not in item.values() for item in feed["items"])
    (tmp_path / "feed.json").write_text(out, "utf-8")
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "other"))
    assert lines(ledebot("ingest", str(tmp_path / "feed.json"), "--json")[1])[0]["new"] == 3
    again = lines(ledebot("export", "articles")[1])
    assert [(each["title"], each["published"]) for each in again] == [
        (item["title"], item["date_published"]) for item in feed["items"]
    ]


def test_an_empty_store_and_a_window(ledebot: Run, posts: Path) -> None:
    assert json.loads(ledebot("export", "articles", "--format", "jsonfeed")[1])["items"] == []
    assert ledebot("export", "articles") == (0, "", "")
    ledebot("ingest", str(posts))
    assert ledebot("export", "articles", "--since", "1h") == (0, "", "")
    assert len(lines(ledebot("export", "articles", "--since", "5000w")[1])) == 3
