"""`ledebot stories`: stories joined, and reports parted from theirs."""

from __future__ import annotations

from argparse import Namespace

from ledebot.bot.app.container import open_container
from ledebot.bot.core.config import Settings
from ledebot.bot.stories import mending
from ledebot.storage.stories.regrouping import Regrouping


async def run(settings: Settings, arguments: Namespace) -> int:
    """Carry out one action."""
    async with open_container(settings) as container:
        mender, articles, now = Regrouping(container.redis), container.articles, container.clock.now()
        if arguments.action == "join":
            reports = await mending.join(mender, articles, arguments.one, arguments.two, now)
            print(f"one story now, with {len(reports)} reports: {reports[0].title}")
        else:
            report = await mending.part(mender, articles, arguments.report, now)
            print(f"a story of its own now: {report.title}")
    return 0
