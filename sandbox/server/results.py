"""A result that says more than its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WithDescription:
    """A result that is sent with a description beside it, as the webhook calls do."""

    result: Any
    description: str
