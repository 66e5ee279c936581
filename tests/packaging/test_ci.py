"""What CI may not do: pass because something was missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import require
from tests.packaging.small_project import ROOT

MACHINE = ("bash", "cat", "dirname", "env", "grep", "mkdir", "rm", "tar")
"""What any machine has."""
PROGRAMS = ("python3", "redis-server", "chromium", "openssl", "systemd-analyze", "promtool")
PACKAGES = ("python3-venv", "redis-server", "chromium", "openssl", "systemd", "fontconfig", "fonts-noto-cjk")
APT = """\
echo "apt-get $*" >> {log}
for word in "$@"; do last=$word; done
[ "$last" != {refused} ] || {{ echo "E: Unable to locate package $last" >&2; exit 100; }}
case " $* " in *" download "*) : > "prometheus_1_all.deb" ;; esac
"""
DPKG = """\
mkdir -p {made}/usr/bin && cd {made}
printf '#!/bin/sh\\necho checked\\n' > ./usr/bin/promtool
{chmod} +x ./usr/bin/promtool
tar -c ./usr/bin/promtool
"""
CHECK = '#!/bin/sh\necho "$CI $*"\npromtool check || true\n'


class Machine:
    """A checkout whose `run.sh` only tells how it was called, on a machine with the named programs and an apt."""

    def __init__(self, folder: Path, programs: tuple[str, ...], refused: str = "nothing") -> None:
        self.folder, self.log, self._bin = folder, folder / "apt.log", folder / "bin"
        (folder / ".ci").mkdir()
        shutil.copy(ROOT / ".ci" / "run", folder / ".ci")
        self._bin.mkdir()
        for name in MACHINE:
            (self._bin / name).symlink_to(str(shutil.which(name)))
        for name in programs:
            self._script(self._bin / name, '[ "$1" != check ] || echo checked')
        if "python3" in programs:
            self._script(self._bin / "fc-list", "echo Noto Sans CJK SC")
        self._script(self._bin / "id", "echo 0")
        self._script(self._bin / "apt-get", APT.format(log=self.log, refused=refused))
        self._script(self._bin / "dpkg-deb", DPKG.format(made=folder / "made", chmod=shutil.which("chmod")))
        self._script(folder / "run.sh", CHECK)

    def _script(self, path: Path, text: str) -> None:
        path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        path.chmod(0o755)

    def ci(self) -> subprocess.CompletedProcess[str]:
        """Run what CI does."""
        command = [str(self.folder / ".ci" / "run")]
        return subprocess.run(
            command, env={"PATH": str(self._bin)}, capture_output=True, text=True, timeout=300, check=True
        )

    def asked(self) -> list[str]:
        """Tell which packages were asked for, and what else was done."""
        words = [line.split() for line in self.log.read_text("utf-8").splitlines()] if self.log.exists() else []
        assert all("--no-install-recommends" in line for line in words if "install" in line)
        return [line[-1] for line in words]


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


def test_nothing_is_fetched_where_nothing_is_missing(tmp_path: Path) -> None:
    machine = Machine(tmp_path, PROGRAMS)
    assert machine.ci().stdout == "true check\nchecked\n"
    assert machine.asked() == []


def test_what_is_missing_is_got_and_no_server_of_prometheus_is_installed(tmp_path: Path) -> None:
    machine = Machine(tmp_path, ())
    assert machine.ci().stdout == "true check\nchecked\n"
    assert machine.asked() == ["update", *PACKAGES, "prometheus"]
    assert sum("download" in line for line in machine.log.read_text("utf-8").splitlines()) == 1
    assert [path.name for path in (tmp_path / ".cache" / "tools").iterdir()] == ["promtool"]
    assert machine.ci().stdout == "true check\nchecked\n"
    assert machine.asked().count("prometheus") == 1, "what was taken out is there the next time"


@pytest.mark.parametrize("refused", ["update", "systemd", "prometheus"])
def test_what_cannot_be_had_is_a_line_and_keeps_nothing_else_back(tmp_path: Path, refused: str) -> None:
    machine = Machine(tmp_path, (), refused)
    done = machine.ci()
    assert done.stdout.startswith("true check\n")
    assert machine.asked() == ["update", *PACKAGES, "prometheus"]
    (line,) = [line for line in done.stderr.splitlines() if line.startswith(".ci/run: ")]
    assert {"update": "lists", "prometheus": "promtool"}.get(refused, refused) in line
