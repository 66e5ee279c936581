"""From articles to stories: each event once, told by its best report, the others counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ledebot.bot.model import Article
from ledebot.bot.stories.same_event import repeats


@dataclass(frozen=True, slots=True)
class Story:
    """One event as a digest shows it: the report to show, and the other sources' best ones.

    `update`: the reader's earlier digests could already tell the story; this is what came since.
    """

    id: str
    shown: Article
    others: tuple[Article, ...] = ()
    update: bool = False

    @property
    def sources(self) -> int:
        """How many sources told it."""
        return 1 + len(self.others)

    @property
    def newest(self) -> datetime:
        """When its newest report was published, UTC."""
        if not self.others:
            return self.shown.published
        return max(article.published for article in (self.shown, *self.others))


def group(
    wanted: Iterable[Article], everything: Mapping[str, Sequence[Article]], told: Mapping[str, Sequence[Article]]
) -> list[Story]:
    """Make stories of the wanted articles.

    `everything` holds all articles of the window by story: sources that the reader does not follow count and are
    named, but never shown first. `told` holds, by story, the articles that this reader's earlier digests could
    show; a story in it is an update, and is left out where the new report only repeats what was told.
    """
    chosen: dict[str, list[Article]] = {}
    for article in wanted:
        chosen.setdefault(article.story, []).append(article)
    stories = []
    for story_id, reports in chosen.items():
        before = told.get(story_id, ())
        fresh = (
            [report for report in reports if not any(repeats(report.sketch, old.sketch) for old in before)]
            if before
            else reports
        )
        if not fresh:
            continue
        best = fresh[0] if len(fresh) == 1 else max(fresh, key=quality)
        stories.append(Story(story_id, best, others(best, everything.get(story_id, reports)), update=bool(before)))
    return stories


def quality(article: Article) -> tuple[float, float, str]:
    """Rank the reports of one story by how well they serve a reader: a real lede, a picture, a link, some substance.

    Among equals the earliest wins, then the smaller id, so that every render agrees.
    """
    length = sum(map(len, article.paragraphs))
    served = (
        4.0 * bool(article.lede.medium)
        + 1.0 * bool(article.url)
        + 1.0 * bool(article.image)
        + 0.5 * article.dated
        + 2.0 * min(length, 600) / 600
    )
    return served, -article.published.timestamp(), article.id


def others(best: Article, reports: Sequence[Article]) -> tuple[Article, ...]:
    """Give each further source's best report, in the order in which the sources told it."""
    if len(reports) < 2:
        return ()
    by_source: dict[str, Article] = {}
    for report in reports:
        if report.source == best.source:
            continue
        held = by_source.get(report.source)
        if held is None or quality(report) > quality(held):
            by_source[report.source] = report
    return tuple(sorted(by_source.values(), key=lambda article: (article.published, article.id)))
