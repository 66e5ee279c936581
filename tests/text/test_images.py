"""Where a picture really is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.images import junk_image, of_set

SHIP = "https://island.example/img/ship.jpg"
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def chosen(html: str, url: str | None = None, base: str | None = None) -> str | None:
    return read(Item("x", "岛报", "渡轮到港", f"<p>渡轮今天准点到达码头。</p>{html}", url=url, base=base)).image


@pytest.mark.parametrize(
    "html",
    [
        f"<img src='{BLANK}' data-src='{SHIP}'>",
        f"<img width='1' height='1' src='{BLANK}' data-original='{SHIP}'>",
        f"<img src='https://island.example/heart.png' style='width:1em; height:1em;'><img src='{SHIP}'>",
        f"<img src='https://face.island.example/expression/ext/normal/heart.png'><img src='{SHIP}'>",
        f"<img src='https://island.example/lazy.gif' data-hi-res='{SHIP}'>",
        f"<img src='https://island.example/placeholder.png' data-srcset='{SHIP} 1x, https://island.example/2.jpg 2x'>",
        f"<img srcset='https://island.example/s.jpg 100w, {SHIP} 640w, https://island.example/l.jpg 1600w'>",
        f"<picture><source srcset='{SHIP}' type='image/jpeg'><img src='{BLANK}'></picture>",
        f"<picture><source srcset='https://island.example/a.webp'><img src='{SHIP}'></picture>",
        f"<picture><source srcset='{SHIP} 800w, https://island.example/s.jpg 90w'></picture>",
        f"<picture><source srcset='https://island.example/a.webp'><img src='{SHIP}'></picture><picture></picture>",
        f"<img data-later='{SHIP}' style='display:none'><noscript><img src='{SHIP}'></noscript>",
        f"<img src='https://island.example/2.jpg' style='display:none'><img src='{SHIP}'>",
        f"<img class='lazy' src='{BLANK}'><noscript><img src='{SHIP}'></noscript>",
        f"<img src='https://island.example/60/s.jpg?q=20'><img alt='x'><noscript><img src='{SHIP}'></noscript>",
        f"<img src='{SHIP}'><p>渡轮准点到达。</p><noscript><img src='https://island.example/2.jpg'></noscript>",
        f"<img src='{SHIP}'><noscript><img src='https://count.example/tr' width='1' height='1'></noscript>",
        f"<img src='{BLANK}'><noscript><img src='{SHIP}'></noscript><img><noscript><img src='/b'></noscript>",
        f"<img src='https://count.example/matomo.php?idsite=2&amp;rec=1'><img src='{SHIP}'>",
        f"<img src='https://count.example/x' width='1' height='1'><img src='{SHIP}'>",
        f"<img src='https://count.example/x' width='1'><img src='{SHIP}'>",
        f"<img src='\n  {SHIP}\n'>",
        f"<img src='{SHIP}' data-src='https://island.example/ship_{{width}}x.jpg' data-widths='[180,360]'>",
        f"<img src='static/none.gif' file='{SHIP}'>",
        f"<div style='width:100%;background-image: url({SHIP})'></div>",
        f"<img srcset='https://island.example/w_90,h_60/s.jpg 90w,{SHIP} 800w'>",
        f"<img srcset='https://island.example/s.jpg 90w 60h, {SHIP} 800w 600h' src='{BLANK}'>",
        f"<img srcset='{SHIP}, https://island.example/2.jpg 2x'>",
        f"<img src='%7B%7B%20site.baseurl%20%7D%7D/assets/a.png'><img src='{SHIP}'>",
        f"<video poster='{SHIP}'><source src='a.mp4'></video>",
        f"<img src='https://island.example/wave.svg'><img src='{SHIP}'>",
        f"<div class='delayed' data-src='{SHIP}' data-width='976'></div>",
        f"<section data-bg='{SHIP}'></section><img src='https://island.example/later.jpg'>",
        f"<img src='https://cdn.example/npm/twemoji@11/2/72x72/1f6a2.png'><img src='{SHIP}'>",
        f"<img src='https://c.statcounter.example/7/0/a/1/'><img src='{SHIP}'>",
        f"<img src='https://count.example/x' style='width:1px; height: 1px !important'><img src='{SHIP}'>",
        f"<img style='max-width:1px' src='{SHIP}'>",
        f"<img class='user-avatar' src='https://island.example/ann.jpg' width='120'><img src='{SHIP}'>",
    ],
)
def test_late_pictures_sets_and_dots(html: str) -> None:
    assert chosen(html) == SHIP


def test_spaces_are_escaped_and_the_base_of_the_body_counts() -> None:
    assert chosen("<img src='old ship.jpg'>", url="https://a.example/1") == "https://a.example/old%20ship.jpg"
    assert (
        chosen("<img src='s.jpg'>", url="https://a.example/1", base="https://b.example/x/")
        == "https://b.example/x/s.jpg"
    )


def test_an_ampersand_that_was_escaped_twice_is_one() -> None:
    assert chosen(f"<img src='{SHIP}?w=8&amp;amp;h=6'>") == f"{SHIP}?w=8&h=6"


def test_text_of_noscript_is_not_read() -> None:
    assert read(Item("x", "", "渡轮到港", "<p>渡轮准点到达。</p><noscript>请打开脚本。</noscript>")).paragraphs == (
        "渡轮准点到达。",
    )


@pytest.mark.parametrize(
    "name",
    [
        "sites/default/files/ferry.jpg",
        "play-off-in-the-harbour.jpg",
        "share-of-ferries.webp",
        "play-off-final.png",
        "pixel-phone-on-the-quay.jpg",
        "quay-pixel-phone.jpg",
        "ad-spending-on-ferries.png",
    ],
)
def test_a_picture_of_news_may_be_named_like_furniture(name: str) -> None:
    assert not junk_image(f"https://island.example/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "dot.gif",
        "clear.gif",
        "play-button.png",
        "wechat-qcode.jpg",
        "play-button-red.png",
        "share.jpg",
        "loading.gif",
        "pixel.gif?id=7",
        "ads/spring.jpg",
    ],
)
def test_furniture_is_known_by_its_name(name: str) -> None:
    assert junk_image(f"https://island.example/{name}")


@given(st.text(max_size=300))
def test_any_set_gives_one_of_its_addresses(text: str) -> None:
    found = of_set(text)
    assert not found or (found in text and not any(char.isspace() for char in found))


def test_joiners_cost_no_more_than_their_number() -> None:
    flood = "<p>" + "\u200d" * 400_000 + "渡\u200d轮准点到达码头。</p>"
    assert read(Item("x", "", "渡轮到港", flood)).paragraphs[-1].endswith("渡轮准点到达码头。")


def test_an_image_server_s_usual_last_name_is_no_placeholder() -> None:
    assert not junk_image("https://iiif.island.example/ship.png/full/538,/0/default.jpg")
    assert junk_image("https://island.example/img/default.jpg")


def test_a_picture_comes_before_what_is_behind_its_element() -> None:
    paper = "https://island.example/img/paper.png"
    assert chosen(f"<div style='background-image:url({paper})'><p>船上有二百人。</p><img src='{SHIP}'></div>") == SHIP
    assert chosen(f"<div style='background-image:url({paper})'><p>船上有二百人。</p></div>") == paper
