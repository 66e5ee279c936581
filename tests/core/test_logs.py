from __future__ import annotations

import json
import logging

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
