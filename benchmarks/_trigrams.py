"""The baseline of search: SQLite's FTS5 with its trigram tokenizer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from ledebot.bot.model import Article


class Trigrams:
    """SQLite FTS5 with its trigram tokenizer, title above text, asked the same questions."""

    def __init__(self, path: Path, articles: Iterable[Article]) -> None:
        self.db = sqlite3.connect(path)
        self.db.execute("CREATE VIRTUAL TABLE news USING fts5(id UNINDEXED, title, body, tokenize='trigram')")
        self.spent = 0.0
        batch: list[tuple[str, str, str]] = []
        for article in articles:
            batch.append((article.id, article.title, "\n".join(article.paragraphs)))
            if len(batch) == 500:
                self._add(batch)
        self._add(batch)

    def _add(self, batch: list[tuple[str, str, str]]) -> None:
        started = time.process_time()
        with self.db:
            self.db.executemany("INSERT INTO news VALUES (?, ?, ?)", batch)
        self.spent += time.process_time() - started
        batch.clear()

    def find(self, query: str, limit: int = 5) -> list[str]:
        words = [word.strip('-"') for word in query.split() if ":" not in word and word != "OR"]
        match = " ".join('"' + word.replace('"', "") + '"' for word in words)
        asked = (
            "SELECT id, snippet(news, 2, '<b>', '</b>', '…', 40) FROM news WHERE news MATCH ? "
            "ORDER BY bm25(news, 0, 3, 1) LIMIT ?"
        )
        try:
            rows = self.db.execute(asked, (match, limit)).fetchall()
            self.db.execute("SELECT count(*) FROM news WHERE news MATCH ?", (match,)).fetchone()
        except sqlite3.OperationalError:
            return []
        return [row[0] for row in rows]
