"""Sentence ends in the languages of the world: abbreviations, initials, quotes that face either way, no full stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.sentences import sentences
from ledebot.bot.text.trim import balanced


def parted(text: str) -> list[str]:
    return [each for each in text.split(" / ") if each]


@pytest.mark.parametrize(
    "text",
    [
        # abbreviations, initials, units: the mark / is where a sentence ends
        "По словам и. о. главы А. П. Сорокина, ремонт стоит 2,4 млрд руб. и займёт год. / Мост закроют.",
        "Порт закроют до 1 октября 2024 г. / Работы начнутся в марте.",
        "Роще ок. 8 тыс. лет, сообщил проф. В. И. Лунин. / Её нашли водолазы.",
        "Погибших 12. / Раненых нет.",
        "وذكرت د.ب.أ أن الميناء مغلق. / وأوضحت أ.ف.ب أنه يفتح غدا.",
        "– Kiedy otworzymy most? – zapytał burmistrz. / Rada odpowie w maju.",
        "Кто закроет порт? / – Мэр, – ответил капитан.",
        "Η Α. Λαμπίρη και ο κ. Γ. Μανούσος θα πληρώσουν 3,2 εκατ. ευρώ στις 7 π.μ. την Τετάρτη. / Έβρεχε.",
        "وقال د. سامي النجار إن الموج بلغ 4.5 متر. / وأضاف أنه يتراجع.",
        "मंत्री डॉ. आर. के. वर्मा ने 420.5 करोड़ रु. दिए। / पुल बनेगा।",
        "ড. করিম জানান, বন্দর বন্ধ। / যাত্রীরা আটকা।",
        "அமைச்சர் டாக்டர் கே. ரவி வந்தார். / மழை பெய்தது.",
        "Phố đi bộ ở TP. Hải Minh mở cửa. / GS. Nguyễn Văn Tâm dự lễ.",
        "Prof. Dr. Ayşe Demir 15. Bölge'de konuştu. / Yağmur yağdı.",
        "Es kostet ca. 3 Mio. Euro, z. B. für Dr. h. c. Jan Petersen. / Das ist viel.",
        "M. J.-P. Martin et Mme Durand ont payé 1,5 million. / Il pleuvait.",
        "El Sr. López, de EE. UU., pagó 5 mill. de euros. / Nadie habló.",
        "No hay barcos en el mar. / Tampoco hay viento, dice que no. / Llueve.",
        "Il fait froid à l'est. / Le vent tombe.",
        "Czeka ok. 400 osób, mówi prof. dr hab. Jan Nowak. / Padało.",
        # quotes that face either way
        "„Czekamy. Nic więcej” – powiedział kapitan. / Padało.",
        "„Wir warten. Mehr nicht“, sagte der Chef. / „Wer zahlt?“, fragte er. / Es regnete.",
        "»Mehl ist teuer. Strom auch«, sagte sie. / Es regnete.",
        "”Vi väntar. Mer inte”, säger Lars. / Det regnar.",
        "'We wachten. Meer niet', zei hij. / Het regende.",
        "‘We waited. Nobody came,’ the pilot’s wife said. / It rained.",
        "« Nous attendons. Que faire ? », a dit le maire. / Il pleut.",
        "« Nous attendons. » / Le maire est parti.",
        "«¿Quién paga?», preguntó el alcalde. / Llovía.",
        "انہوں نے کہا کہ ’کیا ہم رکیں؟‘ اس پر شور ہوا۔ / بارش ہوئی۔",
        "상인들이 “왜 우리만 내나요?”라며 반발했다. / 비가 왔다.",
        '관계자는 "준비는 끝났다. 시험만 남았다"며 "곧 연다"고 말했다. / 비가 왔다.',
        # a question that is quoted inside its sentence
        'סוחרים שאלו: "מי ישלם?" והלכו. / ירד גשם.',
        'سأل النائب: "هل نملك المال؟" فأجاب الوزير. / هطل المطر.',
        "Οι έμποροι ρώτησαν «Ποιος πληρώνει;» και έφυγαν. / Έβρεχε.",
        "Чиновников спросили: «Зачем мост?» и ушли. / Шёл дождь.",
        # an ellipsis ends nothing where there are no capitals
        "ارتفع السعر... وهو الأعلى منذ عامين. / هطل المطر.",
        "موسم بہتر ہوا۔۔۔ اور سڑک کھل گئی۔ / بارش تھمی۔",
    ],
)
def test_sentences_end_where_they_do_in_their_language(text: str) -> None:
    assert sentences(text.replace(" / ", " ")) == parted(text)


@pytest.mark.parametrize(
    "text",
    [
        "أغلقت السلطات الميناء الثلاثاء. / وقال الوزير إن العمل يبدأ في مايو. / ويعود الصيادون.",
        "항만공사가 요금을 올렸다. / 공사는 다음 달부터 받는다.",
        "הרשויות סגרו את הנמל. / העבודות יתחילו במאי.",
        "Порт закрыли до осени. / Работы начнутся в марте.",
    ],
)
def test_sentences_end_where_the_space_after_them_was_lost(text: str) -> None:
    assert sentences(text.replace(" / ", "")) == parted(text)


def test_thai_is_parted_where_a_clause_goes_on() -> None:
    text = (
        "ผู้อำนวยการท่าเรือสั่งปิดท่าเรือเป็นเวลา 3 วัน หลังพายุพัดเข้าชายฝั่งตะวันออก เมื่อวันที่ 5 มี.ค. ที่ผ่านมา / "
        "ทั้งนี้ เจ้าหน้าที่ได้อพยพประชาชนกว่า 300 คน ไปยังศูนย์พักพิงชั่วคราวของอำเภอ / "
        "ขณะที่เรือประมงสองลำยังคงสูญหายอยู่ในทะเล"
    )
    assert sentences(text.replace(" / ", " ")) == parted(text)


@pytest.mark.parametrize(
    "text",
    [
        "„Czekamy” – powiedział kapitan.",
        "„Wir warten“, sagte sie.",
        "»Wir warten«, sagte sie.",
        "”Vi väntar”, säger Lars.",
        "« Nous attendons », dit-il.",
        "«Ждём „Надежду“», — сказал он.",
        "1) The boat (an old one) left.",
    ],
)
def test_quotes_that_pair_up_stay(text: str) -> None:
    assert balanced(text) == text


def test_what_a_cut_left_open_is_closed_as_its_language_does() -> None:
    assert balanced("„Wir warten…") == "„Wir warten…“"
    assert balanced("»Wir warten…") == "»Wir warten…«"
    assert balanced("«Ждём…") == "«Ждём…»"
    assert balanced("„Czekamy”, rzekł, „bo…") == "„Czekamy”, rzekł, „bo…”"


@given(st.text(alphabet="аБ .?!„“”«»‘’'\"()…۔؟न।กข한", max_size=200))
def test_nothing_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
