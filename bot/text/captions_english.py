"""English captions by their form: what a sentence that tells of a picture says, and how it ends.

Style books have a caption tell in the present tense who does what, and end on the place and the whole date: `A ferry
leaves the harbour of Northport, Canada, March 5, 2024.` A report tells in the past tense, and its dates need no year.
"""

from __future__ import annotations

import re

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.english_clauses import has_verb
from ledebot.bot.text.sentences import sentences

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = rf"{_MONTH} \d{{1,2}}, ?(?:19|20)\d\d"
_SIDE = (
    r"(?:(?:far|second|2nd|third|second from|2nd from|front|back|from|top|bottom) )?"
    r"(?:left|right|cent(?:re|er)|l-r|L|R|C)"
)
_OF_A_PICTURE = re.compile(
    r"\bin (?:this|an?) (?:[\w.,-]{1,12} ){0,4}(?:photo|picture|image|photograph|frame grab|still)(?: (?:released|"
    r"provided|taken|made|from|obtained|issued|distributed)|,|\.)"
    r"|\bthis (?:file|undated|handout|combination|combo) (?:photo|picture|image)"
    rf"|\bthis {_DATE},? (?:file )?(?:photo|picture|image)\b"
    r"|^(?:this )?(?:picture|photo|photograph|image)s? (?:taken|released|provided|issued|made available) "
    r"|\b(?:is|are) (?:seen|pictured) [^.]{0,120}(?:file photo|(?:19|20)\d\d)[^.]{0,12}\.?$"
    r"|^[^.]{0,90}\((?:from )?(?:top |bottom |far |second |2nd |third |second from |2nd from )?(?:left|right|"
    r"centre|center|l-r)\)(?! (?:said|says|told|added|announced|warned|asked|resigned|died|won|lost)\b)[^.]{0,200}\.?$",
    re.IGNORECASE,
)
"""`… is seen in this file photo`, `Picture taken May 5`, `Jane Doe (left) …`, unless she says or does what is news."""
_SIGNS = (
    "hoto", "icture", "mage", " seen ", "frame grab", "left)", "right)", "centre)", "center)",
    "L)", "R)", "C)", " left,", " right,", " centre,", " center,", ", 19", ", 20",
    "view ", "logo ", "sign ", "emblem ", "headquarters ", "entrance ",
)  # fmt: skip
"""What a caption has at least one of."""
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PLACED = re.compile(rf"(?!{_DAY}|(?:On|Since|Until|By|From)\b)\b[A-Z][\w.’'-]+,? (?:{_DAY}, )?{_DATE}\.?$")
"""How an English caption ends: on its place and the date, with no `on` between."""
_IN_PLACE = re.compile(rf"\bon {_DATE},? in [A-Z][\w.’' -]{{2,30}}(?:, [A-Z][\w.’' -]{{2,20}})?$")
"""How others end: on both, the date first."""
_DATED = re.compile(rf"\b{_DATE}\.?$")
_SIDED = re.compile(rf"\({_SIDE}\)|, {_SIDE},")
_RANKED = re.compile(r", (?:second|third|front|back|top|bottom)(?: row)?(?: from)?(?: the)? (?:left|right),")
_VIEW = re.compile(r"An? (?:general |aerial |file )?(?:view|logo|picture|photo(?:graph)?) (?:shows|of)\b")
_SIGHT = re.compile(
    r"(?:An?|The) (?:[\w’.'-]{1,20} ){0,3}(?:logo|sign|emblem|headquarters|entrance) (?:of|on|at|in|outside) "
)
"""What is to be seen, where a sentence has no verb: `The company's logo on a building in Northport.`"""
_DOES = re.compile(
    r"(?<!\bto )\b(?:(?:is|are) (?:seen|shown|pictured|displayed|parked|reflected|on display|placed|pasted)|lines? up|"
    r"(?:stand|sit|walk|arrive|attend|hold|look|speak|talk|gesture|wave|pose|smile|shake|leave|wait|queue|gather|ride|"
    r"protest|react|celebrate|listen|deliver|inspect|guide|greet|meet|display|prepare|rest|float|rise|sail|hug|cheer|"
    r"salute|bow|mourn|pray|sign|stroll|shop|cast|clean|clear|survey|patrol|guard|dance|kick|use|enter|check|work|"
    r"point|show|assemble|load|unload|repair|harvest|browse|pack)s?|(?:watch|pass|address|kiss|search)(?:es)?|(?:carr|fl|cr)(?:y|ies))\b"
)
"""What people and things do in pictures."""
_TOLD = re.compile(
    r"[a-z]\.[A-Z]|\b(?:said|says|told|was|were|had|has|have|will|would|could|did|announced|born|died|became|began|won|lost)\b|[\"“”]"
)
"""What no caption says: a report tells in the past tense, and what somebody said; nor is it two that run together."""
_CREDIT_OPENS = re.compile(r"(?<=[.?!”\"’])\s?(?=\S)|\s(?=[(\[|—–©])")
"""Where whose a picture is may begin: after a sentence, or with a sign."""
_CREDIT_PARTS = re.compile(r"[\w@][\w.’'&@-]*|[^\w\s]")


_PICTURE = word_set(
    "photo photos photograph photographs photographer picture pictures pic pics image images file archive archives "
    "courtesy credit credits screengrab screenshot grab illustration handout contributed supplied provided submitted "
    "representational still stock"
)
_OF_NAMES = word_set(
    "archive archives credit credits file image images picture pictures pic pics still stock photographers"
)
"""Those of them that are parts of names, too, and say little in capitals alone: `(Credit Agricole)`."""
_CREDIT_MARKS = frozenset("/:|©")
_NO_CREDIT = word_set(
    "report reports reporting editing edited writing written additional with story text translated compiled updated "
    "correction corrected note read see watch view more click"
)
_SMALL = _PICTURE | word_set("by of via from the for and staff special to in on at video")
"""Words of pictures, such as begin other notes, and those with the small ones that stand between."""
_CREDIT_SIGNS = (
    "/", "©", " via ", "pho", " pic", "mage", "file", "archive", "courtesy", "credit", "screen", "grab", "illustration",
    "handout", "contributed", "supplied", "provided", "submitted", "representational", "still", "stock",
)  # fmt: skip
"""One of these is in all credits, and in few other lines."""
_ENDED = (".", "?", "!", "”", '"', "’")
_SENTENCES = re.compile(r"[a-z]{3}[.!?]\s")
_FEW, _ENDING = 2, 110
"""Sentences of such a line, and characters in which it ends on its credit."""
_LONGEST = 400


def may_be_caption(line: str) -> bool:
    """Tell whether a line has a sign of a picture, so that its sentences are to be asked."""
    return line[:1].isascii() and any(sign in line for sign in _SIGNS)


def shows(sentence: str) -> bool:
    """Tell whether a sentence tells, in the present, what a picture may show."""
    return len(sentence) <= _LONGEST and bool(_DOES.search(sentence)) and not _TOLD.search(sentence)


def credited(line: str) -> bool:
    """Tell whether a line ends on whose picture it tells of, and so is a caption, whatever it says.

    What it ends on is nothing but words of pictures, names and signs: `(Jane Doe / Island Press)`, `Picture: Jane Doe`.
    """
    start = max(len(line) - _ENDING, 0)
    if len(line) > _LONGEST or not line[:1].isascii():
        return False
    last = line.rstrip(".)]").rpartition(" ")[2]
    if last[:1].islower() and "/" not in last and last not in _SMALL:
        return False  # most lines
    ending = line[start:].lower()
    if not any(sign in ending for sign in _CREDIT_SIGNS):
        return False
    for opens in _CREDIT_OPENS.finditer(line, start):
        if _is_credit(line[opens.end() :], stated=line[: opens.start()].endswith(_ENDED)):
            return 0 < len(sentences(line[: opens.start()].rstrip())) <= _FEW
    return False


def _is_credit(text: str, *, stated: bool) -> bool:
    """Whether a line's end is a credit; one without a word of pictures is so only after a sentence that is `stated`."""
    parts = _CREDIT_PARTS.findall(text.rstrip("."))
    words = [part.rstrip(".").lower() for part in parts if part[0].isalnum() or part[0] == "@"]
    if not words or words[0] in _NO_CREDIT or _SENTENCES.search(text):
        return False
    if any(part[0].isalnum() and not part[0].isupper() and part.lower() not in _SMALL for part in parts):
        return False
    pictured = _is_pictured(parts) or "©" in parts
    signed = stated and len(words) > 1 and ("/" in parts or "via" in words[1:])
    return pictured or (signed and (text[0] in "([" or text[-1] != "."))


def _is_pictured(parts: list[str]) -> bool:
    """Whether parts of a line's end have a word of pictures that is no part of a name."""
    known = [part for part in parts if part.rstrip(".").lower() in _PICTURE]
    if all(part[0].isupper() and part.lower() in _OF_NAMES for part in known):
        alone = not any(part[0].isalnum() and part not in known for part in parts)
        marked = not _CREDIT_MARKS.isdisjoint(parts) or not _SMALL.isdisjoint(parts)
        return bool(known) and (alone or marked or len(known) > 1)
    return True


def is_caption(sentence: str) -> bool:
    """Tell whether an English sentence is a caption. Linear: longer ones than captions are none."""
    if len(sentence) > _LONGEST:
        return False
    if _OF_A_PICTURE.search(sentence):
        return True
    if _TOLD.search(sentence):
        return False
    if _SIGHT.match(sentence) and not has_verb(sentence):
        return True
    if _VIEW.match(sentence) or _RANKED.search(sentence):
        return True
    return bool(_PLACED.search(sentence[-80:])) or bool(
        (_DATED.search(sentence[-40:]) or _IN_PLACE.search(sentence[-90:]) or _SIDED.search(sentence))
        and _DOES.search(sentence)
    )
