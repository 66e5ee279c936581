"""`ledebot sources show`: what a source repeats, and having it stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledebot.bot.__main__ import main


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("TELEGRAM_BOT_TOKEN", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEDEBOT_HOME", str(tmp_path / "home"))
    entries = "".join(
        f"<item><title>{town}码头重开</title><guid>{town}</guid><description>&lt;p&gt;{town}码头周一重开。&lt;/p&gt;"
        "&lt;p&gt;河边的人都知道我们&lt;/p&gt;</description></item>"
        for town in ("江城", "海州", "北川", "南屏")
    )
    path = tmp_path / "feed.xml"
    path.write_text(f"<rss><channel><title>河边报</title>{entries}</channel></rss>", encoding="utf-8")
    return path


def test_what_a_source_repeats_is_shown_and_can_be_kept(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", str(feed)]) == 0
    capsys.readouterr()
    assert main(["sources", "show", "河边报", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    (line,) = shown["repeats"]
    assert (shown["articles"], line["kind"], line["text"], line["articles"]) == (4, "line", "河边的人都知道我们", 4)

    assert main(["sources", "show", "河边报", "--keep", line["mark"]]) == 0
    assert "nothing that it repeats is known" in capsys.readouterr().out
    assert main(["ingest", str(feed)]) == 0
    assert "4 updated" in capsys.readouterr().out


def test_a_mark_that_is_none_is_told(feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest", str(feed)])
    assert main(["sources", "show", "河边报", "--keep", "l00"]) == 2
    assert "no mark of what" in capsys.readouterr().err
    assert main(["sources", "show", "山上报"]) == 2
    assert "not among the sources" in capsys.readouterr().err
