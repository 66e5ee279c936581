"""What an operator relies on: a token that is checked, health and metrics that tell the truth."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from ledebot.bot.app.bot_facts import bot_facts
from ledebot.bot.app.container import open_container
from ledebot.bot.app.roles import running
from ledebot.bot.cli import health
from ledebot.bot.cli.demo import News, demo_settings
from ledebot.bot.core.config import Settings
from ledebot.bot.core.errors import SettingError
from ledebot.bot.model import Filters, Health, Schedule, SourceConfig, SourceState, Subscriber, Target
from ledebot.sandbox.sandbox import Sandbox


async def test_a_token_is_told_good_from_bad(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = demo_settings(Settings(home=tmp_path), sandbox, tmp_path)
    assert (await bot_facts(settings)).name == "ledebot_bot"
    with pytest.raises(SettingError, match="copy it again from @BotFather"):
        await bot_facts(replace(settings, token="123456:" + "x" * 35))
    with pytest.raises(SettingError, match="cannot be reached") as caught:
        await bot_facts(replace(settings, api_url="http://127.0.0.1:9"))
    assert sandbox.token not in str(caught.value)


async def test_another_program_that_takes_the_updates_is_noticed(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = demo_settings(Settings(home=tmp_path), sandbox, tmp_path)
    asking = asyncio.Event()

    async def poll() -> None:
        async with aiohttp.ClientSession() as http:
            while True:
                asking.set()
                async with http.get(f"{sandbox.base_url}{sandbox.token}/getUpdates?timeout=30"):
                    pass

    rival = asyncio.create_task(poll())
    await asking.wait()
    assert (await bot_facts(settings, listen=20)).rival
    rival.cancel()
    await asyncio.wait([rival])
    assert not (await bot_facts(settings, listen=1)).rival


async def test_a_wrong_token_ends_the_start_with_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    settings = demo_settings(Settings(home=tmp_path), sandbox, tmp_path)
    async with open_container(replace(settings, token="123456:" + "x" * 35), sandbox.clock) as container:
        with pytest.raises(SettingError, match="copy it again from @BotFather"):
            async with running(container):
                pytest.fail("ran with a wrong token")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_bot_that_waits_for_telegram_can_be_stopped(tmp_path: Path, number: signal.Signals) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": "123456:" + "x" * 35, "LEDEBOT_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    waiting = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **settings, "LEDEBOT_HOME": str(tmp_path / "home")},
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert waiting.stderr is not None
        async with asyncio.timeout(60):
            while b"reaching Telegram: " not in await waiting.stderr.readline():
                assert waiting.returncode is None
            waiting.send_signal(number)
            rest = await waiting.stderr.read()
            assert await waiting.wait() == 0
        assert b"Traceback" not in rest
    finally:
        if waiting.returncode is None:
            waiting.kill()
            await waiting.wait()


async def test_health_and_metrics(sandbox: Sandbox, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    settings = replace(demo_settings(Settings(home=tmp_path), sandbox, tmp_path), http_listen=address)
    base = f"http://127.0.0.1:{address[1]}"
    async with open_container(settings, sandbox.clock, search=True) as container, aiohttp.ClientSession() as http:
        news = News(container)
        await news.tick()
        async with running(container, news=news.tick):
            async with http.get(f"{base}/health") as answer:
                assert (answer.status, await answer.text()) == (200, "ok\n")
            assert await health.run(settings, Namespace(wait=5)) == 0
            async with http.get(f"{base}/metrics") as answer:
                assert answer.headers["Content-Type"].startswith("text/plain; version=")
                text = await answer.text()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    figures = {(one.name, *one.labels.values()): one.value for each in families.values() for one in each.samples}
    assert figures["ledebot_articles",] >= 20
    assert figures["ledebot_senders",] == 1
    assert ("ledebot_event_loop_lag_seconds_count",) in figures
    assert figures["ledebot_queued", "digest"] == 0
    assert figures["ledebot_pending",] == 0
    assert ("ledebot_deliveries_total", "sent") in figures
    assert families["ledebot_deliveries"].type == "counter"
    assert families["ledebot_event_loop_lag_seconds"].type == "histogram"
    assert sandbox.token not in text


async def test_operators_are_told_and_a_source_takes_its_new_name(sandbox: Sandbox, tmp_path: Path) -> None:
    operator, now = sandbox.user("op", language_code="en"), sandbox.clock.now()
    settings = replace(demo_settings(Settings(home=tmp_path), sandbox, tmp_path), admin_ids=(operator.id,))
    late = next(
        zone for zone in ("UTC", "Asia/Shanghai", "America/New_York") if now.astimezone(ZoneInfo(zone)).hour >= 9
    )
    failing = SourceState(SourceConfig("https://x.example/rss", "慢报"), Health.FAILING, failures=99, last_error="gone")

    async def no_news() -> None:
        """The network has none."""

    async with open_container(settings, sandbox.clock, search=True) as container:
        held = Subscriber(Target(operator.id), language="en", schedule=Schedule(zone=late))
        await container.subscribers.save(replace(held, filters=Filters(sources=("慢报",))), None)
        await container.sources.save(failing)
        await container.editor.rename(failing.config.url, "晚报")
        await operator.send("/help")
        async with running(container, news=no_news):
            said = await sandbox.wait_for(operator.id, "This needs your attention")
            assert "晚报: gone" in said["text"]
            async with asyncio.timeout(60):
                while (followed := await container.subscribers.get(held.target)) and "慢报" in followed.filters.sources:
                    pass  # the next look at the store lets everything else run
            assert followed is not None
            assert followed.filters.sources == ("晚报",)


async def test_the_bot_switches_its_inline_mode_on(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.api.inline.enabled = False
    settings = demo_settings(Settings(home=tmp_path), sandbox, tmp_path)
    async with open_container(settings, sandbox.clock) as container, running(container, "bot"):
        await sandbox.wait_until(lambda: sandbox.api.inline.enabled, 60)
        assert "Search the news" in sandbox.api.inline.placeholder
        assert "搜新闻" in sandbox.api.inline.placeholder


async def test_where_the_server_is_too_old_for_that_botfathers_word_is_told(
    sandbox: Sandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.api.inline.enabled = False
    sandbox.faults.add("error", method="setMySettings", code=404, description="Not Found")
    settings = demo_settings(Settings(home=tmp_path), sandbox, tmp_path)
    with caplog.at_level("INFO", logger="ledebot.bot.app.presenting"):
        async with open_container(settings, sandbox.clock) as container, running(container, "bot"):
            async with asyncio.timeout(60):
                while "/setinline" not in caplog.text:  # noqa: ASYNC110  # the event is in the log
                    await asyncio.sleep(0)
            assert not sandbox.api.inline.enabled
