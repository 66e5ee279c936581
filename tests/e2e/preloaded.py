"""What the process that others are forked from has in memory: every module of ours, and the texts of the interface."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import ledebot
from ledebot.bot.core.i18n import LANGUAGES, translator

for each in pkgutil.walk_packages(ledebot.__path__, "ledebot."):
    import_module(each.name)
for language in LANGUAGES:
    translator(language)
