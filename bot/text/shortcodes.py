"""Codes in square brackets that a program should have turned into markup: WordPress' shortcodes and BBCode."""

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
_CLOSED = re.compile(r"\[/(?:[bius]|url|img|quote|o?list|h[1-6]|size|color)\]", re.IGNORECASE)
"""What shows that a text is in BBCode; a letter in brackets alone may be anything."""


def without_codes(html: str) -> str:
    """Give a body without such codes, pictures and captions in them as markup."""
    if "[/" not in html and not _SHORTCODE.search(html):
        return html
    html = _EMBED.sub("", _CAPTION.sub(r"\1<figcaption>\2</figcaption>", html))
    html = _SHORTCODE.sub("", html)
    if _CLOSED.search(html):
        html = _BBCODE.sub("", _PICTURE.sub(r'<p><img src="\1"></p>', html))
    return html
