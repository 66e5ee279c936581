from __future__ import annotations

from ledebot.bot.core.telegram_html import units
from ledebot.bot.delivery.plain import plain_text, without_refused
from ledebot.bot.model import Button, Message


def test_tags_go_entities_turn_into_text_links_keep_their_address() -> None:
    message = Message(
        '<b>要闻</b>\n<a href="https://a.example/?x=1&amp;y=2">A &lt;B&gt; 同比 5 &lt; 6</a>', ((Button("x", "y"),),)
    )
    assert plain_text(message) == "要闻\nA <B> 同比 5 < 6 https://a.example/?x=1&y=2"


def test_broken_markup_is_no_obstacle() -> None:
    assert plain_text(Message("<b>没有关上 5 < 6 <foo>x</foo>")) == "没有关上 5 < 6 x"
    assert plain_text(Message("<b></b>")) == "…"


def test_links_give_way_before_text_does() -> None:
    link = '<a href="https://a.example/{n}">第{n}条新闻标题</a>\n'
    text = plain_text(Message("".join(link.format(n=n) for n in range(200))))
    assert units(text) <= 4096
    assert "https" not in text
    assert "第199条" in text


def test_never_too_long() -> None:
    for text in ("长" * 5000, "😀" * 3000, "😀" * 2047 + "长长长"):
        assert units(plain_text(Message(text))) <= 4096


def test_a_server_that_knows_no_moments_gets_their_text_and_all_else() -> None:
    told = Message('<b>早报</b> · <tg-time unix="1714951800" format="t">07:30</tg-time>', ((Button("x", "y"),),))
    mended = without_refused(told, 'Can\'t parse entities: Unsupported start tag "tg-time" at byte offset 20')
    assert mended == Message("<b>早报</b> · 07:30", told.keyboard)
