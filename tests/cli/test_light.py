"""What starts at once loads only what it needs: a heavy module costs more than all the work of a short command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"aiohttp", "aiodns", "apscheduler", "babel", "feedparser", "httpx", "telegram", "tantivy", "trafilatura"}
LOADED = """
import sys
from ledebot.bot.__main__ import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.mark.slow
@pytest.mark.parametrize("words", [("--help",), ("lede", "post.md")])
def test_short_commands_load_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    text = "渡轮今天复航，全岛居民在码头等候了一个上午。"
    (tmp_path / "post.md").write_text(f"---\ntitle: 渡轮复航\ndate: 2026-03-02\n---\n{text}\n", "utf-8")
    call = [sys.executable, "-c", LOADED, *words]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert words == ("--help",) or text in done.stdout
    assert HEAVY & set(done.stderr.split()) == set()
