"""English captions are known by their form: the present tense, a place and a whole date."""

from __future__ import annotations

import pytest

from ledebot.bot.text.captions_english import credited, is_caption, may_be_caption
from ledebot.bot.text.clean import clean


@pytest.mark.parametrize(
    "sentence",
    [
        "A ferry leaves the harbour of Northport, Canada, March 5, 2024.",
        "Dock workers wait at the gate in Northport, Thursday, April 21, 2016.",
        "The Long Bridge, hours before its inauguration in Northport, Friday, Aug. 26, 2016.",
        "A dealer’s yard is shown in Eastport, California July 27, 2015.",
        "Jane Doe (L), head of the board, and dockers watch as a crane falls during a demonstration.",
        "Mayor Jane Doe, centre, addresses the crowd at the opening of the bridge.",
        "Trucks are parked on the quay on Wednesday, Feb. 17, 2016.",
        "Jane Doe, second left, of the dockers’ union and others urge the board to listen.",
        "Two dockers sit on the wall of the quay, decorated with flags, on October 3, 2024 in Northport, Canada.",
        "The ferry company’s logo on a building in Northport.",
        "A view shows the long quay of Northport.",
        "Mayor Jane Doe (left) received the key of the bridge from the builder on Monday.",
        "This picture released by the port shows the new crane.",
        "In this Feb. 27, 2015 photo, a crane lifts a wagon in Northport.",
        "This Oct. 29, 2015 photo, shows a yard in Northport.",
    ],
)
def test_a_caption_is_known(sentence: str) -> None:
    assert may_be_caption(sentence)
    assert is_caption(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was opened in Northport, Canada, March 5, 2024.",
        "The company’s logo on the building was taken down.",
        "The board shows its plans and holds a vote, on May 3, 2026 in the town hall.",
        "It is a sign of tension in the world.Jane Doe in Northport on June 27, 2016.",
        "The mayor moved back on Tuesday, December 9, 2008.",
        "The exhibition opens in Northport on May 5, 2026.",
        "The new rules take effect on January 1, 2026.",
        "The port today reported results for the second quarter ended June 30, 2025.",
        "The mayor will speak at the conference on Tuesday, November 18, 2025.",
        "Jane Doe (L) said that dockers watch the crane.",
        "“We work here,” Jane Doe said in Northport, Canada, May 5, 2024.",
        "A photograph showed the crane falling into the harbour.",
        "The party, far left, won.",
        "The mayor (left) said on Monday that the old quay would close for a year.",
        "Prime Minister Jane Doe (right) resigned on Monday after losing a vote on the budget of the harbour.",
        "The board voted to carry on with the bridge on Tuesday, December 9, 2008.",
    ],
)
def test_news_is_none(sentence: str) -> None:
    assert not is_caption(sentence)


def test_a_report_goes_without_its_caption() -> None:
    body = clean(
        "<p>Dock workers wait at the gate in Northport, Canada, April 21, 2016. REUTERS/Jane Doe</p>"
        "<p>The harbour board closed two of its five quays on Thursday after a crane fell.</p>"
        "<p>(Jane Doe/Island News via AP) MANDATORY CREDIT</p>"
    )
    assert body.paragraphs == ("The harbour board closed two of its five quays on Thursday after a crane fell.",)


def test_a_caption_stays_where_a_body_has_nothing_else() -> None:
    caption = "Dock workers wait at the gate in Northport, Canada, April 21, 2016."
    assert clean(f"<p>{caption}</p>").paragraphs == (caption,)
    assert clean(f"<p>Picture of the day</p><p>{caption}</p>").paragraphs[-1] == caption


@pytest.mark.parametrize(
    ("line", "so"),
    [
        ("The crane that fell was thirty years old. (Jane Doe / Island Press)", True),
        ("The crane was thirty years old. Picture: Jane Doe", True),
        ("The crane was thirty years old. (Photo via Island Press)", True),
        ("The crane was thirty years old. IP/ISLAND IMAGES", True),
        ("The crane stands idle in Northport. — IP pic", True),
        ("The crane over Northport harbour (Photo: Jane Doe)", True),
        ("The crane was thirty years old. Jane Doe/staff", True),
        ("The crane was thirty years old © Jane Doe", True),
        ("The crane was thirty years old. Screengrab from video", True),
        ("The crane was thirty years old. (Via Jane Doe.)", False),
        ("The lists that we keep on our desks (Papers/Books/Cranes)", False),
        ("The crane was thirty years old. (Reporting by Jane Doe)", False),
        ("The crane was thirty years old. (See also: Ten cranes that were sold)", False),
        ("The crane was thirty years old, says Jane Doe/Island Press", False),
        ("Four. Sentences. Tell. News. (Jane Doe / Island Press)", False),
        ("(Jane Doe / Island Press)", False),
        ("The harbour bank took over its smaller rival — Credit Northland.", False),
        ("The fleet was sold to an island lender (Credit Maritime).", False),
        ("She opened the night with her best known song — Still Waters.", False),
        ("The letters were kept in one place for years (National Film Archive).", False),
        ("The crane over Northport harbour (Image by Jane Doe)", True),
        ("The crane over Northport harbour (Image: Jane Doe)", True),
        ("The crane was thirty years old. Credit Jane Doe / Island Press", True),
        ("The crane was thirty years old. File Photo", True),
        ("The crane was thirty years old. Stock", True),
    ],
)
def test_a_line_that_ends_on_whose_picture_it_is_is_a_caption(line: str, *, so: bool) -> None:
    assert credited(line) is so


def test_such_lines_stay_where_a_story_is_told_in_pictures() -> None:
    news = "The harbour board closed two of its five quays on Thursday after a crane fell into the water."
    shown = [
        f"The {part} of the crane lies in the water beside the quay where it stood for thirty years. (Jane Doe/Post)"
        for part in ("arm", "foot", "cabin")
    ]
    lines = [shown[0], news, "The board meets again in May to hear what the yards ask for a new crane on the old quay."]
    assert clean("".join(f"<p>{line}</p>" for line in lines)).paragraphs == tuple(lines[1:])
    story = [news, *shown, "More in May."]
    assert len(clean("".join(f"<p>{line}</p>" for line in story)).paragraphs) == len(story)
