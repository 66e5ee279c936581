"""Every pattern of ours takes time in proportion to the text it meets, whoever wrote the text.

All compiled patterns are found by walking what the modules hold, what their cached functions make, and what is written
into calls of `re` itself, so that a new one is tested without being named here. Each is searched for in texts that
repeat what it looks for, at one length and at twice that: a pattern whose time grows with the square of the length
takes four times as long for the second.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import ledebot
from ledebot.bot.text.rules import SEARCHED, SHORT_LINE, Effect, Patterns

ROOT = Path(__file__).parents[2]
HOUSE = ("bot", "handlers", "storage", "sandbox")
LENGTH = 1_000
"""Characters; the square of it is seconds, itself less than a millisecond."""
NOTICEABLE = 0.002
"""Seconds of CPU below which growth is not told from noise."""
GROWTH = 3.0
SHARES = 20
"""Tests that share the patterns."""
EVERYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}
CALLED = re.compile(rf"(\w+)(?:\.of\(\w+\))?\.(match|fullmatch|{'|'.join(sorted(EVERYWHERE))})\b")
RUNS = (
    *"0aA \t\n中一，。：:-_/.,\"“”'(（《【[<>&#@=?!|\u200d\u00a0\u3000·…年",
    *("1:", "a ", "0 ", "a.", "1.", "1,", "中 ", "<a ", "</", "<!", "&#", "a@", "a-", "/*", "(?", "“”", "（）"),
    *("记者", "月1日", "12:30 ", "来源："),
)


def inside(value: object) -> Iterator[tuple[str, object]]:
    """Give what a value of a module holds: items of a collection, fields of an object of ours."""
    if isinstance(value, dict):
        yield from ((f"[{str(key)[:20]!r}]", held) for key, held in list(value.items()))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from ((f"[{number}]", held) for number, held in enumerate(value))
    elif type(value).__module__.startswith("ledebot."):
        slots = [slot for kind in type(value).__mro__ for slot in getattr(kind, "__slots__", ())]
        yield from ((f".{slot}", getattr(value, slot, None)) for slot in (*getattr(value, "__dict__", ()), *slots))


def makes_patterns(value: object) -> bool:
    """Tell a function of no arguments that compiles patterns when they are first used."""
    if not isinstance(value, type(cache(int))):
        return False
    made = inspect.signature(value)
    return not made.parameters and "Pattern" in str(made.return_annotation)


def written() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the patterns that are written into calls like `re.sub(r"…", …)`, by place and use."""
    for path in sources():
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            match call:
                case ast.Call(ast.Attribute(ast.Name("re"), how), [ast.Constant(str(pattern)), *_]) if how != "compile":
                    yield f"{path.relative_to(ROOT)}:{call.lineno}.{how}", re.compile(pattern)


def sources() -> list[Path]:
    return sorted(path for folder in HOUSE for path in (ROOT / folder).rglob("*.py"))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Collect the compiled text patterns of all modules, each under the first name it is found by."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    names = [each.name for each in pkgutil.walk_packages(ledebot.__path__, "ledebot.") if "__main__" not in each.name]
    held = [(f"{name}.{key}", value) for name in names for key, value in vars(importlib.import_module(name)).items()]
    held += [(name, value()) for name, value in held if makes_patterns(value)]
    for _ in range(5):  # so deep do collections and objects lie in each other
        for name, value in held:
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and id(value) not in seen:
                seen.add(id(value))
                found[name] = value
        held = [(name + step, inner) for name, value in held for step, inner in inside(value)]
    return found | dict(written())


@cache
def methods() -> dict[str, set[str]]:
    """Tell which methods are called on names, each alone and after its module.

    `match` looks at one place of a text, `search` at all.
    """
    called: dict[str, set[str]] = {}
    for path in sources():
        module = ".".join(("ledebot", *path.relative_to(ROOT).with_suffix("").parts))
        for name, method in CALLED.findall(path.read_text("utf-8")):
            for each in (name, f"{module}.{name}"):
                called.setdefault(each, set()).add(method)
    return called


BOUNDED = {
    "bot/text/rules.py:": 300,  # a rule of ours
    "ledebot.bot.delivery.plain.": 4096,  # a message of ours
    "ledebot.bot.sources.fulltext._CUT": 60,
    "ledebot.bot.sources.links._KNOWN": 253,  # a host's name
    "ledebot.bot.text.dateline_abroad._": 100,
    "ledebot.bot.text.expressions._": 800,  # a rule of ours
    "ledebot.bot.text.teasers._CUT_OFF": 60,
}
"""Patterns, by the beginning of their names, that only meet texts of at most so many characters."""
QUICK = 0.05
"""Seconds of CPU that a bounded pattern may take over the longest text that it meets."""


def most(name: str) -> int:
    """Give the characters that a bounded pattern meets at most, 0 for the others."""
    return next((bound for prefix, bound in BOUNDED.items() if name.startswith(prefix)), 0)


def used(name: str) -> set[str]:
    """Tell how a pattern is tried, by its name: `match` at one place, `fullmatch` on a whole text, else everywhere."""
    own = name.removesuffix("._few").removesuffix("._all").rpartition(".")[2]  # these are tried by what holds them
    by = methods().get(name if own.startswith("_") else own) or methods().get(own) or methods().get(own[1:], set())
    known = {own, *by} & {"match", "fullmatch", *EVERYWHERE}
    return known or {"match", "search"}


def hostile(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Give texts of about that length that such a pattern may take long over."""
    literals = re.findall(r"[\u3400-\u9fffA-Za-z]{2,12}", pattern.pattern)[:12]
    for run in (*RUNS, *literals):
        text = (run * (length // len(run) + 1))[:length]
        yield text
        yield text + "\0"


def cpu(pattern: re.Pattern[str], text: str, how: set[str]) -> float:
    """Time a pattern over a text in seconds of CPU, the better of two."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        if "match" in how:
            pattern.match(text)
        if "fullmatch" in how:
            pattern.fullmatch(text)
        if how & EVERYWHERE:
            for _ in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - began)
    return best


def grows(pattern: re.Pattern[str], length: int, how: set[str]) -> list[str]:
    """Name the texts over which the pattern's time more than triples when they double."""
    return [
        f"{short[:12]!r}, {len(long)} characters: {whole * 1000:.0f} ms"
        for short, long in zip(hostile(pattern, length), hostile(pattern, 2 * length), strict=True)
        if (whole := cpu(pattern, long, how)) > NOTICEABLE
        and whole > GROWTH * cpu(pattern, short, how)
        # Once more: a single slow moment of the machine is no finding.
        and cpu(pattern, long, how) > GROWTH * cpu(pattern, short, how)
    ]


def test_a_quadratic_pattern_is_found() -> None:
    assert grows(re.compile(r"\d{5,}:"), LENGTH, {"search"})
    assert grows(re.compile(r"\s*x"), LENGTH, {"sub"})
    assert not grows(re.compile(r"\s*x"), LENGTH, {"match"})


def test_there_are_patterns() -> None:
    assert len(patterns()) > 100
    names = " ".join(patterns())
    assert "ledebot.bot.text.elements." in names, "compiled when it is first used"
    assert re.search(r"bot/text/\w+\.py:\d+\.sub", names), "written into a call"


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES))
def test_time_grows_with_the_text(share: int) -> None:
    found = {}
    for name, pattern in list(patterns().items())[share::SHARES]:
        if bound := most(name):
            if (took := max(cpu(pattern, text, used(name)) for text in hostile(pattern, bound))) > QUICK:
                found[name] = [f"{took:.3f} s"]
        elif over := grows(pattern, LENGTH, used(name)):
            found[name] = over
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("ignore_case", [False, True])
@pytest.mark.parametrize("effect", Effect)
def test_the_rules_are_quick_over_the_longest_line_they_meet(effect: Effect, ignore_case: bool) -> None:
    joined = re.compile(Patterns(effect, ignore_case=ignore_case).joined(), re.IGNORECASE if ignore_case else 0)
    how = {"search"} if effect in SEARCHED else {"match"}
    assert max(cpu(joined, text, how) for text in hostile(joined, SHORT_LINE)) < QUICK
