"""`run.sh` makes its environment, mends it, and says in one line what it cannot do; around a small project."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pip
import pytest

ROOT = Path(__file__).parents[2]
NOBODY = 65534

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "ledebot"
version = "1"
"""

BACKEND = '''\
"""Builds the small project: a command that tells where it lives and what its one dependency holds."""
import pathlib, zipfile
HERE = pathlib.Path(__file__).parent

def build_editable(folder, config_settings=None, metadata_directory=None):
    with (HERE / "built").open("a") as log:
        log.write("once\\n")
    if (HERE / "gate").exists():  # tells the test that the installation is under way, and waits for its word
        (HERE / "gate").write_text("here")
        (HERE / "gate").read_text()
    info = "ledebot-1.dist-info"
    files = {
        "here.pth": str(HERE),
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: ledebot\\nVersion: 1\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{info}/entry_points.txt": "[console_scripts]\\nledebot = small:main\\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(pathlib.Path(folder) / "ledebot-1-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return "ledebot-1-py3-none-any.whl"
'''

SMALL = """\
import pathlib, sys, needed
def main():
    print(pathlib.Path(__file__).parent, needed.VALUE, *sys.argv[1:])
"""

PYTHON = f"""\
#!/bin/sh
# A Python that makes environments in a moment: pip is linked from elsewhere instead of unpacked.
here={sys.executable}
case "$*" in
    "-m venv .venv")
        $here -m venv --without-pip .venv || exit
        [ -p gate-of-venv ] && echo here > gate-of-venv && cat gate-of-venv >/dev/null
        for site in .venv/lib/python3*/site-packages; do ln -s {Path(pip.__file__).parent} "$site/pip"; done ;;
    *_base_executable*) echo "$0" ;;
    *) exec $here "$@" ;;
esac
"""


class Project:
    """A folder with the real `run.sh` around a project of three small files; no network is needed to install it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        shutil.copy(ROOT / "run.sh", folder)
        wheel = folder / "needed-1-py3-none-any.whl"
        with ZipFile(wheel, "w") as archive:
            archive.writestr("needed.py", "VALUE = 1\n")
            archive.writestr("needed-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: needed\nVersion: 1\n")
            archive.writestr("needed-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            archive.writestr("needed-1.dist-info/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        self.write("requirements.lock", f"needed==1 --hash=sha256:{digest}\n")
        self.write("pyproject.toml", PYPROJECT)
        self.write("backend.py", BACKEND)
        self.write("small.py", SMALL)
        self.write("python", PYTHON)
        (folder / "python").chmod(0o755)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def start(self, *words: str, **options: object) -> subprocess.Popen[str]:
        """Start `./run.sh` with these words as the leader of a group of processes."""
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHON": str(self.folder / "python"),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.folder),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # the options are Popen's own
            ["./run.sh", *(words or ("hello",))], cwd=self.folder, env=environ, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
        )  # fmt: skip

    def run(self, *words: str, **options: object) -> tuple[int, str, str]:
        """Run it to its end: exit code, standard output, standard error."""
        process = self.start(*words, **options)
        output, errors = process.communicate(timeout=300)
        return process.returncode, output, errors

    def works(self) -> str:
        """Run it, check that it did what it was asked, and give what it said on the way."""
        code, output, errors = self.run()
        assert (code, output) == (0, f"{self.folder} 1 hello\n"), errors
        return errors

    def built(self) -> int:
        """Tell how often the project has been installed."""
        return len((self.folder / "built").read_text("utf-8").splitlines())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")


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
    quick = ["-m", "not slow and not browser", "--hypothesis-profile", "quick"]
    for words, expected in (
        (("test",), whole),
        (("test", "-k", "a or b"), [*whole, "-k", "a or b"]),
        (("test", "--quick", "tests/text"), [*some, *quick, "tests/text"]),
    ):
        code, output, errors = project.run(*words)
        assert (code, output) == (0, f"{expected}\n"), errors


RUNNER = """\
import json, pathlib, sys
plan = json.loads(pathlib.Path("plan").read_text())
failed = pathlib.Path(".pytest_cache/v/cache/lastfailed")
failed.parent.mkdir(parents=True, exist_ok=True)
failed.write_text(json.dumps({str(number): True for number in range(plan["failed"])}))
word = "alone" if "--last-failed" in sys.argv else "all"
print(word)
sys.exit(plan[word])
"""
"""Stands for pytest: so many tests fail, and it ends as the plan has it, with all of them and with those alone."""


PLANS = {
    "none failed": ({"all": 0, "failed": 0, "alone": 9}, 0, ["all"]),
    "a race": ({"all": 1, "failed": 3, "alone": 0}, 0, ["all", "alone"]),
    "a fault": ({"all": 1, "failed": 3, "alone": 1}, 1, ["all", "alone"]),
    "too many": ({"all": 1, "failed": 4, "alone": 0}, 1, ["all"]),
    "no whole run": ({"all": 3, "failed": 1, "alone": 0}, 3, ["all"]),
}
"""What pytest comes to, the exit code that this leads to, and which runs there were."""


@pytest.mark.slow
def test_ci_tries_the_few_that_failed_once_more_alone(project: Project) -> None:
    shutil.copy(project.folder / "requirements.lock", project.folder / "requirements-dev.lock")
    project.write("pytest.py", RUNNER)
    project.write("plan", json.dumps(PLANS["none failed"][0]))
    project.run("test")  # makes the environment
    for tool in ("ruff", "mypy", "lint-imports"):
        project.write(f".venv/bin/{tool}", "#!/bin/sh\n")
        (project.folder / ".venv/bin" / tool).chmod(0o755)
    for name, (plan, code, runs) in PLANS.items():
        project.write("plan", json.dumps(plan))
        got, output, errors = project.run("check")
        assert (got, output.split()) == (code, runs), (name, errors)
        assert ("have a race" in errors) is (name == "a race"), errors


@pytest.mark.slow
def test_with_the_pip_of_a_real_python(project: Project) -> None:
    project.write("python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    assert project.works() == MADE
    assert project.works() == ""
