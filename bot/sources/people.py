"""The names of those who wrote, without the addresses, labels and accounts that feeds give beside them or instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from ledebot.bot.sources.words import one_line, plain

MOST = 5
"""People named; more are a list of members."""
_ASKED = 20
"""People looked at, of whom some are nobody."""
_ADDRESS = re.compile(r"[<(（\[]?\s?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\s?[>)）\]]?")
_BRACKETED = re.compile(r"[(（<]\s?([^()（）<>]{1,80}?)\s?[)）>]")
"""What is left of `noreply@site.example (Jane Doe)`, the form of RSS 2.0."""
_PAGE = re.compile(r"https?://\S{1,300}|www\.\S{1,300}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:by|written by|words by|author)[:\s]\s{0,3}(?=\S)|(?:作者|撰文|文)\s?[:：/／|｜]\s?", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:site ?)?admin(?:istrator)?|root|webmaster|(?:no|do-?not)-?reply|unknown|anonymous|none|null|undefined|n/?a"
    r"|guest|管理[员員]|佚名|匿名|未知",
    re.IGNORECASE,
)
"""Accounts, and words for nobody."""
_PRINTED = re.compile(r"[{\[].{0,300}?[\"']name[\"']\s?(?:=>|:)\s?[\"']([^\"']{1,80})[\"']|[{\[].{0,300}?=>")
"""A list of fields, printed by mistake where one of them was meant: `{"name"=>"Jane Doe", "site"=>"quay"}`."""
_WIDE = re.compile(r"[\u3041-\u30fe\u3400-\u9fff]")


def named(given: str) -> str:
    """Give the name in what a source gives as an author; empty where there is none, only an account or an address."""
    name = one_line(plain(given))
    name = (printed[1] or "") if (printed := _PRINTED.match(name)) else name
    if "@" in name:
        name = _ADDRESS.sub(" ", name).strip(" ,;")
        alone = _BRACKETED.fullmatch(name)
        name = alone[1] if alone else name
    if "://" in name or name[:4].lower() == "www.":
        name = _PAGE.sub(" ", name).strip(" ()（）,;|-")
    label = _LABEL.match(name)
    name = one_line(name[label.end() :] if label else name)
    return "" if _NOBODY.fullmatch(name) else name


def joined(given: Iterable[str]) -> str | None:
    """Name all who wrote, each once, as their script lists names; None for nobody."""
    names = list(dict.fromkeys(filter(None, map(named, islice(given, _ASKED)))))[:MOST]
    return ("、" if any(map(_WIDE.search, names)) else ", ").join(names) or None
