"""The article store's Lua scripts: steps that must happen together or not at all. Their text lies in `lua/`.

Every key that they touch carries the `{a}` tag.
"""

from __future__ import annotations

from functools import partial

from ledebot.storage.base import keys, scripting

_read = partial(scripting.read, "ledebot.storage.articles")

_COMMON = scripting.prelude(
    ALIASES=keys.ARTICLE_ALIASES,
    BY_TIME=keys.ARTICLES_BY_TIME,
    BY_SEEN=keys.ARTICLES_BY_SEEN,
    TOPIC=keys.topic_articles(""),
    TOPICS=keys.TOPIC_COUNTS,
    TOPIC_SOURCES=keys.topic_sources(""),
    SECTION=keys.section_articles(""),
    SECTIONS=keys.SECTION_COUNTS,
    SOURCE=keys.source_articles(""),
    SOURCES=keys.SOURCE_COUNTS,
    STORY=keys.story(""),
) + _read("common")

SAVE_ARTICLE = _COMMON + _read("save")
REMOVE_ARTICLE = _COMMON + _read("remove")
RENAME_SOURCE = _COMMON + _read("rename")
RENEW_ARTICLE = _COMMON + _read("renew")
COUNTED = 5000
"""Articles of one name that are looked at for their stories, the oldest first."""
STORIES_SINCE = scripting.prelude(ARTICLE=keys.article(""), MOST=COUNTED) + _read("stories_since")
