"""Datelines of other languages: where the report begins after them, and prose that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Dateline
from ledebot.bot.text.dateline import dateline
from ledebot.bot.text.metadata import Gathered


@pytest.mark.parametrize(
    "text",
    [
        # the bar marks where the report begins
        "ОЗЁРСК, 5 марта. /ТАСС/. |Грузовой порт Озёрска закроют",
        "Пекин, 5 марта /Синьхуа/ -- |Порт закрыт до осени",
        "5 марта, Минск /Корр. БЕЛТА/. |Порт закрыт до осени",
        "МОСКВА, 7 мар — РИА Новости. |Хлеб подорожал за месяц",
        "Москва. 5 марта. INTERFAX.RU - |Хлеб подорожал за месяц",
        "Москва, 5 августа. |Хлеб подорожал за месяц",
        "JAKARTA, PELABUHAN.com — |Kapal feri terlambat dua jam",
        "PELABUHAN.CO.ID, Jakarta -- |Kapal feri terlambat dua jam",
        "КИЇВ. 5 березня. УНІАН. |Хліб подорожчав за місяць",
        "КИЇВ. 5 березня. УНН. |Хліб подорожчав за місяць",
        "Bahía Clara, Chile.- |Un barco encalló el lunes",
        "PUERTO VIEJO DE LA SAL, República Austral.- |Un barco encalló el lunes",
        "BAHIA CLARA. CHILE. AP. |Un barco encalló el lunes",
        "বন্দর ডেস্ক : |সেতু আবার নির্মাণের সিদ্ধান্ত",
        "پشاور — |حکام نے رپورٹ کیا ہے کہ بندرگاہ",
        "नई दिल्ली, 21 मार्च। |शहर में मेट्रो की नई लाइन",
        "বিনোদন : |সেতু আবার নির্মাণের সিদ্ধান্ত",
        "ঢাকা, ৫ মার্চ (বাসস) : |সেতু আবার নির্মাণের সিদ্ধান্ত",
        "دبي - الساحلية.نت: |أعلنت السلطات إغلاق الميناء",
        "КАЗАНЬ, 5 марта, ФедералПресс. |Порт закроют до осени",
        "کراچی ۔ 5 مارچ (اے پی پی) |بندرگاہ کی توسیع کا کام",
        "کراچی: (ساحل نیوز) |بندرگاہ کی توسیع کا کام",
        "ΑΘΗΝΑ (ΑΠΕ-ΜΠΕ) - |Κλειστό παραμένει το λιμάνι",
        "الرملة (رويترز) - |أعلنت السلطات إغلاق الميناء",
        "القاهرة - أ ش أ: |قال وزير النقل إن القطار",
        "الرياض – «الشرق الأوسط»: |أعلنت السلطات إغلاق الميناء",
        "دبي، الإمارات العربية المتحدة (CNN) -- |أعلنت السلطات إغلاق",
        "أبوظبي في 5 مارس / وام / |أعلنت السلطات إغلاق الميناء",
        "الرياض 05 مارس 2024 (واس) |أعلنت السلطات إغلاق الميناء",
        "اسلام آباد (اے پی پی) |وفاقی وزیر نے کہا ہے کہ",
        "نئی دہلی (نوائے وقت رپورٹ) |وزیر خارجہ نے کہا ہے کہ",
        "کراچی(اسٹاف رپورٹر)|صوبائی حکومت نے زمین مختص",
        "نئی دہلی، 5 مارچ (یو این آئی) |وزیر اعظم نے کہا ہے",
        "نئی دلی......|بھارت میں بارش ہوئی ہے",
        "नई दिल्ली, 5 मार्च (भाषा) |सरकार ने मंगलवार को",
        "मुंबई, पांच मार्च (भाषा) |सरकार ने मंगलवार को",
        "जागरण संवाददाता, पटना। |शहर में मेट्रो की नई लाइन",
        "नई दिल्ली, एजेंसी। |शहर में मेट्रो की नई लाइन",
        "डिजिटल डेस्क, नई दिल्ली। |शहर में मेट्रो की नई",
        "लखनऊ। |शहर में मेट्रो की नई लाइन पर",
        "(부산=연합뉴스) 김하늘 기자 = |부산시는 5일 새 터미널을",
        "[서울=뉴시스]이바다 기자 = |전통시장 상인들이 6일 반발",
        "[섬방송/박구름기자] |지난달 반도체 수출이 늘어",
        "(섬일보) |지난달 반도체 수출이 늘어",
        "[섬저널] |지난달 반도체 수출이 늘어",
        "اسلام آباد(آئی پی ایس)|وفاقی وزیر نے کہا ہے کہ",
        "[이데일리 박구름 기자] |지난달 반도체 수출이 늘어",
        "[헤럴드경제=김하늘 기자] |지난달 반도체 수출이 늘어",
        "【세종=뉴시스】 |지난달 반도체 수출이 늘어난 것으로",
        "김하늘 기자 = |지난달 반도체 수출이 늘어난 것으로",
        "[ボストン(米国)5日 ロイター] - |米国の電子部品大手は5日、新しい港を",
        "【ソウル山田太郎】|韓国政府は5日、新しい港を開いた",
        "JAKARTA. |Menteri mengatakan pelabuhan dibuka kembali Selasa",
        "اسلام آباد:|وزیر اعظم نے کہا ہے کہ بندرگاہ کھلے گی",
        "【名古屋共同】|新幹線は5日午前、運転を見合わせた",
        "[東京 5日 ロイター] - |電子部品大手の青葉電機は5日",
        "【ソウル＝山田太郎】|韓国政府は5日、新しい港を開いた",
        "（ＣＮＮ） |米南部の港が5日、嵐で閉鎖された",
        "【ワシントン時事】|米政府は5日、新しい港を開いた",
        "Nordstedt (dpa) - |Wegen eines Sturms bleibt",
        "Berlin/Paris (dpa/tmn) – |Wegen eines Sturms bleibt",
        "Santa Clara, 5 mar (EFE).- |El puerto de Santa Clara",
        "MADRID, 5 Mar. (EUROPA PRESS) - |El puerto permanecerá cerrado",
        "Bogotá, 5 de marzo (Notimex).- |El puerto permanecerá cerrado",
        "Lisboa, 05 mar 2024 (Lusa) – |O porto de Santa Rita vai",
        "Paris, 5 mars 2024 (AFP) - |Le port sera fermé trois jours",
        "(ANSA) - GENOVA, 05 MAR - |Il porto resterà chiuso",
        "(DIRE) Bari, 5 mar. – |Il porto resterà chiuso tre giorni",
        "กรุงเทพฯ 5 มี.ค.-|ท่าเรือปิดสามวันเพราะพายุเข้า",
        "5 มี.ค.67 - |ท่าเรือปิดสามวันเพราะพายุเข้า",
        "Roma, 5 mar. (askanews) - |Il porto resterà chiuso tre",
        "İZMİR (AA) - |Bakan Ayşe Demir, limanın açılacağını",
        "İSTANBUL, (DHA)- |Bakan Ayşe Demir, limanın açılacağını",
        "Jakarta (ANTARA) - |Pelabuhan Tanjung Baru ditutup",
        "(CNN)|The port will be closed for three days",
        "SANTA RITA, Calif. (AP) |The port will be closed for three days",
        "SANTA RITA, N.M. (AP) — |The port will be closed for three days",
        "NORTHPORT, N.J. (AP) |The port will be closed for three days",
        "(Dân trí) - |Cảng Hải Minh sẽ đóng cửa ba ngày",
        "TTO - |Cảng Hải Minh sẽ đóng cửa ba ngày",
        "MÜNCHEN – |Der Hafen bleibt drei Tage gesperrt",
        "BOGOTÁ — |El puerto permanecerá cerrado tres días",
        "NORTHPORT, Mar 5 (PTI) |The port will be closed for three days",
        "Northport, March 5 (IANS) |The port will be closed for three days",
        "New Quay [Isles], March 5 (ANI): |The port will be closed for three days",
        "NORTHPORT (TVN) |The port will be closed for three days",
        "Northport (CNN) |The port will be closed for three days",
        "Northport CNN  —  |The port will be closed for three days",
        "Science News: NORTHPORT: |A new port will be opened on Monday",
        "Northport, Maine — |The port will be closed for three days",
        "[ISLE=김하늘 기자] |항구는 사흘 동안 문을 닫는다고 밝혔다",
        "【島新聞】|港は三日間閉鎖されると発表した",
        "某某新闻记者 王小明 |港口因台风关闭三天，渡轮停航",
        "某某财经3月5日消息 |港口因台风关闭三天，渡轮停航",
        "某某新闻《晨间》3月5日讯 |港口因台风关闭三天，渡轮停航",
        "民间新闻网／综合报导|港口因台风关闭三天，渡轮停航",
        "记者王小明／综合报导 |港口因台风关闭三天，渡轮停航",
        "PortCatcher 消息，3 月 5 日，|港口因台风关闭三天，渡轮停航",
    ],
)
def test_the_report_begins_after_its_dateline(text: str) -> None:
    opening, report = text.split("|")
    assert dateline(opening + report, Gathered()) == len(opening)


@pytest.mark.parametrize(
    "text",
    [
        "Die Bundesbank (Buba) – die größte Behörde der Stadt – warnt",
        "Der Minister (SPD) - ein Jurist - tritt zurück, heißt es",
        "Putin — Trump: was sie sagten und was es bedeutet",
        "Путин — Трампу: мы готовы к переговорам без условий",
        "ВТБ — второй по величине банк страны — снизил ставку",
        "وقال الوزير (وهو مهندس) إن القطار سيبدأ في يوليو",
        "وزیر خارجہ (ریٹائرڈ) نے کہا ہے کہ بندرگاہ کھلے گی",
        "삼성전자(Samsung Electronics)는 5일 영업이익을 공시했다",
        "김하늘 기자는 5일 새 책을 펴냈다고 출판사가 밝혔다",
        "【台風で欠航】新幹線が5日午前に運転を見合わせたことが分かった",
        "تعتزم شركة الميناء (الجسر) - أكبر شركة في المدينة - بناء رصيف جديد قبل الصيف",
        "NASA. It has a new ship for the port, the agency says",
        "عمران خان: بندرگاہ کھلے گی اور کام شروع ہو جائے گا",
        "【速報】新幹線が5日午前に運転を見合わせたことが分かった",
        "मंत्री ने कहा, नई दिल्ली। पुल 2026 में बनेगा और चलेगा",
        "La Unión Europea (UE) y el Reino Unido firmaron el lunes",
        "El FMI - con sede en Washington - prevé un crecimiento del 2 %",
        "Москва и/или Питер/Казань примут матчи чемпионата в мае",
        "Порт Озёрска закроют 5 марта. Работы начнутся скоро, говорят",
        "The port (TVN) The quay is closed for three days, we hear",
        "(AP) exams in ports are new, the board said on Tuesday",
        "Associated Press (AP) President Jane Doe said on Tuesday",
        "Northport, Maine — a small town — has a new port since Tuesday",
        "据港务局3月5日消息，港口因台风关闭三天，渡轮停航",
        "记者：请问港口什么时候重新开放，渡轮什么时候复航",
        "SAP - Konzern aus Walldorf - hebt seine Prognose für das Jahr an",
        "القاهرة - قال الوزير - وهو مهندس - إن القطار سيبدأ في يوليو المقبل",
        "iPhone 17 - так называется новый телефон, сообщила компания",
    ],
)
def test_prose_is_no_dateline(text: str) -> None:
    gathered = Gathered()
    assert dateline(text, gathered) == 0
    assert gathered.dateline() == Dateline()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ОЗЁРСК, 5 марта. /ТАСС/. Порт закроют до осени.", Dateline("ТАСС", "ОЗЁРСК", "5 марта")),
        (
            "(부산=연합뉴스) 김하늘 기자 = 부산시는 5일 새 터미널을 연다.",
            Dateline("연합뉴스", "부산", None, ("김하늘",)),
        ),
        ("[헤럴드경제=김하늘 기자] 수출이 지난달 크게 늘었다.", Dateline("헤럴드경제", None, None, ("김하늘",))),
        ("[東京 5日 ロイター] - 青葉電機は5日、工場を開いた。", Dateline("ロイター", "東京", "5日")),
        ("नई दिल्ली, 5 मार्च (भाषा) सरकार ने पुल का काम शुरू किया।", Dateline("भाषा", "नई दिल्ली", "5 मार्च")),
        ("کراچی (اسٹاف رپورٹر) صوبائی حکومت نے زمین مختص کی۔", Dateline("اسٹاف رپورٹر", "کراچی", None)),
        ("Lisboa, 05 mar 2024 (Lusa) – O porto vai fechar.", Dateline("Lusa", "Lisboa", "05 mar 2024")),
        ("(ANSA) - GENOVA, 05 MAR - Il porto resterà chiuso.", Dateline("ANSA", "GENOVA", "05 MAR")),
    ],
)
def test_what_a_dateline_tells_is_gathered(text: str, told: Dateline) -> None:
    gathered = Gathered()
    dateline(text, gathered)
    assert gathered.dateline() == told


@given(st.text(alphabet="АБа5 марта/-—–.,()=ТС기자서울【】共同のनई दिल्ली।کراچی", max_size=160))
def test_a_dateline_ends_within_its_text(text: str) -> None:
    assert 0 <= dateline(text, Gathered()) <= len(text)
