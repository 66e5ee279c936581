"""Sentence ends in any script, what joins sentences, and reading length."""

from __future__ import annotations

import pytest

from ledebot.bot.text.script import ARABIC, HAN, HANGUL, HEBREW, KANA, LATIN, joined, unit, width
from ledebot.bot.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天开会。明天休息！", ["今天开会。", "明天休息！"]),
        ("他说：“今天很好。明天更好。”会议结束。", ["他说：“今天很好。明天更好。”", "会议结束。"]),
        ("“我们准备好了。”他说。船开走了。", ["“我们准备好了。”他说。", "船开走了。"]),
        ("增长3.5%，达到1.2万亿元。", ["增长3.5%，达到1.2万亿元。"]),
        ("学校、工厂、医院……到处都是人。天黑了。", ["学校、工厂、医院……到处都是人。", "天黑了。"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("（记者注：此说有误。）新规明天施行。", ["（记者注：此说有误。）", "新规明天施行。"]),
        ("见 https://example.com/a.html?x=1 的说明。完。", ["见 https://example.com/a.html?x=1 的说明。", "完。"]),
        ("「今天開會。」主席宣布。散會。", ["「今天開會。」", "主席宣布。", "散會。"]),
        ("Prices rose 3.5 percent. Wages fell.", ["Prices rose 3.5 percent.", "Wages fell."]),
        ("Mr. Doe met Sen. Roe. They agreed.", ["Mr. Doe met Sen. Roe.", "They agreed."]),
        ("The U.S. economy grew. It slowed later.", ["The U.S. economy grew.", "It slowed later."]),
        ("It opened at 9 a.m. The queue was long.", ["It opened at 9 a.m.", "The queue was long."]),
        ('"We won." The crowd cheered.', ['"We won."', "The crowd cheered."]),
        ('"We won," she said. "At last."', ['"We won," she said.', '"At last."']),
        ("J. R. Smith wrote it. Nobody read it.", ["J. R. Smith wrote it.", "Nobody read it."]),
        (
            "“会下雨吗？”店主擦着柜台问道，门外已经暗了。灯亮了。",
            ["“会下雨吗？”店主擦着柜台问道，门外已经暗了。", "灯亮了。"],
        ),
        ("“快跑！”的喊声传遍全楼。没有人受伤。", ["“快跑！”的喊声传遍全楼。", "没有人受伤。"]),
        ('"Who pays?" asks the baker. Nobody knows.', ['"Who pays?" asks the baker.', "Nobody knows."]),
        (
            "“Who pays for it?” Jane Doe, a baker from the north of the isle, asked the mayor. Nobody knows.",
            ["“Who pays for it?” Jane Doe, a baker from the north of the isle, asked the mayor.", "Nobody knows."],
        ),
        ("“Who pays for it?” It was late. Jane Doe asked.", ["“Who pays for it?”", "It was late.", "Jane Doe asked."]),
        ("The “Why not now?” campaign began. It grew.", ["The “Why not now?” campaign began.", "It grew."]),
        ("Er kam am 03. Mai an. Es regnete.", ["Er kam am 03. Mai an.", "Es regnete."]),
        ("Паром стоит с 5 мая. Капитан А. П. Орлов ждёт.", ["Паром стоит с 5 мая.", "Капитан А. П. Орлов ждёт."]),
        ("Она сказала: «Да. Завтра.» Все ушли.", ["Она сказала: «Да. Завтра.»", "Все ушли."]),
        ("Το πλοίο έφτασε. Έβρεχε.", ["Το πλοίο έφτασε.", "Έβρεχε."]),
        ("وصلت السفينة. هل تعود غداً؟ لا أحد يعلم.", ["وصلت السفينة.", "هل تعود غداً؟", "لا أحد يعلم."]),
        ("کشتی آ گئی۔ بارش ہو رہی ہے۔", ["کشتی آ گئی۔", "بارش ہو رہی ہے۔"]),
        ("नाव आ गई। बारिश हो रही है।", ["नाव आ गई।", "बारिश हो रही है।"]),
        ("배가 도착했다. 비가 왔다.", ["배가 도착했다.", "비가 왔다."]),
        ("船が着いた。雨だった。", ["船が着いた。", "雨だった。"]),
        ("「いつ着くの？」と聞いた。「明日。」と答えた。", ["「いつ着くの？」と聞いた。", "「明日。」と答えた。"]),
        ("«Мы рады!» — сказал капитан. Он ушёл.", ["«Мы рады!» — сказал капитан.", "Он ушёл."]),
        ("Πότε φτάνει; Ο κ. Νίκου δεν ξέρει.", ["Πότε φτάνει;", "Ο κ. Νίκου δεν ξέρει."]),
        ('ד"ר לוי הגיע. ירד גשם.', ['ד"ר לוי הגיע.', "ירד גשם."]),
        ("Il prof. Rossi arriva. Piove.", ["Il prof. Rossi arriva.", "Piove."]),
        ("Prom odpłynął w dn. 5 maja. Padało.", ["Prom odpłynął w dn. 5 maja.", "Padało."]),
        ("It was dark and… Jane Doe went home. It rained.", ["It was dark and… Jane Doe went home.", "It rained."]),
        ("‘Nobody came…” It was dark. It rained.", ["‘Nobody came…”", "It was dark.", "It rained."]),
        ("It ended . . . and began again. It rained.", ["It ended . . . and began again.", "It rained."]),
        ("They met on Dec. 5. Many came by boat.", ["They met on Dec. 5.", "Many came by boat."]),
        (
            '“It is late," Jane Doe said. “Go home." Nobody went.',
            ['“It is late," Jane Doe said.', '“Go home."', "Nobody went."],
        ),
        ('“배가 크다"라고 말했다. 비가 왔다.', ['“배가 크다"라고 말했다.', "비가 왔다."]),
        ("長さは３．１４メートル。船が着いた．", ["長さは３．１４メートル。", "船が着いた．"]),
        ("没有句号的一行", ["没有句号的一行"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_an_unclosed_quote_does_not_swallow_the_paragraph() -> None:
    text = "他说：“" + "今天的会议讨论了很多事情，大家都发了言，最后没有结论。" * 20
    assert len(sentences(text)) > 3


def test_width_counts_letters_by_reading_time() -> None:
    assert width("今天开会。", HAN) == 5
    assert width("2024年", HAN) == 5
    assert width("four letters make one", LATIN) == 21 / 4


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["船到了。", "雨停了。"], "船到了。雨停了。"),
        (["The boat came. ".strip(), "It rained."], "The boat came. It rained."),
        (["배가 도착했다.", "비가 왔다."], "배가 도착했다. 비가 왔다."),
        (["הספינה הגיעה.", "ירד גשם."], "הספינה הגיעה. ירד גשם."),
        (["The boat came.", "船长没有说话。", "雨停了。"], "The boat came. 船长没有说话。雨停了。"),
        (["他说：“到了。”", "雨停了。"], "他说：“到了。”雨停了。"),
    ],
)
def test_sentences_are_joined_as_their_script_does(parts: list[str], text: str) -> None:
    assert joined(parts) == text


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("今天开会。", HAN),
        ("NASA 与 ESA 今天公布火星样本计划", HAN),
        ("The boat came.", LATIN),
        ("Лодка пришла.", LATIN),
        ("船が着いた。", KANA),
        ("배가 도착했다.", HANGUL),
        ("وصلت السفينة.", ARABIC),
        ("הספינה הגיעה.", HEBREW),
        ("", LATIN),
    ],
)
def test_a_script_has_its_reading_time(text: str, each: float) -> None:
    assert unit(text) == each
