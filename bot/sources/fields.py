"""What the fields of a post's front matter mean, under the names that generators and archives give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ledebot.bot.sources.header import unquoted
from ledebot.bot.sources.links import entry_link, loose_url
from ledebot.bot.sources.media import field_of_picture
from ledebot.bot.sources.people import joined
from ledebot.bot.sources.urls import web_url
from ledebot.bot.sources.words import one_line, plain

MAX_TOPICS = 20
_COMMAS = re.compile(r"(?<!\s)\s*[,，、;；]\s*")
_URL = re.compile(r"https?://[^\s\"'<>()\[\]（）]{1,2000}")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()]{0,2000}\)")
_MARKDOWN_PICTURE = re.compile(r"\A!\[[^\[\]]{0,200}\]\(([^()\s]{1,2000})(?:\s[^()]{0,200})?\)\Z")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
"""How note-taking programs write a link to another note: `[[名字]]`, `[[people/1|名字]]`."""
_SPACED = re.compile(r"#\S{1,40}(?:\s+#\S{1,40}){0,40}|[\u3400-\u9fff]{1,8}(?:\s+[\u3400-\u9fff]{1,8}){1,40}")
_LOWER = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}(?: [a-z0-9][a-z0-9_-]{0,40}){1,20}")
"""Words between which Jekyll parts a list; other generators have names of several words there, in capitals."""
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_UNPUBLISHED = ("drafts", "unpublished", "private", "hidden", "unlisted", "isprivate", "ishidden", "ignorepost")
_PUBLISHED = ("published", "publish", "ispublished", "dgpublish")
_STATES = ("status", "state", "visibility")
_UNREADY = ("draft", "private", "hidden", "skip", "unpublished", "草稿")

_DATED = re.compile(
    r"(?:first)?(?:pub|publi(?:sh|shed|cation)|post(?:ed)?|issued?|released?|written|creat(?:ed?|ion)|发[布表]|创建|撰写)"
    r"(?:on|at|date|time|datetime|日期|时间)|(?:date|time)?(?:published|posted|issued|released|written|created)"
    r"|datetime|time|日期|时间|发[布表]"
)
"""Names of the date of a post besides `date`; that of its file, which says `created`, comes after the others."""
_CHANGED = ("updated", "lastmod", "modified", "datemodified", "lastmodifiedat")
_TITLES = ("title", "headline", "标题", "题目", "name")
_NULL = ("~", "null", "Null", "NULL")
"""How YAML writes that there is nothing."""
_SIMPLE = str.maketrans("標題發佈時間來鏈連結媒體類籤標關鍵詞創寫撰", "标题发布时间来链连结媒体类签标关键词创写撰")
"""Signs of names of fields in traditional Chinese."""
_URLS = ("url", "link", "permalink")
_ORIGINS = (
    *("sourceurl", "canonicalurl", "canonical", "originalurl", "original", "originallink", "originurl", "origin"),
    *("externalurl", "externallink", "articleurl", "sourcelink", "redirect", "redirectto", "href", "from", "source"),
    *("via", "ref", "原文链接", "原文连结", "原文地址", "原文网址", "原文", "链接", "来源"),
)
"""Names of the address that a post was taken from, or points to."""
_SOURCES = (
    "source",
    "sourcename",
    "site",
    "sitename",
    "publisher",
    "publication",
    "media",
    "outlet",
    "from",
    "来源",
    "媒体",
)
_AUTHORS = ("author", "authors", "byline", "creator", "writer", "by", "作者")
_TOPICS = ("categories", "category", "tags", "tag", "topics", "分类", "标签")
_KEYWORDS = ("keywords", "关键词")
"""What stands for topics where there are none."""
_IMAGES = (
    *("headimg", "thumbnail", "cover", "image", "photos", "images", "banner", "topimg", "header", "headerimage"),
    *(
        "featureimage",
        "featuredimage",
        "feature",
        "ogimage",
        "heroimage",
        "hero",
        "coverimage",
        "poster",
        "img",
        "封面",
        "resources",
        "gallery",
        "preview",
        "teaser",
    ),
)
_IN_IMAGE = ("url", "path", "src", "href", "image", "feature", "teaser", "overlayimage", "thumbnail", "thumb")
_DESCRIPTIONS = ("description", "excerpt", "summary", "abstract", "intro", "subtitle", "摘要")


class Fields:
    """The fields of one post, names in lower case without dashes.

    `url` is the web address of the post, or of what it was taken from; `author` who wrote it, of several all; `topics`
    its categories, then its tags, however they are listed.
    """

    def __init__(self, meta: dict[str, Any]) -> None:
        self._meta = {name.translate(_SIMPLE): value for name, value in meta.items() if value and value not in _NULL}
        own = self._address(_URLS)
        origin = self._address(_ORIGINS)
        self.url = own or origin
        self._taken = origin is not None and own is None
        self.author = self._author()
        self.topics = tuple(dict.fromkeys(self._names(_TOPICS) or self._names(_KEYWORDS)))[:MAX_TOPICS]

    @property
    def draft(self) -> bool:
        """Whether the post says that it is not to be read yet."""
        said = [(name, _text(value).lower()) for name, value in self._meta.items()]
        return any(
            (text in _YES and (name in _UNPUBLISHED or name.endswith("draft")))
            or (text in _NO and name in _PUBLISHED)
            or (text in _UNREADY and name in _STATES)
            for name, text in said
        )

    @property
    def title(self) -> str:
        """The title, without quotes around it."""
        return unquoted(next(filter(None, map(self._text, _TITLES)), ""))

    @property
    def source(self) -> str:
        """The outlet: by name; of a post taken from elsewhere its last category; else its author, its last topic."""
        for given in self._given(_SOURCES):
            name = _name(_text(given.get("name") or given.get("title") if isinstance(given, dict) else given))
            if name and not loose_url(name) and "/" not in name:
                return name
        if self._taken and self.author not in self.topics and (kinds := self._names(_TOPICS[:2])):
            return kinds[-1]
        return self.author or (self.topics[-1] if self.topics else "")

    @property
    def dates(self) -> list[str]:
        """The dates as written, the best first."""
        names = sorted(filter(_DATED.fullmatch, self._meta), key=lambda name: "creat" in name)
        held = self._given(("date", *names, *_CHANGED))
        given = [one for value in held for one in (value.values() if isinstance(value, dict) else [value])]
        return [date for one in given if (date := _text(one)) and date.lower() not in _YES + _NO]

    @property
    def image(self) -> str | None:
        """The web address of its picture."""
        others = [value for name, value in self._meta.items() if field_of_picture(name)]
        for given in (*self._given(_IMAGES), *others):
            for picture in _pictures(given):
                if url := loose_url(_MARKDOWN_PICTURE.sub(r"\1", picture), base=self.url):
                    return url
        return None

    @property
    def description(self) -> str:
        """What it says about itself, for a post without a body."""
        return next(filter(None, map(_text, self._given(_DESCRIPTIONS))), "")

    @property
    def guid(self) -> str | None:
        """What identifies it."""
        return self._text("guid") or self._text("uuid") or None

    @property
    def language(self) -> str | None:
        """Its language, as it is written there."""
        return self._text("lang") or self._text("language") or None

    @property
    def timezone(self) -> str:
        """The name of its time zone, if it has one."""
        return self._text("timezone")

    def _author(self) -> str | None:
        for given in self._given(_AUTHORS):
            people = given if isinstance(given, list) else [given]
            if names := joined(_unlinked(one_line(_named(one))) for one in people):
                return names
        return None

    def _text(self, key: str) -> str:
        return _text(self._meta.get(key))

    def _address(self, keys: tuple[str, ...]) -> str | None:
        for given in self._given(keys):
            text = _text(given.get("url") or given.get("link") if isinstance(given, dict) else given)
            found = _URL.search(text)
            if url := entry_link(text) or (entry_link(found[0]) if found else None):
                return url
        return None

    def _names(self, keys: tuple[str, ...]) -> list[str]:
        return [name for key in keys if key in self._meta for name in _flat(self._parted(key))]

    def _parted(self, key: str) -> Any:
        """Give a field of categories; a text of lower case as Jekyll means it (a `layout` is Jekyll's), its words."""
        value = self._meta[key]
        jekyll = "layout" in self._meta and key in ("tags", "categories") and isinstance(value, str)
        return value.split() if jekyll and _LOWER.fullmatch(value.strip()) else value

    def _given(self, keys: tuple[str, ...]) -> list[Any]:
        """Give what the post has of some fields, in their order."""
        return [self._meta[key] for key in keys if key in self._meta]


def _name(text: str) -> str:
    """Give the name in a source's field, which archives also write as a link, or with its address."""
    text = _MARKDOWN_LINK.sub(r"\1", text)
    return one_line(plain(text) if "<" in text else _URL.sub("", text).strip(" ()（）-—|,，:：")) or ""


def _unlinked(text: str) -> str:
    """Give the text of what programs for notes and Markdown write as a link."""
    return _WIKI_LINK.sub(r"\1", _MARKDOWN_LINK.sub(r"\1", text))


def _flat(value: Any, depth: int = 0) -> list[str]:
    """List the names in a category field; a text with commas is several, a list's items are what they are."""
    if isinstance(value, list) and depth < 4:
        return [name for part in value[:MAX_TOPICS] for name in _flat(part, depth + 1)]
    text = unquoted(_named(value))
    names = [text] if depth else _listed(text.strip("[]"))
    return [name for one in names[:MAX_TOPICS] if (name := one_line(unquoted(one).removeprefix("#")))]


def _listed(text: str) -> list[str]:
    """List the names in a text: between commas, or between spaces where each has its # or the names are Chinese."""
    return text.split() if _SPACED.fullmatch(text) else _COMMAS.split(text)


def _named(value: Any) -> str:
    """Give a name, or that of an object which has one, or which names the address of somebody."""
    if isinstance(value, dict) and len(value) == 1 and all(web_url(_text(one)) for one in value.values()):
        return _text(next(iter(value)))
    return _text(value.get("name") if isinstance(value, dict) else value)


def _pictures(value: Any) -> Iterator[str]:
    """Give the addresses in a picture's field: a text, a list, an object with a path, a list of those."""
    for one in value[:MAX_TOPICS] if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield from (_text(one.get(key)) for key in _IN_IMAGE)
        else:
            yield _text(one)


def _text(value: Any) -> str:
    """Give a scalar as text; a list by mistake (`title: [图]`) as its parts; anything else as nothing."""
    if isinstance(value, list):
        return " ".join(part for part in value[:MAX_TOPICS] if isinstance(part, str))
    return value.strip() if isinstance(value, str) else ""
