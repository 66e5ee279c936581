"""The values that flow through Ledebot, one frozen type per stage. Standard library only.

Item -> (text) -> Document -> (store) -> Article -> (index, digest) -> Message

All times are aware UTC datetimes, all collections tuples. One module for each subject; everybody imports from here.
"""

from ledebot.bot.model.articles import (
    Article,
    Change,
    Dateline,
    Document,
    Failure,
    IngestTotals,
    Item,
    Lede,
    Length,
    LogEntry,
    is_position,
    position,
)
from ledebot.bot.model.messages import Button, Digest, Keyboard, Message
from ledebot.bot.model.readers import (
    AS_WRITTEN,
    EVERY_DAY,
    FIRST_WINDOW,
    ChatKind,
    Filters,
    Languages,
    Mute,
    Quiet,
    Rule,
    SavedStory,
    Schedule,
    Slot,
    State,
    StoryMark,
    Subject,
    Subscriber,
    Target,
    Vote,
)
from ledebot.bot.model.search import Found, Hit, UnknownName
from ledebot.bot.model.sections import Section
from ledebot.bot.model.sources import FullText, Health, Rename, SourceConfig, SourceState

__all__ = [
    "AS_WRITTEN",
    "EVERY_DAY",
    "FIRST_WINDOW",
    "Article",
    "Button",
    "Change",
    "ChatKind",
    "Dateline",
    "Digest",
    "Document",
    "Failure",
    "Filters",
    "Found",
    "FullText",
    "Health",
    "Hit",
    "IngestTotals",
    "Item",
    "Keyboard",
    "Languages",
    "Lede",
    "Length",
    "LogEntry",
    "Message",
    "Mute",
    "Quiet",
    "Rename",
    "Rule",
    "SavedStory",
    "Schedule",
    "Section",
    "Slot",
    "SourceConfig",
    "SourceState",
    "State",
    "StoryMark",
    "Subject",
    "Subscriber",
    "Target",
    "UnknownName",
    "Vote",
    "is_position",
    "position",
]
