"""Settings: environment variables and an optional `.env` file, read once into one frozen value.

Nothing is read on import; `load_settings` takes the environment as an argument.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from ledebot.bot.core.errors import SettingError
from ledebot.bot.core.logs import cut, redact

T = TypeVar("T")
TELEGRAM_API = "https://api.telegram.org"
MESSAGES_PER_STAR = 10
"""Telegram takes 0.1 Stars for each message beyond the free 30 a second (core.telegram.org/bots/faq)."""
MOST_DAYS = 36_500
"""Days of news, and backups, that may be kept: beyond them lie slips, and arithmetic that overflows."""
MOST_STARS = 100_000
"""Stars a day, a million messages: more is taken for a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one process; secrets stay out of its repr."""

    home: Path
    token: str | None = field(default=None, repr=False)
    redis_url: str | None = field(default=None, repr=False)
    """None: the embedded server under `home`."""
    sources: Path | None = None
    api_url: str = TELEGRAM_API
    admin_ids: tuple[int, ...] = ()
    allowlist: bool = False
    send_rate: float = 30.0
    """Messages a second, all chats together (Telegram's documented bulk limit)."""
    paid_broadcast: int = 0
    """Messages a second with paid broadcast, those of `send_rate` included; 0: off."""
    paid_stars_per_day: int = 0
    """Stars that paid broadcast may cost a day, 0 where it is off."""
    retention_days: int = 90
    backup: Path | None = None
    """A folder that gets a backup of the whole instance each day."""
    backup_keep: int = 7
    """How many of them stay."""
    fetch_allow_private: bool = False
    rsshub: str = "https://rsshub.app"
    webhook_url: str | None = None
    webhook_listen: tuple[str, int] | None = None
    webhook_secret: str | None = field(default=None, repr=False)
    http_listen: tuple[str, int] | None = None
    log_level: str = "INFO"
    log_json: bool = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no line of the log may show."""
        password = urlsplit(self.redis_url).password if self.redis_url else None
        return (self.token, self.webhook_secret, password)


def read_env_file(path: Path) -> dict[str, str]:
    """Read `KEY=value` lines as python-dotenv does, without its expansion of `${...}`: a token may hold a `$`.

    Raises SettingError with the line's number for anything else.
    """
    if not path.is_file():
        return {}
    from dotenv.parser import parse_stream  # most starts have no such file

    values: dict[str, str] = {}
    for binding in parse_stream(io.StringIO(path.read_text(encoding="utf-8", errors="replace"))):
        if binding.error or (binding.key is not None and binding.value is None):
            raise SettingError(f"{path}, line {binding.original.line}: expected KEY=value")
        if binding.key is not None:
            values[binding.key] = binding.value or ""
    return values


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Build the settings from an environment (the process' own by default); it wins over the file.

    Raises SettingError, one line, saying what to do.
    """
    return _settings({**(read_env_file(env_file) if env_file else {}), **(os.environ if environ is None else environ)})


def names() -> frozenset[str]:
    """Name all variables that are read."""
    asked = set()

    class Asked(dict[str, str]):
        """An empty environment that keeps what it is asked for."""

        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]  # all that is used of it
            asked.add(name)
            return default

    _settings(Asked())
    return frozenset(asked)


def _settings(values: Mapping[str, str]) -> Settings:
    def get(name: str) -> str | None:
        return values.get(name, "").strip() or None

    def read(name: str, convert: Callable[[str], T], default: T, expected: str) -> T:
        text = get(name)
        if text is None:
            return default
        try:
            return convert(text)
        except ValueError:
            # What stands in the wrong variable may be a secret: an address without its scheme, a token.
            shown = "<hidden>" if name == "REDIS_URL" else cut(redact(text))
            raise SettingError(f"{name}={shown}: expected {expected}") from None

    home = get("LEDEBOT_HOME")
    access = get("LEDEBOT_ACCESS") or "open"
    if access not in ("open", "allowlist"):
        raise SettingError(f"LEDEBOT_ACCESS={cut(redact(access))}: expected open or allowlist")
    paid = read("LEDEBOT_PAID_BROADCAST", _paid, 0, "off, or messages a second from 31 to 1000")
    stars = read("LEDEBOT_PAID_STARS_PER_DAY", _stars, 0, f"a whole number of Stars from 1 to {MOST_STARS}")
    if paid and not stars:
        raise SettingError(
            "LEDEBOT_PAID_STARS_PER_DAY is not set: say how many Stars LEDEBOT_PAID_BROADCAST may cost a day "
            f"(a Star pays for {MESSAGES_PER_STAR} messages), or switch that off"
        )
    sources, backup = get("LEDEBOT_SOURCES"), get("LEDEBOT_BACKUP")
    return Settings(
        home=Path(home).expanduser() if home else _default_home(values),
        token=get("TELEGRAM_BOT_TOKEN"),
        redis_url=read(
            "REDIS_URL", _redis_url, None, "redis://, rediss://, unix:// or redis+sentinel:// and the server's address"
        ),
        sources=Path(sources).expanduser() if sources else None,
        api_url=read("LEDEBOT_TELEGRAM_API_URL", _http_url, TELEGRAM_API, "http:// or https:// and a host").rstrip("/"),
        admin_ids=read("LEDEBOT_ADMIN_IDS", _ids, (), "Telegram user ids, separated by commas"),
        allowlist=access == "allowlist",
        send_rate=read("LEDEBOT_SEND_RATE", _positive, 30.0, "messages a second, a number above 0"),
        paid_broadcast=paid,
        paid_stars_per_day=stars if paid else 0,
        retention_days=read("LEDEBOT_RETENTION_DAYS", _at_least_one, 90, "a whole number of days, at least 1"),
        backup=Path(backup).expanduser() if backup else None,
        backup_keep=read("LEDEBOT_BACKUP_KEEP", _at_least_one, 7, "a whole number of backups, at least 1"),
        fetch_allow_private=read("LEDEBOT_FETCH_ALLOW_PRIVATE", _flag, False, "true or false"),
        rsshub=read("LEDEBOT_RSSHUB", _http_url, "https://rsshub.app", "http:// or https:// and a host").rstrip("/"),
        webhook_url=read("LEDEBOT_WEBHOOK_URL", _optional(_webhook_url), None, "an https:// address"),
        webhook_listen=read("LEDEBOT_WEBHOOK_LISTEN", _optional(_address), None, "host:port"),
        webhook_secret=get("LEDEBOT_WEBHOOK_SECRET"),
        http_listen=read("LEDEBOT_HTTP_LISTEN", _optional(_address), None, "host:port"),
        log_level=read("LEDEBOT_LOG_LEVEL", _level, "INFO", "DEBUG, INFO, WARNING or ERROR"),
        log_json=read("LEDEBOT_LOG_JSON", _flag, False, "true or false"),
    )


def need_token(settings: Settings) -> str:
    """Give the bot token. Raises SettingError if there is none."""
    if not settings.token:
        raise SettingError("TELEGRAM_BOT_TOKEN is not set: get one from @BotFather, or try `ledebot demo` without")
    return settings.token


def _optional(convert: Callable[[str], T]) -> Callable[[str], T | None]:
    return convert


def _default_home(values: Mapping[str, str]) -> Path:
    base = values.get("XDG_DATA_HOME", "").strip()
    return Path(base) / "ledebot" if base else Path(values.get("HOME") or Path.home()) / ".local/share/ledebot"


def _http_url(text: str) -> str:
    urlsplit(text).port  # noqa: B018  # raises ValueError for a port that there is not
    if not text.startswith(("http://", "https://")) or len(text.split("//", 1)[1]) == 0:
        raise ValueError
    return text


def _webhook_url(text: str) -> str:
    """Take https, and plain http on this machine, which a Bot API server of one's own may use."""
    parts = urlsplit(text)
    if not parts.hostname or (parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1")):
        raise ValueError
    return text


def _redis_url(text: str) -> str:
    urlsplit(text)  # raises ValueError for brackets that do not close
    if not text.startswith(("redis://", "rediss://", "unix://", "redis+sentinel://")):
        raise ValueError
    return text


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace(",", " ").split())


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError
    return value


def _paid(text: str) -> int:
    if text.lower() in ("off", "false", "0", "no"):
        return 0
    value = int(text)
    if not 30 < value <= 1000:
        raise ValueError
    return value


def _stars(text: str) -> int:
    value = int(text)
    if not 0 < value <= MOST_STARS:
        raise ValueError
    return value


def _at_least_one(text: str) -> int:
    value = int(text)
    if not 0 < value <= MOST_DAYS:
        raise ValueError
    return value


def _flag(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    number = int(port)
    if not 0 <= number < 65536:
        raise ValueError
    return host.strip("[]") or "127.0.0.1", number


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError
    return text.upper()
