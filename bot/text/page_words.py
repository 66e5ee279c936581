"""Sentences of English in which a page speaks of itself: all their words are of the trade, and none of the headline's.

A rule for each wording never has the next one; that nothing but such words is said is the same everywhere. Names may
stand among them (`Follow Island Post on …`, `… contributed to this report`), and so may days and hours.
"""

from __future__ import annotations

import re

LONGEST = 220
"""Characters of a sentence looked at; longer ones tell more than that."""
_SHARE = 0.8
"""Share of its words that are of the trade, where it speaks of a reader or of itself; without that all of them are."""
_LEAST = 2
"""Words that it has at least, numbers, days and the reader among them; a label may have one."""
_LABEL, _NAMES = 5, 12
"""Words of a label, and capitals in a sentence with names, at most."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words(
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
_DAYS = _words(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october "
    "nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat "
    "saturday sun sunday am pm a.m p.m noon ago hour hours hr hrs day days gmt utc bst est edt et pst pdt pt cst cdt "
    "mst hkt ist cet"
)
INVITES = _words(
    "add advertisement already become click comment comments continue copy create download email enable enter follow "
    "get join leave like listen loading log login manage more print read register see share sign skip sponsored "
    "start submit subscribe support tap thank thanks unlock view visit want watch you your"
)
"""How a line begins that invites a reader to something, and may do so amid a report."""
_LEANING = _words("he she it they his her their")
"""Such a sentence speaks of somebody who was named before."""
_SPEAKS = _words("you your yours we our ours us")
_TRADE = _words(
    "accept access account accuracy accurate ad address ads advert advertise advertisement advertiser advertising "
    "advice affiliate afp agree agreeing ai alert alerts amazon amended ap app appear appeared apple article articles "
    "artificial associate audio author authors auto available become below blog bluesky bookmark bottom boxes "
    "breaking brief briefing browse browser button buy buying caption category cc channel check chip choices chosen "
    "clarification click clicking closed comment commenting comments commission commissions committed community "
    "compensated compiled conditions consent consented consider contact contains content continue continues "
    "contribute contributed contributing contribution contributions contributor contributors conversation cookie "
    "cookies copy copyright correct corrected correction corrections courtesy coverage covering covers create "
    "creative credit credits cross daily date delivered details developing devices disclaimer disclosure discord "
    "discover discuss discussion distressing distributed donate donation donations download earlier earn edited "
    "edition editor editorial editors email emails embedded enable enjoy enjoyed enlarge enter epa episode episodes "
    "error errors estimated exclusive experts expired explore express expressed external facebook feature features "
    "feed feedback filed financial follow following forget form forum forward forwarded free friend friends full "
    "fullscreen fund funded funding gallery generated getty google got headline headlines helpful here hide hosted "
    "image images inbox independent independently information informed inputs instagram interact interactive invalid "
    "issue item items javascript join journalism journalist journalists jump key latest learn license licensed "
    "licensing like limit link linkedin links list listen listening listing live load loaded loading log login "
    "machine mail mailing main manage mastodon material member members membership menu message min mins minute "
    "minutes miss mistake mp necessarily news newsdesk newsletter newsletters newsroom nonprofit note noted "
    "notification notifications offer offers online opens opinion opinions options order original originally page "
    "paid partner partners partnership password pay paying paywall permalink permission permitted personal photo "
    "pick picks "
    "photograph photographer photographs photos picture pictures piece play player playing podcast podcasts policy "
    "popular post posted posts preferences premium presented previous price prices print privacy produced producers "
    "product products profile promoted promotion provided public publication publications publish published publisher "
    "purchase purchases purposes qualifying quality question questions quote rate reach reached read reader readers "
    "reading reads receive recommend recommended reddit reflect register registered related reload rely remaining "
    "reply report reporter reporters reporting represent reprinted reproduced republish republished requires reserved "
    "responsible "
    "reuters review reviews rights rss save scroll search section see select selected send sent series service "
    "services settings share shared shares sharing show shows shutterstock sign signing signup site sites skip "
    "slideshow source sources spoiler spoilers sponsor sponsored sponsors spotify stance standards stories story "
    "stream submit submitted submitting subscribe subscribed subscriber subscribers subscribing subscription substack "
    "suggestions support supported supporters supporting swipe syndicated tab tag tagged tags takeaway takeaways tap "
    "team telegram terms text thank thanks thoughts threads tiktok tip tips title toggle tool top topic topics touch "
    "transcript translated translation trending trial try tuned tweet twitter unavailable under unlimited unlock "
    "unsplash unsubscribe update updated updates upgrade use used user using valid valuable value version via video "
    "videos view viewed views visit visual voice warning watch watching web website weekly welcome whatsapp wherever "
    "technologies clap claps accepted gift gifts received revised write writer writers writing written wrong youtube "
    "activate box constitute constitutes fan function id informational interview interviews land lands legal prefer "
    "spot typo ethics statement notice"
)
"""Words of which pages speak of themselves."""
_WORD = re.compile(r"[A-Za-z]+|\d+")
_ADDRESS = re.compile(
    r"[\w.+-]{1,60}@[\w.-]{2,60}|https?://\S{1,200}"
    r"|\b[a-z\d-]{2,40}(?:\.[a-z\d-]{2,40}){0,3}\."
    r"(?:com|org|net|edu|gov|info|io|co|tv|fm|news|uk|us|au|ca|nz|in|ie|eu|example)\b(?:/\S{0,100})?"
)
_TYPED = str.maketrans("’‘–—…•·", "''---- ")
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
    sentence, addresses = _ADDRESS.subn(" ", sentence)
    words = _WORD.findall(sentence)
    if not words or words[0].lower() in _LEANING:
        return False
    told = [word for word in words if word.lower() not in _SMALL]
    trade = addresses + sum(word.lower() in _TRADE for word in told)
    days = sum(word.lower() in _DAYS for word in told)
    numbers = sum(word.isdigit() for word in told)
    reader = sum(word.lower() in _SPEAKS for word in told)
    names = _names(words) if trade else 0
    rest = len(told) + addresses - trade - days - numbers - reader - names
    if rest > (1 - _SHARE) * len(told) * bool(reader):
        return False
    if trade:
        label = not names and len(words) <= _LABEL and (sentence[-1] != "." or sentence.endswith(".."))
        if not label and trade + days + numbers + reader < _LEAST:
            return False
    elif not (days and numbers >= _LEAST):
        return False
    headline = frozenset(_WORD.findall(title.lower()))
    return not any(len(word) >= _LONG and word.lower() in headline for word in told)


def _names(words: list[str]) -> int:
    """Count the words of names, where names stand among words of the trade: not in a headline set in capitals."""
    said = [word for word in words if word.lower() in _TRADE]
    if not any(word.islower() for word in words) or (len(said) < _LEAST and words[0] not in said):
        return 0
    known = _TRADE | _SMALL | _DAYS | _SPEAKS
    names = [at for at, word in enumerate(words) if word[0].isupper() and word.lower() not in known]
    if names and names[0] == 0 and not words[1][0].isupper():
        return 0
    return len(names) if len(names) <= _NAMES else 0
