"""A project of three small files around the real `run.sh`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pip

ROOT = Path(__file__).parents[2]

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
