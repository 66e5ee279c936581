"""Two texts that an extraction ran together are two lines; names in camel case stay whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.text.blocks import Block
from ledebot.bot.text.seams import unglued


def parted(text: str, *others: str) -> list[str]:
    return [line.text for line in unglued([Block("p", text), *(Block("p", other) for other in others)])][
        : -len(others) or None
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param(
            "The quay where ferries wait for lorriesThe harbour board met on Monday.",
            ["The quay where ferries wait for lorries", "The harbour board met on Monday."],
            id="a caption and a usual first word",
        ),
        pytest.param(
            "A ferry in Northport (AFP)Engineers looked at the hull on Monday.",
            ["A ferry in Northport (AFP)", "Engineers looked at the hull on Monday."],
            id="a credit in brackets",
        ),
        pytest.param(
            "The harbour board has made its offer after a long takeover.Driving the talks is the price of new ferries.",
            [
                "The harbour board has made its offer after a long takeover.",
                "Driving the talks is the price of new ferries.",
            ],
            id="two sentences without a space",
        ),
        pytest.param(
            "REUTERS/Jane DoeThe ferry left at noon.", ["REUTERS/Jane Doe", "The ferry left at noon."], id="a name"
        ),
        pytest.param(
            "The quay at dusk. REUTERS/Jane Doe NORTHPORT, Oct 26 (Reuters) - The ferry left at noon.",
            ["The quay at dusk.", "REUTERS/Jane Doe", "NORTHPORT, Oct 26 (Reuters) - The ferry left at noon."],
            id="a name and a space",
        ),
        pytest.param(
            "The ferry left at noon. Story continues below advertisement The board met later.",
            ["The ferry left at noon.", "Story continues below advertisement", "The board met later."],
            id="a mark of the page",
        ),
        pytest.param(
            'She said, "The quay is old.” He replied, "There is no other."',
            ['She said, "The quay is old.” He replied, "There is no other."'],
            id="quotes whose signs are of two kinds",
        ),
        pytest.param(
            "The board sold the quay on MondayProsecutors (檢察官) asked why.",
            ["The board sold the quay on Monday", "Prosecutors (檢察官) asked why."],
            id="a day",
        ),
        pytest.param(
            "Photograph: Jane Doe/Reuters Northport bought two ferries.",
            ["Photograph: Jane Doe/Reuters", "Northport bought two ferries."],
            id="a photograph",
        ),
        pytest.param("Photo: TNSThe board met.", ["Photo: TNS", "The board met."], id="a photo"),
        pytest.param(
            "The ferry sails again.-- Jane Doe contributed to this report.",
            ["The ferry sails again.", "-- Jane Doe contributed to this report."],
            id="who helped",
        ),
        pytest.param(
            "The ferry sails again.U.S. ports are shut.", ["The ferry sails again.", "U.S. ports are shut."], id="dots"
        ),
        pytest.param("BusinessA crane fell.", ["Business", "A crane fell."], id="a section"),
        pytest.param(
            "REUTERS/Jane Doe/File Photo/FilesNorthport bought two of them.",
            ["REUTERS/Jane Doe/File Photo/Files", "Northport bought two of them."],
            id="a file photo",
        ),
        pytest.param(
            "A ferry sails Credit: J Doe/Rex / Shutterstock The board met on Monday.",
            ["A ferry sails", "Credit: J Doe/Rex / Shutterstock", "The board met on Monday."],
            id="whose it is and who sells it",
        ),
        pytest.param(
            "A crane lies in the water. Photograph: Jane Doe/Island Press A new crane will be built.",
            ["A crane lies in the water. Photograph: Jane Doe/Island Press", "A new crane will be built."],
            id="whose it is, whoever sells it",
        ),
        pytest.param(
            "Cranes fell into the harbour on MondayCranes fell into the harbour on Monday, the board said.",
            ["Cranes fell into the harbour on Monday", "Cranes fell into the harbour on Monday, the board said."],
            id="what is said again",
        ),
        pytest.param("Credit: AP The board met.", ["Credit: AP", "The board met."], id="a credit before a text"),
        pytest.param(
            "A ferry sails past Northport Credit: AFP / Doe The board met on Monday.",
            ["A ferry sails past Northport", "Credit: AFP / Doe", "The board met on Monday."],
            id="a credit between two texts",
        ),
        pytest.param(
            "More ferries are to sailby Jane DoeNorthport bought two of them.",
            ["More ferries are to sailby Jane Doe", "Northport bought two of them."],
            id="who wrote it",
        ),
        pytest.param(
            'It is, she said, "over."This is what dockers fear.',
            ['It is, she said, "over."', "This is what dockers fear."],
            id="a closed quotation",
        ),
        pytest.param(
            "The crane (Jane Doe)Even so the quay stays open.",
            ["The crane (Jane Doe)", "Even so the quay stays open."],
            id="a bracket and a usual first word",
        ),
        pytest.param("REUTERS/KCNAArmy units left.", ["REUTERS/KCNA", "Army units left."], id="an agency in capitals"),
        pytest.param(
            "Northport quay, May 3, 2024Officers closed the gate.",
            ["Northport quay, May 3, 2024", "Officers closed the gate."],
            id="a year",
        ),
        pytest.param(
            "The ferry will sail again.It was built ten years ago.",
            ["The ferry will sail again.", "It was built ten years ago."],
            id="a full stop",
        ),
        pytest.param(
            "A view of the harbour“We wait for the ferry,” she said.",
            ["A view of the harbour", "“We wait for the ferry,” she said."],
            id="a quotation",
        ),
    ],
)
def test_two_texts_in_a_line_are_two_lines(text: str, pieces: list[str]) -> None:
    assert parted(text) == pieces


def test_both_halves_stand_in_the_text() -> None:
    others = ("A chest of drawers fell.", "Havenco said so.", "Havenco is at home in Northport.")
    assert parted("One of the drawersHavenco called them back.", *others)[:2] == [
        "One of the drawers",
        "Havenco called them back.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "LinkedIn said that more users came.",
        "The YouTube channel of the port has new owners.",
        "The library has two APIs for new boats.",
        "An iPhone and a MacBook lay on the quay.",
        "Mr McDonald met Gov.Smith and St.Petersburg's mayor.",
        "They sing of“Quays” and of the sea.",
        "He read (Re)Thinking the Harbour.",
        "A book by Jane McDonald on harbours.",
        'The "Long "Bridge is no quotation.',
        "本文来自Havenlon The Labs，作者是HavenThe 一位。",
        "[3]Doe J.Harbours of the north.The Northport Press.2012.",
    ],
)
def test_names_and_references_stay_whole(text: str) -> None:
    assert parted(text, "Thinking of it, Linked, You, Tube, Labs.") == [text]


def test_a_word_that_the_text_repeats_is_a_name() -> None:
    text = "The new HarbourThe service starts today."
    assert parted(text, "HarbourThe is a ferry line.") == [text]


@given(st.lists(st.text(alphabet='aAbT .!)”“"(/20é船', max_size=60), max_size=6))
def test_nothing_is_lost(texts: list[str]) -> None:
    found = "".join(line.text for line in unglued([Block("p", text) for text in texts]))
    assert "".join(found.split()) == "".join("".join(texts).split())
