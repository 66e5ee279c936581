"""The command line in an empty folder with a home of its own, and some posts."""

from __future__ import annotations

import json
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


@pytest.fixture(autouse=True)
def as_in_a_process_of_its_own(root_logger_restored: None) -> None:
    """Every command sets up the log anew."""


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
