"""Codes in brackets: WordPress' shortcodes and BBCode that no program turned into markup, and a portal's own."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"\[caption\b[^\[\]]{0,500}\]\s{0,20}((?:<a\b[^<>]{0,2000}>)?<img\b[^<>]{0,2000}>(?:</a>)?)([^\[]{0,600})\[/caption\]"
)
_PICTURE = re.compile(
    r"\[img\b[^\[\]]{0,200}\]\s{0,20}(https?://[^\s\[\]<>\"']{4,1000})\s{0,20}\[/img\]", re.IGNORECASE
)
_EMBED = re.compile(r"\[(embed|audio|video|youtube)\b[^\[\]]{0,300}\][^\[\]<>\n]{0,1000}\[/\1\]", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"(?<!\w)\[/?(?:[a-z]{2,12}_[a-z][a-z_]{1,30}|(?:gallery|caption|embed|playlist|contact-form(?:-7)?|wp-[a-z-]{2,20})(?=[\s\]]))"
    r"[^\[\]\n]{0,500}\]"
)
"""`[vc_row]`, `[et_pb_text …]`, `[gallery ids="1,2"]`."""
_BBCODE = re.compile(
    r"\[/?(?:[bius]|url|img|quote|o?list|h[1-6]|size|color|font|center|strike|spoiler|noparse|\*)(?:=[^\[\]]{0,300})?\]",
    re.IGNORECASE,
)
_TIED_TO = re.compile(
    r"[(\[](?:微博|论坛|博客|-?\d{1,6}\.\d{1,3}(?:,(?:\s|&nbsp;){1,3}[-+]?\d{1,6}\.\d{1,3}){1,2}%)[)\]]"
    r"(?: (?=[\u3400-\u9fff]))?"
)
"""What a portal writes behind names: its own parts, and a share's price (`甲公司(7.18, 0.01, 0.14%)`)."""
SIGNS = ("[", "%)", "微博)", "论坛)", "博客)")
"""One of these stands in every text that has such codes."""
_CLOSED = re.compile(r"\[/(?:[bius]|url|img|quote|o?list|h[1-6]|size|color)\]", re.IGNORECASE)
"""What shows that a text is in BBCode; a letter in brackets alone may be anything."""


def without_codes(html: str) -> str:
    """Give a body without such codes; pictures and captions in them as markup."""
    html = _TIED_TO.sub("", html)
    if "[/" not in html and not _SHORTCODE.search(html):
        return html
    html = _EMBED.sub("", _CAPTION.sub(r"\1<figcaption>\2</figcaption>", html))
    html = _SHORTCODE.sub("", html)
    if _CLOSED.search(html):
        html = _BBCODE.sub("", _PICTURE.sub(r'<p><img src="\1"></p>', html))
    return html
