"""The Lua scripts of stories. Their text lies in `lua/`; every key that they touch carries the `{a}` tag.

Each may be run twice with the same arguments, as a client does whose connection broke; what that counts twice are
words, of which nobody takes exact account.
"""

from __future__ import annotations

from functools import partial

from ledebot.bot.stories.frequencies import HAN, LATIN
from ledebot.bot.stories.joining import MEMBERS
from ledebot.storage.base import keys, scripting

TTL = 7 * 24 * 3600
"""Seconds that an article can be found as the beginning of a story."""
BUCKET = 3 * 24 * 3600
"""Seconds of publishing time filed together; an article is looked for in its own bucket and the nearer neighbour."""
FILED_TTL = TTL + BUCKET
"""Seconds that a bucket is kept from its first article on: its last one, if new, is found for TTL then."""
APART_TTL = 90 * 24 * 3600
"""Seconds that stories are kept apart after the last one was told so; no story lives as long."""
LIST = 40
"""Articles filed under one fact, the newest: a fact that more share within days tells nothing apart."""
SHARED = 2
"""Facts that a candidate shares at least."""
LOOKED_AT = 24
"""Articles whose stories are looked up for a new one, those that share the most facts."""
STORIES = 4
"""Stories that a new article is compared with, each by joining.MEMBERS of its reports."""
HORIZON = 20_000
"""Texts after which all that was counted counts half."""

_read = partial(scripting.read, "ledebot.storage.stories")

_COMMON = scripting.prelude(
    FILED=keys.STORY_FILED,
    TOLD=keys.STORY_TOLD,
    MEMBERS=keys.STORY_MEMBERS,
    APART=keys.STORY_APART,
    JOINS=keys.STORY_JOINS,
    COUNTS=keys.WORD_COUNTS,
    STORY=keys.story(""),
    TTL=str(TTL),
    FILED_TTL=str(FILED_TTL),
    APART_TTL=APART_TTL,
    LIST=LIST,
    SHARED=SHARED,
    LOOKED_AT=LOOKED_AT,
    STORIES=STORIES,
    MOST_MEMBERS=MEMBERS,
    HORIZON=HORIZON,
    HAN=HAN,
    LATIN=LATIN,
)

COUNT = _COMMON + _read("count")
FIND = _COMMON + _read("find")
FILE = _COMMON + _read("file")
PART = _COMMON + _read("part")
INHERIT = _COMMON + _read("inherit")
REGROUP = _COMMON + scripting.read("ledebot.storage.articles", "common") + _read("regroup")
