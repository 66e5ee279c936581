"""The project as its users get it: a wheel in an environment of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.packaging.small_project import ROOT, Project

NOT_SOURCE = (".git", ".*", "build", "dist", "*.egg-info", "__pycache__", "tests", "benchmarks", "docs")


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel, and the environment that it was installed into."""

    wheel: Path
    python: Path
    command: Path


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it beside nothing but its dependencies.

    Those are seen through a path file, which does not bring this checkout along: its own installation is a hook
    that only a site folder's `.pth` files start.
    """
    folder = tmp_path_factory.mktemp("wheel")
    # A copy: what an earlier build left in the checkout's own build folder would be packed again.
    source = shutil.copytree(ROOT, folder / "source", symlinks=True, ignore=shutil.ignore_patterns(*NOT_SOURCE))
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(source)]
    subprocess.run([sys.executable, "-m", "pip", *build], check=True)
    (wheel,) = folder.glob("*.whl")
    home = folder / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (home / "lib" / version / "site-packages" / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    into = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *into], check=True)
    return Installed(wheel, python, home / "bin" / "ledebot")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "project")
