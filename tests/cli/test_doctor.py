"""`ledebot doctor` over real servers and folders: the mistakes that only the whole of it can meet, and their cures."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledebot.bot.cli import doctor
from ledebot.bot.core.config import Settings
from ledebot.bot.model import SourceConfig, SourceState, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox
from ledebot.storage.base import keys
from ledebot.storage.base.client import Client
from ledebot.storage.readers.subscribers import Subscribers
from ledebot.storage.sources.sources import Sources
from tests.moody_redis import free_port

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
OPERATOR = 41
BROKEN = '{"v":1,"config":7,"target":"seven"}'


@pytest.fixture
def settings(valkey_url: str, redis_client: Client, tmp_path: Path) -> Settings:
    """An instance of its own, whose store is empty and well."""
    return Settings(home=tmp_path / "home", redis_url=valkey_url, admin_ids=(OPERATOR,))


async def told(settings: Settings) -> dict[str, tuple[str, str]]:
    """Map each check to what was found and said."""
    found = [finding async for finding in doctor.examine(settings, {}, Path("no-such.env"), listen=0)]
    assert len({finding.check for finding in found}) == len(found), "one line for each check"
    return {finding.check: (finding.verdict.value, finding.text) for finding in found}


async def test_a_store_out_of_reach(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    address = f"redis://127.0.0.1:{free_port()}"
    assert await doctor.run(replace(settings, redis_url=address), Namespace(json=True)) == 1
    found = {line["check"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found["store"]["verdict"] == "fail"
    assert "Start it, correct REDIS_URL, or leave that out for the embedded server." in found["store"]["text"]
    assert not found.keys() & {"records", "search", "deliveries"}, "nothing is said of what could not be looked at"


async def test_a_stores_password_that_is_wrong(settings: Settings, debian_redis_url: str) -> None:
    address = debian_redis_url.replace("//", "//nobody:of-another-server@")
    verdict, text = (await told(replace(settings, redis_url=address)))["store"]
    assert verdict == "fail"
    assert "password" in text
    assert "of-another-server" not in text


async def test_a_store_that_takes_no_changes(settings: Settings, redis_client: Client) -> None:
    await told(settings)  # what is made once is there
    await redis_client.config_set("maxmemory", "1")
    try:
        found = await told(settings)
    finally:
        await redis_client.config_set("maxmemory", "0")
    assert found["store"][0] == "fail"
    assert "nothing can be sent or stored until then" in found["store"][1]
    assert found["records"] == ("ok", "all can be read"), "all else is looked at as well"


async def test_an_index_that_cannot_be_used(settings: Settings) -> None:
    (settings.home / "index").parent.mkdir()
    (settings.home / "index").touch()
    found = await told(settings)
    assert found["search"][0] == "fail"
    assert "make room on its disk, or remove its folder: it is made anew" in found["search"][1]
    assert found["store"][0] != "fail"


async def test_an_index_that_can_be_searched_and_not_kept(settings: Settings) -> None:
    assert (await told(settings))["search"][0] == "ok"
    (lock,) = (settings.home / "index").glob("*.lock")
    lock.unlink()
    lock.mkdir()
    verdict, text = (await told(settings))["search"]
    assert verdict == "warn"
    assert f"Make room on the disk of {settings.home / 'index'}, or remove that folder" in text


async def test_records_that_cannot_be_read(settings: Settings, redis_client: Client) -> None:
    subscribers, sources = Subscribers(redis_client), Sources(redis_client)
    for target in (Target(-1), Target(-2)):
        await subscribers.save(Subscriber(target), NOW)
    await sources.save(SourceState(SourceConfig("https://one.example/rss"), next_try=NOW))
    assert (await told(settings))["records"] == ("ok", "all can be read")
    await redis_client.set(keys.subscriber("-1"), BROKEN)
    await redis_client.hset(keys.SOURCES, "https://two.example/rss", BROKEN)
    found = await told(settings)
    assert found["records"][0] == "warn"
    assert found["records"][1].startswith("2 cannot be read and are left out; a newer ledebot wrote them")
    assert found["sources"][1] == "1 followed, 0 paused", "and their neighbours are there"


async def test_a_token_and_an_address_that_do_not_work(settings: Settings, sandbox: Sandbox) -> None:
    right = replace(settings, token=sandbox.token, api_url=sandbox.api_url)
    assert (await told(right))["token"] == ("ok", f"@ledebot_bot answers at {sandbox.api_url}")
    for wrong, cure in (
        (replace(right, token="123456:" + "x" * 35), "is refused by Telegram: copy it again from @BotFather"),
        (replace(right, api_url=f"http://127.0.0.1:{free_port()}"), "cannot be reached"),
    ):
        found = await told(wrong)
        assert found["token"][0] == "fail"
        assert cure in found["token"][1]
        assert str(wrong.token) not in str(found)
        assert found["records"][0] == "ok", "all else is looked at as well"


async def test_an_operator_who_never_wrote_to_the_bot(settings: Settings, redis_client: Client) -> None:
    verdict, text = (await told(settings))["operators"]
    assert verdict == "warn"
    assert text.startswith(f"{OPERATOR} has not written to the bot")
    assert "press Start" in text
    await Subscribers(redis_client).save(Subscriber(Target(OPERATOR)), NOW)
    assert "operators" not in await told(settings)
