"""Sentence ends in Chinese and English, and reading length."""

from __future__ import annotations

import pytest

from ledebot.bot.text.sentences import sentences, width


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
    assert width("今天开会。", False) == 5
    assert width("2024年", False) == 5
    assert width("four letters make one", True) == 21 / 4
