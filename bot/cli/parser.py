"""The command line's words. Each command is a coroutine function `(settings, arguments) -> exit code`."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from importlib import import_module
from typing import Any, NoReturn

from ledebot.bot.core.config import Settings

SPAN = re.compile(r"([0-9]{1,4})\s*([mhdw])")
WITHOUT = re.compile(r"-(?!h$)[^-]")
WORD = "\0"
"""Hides the minus of a query's word from the library; no argument of a process can hold this character."""
NAMED = "NAME|URL|PATH"
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span(text: str) -> timedelta:
    """Read `90m`, `24h`, `3d` or `2w`."""
    found = SPAN.fullmatch(text.strip().lower())
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number and m, h, d or w, such as 24h")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def positive(text: str) -> int:
    """Read a whole number above 0."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a whole number above 0")
    return int(text)


def name(text: str) -> str:
    """Read the name of something that is stored; bytes that are no text name nothing."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"{text!a}: not in UTF-8") from None
    return text


def word(text: str) -> str:
    """Read a word of a query."""
    return text.removeprefix(WORD)


class _Parser(argparse.ArgumentParser):
    """Tells a mistake in one line; where words of a query are asked for, `-word` is one of them."""

    takes_words = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self.takes_words:
            before = [None, *args]
            args = [
                WORD + one if WITHOUT.match(one) and last != "--limit" else one
                for last, one in zip(before, args, strict=False)
            ]
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"ledebot: {message}; `{self.prog} --help` lists what there is\n")


class _Version(argparse.Action):
    """Tells the version, which takes a fifth of a short command's time to find out."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"ledebot {version('ledebot')}")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of all commands."""
    parser = _Parser(
        prog="ledebot", description="News digests for Telegram: every story once, search that works in Chinese."
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    parser.add_argument("--log-level", choices=["DEBUG", "INFO", "WARNING", "ERROR"], help=argparse.SUPPRESS)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    run = _command(commands, "run", "the bot", "ledebot.bot.cli.run", service=True)
    run.add_argument("--role", choices=["all", "bot", "scheduler", "sender"], default="all", help="for scaling out")

    demo = _command(
        commands, "demo", "try everything in the browser, no token needed", "ledebot.bot.cli.demo", service=True
    )
    demo.add_argument("--port", type=int, default=8088, help="the page's port on this machine (default 8088)")
    demo.add_argument("--no-browser", action="store_true", help="do not open the page, only print its address")

    ingest = _command(commands, "ingest", "store articles from files, folders and addresses", "ledebot.bot.cli.ingest")
    ingest.add_argument("inputs", nargs="+", metavar="PATH|URL", help="posts, folders, feeds, pages, OPML")
    ingest.add_argument("--json", action="store_true", help="print the totals as one JSON line")

    lede = _command(commands, "lede", "show what is made of documents, storing nothing", "ledebot.bot.cli.lede")
    lede.add_argument("inputs", nargs="+", metavar="FILE|-", help="files or addresses; - reads one from the input")
    lede.add_argument("--length", choices=["short", "medium", "long"], default="medium")
    lede.add_argument("--json", action="store_true", help="one JSON line a document")

    search = _command(commands, "search", "search the stored articles", "ledebot.bot.cli.search")
    search.takes_words = True
    search.add_argument(
        "query", nargs="+", type=word, metavar="QUERY", help="words; - reads a query a line from the input"
    )
    search.add_argument("--limit", type=positive, default=10, metavar="N")
    search.add_argument("--json", action="store_true", help="one JSON line a query")

    digest = _command(
        commands, "digest", "preview a digest: the very messages that would be sent", "ledebot.bot.cli.digest"
    )
    digest.add_argument(
        "--topic", action="append", type=name, default=[], metavar="T", help="may be given several times"
    )
    digest.add_argument("--since", type=span, default=timedelta(hours=24), metavar="24h")
    digest.add_argument("--lang", choices=["zh-hans", "zh-hant", "en"], default="zh-hans")
    digest.add_argument("--length", choices=["short", "medium", "long"], default="medium")
    digest.add_argument("--json", action="store_true", help="one JSON line a message")

    _sources(_command(commands, "sources", "list and change the sources that are followed", "ledebot.bot.cli.sources"))

    _stories(_command(commands, "stories", "join stories, and part reports from theirs", "ledebot.bot.cli.stories"))

    backup = _command(commands, "backup", "keep the whole instance in a file", "ledebot.bot.cli.backup")
    backup.add_argument("path", metavar="DIR|FILE", help="in a folder, a new file named after the moment")
    backup.add_argument("--keep", type=positive, metavar="N", help="remove all but the newest N of that folder")
    restore = _command(
        commands, "restore", "bring a backup to an empty store, or a reader's /mydata file", "ledebot.bot.cli.restore"
    )
    restore.add_argument("file", metavar="FILE")
    _dead(_command(commands, "dead", "deliveries that were given up", "ledebot.bot.cli.dead"))
    _export(_command(commands, "export", "print what is stored for other programs", "ledebot.bot.cli.export"))

    health = _command(commands, "health", "whether the bot that runs here is well", "ledebot.bot.cli.health")
    health.add_argument("--wait", type=positive, default=4, metavar="SECONDS", help="for its answer (default 4)")
    doctor = _command(commands, "doctor", "check settings, store, index, token and sources", "ledebot.bot.cli.doctor")
    doctor.add_argument("--json", action="store_true")
    stats = _command(commands, "stats", "articles, readers, queue and failures", "ledebot.bot.cli.stats")
    stats.add_argument("--json", action="store_true")
    return parser


def _sources(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    listing = actions.add_parser("list", help="every source, how it is doing, and when it is tried next")
    listing.add_argument("--json", action="store_true")
    show = actions.add_parser("show", help="one source, and what it repeats and is left out of its articles")
    show.add_argument("name", type=name, metavar=NAMED)
    show.add_argument(
        "--keep", action="append", default=[], metavar="MARK", help="leave this in from now on: it is news"
    )
    show.add_argument("--json", action="store_true")
    add = actions.add_parser("add", help="follow a feed, a folder of posts, or a site whose feeds are looked for")
    add.add_argument("url", metavar="URL|PATH")
    add.add_argument("--title", type=name, default="")
    add.add_argument("--topic", action="append", type=name, default=[], metavar="T")
    add.add_argument("--section", default="", metavar="ID", help="the section of all its articles")
    change = actions.add_parser(
        "set", help="set a source's section, language and interval, and rename, merge or hide its categories"
    )
    change.add_argument("name", type=name, metavar=NAMED)
    change.add_argument("--section", metavar="ID", help="the section of all its articles; '' for each one's own")
    change.add_argument("--language", metavar="CODE", help="the language of all its articles; '' for each one's own")
    change.add_argument("--interval", metavar="30m", help="how often it is read; '' for its own pace")
    change.add_argument(
        "--category",
        action="append",
        default=[],
        metavar="OLD=NEW",
        help="call a category otherwise, by a section's id count it there, with nothing after = hide it",
    )
    pause = actions.add_parser("pause", help="leave a source unread until it is resumed")
    pause.add_argument("name", type=name, metavar=NAMED)
    resume = actions.add_parser("resume", help="read a paused, failing or closed source again, at once")
    resume.add_argument("name", type=name, metavar=NAMED)
    rename = actions.add_parser("rename", help="call a source otherwise; its articles and readers follow")
    rename.add_argument("name", type=name, metavar=NAMED)
    rename.add_argument("new", type=name, metavar="NEW")
    merge = actions.add_parser("merge", help="know a source by another's name: readers follow both as one")
    merge.add_argument("name", type=name, metavar=NAMED)
    merge.add_argument("into", type=name, metavar="INTO")
    remove = actions.add_parser("remove", help="stop following; stored articles stay until they expire")
    remove.add_argument("name", type=name, metavar=NAMED)
    opml = actions.add_parser("import", help="follow all feeds of an OPML file")
    opml.add_argument("file", metavar="FILE")
    export = actions.add_parser("export", help="print all sources as OPML, or as a sources file")
    export.add_argument("--toml", action="store_true", help="as a sources file, with all that is set of them")


def _stories(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    join = actions.add_parser("join", help="make one story of the stories of two reports")
    join.add_argument("one", metavar="REPORT", help="its id or address; `ledebot search --json` shows both")
    join.add_argument("two", metavar="REPORT")
    split = actions.add_parser("split", help="part a report from its story, for everybody and for good")
    split.add_argument("report", metavar="REPORT", help="its id or address")


def _dead(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    listing = actions.add_parser("list", help="what failed, when and why, the newest first; kept for 30 days")
    listing.add_argument("--limit", type=positive, default=20, metavar="N")
    listing.add_argument("--json", action="store_true", help="one JSON line each, with what would have been sent")
    requeue = actions.add_parser("requeue", help="try again, from the first message that has not arrived")
    requeue.add_argument("ids", nargs="*", type=name, metavar="ID")
    requeue.add_argument("--all", action="store_true", help="all that are listed, however many")


def _export(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(metavar="WHAT", required=True, dest="what")
    articles = what.add_parser("articles", help="every stored article, the oldest first")
    articles.add_argument("--format", choices=["jsonl", "jsonfeed"], default="jsonl", help="JSON Lines or a JSON Feed")
    articles.add_argument("--since", type=span, metavar="7d", help="those published since then only")


def _command(commands: Any, name: str, summary: str, module: str, *, service: bool = False) -> _Parser:
    parser: _Parser = commands.add_parser(name, help=summary, description=summary)

    async def run(settings: Settings, arguments: argparse.Namespace) -> int:
        # Imported when called: `ledebot --help` need not wait for the Telegram and search libraries.
        code: int = await import_module(module).run(settings, arguments)
        return code

    parser.set_defaults(command=run, service=service)
    return parser
