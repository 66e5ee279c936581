"""Stories joined, and a report parted from its story, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run, lines


def test_stories_are_joined_and_parted_in_a_line_each(ledebot: Run, posts: Path) -> None:
    ledebot("ingest", str(posts))
    port, tea = (lines(ledebot("search", word, "--json")[1])[0]["hits"][0]["id"] for word in ("海州港", "新茶"))
    code, out, _ = ledebot("stories", "join", port, tea)
    assert (code, out.startswith("one story now, with 2 reports: ")) == (0, True)
    code, _, err = ledebot("stories", "join", tea, port)
    assert (code, err.strip()) == (2, "ledebot: These reports are of one story already.")
    code, out, _ = ledebot("stories", "split", tea)
    assert (code, out.startswith("a story of its own now: 新茶")) == (0, True)
    assert "told apart before" in ledebot("stories", "join", port, tea)[2]
    assert ledebot("stories", "split", "nothing")[0] == 2
