"""The dictionary of Chinese words (rjieba): `cut`, `cut_for_search`, `tag`, `has_word` as that package has them.

It is loaded by the first call, since it takes 0.13 s and 33 MB, and most commands ask for no word. Whoever will ask,
and waits for something else first, has it loaded in a thread meanwhile.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    import rjieba

    value = globals()[name] = getattr(rjieba, name)
    return value


def load() -> None:
    """Load it now."""
    import rjieba

    rjieba.cut("")
