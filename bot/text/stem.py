"""English stemming: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, by way of Snowball.

The same function serves the index, the watches and the highlighting, which a stemmer inside the search engine could
not. Words of other languages that use Latin letters pass through it too; on both sides alike, so they still meet.
"""

from __future__ import annotations

import threading
from functools import lru_cache

import Stemmer

_CACHED = 65_536
_own = threading.local()  # a stemmer serves one thread at a time, and the index is built in another than asks it


@lru_cache(maxsize=_CACHED)
def stem(word: str) -> str:
    """Reduce a lower-case English word to its stem; anything else stays as it is."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    try:
        stemmer = _own.stemmer
    except AttributeError:
        stemmer = _own.stemmer = Stemmer.Stemmer("porter", 0)
    return str(stemmer.stemWord(word))
