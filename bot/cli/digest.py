"""`ledebot digest`: preview a digest, the very messages that would be sent."""

from __future__ import annotations

import html
import json
import re
import sys
from argparse import Namespace
from dataclasses import asdict

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.model import Length
from ledebot.bot.text.section_names import section_named

TAG = re.compile(r"<[^>]+>")


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print each message; exit code 1 when there is nothing to tell. Topics that there are none of are named."""
    async with open_container(settings) as container:
        known = await container.articles.topics()
        for topic in arguments.topic:
            if topic not in known and section_named(topic) is None:
                print(f"ledebot: there is no topic {topic} in the store, nor a section", file=sys.stderr)
        digest = await container.composer.preview(
            topics=tuple(arguments.topic),
            since=arguments.since,
            language=arguments.lang,
            length=Length(arguments.length),
        )
    for number, part in enumerate(digest.parts, 1):
        if arguments.json:
            print(json.dumps({"part": number, **asdict(part)}, ensure_ascii=False))
        else:
            # The message without its markup; links keep their text only, as a phone shows them.
            print(html.unescape(TAG.sub("", part.html)), end="\n\n")
    return 1 if digest.empty else 0
