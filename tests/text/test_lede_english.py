"""English ledes: they begin where the report does, and a short one with what a long one begins with."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.leaning import leans
from ledebot.bot.text.lede import pick

LATER = (
    "Two quays stayed shut all week.",
    "Lorries queued as far as the motorway.",
    "The ferry company is to pay for the repair of the long bridge at Northport harbour, a lawyer told the board.",
    "Nothing was decided about the cranes, which stand idle since the storm and will be sold in spring.",
    "The board meets again in the old customs house in May, when it will have heard what the yards ask for new cranes.",
)


def test_a_report_begins_with_its_first_sentence_though_a_later_one_has_more_of_the_title() -> None:
    opening = "The harbour board has voted to close the bridge for a year after cracks were found in two of its piers."
    lede = pick([opening, *LATER], title="Ferry company to pay for bridge repair")
    assert lede.medium.startswith(opening)
    assert lede.short.startswith(opening)


def test_a_scene_gives_way_to_what_happened_on_a_day() -> None:
    scene = "Jane Doe stood at the rail with a paper cup, waiting for the fog to lift."
    news = "The first ferry crossed the northern strait on Thursday, two years after the bridge fell."
    assert pick([scene, "Nobody spoke.", news, *LATER], title="Ferry crosses northern strait").medium.startswith(news)


def test_a_caption_without_a_date_gives_way_to_the_news() -> None:
    caption = "Dockers load a ferry at the Long Quay in Northport, east of the harbour bridge."
    news = "The island’s ferry company agreed yesterday to be sold to its rival, the biggest sale in the trade."
    lede = pick([caption, news, *LATER], title="Island ferry company sold to rival")
    assert lede.medium.startswith(news)
    assert lede.short.startswith(news)


def test_an_interview_s_announcement_opens_no_report() -> None:
    note = "Jane Doe, head of the harbour board, discusses the new ferries and how they will be paid for."
    news = "The harbour board said on Monday that it would buy four ferries from a yard in the north of the island."
    assert pick([note, news, *LATER], title="Harbour board buys four ferries").medium.startswith(news)


def test_a_deck_is_told_whole_though_it_leans_on_its_title() -> None:
    deck = ["Her memory was failing, and the home on the hill wouldn’t let her leave. Was it protecting her?"]
    assert pick(deck, title="Did a Home Hold an Old Woman Captive?").short.startswith("Her memory was failing")


def test_a_short_lede_tells_a_long_first_sentence_rather_than_what_comes_next() -> None:
    first = (
        "The harbour board of Northport and the two ferry companies that share its quays on the eastern side of the "
        "bay signed a contract on the winter service between town and the nine islands to the north of it on Monday in "
        "the hall of the old customs house near the bridge."
    )
    lede = pick([first, "Dockers would rather keep their shifts.", *LATER], title="Northport signs winter contract")
    assert lede.short.startswith("The harbour board of Northport and the two ferry companies")


@pytest.mark.parametrize(
    ("sentence", "so"),
    [
        ("It has been a long time coming, but the ferry sails.", False),
        ("It’s no secret that the bridge is old.", False),
        ("It seems the port has had enough.", False),
        ("It was built in ten years.", True),
        ("It is the third of its kind.", True),
    ],
)
def test_what_it_stands_for_follows_or_came_before(sentence: str, *, so: bool) -> None:
    assert leans(sentence) is so


def test_a_deck_without_its_full_stop_is_told_before_the_text_that_leans_on_it() -> None:
    deck = "A library between two towns was the scene of a plot to bring old cranes from the island to the coast"
    body = "It was built in ten years, as a sign of the friendship of two harbours. Readers still come from both sides."
    lede = pick([deck, body], title="Plot puts spotlight on border library")
    assert lede.short.startswith(deck + ". It was built")
    name = "The friendship of two old harbours on the island and of their readers"
    assert pick([name, body]).medium.startswith("Readers still come")


def test_what_a_report_ends_on_is_no_beginning() -> None:
    opening = "In this letter I go through the hardest choices that we had to make in the past year."
    thanks = "We thank all readers for their help in crafting a winter timetable for smaller harbours."
    body = [opening, *LATER[:3], thanks, "The board meets again in May."]
    assert pick(body, title="Crafting a winter timetable for smaller harbours").medium.startswith(opening)


@pytest.mark.parametrize("label", ["Introduction ", "March 4, 2024 MEDIA ADVISORY: M24-007 ", "FOR THE RECORD: "])
def test_a_label_run_into_the_text_opens_no_lede(label: str) -> None:
    news = "The harbour board has closed the bridge for a year after cracks were found in two of its piers."
    assert pick([label + news, *LATER], title="Bridge closed for a year").short.startswith(news)


@pytest.mark.parametrize(
    ("line", "lede"),
    [("Putting your old boats to better use", "Putting your old boats to better use"), ("And last week’s winner", "")],
)
def test_a_line_of_five_words_is_a_deck(line: str, lede: str) -> None:
    assert pick([line], title="Boats").short == lede


def test_dots_within_a_paragraph_end_a_sentence_of_a_lede() -> None:
    list_of_games = "Cranes, ferries, bridges, the harbour board, two pilots and a whale that nobody expected..."
    text = f"Ships! {list_of_games} We speak about other things too."
    assert list_of_games in pick([text], title="Episode 603").medium


def test_a_post_of_short_lines_begins_with_what_it_says_of_itself() -> None:
    lines = ["This update is a few days late, as the board met on Monday.", "It has been another year of ferries."]
    assert pick([*lines, "The winter timetable is out."], title="Ferry notes: 4 years").medium.startswith(lines[0])


def test_what_was_decided_is_told_with_who_decided_it() -> None:
    decided = "The town asks that the old mill be repaired by its owner before the next spring"
    body = (
        "<p>As told last night by the mayor, the council of the town has passed a resolution:</p>"
        f"<ul><li>{decided};</li><li>After the publication of that request, the owner will have a month.</li></ul>"
    )
    lede = read(Item("x", "", "Council on the mill", body)).lede.medium
    assert lede.startswith(
        f"As told last night by the mayor, the council of the town has passed a resolution: {decided}."
    )


@pytest.mark.parametrize(
    "opening", ["That’s a fact of life in the town.", "Upon the word of that man, the mill opens."]
)
def test_what_points_back_opens_no_lede(opening: str) -> None:
    assert leans(opening)


def test_a_question_is_told_that_its_answer_leans_on() -> None:
    asked = (
        "Do you have a spare wheel of the old mill in your barn? If so, the town would like to buy it for the museum."
    )
    rest = "".join(
        f"<p>The museum opens in spring, and its hall {n} shows how flour was made there.</p>" for n in range(9)
    )
    assert read(Item("x", "", "Wheel wanted", f"<p>{asked}</p>{rest}")).lede.short == asked


def test_instead_of_something_opens_a_lede() -> None:
    assert not leans("Instead of a list at the mill, the town has one online.")
    assert leans("Instead, the town has one online.")


@pytest.mark.parametrize(
    "opening",
    [
        "How does an old mill grind without a river? With a small motor from a fishing boat.",
        "Who believes that the mill will ever open again? I remain unsure, because its wheel is still in the barn.",
        "When does the mill open again? Well, nobody in the town can tell.",
        "From the miller, on the noise that his neighbours hear at night: This is no motor, it is the river.",
    ],
)
def test_what_makes_no_sense_alone_is_told_with_what_leads_up_to_it(opening: str) -> None:
    lead, _, told = opening.partition(": ") if ": " in opening else ("", "", opening)
    body = f"<p>{lead}:</p><blockquote>{told}</blockquote>" if lead else f"<p>{told}</p>"
    rest = "".join(f"<p>In room {n} of the mill visitors see how flour was made there.</p>" for n in range(9))
    assert read(Item("x", "", "The old mill turns", body + rest)).lede.short.startswith(opening)


def test_a_call_in_capitals_opens_no_lede() -> None:
    body = ["GET YOUR TICKETS NOW AND COME TO THE MILL!", "The old mill by the river opens on Monday with a new wheel."]
    assert pick([*body, "Visitors may see it in the yard until the end of May."], title="Mill").short.startswith(
        body[1]
    )


def test_what_points_at_words_of_somebody_is_not_told_with_them() -> None:
    body = ["I believe this is what the miller calls a dry spring:", "No wheel will turn in this town before April."]
    assert pick([*body, "Visitors may wait for it in the yard."], title="A dry spring").short.startswith(body[1])


def test_what_leads_up_to_a_listing_is_not_told_with_the_next_line() -> None:
    body = ["The mill has a new wheel.", "On the door of the mill its miller wrote about it as follows:"]
    assert body[1] not in pick([*body, "Visitors may copy them in the yard."], title="A new wheel").long


def test_an_item_of_a_list_that_only_names_somebody_is_no_part_of_a_lede() -> None:
    body = ["The prizes of the town were given on Monday.", "• Jane Doe for Harbour Lights by Bo Li and Ann Ek, eds."]
    assert pick(body, title="Prizes").medium == body[0]


def test_what_goes_on_after_a_list_is_no_part_of_a_lede() -> None:
    body = [
        "The mill has three new uses.",
        "1. A school",
        "2. A bakery",
        "and later a bakery for dogs was opened, too.",
    ]
    assert pick(body, title="New uses").medium == body[0]


@pytest.mark.parametrize(
    "opening", ["This is my 603rd and last column for the paper.", "This is the 46th day of the flood."]
)
def test_what_says_which_of_its_kind_something_is_opens_a_lede(opening: str) -> None:
    assert not leans(opening)
    assert leans("This is the mill.")


def test_a_deck_of_questions_keeps_them() -> None:
    deck = "Will the ferry ever sail again? And who is going to pay for it?"
    assert pick([deck], title="Ferry notes").medium == deck


def test_a_reply_stands_after_its_question() -> None:
    deck = "What is the oldest bridge of the island? It is the wooden one behind the customs house in Northport."
    assert pick([deck], title="Bridges").medium == deck


def test_a_deck_stands_before_what_somebody_said() -> None:
    deck = "A pilot who brought two hundred people home through the fog was honoured by the harbour board"
    said = "“I only did what pilots do,” Jane Doe told the crowd on the quay when the mayor thanked her."
    assert pick([deck, said, *LATER], title="Pilot honoured").medium.startswith(f"{deck}. {said}")


def test_what_only_names_what_is_to_be_seen_opens_no_lede() -> None:
    news = "The harbour board has closed the bridge for a year after cracks were found in two of its piers."
    for sight in ("The long bridge of Northport.", "The long bridge of Northport as fog came in."):
        assert pick([sight, news, *LATER], title="Long bridge closed for a year").medium.startswith(news)


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_closed() -> None:
    first = "“The bridge is closed for a year because cracks were found in two of its piers, said Jane Doe."
    opened = first.replace(", said Jane Doe.", ".")
    lede = pick([opened, "“Nobody knows who will pay for it,” Jane Doe said.", *LATER], title="Bridge closed").medium
    assert lede.count("“") == lede.count("”")


def test_who_speaks_before_a_comma_is_told_with_what_is_said() -> None:
    lead = "The harbour board closed the long bridge on Monday and told the island in a letter, saying,"
    said = "“Cracks were found in two of its piers.”"
    assert pick([lead, said, *LATER], title="Bridge closed").medium.startswith(f"{lead} {said}")


@pytest.mark.parametrize("part", ["before the board had met, the mayor left.", "(Thanks to Jane Doe for the news.)"])
def test_a_part_and_a_remark_in_brackets_are_no_sentences(part: str) -> None:
    news = "The harbour board has closed the bridge for a year after cracks were found in two of its piers."
    assert part not in pick([news, part, *LATER], title="Bridge closed for a year").long


def test_a_first_line_that_lost_its_stop_is_told() -> None:
    news = "The harbour board has closed the bridge for a year after cracks were found in two of its oldest piers"
    assert pick([news, *LATER], title="Bridge closed for a year").medium.startswith(f"{news}. {LATER[0]}")


@pytest.mark.parametrize(
    "opening",
    [
        "There are two things on the board’s list that the island has waited for since the storm.",
        "It’s old news by now that the ferry company was sold to its rival across the northern strait.",
        "As a result of this storm, the board hears more than a few offers for new cranes.",
        "This October, the harbour holds its second month of cranes and pilots.",
    ],
)
def test_the_first_sentence_of_a_text_needs_nothing_before_it(opening: str) -> None:
    assert pick([opening, *LATER], title="Letter to the board").medium.startswith(opening)
