"""Which words are a person's name in scripts without capitals, as far as the first characters and the length tell."""

from __future__ import annotations

import re

from ledebot.bot.text.rules import fold
from ledebot.bot.text.surnames import OF_TWO, USUAL

_KOREAN = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽"
    "성차주우구민진나지엄채원천방공현함변염여추도소석선설마길"
)
_PERSON = re.compile(
    rf"(?:[{''.join(sorted(USUAL))}]|{'|'.join(OF_TWO)})[\u4e00-\u9fff]?(?![网报社台部局委院站室科处刊界店])[\u4e00-\u9fff]"
    rf"|[{_KOREAN}][\uac00-\ud7af]{{1,3}}"
)
_JAPANESE = re.compile(r"[\u4e00-\u9fff々ヶ]{2}\s?[\u3041-\u30ff\u4e00-\u9fff]{1,4}")
_NO_PERSON = re.compile(r"[部社局会団体店所院園館係班室網]$|新聞|編集|通信|放送|記録|ニュース|ブログ")


def is_person(name: str, language: str | None = None) -> bool:
    """Whether a word may be somebody's name; a Japanese one only in a text of that `language`: it needs no surname."""
    if (language or "").startswith("ja"):
        return bool(_JAPANESE.fullmatch(name)) and not _NO_PERSON.search(name)
    return bool(_PERSON.fullmatch(fold(name)))
