"""Sentences of English in which a page speaks of itself: all their words are of the trade, and none of the headline's.

A rule for each wording never has the next one; that nothing but such words is said is the same everywhere. Names may
stand among them (`Follow Island Post on …`, `… contributed to this report`), and so may days and hours.
"""

from __future__ import annotations

import re

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.stem import stem

LONGEST = 220
"""Characters of a sentence looked at; longer ones tell more than that."""
_SHARE = 0.8
"""Share of its words that are of the trade, where it speaks of a reader or of itself; without that all of them are."""
_LEAST = 2
"""Words that it has at least, numbers, days and the reader among them; a label may have one."""
_LABEL, _NAMES = 5, 12
"""Words of a label, and capitals in a sentence with names, at most."""


_SMALL = word_set(
    "a an the of to in on at for from with by and or but if as is are was were be been being am has have had do does "
    "did can could will would may might must should not no any all this that these those it its they them their there "
    "who what which when where how why please just more most than then so up out off over into about before after "
    "again only also very too own same such each every both few some one first last next now other s t re ve ll don "
    "isn doesn find way make made take time times need want love know tell say think like liked keep get getting give "
    "go help helps work works come start stay today tomorrow morning week new top someone sorry name add let plus "
    "leave fill going based already d m x my making later back except her him ways something went never feel through "
    "otherwise me month anyone"
)
"""Words that say nothing by themselves."""
_DAYS = word_set(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat "
    "saturday sun sunday am pm noon ago hour hours hr hrs day days gmt utc bst est edt et pst pdt pt cst cdt "
    "mst hkt ist cet"
)
INVITES = word_set(
    "add advertisement already become click comment comments continue copy create download email enable enter follow "
    "get join leave like listen loading log login manage more print read register see share sign skip sponsored "
    "start submit subscribe support tap thank thanks unlock view visit want watch you your"
)
"""How a line begins that invites a reader to something, and may do so amid a report."""
_LEANING = word_set("he she it they his her their")
"""Such a sentence speaks of somebody who was named before."""
_SPEAKS = word_set("you your yours we our ours us")
_TRADE = frozenset(
    stem(word)
    for word in word_set(
        "accept access account accuracy accurate activate ad address adjust akismet advert advertise advice "
        "affiliate afp agree ai alert amazon amended ap app appear apple article artificial associate audio author "
        "auto available become below blog bluesky bookmark bottom box breaking brief browse browser button buy call "
        "caption category cc channel check chip choices chosen clap clarification click comment commission "
        "committed community compensated compiled conditions connect consent consider constitute contact contains "
        "content continue contribute contributor conversation cookie copy copyright correct courtesy coverage "
        "covers credit cross daily data date delivered details developing devices disclaimer "
        "disclosure discord discover discuss distressing distributed donate download earlier earn edited editor "
        "editorial email embedded enable enjoy enlarge enter epa episode error estimated ethics exclusive experts "
        "expired explore express external facebook fan feature feed feedback filed financial follow font forget "
        "form forum forward free friend full fullscreen function fund gallery generated getty gift google got "
        "headline helpful here hide hosted id image inbox independent informed inputs inquiry instagram interact "
        "interview invalid issue item javascript join journalism journalist jump key latest learn legal license "
        "like limit link linkedin list listen live load log login machine mail main manage mastodon material "
        "member membership menu message min minute miss mistake mp necessarily news newsdesk newsletter newsroom "
        "nonprofit note notice notification offer online opinion options order original page partner partnership "
        "password paywall permalink permission permitted personal photo photograph pick picture piece play player "
        "podcast policy popular post prefer premium previous print privacy produced product profile "
        "promoted provided public publish purchase purposes qualifying quality question quote rate reach read "
        "reader receive recommend reddit reduce reflect register related reload rely remaining reply report "
        "represent reprinted reproduced republish requires reserved responsible reuters review revised rights rss "
        "save scroll search section see select send sent series service settings share show shutterstock sign "
        "signup site size skip slideshow source spoiler sponsor spam spot spotify stance standards statement story "
        "stream submit subscribe subscription substack suggestions support swipe syndicated tab tag takeaway tap "
        "team technologies telegram terms text thank thoughts threads tiktok tip title toggle tool top topic touch "
        "transcript translated trending trial try tuned tweet twitter typo unavailable under unlimited unlock "
        "unsplash unsubscribe update upgrade use user valid version via video view visit visual "
        "voice warning watch web website weekly welcome whatsapp wherever write writer written wrong youtube"
    )
)
"""Stems of words of which pages speak of themselves."""
_FORMS = word_set(
    "closed create creative opens land lands pay paid paying presented price prices processed valuable value"
)
"""Others, which do so in these forms only."""
_WORD = re.compile(r"[A-Za-z]+|\d+")
_SIGN_UP = re.compile(r"(?i:(?:please )?(?:sign up|log in|tune in)\b)")
"""What is of the trade in two words."""
_ADDRESS = re.compile(
    r"[\w.+-]{1,60}@[\w.-]{2,60}|https?://\S{1,200}"
    r"|\b[a-z\d-]{2,40}(?:\.[a-z\d-]{2,40}){0,3}\."
    r"(?:com|org|net|edu|gov|info|io|co|tv|fm|news|uk|us|au|ca|nz|in|ie|eu|example)\b(?:/\S{0,100})?"
)
_TYPED = str.maketrans({**dict(zip("’‘–—…•·™®", "''----   ", strict=True)), "©": " copyright "})
_CLOCK = re.compile(r"\b([ap])\.m\b", re.IGNORECASE)
_QUOTES = '"“”'
_LONG = 4
"""Letters of a word of the headline that keeps a sentence."""


def speaks_of_itself(sentence: str, title: str) -> bool:
    """Tell whether a sentence is the page's own: never one that quotes somebody or has a word of the title."""
    if not 4 <= len(sentence) <= LONGEST or any(mark in sentence for mark in _QUOTES):
        return False
    sentence = sentence.translate(_TYPED)
    if not sentence.isascii():
        return False
    sentence, addresses = _ADDRESS.subn(" ", _CLOCK.sub(r"\1m", sentence))
    words = _WORD.findall(sentence)
    if not words or words[0].lower() in _LEANING:
        return False
    told = [word for word in words if word.lower() not in _SMALL]
    trade = addresses + sum(_is_trade(word) for word in told)
    days = sum(word.lower() in _DAYS for word in told)
    numbers = sum(word.isdigit() for word in told)
    reader = sum(word.lower() in _SPEAKS for word in told)
    names = _names(words) if trade else 0
    rest = len(told) + addresses - trade - days - numbers - reader - names
    if rest > (1 - _SHARE) * len(told) * bool(reader):
        return False
    if trade:
        label = not names and len(words) <= _LABEL and (sentence[-1] != "." or sentence.endswith(".."))
        if not label and trade + days + numbers + reader + bool(_SIGN_UP.match(sentence)) < _LEAST:
            return False
    elif not (days and numbers >= _LEAST):
        return False
    headline = frozenset(_WORD.findall(title.lower()))
    return not any(len(word) >= _LONG and word.lower() in headline for word in told)


def _is_trade(word: str) -> bool:
    word = word.lower()
    return word in _FORMS or stem(word) in _TRADE


def _names(words: list[str]) -> int:
    """Count the words of names, where names stand among words of the trade: not in a headline set in capitals."""
    said = [word for word in words if _is_trade(word)]
    owned = "copyright" in words
    if not any(word.islower() for word in words) or (len(said) < _LEAST and words[0] not in said and not owned):
        return 0
    known = _SMALL | _DAYS | _SPEAKS
    names = [
        at for at, word in enumerate(words) if word[0].isupper() and word.lower() not in known and not _is_trade(word)
    ]
    if names and names[0] == 0 and not words[1][0].isupper():
        return 0
    return len(names) if len(names) <= _NAMES else 0
