"""The backup that the scheduler makes each day."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledebot.bot.app.backups import back_up_if_due
from ledebot.bot.app.container import open_container
from ledebot.bot.app.scheduling import scheduling
from ledebot.bot.app.supervisor import Supervisor
from ledebot.bot.core.clock import ManualClock, SystemClock
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import UserError
from ledebot.storage.backup import instance
from ledebot.storage.backup.files import Reader, made, name_at

NOW = datetime(2026, 3, 10, 1, 30, tzinfo=UTC)


def moments(folder: Path) -> list[datetime]:
    return [moment for moment, _ in made(folder)]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_one_a_day_the_newest_are_kept(valkey_url: str, tmp_path: Path) -> None:
    clock, folder = ManualClock(NOW), tmp_path / "backups"
    settings = Settings(home=tmp_path, redis_url=valkey_url, backup=folder, backup_keep=2)
    async with open_container(settings, clock) as container:
        await container.redis.flushall()
        await back_up_if_due(container)
        clock.advance(timedelta(hours=23))
        await back_up_if_due(container)
        assert moments(folder) == [NOW]
        for _ in range(3):
            clock.advance(timedelta(hours=13))
            await back_up_if_due(container)
        assert moments(folder) == [NOW + timedelta(hours=hours) for hours in (36, 62)]
        (folder / name_at(NOW + timedelta(days=400))).touch()  # of a clock that was ahead
        clock.advance(timedelta(hours=24))
        await back_up_if_due(container)
        assert NOW + timedelta(hours=86) in moments(folder)
    with Reader(made(folder)[0][1]) as reader:
        assert reader.head().made == moments(folder)[0]


async def test_none_where_no_folder_is_set_and_a_line_where_it_cannot_be_used(valkey_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(home=tmp_path, redis_url=valkey_url)
    async with open_container(settings, ManualClock(NOW)) as container:
        await back_up_if_due(container)
        assert names(tmp_path) == ["file"]
        bad = replace(container, settings=replace(settings, backup=tmp_path / "file" / "backups"))
        with pytest.raises(UserError, match="Not a directory"):
            await back_up_if_due(bad)


class Overseer(Supervisor):
    """Says of each job when it has been tried."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.tried: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)

    def worked(self, name: str) -> None:
        super().worked(name)
        self.tried[name].set()

    def failed(self, name: str, error: Exception) -> float:
        try:
            return super().failed(name, error)
        finally:
            self.tried[name].set()


async def scheduled(settings: Settings) -> Overseer:
    """Run a scheduler until it has tried to make a backup."""
    overseer = Overseer()
    async with open_container(settings) as container:
        await container.redis.flushall()
        watched = replace(container, supervisor=overseer)
        async with asyncio.timeout(60), scheduling(watched, news=quiet):
            await overseer.tried["back up"].wait()
    return overseer


async def test_the_scheduler_makes_it(valkey_url: str, tmp_path: Path) -> None:
    overseer = await scheduled(Settings(home=tmp_path, redis_url=valkey_url, backup=tmp_path / "new"))
    assert instance.newest(tmp_path / "new", datetime.now(UTC)) is not None
    assert not overseer.failures


async def test_one_that_cannot_be_made_is_told_and_counted(
    valkey_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    settings = Settings(home=tmp_path, redis_url=valkey_url, backup=tmp_path / "file" / "new")
    assert (await scheduled(settings)).failures == {"back up": 1}
    assert f"back up: {settings.backup}: Not a directory; trying again" in caplog.text


async def quiet() -> None:
    """Bring no news."""
