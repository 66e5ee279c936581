"""A sources file written out is read back as the same sources."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import FullText, Section, SourceConfig
from ledebot.bot.sources import catalogue, listing

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(str.strip).filter(bool)
SOURCES = st.builds(
    SourceConfig,
    url=st.one_of(
        st.from_regex(r"https://[a-z]{1,9}\.example/[a-z]{0,9}", fullmatch=True),
        st.from_regex(r"/[a-z]{1,9}/[a-z\u4e00-\u4e0f' \"]{1,9}x", fullmatch=True),
    ),
    title=st.one_of(st.just(""), WORDS),
    topics=st.lists(WORDS, max_size=3).map(tuple),
    language=st.sampled_from([None, "en", "zh-hans"]),
    interval=st.one_of(st.none(), st.integers(60, 10**6)),
    full_text=st.sampled_from(FullText),
    zone=st.sampled_from([None, "Asia/Shanghai"]),
    section=st.one_of(st.none(), st.sampled_from(Section)),
    categories=st.dictionaries(WORDS, st.one_of(st.just(""), WORDS), max_size=3).map(lambda held: tuple(held.items())),
)


@given(st.lists(SOURCES, max_size=4, unique_by=lambda source: source.url))
def test_there_and_back(tmp_path_factory: object, sources: list[SourceConfig]) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / "listing.toml"  # type: ignore[attr-defined]  # pytest's own
    file.write_text(listing.render(sources), "utf-8", newline="")
    assert list(catalogue.load(file, "https://rsshub.example")) == sources
