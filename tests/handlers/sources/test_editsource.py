"""/editsource: the operator's card of a source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ledebot.bot.core.config import Settings
from ledebot.bot.model import Health, Section, SourceConfig, SourceState
from ledebot.bot.sources import catalogue
from ledebot.handlers.base.tokens import token
from ledebot.sandbox.people.handles import User
from tests.handlers.conftest import NOW, Desk, buttons

OPERATOR = 777
SLOW, QUICK = "https://me:hunter2@slow.example/feed?key=s3cret", "https://quick.example/feed"


@pytest.fixture
async def operator(desk: Desk) -> User:
    error = f"{SLOW}: the server answered 401"
    slow = SourceState(SourceConfig(SLOW, "慢报"), Health.FAILING, last_error=error, failures=2, next_try=NOW)
    await desk.services.sources.save(slow)
    await desk.services.sources.save(SourceState(SourceConfig(QUICK, "快报"), Health.OK, next_try=NOW))
    return desk.sandbox.user("op", language_code="en", user_id=OPERATOR)


async def held(desk: Desk, url: str = SLOW) -> SourceState:
    found = await desk.services.sources.get(url)
    assert found is not None
    return found


async def test_a_source_is_chosen_paused_and_read_again(desk: Desk, operator: User) -> None:
    listed = await operator.ask("/editsource")
    assert buttons(listed)[0] == f"ld:src:{token(SLOW)}", "those in trouble first"
    await desk.tap(operator, f"ld:src:{token(SLOW)}")
    await desk.tap(operator, f"ld:srcset:{token(SLOW)}:paused:1")
    assert "paused by the operator" in await desk.settled(operator.id)
    assert await desk.services.sources.due(NOW) == [await held(desk, QUICK)]
    await desk.tap(operator, f"ld:srcset:{token(SLOW)}:paused:0")
    assert not (await held(desk)).paused


async def test_its_settings_are_chosen_from_menus(desk: Desk, operator: User) -> None:
    await operator.ask("/editsource 慢报")
    short = token(SLOW)
    for key, value in (("section", "tech"), ("language", "en"), ("interval", "3600")):
        await desk.tap(operator, f"ld:src:{short}:{key}")
        await desk.tap(operator, f"ld:srcset:{short}:{key}:{value}")
    config = (await held(desk)).config
    assert config == SourceConfig(SLOW, "慢报", language="en", interval=3600, section=Section.TECH)
    await desk.tap(operator, f"ld:src:{short}:interval")
    await desk.tap(operator, f"ld:srcset:{short}:interval:-")
    assert (await held(desk)).config.interval is None
    card = desk.sandbox.from_bot(operator.id)[-1]
    for data in ("section:nonsense", "interval:1", "language:xx", "url:x", "paused"):
        await desk.forge(operator, card, f"ld:srcset:{short}:{data}")
    assert (await held(desk)).config == replace(config, interval=None)


async def test_a_new_name_and_one_that_another_has(desk: Desk, operator: User) -> None:
    assert "called 晚报 now" in (await operator.ask("/editsource 慢报 = 晚报"))["text"]
    assert "Make 晚报 one with it?" in (await operator.ask("/editsource 晚报 = 快报"))["text"]
    await desk.tap(operator, f"ld:srcmerge:{token(SLOW)}:{token(QUICK)}")
    assert (await held(desk)).config.title == "快报"
    several = await operator.ask("/editsource 快报")
    assert len(buttons(several)) == 2
    assert "No source is called" in (await operator.ask("/editsource 号外"))["text"]


async def test_its_address_is_the_operators_alone(desk: Desk, operator: User) -> None:
    card = (await operator.ask(f"/editsource {SLOW}"))["text"]
    assert SLOW in card
    reader = desk.sandbox.user("小明", language_code="en")
    await reader.ask("/sources")
    await desk.tap(reader, "ld:health")
    seen = await desk.settled(reader.id)
    assert "401" not in seen, "what went wrong, with its address, is the operator's to read"
    assert "Only the operator" in (await reader.ask("/editsource 慢报"))["text"]
    menu = await reader.ask("/start")
    for data in ("srcs", f"src:{token(SLOW)}", f"srcset:{token(SLOW)}:paused:1", f"srcmerge:{token(SLOW)}:x"):
        assert "Only the operator" in (await desk.forge(reader, menu, f"ld:{data}"))["text"]
    said = repr(desk.sandbox.messages(reader.id))
    assert "hunter2" not in said
    assert "s3cret" not in said


class TestListed:
    @pytest.fixture
    def settings(self, settings: Settings, tmp_path: Path) -> Settings:
        return replace(settings, sources=tmp_path / "sources.toml")

    async def test_what_the_file_lists_is_shown_with_its_line(self, desk: Desk, operator: User, tmp_path: Path) -> None:
        (tmp_path / "sources.toml").write_text(f'\n[[source]]\nurl = "{QUICK}"\ntitle = "快报"\n', "utf-8")
        extra = {catalogue.ORIGIN: "file"}
        await desk.services.sources.change(QUICK, lambda state: replace(state, extra=extra))
        card = await operator.ask("/editsource 快报")
        assert f"Listed in {tmp_path / 'sources.toml'}:4" in card["text"]
        assert f"ld:src:{token(QUICK)}:section" not in buttons(card)
        said = await operator.ask("/editsource 快报 = 号外")
        assert f"{tmp_path / 'sources.toml'}:4: change it there" in said["text"]
        await desk.tap(operator, f"ld:srcset:{token(QUICK)}:paused:1")
        assert (await held(desk, QUICK)).paused
