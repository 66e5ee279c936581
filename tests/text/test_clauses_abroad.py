"""Where long sentences of other languages end early, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.clauses import ended_early
from ledebot.bot.text.english_clauses import is_english
from ledebot.bot.text.script import unit

EARLY = """
Экспедиция института обнаружила на дне озера Светлое остатки рощи возрастом восемь тысяч лет|,
говорится в сообщении института, поступившем в понедельник после того, как водолазы закончили этап
работ у берега и подняли на поверхность двенадцать стволов, которые хорошо сохранились в иле.

Η δημοτική αρχή της Νέας Πόλης ενέκρινε το σχέδιο για το νέο λιμάνι αξίας τριών εκατομμυρίων ευρώ|,
ενώ οι έμποροι της παραλίας δηλώνουν ότι δεν ρωτήθηκαν ποτέ και ετοιμάζουν προσφυγή στο δικαστήριο
μέσα στις επόμενες εβδομάδες μαζί με τους ψαράδες της περιοχής.

El consejo del puerto de Santa Clara aprobó este lunes la compra de tres transbordadores eléctricos,
informó la presidenta del organismo|, quien recordó que los barcos actuales tienen más de cuarenta
años y que su reparación cuesta cada invierno casi dos millones de euros.

Die Stadt will auf dem Gelände des alten Güterbahnhofs bis zum Jahr 2030 rund 1.200 Wohnungen bauen,
wie der Baudezernent am Dienstag im Ausschuss ankündigte und dabei auf die lange Liste der Wartenden
verwies|, die in den vergangenen Jahren immer länger geworden ist.

Le conseil du port a décidé lundi de fermer les trois quais du nord pendant toute la durée des
travaux|, tandis que les pêcheurs demandent une aide de deux millions d’euros qui leur avait été
promise il y a un an déjà par la région et par le ministère.

أعلنت هيئة الموانئ إغلاق ميناء الرملة لمدة ثلاثة أيام أمام حركة السفن والمسافرين، بعد أن ضربت عاصفة
قوية الساحل الشرقي| وأدت إلى انقطاع الكهرباء عن أحياء واسعة من المدينة القديمة والقرى المجاورة.

صوبائی حکومت نے ضلع کے دیہی علاقوں میں نئے اسکول کے لیے 40 ایکڑ زمین مختص کر دی ہے|، جس کا اعلان
وزیر اعلیٰ نے پیر کو ایک اجلاس کے بعد کیا جس میں محکمہ تعلیم کے حکام اور نمائندوں نے بھی شرکت کی۔

सरकार ने सोन नदी पर बनने वाले नए पुल के लिए चार सौ करोड़ रुपये की मंजूरी दे दी है और काम इसी महीने
शुरू होगा|, जिससे तीन जिलों के लोगों को हर दिन दो घंटे कम सफर करना पड़ेगा और पुरानी सड़क पर लगने
वाले जाम से भी राहत मिलेगी, जो पिछले बीस साल से यहां की सबसे बड़ी परेशानी रही है और अब तक हल नहीं
हुई।
"""
"""The bar marks where a sentence ends early; what follows it is left out."""


@pytest.mark.parametrize("text", [" ".join(each.split()) for each in EARLY.strip().split("\n\n")])
def test_it_ends_before_a_clause_that_only_adds(text: str) -> None:
    kept, rest = text.split("|")
    early = ended_early(kept + rest, 60, unit(text))
    assert early[:-1] == kept
    assert early[-1] in ".۔।"


@pytest.mark.parametrize(
    "text",
    [
        # no word that is trusted, too little before it, or a head that asks for more
        "Yeni limanın açılış töreni, bakanların ve belediye başkanlarının katılımıyla, " * 4 + "yapıldı.",
        "Мэр сообщил, что порт закроют, " + "и работы в порту начнутся весной " * 8 + ".",
        "वित्त मंत्री ने सोमवार को राजधानी में आयोजित सम्मेलन में, जिसमें " + "देश भर के व्यापारी शामिल हुए " * 8 + "।",
        "새 항만 터미널은 " + "시청과 항만공사가 함께 세운 계획에 따라 " * 8 + "문을 연다.",
    ],
)
def test_it_does_not_end_where_nothing_tells_that_it_may(text: str) -> None:
    assert ended_early(text, 60, unit(text)) == ""


def test_english_is_told_from_other_latin_letters() -> None:
    assert is_english("The harbour board said on Monday that it was closed for a week.")
    assert not is_english("La junta del puerto dijo el lunes que el muelle estará cerrado una semana.")


@given(st.text(alphabet='аБ, который ،« »“”"حيث और है, que La. ', max_size=300))
def test_an_early_end_is_the_beginning_of_its_sentence(text: str) -> None:
    early = ended_early(text, 40, 1 / 4)
    assert text.startswith(early[:-1].rstrip())
    assert len(early) <= 161
