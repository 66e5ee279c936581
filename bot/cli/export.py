"""`ledebot export articles`: every stored article for other programs, as JSON Lines or as a JSON Feed."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from ledebot.bot.app.container import Container, open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Article

PAGE = 200
"""Articles read at once; no more are in memory."""
FEED_VERSION = "https://jsonfeed.org/version/1.1"


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print all articles as they are read."""
    async with open_container(settings) as container:
        since = container.clock.now() - arguments.since if arguments.since else None
        if arguments.format == "jsonl":
            async for article in _articles(container, since):
                print(json.dumps(as_json(article), ensure_ascii=False))
            return 0
        print(f'{{"version": "{FEED_VERSION}", "title": "Ledebot", "items": [')
        before = ""
        async for article in _articles(container, since):
            print(before + json.dumps(as_item(article), ensure_ascii=False), end="")
            before = ",\n"
        print("\n]}")
    return 0


async def _articles(container: Container, since: datetime | None) -> AsyncIterator[Article]:
    ids = await container.articles.ids()
    for at in range(0, len(ids), PAGE):
        for article in await container.articles.get(ids[at : at + PAGE]):
            if since is None or article.published >= since:
                yield article


def as_json(article: Article) -> dict[str, Any]:
    """Give an article as one JSON object; absent values are null, times ISO 8601 UTC."""
    return {
        "id": article.id,
        "revision": article.revision,
        "story": article.story,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "original_title": article.original_title,
        "published": _iso(article.published) if article.dated else None,
        "fetched": _iso(article.fetched),
        "author": article.author,
        "dateline": {
            "agency": article.dateline.agency,
            "place": article.dateline.place,
            "date": article.dateline.date,
            "reporters": list(article.dateline.reporters),
        },
        "editor": article.editor,
        "topics": list(article.topics),
        "section": article.section,
        "language": article.language,
        "image": article.image,
        "lede": {"short": article.lede.short, "medium": article.lede.medium, "long": article.lede.long},
        "paragraphs": list(article.paragraphs),
    }


def as_item(article: Article) -> dict[str, Any]:
    """Give an article as an item of a JSON Feed; what it does not have is left out, as the format asks."""
    item = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "content_text": "\n\n".join(article.paragraphs),
        "summary": article.lede.medium or None,
        "image": article.image,
        "date_published": _iso(article.published) if article.dated else None,
        "authors": [{"name": article.author or article.source}],
        "tags": list(article.topics) or None,
        "language": article.language,
        "_ledebot": {"source": article.source, "section": article.section, "story": article.story},
    }
    return {name: value for name, value in item.items() if value is not None}


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
