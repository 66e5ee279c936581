"""What arrived in a stretch of the article log."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ledebot.bot.model import Article, position


@dataclass(frozen=True, slots=True)
class Window:
    """The articles that arrived in (after, up_to], in order and by story, and the stories' earlier reports.

    Of what was published in a time, `after` names that time, `up_to` is the log's end; it has no `cursors`.
    `cursors` are the log entries of `articles`; `clipped` older articles were left out.
    """

    after: str
    up_to: str
    articles: tuple[Article, ...]
    cursors: tuple[str, ...]
    by_story: Mapping[str, tuple[Article, ...]]
    earlier: Mapping[str, tuple[Article, ...]]
    clipped: int = 0

    def with_apart(self, reports: Collection[str]) -> Window:
        """Give the window as it is to a reader to whom these reports are stories of their own."""
        articles = tuple(
            replace(article, story=f"{article.id}.apart") if article.id in reports else article
            for article in self.articles
        )
        earlier = {
            story: kept
            for story, told in self.earlier.items()
            if (kept := tuple(report for report in told if report.id not in reports))
        }
        return replace(self, articles=articles, by_story=by_story(articles), earlier=earlier)

    def later(self, after: str) -> Window | None:
        """Cut the window that begins later, as loading it would give; None if that cannot be told from this one.

        Subscribers whose last digests came at different moments thus share one load.
        """
        if position(after) < position(self.after):
            return None
        if self.clipped and (not self.cursors or position(after) < position(self.cursors[0])):
            return None
        at = bisect_right(self.cursors, position(after), key=position)
        before = by_story(self.articles[:at])
        kept = by_story(self.articles[at:])
        earlier = {story: told for story in kept if (told := (*self.earlier.get(story, ()), *before.get(story, ())))}
        return Window(after, self.up_to, self.articles[at:], self.cursors[at:], kept, earlier)


def by_story(articles: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Gather articles by story, in order."""
    grouped: dict[str, list[Article]] = {}
    for article in articles:
        grouped.setdefault(article.story, []).append(article)
    return {story: tuple(reports) for story, reports in grouped.items()}
