"""How many examples a property is tried with where the usual number does not suit it."""

from __future__ import annotations

from hypothesis import settings

USUAL = 100
"""Hypothesis' own number, by which the numbers in the tests are meant."""


def examples(count: int) -> int:
    """Give as many of `count` as the profile in use gives of the usual number: `--quick` tries a tenth."""
    profile = settings.get_profile(settings.get_current_profile_name())
    return max(1, count * profile.max_examples // USUAL)
