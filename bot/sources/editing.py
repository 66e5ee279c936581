"""Sources changed by hand, from the chat and from the command line alike.

What the sources file says is changed in the file: here that is refused, with the line to edit. A pause is nobody's
setting but the operator's word of the moment, so it holds for every source, and stays when the file is read again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ledebot.bot.core.clock import Clock
from ledebot.bot.core.errors import RefusedError
from ledebot.bot.core.i18n import noop
from ledebot.bot.model import SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.naming import name_of
from ledebot.bot.sources.ports import Renames, SourceStore
from ledebot.bot.sources.words import one_line

LONGEST_NAME = 80
"""Characters."""
GONE = noop("That source is not followed any more.")
LISTED = noop("{name} is listed in {place}: change it there, and restart the bot.")
PACKAGED = noop(
    "{name} is of the packaged list. Write your own with `ledebot sources export --toml`, name it in LEDEBOT_SOURCES, "
    "and change it there."
)
LISTED_STILL = noop("{name} is listed in {place}: take it out there and restart the bot, or pause it.")
PACKAGED_STILL = noop(
    "{name} is of the packaged list and would come back at the next start: pause it, or write a list of your own with "
    "`ledebot sources export --toml` and name it in LEDEBOT_SOURCES."
)
TAKEN = noop("Another source is called {name} already. Merge them, or take another name.")


class SourceEditor:
    """Changes one source at a time; every change is one step, whatever a poll writes meanwhile.

    Raises RefusedError, one line that says what to do, and StoreUnavailableError.
    """

    def __init__(self, store: SourceStore, renames: Renames, clock: Clock, file: Path | None, rsshub: str) -> None:
        """Take the sources file (None: the packaged list) and the RSSHub instance that its entries mean."""
        self._store = store
        self._renames = renames
        self._clock = clock
        self._file = file
        self._rsshub = rsshub

    async def pause(self, url: str) -> SourceState:
        """Leave a source unread until it is resumed."""
        return await self._change(url, lambda state: replace(state, paused=True))

    async def resume(self, url: str) -> SourceState:
        """Read it again, at once; one that its publisher had closed as well."""
        now = self._clock.now()
        return await self._change(url, lambda state: replace(state, paused=False, next_try=now))

    async def configure(self, url: str, key: str, edit: Callable[[SourceConfig], SourceConfig]) -> SourceState:
        """Change a setting, which the sources file calls `key`; it holds for what the source publishes from now on."""

        def edited(state: SourceState) -> SourceState:
            self.check(state, key)
            return replace(state, config=edit(state.config))

        return await self._change(url, edited)

    async def rename(self, url: str, name: str) -> SourceState:
        """Call a source otherwise: what is stored of it, and who follows it, follows."""
        name = one_line(name)[:LONGEST_NAME].strip()
        if any(name_of(other) == name and other.config.url != url for other in await self._store.all()):
            raise RefusedError(TAKEN, name=name)
        return await self._call(url, name)

    async def merge(self, url: str, into: str) -> SourceState:
        """Know a source by another one's name: both are read on, and readers follow them as one."""
        other = await self._store.get(into)
        if other is None:
            raise RefusedError(GONE)
        return await self._call(url, name_of(other))

    async def remove(self, url: str) -> None:
        """Follow a source no longer; one that the file lists would come back, and is refused."""
        state = await self._store.get(url)
        if state is None:
            raise RefusedError(GONE)
        self.check(state, "url", listed=LISTED_STILL, packaged=PACKAGED_STILL)
        await self._store.remove(url)

    def check(self, state: SourceState, key: str, *, listed: str = LISTED, packaged: str = PACKAGED) -> None:
        """Raise RefusedError, in these words, where a source's setting is the sources file's to give."""
        place = self.place(state, key)
        if place == "":
            raise RefusedError(packaged, name=name_of(state))
        if place is not None:
            raise RefusedError(listed, name=name_of(state), place=place)

    def place(self, state: SourceState, key: str) -> str | None:
        """Tell where a source's setting stands: file and line; nothing for the packaged list; None: it is by hand."""
        if state.extra.get(catalogue.ORIGIN) != "file":
            return None
        if self._file is None:
            return ""
        line = catalogue.line_of(self._file, self._rsshub, state.config.url, key)
        return f"{self._file}:{line}" if line else str(self._file)

    async def _call(self, url: str, name: str) -> SourceState:
        state = await self._store.get(url)
        if state is None:
            raise RefusedError(GONE)
        self.check(state, "title")
        config = replace(state.config, title=name)
        await catalogue.note_rename(self._renames, state, config, await self._store.all(), self._clock.now())
        return await self.configure(url, "title", lambda held: replace(held, title=name))

    async def _change(self, url: str, edit: Callable[[SourceState], SourceState]) -> SourceState:
        state = await self._store.change(url, edit)
        if state is None:
            raise RefusedError(GONE)
        return state
