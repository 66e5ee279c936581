"""English sentences in which a page speaks of itself, and such as only sound like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.page_words import speaks_of_itself

NEWS = "The city opened its first floating school on Tuesday, with room for 240 pupils on three moored barges."


@pytest.mark.parametrize(
    "sentence",
    [
        "Tap here to manage your email preferences.",
        "We’d love to read your comments below.",
        "Our journalists work for you – please support them with a donation.",
        "Subscribe to the podcast.",
        "Email tips@quay.example or call 555-0199.",
        "The Quay Wire ™ & © 2024 Island News Network, Inc., a Lamp Sons Company.",
        "Sign up to The Harbour Letter.",
        "This article was featured in Quay Reads, a newsletter in which our editors recommend a story each Friday.",
        "A new interview will land in your inbox every Friday.",
        "**This post is for informational purposes only and does not constitute legal advice**",
        "The video is hosted by Quayer, which may use cookies and other technologies.",
        "Please clap 20 times and follow me.",
        "234 views",
        "Enjoying the content here?",
        "Help keep us going by donating now.",
        "My thanks to Quay Bank for sponsoring this week here.",
        "Discuss this article in our forums",
        "Editor’s Pick",
        "If you have any questions about this article, please contact Jane on our channel.",
        "Updated 9:06",
        "Subscribe",
        "Follow Island Post on Facebook and get alerts.",
        "Jane Doe and John Quay contributed to this report.",
        "8:44AM BST 16 Sep 2013",
        "Monday, March 4, 2024 at 10:30 am",
        "Published March 4, 2024 at 10:30 p.m.",
        "Adjust font size",
        "This site uses Akismet to reduce spam.",
        "Learn how your comment data is processed.",
        "[contains embedded content]",
        "As a subscriber, you have 10 gift articles to give each month.",
        "Received: 3 June 2022.",
        "Interactive content: view the post to interact with this content.",
    ],
)
def test_what_pages_say_of_themselves(sentence: str) -> None:
    assert speaks_of_itself(sentence, "A school on the water")
    for html in (f"<p>{sentence}</p><p>{NEWS}</p>", f"<p>{NEWS}</p><p>{sentence}</p>", f"<p>{NEWS} {sentence}</p>"):
        assert read(Item("x", "", "A school on the water", html)).paragraphs == (NEWS,)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The company sells your personal data.", "A school on the water"),
        ("You can listen for free.", "Listen for free: the new offer"),
        ("“We need your support,” she said.", "A school on the water"),
        ("Readers bought 240 books.", "A school on the water"),
        ("It was read.", "A school on the water"),
        ("They were published in March 2013.", "A school on the water"),
        ("Island Post won the © dispute.", "A school on the water"),
        ("Their pay is public.", "A school on the water"),
        ("The event is free and open to the general public.", "A school on the water"),
        ("Staff were paid on Friday.", "A school on the water"),
        ("The music starts at nine.", "A school on the water"),
        ("Check the details of the contract, the mayor said.", "A school on the water"),
        ("Jane Quay contributed ten goals for the Isles.", "A school on the water"),
        ("The cables are back up as of 7:35 GMT.", "A school on the water"),
        ("20 24", "A school on the water"),
        ("Das ist our page.", "A school on the water"),
        ("A: We close from November to March.", "Lighthouse keeper on reopening"),
        ("You KNOW you are creating value.", "The miller is rich"),
        ("Who pays?", "New filters run at west works"),
        ("Prices open at three euros.", "Ferry gets a new ship"),
        ("A legal review of the process continues.", "Ferry gets a new ship"),
    ],
)
def test_what_tells_news_stays(sentence: str, title: str) -> None:
    assert not speaks_of_itself(sentence, title)


@pytest.mark.parametrize(
    "told",
    [
        "The website sold the personal data of 3,000 pupils to advertisers, the regulator said.",
        "A page of the site placed cookies without consent.",
        "“We take the protection of personal data seriously,” a spokesman said.",
        "Browsers are to refuse cookies of other sites from May.",
    ],
)
def test_news_about_privacy_stays(told: str) -> None:
    assert read(Item("x", "", "A school on the water", f"<p>{NEWS}</p><p>{told}</p>")).paragraphs == (NEWS, told)


def test_the_name_of_the_source_is_no_word_of_the_headline() -> None:
    item = Item(
        "x", "Water Post", "A school on the water", f"<p>{NEWS}</p><p>Subscribe to Water Post for more news.</p>"
    )
    assert read(item).paragraphs == (NEWS,)


def test_an_invitation_goes_from_the_middle_of_a_body() -> None:
    lines = [NEWS.replace("240", str(number)) for number in range(8)]
    html = "".join(f"<p>{line}</p>" for line in (*lines[:4], "Sign up for our newsletter.", *lines[4:]))
    assert read(Item("x", "", "A school on the water", html)).paragraphs == tuple(lines)


def test_a_body_keeps_such_words_in_its_middle() -> None:
    middle = "Please update your browser."
    lines = [NEWS.replace("240", str(number)) for number in range(8)]
    html = "".join(f"<p>{line}</p>" for line in (*lines[:4], middle, *lines[4:]))
    assert read(Item("x", "", "A school on the water", html)).paragraphs == (*lines[:4], middle, *lines[4:])


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_judged(sentence: str, title: str) -> None:
    assert speaks_of_itself(sentence, title) in (True, False)


def test_no_text_takes_long() -> None:
    begun = time.process_time()
    for _ in range(1000):
        speaks_of_itself("you " * 54, "we " * 100)
    assert time.process_time() - begun < 2


def test_a_sentence_beside_several_of_the_page_is_the_page_s_unless_it_tells_the_title() -> None:
    note = (
        "Quay Post has ties to many shops. If you buy through our links, we may earn a commission. Thanks for reading."
    )
    html = f"<p>{note}</p><p>{NEWS}</p>"
    assert read(Item("x", "", "A school on the water", html)).paragraphs == (NEWS,)
    assert read(Item("x", "", "Quay Post and its shops", html)).paragraphs[0].startswith("Quay Post has ties")
