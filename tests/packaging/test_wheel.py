"""The wheel holds everything, under one name, and works from any folder."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import Installed
from tests.packaging.small_project import ROOT

FOLDERS = ("bot", "handlers", "storage", "sandbox")
POST = """---
title: 海湾大桥下月通车
date: 2026-11-20 08:00:00 +0800
---
海湾大桥将于12月3日正式通车，全长18公里，设计时速100公里。通车后两地车程由一小时缩短为二十分钟。
"""

pytestmark = pytest.mark.slow


def run(installed: Installed, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LEDEBOT_HOME": str(folder / "data")}
    return subprocess.run(
        [installed.command, *words], cwd=folder, env=environ, capture_output=True, text=True, timeout=300, check=False
    )


def test_every_package_and_data_file_is_in_it(installed: Installed) -> None:
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file())
    wanted = {f"ledebot/{path.relative_to(ROOT)}" for path in files if "__pycache__" not in path.parts}
    held = set(zipfile.ZipFile(installed.wheel).namelist())
    assert wanted - held == set()
    assert "ledebot/py.typed" in held
    assert {name.split("/")[0].split("-")[0] for name in held} == {"ledebot"}


def test_it_reads_stores_and_finds_from_an_unrelated_folder(installed: Installed, tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text(POST, "utf-8")
    read = run(installed, tmp_path, "lede", str(post), "--json")
    assert json.loads(read.stdout)["title"] == "海湾大桥下月通车", read.stderr
    stored = run(installed, tmp_path, "ingest", str(post), "--json")
    assert json.loads(stored.stdout)["new"] == 1, stored.stderr
    found = run(installed, tmp_path, "search", "大桥通车", "--json")
    assert [hit["title"] for hit in json.loads(found.stdout)["hits"]] == ["海湾大桥下月通车"], found.stderr


def test_its_demo_serves_the_page(installed: Installed, tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    with subprocess.Popen(
        [installed.command, "demo", "--port", "0", "--no-browser"],
        cwd=tmp_path,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as demo:
        assert demo.stdout is not None
        try:
            address = next(word for word in demo.stdout.readline().split() if word.startswith("http://127.0.0.1:"))
            with urllib.request.urlopen(address, timeout=60) as page:
                assert b"<title>" in page.read()
        finally:
            demo.terminate()
            demo.wait(60)
    assert demo.returncode == 0


def test_importing_it_connects_to_nothing_and_loads_little(installed: Installed, tmp_path: Path) -> None:
    script = (
        "import sys, ledebot\n"
        "assert 'telegram' not in sys.modules and 'redis' not in sys.modules\n"
        "from ledebot import install, ALLOWED_UPDATES, load_settings\n"
        "assert callable(install) and callable(load_settings) and 'message' in ALLOWED_UPDATES\n"
        "import asyncio, socket\n"
        "assert not any(isinstance(each, socket.socket) for each in __import__('gc').get_objects())\n"
    )
    subprocess.run([installed.python, "-c", script], cwd=tmp_path, check=True, timeout=300)
