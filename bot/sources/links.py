"""Entries' links: made whole against their base, and taken out of what aggregators wrap around them."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from ledebot.bot.sources.urls import MAX_URL, TRACKING, web_url

_WRAPPERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"l\.instagram\.com", r"/", ("u",)),
    (r"out\.reddit\.com", r"/(?:t\d_\w{1,12})", ("url",)),
    (r"link\.zhihu\.com", r"/", ("target",)),
    (r"link\.(?:juejin\.cn|csdn\.net)", r"/", ("target",)),
    (r"links?\.jianshu\.com", r"/(?:go)?", ("to", "t")),
    (r"t\.me", r"/iv", ("url",)),
    (r"l\.threads\.(?:net|com)", r"/", ("u",)),
    (r"translate\.google\.[a-z.]{2,6}", r"/translate", ("u",)),
    (r"[a-z0-9-]+\.safelinks\.protection\.outlook\.com", r"/", ("url",)),
    (r"(?:[a-z]+\.)?slashdot\.org", r"/slashdot-it\.pl", ("to",)),
    (r"(?:exit|gate)\.sc", r"/", ("url",)),
    (r"(?:www\.)?(?:href\.li|anonym\.to|dereferer\.me|nullrefer\.com|hiderefer\.com)", r"/", ()),
    (r"www\.deviantart\.com", r"/users/outgoing", ()),
    (r"www\.pixiv\.net", r"/jump\.php", ()),
)
"""Redirecting services' hosts and paths, and the parameters that hold where they lead; without any the query does.

Others are known by their form: see `_REDIRECTING`.
"""
_REDIRECTING = re.compile(
    r"/(?:l|r|u|url|out(?:going)?|away|exit|leave|go(?:to(?:link)?)?|click(?:through)?|api_?click|jump|middlem|link\d?"
    r"|linkfilter|redir(?:ect)?|sinaurl|track(?:ing)?|deeplink|cread|offsite|external)(?:\.[a-z]{2,4})?/?",
    re.IGNORECASE,
)
"""Last parts of paths that say that a page only leads on."""
_TARGETS = (
    *("url", "u", "to", "target", "dest", "destination", "goto", "link", "redirect", "redirect_url", "out"),
    *("q", "z", "uddg", "pfurl", "toasturl", "murl", "ued"),
)
"""Parameters that hold where such a page leads."""
_AMP_HOST = r"[a-z0-9-]+\.cdn\.ampproject\.org"
_YAHOO_HOST = r"r\.search\.yahoo\.com|(?:[a-z]{2}\.)?rd\.yahoo\.com"
_GOOGLE_HOST = r"(?:www|news)\.google\.[a-z.]{2,6}"
_HOSTS = re.compile("|".join((*(host for host, _, _ in _WRAPPERS), _YAHOO_HOST, _AMP_HOST, _GOOGLE_HOST)))
_KNOWN = tuple((re.compile(host), re.compile(path + "?"), names) for host, path, names in _WRAPPERS)
_AMP = re.compile(r"/(?:[cv]|amp)/(s/)?([^/.]+\..+)")
"""How Google keeps copies of pages for phones; `s` stands for https."""
_YAHOO = re.compile(r"/RU=([^/]+)/R[KS]=|/\*(https?://.+)")
_GOOGLE_NEWS = re.compile(r"/(?:rss/)?(?:articles|read)/([\w-]{20,2000})")
_IN_GOOGLE_NEWS = re.compile(rb"\x08\x13\x22[\x01-\xff]\x01?(https?://[\x21-\x7e]+)")
"""What its older links hold in base64: three marks, a length of one or two bytes, the address."""
_BARE = re.compile(r"(?:www\.[\w-]+(?:\.[\w-]+)+)(?=[/?#:]|$)", re.IGNORECASE)
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=https?:|[\w-]+\.)", re.IGNORECASE)
_SITE = re.compile(r"^[Hh][Tt]{2}[Pp][Ss]?://[^/?#@]*(?=[/?#]|$)")
"""A scheme and a host, which are the same in capitals."""
_ANCHOR = re.compile(r"<a\s[^<>]{0,500}?\bhref=[\"']?([^\"'<>\s]{4,2000})", re.IGNORECASE)
"""What some programs give for a link: one in HTML."""
_NOWHERE = re.compile(r"(?:n/?a|null|none|nil|undefined|unknown|#|-+)", re.IGNORECASE)
"""What programs write where there is no link."""
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_SLIPS = re.compile(r"(?:https?:/{1,5}){0,3}(https?)(?::/{1,5}|//)(?=[\w-]{1,63}\.)", re.IGNORECASE)
"""How a scheme is written: with a slash too few or too many, without its colon, twice."""
_LINE_END = re.compile(r"(?<!\s)[^\S\r\n\t]*[\r\n\t]\s*")
_OF_A_FEED = re.compile(
    r"(?:[a-z]{0,9}_?(?:src|source|ref|from|via|partner|emc|cmp(?:id)?|cid|camp(?:aign)?|mod|medium|channel|mc|xtor|origin"
    r"|feedtype|track)=(?:rss|atom|feed)|ref=(?:[\w-]{1,40}\.){1,4}(?!(?:html?|php|aspx?|pdf|docx?|md|txt|xml|json)$)[a-z]{2,10}$"
    r"|at_(?:medium|campaign|custom)|ns_(?:source|mchannel|campaign)=)"
)
"""How sites mark the links of their feeds (Medium's has an own number for each) and, by their host's name, those that
lead to others.
"""
_UNSEEN = str.maketrans("", "", "\xad\u200b\u2060\ufeff")
_DEEPEST = 3
"""Wrappers within wrappers that are taken off."""


def entry_link(text: str | None, *, base: str | None = None) -> str | None:
    """Give the address that an entry's link means, or None where it is none.

    Spaces in it are escaped, a scheme that was left out is added, what only tells where a reader came from is cut off,
    and of a redirecting service's address only the target is left.
    """
    if text and "<a" in text and (anchor := _ANCHOR.match(text.strip())):
        text = anchor[1]
    url = None if _NOWHERE.fullmatch((text or "").strip()) else loose_url(_with_scheme(text, base), base=base)
    if url is None:
        return None
    for _ in range(_DEEPEST):
        inner = _unwrapped(url)
        if not inner:
            break
        url = inner
    url = _SITE.sub(lambda found: found[0].lower(), url, count=1)
    return _untracked(url) if "?" in url or "#" in url else url


def _with_scheme(text: str | None, base: str | None) -> str | None:
    """Complete a link that begins with the site's own name (`news.example/1` on https://news.example/)."""
    first = (text or "").strip().partition("/")[0].lower()
    if "." in first and base and urlsplit(base).hostname == first:
        return f"{urlsplit(base).scheme}://{(text or '').strip()}"
    return text


def loose_url(text: str | None, *, base: str | None = None) -> str | None:
    """Give the absolute address of a link or picture as people write them, resolved against `base`; None for none."""
    if not text:
        return None
    text = text.strip()[: 2 * MAX_URL].replace("&amp;", "&")
    if not text.isprintable():
        text = _LINE_END.sub("", text.translate(_UNSEEN)).strip()
    if "\\" in text:  # as JSON escapes slashes, or as Windows has them; browsers take them so too
        text = text.replace("\\/", "/").replace("\\", "/")
    if found := _SLIPS.match(text):
        text = f"{found[1]}://{text[found.end() :]}"
    elif text[:1] in "wW" and _BARE.match(text):
        text = "https://" + text
    elif text.startswith("//") and not base:
        text = "https:" + text
    if " " in text and (text.startswith("/") or _SCHEME.match(text)):
        text = text.replace(" ", "%20")
    return web_url(text, base=base)


def feed_address(text: str | None) -> str | None:
    """Give a subscription's address; `feed:` before it, as old readers wrote, is dropped."""
    text = (text or "").strip()
    if found := _FEED_SCHEME.match(text):
        rest = text[found.end() :]
        text = rest if rest.lower().startswith("http") else "http://" + rest
    return loose_url(text)


def _unwrapped(url: str) -> str | None:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if not _HOSTS.fullmatch(host):
        return _led_to(parts)
    if host.endswith(".yahoo.com"):
        found = _YAHOO.search(urlunsplit(("", "", parts.path, parts.query, "")))
        return web_url(found[2] or unquote(found[1])) if found else None
    if (host.endswith(".ampproject.org") or parts.path.startswith("/amp/")) and (found := _AMP.fullmatch(parts.path)):
        return web_url(f"http{'s' if found[1] else ''}://{found[2]}{f'?{parts.query}' if parts.query else ''}")
    if host == "news.google.com" and (found := _GOOGLE_NEWS.fullmatch(parts.path)):
        code = found[1] if len(found[1]) % 4 != 1 else found[1][:-1]
        held = _IN_GOOGLE_NEWS.match(urlsafe_b64decode(code + "=" * (-len(code) % 4)))
        return web_url(held[1].decode("ascii")) if held else None
    for known, path, names in _KNOWN:
        if known.fullmatch(host) and path.fullmatch(parts.path):
            if not names:
                return web_url(parts.query) or web_url(unquote(parts.query))
            return _given(parts.query, names)
    return _led_to(parts)


def _led_to(parts: SplitResult) -> str | None:
    """Give where a page that only leads on leads: its last name or, where it has none, its host's first one says so,
    and a parameter is a whole address.
    """
    path = parts.path.rstrip("/") or "/" + parts.netloc.partition(".")[0]
    if "http" not in parts.query or not _REDIRECTING.fullmatch(path[path.rfind("/") :]):
        return None
    return _given(parts.query, _TARGETS)


def _given(query: str, names: tuple[str, ...]) -> str | None:
    """Give the first whole address among some parameters."""
    given = dict(parse_qsl(query, max_num_fields=100)) if query.count("&") < 100 else {}
    return next(filter(None, (web_url(given.get(name)) for name in names)), None)


def _is_mark(parameter: str) -> bool:
    parameter = parameter.lower()
    return parameter.startswith(TRACKING) or bool(_OF_A_FEED.match(parameter))


def _untracked(url: str) -> str:
    """Drop what only says where a reader came from, also behind a #; an address without it stays to the letter."""
    parts: SplitResult = urlsplit(url)
    kept = [part for part in parts.query.split("&") if not _is_mark(part)]
    query = "&".join(kept)
    fragment = "" if _is_mark(parts.fragment) else parts.fragment
    if (query, fragment) == (parts.query, parts.fragment):
        return url
    return urlunsplit(parts._replace(query=query, fragment=fragment))
