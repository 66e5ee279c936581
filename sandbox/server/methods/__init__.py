"""The Bot API's methods, grouped as its documentation groups them; importing this registers them all."""

from ledebot.sandbox.server.api import METHODS
from ledebot.sandbox.server.methods import chats, editing, files, inline, profile, sending, topics, updating, webhooks

__all__ = ["METHODS", "chats", "editing", "files", "inline", "profile", "sending", "topics", "updating", "webhooks"]
