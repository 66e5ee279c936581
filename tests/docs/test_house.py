"""The house is as docs/design.md draws it, and no two files import each other by any way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
HOUSE = ("bot", "handlers", "storage", "sandbox")


def circles(imports: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Give the groups of modules that reach each other (Tarjan's strongly connected components), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    for root in sorted(imports):
        work = [(root, iter(sorted(imports[root])))] if root not in index else []
        while work:
            module, rest = work[-1]
            if module not in index:
                index[module] = low[module] = len(index)
                stack.append(module)
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[module])
                if low[module] == index[module]:
                    at = stack.index(module)
                    group, stack[at:] = stack[at:], []
                    if len(group) > 1:
                        yield sorted(group)
            elif following not in index:
                work.append((following, iter(sorted(imports.get(following, set())))))
            elif following in stack:
                low[module] = min(low[module], index[following])


def test_circles_are_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"a"}}
    assert list(circles(graph)) == [["b", "c"]]


def test_the_house_has_no_circle() -> None:
    graph = grimp.build_graph("ledebot", cache_dir=None)
    # A package's own __init__ names what it offers: asking a package for a module of it is no way back.
    imports = {
        module: {each for each in graph.find_modules_directly_imported_by(module) if not module.startswith(f"{each}.")}
        for module in graph.modules
    }
    assert list(circles(imports)) == []


def test_the_folder_table_names_every_package() -> None:
    table = (ROOT / "docs/design.md").read_text("utf-8").split("## The house")[1].split("## ")[0]
    named = set(re.findall(r"`([a-z_/]+/)`", table))
    packages = {
        f"{path.parent.relative_to(ROOT).as_posix()}/"
        for folder in HOUSE
        for path in ROOT.glob(f"{folder}/**/*.py")
        if path.parent != ROOT / folder
    }
    assert packages - named == set()
    assert {each for each in named if each.count("/") > 1 and not (ROOT / each).is_dir()} == set()


@pytest.mark.parametrize(("page", "package"), [("docs/lede.md", "bot/text"), ("docs/sources.md", "bot/sources")])
def test_a_table_of_modules_names_each_once(page: str, package: str) -> None:
    table = re.findall(r"(?m)^\| ((?:`\w+\.\w+`(?:, )?)+) \|", (ROOT / page).read_text("utf-8"))
    named = [name for row in table for name in re.findall(r"`(\w+\.py)`", row)]
    modules = {path.name for path in (ROOT / package).glob("*.py")} - {"__init__.py"}
    assert sorted(named) == sorted(modules)


def test_nothing_lies_loose_at_the_root_of_the_house() -> None:
    loose = {path.name for path in (ROOT / "bot").glob("*.py")}
    assert loose == {"__init__.py", "__main__.py"}


def test_every_path_that_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`((?:bot|handlers|storage|sandbox|tests|docs|benchmarks)/[\w/.-]*)`", text))
    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).exists()} == set()
