"""Ledebot, a Telegram bot for news digests: the one import name.

    from ledebot import ALLOWED_UPDATES, install, load_settings

    application = Application.builder().token(TOKEN).build()
    install(application, load_settings())
    application.run_polling(allowed_updates=[*mine, *ALLOWED_UPDATES])

Importing it connects to nothing and reads no environment; what it names is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ledebot.bot.app.plugin import ALLOWED_UPDATES, Plugin, install
    from ledebot.bot.core.config import load_settings

__all__ = ["ALLOWED_UPDATES", "Plugin", "install", "load_settings"]

_HOMES = {
    "ALLOWED_UPDATES": "ledebot.bot.app.plugin",
    "Plugin": "ledebot.bot.app.plugin",
    "install": "ledebot.bot.app.plugin",
    "load_settings": "ledebot.bot.core.config",
}


def __getattr__(name: str) -> Any:
    """Load what a host asks for: `ledebot --help` needs neither Telegram's client nor the store's."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
