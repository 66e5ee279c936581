"""Lines that hold nothing but words of the trade go, in any language; one word of the news keeps them."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clean import clean
from ledebot.bot.text.page_words_abroad import speaks_of_itself

NEWS = "Порт закроют на ремонт с 12 марта до 1 октября, сообщила пресс-служба города."


@pytest.mark.parametrize(
    "line",
    [
        "Самые читаемые новости дня",
        "Свежие комментарии",
        "Лента новостей",
        "Підписуйтесь на новини порту та області в Telegram і Viber",
        "Новина оновлюється...",
        "5 Mart 2024 Salı 18:05 - Güncelleme:",
        "گوگل نیوز پر ہمیں فالو کریں",
        "전체댓글 0",
        "Добавить в закладки",
        "1 min. de lectura",
        "Publicar un comentario",
        "Drukuj",
        "Sebarkan artikel ini",
        "Te recomendamos",
        "Únete aquí a nuestro canal de WhatsApp",
        "Home / Notícias",
        "Également intéressant",
        "قد يعجبك أيضا",
        "رئيس التحرير",
        "Çok okunan haberler",
        "Bunlar da ilginizi çekebilir",
        "Baca berita tanpa iklan",
        "Selasa, 5 Maret 2024 / 12:13 WIB",
        "Écrivez-nous.",
        "Lecture restreinte",
        "Votre compte n’autorise pas la lecture de ces articles",
        "Pour plus d’informations, contactez notre service commercial.",
        "Este conteúdo é exclusivo para assinantes.",
        "Contenido exclusivo para suscriptores",
        "Die aktuelle Ausgabe 11/2024 ist jetzt im Handel.",
        "Источник новости: gavan.example",
        "Більше новин за темою",
        "Σχετικά άρθρα",
        "المزيد من الأخبار",
        "اس خبر پر اپنی رائے کا اظہار کریں",
        "نظر شما",
        "अपनी राय कमेंट में लिखें",
        "বিস্তারিত পড়ুন »",
        "כתבות נוספות בנושא",
        "당신의 의견을 남겨주세요",
        "แท็กที่เกี่ยวข้อง:",
        "TikTok : https://www.tiktok.example/@gavan",
        "Tin cùng chuyên mục",
        "Haberi oku",
        "Mehr Nachrichten aus der Region",
        "En continuant, vous acceptez le dépôt de cookies et le suivi de votre lecture.",
        "Wir verwenden Cookies, um Ihnen Inhalte zu zeigen.",
        "Unsere Arbeit finanziert sich fast ausschließlich durch Spenden.",
        "Articles similaires",
        "(Noticia en desarrollo)",
        "No hay comentarios.",
        "Notícias relacionadas",
        "Notizie correlate",
        "Najnowsze wiadomości",
        "Mots-clés : port, ferry",
        "Etiketler: liman, vapur",
        "برچسب‌ها: بندر، کشتی",
        "Từ khóa: cảng, phà",
        "Condividi questo articolo",
        "L'espace des commentaires est ouvert aux inscrits.",
        "האימייל לא יוצג באתר. שדות החובה מסומנים *",
        "فائل:فوٹو",
        "Derechos Reservados © 2024 La Gaceta del Muelle, Puerto Viejo.",
        "Palabras clave: puerto, ferry",
        "5 marca 2024, 19:53",
        "פורסם: 31.08.16, 17:12",
        "16. März 2024 21:50 Uhr",
        "04.01.2020, 09:27 Uhr | dpa",
    ],
)
def test_a_line_of_words_of_the_trade_goes(line: str) -> None:
    assert clean(f"<p>{NEWS}</p><p>{line}</p>", title="Порт закроют").paragraphs == (NEWS,)


@pytest.mark.parametrize(
    "line",
    [
        "Читатели спасли газету порта",
        "Источник пожара: старая проводка, сказал мэр.",
        "Последние паромы уйдут в полночь",
        "Las obras empiezan en mayo",
        "Mehr als hundert Fähren blieben im Hafen",
        "قناة السويس تفتح أبوابها",
        "समाचार एजेंसी का दफ्तर बंद",
        "뉴스를 만든 배가 돌아왔다",
        "ข่าวลือทำให้ท่าเรือปิด",
        "5 marca 2024 port zamknięto",
    ],
)
def test_a_word_of_the_news_keeps_a_line(line: str) -> None:
    more = "Паромы уйдут в соседний порт."
    assert clean(f"<p>{NEWS}</p><p>{line}</p><p>{more}</p>", title="Порт закроют").paragraphs == (NEWS, line, more)


def test_what_says_a_word_of_the_title_is_of_the_news() -> None:
    assert speaks_of_itself("Комментарии", "Порт закроют")
    assert not speaks_of_itself("Комментарии", "Газета закрыла комментарии")


def test_the_name_of_the_paper_says_nothing() -> None:
    line = "Gracias por leer La Gaceta del Muelle. Suscríbete gratis para recibir nuevas publicaciones."
    assert speaks_of_itself(line, "El muelle cierra", "La Gaceta del Muelle")
    assert not speaks_of_itself(line, "El muelle cierra")


def test_the_list_under_such_a_line_goes_and_the_report_goes_on() -> None:
    body = f"<p>{NEWS}</p><p>Lo más leído hoy:</p><p>- El muelle cierra en mayo</p><p>{NEWS[:-1]} в пятницу.</p>"
    assert clean(body, title="Порт").paragraphs == (NEWS, f"{NEWS[:-1]} в пятницу.")


def test_a_list_of_sentences_stays() -> None:
    item = "- El muelle cierra en mayo y abre en octubre."
    assert clean(f"<p>{NEWS}</p><p>Lo más leído hoy:</p><p>{item}</p>").paragraphs[-1] == item


def test_the_list_under_a_heading_in_brackets_goes() -> None:
    news = "市議会は火曜日、港の橋を架け替えることを決めた。"
    assert clean(f"<p>{news}</p><p>【関連記事】</p><p>・フェリー欠航続く</p>").paragraphs == (news,)
