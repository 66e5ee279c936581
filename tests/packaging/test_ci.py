"""What CI may not do: pass because something was missing."""

from __future__ import annotations

import pytest

from tests.conftest import require


@pytest.mark.parametrize(
    ("ci", "outcome", "words"),
    [
        ("true", pytest.fail.Exception, "no-such-tool is missing: ask for it"),
        ("", pytest.skip.Exception, "no-such-tool is not installed: ask for it"),
    ],
)
def test_a_missing_tool(monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException], words: str) -> None:
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match=words):
        require("no-such-tool", "ask for it")
