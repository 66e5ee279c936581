"""`run.sh` makes its environment, mends it, and says in one line what it cannot do; around a small project."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.small_project import Project

NOBODY = 65534

MADE = "run.sh: installing requirements.lock (once)\n"


@pytest.mark.slow
def test_the_first_start_makes_the_environment_and_the_next_finds_it(project: Project) -> None:
    assert project.works() == MADE
    assert project.works() == ""
    project.write("requirements.lock", (project.folder / "requirements.lock").read_text("utf-8") + "# renewed\n")
    assert project.works() == MADE
    assert project.works() == ""
    assert project.built() == 2


@pytest.mark.slow
@pytest.mark.parametrize("gate", ["gate-of-venv", "gate"], ids=["before pip is there", "while pip installs"])
def test_killed_while_it_makes_the_environment(project: Project, gate: str) -> None:
    os.mkfifo(project.folder / gate)
    process = project.start()
    assert (project.folder / gate).read_text("utf-8").strip() == "here"
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    (project.folder / gate).unlink()
    assert project.works() == MADE
    assert project.works() == ""


@pytest.mark.slow
def test_an_environment_without_pip_is_made_anew(project: Project) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.folder / ".venv"], check=True)
    assert project.works() == MADE


@pytest.mark.slow
def test_moved_to_another_folder(project: Project) -> None:
    project.works()
    project.folder = project.folder.rename(project.folder.with_name("moved"))
    assert project.works() == MADE
    assert project.works() == ""


@pytest.mark.slow
def test_its_python_is_gone(project: Project) -> None:
    project.works()
    for path in (project.folder / ".venv/bin").glob("python*"):
        path.unlink()
        path.symlink_to("/nonexistent/python3")
    assert project.works() == MADE
    assert project.works() == ""


@pytest.mark.slow
def test_two_at_once_wait_for_each_other(project: Project) -> None:
    os.mkfifo(project.folder / "gate")
    first = project.start()
    assert (project.folder / "gate").read_text("utf-8") == "here"
    second = project.start()
    assert second.stderr
    assert second.stderr.readline() == "run.sh: waiting for another run.sh that is installing\n"
    (project.folder / "gate").write_text("go on", "utf-8")
    for process in (first, second):
        output, errors = process.communicate(timeout=300)
        assert (process.returncode, output) == (0, f"{project.folder} 1 hello\n"), errors
    assert project.built() == 1


@pytest.mark.slow
def test_what_pip_cannot_get_is_said(project: Project) -> None:
    next(project.folder.glob("needed*.whl")).unlink()
    code, output, errors = project.run()
    assert (code, output) == (2, "")
    assert "No matching distribution found for needed==1" in errors
    assert errors.endswith("run.sh: requirements.lock could not be installed, see above (is there a network?)\n")


def test_what_is_no_environment_is_left_alone(project: Project) -> None:
    (project.folder / ".venv").mkdir()
    project.write(".venv/diary", "mine")
    said = f"run.sh: {project.folder}/.venv is no Python environment: move it away\n"
    assert project.run() == (2, "", said)
    shutil.rmtree(project.folder / ".venv")
    project.write(".venv", "TOKEN=mine")
    assert project.run() == (2, "", said)
    assert (project.folder / ".venv").read_text("utf-8") == "TOKEN=mine"


@pytest.fixture
def open_project() -> Iterator[Project]:
    """A project where every user may look; pytest's own folders are for one only."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Project(Path(folder) / "project")


def test_a_read_only_folder(open_project: Project) -> None:
    root = os.geteuid() == 0
    if root:  # whom no permission binds: another user makes the folder their own
        os.chown(open_project.folder, NOBODY, NOBODY)
    open_project.folder.chmod(0o555)
    code, output, errors = open_project.run(**({"user": NOBODY} if root else {}))
    open_project.folder.chmod(0o755)
    assert (code, output) == (2, "")
    assert errors == f"run.sh: {open_project.folder} is read-only: make it writable, or copy the project elsewhere\n"


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can play two users")
@pytest.mark.parametrize("foreign", [".", ".venv"])
def test_a_folder_of_another_user(open_project: Project, foreign: str) -> None:
    if foreign == ".venv":
        open_project.works()
        (open_project.folder / ".venv/.installed-requirements.lock").write_text("older", "utf-8")
        os.chown(open_project.folder, NOBODY, NOBODY)
    code, output, errors = open_project.run(user=NOBODY)
    assert (code, output) == (2, "")
    path = open_project.folder / foreign
    assert errors == f"run.sh: {path} belongs to root: run this as root, or in a copy of your own\n"


@pytest.mark.slow
def test_the_words_for_testing(project: Project) -> None:
    shutil.copy(project.folder / "requirements.lock", project.folder / "requirements-dev.lock")
    project.write("pytest.py", "import sys; print(sys.argv[1:])\n")
    cores = os.sysconf("SC_NPROCESSORS_ONLN")
    whole, some = (
        ["--numprocesses", str(count), "--maxprocesses", "8", "--dist", "worksteal"] for count in (cores * 2, cores + 1)
    )
    quick = ["-m", "not slow", "--ignore", "tests/browser", "--hypothesis-profile", "quick"]
    for words, expected in (
        (("test",), whole),
        (("test", "-k", "a or b"), [*whole, "-k", "a or b"]),
        (("test", "--quick", "tests/text"), [*some, *quick, "tests/text"]),
    ):
        code, output, errors = project.run(*words)
        assert (code, output) == (0, f"{expected}\n"), errors


@pytest.mark.slow
def test_with_the_pip_of_a_real_python(project: Project) -> None:
    project.write("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    assert project.works() == MADE
    assert project.works() == ""
