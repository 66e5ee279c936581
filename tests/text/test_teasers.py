"""English teasers that a program cut, and bodies that state nothing whole: what a lede tells of them."""

from __future__ import annotations

from ledebot.bot.text.lede import pick


def test_a_teaser_that_breaks_off_tells_the_sentence_that_ends_in_a_quote() -> None:
    whole = "Jane Doe has told the harbour board that the new ferry company is “no longer a company of sailors.”"
    assert pick([f"{whole} More about the board’s reply is to be found in a […]"], title="Ferries").medium == whole


def test_the_deck_of_a_cut_text_is_told_without_its_full_stop() -> None:
    deck = "The mill by the river was sold to a miller from Southport who grinds oats"
    assert (
        pick([deck, "The sale of the mill, for which the town had waited nine years, was sig…"], title="Mill").short
        == deck
    )


def test_a_cut_teaser_is_told_by_the_clauses_before_its_cut() -> None:
    told = "The owners of the old mill by the river have sold it to a baker from the town"
    assert (
        pick([f"{told}, bringing to an end the long search for somebody who would repair the…"], title="Mill").short
        == told + "."
    )


def test_a_teaser_of_which_nothing_is_whole_is_told_as_far_as_it_goes() -> None:
    told = "The owners of the old mill by the river, for which nobody had paid a cent since the"
    for cut in ("…", " […]", " [...]", ","):
        assert pick([told + cut], title="Mill").medium == f"{told}…"
    assert pick(["从前怕班次多了渡轮会误点，公司说新船可以轻易解决这个问题，"], title="渡轮").medium.endswith(
        "这个问题…"
    )
    assert pick(
        ["寒流来了！气象局说，今晚到明早有四个县市会降到十度以下，比原先预计的更..."], title="更冷"
    ).medium.startswith("气象局说，今晚")
    assert not pick(["Read the rest of it…"], title="Mill").medium
    assert not pick(["岛上渡轮公司…"], title="渡轮").medium


def test_what_a_list_is_led_up_to_is_told_with_its_items_where_there_is_nothing_else() -> None:
    led, items = (
        "The ferry company today reported its results for the second quarter:",
        ("Revenue up 3% on many more cars and trucks", "Ann Ek"),
    )
    assert pick([led, *(f"• {item}" for item in items)], title="Ferry results").medium == f"{led[:-1]}. {items[0]}."
