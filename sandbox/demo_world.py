"""The first world of a demo: you, somebody else, a group and a forum with both, and a channel of yours."""

from __future__ import annotations

from functools import partial

from ledebot.sandbox.sandbox import Sandbox

NAMES = {
    "zh": ("你", "小明", "读书会", "街坊论坛", ("财经", "本地"), "我的频道", "zh-hans"),
    "en": ("You", "Ming", "Book club", "Neighbours", ("Business", "Around here"), "My channel", "en"),
}


def populate(sandbox: Sandbox, language: str = "zh") -> None:
    """Create the people and chats of a demo; the page may act as both people. `language` is zh or en.

    Starting over on the page creates them anew.
    """
    sandbox.build = partial(populate, sandbox, language)
    me, other, group, forum, topics, channel, code = NAMES[language]
    you = sandbox.user(me, language_code=code, username="you")
    friend = sandbox.user(other, language_code=code, username="ming")
    sandbox.group(group, owner=you, members=(friend,))
    neighbours = sandbox.group(forum, owner=you, members=(friend,), forum=True)
    for topic in topics:
        neighbours.add_topic(topic)
    sandbox.channel(channel, owner=you, members=(friend,), username="my_channel")
    sandbox.act_as(you, friend)
