"""The store's migrations, in order. A schema has a number; each number has its module and its test."""

from ledebot.storage.migrations.to_2 import TO_2

MIGRATIONS = (TO_2,)
