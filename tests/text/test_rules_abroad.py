"""What is no news in other languages goes; sentences that begin like it stay."""

from __future__ import annotations

import pytest

from ledebot.bot.text.clean import clean

NEWS = "Порт закроют на ремонт с 12 марта до 1 октября, сообщила пресс-служба города."


@pytest.mark.parametrize(
    "line",
    [
        "Смотрите также: маршруты паромов",
        "Стали свидетелем происшествия? Пришлите снимок в редакцию.",
        "Сохрани номер редакции — сообщи о важном первым!",
        "Фото с сайта «Портовая газета»",
        "Wir benötigen Ihre Zustimmung, um die Karte anzuzeigen",
        "Công an khám nghiệm hiện trường. Ảnh: Báo Cảng",
        "El alcalde sobre el puente nuevo. Foto: composición",
        "Ab wann ein Sturm ein Orkan ist, lesen Sie hier.",
        "An dieser Stelle finden Sie einen externen Inhalt von Twitter.",
        "Узнавай новости первым в своём телефоне.",
        "김하늘 박구름 기자가 잇따라 보도합니다.",
        "TV조선 김하늘입니다.",
        "Post Date : วันที่ 25 ก.ย. 2557 เวลา 14:53 น.",
        "Leer noticia completa en El Puerto.",
        "Der Liveticker wird laufend ergänzt.",
        "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
        "Читайте більше новин порту",
        "Διαβάστε επίσης: τα δρομολόγια της εβδομάδας",
        "اقرأ أيضا: كيف تستعد الموانئ للعاصفة؟",
        "تابعونا على تلغرام",
        "مزید پڑھیں: بندرگاہ کی توسیع",
        "यह भी पढ़ें: बंदरगाह का हाल",
        "আরও পড়ুন: বন্দরের খবর",
        "קראו גם: מתי ייפתח הנמל",
        "☞ 관련 기사 더 보기",
        "haneul@example.co.kr",
        "사진=항만공사 제공",
        "12일 여객선이 부두에 서 있다. [사진=섬신문]",
        "<저작권자 ⓒ 섬신문, 무단 전재 및 재배포 금지>",
        "関連記事：港の備え",
        "（写真：港湾局提供）",
        "อ่านเพิ่มเติม: วิธีรับมือพายุ",
        "Xem thêm: cách ứng phó với bão",
        "Ayrıca bkz: liman zammı",
        "Lesen Sie auch: So wird das Wetter",
        "Foto: Hafenamt/Archiv",
        "À lire aussi : la météo du port",
        "Lea también: la tormenta en el puerto",
        "Leia também: o tempo no porto",
        "Leggi anche: il meteo del porto",
        "Czytaj także: pogoda w porcie",
        "Läs även: vädret i hamnen",
        "Trucks wait at the gate in Northport, March 5, 2024. REUTERS/Jane Doe/File Photo",
    ],
)
def test_furniture_goes(line: str) -> None:
    assert clean(f"<p>{NEWS}</p><p>{line}</p>").paragraphs == (NEWS,)


@pytest.mark.parametrize(
    "line",
    [
        "Подписание договора о порте отложили до осени, заявил мэр города.",
        "شارك في الاجتماع وزراء النقل والمالية ورؤساء الموانئ الثلاثة.",
        "انضم إلى المشروع ثلاثة مستثمرين جدد هذا الأسبوع.",
        "مزید جانی نقصان کی کوئی اطلاع نہیں ملی ہے۔",
        "और पढ़ाई का खर्च भी राज्य उठाएगा।",
        "הצטרפו למחאה גם עובדי הנמל והרכבת.",
        "구독자 수는 지난달 2만명을 넘었다.",
        "여객선이 12일 부두를 떠났다. 요금은 그대로다. [섬신문 사회부]",
        "ภาพจากกล้องวงจรปิดเผยให้เห็นเรือสองลำชนกันที่ปากอ่าวเมื่อคืนนี้",
        "Recibe el alcalde a los pescadores este lunes en el puerto.",
        "Lespinasse a signé lundi le contrat du port.",
        "Bildung bleibt im Land kostenlos, sagte der Minister.",
        "The board saw the pictures. It asked for a second survey of the pier.",
        "A photographer left the building (right before the storm) with his film.",
    ],
)
def test_news_that_begins_alike_stays(line: str) -> None:
    assert clean(f"<p>{NEWS}</p><p>{line}</p>").paragraphs == (NEWS, line)


def test_a_caption_leaves_its_paragraph() -> None:
    text = "The council will rebuild the pier. The pier is seen in this photo provided by the harbour board."
    assert clean(f"<p>{text}</p>").paragraphs == ("The council will rebuild the pier.",)
