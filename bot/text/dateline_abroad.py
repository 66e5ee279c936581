"""Datelines in other languages than Chinese: `МОСКВА, 5 марта. /…/.`, `(서울=…) … 기자 =`, `Madrid, 5 mar (…).-`.

What opens a report so names a place, a day and who signs, in a form that prose does not have: a bracket or a pair of
slashes before a dash, capitals before a dash, an equals sign, a sentence without a verb that names a desk.
"""

from __future__ import annotations

import re

from ledebot.bot.text.metadata import Gathered

_OPENING = 100
"""Characters in which a dateline ends."""
_REST = 12
"""Characters of the report that follow it."""
_ASIDE = 60
"""Characters after a dash in which another one makes both an aside."""
_LETTER = re.compile(r"[^\W\d_]")
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile(r"[\u3041-\u30fa]")
_DATE = (
    r"(?:le |el |il |am |em |в |في )?(?:\d{1,2}|[٠-٩]{1,2})\.?(?:[º°]|er)?\s(?:de\s)?[^\W\d_]{3,10}\.?"
    r"(?:\s(?:de\s)?\d{4})?"
    r"|[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?"
)
_PLACE = r"[^\s\d().!?:;/|«»„“”\"=–—-][^\d().!?:;/|«»„“”\"=]{1,45}?"
_DASH = r"\s{0,2}(?:\.?[-–—―]{1,2})\s{0,2}"
_BRACKETED = re.compile(
    # Nordstadt (dpa) - , Madrid, 5 mar (EFE).- , İZMİR, (DHA)- , (Dân trí) - ; not Jane Doe (motor racing) -
    rf"(?:(?!(?:The|Die|Der|Das|Les|De|Het|Ο|Η|Το)\s)(?P<place>{_PLACE}(?:/{_PLACE})?),?\s{{0,2}})?(?:(?P<date>{_DATE}),?\s{{0,2}})?"
    rf"\((?P<agency>(?(date)|(?![a-z]{{4,20}}(?: [a-z]{{2,20}}){{0,3}}\)))[^()\d][^()]{{1,40}})\){_DASH}"
    # (ANSA) - ROMA, 05 MAR -
    rf"(?:(?P<place2>[^\W\d_a-z][^\d().!?:;a-z-]{{2,30}}),\s(?P<date2>\d{{1,2}}\s[^\W\d_]{{3,9}}){_DASH})?"
)
_SIGNED = re.compile(
    # (DIRE) Bari, 5 mar. –
    rf"\((?P<agency>[^()\d][^()]{{1,30}})\)\s(?P<place>{_PLACE}),\s(?P<date>{_DATE}){_DASH}"
)
_SLASHED = re.compile(
    # МОСКВА, 5 марта. /ТАСС/. , Пекин, 5 марта /Синьхуа/ -- , أبوظبي في 5 مارس / وام /
    rf"(?:(?P<place>{_PLACE})[,،.]?\s)?(?:(?P<date>{_DATE})[.,،]?\s?)?(?:,?\s?(?P<place2>{_PLACE})\s)?"
    r"/\s?(?P<agency>[^/\d]{2,40}?)\s?/\s?(?:[.:]\s?)?(?:--|[-–—])?\s{1,2}"
)
_THAI = re.compile(
    # กรุงเทพฯ 5 มี.ค.- , 5 มี.ค.67 -
    r"(?:(?P<place>[^\s\d-]{2,20})\s)?(?P<date>\d{1,2}\s(?:[ก-๎]{1,5}\.){1,2}\s?\d{0,4})\s?[-–]\s?"
)
_DASHED = re.compile(
    # МОСКВА, 7 мар — РИА Новости. , Москва. 5 марта. INTERFAX.RU -
    r"(?P<place>[А-ЯЁІЇЄҐ][А-Яа-яЁІЇЄҐёіїєґ -]{2,30})[,.]\s(?P<date>\d{1,2}\s[а-яёіїєґ]{3,9}\.?)"
    r"(?:\s[—–-]\s(?P<agency>[А-ЯЁA-Z«][^.!?]{1,30})\.|\s?\.\s(?P<wire>[A-ZА-ЯЁІЇЄҐ][\w.-]{3,20}|[А-ЯІЇЄҐ]{2,8})(?:\s[—–-]|\.)|,\s(?P<wire2>[А-ЯЁA-Z][\w-]{3,20})\.|\.)\s"
)
_STOPPED = re.compile(
    # Santiago, Chile.- , Madrid. --
    r"(?P<place>[A-ZÀ-Ý][^\d().!?:;/|«»„“”\"=–—-]{2,60}?)\.\s?[-–—]{1,2}\s(?=[A-ZÀ-Ý¿¡«\"“])"
)
_ALONE = re.compile(r"(?P<place>[A-Z]{5,20}(?: [A-Z]{3,14}){0,2})\.\s(?=[A-Z][a-z])")
"""A place alone, a sentence in capitals: `JAKARTA. Menteri …`."""
_CITY = re.compile(
    r"(?P<place>اسلام\s?آباد|لاہور|کراچی|پشاور|کوئٹہ|راولپنڈی|ملتان|فیصل آباد|مظفر آباد|نئی دہلی|سری نگر|حیدرآباد|"
    r"لندن|واشنگٹن|تہران|کابل)\s?:\s?"
)
"""A city before a colon, as Urdu papers sign; of others it might be who speaks."""
_SHOUTED = re.compile(
    # BRASILIA. BRASIL. AP. , КИЇВ. УНН.
    r"(?P<place>[^\W\d_][^\d().!?:;,]{2,30})\.\s(?:[^\W\d_][^\d().!?:;,]{2,30}\.\s)?(?P<agency>[^\W\d_]{2,12})\.\s"
)
"""A place and who signs, each a sentence in capitals; whether they are so is asked apart."""
_CAPITALS = re.compile(
    r"(?P<place>[^\W\d_][^\d().!?:;\"«»„“”=–—-]{3,35}?)\s?[-–—]{1,2}\s(?P<opens>[«„“\"¿¡]?)(?P<next>[^\W_])"
)
"""A place in capitals and a dash; whether it is in capitals is asked apart."""
SIGN_WORDS = re.compile(
    r"(?:UPDATE|WATCH|EXCLUSIVE|OPINION|BREAKING|LIVE|ANALYSIS|VIDEO|READ|NOTE|"
    r"FILE|EDITORIAL|REVIEW|CORRECTION|WARNING|MORE|ALSO|RELATED|LISTEN|TRENDING)\b"
)
"""What stands before a colon or dash in capitals and is no place."""
_ONLINE = re.compile(r"(?P<agency>[A-ZĐ]{2,5}O|VOV\.VN|VTV\.vn|AGI|LUSA|ANSA)\s?[-–—]\s(?=[^\W\d_])")
"""Papers of Vietnam and agencies that sign with nothing but their mark: `TTO - `."""
_SITED = re.compile(
    # JAKARTA, KOMPAS.com - , TEMPO.CO, Jakarta -
    rf"(?:(?P<place>{_PLACE}), )?"
    rf"(?P<agency>[A-Za-z][\w-]{{1,20}}(?:\.(?i:com|co|net|org|id|vn|ph|my|tv)){{1,2}})"
    rf"(?(place)|, (?P<place2>{_PLACE}))"
    r"\s?[-–—]{1,2}\s(?=[A-Z“\"])",
)
"""A place and the address of the paper that signs."""
_DESKS = (
    # Urdu, Persian, Arabic
    r"رپورٹ|نمائندہ|نیوز|ایجنس|ڈیسک|بیورو|روزنامہ|"
    r"این آئی|آئی پی|پی پی|ایف پی|پریس|مانیٹرنگ|ویب|آن لائن|خصوصی|وقائع|رائٹر|خبر|"
    r"رويترز|وكال|"
    r"أ\.?\s?ف\.?\s?ب|د\.?\s?ب\.?\s?أ|أ\.?\s?ش\.?\s?أ|سبوتنيك|واس|وام|قنا|بترا|كونا|سانا|الأناضول|ایرنا|ایسنا|فارس|تسنیم|مهر|CNN|AFP|AP|"
    # Hindi, Bengali
    r"भाषा|एजेंस|वार्ता|संवाद|ब्यूरो|डेस्क|न्यूज|आईएएनएस|एएनआई|पीटीआई|यूएनआई|हि\.?\s?स|रॉयटर|टीम|প্রতিনিধি|প্রতিবেদক|ডেস্ক|এজেন্স"
)
_CASELESS = re.compile(
    # نئی دہلی (یو این آئی) , नई दिल्ली, 5 मार्च (भाषा) , کراچی ۔ 5 مارچ (اے پی پی) , کراچی: (دنیا نیوز)
    rf"(?P<place>[^\d().!?:;/،,۔।]{{2,30}}?)(?:(?:[,،]\s?|\s?۔\s?(?=\d)|\s(?=\d))(?P<date>[^().!?:;/،,۔।]{{3,18}}))?:?\s?"
    rf"\((?P<agency>[^()]{{0,30}}?(?:{_DESKS})[^()]{{0,30}})\)\s?[:۔।.-]?\s{{0,2}}"
    # ঢাকা, ৫ মার্চ (বাসস) :
    r"|(?P<place7>[^\d().!?:;/،,۔।]{2,24}?)[,،]\s?(?P<date2>\d{1,2}\s[^\d().!?:;/،,۔।]{2,12})\s?"
    r"\((?P<agency6>[^()\d]{2,20})\)\s?[:-]\s"
    # دبي - العربية.نت:
    r"|(?P<place8>[\u0620-\u064a]{2,12}(?:\s[\u0620-\u064a]{2,12})?)\s?[-–]\s?"
    r"(?P<agency7>[\u0620-\u064a]{2,12}(?:[.\s][\u0620-\u064a]{2,12}){0,2})\s?:\s"
    # پشاور —
    r"|(?P<place9>[\u0590-\u06ff]{2,12}(?:\s[\u0590-\u06ff]{2,12})?)\s[—–]\s(?=[\u0590-\u06ff])(?![^.۔]{0,60}\s[—–-]\s)"
    # القاهرة - أ ش أ: , تهران- ایرنا-
    rf"|(?P<place2>[^\d().!?:;/،,۔।–—-]{{2,30}}?)\s?[-–—]\s?(?P<agency2>(?:«|{_DESKS})[^.!?:;/،,۔।–—-]{{0,24}}?)\s?[:–—-]\s"
    # نئی دلی......
    r"|(?P<place3>[^\d().!?:;/،,۔।]{2,24})\.{4,12}\s?"
    # जागरण संवाददाता, पटना। , लखनऊ।
    rf"|(?P<agency3>[^।!?():]{{0,24}}(?:{_DESKS})[^।!?():,]{{0,16}}),\s(?P<place4>[^।!?():,]{{2,20}})।\s"
    r"|(?P<place5>[^।!?():,\s]{2,14}(?:\s[^।!?():,\s]{2,12})?)"
    rf"(?:,\s(?P<agency4>[^।!?():,]{{0,20}}(?:{_DESKS})[^।!?():,]{{0,16}})|,\s(?P<date3>\d{{1,2}}\s[^।!?():,\s]{{2,12}}))?।\s"
    # বন্দর ডেস্ক : , বন্দর :
    r"|(?:(?P<agency5>[\u0980-\u09ff\s]{0,20}(?:ডেস্ক|বার্তা|নিউজ|প্রতিনিধি|প্রতিবেদক)[\s০-৯]{0,4})"
    r"|[\u0980-\u09ff]{2,14}(?:\s[\u0980-\u09ff]{1,14}){0,2})\s?:\s(?![“‘\"'])"
)
_ROLES = r"(?:(?:선임|인턴|수습|객원|전문)?기자|특파원|통신원|논설위원|리포터|PD|앵커)"
_NAMES = r"[가-힣]{2,4}(?:\s?[·,ㆍ]\s?[가-힣]{2,4}|\s[가-힣]{2,4}){0,4}"
_KOREAN = re.compile(
    # (서울=연합뉴스) 김하늘 기자 = , [이데일리 박구름 기자] , the paper alone: [섬신문]
    rf"[(\[【<〈](?P<place>[^=＝()\[\]】>]{{1,16}})[=＝](?P<agency>[^()\[\]】>]{{2,24}})[)\]】>〉]\s?"
    rf"(?:(?P<names>{_NAMES})\s?{_ROLES})?\s?[=＝]?\s?"
    rf"|[(\[【<〈](?P<agency2>[^=＝()\[\]】>]{{2,20}}?)[\s/](?P<names2>{_NAMES})\s?{_ROLES}[)\]】>〉]\s?[=＝]?\s?"
    rf"|(?P<names3>{_NAMES})\s?{_ROLES}\s?[=＝]\s?"
    r"|[\[【(](?P<agency3>[가-힣A-Za-z\d ]{1,10}"
    r"(?:저널|신문|일보|뉴스|방송|경제|타임[스즈]|데일리|투데이|통신|미디어))[\]】)]\s?"
)
_REPORTER = re.compile(rf"(?P<names>{_NAMES})\s?{_ROLES}$")
_JAPANESE = re.compile(
    # 【ソウル山田太郎】 , 【ロンドン共同】 , 【ソウル＝山田太郎】 , [東京 5日 ロイター] - ,
    # [ボストン(米国)5日 ロイター] - , （ＣＮＮ）
    r"【(?P<place2>[ァ-ヺー]{2,16})[\u3400-\u9fff]{2,6}】[\s　]?|"
    r"[【\[［〔（(＜](?P<place>[^】\]］〕（(）)＞]{0,16}?(?:[(（][^()（）]{1,14}[)）])?)"
    r"[\s　=＝]?(?P<date>[\d０-９]{1,2}日)?[\s　]?"
    r"(?P<agency>共同(?:通信)?|[時时]事(?:通信)?|ロイター|ＡＦＰ|AFP|ＡＰ|AP|ＣＮＮ|CNN|[聯联]合|新[華华]社|ブルームバーグ|Bloomberg|タス|ＰＴＩ|[^】\]］〕）)＞\s]{1,6}(?:新[聞闻]|放送)|"
    r"(?<=[=＝])[^】\]］〕）)＞]{2,16})(?:時事|通信)?[】\]］〕）)＞]\s?[-－―:：]?[\s　]?"
)


def abroad(text: str, gathered: Gathered) -> int:
    """Read the dateline that opens a paragraph in another language; returns where the report begins, 0 without one."""
    letter = _LETTER.search(text, 0, 8)
    found = _read(text[:_OPENING], letter[0]) if letter else None
    if not found or len(text) - found.end() < _REST:
        return 0
    _gather(found, gathered)
    return found.start("opens") if found.re is _CAPITALS else found.end()


def _read(opening: str, letter: str) -> re.Match[str] | None:
    if _KANA.search(opening):
        return _JAPANESE.match(opening)
    if "\u3400" <= letter <= "\u9fff":
        return None
    if "\uac00" <= letter <= "\ud7a3":
        return _KOREAN.match(opening)
    if opening[0] in "[(【" and _HANGUL.search(opening) and (found := _KOREAN.match(opening)):
        return found
    if "\u0e00" <= letter <= "\u0e7f":
        return _THAI.match(opening)
    for pattern in (_BRACKETED, _SIGNED, _SLASHED, _DASHED, _ONLINE, _STOPPED, _SITED, _ALONE):
        if (found := pattern.match(opening)) and not _parts(opening, found):
            return found
    if letter.isupper():
        shouted = _SHOUTED.match(opening)
        if shouted and shouted[0].isupper():
            return shouted
        found = _CAPITALS.match(opening)
        return found if found and _names_place(opening, found) else None
    return None if letter.islower() else _CASELESS.match(opening) or _CITY.match(opening)


def _parts(opening: str, found: re.Match[str]) -> bool:
    """Whether the dash after a bracket only opens an aside: `… (أرامكو) - أكبر شركة - استغلال …`."""
    rest = opening[found.end() : found.end() + _ASIDE]
    return found.re is _BRACKETED and not found["date"] and " - " in rest


def _names_place(opening: str, found: re.Match[str]) -> bool:
    """Whether capitals before a dash are a place: not a name with an aside between two dashes."""
    rest = opening[found.end() : found.end() + _ASIDE]
    if SIGN_WORDS.match(found["place"]):
        return False
    return found["place"].isupper() and found["next"].isupper() and not re.search(r"\s[-–—]\s", rest)


def _gather(found: re.Match[str], gathered: Gathered) -> None:
    """Gather what a dateline tells."""
    told: dict[str, str] = {}
    for name, value in found.groupdict().items():
        if value and value.strip(" ,،"):
            told.setdefault(name.rstrip("23456789"), value.strip(" ,،."))
    agency = told.get("agency") or told.get("wire")
    if agency and (reporter := _REPORTER.search(agency)):  # [어느경제=김하늘 기자]
        told.setdefault("names", reporter["names"])
        agency = told.pop("place", None)
    gathered.agency = gathered.agency or agency
    gathered.place = gathered.place or told.get("place")
    gathered.date = gathered.date or told.get("date")
    if "names" in told:
        gathered.add_reporters(told["names"])
