"""The command line as a user meets it: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import POST, TEXTS, Run, lines


def test_ingest_counts_and_repeats_nothing(ledebot: Run, posts: Path) -> None:
    code, out, _ = ledebot("ingest", str(posts), "--json")
    assert code == 0
    assert lines(out) == [{"read": 3, "new": 3, "updated": 0, "unchanged": 0, "failed": 0, "errors": []}]
    (posts / "1.md").write_text(
        POST.format(title="海州港扩建二期工程动工", body="工程10日动工，预计四年后完成。", hour=1), encoding="utf-8"
    )
    (posts / "broken.md").write_text("\x00\x01", encoding="utf-8")
    code, out, _ = ledebot("ingest", str(posts), "--json")
    (totals,) = lines(out)
    assert (totals["read"], totals["new"], totals["updated"], totals["unchanged"]) == (4, 0, 1, 2)
    (error,) = totals["errors"]
    assert error["item"].endswith("broken.md")
    assert error["reason"]


def test_ingest_in_words_names_what_failed(ledebot: Run, posts: Path) -> None:
    (posts / "broken.md").write_text("\x00\x01", encoding="utf-8")
    _, out, err = ledebot("ingest", str(posts))
    assert out == "4 read: 3 new, 0 updated, 0 unchanged, 1 failed\n"
    assert "broken.md" in err


def test_lede_prints_the_documented_shape(ledebot: Run, posts: Path) -> None:
    code, out, _ = ledebot("lede", str(posts / "1.md"), "--json")
    (found,) = lines(out)
    assert code == 0
    assert found == {
        "file": str(posts / "1.md"),
        "title": "海州港扩建二期工程动工",
        "original_title": "海州港扩建二期工程动工",
        "url": None,
        "published": "2026-03-10T01:15:00Z",
        "source": "晨星社",
        "author": "晨星社",
        "topics": ["财经", "晨星社"],
        "section": "business",
        "dateline": {"agency": "晨星社", "place": "海州", "date": "3月10日", "reporters": ["林一舟"]},
        "editor": "周末",
        "image": None,
        "lede": "海州港二期扩建工程10日动工，预计三年后新增泊位六个，年吞吐量提高四成。",
        "paragraphs": ["海州港二期扩建工程10日动工，预计三年后新增泊位六个，年吞吐量提高四成。"],
        "warnings": [],
    }


def test_lede_says_each_warning_once(ledebot: Run, tmp_path: Path) -> None:
    post = tmp_path / "undated.md"
    post.write_text("---\ntitle: 旧桥修缮完工\n---\n<p>跨河旧桥的修缮工程昨日完工。</p>", encoding="utf-8")
    code, out, _ = ledebot("lede", str(post), "--json")
    assert (code, json.loads(out)["warnings"]) == (0, ["no date"])


def test_lede_goes_on_past_a_broken_file(ledebot: Run, posts: Path) -> None:
    (posts / "0.md").write_text("\x00\x01", encoding="utf-8")
    code, out, err = ledebot("lede", str(posts), "--json")
    assert code == 2
    assert len(lines(out)) == 3
    assert "0.md" in err


def test_search_finds_by_pieces_and_says_when_it_relaxed(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    code, out, _ = ledebot("search", "港扩建", "--json")
    (answer,) = lines(out)
    assert code == 0
    assert answer["query"] == "港扩建"
    assert not answer["relaxed"]
    assert answer["total"] == 1
    assert answer["took_ms"] > 0
    (hit,) = answer["hits"]
    assert set(hit) == {"id", "title", "source", "published", "url", "score", "snippet"}
    assert hit["title"] == "海州港扩建二期工程动工"
    assert hit["published"] == "2026-03-10T01:15:00Z"

    _, out, _ = ledebot("search", "海州", "售票", "--json")
    (answer,) = lines(out)
    assert answer["relaxed"]


def test_searching_an_empty_store_says_so(ledebot: Run, posts: Path) -> None:
    code, _, err = ledebot("search", "新茶")
    assert (code, err.startswith("ledebot: there is nothing to search yet")) == (1, True)
    ledebot("ingest", str(posts))
    assert ledebot("search", "天文台")[2] == ""


def test_search_reads_a_query_a_line(ledebot: Run, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledebot("ingest", str(posts))
    monkeypatch.setattr("sys.stdin", io.StringIO("新茶\n准点率\n天文台\n"))
    code, out, _ = ledebot("search", "-", "--json", "--limit", "1")
    answers = lines(out)
    assert code == 0
    assert [answer["query"] for answer in answers] == ["新茶", "准点率", "天文台"]
    assert [len(answer["hits"]) for answer in answers] == [1, 1, 0]


def test_a_list_of_queries_names_each_before_its_answer(
    ledebot: Run, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledebot("ingest", str(posts))
    monkeypatch.setattr("sys.stdin", io.StringIO("新茶\n天文台\n"))
    told = ledebot("search", "-")[1].splitlines()
    assert told[:2] == ["# 新茶", "新茶上市 价格较去年低一成"]
    assert told[-2:] == ["# 天文台", "nothing found"]
    assert "# " not in ledebot("search", "新茶")[1]


def test_what_is_piped_is_never_wrapped(ledebot: Run, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    ledebot("ingest", str(posts))
    out = ledebot("search", "新茶")[1]
    assert "春茶10日集中上市，产地批发价较去年同期低一成" in out
    assert len(out.splitlines()) == 4


def test_a_word_with_a_minus_is_no_option(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    for query in (["海州", "-动工"], ["-动工", "海州", "--limit", "3"], ["--limit", "3", "海州 -动工"]):
        code, out, _ = ledebot("search", "--json", *query)
        (answer,) = lines(out)
        assert "动工" not in str(answer["hits"])
        assert code == (0 if answer["hits"] else 1)
        assert answer["query"].replace("-动工 海州", "海州 -动工") == "海州 -动工"


def test_search_in_words(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    code, out, _ = ledebot("search", "新茶")
    assert code == 0
    assert "新茶上市" in out
    assert "晨星社 · 2026-03-10" in out
    _, out, _ = ledebot("search", "新茶 天文台 天文台")
    assert out.startswith("(no story has all of it; without: 天文台)\n")
    code, out, _ = ledebot("search", "天文台")
    assert code == 1
    assert "nothing found" in out


def test_digest_previews_the_messages(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    code, out, _ = ledebot("digest", "--since", "24h", "--lang", "zh-hans")
    assert code == 0
    assert all(title in out for title in TEXTS)
    assert "<b>" not in out
    code, out, _ = ledebot("digest", "--topic", "财经", "--json")
    parts = lines(out)
    assert [part["part"] for part in parts] == list(range(1, len(parts) + 1))
    assert "<b>" in parts[0]["html"]
    code, _, err = ledebot("digest", "--topic", "没有这个主题")
    assert (code, err) == (1, "ledebot: there is no topic 没有这个主题 in the store, nor a section\n")
    assert ledebot("digest", "--topic", "财经", "--topic", "sports")[2] == ""


def test_sources_are_added_listed_exported_and_removed(ledebot: Run, posts: Path, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="财经"><outline text="晨星社" type="rss" '
        'xmlUrl="https://news.example/rss"/></outline></body></opml>',
        encoding="utf-8",
    )
    assert ledebot("sources", "add", str(posts))[0] == 0
    assert "1 new, 0 already" in ledebot("sources", "import", str(opml))[1]
    assert "0 new, 1 already" in ledebot("sources", "import", str(opml))[1]
    found = lines(ledebot("sources", "list", "--json")[1])
    assert {source["url"] for source in found} == {str(posts.resolve()), "https://news.example/rss"}
    assert {source["health"] for source in found} == {"new"}
    told = ledebot("sources", "set", str(posts), "--section", "tech", "--category", "滚动=", "--category", "港口=航运")[
        1
    ]
    assert "from now on" in told
    held = next(each for each in lines(ledebot("sources", "list", "--json")[1]) if each["url"] == str(posts))
    assert (held["section"], held["categories"]) == ("tech", {"滚动": "", "港口": "航运"})
    exported = ledebot("sources", "export")[1]
    assert 'xmlUrl="https://news.example/rss"' in exported
    assert f'type="archive" url="{posts.resolve().as_uri()}"' in exported
    assert ledebot("sources", "remove", str(posts))[0] == 0
    assert len(lines(ledebot("sources", "list", "--json")[1])) == 1


def test_sources_are_paused_set_renamed_and_merged(ledebot: Run, posts: Path, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    feeds = "".join(f'<outline text="{name}" xmlUrl="https://{name}.example/rss"/>' for name in ("one", "two"))
    opml.write_text(f'<opml version="2.0"><body>{feeds}</body></opml>', encoding="utf-8")
    ledebot("sources", "import", str(opml))
    ledebot("sources", "add", str(posts), "--title", "档案")
    assert "paused: one" in ledebot("sources", "pause", "one")[1]
    assert "paused   one" in ledebot("sources", "list")[1]
    assert "read again: one" in ledebot("sources", "resume", "https://one.example/rss")[1]
    assert ledebot("sources", "set", "one", "--language", "en", "--interval", "2h", "--section", "tech")[0] == 0
    assert "called 壹 now" in ledebot("sources", "rename", "one", "壹")[1]
    assert "already" in ledebot("sources", "rename", "two", "壹")[2]
    assert "two is 壹 now" in ledebot("sources", "merge", "two", "壹")[1]
    assert "several are called that" in ledebot("sources", "pause", "壹")[2]
    file = tmp_path / "sources.toml"
    file.write_text(ledebot("sources", "export", "--toml")[1], encoding="utf-8")
    listed = tomllib.loads(file.read_text("utf-8"))["source"]
    assert {"url": "https://one.example/rss", "title": "壹", "section": "tech", "language": "en", "interval": 7200} in [
        listed[0],
        listed[1],
    ]
    assert {"path": str(posts.resolve()), "title": "档案"} in listed


def test_stats_and_doctor_look_at_everything(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    (figures,) = lines(ledebot("stats", "--json")[1])
    assert (figures["articles"], figures["subscribers"]) == (3, 0)
    code, out, _ = ledebot("doctor", "--json")
    verdicts = {finding["check"]: finding["verdict"] for finding in lines(out)}
    assert code == 0
    fine = dict.fromkeys(("store", "records", "search", "deliveries"), "ok")
    assert verdicts == {**fine, "token": "warn", "operators": "warn", "sources": "warn"}
