"""Feeds in every encoding, declared rightly, wrongly or not at all."""

from __future__ import annotations

import pytest

from tests.sources.rss import BODY, item, parse, rss


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["right", "wrong", "none", "by the server"])
def test_encodings(encoding: str, declared: str) -> None:
    name = {"right": encoding, "wrong": "iso-8859-1" if encoding == "utf-8" else "utf-8"}.get(declared)
    declaration = f'<?xml version="1.0" encoding="{name}"?>' if name else ""
    story = item("<description>台北今天有雨，中央公路局表示，明日上午可以通行。</description>", "地方消息")
    data = rss(story, "<title>日日</title>", declaration).decode().encode(encoding)
    content_type = f"text/xml; charset={encoding}" if declared == "by the server" else "text/xml"
    (only,) = parse(data, content_type).items
    assert only.title == "地方消息"
    assert "明日上午" in only.html


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0" encoding="iso-8859-1"?>', '<?xml encoding="utf-8"?>'])
def test_western_encodings(declaration: str) -> None:
    data = rss(item(title="Café “Zürich” — naïve"), "<title>x</title>", declaration).decode().encode("windows-1252")
    assert parse(data).items[0].title == "Café “Zürich” — naïve"


@pytest.mark.parametrize(
    ("codec", "title"),
    [
        ("cp949", "섬으로 가는 배가 한 척 더 다닌다"),
        ("gb18030", "渡轮公司六月起增开一班离岛航船"),
        ("big5", "輪渡公司六月起增開一班離島航船"),
        ("cp932", "離島への船が六月から一便ふえる"),
        ("euc_jp", "離島への船が六月から一便ふえる"),
    ],
)
def test_which_language_of_east_asia_is_told_by_the_bytes(codec: str, title: str) -> None:
    data = rss(item(title=title), "<title>x</title>", "").decode().encode(codec, "replace")
    assert parse(data).items[0].title == title


def test_utf8_cut_in_a_character_is_still_utf8() -> None:
    data = rss(item(f"<description>{BODY}</description>")).replace("通车".encode(), "通车".encode()[:-1])
    assert "新的地铁线路" in parse(data).items[0].html
