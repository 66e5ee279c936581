"""What a rule's expression shows of its matches before any text is tried: how they begin, and words that they hold.

Rules are flat expressions with bounded repetitions, so a look at their parts tells it; what a part does not tell, it
leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BEFORE = re.compile(r"\\b|\(\?<!\[[\w\\-]+\]\)|")
"""What looks at the place before a pattern's words."""
_CHOICE = re.compile(r"^([\w\s]?)\[([\w'’ʼ]{2,8})\](?![?*+{])")
"""A choice of letters among a pattern's first two."""
_PAIR = re.compile(r"[^\\.^$*+?{}\[\]|()]{2}(?![?*+{])")
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.")
_PART = re.compile(
    r"\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[A-Za-z\d])|\[(?P<few>[^\^\\\]-]+)\]|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$]"
    r"|\\?(?P<sign>(?s:.))"
)
"""What a pattern is made of besides groups: classes, few characters to choose from, signs that stand for themselves."""
_TIMES = re.compile(r"(?:(?P<perhaps>[?*]|\{0?,\d*\})|\+|\{[\d,]+\})[?+]?")
"""How often a part stands there, and whether it need not."""
_AHEAD = r"\(\?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
_ANYHOW = re.compile(rf"(?:\(\?:|{_AHEAD}|[^\\\[.(]\?)*(?:\.|\\[SwW]|\[(?:\^|[^\]]*\w-)[^\]]+\])")
"""How patterns begin that could begin nearly anywhere."""
_EVERYWHERE = frozenset("，。：、:,. \n0123456789")


def flat(pattern: str) -> list[str]:
    """Write `(?:a|b)c|[de]f` as `ac`, `bc`, `df`, `ef`; what looks at the place before the group comes before each."""
    found: list[str] = []
    for part in _split(pattern):
        before, words = opened(part)
        words = _CHOICE.sub(lambda choice: f"(?:{'|'.join(choice[1] + letter for letter in choice[2])})", words)
        inner = _split(words[3:], ")")[0] if words.startswith("(?:") else ""
        rest = words[3 + len(inner) + 1 :]
        if inner and not rest.startswith(("?", "*", "+", "{")):
            found += [one for each in _split(inner) for one in flat(before + each + rest)]
        else:
            found.append(before + words)
    return found


def opened(pattern: str) -> tuple[str, str]:
    """Part a pattern from what looks at the place before it."""
    end = _BEFORE.match(pattern).end()  # type: ignore[union-attr]  # it matches nothing, too
    return pattern[:end], pattern[end:]


def pair_of(pattern: str) -> str:
    """Give the two characters that all matches of a pattern begin with; empty where there are none such."""
    found = _PAIR.match(opened(pattern)[1])
    return found[0] if found else ""


def one_of(pairs: Iterable[str]) -> str:
    """Write an expression for where one of some pairs of characters may stand."""
    first, second = ("".join(map(re.escape, sorted({pair[at] for pair in pairs}))) for at in (0, 1))
    return f"[{first}](?=[{second}])"


def begins_anyhow(pattern: str) -> bool:
    """Tell whether a pattern could begin at nearly any character, so that it has to be tried in full to fail."""
    return bool(_ANYHOW.match(pattern))


def words_of(pattern: str) -> list[str]:
    """List words one of which stands in whatever a pattern without bars outside groups matches, few and long ones;
    empty where none is sure to.
    """
    best: list[str] = []
    runs, at = [""], 0
    while at < len(pattern):
        signs, held, end = _part(pattern, at)
        at, once, sure = _times(pattern, end)
        if sure and signs:
            runs = [run + sign for run in runs for sign in signs]
        best = max(best, runs, held if sure else [], key=_tell)
        if not (signs and once):
            runs = [""]
    return best


def _part(pattern: str, at: int) -> tuple[str, list[str], int]:
    """Read a part of a pattern: the signs one of which it is, else words one of which it holds, and where it ends."""
    if pattern[at] == "(":
        group = _split(pattern[at + 1 :], ")")[0]
        inner = [words_of(each) for each in _split(group[2:])] if group.startswith("?:") else [[]]
        return "", [word for words in inner for word in words] if all(inner) else [], at + len(group) + 2
    if part := _PART.match(pattern, at):
        return part["sign"] or part["few"] or "", [], part.end()
    return "", [], len(pattern)


def _times(pattern: str, at: int) -> tuple[int, bool, bool]:
    """Read how often a part stands there: where that ends, whether it is once, and whether it is once at least."""
    times = _TIMES.match(pattern, at)
    return (times.end(), False, not times["perhaps"]) if times else (at, True, True)


def _tell(words: list[str]) -> float:
    """Rate words by how seldom a text has one of them."""
    if not words or any(map(_EVERYWHERE.issuperset, words)):
        return 0.0
    return min(map(len, words)) ** 2 / len(words)


def _split(pattern: str, at: str = "|") -> list[str]:
    """Split a pattern at the bars, or the closing brackets, that stand in no group and no class."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        if piece == at and not depth:
            parts.append("")
            continue
        depth += (piece == "(") - (piece == ")")
        parts[-1] += piece
    return parts
