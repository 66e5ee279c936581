"""The build backend: setuptools', but for the source distribution, which holds the whole project as it lies here.

setuptools would pack the links in `ledebot/` as folders of their own and leave out tests and docs; from this one the
project can be tested, changed and packed again. Links in it are relative and lead to folders beside them.
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

FOLDERS = (
    ".ci",
    ".github",
    "benchmarks",
    "bot",
    "docs",
    "handlers",
    "ledebot",
    "packaging",
    "sandbox",
    "storage",
    "tests",
)
FILES = (
    ".dockerignore",
    ".env.example",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Dockerfile",
    "LICENSE",
    "README.md",
    "docker-compose.yml",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "run.sh",
)
LEFT_OUT = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "out")


def build_sdist(sdist_directory: str, config_settings: Mapping[str, Any] | None = None) -> str:
    """Pack the project; gives the archive's name. The same files give the same bytes, dated by SOURCE_DATE_EPOCH."""
    with tempfile.TemporaryDirectory() as folder:
        info = Path(folder) / build_meta.prepare_metadata_for_build_wheel(folder)
        metadata = (info / "METADATA").read_bytes()
        name = info.name.removesuffix(".dist-info")
    archive = Path(sdist_directory) / f"{name}.tar.gz"
    when = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=when) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for path in sorted(_files(Path())):
            tar.add(path, f"{name}/{path}", recursive=False, filter=_plain)
        head = tarfile.TarInfo(f"{name}/PKG-INFO")
        head.size = len(metadata)
        tar.addfile(_plain(head), io.BytesIO(metadata))
    return archive.name


def _files(root: Path) -> Iterator[Path]:
    for name in FILES:
        yield root / name
    for folder in FOLDERS:
        for parent, folders, files in os.walk(root / folder):
            folders[:] = [each for each in folders if each not in LEFT_OUT]
            links = [each for each in folders if (Path(parent) / each).is_symlink()]
            yield from (Path(parent) / each for each in (*files, *links))


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made it and when."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    member.mode = 0o755 if member.mode & 0o100 and not member.issym() else 0o644
    return member
