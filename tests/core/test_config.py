from __future__ import annotations

from pathlib import Path

import pytest

from ledebot.bot.core.config import Settings, load_settings
from ledebot.bot.core.errors import SettingError
from ledebot.bot.delivery.rate_limits import RateLimits

TOKEN = "123456:" + "A" * 35


def test_defaults_need_nothing() -> None:
    settings = load_settings({"HOME": "/home/reader"})
    assert settings == Settings(home=Path("/home/reader/.local/share/ledebot"))
    assert load_settings({"XDG_DATA_HOME": "/data"}).home == Path("/data/ledebot")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        f"# the bot\nexport TELEGRAM_BOT_TOKEN='{TOKEN}'\nLEDEBOT_SEND_RATE=25\n\nLEDEBOT_ADMIN_IDS = 1, 2\n",
        encoding="utf-8",
    )
    settings = load_settings({"HOME": "/h", "LEDEBOT_SEND_RATE": "10"}, file)
    assert (settings.token, settings.send_rate, settings.admin_ids) == (TOKEN, 10.0, (1, 2))


def test_secrets_stay_out_of_the_repr() -> None:
    settings = load_settings(
        {"HOME": "/h", "TELEGRAM_BOT_TOKEN": TOKEN, "REDIS_URL": "redis://:pw@host/0", "LEDEBOT_WEBHOOK_SECRET": "s3"}
    )
    assert TOKEN not in repr(settings)
    assert "pw" not in repr(settings)
    assert "s3" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("REDIS_URL", "localhost:6379", "expected redis://"),
        ("LEDEBOT_TELEGRAM_API_URL", "api.telegram.org", "expected http://"),
        ("LEDEBOT_TELEGRAM_API_URL", "http://127.0.0.1:99999", "expected http://"),
        ("LEDEBOT_TELEGRAM_API_URL", "http://127.0.0.1:eighty", "expected http://"),
        ("LEDEBOT_ADMIN_IDS", "me", "Telegram user ids"),
        ("LEDEBOT_ACCESS", "closed", "open or allowlist"),
        ("LEDEBOT_SEND_RATE", "fast", "a number above 0"),
        ("LEDEBOT_SEND_RATE", "0", "a number above 0"),
        ("LEDEBOT_SEND_RATE", "nan", "a number above 0"),
        ("LEDEBOT_PAID_BROADCAST", "2000", "from 31 to 1000"),
        ("LEDEBOT_PAID_STARS_PER_DAY", "0", "from 1 to 100000"),
        ("LEDEBOT_PAID_STARS_PER_DAY", "1000000", "from 1 to 100000"),
        ("LEDEBOT_RETENTION_DAYS", "0", "at least 1"),
        ("LEDEBOT_RETENTION_DAYS", "9" * 12, "at least 1"),
        ("LEDEBOT_BACKUP_KEEP", "0", "a whole number of backups"),
        ("LEDEBOT_FETCH_ALLOW_PRIVATE", "maybe", "true or false"),
        ("LEDEBOT_WEBHOOK_URL", "http://plain.example", "https://"),
        ("LEDEBOT_WEBHOOK_URL", "https://", "https://"),
        ("LEDEBOT_HTTP_LISTEN", "9090x", "host:port"),
        ("REDIS_URL", "redis://[::1", "redis://, rediss://"),
        ("LEDEBOT_LOG_LEVEL", "LOUD", "DEBUG, INFO"),
    ],
)
def test_a_wrong_setting_is_one_line_that_says_what_to_do(name: str, value: str, hint: str) -> None:
    with pytest.raises(SettingError, match=hint) as caught:
        load_settings({"HOME": "/h", name: value})
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_backups_go_to_a_folder_and_seven_stay() -> None:
    assert load_settings({"HOME": "/h"}).backup is None
    settings = load_settings({"HOME": "/h", "LEDEBOT_BACKUP": "/backups"})
    assert (settings.backup, settings.backup_keep) == (Path("/backups"), 7)


def test_a_broken_line_of_the_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LEDEBOT_HOME=/x\nthis is not a setting\n", encoding="utf-8")
    with pytest.raises(SettingError, match="line 2: expected KEY=value"):
        load_settings({}, file)


def test_paid_broadcast_needs_a_cap_and_is_off_by_default() -> None:
    assert RateLimits.of(load_settings({"HOME": "/h"})) == RateLimits()
    assert RateLimits.of(load_settings({"HOME": "/h", "LEDEBOT_PAID_STARS_PER_DAY": "5"})) == RateLimits()
    with pytest.raises(SettingError, match="LEDEBOT_PAID_STARS_PER_DAY is not set: say how many Stars") as caught:
        load_settings({"HOME": "/h", "LEDEBOT_PAID_BROADCAST": "1000"})
    assert "\n" not in str(caught.value)
    limits = RateLimits.of(
        load_settings({"HOME": "/h", "LEDEBOT_PAID_BROADCAST": "1000", "LEDEBOT_PAID_STARS_PER_DAY": "50"})
    )
    assert (limits.rate, limits.most, limits.paid_cap) == (30, 1000, 500)


@pytest.mark.parametrize("name", ["REDIS_URL", "LEDEBOT_ADMIN_IDS", "LEDEBOT_ACCESS", "LEDEBOT_WEBHOOK_URL"])
def test_a_secret_in_the_wrong_variable_is_not_shown(name: str) -> None:
    for value in (TOKEN, f"http://host/{TOKEN}", f"reader:{TOKEN}@host:6379"):
        with pytest.raises(SettingError) as caught:
            load_settings({"HOME": "/h", name: value})
        assert TOKEN.partition(":")[2] not in str(caught.value)
