"""Where a long sentence of other languages may end early: before a clause that only says who told it, when, or why.

Nothing is known of their grammar. So only words that open such clauses are trusted, and relative ones where enough
stands before them; where the verb comes last (Hindi, Urdu), the head must end on one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledebot.bot.text.quotes import Quotes

_FROM, _RELATIVE_FROM = 60, 100
"""Letters that an ending must leave, and those before a clause that only tells more of the last word."""
_FROM_ARABIC = 45


@dataclass(frozen=True, slots=True)
class _Ways:
    """How the clauses open that a language's sentence can do without."""

    adverbial: re.Pattern[str]
    relative: re.Pattern[str] | None = None
    """The same where much stands before them; where verbs come last, any clause after one."""
    stop: str = "."
    least: int = _FROM
    verb: re.Pattern[str] | None = None
    """How a head must end."""


def _after_comma(words: str) -> re.Pattern[str]:
    return re.compile(rf"\s?[,،]\s(?=(?:{words})(?=[\s,،]|$))")


_EASTERN = _Ways(
    _after_comma(
        # Russian, Ukrainian
        r"(?:сообщ|заяви|отмет|рассказ|уточн|добав|подчерк|объясн|переда|написа|призна|утвержда|счита)[а-я]{1,6}|"
        r"говорится|пишет|следует|"
        r"поскольку|так как|потому что|хотя|однако|но|а также|в то время|после того|несмотря|при этом|прич[её]м|"
        r"поэтому|чтобы|если|"
        r"когда|ссылаясь|по данным|по словам|включая|тогда как|"
        r"(?:повідом|заяв|зазнач|розпов|дода|уточн|підкресл)[а-яіїє]{1,6}|ідеться|пише|оскільки|тому що|але|проте|"
        r"після того|щоб|якщо|коли|за словами|"
        # Greek
        r"ανακοίνωσ(?:ε|αν)|δήλωσ(?:ε|αν)|ανέφεραν|είπε|ανέφερε|τόνισε|σύμφωνα|ενώ|καθώς|μετά|αφού|όμως|αλλά|ώστε|"
        r"ύστερα|λόγω|παρά|όταν|"
        r"επειδή|προκειμένου"
    ),
    _after_comma(
        r"котор(?:ый|ая|ое|ые|ого|ой|ых|ому|ым|ыми|ом|ую)|где|що|як(?:ий|а|е|і|ого|ої|их)|де|о οποίος|η οποία|"
        r"το οποίο|οι οποίοι|που|όπου"
    ),
)
_WESTERN = _Ways(
    _after_comma(
        # Spanish, Portuguese, Italian, French
        r"(?:(?:inform|anunci|asegur|señal|explic|indic|afirm|revel)aron|dijeron|informó|anunció|dijo|aseguró|"
        r"señaló|explicó|indicó|afirmó|reveló|advirtió|destacó|según|mientras|"
        r"aunque|pero|tras|luego|ya que|porque|"
        r"debido|así como|además|pese|a pesar|después|cuando|para|"
        r"(?:inform|anunci|afirm)aram|disseram|informou|anunciou|disse|afirmou|explicou|segundo|enquanto|embora|"
        r"mas|após|depois|porque|devido|além|"
        r"apesar|quando|"
        r"ha (?:detto|annunciato|spiegato|riferito|dichiarato)|secondo|mentre|anche se|ma|dopo|perché|nonostante|"
        r"quando|"
        r"a(?: |-t-)?(?:annoncé|indiqué|déclaré|expliqué|affirmé|précisé|rapporté)|ont (?:annoncé|indiqué|déclaré|"
        r"précisé)|hanno (?:detto|annunciato|riferito)|selon|tandis|"
        r"alors que|mais|après|parce|malgré|lorsque|afin|"
        # German, Dutch, Nordic, Polish
        r"wie|während|nachdem|weil|obwohl|sagten?|teilten?|berichteten?|erklärten?|hieß|aber|doch|sondern|damit|"
        r"wobei|wodurch|"
        r"nach Angaben|so|"
        r"terwijl|omdat|nadat|maar|aldus|volgens|hoewel|meldt|zegt|medan|efter att|men|enligt|eftersom|säger|"
        r"skriver|uppger|trots|mens|ifølge|sier|"
        r"ale|podczas|ponieważ|gdy|według|choć|chociaż|a także|jak|"
        # Vietnamese, Indonesian
        r"theo|cho biết|trong khi|sau khi|nhưng|tuy nhiên|do|vì|khi|nhằm|để|đồng thời|kata|ujar|menurut|sementara|"
        r"setelah|namun|tetapi|karena|sehingga|serta)"
    ),
    _after_comma(
        r"quien(?:es)?|que|lo que|la cual|el cual|donde|o que|a qual|onde|che|il quale|la quale|dove|qui|ce qui|"
        r"dont|où|die|der|das|dem|den|deren|dessen|"
        r"von denen|dat|waar|som|który|która|które|którzy|gdzie|trong đó|yang"
    ),
)
_ARABIC = _Ways(
    re.compile(
        r"\s?[،,]\s(?=(?:بحسب|حسب|وفق|وقال|وأضاف|وذكر|فيما|بينما|حيث|مشير|مؤكد|موضح|لافت|وذلك|بعد|في حين|على الرغم|"
        r"رغم|نقلا|كما|إذ|خلال|وسط|بسبب|لكن|ما أد|وعلى الفور|وتم|وقد|وجرى|ويجري|وجار))"
        r"|\s(?=(?:بحسب|وفقا|وفقًا|وفق ما|حسبما|فيما|بينما|في حين|وذلك|وأدت|وأدى|وأسفر|وأسفرت|وتسبب|وتسببت|وأضاف|"
        r"وأكد)\s)"
    ),
    re.compile(r"\s?[،,]\s(?=(?:التي|الذي|الذين|والتي|والذي|مما|ما)\s)"),
    least=_FROM_ARABIC,
)
_URDU = _Ways(
    re.compile(r"\s?[،,]?\s(?=(?:جس|جن|جب|جبکہ|تاہم|لیکن|کیونکہ|اور|جو|جہاں)\s)"),
    re.compile(r"\s?[،,]\s"),
    stop="۔",
    least=_FROM_ARABIC,
    verb=re.compile(r"\s(?:ہے|ہیں|تھا|تھی|تھے|گا|گی|گے|گیا|گئی|گئے)$"),
)
_HINDI = _Ways(
    re.compile(r"\s?,?\s(?=(?:जिस|जिन|जिससे|जिसमें|जिसके|जो|जब|जबकि|लेकिन|क्योंकि|और|वहीं|जहां)\s)"),
    re.compile(r"\s?,\s"),
    stop="।",
    verb=re.compile(r"\s(?:है|हैं|था|थी|थे|होगा|होगी|होंगे|गया|गई|गए|दिया|दी|किया|की)$"),
)
_LETTER = re.compile(r"[^\W\d_]")
_URDU_LETTER = re.compile(r"[ٹڈڑںےہھ]")
_LED_IN = re.compile(
    r"(?:^|\s(?:کہ|कि)\s|[،,]\s)(?:اگر|جب|جو|جس|جن|چونکہ|اگرچہ|अगर|यदि|जब|जो|जिस|जिन|चूंकि)\S{0,3}\s[^،,]*$"
)
"""A clause at a head's end whose other half is still to come, where verbs come last."""
_OPEN_ENDED = re.compile(
    r"(?:\b(?:что|и|или|в|на|с|о|от|до|που|να|και|ότι|que|de|la|el|y|e|o|di|et|le|les|des|dass|und|oder|der|die|"
    r"das|i|że|"
    r"và|là|dan|bahwa)|[,،:–—-]|\bأن|\bإن|\bو)$"
)
"""How a head ends that what follows belongs to."""


def ended_early(sentence: str, room: int) -> str:
    """End a sentence after the last clause that stands, within so many letters; empty where none does."""
    letter = _LETTER.search(sentence)
    ways = _ways(sentence, letter[0]) if letter else None
    if not ways:
        return ""
    best = 0
    for pattern, least in ((ways.adverbial, ways.least), (ways.relative, max(ways.least, _RELATIVE_FROM))):
        for found in pattern.finditer(sentence, least, room + 24) if pattern else ():
            if best < found.start() <= room and _stands(sentence[: found.start()], ways):
                best = found.start()
    return sentence[:best].rstrip() + ways.stop if best else ""


def _ways(sentence: str, letter: str) -> _Ways | None:
    if "\u0600" <= letter <= "\u06ff":
        return _URDU if _URDU_LETTER.search(sentence) else _ARABIC
    if "\u0900" <= letter <= "\u097f":
        return _HINDI
    if letter.isupper() or letter.islower():
        return _EASTERN if "\u0370" <= letter < "\u1e00" else _WESTERN
    return None


def _stands(head: str, ways: _Ways) -> bool:
    if _OPEN_ENDED.search(head) or (ways.verb and (not ways.verb.search(head) or _LED_IN.search(head))):
        return False
    quotes = Quotes(head)
    for at, char in enumerate(head):
        if char in _MARKS:
            quotes.meet(at)
    return not quotes.waiting and not quotes.straight


_MARKS = frozenset('“”„«»()[]"')
