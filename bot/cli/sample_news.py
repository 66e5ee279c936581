"""The demo's made-up news as items whose times are relative to the demo's start, in the markup that real sites use."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from ledebot.bot.model import Item, SourceConfig

HOST = "https://news.example"
"""A reserved name: no link of the demo leads anywhere real."""
PICTURES = "https://pictures.news.example"
ZONE = ZoneInfo("Asia/Shanghai")
_DAY = re.compile(r"\{(?P<form>date|day|weekday|month_day)(?:(?P<hours>[+-]\d{1,4})h)?\}")
QR_CODE = f"{PICTURES}/app-qr.png"
Dress = Callable[[str, Sequence[str], str], str]


@dataclass(frozen=True, slots=True)
class SampleNews:
    """A news source that publishes on a timetable; `start` is the demo's own."""

    start: datetime

    def until(self, moment: datetime, after: datetime | None = None) -> tuple[Item, ...]:
        """Give what is published up to `moment`, and later than `after`, in order."""
        timed = ((self.start + timedelta(hours=entry["hours"]), n, entry) for n, entry in enumerate(_entries(), 1))
        return tuple(
            _item(n, entry, at, self.start) for at, n, entry in timed if at <= moment and (after is None or at > after)
        )


def feeds() -> tuple[SourceConfig, ...]:
    """Give the sources that publish it, under addresses that lead nowhere."""
    names = dict.fromkeys(entry["source"] for entry in _entries())
    return tuple(SourceConfig(f"{HOST}/feeds/{n}", title=name) for n, name in enumerate(names, 1))


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((files("ledebot.bot.cli") / "samples" / "news.toml").read_text("utf-8"))["item"])


def _item(number: int, entry: dict[str, Any], published: datetime, start: datetime) -> Item:
    title, text = (_dated(entry[part], published, start) for part in ("title", "text"))
    paragraphs = [html.escape(part.strip()) for part in text.split("\n\n")]
    dress = _DRESSES.get(entry["source"], _plain)
    return Item(
        ref=f"sample {number}",
        source=entry["source"],
        title=title,
        html=dress(html.escape(title), paragraphs, f"{PICTURES}/{number}.jpg"),
        guid=f"sample-{number}",
        url=f"{HOST}/{number}",
        published=published,
        topics=tuple(entry["topics"]),
    )


def _dated(text: str, published: datetime, start: datetime) -> str:
    """Write the days that a text speaks of, as the places of the demo count them."""

    def written(found: re.Match[str]) -> str:
        at = (start + timedelta(hours=int(found["hours"])) if found["hours"] else published).astimezone(ZONE)
        return {
            "date": f"{at.month}月{at.day}日",
            "day": f"{at.day}日",
            "weekday": f"{at:%A}",
            "month_day": f"{at:%B} {at.day}",
        }[found["form"]]

    return _DAY.sub(written, text)


# --- the markup of each site, clutter included ------------------------------------------------------


def _plain(_: str, paragraphs: Sequence[str], picture: str) -> str:
    return "".join(f"<p>{part}</p>" for part in paragraphs)


def _portal(title: str, paragraphs: Sequence[str], picture: str) -> str:
    """A finance portal: the title once more, full-width indents, an advert for its app, the editor's name."""
    body = "".join(f'<p cms-style="font-L">　　{part}</p>\n' for part in paragraphs)
    return (
        f'<div>\n<p>　　原标题：{title}</p>\n<div class="img_wrapper"><img src="{picture}" alt="">'
        f'<span class="img_descr"></span></div>\n{body}<!-- 正文下 iframe -->\n'
        "<style>.appendQr_wrap&#123;border:1px solid #E6E6E6;padding:8px;&#125;</style>\n"
        f'<div class="appendQr_wrap"><img src="{QR_CODE}">'
        '<div class="appendQr_normal_txt">扫码下载应用，看更多资讯</div></div>\n'
        '<p class="article-editor">责任编辑：周末</p>\n</div>'
    )


def _flash(title: str, paragraphs: Sequence[str], picture: str) -> str:
    """A news flash: bare text in a division, the title in brackets before it."""
    return f"<div>\n【{title}】{''.join(paragraphs)}\n</div>"


def _technology(title: str, paragraphs: Sequence[str], picture: str) -> str:
    """A technology site: marked words, a picture between the paragraphs."""
    first, *rest = (f'<p data-vmark="{at:04x}">{part}</p>' for at, part in enumerate(paragraphs, 4096))
    return f'{first}<p style="text-align: center;"><img src="{picture}" width="774" height="432"></p>{"".join(rest)}'


def _city(title: str, paragraphs: Sequence[str], picture: str) -> str:
    """A local paper: line breaks in the place of paragraphs, its own account to follow at the end."""
    return f"<div>{'<br><br>　　'.join(('', *paragraphs))}<br><br>扫描二维码关注城市早报公众号</div>"


def _wire(title: str, paragraphs: Sequence[str], picture: str) -> str:
    """An English agency: a byline, a link to more, a box for its newsletter."""
    body = "".join(f"<p>{part}</p>" for part in paragraphs)
    return (
        f'<figure><img src="{picture}"><figcaption>Photo: Harbour Wire</figcaption></figure>'
        f'<p class="byline">By Harbour Wire staff</p>{body}<p><a href="{HOST}/more">Read more</a></p>'
        '<div class="newsletter">Sign up for our morning newsletter</div>'
    )


_DRESSES: dict[str, Dress] = {
    "海湾财经": _portal,
    "快讯电报": _flash,
    "科技日日新": _technology,
    "城市早报": _city,
    "Harbour Wire": _wire,
}
