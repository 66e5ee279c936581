"""How a check of `ledebot doctor` ended, and what to do where it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, how it is, and what to do where it is not well."""

    check: str
    verdict: Verdict
    text: str


def ok(check: str, text: str) -> Finding:
    """Say that something is well."""
    return Finding(check, Verdict.OK, text)


def warn(check: str, text: str) -> Finding:
    """Say what will go wrong, or lacks."""
    return Finding(check, Verdict.WARN, text)


def fail(check: str, text: str) -> Finding:
    """Say what does not work as it is."""
    return Finding(check, Verdict.FAIL, text)
