"""What English pages say of themselves beside the news, and what only sounds like it."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read

NEWS = "The old mill by the river grinds flour again after two years of repairs."


def paragraphs_of(*lines: str) -> tuple[str, ...]:
    return read(Item("x", "Town Notes", "Mill opens again", "".join(f"<p>{line}</p>" for line in lines))).paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "Mill opens again once more written by hand for Town Notes. Get it by mail.",
        "Town Medical News",
        "Town",
        "The post Mill opens…",
    ],
)
def test_a_last_line_that_says_whose_the_headline_is_is_none(line: str) -> None:
    english = "The old mill by the river grinds flour again after two years of repairs to its wheel and roof."
    body = f"<p>{english}</p><p>{line}</p>"
    assert read(Item("x", "Town Notes", "Mill opens again", body)).paragraphs == (english,)


def test_a_post_office_is_news_where_there_is_no_title() -> None:
    news = "The post office in Northport reopened on Monday after a year of repairs."
    assert read(Item("x", "Town Notes", "", f"<p>{news}</p>")).paragraphs == (news,)
    assert read(Item("x", "Town Notes", "The post", f"<p>{NEWS}</p><p>{news}</p>")).paragraphs == (NEWS, news)


def test_those_who_paid_and_what_was_changed_are_none() -> None:
    news = "This week we talk with Jane Doe about the mill and its new wheel."
    paid = "<ul><li>Flour and Sons: Bread for all of us. Get a loaf now.</li><li>Wheels of Oak</li></ul>"
    body = f"<p>{news}</p><p>This episode of Mill Talk is sponsored by:</p>{paid}<p>The mill opens on Monday.</p>"
    assert read(Item("x", "Town Notes", "Jane Doe", body)).paragraphs == (news, "The mill opens on Monday.")
    changed = "Update 11/28/17: Added a note about the old wheel."
    assert paragraphs_of(changed, news) == (news,)
    told = "Update 11/28/17: The fifth wheel of the mill turns again."
    assert paragraphs_of(told, news) == (told, news)


def test_a_footer_with_the_headline_is_none_where_it_is_all_that_is_left() -> None:
    assert paragraphs_of("The post Mill opens again appeared first on Town No…") == ()


def test_who_wrote_is_told_at_the_end() -> None:
    bio = "Ann Smith is the mills correspondent of the Island Post."
    assert paragraphs_of(NEWS, bio) == (NEWS,)


def test_who_writes_of_javascript_may_be_the_news() -> None:
    news = "The idea is that we open a window and then we put a page with its JavaScript into it."
    assert paragraphs_of(news) == (news,)
    assert paragraphs_of(NEWS, "Please enable JavaScript in your browser to view this page.") == (NEWS,)
    assert paragraphs_of(NEWS, "This site needs JavaScript to work well.") == (NEWS,)


@pytest.mark.parametrize("label", ["Video Channel: https://video.example/mill", "#Sound: https://sound.example/mill"])
def test_a_label_goes_with_the_address_it_stood_before(label: str) -> None:
    assert paragraphs_of(NEWS, label, "The miller opens at eight.") == (NEWS, "The miller opens at eight.")


def test_a_heading_over_updated_facts_keeps_them() -> None:
    body = f"<p>{NEWS}</p><p>Updated information:</p><ul><li>Dates: March 7th to 8th</li><li>Place: the mill</li></ul>"
    found = read(Item("x", "Town Notes", "Mill opens again", body)).paragraphs
    assert found[-2:] == ("• Dates: March 7th to 8th", "• Place: the mill")
    assert paragraphs_of(NEWS, "Updated March 5, 2024 at 9:06") == (NEWS,)


def test_what_somebody_does_in_brackets_is_no_agency() -> None:
    told = "Jane Quay (motor racing) - Won the river cup twice, born 1959."
    assert paragraphs_of(told) == (told,)


def test_a_line_of_nothing_but_a_hard_space_parts_paragraphs() -> None:
    body = f"<b>By Jane Quay</b>\n&#160;\n{NEWS}\n&#160;\nThe miller opens at eight."
    assert read(Item("x", "Town Notes", "Mill opens again", body)).paragraphs == (NEWS, "The miller opens at eight.")


def test_the_source_s_name_in_brackets_ends_a_report() -> None:
    assert paragraphs_of(NEWS, "The miller opens at eight.", "(Town Notes)") == (NEWS, "The miller opens at eight.")


def test_a_count_of_what_was_cut_is_not_told() -> None:
    cut = "The miller, who had waited for a new wheel since the flood of the year befo… [+1323 chars]"
    document = read(Item("x", "Town Notes", "Mill opens again", f"{NEWS}\n{cut}"))
    assert document.lede.medium == NEWS
    assert "chars" not in " ".join(document.paragraphs)


@pytest.mark.parametrize("line", ["Post by Jane Quay (jquay)", "By Jane Quay (@jquay)", "Posted by Jane Quay"])
def test_who_wrote_may_have_a_user_s_name(line: str) -> None:
    document = read(Item("x", "Town Notes", "Mill opens again", f"<h3>{line}</h3><p>{NEWS}</p>"))
    assert (document.author, document.paragraphs) == ("Jane Quay", (NEWS,))


def test_what_a_reader_is_to_make_sure_of_goes_and_a_question_stays() -> None:
    call = "Follow Town Notes on Google News and add us as a preferred source. Make sure to click the Follow button!"
    asked = "How do you make sure it continues after you?"
    assert paragraphs_of(NEWS, asked, "The miller opens at eight.", call) == (NEWS, asked, "The miller opens at eight.")


def test_who_made_a_programme_leaves_with_its_rights_and_address() -> None:
    note = "Mill Hour is a production of Town Radio. Copyright Town Radio. You can contact us at me@town.example."
    assert paragraphs_of(NEWS, "The miller opens at eight.", note) == (NEWS, "The miller opens at eight.")
    law = "Copyright law is to change in May, the minister said."
    assert paragraphs_of(NEWS, law)[-1] == law


def test_a_note_from_the_editors_opens_no_lede() -> None:
    document = read(
        Item("x", "Town Notes", "Mill opens again", f"<p>A note from the editors: This is Chapter 2.</p><p>{NEWS}</p>")
    )
    assert document.lede.medium == NEWS


def test_initials_in_brackets_end_a_report() -> None:
    assert paragraphs_of(NEWS, "The miller opens at eight.", "(jq/dpa)") == (NEWS, "The miller opens at eight.")


def test_numbers_to_call_for_help_are_no_news() -> None:
    help_ = "In the UK, Samaritans can be contacted on freephone 116 123. You can call or text the Lifeline on 988."
    assert paragraphs_of(NEWS, "The miller opens at eight.", help_) == (NEWS, "The miller opens at eight.")
    news = "The helpline took 988 calls in its first week, the town said."
    assert paragraphs_of(NEWS, news)[-1] == news
