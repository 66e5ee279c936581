"""Sources changed by hand: what the file says is the file's, a pause is everybody's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledebot.bot.core.clock import ManualClock
from ledebot.bot.core.errors import RefusedError
from ledebot.bot.model import Health, Section, SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.bot.sources.editing import SourceEditor
from ledebot.storage.base.client import Client
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
RSSHUB = "https://rsshub.example"
FILE = '[[source]]\nurl = "https://listed.example/rss"\ntitle = "在册报"\n'
LISTED, OWN = "https://listed.example/rss", "https://own.example/rss"


@pytest.fixture
async def store(redis_client: Client, tmp_path: Path) -> Sources:
    (tmp_path / "sources.toml").write_text(FILE, "utf-8")
    store = Sources(redis_client)
    configs = catalogue.load(tmp_path / "sources.toml", RSSHUB)
    await catalogue.sync(store, configs, NOW, SourceRenames(redis_client))
    await catalogue.add(store, SourceConfig(OWN, "自选报"), NOW)
    return store


@pytest.fixture
def editor(redis_client: Client, store: Sources, tmp_path: Path) -> SourceEditor:
    return SourceEditor(store, SourceRenames(redis_client), ManualClock(NOW), tmp_path / "sources.toml", RSSHUB)


async def test_settings_of_a_source_added_by_hand(store: Sources, editor: SourceEditor) -> None:
    await editor.configure(OWN, "section", lambda config: replace(config, section=Section.TECH))
    await editor.configure(OWN, "interval", lambda config: replace(config, interval=900))
    held = await store.get(OWN)
    assert held is not None
    assert held.config == SourceConfig(OWN, "自选报", section=Section.TECH, interval=900)
    with pytest.raises(RefusedError, match="not followed any more"):
        await editor.configure("https://gone.example", "section", lambda config: config)


async def test_what_the_file_lists_is_changed_in_the_file(store: Sources, editor: SourceEditor, tmp_path: Path) -> None:
    place = f"{tmp_path / 'sources.toml'}:"
    with pytest.raises(RefusedError, match=f"^在册报 is listed in {place}1: change it there"):
        await editor.configure(LISTED, "section", lambda config: replace(config, section=Section.TECH))
    with pytest.raises(RefusedError, match=f"{place}3"):
        await editor.rename(LISTED, "另名")
    with pytest.raises(RefusedError, match=f"{place}3"):
        await editor.merge(LISTED, OWN)
    with pytest.raises(RefusedError, match=f"{place}2: take it out there and restart the bot, or pause it"):
        await editor.remove(LISTED)
    held = await store.get(LISTED)
    assert held is not None
    assert held.config == SourceConfig(LISTED, "在册报")
    await editor.merge(OWN, LISTED)  # the other way round, since the file says nothing of that one


async def test_the_packaged_list_is_written_out_first(redis_client: Client, store: Sources) -> None:
    editor = SourceEditor(store, SourceRenames(redis_client), ManualClock(NOW), None, RSSHUB)
    with pytest.raises(RefusedError, match=r"packaged list.*sources export --toml"):
        await editor.rename(LISTED, "另名")
    with pytest.raises(RefusedError, match="would come back at the next start: pause it"):
        await editor.remove(LISTED)
    await editor.remove(OWN)
    with pytest.raises(RefusedError, match="not followed any more"):
        await editor.remove(OWN)


async def test_a_pause_outlives_the_next_start_and_ends_at_once(store: Sources, editor: SourceEditor) -> None:
    await store.change(LISTED, lambda state: replace(state, health=Health.RETIRED, next_try=None))
    await editor.pause(LISTED)
    changed = SourceConfig(LISTED, "在册报", topics=("本地",))
    await catalogue.sync(store, [changed], NOW, editor._renames)
    held = await store.get(LISTED)
    assert held is not None
    assert held.paused
    assert held.config == changed
    resumed = await editor.resume(LISTED)
    assert (resumed.paused, resumed.next_try) == (False, NOW)
    assert LISTED in {state.config.url for state in await store.due(NOW)}


async def test_a_name_that_another_has_is_refused(store: Sources, editor: SourceEditor) -> None:
    with pytest.raises(RefusedError, match=r"already\. Merge them"):
        await editor.rename(OWN, "在册报")
    assert [state.config.title for state in await store.all()] == ["在册报", "自选报"]


async def test_a_name_of_its_own_that_another_feed_takes_by_chance(store: Sources, editor: SourceEditor) -> None:
    await store.save(SourceState(SourceConfig("https://x.example/rss"), title="晨报"))
    with pytest.raises(RefusedError, match="already"):
        await editor.rename(OWN, "晨报")
