"""Sentences of English in which a page speaks of itself: all their words are of the trade, and none of the headline's.

A rule for each wording never has the next one; that nothing but such words is said is the same everywhere.
"""

from __future__ import annotations

import re

LONGEST = 220
"""Characters of a sentence looked at; longer ones tell more than that."""
_SHARE = 0.8
"""Share of its words that are of the trade, where it speaks of a reader or of itself; without that all of them are."""
_LEAST = 2
"""Words that it has at least, numbers and the reader among them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SMALL = _words(
    "a an the of to in on at for from with by and or but if as is are was were be been being am has have had do "
    "does did can could will would may might must should not no any all this that these those it its they them "
    "their there here who what which when where how why please just more most than then so up out off over into "
    "about before after again only also very too own same such each every both few some one first last next now "
    "other s t re ve ll don isn doesn find way make made take time times need want love know tell say think like "
    "liked keep get getting give go help helps work works come start stay today tomorrow morning week new top "
    "someone sorry name add let plus leave fill going"
)
"""Words that say nothing by themselves."""
_SPEAKS = _words("you your yours we our ours us")
_TRADE = _words(
    "accept access account accuracy accurate ad address ads advert advertisement advertiser advertising advice "
    "affiliate agree agreeing ai alert alerts amazon amended app appear appeared apple article articles "
    "artificial associate audio author authors available below blog bluesky bookmark boxes breaking brief "
    "briefing browse browser button buy buying caption category channel chip choices chosen clarification click "
    "clicking closed comment commenting comments commission commissions committed community conditions consent "
    "consider contact content continue contribute contributed contributing contribution contributions "
    "contributor contributors cookie cookies copy copyright correct corrected correction corrections courtesy "
    "coverage create creative credit credits daily delivered devices disclaimer disclosure discord discover "
    "discussion donate donation donations download earlier earn edited edition editor editorial editors email "
    "emails enable enjoy enjoyed enlarge enter episode episodes error errors estimated exclusive expired explore "
    "express expressed facebook feature features feed feedback filed financial follow following forget form "
    "forward forwarded free friend friends full fund funded funding gallery generated google headline headlines "
    "here hide image images inbox independent independently information informed instagram issue item items "
    "javascript join journalism journalist journalists jump latest license licensed link linkedin links list "
    "listen listening live load loading log login machine mail mailing mastodon member members membership "
    "message min mins minute minutes miss mistake necessarily news newsdesk newsletter newsletters newsroom "
    "nonprofit note notification notifications offer offers online opinion opinions options original originally "
    "page paid partner partners partnership password pay paywall permission permitted personal photo photograph "
    "photographer photographs photos picture pictures piece play player playing podcast podcasts policy popular "
    "post posts preferences premium previous price prices print privacy producers product products profile "
    "promoted promotion provided publication publications publish published publisher purchase purchases "
    "purposes qualifying quality question questions rate read reader readers reading reads receive recommended "
    "reddit reflect register registered related reload rely reply report reporter reporters reporting represent "
    "reprinted reproduced republished reserved review reviews rights scroll search section see select selected "
    "send sent series service services settings share shared shares sharing show shows sign signing signup site "
    "skip source sources sponsor sponsored sponsors spotify stories story stream submit submitting subscribe "
    "subscribed subscriber subscribers subscribing subscription substack suggestions support supported "
    "supporters supporting swipe tag tagged tags tap team telegram terms text thank thanks thoughts threads "
    "tiktok tip tips title tool topic topics transcript translated translation trending trial tuned tweet "
    "twitter unlimited unsubscribe update updated updates use used user using valuable value version via video "
    "videos view viewed views visit watch watching web website weekly welcome whatsapp wherever write writer "
    "writers written wrong x youtube"
)
"""Words of which pages speak of themselves."""
_WORD = re.compile(r"[a-z]+|\d+")
_TYPED = str.maketrans("’‘–—…•·", "''---- ")
_QUOTES = '"“”'
_LONG = 4
"""Letters of a word of the headline that keeps a sentence."""


def speaks_of_itself(sentence: str, title: str) -> bool:
    """Tell whether a sentence is the page's own: never one that quotes somebody or has a word of the title."""
    if not 8 <= len(sentence) <= LONGEST or any(mark in sentence for mark in _QUOTES):
        return False
    sentence = sentence.translate(_TYPED)
    if not sentence.isascii():
        return False
    told = [word for word in _WORD.findall(sentence.lower()) if word not in _SMALL]
    known = [word for word in told if word in _TRADE]
    others = sum(word in _SPEAKS or word.isdigit() for word in told)
    enough = _SHARE * len(told) if _SPEAKS.intersection(told) else len(told)
    if not known or len(known) + others < max(enough, _LEAST):
        return False
    headline = frozenset(_WORD.findall(title.lower()))
    return not any(len(word) >= _LONG and word in headline for word in told)
