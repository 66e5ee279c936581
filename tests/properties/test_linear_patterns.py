"""Every pattern of ours takes time in proportion to the text it meets, whoever wrote the text.

All compiled patterns are found by walking what the modules hold, so that a new one is tested without being named
here. Each is searched for in texts that repeat what it looks for, at one length and at twice that: a pattern whose
time grows with the square of the length takes four times as long for the second.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator

import pytest

import ledebot

LENGTH = 3_000
"""Characters; the square of it is seconds, itself less than a millisecond."""
NOTICEABLE = 0.002
"""Seconds of CPU below which growth is not told from noise."""
GROWTH = 3.0
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


def patterns() -> dict[str, re.Pattern[str]]:
    """Collect the compiled text patterns of all modules, each under the first name it is found by."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[int] = set()
    names = [each.name for each in pkgutil.walk_packages(ledebot.__path__, "ledebot.") if "__main__" not in each.name]
    held = [(f"{name}.{key}", value) for name in names for key, value in vars(importlib.import_module(name)).items()]
    for _ in range(5):  # so deep do collections and objects lie in each other
        for name, value in held:
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and id(value) not in seen:
                seen.add(id(value))
                found[name] = value
        held = [(name + step, inner) for name, value in held for step, inner in inside(value)]
    return found


PATTERNS = patterns()


def hostile(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Give texts of about that length that such a pattern may take long over."""
    literals = re.findall(r"[\u3400-\u9fffA-Za-z]{2,12}", pattern.pattern)[:12]
    for run in (*RUNS, *literals):
        text = (run * (length // len(run) + 1))[:length]
        yield text
        yield text + "\0"


def cpu(pattern: re.Pattern[str], text: str) -> float:
    """Time one search from each end, the best of two, in seconds of CPU."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        pattern.match(text)
        best = min(best, time.process_time() - began)
    return best


def grows(pattern: re.Pattern[str], texts: Iterable[tuple[str, str]]) -> list[str]:
    """Name the texts over which the pattern's time more than triples when they double."""
    return [
        f"{short[:12]!r}, {len(long)} characters"
        for short, long in texts
        if (whole := cpu(pattern, long)) > NOTICEABLE
        and whole > GROWTH * cpu(pattern, short)
        # Once more at twice the length: a single slow moment of the machine is no finding.
        and cpu(pattern, long + long) > GROWTH * cpu(pattern, long)
    ]


def test_a_quadratic_pattern_is_found() -> None:
    bad = re.compile(r"\d{5,}:")
    assert grows(bad, zip(hostile(bad, LENGTH), hostile(bad, 2 * LENGTH), strict=True))


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_text(name: str) -> None:
    pattern = PATTERNS[name]
    assert grows(pattern, zip(hostile(pattern, LENGTH), hostile(pattern, 2 * LENGTH), strict=True)) == []
