"""The command line as a user meets it: what it prints, how it ends, and what it says of mistakes."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledebot.bot.__main__ import main

POST = """---
title: '{title}'
categories:
 - 财经
 - 晨星社
author: 晨星社
date: Tue, 10 Mar 2026 0{hour}:15:00 GMT
---
<div>
<p>　　原标题：{title}</p>
<p>　　晨星社海州3月10日电（记者林一舟）{body}</p>
<p>责任编辑：周末</p>
</div>
"""
TEXTS = {
    "海州港扩建二期工程动工": "海州港二期扩建工程10日动工，预计三年后新增泊位六个，年吞吐量提高四成。",
    "城际铁路试运行首周准点率九成八": "城际铁路公司10日说，试运行第一周准点率达到98%，下月起正式售票。",
    "新茶上市 价格较去年低一成": "春茶10日集中上市，产地批发价较去年同期低一成，产量增加是主因。",
}

Run = Callable[..., tuple[int, str, str]]


pytestmark = pytest.mark.usefixtures("root_logger_restored")


@pytest.fixture
def ledebot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder with a home of its own: (exit code, output, errors)."""
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "REDIS_URL", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "home"))

    def run(*words: str) -> tuple[int, str, str]:
        code = main(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for hour, (title, body) in enumerate(TEXTS.items(), 1):
        (folder / f"{hour}.md").write_text(POST.format(title=title, body=body, hour=hour), encoding="utf-8")
    return folder


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_ingest_counts_and_repeats_nothing(ledebot: Run, posts: Path) -> None:
    code, out, _ = ledebot("ingest", str(posts), "--json")
    assert code == 0
    assert lines(out) == [{"read": 3, "new": 3, "updated": 0, "unchanged": 0, "failed": 0, "errors": []}]
    (posts / "1.md").write_text(
        POST.format(title="海州港扩建二期工程动工", body="工程10日动工，预计四年后完成。", hour=1), encoding="utf-8"
    )
    (posts / "broken.md").write_text("neither front matter nor a feed", encoding="utf-8")
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
    (posts / "0.md").write_text("nothing to read here", encoding="utf-8")
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


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["ingest", "/no/such/folder"], "no such file or folder"),
        (["lede", "nowhere.md"], "no such file or folder"),
        (["run"], "TELEGRAM_BOT_TOKEN is not set"),
        (["sources", "add", "nothing here"], "no such file or folder"),
        (["sources", "remove", "https://news.example/rss"], "not among the sources"),
        (["sources", "set", "https://news.example/rss", "--section", "tech"], "not among the sources"),
        (["sources", "rename", "晨报", "晚报"], "not among the sources"),
        (["sources", "add", ".", "--section", "stuff"], "section stuff is unknown"),
        (["sources", "import", "missing.opml"], "No such file"),
        (["restore", "missing.json"], "No such file"),
    ],
)
def test_a_users_mistake_is_one_line_and_exit_code_2(ledebot: Run, words: list[str], hint: str) -> None:
    code, out, err = ledebot(*words)
    assert code == 2
    assert out == ""
    assert hint in err
    assert err.count("\n") == 1
    assert err.startswith("ledebot: ")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["sing"], "invalid choice: 'sing'"),
        (["search", "央行", "--fast"], "unrecognized arguments: --fast"),
        (["digest", "--since", "yesterday"], "expected a number and m, h, d or w, such as 24h"),
        (["search", "央行", "--limit", "0"], "expected a whole number above 0"),
        (["search", "央行", "--limit", "9" * 20], "expected a whole number above 0"),
        (["search", "央行", "--limit", "²"], "expected a whole number above 0"),
        (["digest", "--since", "9" * 20 + "w"], "expected a number and m, h, d or w, such as 24h"),
        (["sources", "show", "\udcff"], "not in UTF-8"),
        (["digest", "--topic", "\udcff"], "not in UTF-8"),
        (["ingest"], "PATH|URL"),
    ],
)
def test_unknown_words_are_one_line(capsys: pytest.CaptureFixture[str], words: list[str], hint: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert hint in err
    assert err.count("\n") == 1


def test_wrong_settings_are_told_before_anything_starts(
    ledebot: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LEDEBOT_RETENTION_DAYS", "soon")
    code, _, err = ledebot("stats")
    assert (code, err) == (2, "ledebot: LEDEBOT_RETENTION_DAYS=soon: expected a whole number of days, at least 1\n")
    assert not (tmp_path / "home").exists()


def test_a_store_that_is_away_is_one_line(ledebot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret@127.0.0.1:9/0")
    code, _, err = ledebot("stats")
    assert code == 2
    assert err.startswith("ledebot: Redis cannot be reached")
    assert "correct REDIS_URL" in err
    assert "secret" not in err
    assert err.count("\n") == 1


def test_health_of_nobody(ledebot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = ledebot("health")
    assert (code, "LEDEBOT_HTTP_LISTEN is not set" in err) == (2, True)
    monkeypatch.setenv("LEDEBOT_HTTP_LISTEN", "0.0.0.0:9")
    code, _, err = ledebot("health")
    assert code == 1
    assert err.startswith("nobody answers at 127.0.0.1:9 (")


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], *([name, "--help"] for name in ("run", "demo", "ingest", "lede", "search", "digest"))):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
        assert "usage: ledebot" in capsys.readouterr().out
