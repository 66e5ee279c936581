"""Every Redis key, what it holds and how long it lives. Nobody else spells a key; `storage/backup/kinds.py` lists them.

Keys that change in one MULTI or script share a hash tag, so that a cluster keeps them in one slot:
`{a}` articles, `{s}` subscribers and deliveries, `{f}` feeds (sources), `{w}` watches, `{l}` send limits.
Values are versioned JSON (storage/base/codec.py) unless said otherwise; times are epoch seconds.
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
SECTION_COUNTS = f"{PREFIX}{{a}}:sections"
"""Sorted set: section by number of stored articles."""
SOURCE_COUNTS = f"{PREFIX}{{a}}:sources"
"""Sorted set: source by number of stored articles."""


def topic_articles(topic: str) -> str:
    """Sorted set: a topic's article ids by publishing time."""
    return f"{PREFIX}{{a}}:topic:{topic}"


def topic_sources(topic: str) -> str:
    """Sorted set: source by number of its stored articles in a topic."""
    return f"{PREFIX}{{a}}:topic-sources:{topic}"


def section_articles(section: str) -> str:
    """Sorted set: a section's article ids by publishing time."""
    return f"{PREFIX}{{a}}:section:{section}"


def source_articles(source: str) -> str:
    """Sorted set: a source's article ids by publishing time."""
    return f"{PREFIX}{{a}}:source:{source}"


def story(story_id: str) -> str:
    """Sorted set: the article ids of a story by arrival."""
    return f"{PREFIX}{{a}}:story:{story_id}"


STORY_FILED = f"{PREFIX}{{a}}:story-filed:"
"""Under a bucket of publishing time, hash: a telling fact -> the ids of the newest articles that hold it, the newest
first, with a space between. Expires scripts.FILED_TTL after it was begun.

Before it there was `story-band:`, a list for each fact; those left in a store expire unread."""
STORY_TOLD = f"{PREFIX}{{a}}:story-report:"
"""Under an article's id, hash: `story`, `report` (JSON of publishing time and sketch). Expires after scripts.TTL.

Before it there was `story-told:`, a string of other facts; those left in a store expire unread."""
STORY_MEMBERS = f"{PREFIX}{{a}}:story-members:"
"""Under a story's id, list: the few articles that stand for it, by arrival. Expires after scripts.TTL."""
STORY_APART = f"{PREFIX}{{a}}:story-apart:"
"""Under a story's id, set: the stories with which it is never joined. Expires after scripts.APART_TTL."""
STORY_JOINS = f"{PREFIX}{{a}}:story-joins"
"""Hash: a story found to be one with another -> that one; removed once they are joined."""
WORD_COUNTS = f"{PREFIX}{{a}}:word-counts"
"""Table of counters, two bytes each: how many stored texts hold a word (bot/stories/frequencies.py); 512 KiB."""


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
TICKED = f"{PREFIX}{{s}}:ticked"
"""When the due queue was looked at last, by the clock of whoever did: a later one shows that a clock went back."""


def saved(reader: int) -> str:
    """Hash: article id -> SavedStory, JSON. Kept until /forget."""
    return f"{PREFIX}{{s}}:saved:{reader}"


def votes(reader: int) -> str:
    """Hash: article id -> Vote, JSON; the newest VOTES_KEPT. Kept until reset or /forget."""
    return f"{PREFIX}{{s}}:votes:{reader}"


def story_marks(reader: int) -> str:
    """Hash: article id -> StoryMark, JSON; the newest MARKS_KEPT. Kept until ended, or /forget."""
    return f"{PREFIX}{{s}}:story-marks:{reader}"


def story_followers(article_id: str) -> str:
    """Hash: reader -> language, to whom new reports of an article's story are sent. Expires, as articles do."""
    return f"{PREFIX}{{s}}:story-followers:{article_id}"


def mutes(reader: int) -> str:
    """Hash: subject and name -> Mute, JSON; the last MUTES_KEPT to end. Kept until ended, or /forget."""
    return f"{PREFIX}{{s}}:mutes:{reader}"


def connected(user_id: int) -> str:
    """Set: the channels and groups that a user set up. Kept until /forget of either."""
    return f"{PREFIX}{{s}}:connected:{user_id}"


def connectors(chat_id: int) -> str:
    """Set: the users who set a channel or group up, the other way round."""
    return f"{PREFIX}{{s}}:connectors:{chat_id}"


ALLOWED = f"{PREFIX}{{s}}:allowed"
"""Set: users and chats let in by the operator. Kept until /forget."""


def access_request(user_id: int) -> str:
    """Marks that a user asked for access. Expires after ACCESS_REQUEST_TTL."""
    return f"{PREFIX}{{s}}:asked:{user_id}"


ACCESS_REQUEST_TTL = 24 * 3600

# --- {s} deliveries ---------------------------------------------------------------------------------

SENDERS_GROUP = "senders"
"""The consumer group of every lane."""
DELIVERY_TTL = 48 * 3600
"""Seconds that an ended delivery is kept, so that the same slot or key is never queued twice."""
DEAD_TTL = 30 * 24 * 3600
"""Seconds that a failed delivery is kept with its payload."""
CONTENT_TTL = 8 * 24 * 3600
"""Seconds after which frozen content goes even if something still refers to it."""


def delivery(delivery_id: str) -> str:
    """Hash: one delivery, as storage/delivery/scripts.py writes it. Expires DELIVERY_TTL after its end."""
    return f"{PREFIX}{{s}}:delivery:{delivery_id}"


def lane(kind: str) -> str:
    """Stream of (id): deliveries to be sent; an entry is deleted when its delivery ends or is put off."""
    return f"{PREFIX}{{s}}:lane:{kind}"


LATER = f"{PREFIX}{{s}}:later"
"""Sorted set: delivery id by the time it is put off to."""
PENDING = f"{PREFIX}{{s}}:pending"
"""Sorted set: delivery id by the time it was due; every delivery that has not ended."""
DIGESTS = f"{PREFIX}{{s}}:digests"
"""Hash: target -> id of the digest on its way there; a target has one at most."""
BOOKS = f"{PREFIX}{{s}}:books"
"""Hash: counts of deliveries due and ended, parts, repeats, and failures by kind (`failed:KIND`)."""
DEAD = f"{PREFIX}{{s}}:dead"
"""Sorted set: id of a failed delivery by the time it failed; their hashes expire after DEAD_TTL."""


def content(name: str) -> str:
    """Hash: `body` a digest (JSON), `refs` how many deliveries need it. Goes with the last, or after CONTENT_TTL."""
    return f"{PREFIX}{{s}}:content:{name}"


def blocked_content(name: str) -> str:
    """Counter: how often Telegram refused this content. Expires after DELIVERY_TTL."""
    return f"{PREFIX}{{s}}:refused:{name}"


def chat_deliveries(chat_id: int | str) -> str:
    """Sorted set: the delivery ids of one chat by time due, the newest. Expires with the last one."""
    return f"{PREFIX}{{s}}:deliveries-of:{chat_id}"


def sender(name: str) -> str:
    """Marks that a sender process lives; expires when it stops saying so."""
    return f"{PREFIX}{{s}}:sender:{name}"


SENDERS = f"{PREFIX}{{s}}:senders"
"""Set: names of sender processes; those whose mark has expired are struck off by the others."""


def sent_in(bucket: int) -> str:
    """Counter: messages sent in one ten-second span (epoch seconds // 10). Expires after two minutes."""
    return f"{PREFIX}{{s}}:sent-in:{bucket}"


# --- {l} the send limits, and leases ----------------------------------------------------------------

PACE = f"{PREFIX}{{l}}:pace"
"""Hash: `next` free slot of all sending, `resumed` when the last global pause ended, `paid` the next slot beyond the
free rate, `burst` the last one of those, `full` since when that rate was not enough, `short` when it last was not."""
PAUSE = f"{PREFIX}{{l}}:pause"
"""Until when nothing is sent. Expires a minute after that."""
FLOODS = f"{PREFIX}{{l}}:floods"
"""Sorted set: chat by its last 429, of one hour."""
PAUSED_CHATS = f"{PREFIX}{{l}}:paused"
"""Sorted set: chat by the end of its pause; for the figures, `chat_pause` decides."""


PAID_TTL = 3 * 24 * 3600
PAID_REFUSED = f"{PREFIX}{{l}}:paid-refused"
"""Telegram takes no paid broadcasts from this bot; expires after a while."""


def paid_messages(day: int | str) -> str:
    """Counter: messages sent as paid ones on a day (epoch seconds // 86400). Expires after PAID_TTL."""
    return f"{PREFIX}{{l}}:paid:{day}"


def paid_capped(day: int | str) -> str:
    """The operator was told that a day's paid messages are used up. Expires after PAID_TTL."""
    return f"{PREFIX}{{l}}:paid-capped:{day}"


def chat_pause(chat_id: int | str) -> str:
    """Until when nothing goes to a chat. Expires a minute after that."""
    return f"{PREFIX}{{l}}:pause:{chat_id}"


def chat_pace(chat_id: int | str) -> str:
    """When messages went to a chat, the newest first: of a private chat two, a text; of others a list. Expires after
    five minutes."""
    return f"{PREFIX}{{l}}:chat:{chat_id}"


def lease(name: str) -> str:
    """Holder of a role that one process at a time may have. Expires unless renewed."""
    return f"{PREFIX}lease:{name}"


UPDATE_BUSY_TTL = 60
"""Seconds, Telegram's own patience with a webhook."""
UPDATE_DONE_TTL = 25 * 3600
"""Seconds; Telegram repeats an update for a day."""
UPDATE_POLLED_TTL = 3600
"""Seconds; two processes that both think that it is their turn to poll fetch the same ones within seconds."""


def update_seen(update_id: int) -> str:
    """What became of an update: `busy:` and who took it, `done`, or `done:` and who polled it. Expires after
    UPDATE_BUSY_TTL, UPDATE_DONE_TTL or UPDATE_POLLED_TTL."""
    return f"{PREFIX}update:{update_id}"


UPDATES_LEFT = f"{PREFIX}updates-left"
"""Hash: id of an update -> its JSON, of those that a polling process had no time for when it stopped."""
UPDATES_LEFT_TTL = 24 * 3600
"""Seconds; Telegram keeps an update as long."""

# --- {f} feeds: the sources that are followed -------------------------------------------------------

SOURCES = f"{PREFIX}{{f}}:sources"
"""Hash: URL or path -> SourceState, JSON. Kept until the source is removed."""
SOURCES_DUE = f"{PREFIX}{{f}}:due"
"""Sorted set: URL or path by the time of the next try; retired and paused sources are not in it."""


def source_seen(url: str) -> str:
    """Hash: entry -> mark of its content, of the entries that a source held when last read. Goes with the source."""
    return f"{PREFIX}{{f}}:seen:{url}"


def source_habits(name: str) -> str:
    """What a source was seen to repeat, JSON, by the name that articles give it. Expires after habits.TTL."""
    return f"{PREFIX}{{f}}:habits:{name}"


SOURCE_RENAMES = f"{PREFIX}{{f}}:renames"
"""Hash: a source's old name -> Rename, JSON; removed some time after everything has followed it."""

# --- {w} watches ------------------------------------------------------------------------------------


def watches(target: str) -> str:
    """Hash: watch id -> Watch, JSON. Kept until /forget."""
    return f"{PREFIX}{{w}}:watches:{target}"


WATCHERS = f"{PREFIX}{{w}}:watchers"
"""Set: targets that have or had watches."""
WATCH_CHANGES = f"{PREFIX}{{w}}:changes"
"""Stream: the targets (hashed) whose watches changed, for the matcher; cut to its newest entries."""
WATCH_CURSOR = f"{PREFIX}{{w}}:cursor"
"""The log entry up to which articles have been matched."""


def watch_matches(target: str) -> str:
    """Sorted set: Match, JSON, by time of arrival, for digests and counting alerts. Expires after WATCH_MATCHES_TTL."""
    return f"{PREFIX}{{w}}:matches:{target}"


WATCH_MATCHES_TTL = 30 * 24 * 3600

# --- the store itself --------------------------------------------------------------------------------

SCHEMA = f"{PREFIX}schema"
"""Hash: `version` of what is stored; `at` how far a migration has got; `restoring` while a backup is taken over."""
BACKUP_MARK = f"{PREFIX}backup-mark"
"""Set as a backup takes its last look. Expires after a minute."""

# --- button state -----------------------------------------------------------------------------------

STATE_TTL = 7 * 24 * 3600
"""Seconds that the state behind a message's buttons is kept."""


UNREADABLE = f"{PREFIX}unreadable"
"""Hash: records that could not be read, as they were, by their keys; for the operator's eyes (`ledebot doctor`)."""


def chat_states(chat_id: int) -> str:
    """List: a chat's keys of `state`, the newest first. Expires STATE_TTL after the last one."""
    return f"{PREFIX}states:{chat_id}"


def state(key: str) -> str:
    """What a message's buttons refer to, JSON. Expires after STATE_TTL."""
    return f"{PREFIX}state:{key}"
