"""What a release is made of: the source distribution, the addresses in it, the workflow, the service, the image."""

from __future__ import annotations

import configparser
import re
import runpy
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import babel.core
import babel.localedata
import pytest
import yaml

from ledebot.bot.cli.run import STOP_WITHIN
from ledebot.bot.core.i18n import LANGUAGES
from tests.conftest import require
from tests.packaging.small_project import ROOT

PACKAGING = ROOT / "packaging"
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]


@pytest.mark.slow
def test_the_source_distribution_is_the_project(tmp_path: Path) -> None:
    build = "import sys; sys.path.insert(0, 'packaging'); import backend; backend.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, tmp_path], cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.iterdir()
    with tarfile.open(archive) as tar:
        members = {member.name.partition("/")[2]: member for member in tar}
    assert {name: members[f"ledebot/{name}"].linkname for name in ("bot", "storage")} == {
        "bot": "../bot",
        "storage": "../storage",
    }
    assert members["run.sh"].mode & 0o100
    assert "PKG-INFO" in members
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        assert set(listed.splitlines()) - set(members) == set()
        junk = [name for name in members if re.search(r"__pycache__|\.venv|_cache|\.env$|egg-info", name)]
        assert junk == []


def test_addresses_are_written_into_readme_and_metadata() -> None:
    addresses = runpy.run_path(str(PACKAGING / "addresses.py"))
    project, ref = "https://host.example/owner/ledebot", "v1.2.3"
    readme = addresses["absolute"]((ROOT / "README.md").read_text("utf-8"), project, ref)
    links = re.findall(r"\]\(([^)]+)\)|(?:src|srcset|href)=\"([^\"]+)\"", readme)
    assert len(links) > 5
    assert all(link.startswith(("https://", "#")) for pair in links for link in pair if link)
    assert f"({project}/blob/{ref}/docs/commands.md)" in readme
    assert f'src="{project}/raw/{ref}/docs/pictures/chat.png"' in readme
    metadata = tomllib.loads(addresses["with_urls"]((ROOT / "pyproject.toml").read_text("utf-8"), project, ref))
    assert metadata["project"]["urls"]["Homepage"] == project
    assert metadata["project"]["scripts"] == {"ledebot": "ledebot.bot.__main__:main"}


def test_readmes_links_lead_to_files_that_there_are() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    links = re.findall(r"(?:\]\(|(?:src|srcset)=\")(?![a-z]+:|#)([^)\"#]+)", text)
    assert [link for link in links if not (ROOT / link).exists()] == []


def steps() -> Iterator[dict[str, Any]]:
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))["jobs"]
    for job in jobs.values():
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(jobs)
        yield from job["steps"]


def test_the_release_workflow() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v1)", action) for action in used)
    (image,) = [step["with"] for step in steps() if "docker/build-push-action" in step.get("uses", "")]
    assert image["platforms"] == "linux/amd64,linux/arm64"
    assert image["sbom"] is True
    assert "labels" in image
    ran = "\n".join(step["run"] for step in steps() if "run" in step)
    for path in re.findall(r"\bpackaging/[\w./]+", ran):
        assert (ROOT / path).exists()
    assert "source/.ci/run" in ran
    assert all(way in ran for way in ("pip==23.0", "pipx install", "uv tool install"))


def seconds(text: str) -> float:
    return float(text.removesuffix("s"))


def test_the_stop_has_its_time_and_health_reads_the_setting() -> None:
    assert seconds(COMPOSE["bot"]["stop_grace_period"]) > STOP_WITHIN + 2
    assert all(service["init"] for service in COMPOSE.values())
    assert COMPOSE["redis"]["healthcheck"]["test"] == ["CMD-SHELL", "redis-cli ping | grep PONG"]
    assert "ports" not in COMPOSE["redis"], "nobody outside reaches it"
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert 'CMD ["ledebot", "health"]' in image
    for copied in re.findall(r"^COPY ([^-].*) /", image, re.MULTILINE):
        assert all((ROOT / name).exists() for name in copied.split() if name != "/")


def test_the_service() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the parser's own way to keep letters as they are
    unit.read(PACKAGING / "systemd" / "ledebot.service")
    service = unit["Service"]
    assert float(service["TimeoutStopSec"]) > STOP_WITHIN + 5
    assert service["ExecStart"].endswith("/ledebot run")
    assert service["StateDirectory"] == "ledebot"
    for shut in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictNamespaces", "DynamicUser"):
        assert service[shut] == "yes"
    assert {"AF_INET", "AF_INET6", "AF_UNIX"} <= set(service["RestrictAddressFamilies"].split())


def test_systemd_takes_the_service(tmp_path: Path) -> None:
    analyze = require("systemd-analyze", "apt install systemd")
    text = (PACKAGING / "systemd" / "ledebot.service").read_text("utf-8")
    unit = tmp_path / "ledebot.service"
    unit.write_text(text.replace("/opt/ledebot/bin/ledebot", sys.executable), "utf-8")
    done = subprocess.run([analyze, "verify", unit], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "ledebot.service" in line] == []


def needed(locale: str) -> set[str]:
    """Name a locale's data and what Babel merges it from (babel.localedata.load)."""
    parents = babel.core.get_global("parent_exceptions")
    found = {"root"}
    while locale != "root":
        found.add(locale)
        locale = parents.get(locale) or locale.rpartition("_")[0] or "root"
    return found


def test_the_image_keeps_the_languages_that_are_spoken(tmp_path: Path) -> None:
    site = tmp_path / "lib" / "python3.13" / "site-packages"
    data = site / "babel" / "locale-data"
    data.mkdir(parents=True)
    for name in babel.localedata.locale_identifiers():
        (data / f"{name}.dat").touch()
    (data / "root.dat").touch()
    for gone in ("lxml/tests/a.py", "setuptools/b.py", "pygments/c.py"):
        (site / gone).parent.mkdir(parents=True)
        (site / gone).touch()
    (site / "ledebot").mkdir()
    subprocess.run(["sh", PACKAGING / "slim.sh", tmp_path], check=True)
    left = {path.stem for path in data.iterdir()}
    assert set().union(*map(needed, LANGUAGES.values())) <= left
    assert len(left) < 20
    assert {path.name for path in site.iterdir()} == {"babel", "ledebot", "lxml"}
    assert not list((site / "lxml").iterdir())


@pytest.mark.slow
def test_what_the_image_leaves_out_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("---\ntitle: 旧桥修缮完工\n---\n跨河旧桥的修缮工程昨日完工。\n", "utf-8")
    script = (
        "import sys\n"
        "for gone in ('pygments', 'setuptools', 'pkg_resources', 'pip'): sys.modules[gone] = None\n"
        "from ledebot.bot.__main__ import main\n"
        "sys.exit(main(['ingest', 'post.md']) or main(['search', '旧桥']) or main(['digest', '--lang', 'zh-hant']))\n"
    )
    environ = {
        "PATH": "/usr/bin:/bin",
        "LEDEBOT_HOME": str(tmp_path / "data"),
        "FORCE_COLOR": "1",
        "TTY_INTERACTIVE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "完工" in done.stdout
