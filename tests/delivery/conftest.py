from __future__ import annotations

pytest_plugins = ["bot.sandbox.pytest_plugin"]
