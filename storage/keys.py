"""Every Redis key, what it holds and how long it lives. Nobody else spells a key.

Keys that change in one MULTI or script share a hash tag, so that a cluster keeps them in one slot:
`{a}` articles, `{s}` subscribers and deliveries, `{f}` feeds (sources), `{w}` watches.
Values are versioned JSON (storage/codec.py) unless said otherwise; times are epoch seconds.
"""

from __future__ import annotations

PREFIX = "ledebot:"

# --- {a} articles: removed by retention -------------------------------------------------------------


def article(article_id: str) -> str:
    """Hash: `data` the article (JSON), `rev` its revision, `aliases` its fields in ARTICLE_ALIASES (JSON list)."""
    return f"{PREFIX}{{a}}:article:{article_id}"


ARTICLE_LOG = f"{PREFIX}{{a}}:log"
"""Stream of (id, rev, change); trimmed by retention behind the oldest kept article."""
ARTICLES_BY_TIME = f"{PREFIX}{{a}}:by-published"
"""Sorted set: article id by publishing time."""
ARTICLES_BY_SEEN = f"{PREFIX}{{a}}:by-seen"
"""Sorted set: article id by when a source last held it; retention reads it."""
ARTICLE_ALIASES = f"{PREFIX}{{a}}:alias"
"""Hash: identity (`g:` guid, `u:` canonical URL, `t:` source+title+date), hashed -> article id."""
TOPIC_COUNTS = f"{PREFIX}{{a}}:topics"
"""Sorted set: topic by number of stored articles."""
SOURCE_COUNTS = f"{PREFIX}{{a}}:sources"
"""Sorted set: source by number of stored articles."""


def topic_articles(topic: str) -> str:
    """Sorted set: a topic's article ids by publishing time."""
    return f"{PREFIX}{{a}}:topic:{topic}"


def source_articles(source: str) -> str:
    """Sorted set: a source's article ids by publishing time."""
    return f"{PREFIX}{{a}}:source:{source}"


def story(story_id: str) -> str:
    """Sorted set: the article ids of a story by arrival."""
    return f"{PREFIX}{{a}}:story:{story_id}"


# --- {s} subscribers and deliveries -----------------------------------------------------------------


def subscriber(target: str) -> str:
    """One subscriber, JSON. Kept until /forget."""
    return f"{PREFIX}{{s}}:subscriber:{target}"


def chat_targets(chat_id: int) -> str:
    """Set: the targets of one chat, itself and its forum topics."""
    return f"{PREFIX}{{s}}:chat:{chat_id}"


SUBSCRIBERS = f"{PREFIX}{{s}}:subscribers"
"""Set: all targets."""
DUE = f"{PREFIX}{{s}}:due"
"""Sorted set: target by the time its next digest is due."""


def saved(reader: int) -> str:
    """Hash: article id -> SavedStory, JSON. Kept until /forget."""
    return f"{PREFIX}{{s}}:saved:{reader}"


def votes(reader: int) -> str:
    """Hash: article id -> Vote, JSON; the newest VOTES_KEPT. Kept until reset or /forget."""
    return f"{PREFIX}{{s}}:votes:{reader}"


def connected(user_id: int) -> str:
    """Set: the channels that a user connected. Kept until /forget."""
    return f"{PREFIX}{{s}}:connected:{user_id}"


ALLOWED = f"{PREFIX}{{s}}:allowed"
"""Set: users and chats let in by the operator. Kept until /forget."""


def access_request(user_id: int) -> str:
    """Marks that a user asked for access. Expires after ACCESS_REQUEST_TTL."""
    return f"{PREFIX}{{s}}:asked:{user_id}"


ACCESS_REQUEST_TTL = 24 * 3600

# --- button state -----------------------------------------------------------------------------------

STATE_TTL = 7 * 24 * 3600
"""Seconds that the state behind a message's buttons is kept."""


def state(key: str) -> str:
    """What a message's buttons refer to, JSON. Expires after STATE_TTL."""
    return f"{PREFIX}state:{key}"
