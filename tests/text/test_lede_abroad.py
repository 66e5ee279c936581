"""Ledes of articles in other languages: what is told, and what of the page is not."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Document, Item
from ledebot.bot.text.document import read
from ledebot.bot.text.lede import pick


def article(title: str, *paragraphs: str) -> Document:
    return read(Item("x", "x", title, "".join(f"<p>{each}</p>" for each in paragraphs)))


def test_a_dateline_is_read_after_headings_and_names() -> None:
    document = article(
        "Порт закроют до осени",
        "Жители ждали этого с зимы",
        "Редакция",
        "5 марта, 09:31",
        "Капитан порта А. П. Орлов",
        "ОЗЁРСК, 5 марта. /ТАСС/. Порт закроют на ремонт до осени. Работы начнутся в марте.",
    )
    assert document.lede.medium == "Порт закроют на ремонт до осени. Работы начнутся в марте."
    assert document.dateline.agency == "ТАСС"


def test_thai_has_a_lede_that_ends_where_a_clause_does() -> None:
    document = article(
        "ปิดท่าเรือสามวัน",
        "ข่าวภูมิภาค",
        "นายสมชาย ใจดี ผู้อำนวยการท่าเรือ กล่าวถึงสถานการณ์พายุที่พัดเข้าชายฝั่งตะวันออกว่า ได้สั่งปิดท่าเรือเป็นเวลา 3 วัน ทั้งนี้ "
        "เจ้าหน้าที่ได้อพยพประชาชนกว่า 300 คน ไปยังศูนย์พักพิงชั่วคราวของอำเภอแล้ว",
        "ติดตามข่าวสารได้ที่เพจของเรา",
    )
    assert document.lede.medium.startswith("นายสมชาย")
    assert document.lede.medium.endswith("ของอำเภอแล้ว")
    assert document.lede.short.startswith("นายสมชาย")
    assert not document.lede.short.endswith(("ว่า", "…"))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("بندرگاہ کھلی رہے گی", "وزیر نے کہا ہے کہ بندرگاہ بند کیوں ہو؟"),
        ("बंदरगाह खुला रहेगा", "मंत्री ने कहा कि बंदरगाह बंद क्यों हो?"),
    ],
)
def test_a_question_that_is_reported_is_told(title: str, told: str) -> None:
    stop = "۔" if told[0] > "\u0600" and told[0] < "\u0700" else "।"
    document = article(title, f"{told} {title}{stop} {title} {title}{stop}")
    assert document.lede.medium.startswith(told)


def test_a_bracket_that_a_word_clings_to_leaves_a_space() -> None:
    document = article("उत्सव में भीड़", "नगर निगम (एनएन)के अनुसार मेले में एक लाख लोग आए। मेला सात दिन चलेगा।")
    assert document.lede.short.startswith("नगर निगम के अनुसार")


def test_a_cut_does_not_end_on_a_preposition() -> None:
    text = (
        "أعلنت هيئة الموانئ " + "والمدن الساحلية الكبيرة " * 5 + "قرارها في " + "البلدة القديمة المجاورة للميناء " * 5
    )
    document = article("قرار الهيئة", text.strip() + ".")
    assert not document.lede.short.endswith(" في…")
    assert document.lede.short.endswith("…")


def test_danda_may_be_typed_as_a_bar() -> None:
    document = article("मेट्रो की नई लाइन", "शहर में मेट्रो की नई लाइन शुरू हुई | किराया दस रुपये है|")
    assert document.lede.medium == "शहर में मेट्रो की नई लाइन शुरू हुई। किराया दस रुपये है।"


def test_english_lists_get_no_full_width_marks() -> None:
    lines = ["Harbour", "Old pier", "Fish market", "Ferry terminal", "Lighthouse", "Customs house", "North quay"]
    document = article("Seven sights of the harbour", *lines)
    assert not any(mark in document.lede.long for mark in "。、；：")


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        ("Já são conhecidos os ministros", "Já são conhecidos os ministros do próximo governo, disse o presidente."),
        ("Council approves the plan", "Council approves the plan for a new pier, its third this year."),
        ("أعلنت الهيئة إغلاق الميناء", "أعلنت الهيئة إغلاق الميناء لمدة ثلاثة أيام بسبب العاصفة."),
    ],
)
def test_a_sentence_that_goes_on_from_the_title_keeps_it(title: str, paragraph: str) -> None:
    assert article(title, paragraph).lede.medium == paragraph


def test_a_report_that_follows_its_title_in_a_line_begins_without_it() -> None:
    document = article("Council approves the plan", "Council approves the plan The harbour gets a new pier next year.")
    assert document.lede.medium == "The harbour gets a new pier next year."


def test_a_cut_leaves_nobody_without_what_was_said() -> None:
    text = (
        "نقلت وكالة الأنباء عن مصدر رفيع في هيئة الموانئ، قوله مساء الأربعاء، إن "
        + "الميناء والمدينة القديمة " * 8
        + "."
    )
    assert not article("الميناء", text).lede.short.endswith("الأربعاء…")


def test_a_picture_that_only_illustrates_is_no_news() -> None:
    news = "Radiowóz zderzył się w nocy z osobową toyotą w centrum miasta."
    document = article("Nocny wypadek", news, "Wypadek w centrum miasta. Zdj. ilustracyjne")
    assert document.paragraphs == (news,)


def test_a_title_that_an_extraction_ran_together_with_the_text_is_cut_off() -> None:
    document = article(
        "Harbour closes pier 7", "Harbour closes pier 7Ferries were sent back on Monday. Nobody was hurt."
    )
    assert document.lede.medium == "Ferries were sent back on Monday. Nobody was hurt."


@pytest.mark.parametrize(
    "text",
    [
        "Die Reederei sagt: „Ab Juni fahren zwei Schiffe mehr.“ Die Karte kostet 4,50 Euro.",
        "Brodar kaže: „Od lipnja voze dva broda više.“ Karta košta 4,50 eura.",
    ],
)
def test_a_quote_that_closes_as_english_ones_open_is_whole(text: str) -> None:
    assert read(Item("x", "", "Luka", f"<p>{text}</p>")).lede.medium == text


def test_hindi_titles_tell_where_the_news_begins() -> None:
    background = "दूसरा मामला पहाड़ी इलाके का है. यहां एक व्यक्ति घायल मिला था."
    news = "बंदरगाह के नए घाट पर मंगलवार को दो जहाज टकराए. किसी की मौत नहीं हुई और घाट शाम तक खोल दिया गया."
    lede = pick(
        [background, news, *["पुलिस इस मामले की जांच कर रही है और घाट के कर्मचारियों से पूछताछ हो रही है."] * 3],
        title="बंदरगाह के नए घाट पर मंगलवार को टकराए जहाज, किसी की मौत नहीं",
    )
    assert lede.short.startswith("बंदरगाह के नए घाट")


def test_the_dash_of_a_list_opens_no_lede() -> None:
    assert (
        pick(["- The harbour board closed the quay on Monday."]).short == "The harbour board closed the quay on Monday."
    )
    said = "- Wir warten seit gestern auf das Schiff - sagte ein Fahrer am Montag."
    assert pick([said]).short.startswith("- Wir")


def test_paragraphs_that_all_lack_their_stop_are_sentences() -> None:
    first = (
        "Un barco con doce pasajeros encalló en las primeras horas de este lunes frente a Bahía, sin que haya heridos"
    )
    second = (
        "El barco salió del puerto con el ancla suelta, y su capitán no pudo detenerlo hasta la playa de los pescadores"
    )
    lede = pick([first, second, "Una grúa lo sacará el martes."], title="Encalla un barco").long
    assert lede == f"{first}. {second}. Una grúa lo sacará el martes."


def test_a_deck_that_lacks_its_stop_opens_no_lede_of_a_paper_that_sets_them() -> None:
    deck = "Se presume que el barco, que venía de Puerto Viejo con doce pasajeros, perdió el rumbo por la niebla"
    report = (
        "Un barco con doce pasajeros encalló este lunes frente a Bahía Clara, informaron las autoridades del puerto."
    )
    more = "Una grúa lo sacará el martes de la playa de los pescadores, dijo el capitán del puerto a los periodistas."
    assert pick([deck, report, more], title="Encalla un barco en Bahía Clara").medium.startswith("Un barco")


def test_a_deck_that_ends_on_a_quotation_is_told() -> None:
    deck = "Il comitato del porto chiede chiarezza: «Il molo non può restare chiuso»"
    assert pick([deck, "Anna Riva"], title="Molo chiuso").medium == deck


def test_a_title_of_few_words_makes_no_lede_leap() -> None:
    text = (
        "A draga tem trabalhado de forma contínua para sanar um dos problemas do município. Tendo em vista que os "
        "navios passam pelo porto da cidade, o canal ficou mais fundo. O serviço segue."
    )
    more = "Os demais canais vão receber a draga em breve."
    assert pick([text, more], title="Obras em ação no porto da cidade").medium.startswith("A draga")


def test_figures_in_brackets_stay_in_arabic() -> None:
    text = (
        "أخمدت فرق الميناء (60) حريقا خلال الساعات الماضية، منها (19) حريقا في المستودعات القديمة "
        "قرب الرصيف الشمالي للميناء."
    )
    assert "(60) حريقا" in pick([text], title="حرائق الميناء").short


def test_no_cut_ends_on_the_colon_after_who_said_it() -> None:
    text = (
        "رئیس مرکز پیش‌بینی موج پژوهشگاه بین‌المللی دریای شمال گفت: بیشتر کشتی‌های باری شهر از فردا صبح تا پایان هفته "
        "در لنگرگاه بیرون بندر می‌مانند و به اسکله شمالی نمی‌آیند، چون موج‌ها بلندتر از چهار متر است."
    )
    assert not pick([text], title="بندر بسته شد").short.endswith("گفت…")


def test_a_title_in_turkish_capitals_is_the_title_again() -> None:
    document = article(
        "İskele kıyısındaki yangınlara destek", "İSKELE KIYISINDAKİ YANGINLARA DESTEK", "Ekipler sabah yola çıktı."
    )
    assert document.paragraphs == ("Ekipler sabah yola çıktı.",)


def test_two_spaces_after_a_colon_part_no_words_of_other_alphabets() -> None:
    document = article("Порт закрыт", "Объявление:  порт закрыт до осени, сообщил капитан.")
    assert document.paragraphs == ("Объявление: порт закрыт до осени, сообщил капитан.",)


def test_no_space_stays_before_the_stops_and_commas_of_other_scripts() -> None:
    document = article("Мост", "সেতু আবার নির্মাণ হবে ।কাজ মে মাসে শুরু হবে।", "تبدأ الأعمال في مايو ، وتنتهي في يوليو.")
    assert document.paragraphs == (
        "সেতু আবার নির্মাণ হবে।কাজ মে মাসে শুরু হবে।",
        "تبدأ الأعمال في مايو، وتنتهي في يوليو.",
    )


def test_urdu_ends_early_after_a_clause_that_has_its_verb() -> None:
    text = (
        "وزیر برائے بندرگاہ نے کہا ہے کہ نئے گھاٹ سے شہر کی تجارت بڑھ گئی ہے، ماہی گیروں کو روزگار مل رہا ہے، "
        "کرایوں میں کمی آئی ہے، اور کھانے پینے کی چیزیں بھی پہلے سے سستی ہو رہی ہیں جو سب کے لیے اچھی خبر ہے۔"
    )
    assert pick([text], title="گھاٹ سے تجارت بڑھی").short.endswith("کمی آئی ہے۔")


def test_a_korean_picture_s_caption_gives_way_to_the_news() -> None:
    caption = "항만공사 사장이 13일 본관에서 이사회를 주재하고 있다."
    news = "공사는 이날 요금을 3.5% 올리기로 했다. 요금은 다음 달부터 오른다."
    document = article("항만 요금 3.5% 인상", caption, f"{caption} 사진공동취재단 {news}")
    assert document.lede.medium == news


def test_lines_of_a_text_without_any_stop_are_told_as_sentences() -> None:
    first, second = "港の橋は来年の夏までに新しく架け替えられます", "工事は5月に始まり、費用は900万ユーロです"
    assert pick([first, second], title="港の橋").medium == f"{first}。{second}。"


def test_who_speaks_and_what_is_said_are_told_together() -> None:
    speaker = "Капитан порта Сорокин рассказал о шторме, который задержал паромы на двое суток:"
    said = "«Волна была выше причала. Мы не могли выйти в море»."
    assert pick([speaker, said], title="Сорокин: волна была выше причала").medium == f"{speaker} {said}"


def test_arabic_is_cut_after_what_was_done() -> None:
    text = (
        "بحث المهندس سالم الجزيري، وزير الموانئ والنقل البحري، اليوم الاثنين، مع مجلس المدينة إعادة بناء جسر الميناء "
        "القديم قبل الصيف المقبل بالإضافة إلى سبل تمويل المشروع كاملا"
    )
    assert "مع مجلس المدينة" in pick([f"{text}."], title="بناء جسر الميناء").short


def test_what_this_visit_is_opens_no_arabic_lede() -> None:
    visit = (
        "يتوجه وزير الموانئ اليوم إلى المدينة القديمة لافتتاح الجسر الجديد والميناء بعد أعمال استمرت سنوات طويلة جدا "
    )
    visit += "وشارك فيها مئات المهندسين والعمال من جميع أنحاء البلاد."
    lede = pick([visit, "تعد هذه الزيارة خطوة مهمة للميناء والجسر."], title="زيارة مهمة للميناء والجسر")
    assert lede.short.startswith("يتوجه وزير الموانئ")


def test_stray_quotes_leave_one_space() -> None:
    assert pick(["La gare rouvre après l'alerte “météo “ de lundi."], title="Gare").medium.count("  ") == 0
