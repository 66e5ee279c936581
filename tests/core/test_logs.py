from __future__ import annotations

import json
import logging
import time

import pytest

from ledebot.bot.core import logs

TOKEN = "987654321:" + "Zz_-0" * 7


pytestmark = pytest.mark.usefixtures("root_logger_restored")


@pytest.mark.parametrize("as_json", [False, True])
def test_the_token_is_in_no_line(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    logs.configure("INFO", as_json=as_json)
    log = logging.getLogger("bot.test")
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/sendMessage 失败")
    except ValueError:
        log.exception("call to bot%s failed", TOKEN)
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    written = capsys.readouterr().err
    assert TOKEN not in written
    assert "bot<token> failed" in written
    assert "HTTP Request" not in written
    logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data: <html>")
    assert capsys.readouterr().err == ""
    if as_json:
        assert "失败" in json.loads(written.splitlines()[0])["traceback"]


def test_known_secrets_are_in_no_line_however_they_are_spelled(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", secrets=("s3cret/word", None, "abc"))
    log = logging.getLogger("bot.test")
    log.debug("header %s, address https://x.example/?key=%s; abc stays", "s3cret/word", "s3cret%2fword")
    log.info("redis://reader:hunter2@host:6379/0 and 987654321%%3A%s", "Zz_-0" * 7)
    written = capsys.readouterr().err
    assert "s3cret" not in written
    assert "hunter2" not in written
    assert "Zz_-0" not in written
    assert "abc stays" in written
    assert "redis://<password>@host:6379/0 and <token>" in written


def test_every_line_for_machines_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", as_json=True, secrets=('pass"word\\1',))
    log = logging.getLogger("bot.test")
    log.info("two\nlines, %s and %r", 'pass"word\\1', '引号"')
    log.warning("%(what)s", {"what": "a mapping"})
    try:
        raise ValueError("\u2028 \x00 odd")
    except ValueError:
        log.exception("failed")
    entries = [json.loads(line) for line in capsys.readouterr().err.split("\n")[:-1]]
    assert [entry["level"] for entry in entries] == ["INFO", "WARNING", "ERROR"]
    assert entries[0]["message"].startswith("two\nlines, <secret> and ")
    assert "odd" in entries[2]["traceback"]
    assert all({"time", "level", "logger", "message", "process"} <= set(entry) for entry in entries)


def test_foreign_values_are_kept_short(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    log = logging.getLogger("bot.test")
    log.info("feed %s has %d entries", "长" * 100_000, 3)
    try:
        raise ValueError("页" * 100_000)
    except ValueError as error:
        log.exception("refused: %s", error)
    written = capsys.readouterr().err
    assert "(100000 characters) has 3 entries" in written
    assert len(written) < 5_000


@pytest.mark.parametrize("text", ["1" * 200_000, "1:" * 100_000, "://" + "a" * 200_000, "://@" * 50_000])
def test_redacting_takes_time_in_proportion(text: str) -> None:
    began = time.process_time()
    logs.redact(text)
    assert time.process_time() - began < 1
