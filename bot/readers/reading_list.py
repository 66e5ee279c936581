"""A reader's saved stories as one document to keep: Markdown or a page of HTML. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence

from ledebot.bot.core.i18n import Translator
from ledebot.bot.core.web_addresses import is_web_address
from ledebot.bot.model import SavedStory

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|~-])")
_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>:root {{ color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }} body {{ max-width: 40rem;
margin: 2rem auto; padding: 0 1rem }} small {{ opacity: .7 }} h2 {{ font-size: 1.1rem; margin: 2rem 0 0 }}</style>
<h1>{title}</h1>
{stories}
</html>
"""


def as_markdown(stories: Sequence[SavedStory], ledes: Mapping[str, str], t: Translator, zone: str) -> str:
    """Write saved stories, the newest first, as Markdown; `ledes` by article, of those that are still kept."""
    parts = [f"# {t('Saved stories')}"]
    for story in stories:
        title = _plain(story.title)
        heading = f"[{title}](<{_target(story.url)}>)" if story.url and is_web_address(story.url) else title
        lede = _plain(ledes.get(story.article_id, ""))
        parts += [f"## {heading}", _plain(_facts(story, t, zone)), *([lede] if lede else [])]
    return "\n\n".join(parts) + "\n"


def as_html(stories: Sequence[SavedStory], ledes: Mapping[str, str], t: Translator, zone: str) -> str:
    """Write saved stories as one page that needs nothing else; as `as_markdown`."""
    parts = []
    for story in stories:
        title = html.escape(_one_line(story.title))
        linked = story.url and is_web_address(story.url)
        heading = f'<a href="{html.escape(story.url or "")}">{title}</a>' if linked else title
        parts.append(f"<h2>{heading}</h2>\n<small>{html.escape(_facts(story, t, zone))}</small>")
        if lede := ledes.get(story.article_id):
            parts.append(f"<p>{html.escape(lede)}</p>")
    return _PAGE.format(language=t.locale.language, title=html.escape(t("Saved stories")), stories="\n".join(parts))


FORMATS: Mapping[str, Callable[[Sequence[SavedStory], Mapping[str, str], Translator, str], str]] = {
    "md": as_markdown,
    "html": as_html,
}
"""By the ending of the file's name."""


def _facts(story: SavedStory, t: Translator, zone: str) -> str:
    when = t.date(story.published or story.saved, zone, "date")
    return f"{_one_line(story.source)} · {when}"


def _plain(text: str) -> str:
    """Write foreign text so that Markdown reads nothing into it."""
    return _MARKS.sub(r"\\\1", _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _target(url: str) -> str:
    return "".join(url.split()).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
