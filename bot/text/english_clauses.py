"""Where a long English sentence may end early: before a clause that only adds to what is already whole.

The main clause must have its verb by then: `The mayor, who resigned in May, …` is no sentence yet.
"""

from __future__ import annotations

import re

_ENGLISH = re.compile(r"\b(?:the|of|and|to|said|was|were|has|have|with|for|from)\b", re.IGNORECASE)
_WORDS = 3
"""English words that a long English sentence has at least."""
_FROM = 60
"""Letters that an ending must leave; what is shorter tells nothing."""
_ENDS = re.compile(
    r"(?P<said>\s?,)(?=\s(?:[\w.'’-]{1,20}\s){0,6}?(?:said|says|told|announced|reported|confirmed)\b)"
    r"|\s?[;](?=\s)|:(?=\s[\"“‘]?[A-Z])|\s?[–—](?=\s)|\s--(?=\s)"
    r"|\s?,(?=\s(?:as|while|after|amid|despite|according to|because|although|though|following|even|and|but|yet|so|when|"
    r"before|until|where|which|who|whose|with|without|including|especially|particularly|a|an|one|part|in|just|only|"
    r"(?:days|hours|weeks|months|years|minutes)\s(?:after|before)|[a-z]{3,}ing)\b)"
    r"|(?=\s(?:after|while|because|although|despite|amid|following|when|where|before)\s)"
)
_SUBORDINATE = re.compile(
    r"[\"“‘'(]{0,2}(?:When|While|As|After|Before|If|Although|Though|Because|Since|Once|Until|Despite|Amid|In|On|At|With|"
    r"For|By|From|Following|During|Under|To|Unlike|Like|Even|Among|Of|Through|Without|Over|[A-Z][a-z]{2,12}ing)\b"
)
"""How a clause opens that leads up to the main one."""
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|says?|said|told|won|lost|hit|cut|"
    r"set|met|rose|fell|died|made|took|gave|came|went|got|left|led|held|kept|sent|sold|bought|found|began|became|saw|put|paid|"
    r"shot|struck|lay|stood|lies?|stays?|beat|broke|drew|grew|threw|spoke|wrote|ran|quit|let|shut|spent|built|brought|caught|faces?|plans?|wants?|"
    r"expects?|sees?|seeks?|warns?|urges?|makes?|takes?|gives?|finds?|begins?|becomes?|remains?|agrees?|announces?|"
    r"holds?|opens?|appears?|considers?|continues?|"
    r"[a-z]{3,}ed|[a-z]{2,}[^s]es)\b"
)
_MAY_BE_VERB = re.compile(
    r"\b(?:[a-z]{2,}s|I|we|you|they|he|she|it|who)\b|[’'](?:s|re|ll|ve|d|m|t)\b(?= [a-z])", re.IGNORECASE
)
_AS = re.compile(r"\s(?:as|while)\s(?!(?:of|well|high|many|much|long|soon|far|a (?:result|whole|group|rule))\b)")
"""What happened beside what is to be seen: `The quay in the fog as the ferry came in.`"""
_AN_ASIDE = re.compile(
    r"\s?(?:who|whose|which|that|where|when|a|an|the|one|his|her|its|their|including|with|[\w-]+ing)\b", re.IGNORECASE
)
_OPEN_ENDED = re.compile(
    r"(?:\b(?:just|shortly|even|only|soon|long|hours?|days?|weeks?|months?|years?|minutes?|seconds?|except|from|to|of|the|an?|is|was|are|"
    r"were|be|been|about|and|or|but|nor|not|that|asked|know|knew|see|saw|said|says|told|with|in|on|at|for|by|as|than|then|"
    r"since|both|either|immediately|right|well|remember|wondered?|com(?:es?|ing)|came|happen(?:s|ed)|occur(?:s|red))|,)$"
)
"""How a head ends that what follows belongs to: `hours | before`, `said that | while`, `the move came | after`."""
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b(?!.*\bbut\b)")
"""The first half of what its second completes: `not only fast | , but also cheap`."""
_DENIED = re.compile(r"\b(?:not|never|nor|cannot)\b|n[’']t\b")
"""What is not so only when, or because: `were no burden | when`."""
_LISTED = re.compile(r",\s(?:\S+\s?){1,3}$")
"""A short piece between two commas is an item of a list."""
_DANGLING = re.compile(r"\b(?:after|while|because|although|when|until|where|before|as|if|that)((?:\s[\w.'’-]+){1,4})$")
"""A conjunction at a head's end whose verb may be still to come: `after Nissan | , which …`."""
_DASH = re.compile(r"\s(?:[–—]|--)|[–—]\s")
_LEADS_UP = re.compile(
    r"\b(?:\w+[^s]s|(?:report|writ|not|explain|add|argu|discuss|ask|answer|respond|declar|follow|announc)\w*|this|one|two|"
    r"three|four|below|here|it)$"
)
"""How a head ends before a colon that says nothing without what follows: `as the paper reports`, `there are two`."""
_QUOTES = (("“", "”"), ("(", ")"), ("[", "]"))


def is_english(sentence: str) -> bool:
    """Tell whether a long sentence is English and not of another language in Latin letters."""
    return len(set(map(str.lower, _ENGLISH.findall(sentence)))) >= _WORDS


def has_verb(sentence: str) -> bool:
    """Tell whether a sentence has a verb of those that English reports are full of."""
    return bool(_VERB.search(sentence))


def only_names(sentence: str) -> bool:
    """Tell whether an English sentence says nothing of what it names: no word of it can be a verb. `The old harbour of
    Northport.`
    """
    _, _, rest = _AS.split(sentence)[0].partition(" ")
    return bool(_ENGLISH.search(sentence)) and not has_verb(rest) and not _MAY_BE_VERB.search(rest)


def led_up_to(sentence: str) -> bool:
    """Tell whether a sentence opens with a clause that leads up to its news."""
    return bool(_SUBORDINATE.match(sentence))


def ended_early(sentence: str, room: int) -> str:
    """End a sentence after the last clause that stands, within so many letters; empty where none does."""
    best = 0
    for found in _ENDS.finditer(sentence[: room + 40]):
        at = found.start()
        if at > room:
            break
        if at >= _FROM and _stands(sentence[:at], found[0].strip(), told=bool(found["said"])):
            best = at
    return sentence[:best].rstrip() + "." if best else ""


def _stands(head: str, mark: str, *, told: bool) -> bool:
    if head.count('"') % 2 or any(head.count(left) != head.count(right) for left, right in _QUOTES):
        return False
    if _OPEN_ENDED.search(head) or (mark == "," and _LISTED.search(head)):
        return False
    if mark == ":" and _LEADS_UP.search(head):
        return False
    if ": " in head and not _VERB.search(head.rpartition(": ")[2]):
        return False
    if mark in ("–", "—", "--") and _DASH.search(head):
        return False
    if _NOT_ONLY.search(head):
        return False
    if not told and (dangling := _DANGLING.search(head)) and not _VERB.search(dangling[1]):
        return False
    if not mark and _DENIED.search(head.rpartition(",")[2]):
        return False
    first, *rest = re.split(r"\s?[,–—](?=\s)", head)
    if not _SUBORDINATE.match(first) and _VERB.search(first):
        return True
    if not rest:
        return False
    if _SUBORDINATE.match(first):
        return not _AN_ASIDE.match(rest[0].replace(" the ", " ", 1)) and bool(_VERB.search(rest[0]))
    return not _AN_ASIDE.match(rest[-1]) and bool(_VERB.match(rest[-1].strip()))
