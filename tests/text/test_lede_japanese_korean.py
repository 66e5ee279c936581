"""Ledes and lines of the page in Japanese and Korean."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Document, Item
from ledebot.bot.text.document import read
from ledebot.bot.text.lede import pick
from ledebot.bot.text.sentences import sentences

_JAPANESE, _KOREAN = "市議会は5日、港の橋を架け替えることを決めた。", "시의회는 5일 낡은 항구 다리를 다시 짓기로 했다."


def article(title: str, *paragraphs: str) -> Document:
    return read(Item("x", "x", title, "".join(f"<p>{each}</p>" for each in paragraphs)))


@pytest.mark.parametrize(
    ("title", "first", "later"),
    [
        (
            "港の橋、架け替えへ 費用は900万ユーロ",
            "市議会は5日、老朽化した港の橋を来年夏までに架け替えることを決めた。",
            "市によりますと、港の橋は1962年に造られ、架け替えの費用は900万ユーロに上り、工事は5月に始まる見通しだということです。",
        ),
        (
            "항구 다리 다시 짓는다…900만 유로",
            "시의회는 5일 낡은 항구 다리를 내년 여름까지 다시 짓기로 했다.",
            "항구 다리는 1962년에 놓였으며 다시 짓는 데 900만 유로가 들고 공사는 5월에 시작될 것으로 보인다.",
        ),
    ],
)
def test_the_first_sentence_speaks(title: str, first: str, later: str) -> None:
    assert pick([first, later], title=title).short.startswith(first)


def test_korean_sentences_that_are_joined_keep_their_space() -> None:
    second = "공사는 5월에 시작된다."
    assert pick([_KOREAN, second], title="항구 다리").short == f"{_KOREAN} {second}"


def test_a_first_sentence_runs_over_rather_than_be_cut_where_none_ends_early() -> None:
    long = (
        "港湾事業を手がける北港フェリー株式会社は17日、島と本土を結ぶ新型の渡し船「みなと号」を、日本や韓国など7カ国で"
        "来年4月から順次運航し、古い船を全て退役させると発表した。"
    )
    assert pick([long, "料金は据え置く。"], title="新型の渡し船、7カ国で運航").short == long


@pytest.mark.parametrize(
    "text",
    [
        "映画『橋の上で!』(来年5月公開)に、港の人々が出演する。",
        "방송 '다리 위에서!'(극본 김하늘)에 항구 사람들이 나온다.",
        "'다리 위에서!'는 항구를 그린 작품이다.",
    ],
)
def test_a_name_that_calls_out_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "【写真】港の橋の完成予想図",
        "※本サイトの記事には、広告が含まれている場合があります。",
        "完成した橋を渡る市長ら=5日午前、港町(山田太郎撮影)",
        "» 2024年03月05日 07時31分 公開",
        "もっと見る",
    ],
)
def test_a_line_of_a_japanese_page_is_left_out(line: str) -> None:
    assert article("港の橋、架け替えへ", line, _JAPANESE, "工事は5月に始まる。").paragraphs[0] == _JAPANESE


@pytest.mark.parametrize(
    "line",
    [
        "5일 항구에서 열린 설명회에서 시장이 주민들에게 새 다리의 모형을 안내하고 있다. 사진=김하늘 기자",
        "시의회가 낡은 다리를 다시 짓기로 했다. 사진은 항구 다리.",
        "시의회가 낡은 다리를 다시 짓기로 했다./사진=섬신문",
    ],
)
def test_a_korean_caption_is_known_by_what_follows_it(line: str) -> None:
    assert article("항구 다리 다시 짓는다", line, _KOREAN, "공사는 5월에 시작된다.").paragraphs[0] == _KOREAN


def test_a_note_is_told_in_no_lede() -> None:
    document = article(
        "港の橋、架け替えへ", _JAPANESE, "※表の下に、これまでの主な出来事をまとめています。", "工事は5月に始まる。"
    )
    assert document.lede.medium == f"{_JAPANESE}工事は5月に始まる。"


def test_a_lede_begins_with_no_space() -> None:
    document = article("항구 다리", "(옛이름)  항구 다리가 5일 다시 열린다고 시의회가 밝혔다.")
    assert document.lede.short == "항구 다리가 5일 다시 열린다고 시의회가 밝혔다."
