"""What of the store a backup has, and which kind of value each key holds."""

from __future__ import annotations

from ledebot.storage.base import keys

_KINDS = {
    "hash": (
        keys.article(""),
        keys.ARTICLE_ALIASES,
        keys.STORY_FILED,
        keys.STORY_TOLD,
        keys.STORY_JOINS,
        keys.saved(0)[:-1],
        keys.votes(0)[:-1],
        keys.story_marks(0)[:-1],
        keys.mutes(0)[:-1],
        keys.delivery(""),
        keys.DIGESTS,
        keys.story_followers(""),
        keys.BOOKS,
        keys.content(""),
        keys.PACE,
        keys.SOURCES,
        keys.source_seen(""),
        keys.SOURCE_RENAMES,
        keys.UPDATES_LEFT,
        keys.watches(""),
        keys.UNREADABLE,
    ),
    "set": (
        keys.STORY_APART,
        keys.chat_targets(0)[:-1],
        keys.SUBSCRIBERS,
        keys.connected(0)[:-1],
        keys.connectors(0)[:-1],
        keys.ALLOWED,
        keys.SENDERS,
        keys.WATCHERS,
    ),
    "zset": (
        keys.ARTICLES_BY_TIME,
        keys.ARTICLES_BY_SEEN,
        keys.TOPIC_COUNTS,
        keys.SECTION_COUNTS,
        keys.SOURCE_COUNTS,
        keys.topic_articles(""),
        keys.topic_sources(""),
        keys.section_articles(""),
        keys.source_articles(""),
        keys.story(""),
        keys.DUE,
        keys.LATER,
        keys.PENDING,
        keys.DEAD,
        keys.chat_deliveries(""),
        keys.FLOODS,
        keys.PAUSED_CHATS,
        keys.SOURCES_DUE,
        keys.watch_matches(""),
    ),
    "list": (keys.STORY_MEMBERS, keys.chat_states(0)[:-1]),
    "stream": (keys.ARTICLE_LOG, keys.lane(""), keys.WATCH_CHANGES),
    "string": (
        keys.WORD_COUNTS,
        keys.subscriber(""),
        keys.TICKED,
        keys.access_request(0)[:-1],
        keys.blocked_content(""),
        keys.sent_in(0)[:-1],
        keys.PAUSE,
        keys.PAID_REFUSED,
        keys.paid_messages(""),
        keys.paid_capped(""),
        keys.chat_pause(""),
        keys.update_seen(0)[:-1],
        keys.source_habits(""),
        keys.WATCH_CURSOR,
        keys.state(""),
    ),
}
MIXED = (keys.chat_pace(""),)
"""Of a private chat a text, of others a list."""
OF_A_PROCESS = (keys.lease(""), keys.sender(""), keys.SCHEMA, keys.BACKUP_MARK)
"""Who is at work just now, which no other machine needs to know, and what the head of a backup says."""
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names}


def kept(key: str) -> bool:
    """Tell whether a backup has this key."""
    return key.startswith(keys.PREFIX) and not key.startswith(OF_A_PROCESS)


def kind_of(key: str) -> str | None:
    """Give what Redis calls the kind of value that a key holds; None for a key that is unknown or may hold several."""
    if key in _BY_NAME:
        return _BY_NAME[key]
    # `PREFIX{a}:topic:name:with:colons` begins with a name that ends at its third colon.
    begin = key.find(":", key.find(":", len(keys.PREFIX)) + 1) if key.startswith(f"{keys.PREFIX}{{") else -1
    if begin < 0:
        begin = key.find(":", len(keys.PREFIX))
    return _BY_NAME.get(key[: begin + 1])
