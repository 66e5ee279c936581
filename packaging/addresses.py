"""Write where the project lies into what is published: `[project.urls]`, and README's links made absolute.

    python packaging/addresses.py https://host/owner/project v1.0.0

A checkout knows no address of its own, and its README's links work wherever it lies; a package index shows the README
away from all that it links to. So the release writes them, into its own checkout only.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PICTURES = (".png", ".svg", ".jpg")
_LINK = re.compile(r"(\]\(|\b(?:src|srcset|href)=\")(?![a-z]+:|#)([^)\"]+)")


def absolute(readme: str, project: str, ref: str) -> str:
    """Make a README's relative links absolute: pages are shown, pictures are fetched as they are."""

    def whole(found: re.Match[str]) -> str:
        kind = "raw" if found[2].endswith(PICTURES) else "blob"
        return f"{found[1]}{project}/{kind}/{ref}/{found[2]}"

    return _LINK.sub(whole, readme)


def with_urls(pyproject: str, project: str, ref: str) -> str:
    """Add the project's addresses to its metadata."""
    urls = {
        "Homepage": project,
        "Documentation": f"{project}/blob/{ref}/docs/design.md",
        "Changelog": f"{project}/blob/{ref}/CHANGELOG.md",
        "Issues": f"{project}/issues",
    }
    table = "".join(f'{name} = "{url}"\n' for name, url in urls.items())
    return pyproject.replace("[project.scripts]\n", f"[project.urls]\n{table}\n[project.scripts]\n")


def main() -> None:
    """Change the files of the folder that this is called in."""
    project, ref = sys.argv[1].rstrip("/"), sys.argv[2]
    for name, change in (("README.md", absolute), ("pyproject.toml", with_urls)):
        path = Path(name)
        path.write_text(change(path.read_text("utf-8"), project, ref), "utf-8")


if __name__ == "__main__":
    main()
