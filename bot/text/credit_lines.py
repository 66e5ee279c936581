"""Lines that credit who made a text, however they are set: roles, names, papers, signs between them, and nothing else.

`作者 王小明`, `□文/图 本报记者 李华`, `王小明文 李华图`, `栏目主编：陈某`: whatever
its order, such a line is made of the same.
"""

from __future__ import annotations

import re

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.surnames import OF_TWO, RARER, USUAL

LONGEST = 60
"""Characters of a line looked at."""
_SURNAMES = (USUAL | RARER) - frozenset("于付")
"""Without those that stand before a place, or for paying, as often as for a name."""
_ROLES = word_set(
    "责任编辑 责编 编辑 编审 主编 副主编 执行主编 总编辑 记者 本报记者 本刊记者 本网记者 特约记者 特派记者 "
    "实习记者 见习记者 首席记者 通讯员 实习生 评论员 观察员 撰稿人 采写 撰文 撰稿 主笔 作者 执笔 文字 文图 图文 文 "
    "图 报道 摄影报道 综合报道 采访 整理 综合 责任校对 校对 复核 审核 审校 审读 终审 初审 复审 签发 监制 总监制 "
    "制片人 制片 出品人 出品 策划 总策划 统筹 供稿 供图 制作 维护 排版 美编 设计 视觉 海报 制图 制表 图表 图片 "
    "配图 插图 题图 头图 资料图 资料图片 图源 图片来源 摄影 摄像 摄 拍摄 剪辑 视频 配音 播音 翻译 编译 译者 译 "
    "编写 值班 见习 实习 执行 本期 本版 导演 编导 主播 来源 稿源 转自 首发 Editor Photo 网编 报导 摄影报导 "
    "综合报导 讯 监审"
)
_ORIGINS = word_set("来源 稿源 转自 首发 综合 图源 图片来源 供图 供稿 制作 维护")
"""Roles of papers and stations."""
_SHOWS = frozenset("摄图照影")
"""What stands in a role of who took or gave a picture."""
_ROLES_AT = {first: sorted(role for role in _ROLES if role[0] == first) for first in {role[0] for role in _ROLES}}
_BETWEEN = frozenset(" :：丨|｜/／、&和及-–—·•[]【】（）()「」▲●◎*※#▌▎■◆□○▶")
_MARKS = frozenset("■□●◆")
"""Signs before a name that stands alone."""
_HOUSE = re.compile(
    r"(?:(?:(?![的是在了有为与和这那几])[\u3400-\u9fff]){1,8}(?:日报|晚报|早报|时报|商报|都市报|报社?|通讯社|新闻社?|网|电视台|电台|频道|客户端|编辑部|工作室|记者站|协会|"
    r"融媒体中心|传媒|杂志|周刊)|人民视觉|视觉中国|中新社|新华社|Facebook|facebook|FB|微博|微信|网络)"
)
"""A paper, a station or who else gives pictures."""
_LATIN = re.compile(r"[A-Z][A-Za-z.]{1,14}(?: [A-Z][A-Za-z.]{1,14}){0,2}")
_CALLED = re.compile(r"[\u3400-\u9fff]{1,4}(?:编辑|主编|记者|监制|统筹|校对|审核|摄影|供图)(?=\s?[:：丨|｜])")
"""A role by any name, where a sign after it says that it is one: `栏目主编：`."""
_AFTER_ROLE = frozenset(":：丨|｜")
_ANYBODY = re.compile(r"[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])")
"""A name of any kind, where a sign after its role says that it is one."""
_PLACE = re.compile(r"[\u3400-\u9fff]{2,3}(?=报[道导])")
"""Where somebody reports from."""
_REPORTS = ("报道", "报导", "讯")
"""How a credit ends that leads up to the report."""
_SIGNED = re.compile(r"[（(【](?![左右图]|[前后]排)[\u3400-\u9fff]{3,10}\s([^（()）【】]{2,12})[）)】]\s?")
_STOPS = tuple("。！？…")


def pairs(text: str) -> list[tuple[str, str]] | None:
    """Read a line, in simplified characters, as (role, name) in order; None where it holds anything beside such names.

    A paper has the roles of papers only, so a line that names no person may give none. A name that stands alone after a
    mark has the role 作者. Quadratic in at most `LONGEST` characters.
    """
    if not 4 <= len(text) <= LONGEST or text.endswith(_STOPS):
        return None
    parts = _parted(text)
    kinds = {kind for kind, _ in parts}
    if "role" in kinds:
        return _paired(parts) if kinds & {"person", "house"} else None
    return [("作者", parts[0][1])] if kinds == {"person"} and len(parts) == 1 and text[0] in _MARKS else None


def head(text: str) -> int:
    """Measure what a line begins with that is such a credit before a colon: `岛报讯 王小明、记者李华摄影报道：`."""
    said, colon, _ = text[:LONGEST].partition("：")
    return len(said) + 1 if colon and said.endswith(_REPORTS) and pairs(said) else 0


def signed(text: str) -> tuple[int, str]:
    """Measure the bracket that a line begins with and that holds a house, by any name, and persons; and give those.

    `（岛上观察 王小明）渡轮…`; 0 for none.
    """
    found = _SIGNED.match(text)
    parts = _parted(found[1]) if found else []
    if not found or found.end() == len(text) or {kind for kind, _ in parts} != {"person"}:
        return 0, ""
    return found.end(), "、".join(part for _, part in parts)


def tail(text: str) -> int:
    """Find where a line's last sentence ends that who wrote it follows: `…。王小明文 李华图`; who took a picture makes
    of it a caption.
    """
    at = max(map(text.rfind, _STOPS)) + 1
    if not 0 < at < len(text) or not _SHOWS.isdisjoint(text[at:]):
        return len(text)
    return at if pairs(text[at:].strip()) else len(text)


def _parted(text: str) -> list[tuple[str, str]]:
    """Part a whole line into roles, persons and houses, the fewest of them, and a role among them where that can be
    (`王 小文` is 王小's text); nothing where something is left over.
    """
    here: dict[int, list[tuple[str, int]]] = {}
    begun = {0}
    for at in range(len(text)):  # first where a part can begin at all: in most lines nothing does after the first word
        if at in begun:
            here[at] = _here(text, at)
            begun.update([end for _, end in here[at]])
    if len(text) not in begun:
        return []
    best: dict[int, list[tuple[str, str]]] = {len(text): []}
    for at in reversed(here):
        found = [[(kind, text[at:end])] * bool(kind) + best[end] for kind, end in here[at] if end in best]
        if found:
            best[at] = min(found, key=_likelihood)
    return best.get(0, [])


def _likelihood(parts: list[tuple[str, str]]) -> tuple[bool, int, int, int]:
    """Tell how unlikely parts are: roles are words that are known, what else a line holds may be anything."""
    kinds = [kind for kind, _ in parts]
    unknown = sum(len(part) for kind, part in parts if kind in ("person", "place"))
    places = sum(len(part) for kind, part in parts if kind == "place")
    return "role" not in kinds, unknown, places, len(kinds)


def _here(text: str, at: int) -> list[tuple[str, int]]:
    """List what can begin at a place, with where it ends; signs have no kind."""
    found = [("", at + 1)] if text[at] in _BETWEEN else []
    found += [("role", at + len(role)) for role in _ROLES_AT.get(text[at], ()) if text.startswith(role, at)]
    if called := _CALLED.match(text, at):
        found.append(("role", called.end()))
    given = at + 2 if text.startswith(OF_TWO, at) else at + 1 if text[at] in _SURNAMES else 0
    if given and text[given : given + 1] == " ":
        given += 1
    for end in (given + 1, given + 2) if given else ():
        if end <= len(text) and all("\u3400" <= char <= "\u9fff" for char in text[given:end]):
            found.append(("person", end))
    if at and text[at - 1] in _AFTER_ROLE and (named := _ANYBODY.match(text, at)):
        found.append(("person", named.end()))
    if "记者" in text[:at] and (place := _PLACE.match(text, at)):
        found.append(("place", place.end()))
    for pattern, kind in ((_HOUSE, "house"), (_LATIN, "person")):
        if named := pattern.match(text, at):
            found.append((kind, named.end()))
    return found


def _paired(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give each name its role: the one before it, or after it where a line begins with a name."""
    before = next((kind for kind, _ in parts if kind in ("role", "person")), "") == "role"
    ordered = parts if before else parts[::-1]
    found: list[tuple[str, str]] = []
    roles: list[str] = []
    last = ""
    for kind, part in ordered:
        if kind == "role" and last == "place":
            kind = ""  # `王小明北港报道`: it is his who was named
        elif kind == "role":
            roles = [*roles, part] if last == "role" else [part]
        elif kind != "place":
            said = part if part.isascii() else part.replace(" ", "")
            found += [(role, said) for role in roles if kind == "person" or role in _ORIGINS]
        last = kind
    return found if before else found[::-1]
