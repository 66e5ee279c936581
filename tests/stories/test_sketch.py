"""Sketches and the decision on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.stories.facts import capitals, han_words, word_id
from ledebot.bot.stories.figures import classes, numbers
from ledebot.bot.stories.frequencies import Frequencies
from ledebot.bot.stories.report import report
from ledebot.bot.stories.same_event import contradictions, repeats, same_story
from ledebot.bot.stories.sketch import FACT, LEAD_FLAG, MAX_FACTS, TITLE_FLAG, Draft, bands, sketch, weigh
from ledebot.bot.stories.times import times
from ledebot.bot.text.fold import fold

PORT = (
    "宁州港三号码头开工 总投资46亿元",
    ["宁州港三号码头5月6日开工建设，总投资46亿元，设计年吞吐量800万标箱，预计三年建成。"],
)
PORT_TRADITIONAL = (
    "寧州港三號碼頭開工 總投資46億元",
    ["寧州港三號碼頭5月6日開工建設，總投資46億元，設計年吞吐量800萬標箱，預計三年建成。"],
)


def figures(text: str) -> list[str]:
    return [fact.key for fact in numbers(fold(text))]


# --- what a sketch must not do ----------------------------------------------------------------------


@pytest.mark.parametrize("title", ["", "快讯", "？？？", "新闻联播", "的", "🗞️", "2024"])
def test_too_little_is_no_sketch(title: str) -> None:
    assert sketch(title, []) == ()
    assert sketch(title, ["", " "]) == ()


def test_nothing_is_like_nothing() -> None:
    assert not same_story((), ())
    assert not same_story((), sketch(*PORT))
    assert not repeats((), ())
    assert bands(()) == ()


def test_pure_chinese_texts_keep_apart() -> None:
    """Texts without a single letter or digit have different sketches, and are different stories."""
    texts = [
        "省博物馆展出一批新近修复的青铜器，观众可以预约参观。",
        "山区小学的孩子们收到了来自城里的图书，校园里笑声不断。",
        "科研人员在深海沉积物里发现了一种从未见过的细菌。",
        "老城改造之后，沿河的茶馆重新开张，街坊们又坐到了一起。",
    ]
    sketches = [sketch("", [text]) for text in texts]
    assert len(set(sketches)) == len(texts)
    assert not any(same_story(one, two) for one in sketches for two in sketches if one is not two)


def test_shared_boilerplate_joins_nothing() -> None:
    tail = "本报记者综合报道。未经授权不得转载，转载请注明来源。更多内容请下载客户端，关注公众号，欢迎留言。"
    one = sketch("大桥合龙", ["跨江大桥主桥昨天合龙，桥长三公里。", tail])
    two = sketch("粮价平稳", ["各地秋粮陆续上市，收购价格总体平稳。", tail])
    assert not same_story(one, two)


def test_a_column_s_standing_title_is_no_event() -> None:
    one = sketch("国内联播快讯", ["青藏铁路新增两对列车。沿海渔船今天起陆续出海。"])
    two = sketch("国内联播快讯", ["西南多地迎来入秋后最强降温。全国书市在郑州开幕。"])
    assert not same_story(one, two)


# --- what it must do --------------------------------------------------------------------------------


def test_the_same_text_is_the_same_story_in_either_script_and_width() -> None:
    assert same_story(sketch(*PORT), sketch(*PORT))
    assert same_story(sketch(*PORT), sketch(*PORT_TRADITIONAL))
    wide = (PORT[0].replace("46", "４６"), [PORT[1][0].replace("46", "４６")])
    assert sketch(*wide) == sketch(*PORT)
    assert repeats(sketch(*PORT), sketch(*PORT_TRADITIONAL))


@pytest.mark.parametrize(
    "changes",
    [
        (("宁州", "湛江"),),
        (("5月6日", "5月8日"), ("46亿", "52亿"), ("800万", "900万")),
    ],
)
def test_between_reports_of_one_form_what_differs_decides(changes: tuple[tuple[str, str], ...]) -> None:
    title, (text,) = PORT
    for old, new in changes:
        title, text = title.replace(old, new), text.replace(old, new)
    assert not same_story(sketch(*PORT), sketch(title, [text]))


def test_one_corrected_figure_does_not_part_a_story() -> None:
    title, (text,) = PORT
    assert same_story(sketch(*PORT), sketch(title, [text.replace("800万", "900万")]))


def test_more_text_after_the_lead_does_not_part_a_story() -> None:
    title, (text,) = PORT
    longer = [text, "港口负责人介绍，码头将采用自动化装卸设备，岸线长一千二百米。" * 3]
    assert same_story(sketch(*PORT), sketch(title, longer))
    assert repeats(sketch(*PORT), sketch(title, longer))
    assert not repeats(sketch("岸线与设备", longer[1:]), sketch(*PORT))


def test_a_sketch_is_bounded_and_stable() -> None:
    long_text = "".join(chr(0x4E00 + n % 3000) for n in range(5000))
    facts = sketch("标题", [long_text])
    assert len(facts) <= MAX_FACTS
    assert all(0 <= fact < 2**53 for fact in facts)  # exact in any JSON reader
    assert sketch(*PORT) == sketch(*PORT)
    assert len(bands(sketch(*PORT))) == len(set(bands(sketch(*PORT))))


def test_of_too_many_facts_those_of_title_and_lead_stay_then_what_weighs_most() -> None:
    facts = range(16, 16 * 161, 16)
    words = {fact: TITLE_FLAG if fact <= 160 else LEAD_FLAG if fact <= 320 else 0 for fact in facts}
    words |= dict.fromkeys(list(words)[-20:], 16)  # these stand there twice
    [[_, *kept]] = weigh([Draft(words, {}, tuple(words), (), 1)], Frequencies())
    placed, twice, once = facts[:20], facts[-20:], facts[20 : MAX_FACTS - 20]
    assert [packed >> FACT for packed in kept] == [*placed, *twice, *once]


@given(st.text(max_size=80), st.lists(st.text(max_size=120), max_size=3))
def test_any_text_has_a_sketch_and_is_like_itself(title: str, paragraphs: list[str]) -> None:
    found = sketch(title, paragraphs)
    assert not list(contradictions(report(found), report(found), 0.0))
    assert same_story(found, found) == repeats(found, found) == bool(found)


@pytest.mark.parametrize(
    "texts",
    [
        ("Землетрясение на Камчатке 17 мая", "Выборы мэра пройдут 17 мая 2024 года"),
        ("지진이 발생했다 17일 규모 5.2", "대통령 선거 17일 투표 시작 52%"),
        ("زلزال يضرب الساحل iPhone 15", "إطلاق هاتف جديد iPhone 15"),
        ("แผ่นดินไหวที่เชียงใหม่ 2024", "การเลือกตั้งที่กรุงเทพ 2024"),
    ],
)
def test_in_an_unknown_script_only_copies_are_one_story(texts: tuple[str, str]) -> None:
    one, two = (sketch(text, [f"{text}. {text}"]) for text in texts)
    assert one
    assert two
    assert not same_story(one, two)
    assert same_story(one, sketch(texts[0].upper(), [f"{texts[0]}. {texts[0]}"]))


def test_a_title_without_text_is_compared_by_itself() -> None:
    assert same_story(sketch(PORT[0], []), sketch(PORT[0], []))
    assert same_story(sketch("特殊时期，这六条要记牢！", []), sketch("特殊时期 这六条要记牢", []))


# --- figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        ("1.5万亿元", "15000亿元", "1.5 trillion", "$1.5tn"),
        ("0.5个百分点", "50个基点", "50 basis points", "0.5 percentage points"),
        ("31%", "31 percent", "31pct", "３１％"),
        ("1,200名", "1200人"),
        ("3.2万辆", "32000辆"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(same: tuple[str, ...]) -> None:
    assert len({tuple(figures(text)) for text in same}) == 1
    assert figures(same[0])


@pytest.mark.parametrize("text", ["2024年3月5日8时30分", "第12届", "3月份"])
def test_dates_and_ordinals_are_no_numbers(text: str) -> None:
    assert "2024" not in figures(text)
    assert "5" not in figures(text)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("新华社北京1月24日电", ["24"]),
        ("6月9日至11日", ["9", "11"]),
        ("on Jan. 24", ["24"]),
        ("24 January", ["24"]),
        ("今年第7号台风", []),
        ("3日元", []),
    ],
)
def test_days(text: str, keys: list[str]) -> None:
    assert [fact.key for fact in times(fold(text)) if fact.kind.name == "DAY"] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("一季度净利润", ["q1"]),
        ("second-quarter revenue", ["q2"]),
        ("Q3营收", ["q3"]),
        ("2023年上半年", ["y2023", "上半年"]),
        ("4月CPI", ["m4"]),
        ("4月5日", []),
    ],
)
def test_periods(text: str, keys: list[str]) -> None:
    assert [fact.key for fact in times(fold(text)) if fact.kind.name == "PERIOD"] == keys


def test_classes_know_opposites() -> None:
    up, down = ({fact.key for fact in classes(text)} for text in ("沪指收涨", "沪指收跌"))
    assert up != down
    assert {key.split(":")[0] for key in up} == {key.split(":")[0] for key in down}


def test_tolls_are_not_evidence() -> None:
    kinds = {fact.kind.name for fact in numbers(fold("事故造成4人死亡、12人受伤"))}
    assert kinds == {"TOLL"}
    assert {fact.kind.name for fact in numbers(fold("At least 17 people died"))} == {"TOLL"}


def test_names() -> None:
    assert capitals("Shares of Northwind rose. Northwind Software said") == {"northwind", "software"}
    names = {word for word, named in han_words(fold("《归海》在四川上映")) if named}
    assert {word_id("《归海"), word_id("四川")} <= names
    inside = {word for word, _ in han_words(fold("美国商务部"))}
    assert {word_id("美国"), word_id("商务部")} <= inside


def test_a_column_of_the_next_day_is_another_report() -> None:
    midday = sketch("午评：沪指跌0.4% 煤炭股走强", ["沪指半日跌0.4%，煤炭股走强，成交额5000亿元。"])
    assert same_story(midday, midday, hours=1)
    assert not same_story(midday, midday, hours=24)
