"""Quotes with their speakers: whole sentences that name who speaks and hold the words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ledebot.bot.stories.facts import word_id
from ledebot.bot.stories.plain_news import is_background, leans
from ledebot.bot.stories.telling import Sentence, Words, about, repeats, told_by, words_in
from ledebot.bot.text.leaning import points_back

_VERB = "表示|指出|强调|強調|认为|認為|说道|说|說|称|稱|回应|回應|透露|介绍|介紹|写道|寫道|坦言|呼吁|呼籲"
_CHINESE = re.compile(
    rf"^(?P<who>[^“”「」：:；;。]{{2,40}}?)(?:{_VERB})(?:道)?[，：:,]?[“「](?P<words>[^“”「」]{{10,200}})[”」][。！]?$"
)
_CHINESE_AFTER = re.compile(
    rf"^[“「](?P<words>[^“”「」]{{10,200}})[”」](?P<who>[^“”「」：:；;。，]{{2,40}}?)(?:对?记者)?(?:{_VERB})(?:道)?。$"
)
_ENGLISH_SAID = "said|says|told|added|wrote|tweeted"
_NAME = r"[A-Z][\w.’'-]{1,20}(?: (?:[A-Z][\w.’'-]{0,20}|of|the|for|and|van|de|al)){0,6}"
_ENGLISH = re.compile(
    rf"^[“\"](?P<words>[^“”\"]{{25,260}})[,.!?][”\"] (?:(?P<who>{_NAME})(?:, [^,“”\"]{{3,60}},)? (?:{_ENGLISH_SAID})"
    rf"|(?:{_ENGLISH_SAID}) (?P<whom>{_NAME}))\b[^“”\"]{{0,120}}\.$"
)
_PRONOUN = re.compile(
    r"(?:He|She|It|They|The|That|This|One|We|I|You)\b|[他她它]|.{0,8}[他她它们]|其|有人|对方"
    r"|记者|网友|一[位名个]|有(?:关|的|位)?|多[位名]|[小老阿].$|.*(?:继续|接着|同时|还|又|也|而是)$"
    r"|.*(?:社|报|网|电视台|媒体?|新闻|会议)(?:\d{1,2}日)?$|A |An |One |Some "
)
_PLEDGE = re.compile(r"一定[要会]|必须|让我们|坚决|坚定|携手|共同努力|贡献力量|有信心|我们欢迎|讲好")
"""Words of who promises and exhorts, and tells nothing."""
_SHORT = 4
"""Chinese characters of a name that stands without what its bearer is."""
_ABOUT = 6
"""What the words quoted tell at least in words of the story's subject."""
_FIRST = 3
"""Sentences of a report that are on its subject even where they do not name it, if their speaker does."""
_NAMED = 1
"""Words of a speaker's name in an earlier one's, from which they are one person."""
_SAME = 0.5
"""Share of a quote's words in one that is told, from which they are one."""


def quotes(
    told: Sequence[Sequence[Sentence]], met: Words, shown: Sequence[Words], subject: Words, most: int
) -> list[Sentence]:
    """Choose quotes of a story's reports, in order: each speaker once, nothing `shown` already or off the subject.

    A Chinese name alone must be among the words `met` in the title, the lede or the subject.
    """
    speakers: set[int] = set()
    known = set[int]().union(*shown)
    chosen: list[Sentence] = []
    for who, words, sentence in _found(told):
        says = words_in(words)
        off = about(says, subject) < _ABOUT and (
            sentence.place >= _FIRST or about(sentence.words, subject) < 2 * _ABOUT
        )
        unknown = len(who) <= _SHORT and not who.isascii() and words_in(who).isdisjoint(met)
        if (
            off
            or unknown
            or _PLEDGE.search(words)
            or points_back(words)
            or is_background(sentence.text, sentence.report)
        ):
            continue
        name = frozenset((word_id(who.casefold()),)) if who.isascii() else words_in(who)
        if len(name & speakers) >= _NAMED or not says or len(says & known) >= _SAME * len(says):
            continue
        if repeats(sentence.words - says, shown) and told_by(sentence.words - says) > told_by(says):
            continue
        speakers |= name
        known |= says
        chosen.append(sentence)
        if len(chosen) == most:
            break
    return chosen


def is_quote(text: str) -> bool:
    """Tell whether a sentence is nothing but somebody's words."""
    return _match(text) is not None


def _match(text: str) -> re.Match[str] | None:
    return _CHINESE.match(text) or _CHINESE_AFTER.match(text) or _ENGLISH.match(text)


def _found(told: Sequence[Sequence[Sentence]]) -> Iterator[tuple[str, str, Sentence]]:
    for sentence in (sentence for one in told for sentence in one):
        found = _match(sentence.text)
        if found is None or leans(sentence.text):
            continue
        names = found.groupdict()
        who = names.get("whom") or names["who"]
        if not _PRONOUN.match(who):
            yield who.split()[-1] if who.isascii() else who[-6:], found["words"], sentence
