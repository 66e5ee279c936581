"""Which articles a chat wants, and why. Rules are compiled by search's own matcher, which is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ledebot.bot.model import Article, Filters, Languages

Matcher = Callable[[Article], bool]
"""Tells whether an article is hit by rules."""


EXAMPLES = 3
"""Articles shown of those that a rule would have let through."""


class Compile(Protocol):
    """Makes one matcher of rules' queries, which any of them suffices to hit."""

    def __call__(self, *queries: str) -> Matcher:
        """Compile the queries of any number of rules."""


class Because(StrEnum):
    """What lets an article pass or keeps it out: the kinds of filter, and the reader's mark on its story."""

    EVERYTHING = "everything"
    SECTION = "section"
    TOPIC = "topic"
    SOURCE = "source"
    RULE = "rule"
    EXCLUDED = "excluded"
    FOLLOWED = "followed"
    MUTED = "muted"
    SILENCED = "silenced"
    """Its section, topic or source is muted for a while."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One filter that an article met: the section's id, the topic's or source's name, or the rule's query."""

    because: Because
    value: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """What a rule would have let through, by the ids of stories."""

    stories: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    """The stories that it was tried on."""
    examples: tuple[Article, ...] = ()
    """The newest, each of another story."""

    @property
    def passed(self) -> int:
        """How many stories it would have let through."""
        return len(self.stories)

    @property
    def total(self) -> int:
        """How many stories it was tried on."""
        return len(self.of)

    def __add__(self, older: Passed) -> Passed:
        """Add what it let through of older articles."""
        new = tuple(article for article in older.examples if article.story not in self.stories)
        return Passed(self.stories | older.stories, self.of | older.of, (*self.examples, *new)[:EXAMPLES])


def selector(filters: Filters, compile_rule: Compile, languages: Languages = Languages.ALL) -> Matcher:
    """Make the test that an article must meet: of a language wanted, followed by name, rule or all, and not excluded.

    The cheap tests come first; rules are asked only about what they can still decide.
    """
    topics, sources, sections = map(frozenset, (filters.topics, filters.sources, filters.sections))
    included = compile_rule(*(rule.query for rule in filters.rules if not rule.exclude))
    excluded = compile_rule(*(rule.query for rule in filters.rules if rule.exclude))

    def wanted(article: Article) -> bool:
        if not languages.cover(article.language):
            return False
        followed = (
            filters.everything
            or article.section in sections
            or article.source in sources
            or not topics.isdisjoint(article.topics)
        )
        return (followed or included(article)) and not excluded(article)

    return wanted


def reasons(article: Article, filters: Filters, compile_rule: Compile) -> tuple[Reason, ...]:
    """List every filter that the article meets, excluding rules last; empty when none does."""
    met = [Reason(Because.EVERYTHING)] if filters.everything else []
    met += [Reason(Because.SECTION, section) for section in filters.sections if section is article.section]
    met += [Reason(Because.TOPIC, topic) for topic in filters.topics if topic in article.topics]
    met += [Reason(Because.SOURCE, source) for source in filters.sources if source == article.source]
    for rule in sorted(filters.rules, key=lambda rule: rule.exclude):
        if compile_rule(rule.query)(article):
            met.append(Reason(Because.EXCLUDED if rule.exclude else Because.RULE, rule.query))
    return tuple(met)


def try_rule(query: str, articles: Iterable[Article], compile_rule: Compile, *, examples: int = EXAMPLES) -> Passed:
    """Count what a rule would have passed; `examples` of the newest are given along."""
    matches = compile_rule(query)
    tried = tuple(articles)
    oldest_first = sorted(filter(matches, tried), key=lambda article: article.published)
    newest = {article.story: article for article in oldest_first}
    shown = sorted(newest.values(), key=lambda article: article.published, reverse=True)[:examples]
    return Passed(frozenset(newest), frozenset(article.story for article in tried), tuple(shown))
