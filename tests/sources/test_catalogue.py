"""The sources file, and how the store follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledebot.bot.core.errors import SettingError
from ledebot.bot.model import FullText, Health, Section, SourceConfig
from ledebot.bot.sources import catalogue
from ledebot.storage.base.client import Client
from ledebot.storage.sources.renames import SourceRenames
from ledebot.storage.sources.sources import Sources

NOW = datetime(2026, 2, 3, tzinfo=UTC)
RSSHUB = "https://rsshub.example"


def write(folder: Path, text: str) -> Path:
    file = folder / "sources.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_packaged_list() -> None:
    configs = catalogue.load(None, RSSHUB)
    assert len(configs) >= 20
    assert f"{RSSHUB}/sina/finance/china" in {config.url for config in configs}
    assert all(config.topics and config.title for config in configs)
    languages = {config.language for config in configs}
    assert "en" in languages


def test_every_setting_of_an_entry(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        [[source]]
        url = "https://news.example/rss"
        title = "岛报"
        topics = ["本地", "交通"]
        language = "zh-hans"
        interval = "30m"
        full_text = "always"
        [[source]]
        rsshub = "/sina/finance/china"
        topic = "财经"
        interval = 90
        [[source]]
        path = "posts"
        """,
    )
    assert catalogue.load(file, RSSHUB + "/") == (
        SourceConfig("https://news.example/rss", "岛报", ("本地", "交通"), "zh-hans", 1800, FullText.ALWAYS),
        SourceConfig(f"{RSSHUB}/sina/finance/china", topics=("财经",), interval=90),
        SourceConfig(str(tmp_path / "posts")),
    )


def test_sections_and_categories(tmp_path: Path) -> None:
    text = """
        [[source]]
        url = "https://news.example/rss"
        section = "business"
        categories = { "滚动" = "", "港口" = "航运", "兵器" = "military" }
        """
    (config,) = catalogue.load(write(tmp_path, text), RSSHUB)
    assert config.section is Section.BUSINESS
    assert config.categories == (("滚动", ""), ("港口", "航运"), ("兵器", "military"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[source]]\nurl = 'x'", "source 1: x is not an http or https address"),
        ("[[source]]\nurl = 'file:///etc/passwd'", "not an http or https address"),
        ("[[source]]\ntitle = 'x'", "exactly one of url, rsshub and path"),
        ("[[source]]\nurl = 'https://a.example'\npath = 'x'", "exactly one of"),
        ("[[source]]\nurl = 5", "url must be a text"),
        ("[[source]]\nurl = 'https://a.example'\nintervall = 5", "unknown setting intervall"),
        ("[[source]]\nurl = 'https://a.example'\ninterval = '5 years'", "interval must be like"),
        ("[[source]]\nurl = 'https://a.example'\ninterval = 5", "interval must be like"),
        ("[[source]]\nurl = 'https://a.example'\ninterval = true", "interval must be like"),
        ("[[source]]\nurl = 'https://a.example'\ninterval = " + "9" * 24, "interval must be like"),
        ("[[source]]\nurl = 'https://a.example'\ninterval = '999999d'", "interval must be like"),
        ("x = " + "[" * 5000, "nested too deeply"),
        ("[[source]]\nurl = 'https://a.example'\nfull_text = 'yes'", "auto, always or never"),
        ("[[source]]\nurl = 'https://a.example'\ntopics = [1]", "topics must be a list"),
        ("[[source]]\nurl = 'https://a.example'\n[[source]]\nurl = 'https://a.example'", "source 2: .* listed twice"),
        (
            "[[source]]\nurl = 'https://a.example'\nsection = 'stuff'",
            "section stuff is unknown; known are politics, world",
        ),
        ("[[source]]\nurl = 'https://a.example'\ncategories = ['x']", "categories must be a table"),
        ("[[source]\n", "sources.toml: "),
        ("source = 5", r"expected \[\[source\]\] tables"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SettingError, match=reason) as caught:
        catalogue.load(write(tmp_path, text), RSSHUB)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_file_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="No such file"):
        catalogue.load(tmp_path / "none.toml", RSSHUB)
    (tmp_path / "gbk.toml").write_bytes("# 来源".encode("gbk"))
    with pytest.raises(SettingError, match="not UTF-8"):
        catalogue.load(tmp_path / "gbk.toml", RSSHUB)


async def test_the_store_follows_the_file_and_keeps_what_was_added_by_hand(redis_client: Client) -> None:
    store, renames = Sources(redis_client), SourceRenames(redis_client)
    one, two, three, own = (SourceConfig(f"https://{name}.example/rss") for name in ("one", "two", "three", "own"))
    assert await catalogue.add(store, own, NOW)
    assert await catalogue.sync(store, [one, two], NOW, renames) == (2, 0)
    polled = await store.get(one.url)
    assert polled is not None
    await store.record(replace(polled, health=Health.OK, etag='"1"', next_try=NOW + timedelta(hours=1)))
    renamed = replace(one, title="一")
    assert await catalogue.sync(store, [renamed, three], NOW, renames) == (1, 1)
    states = {state.config.url: state for state in await store.all()}
    assert set(states) == {one.url, three.url, own.url}
    assert states[one.url].config.title == "一"
    assert states[one.url].etag == '"1"'
    assert [(rename.old, rename.new) for rename in await renames.noted()] == [("one.example", "一")]
    assert await catalogue.sync(store, [renamed, three], NOW, renames) == (0, 0)


async def test_adding_a_source_again_wakes_it(redis_client: Client) -> None:
    store = Sources(redis_client)
    config = SourceConfig("https://gone.example/rss", title="旧")
    await catalogue.add(store, config, NOW)
    held = await store.get(config.url)
    assert held is not None
    await store.save(replace(held, health=Health.RETIRED, next_try=None))
    assert not await catalogue.add(store, config, NOW)
    assert [state.config.url for state in await store.due(NOW)] == [config.url]


async def test_what_is_listed_is_the_files_from_then_on(redis_client: Client) -> None:
    store, renames = Sources(redis_client), SourceRenames(redis_client)
    own = SourceConfig("https://own.example/rss", title="自选")
    await catalogue.add(store, own, NOW)
    await catalogue.sync(store, [own], NOW, renames)
    assert await catalogue.sync(store, [], NOW, renames) == (0, 1)
    assert await store.all() == []


def test_the_line_of_a_setting(tmp_path: Path) -> None:
    text = """\
# mine
[[source]]
url = "https://one.example/rss"
title = "一"

 [[ source ]]
path = "posts"
# section = "tech"
 section = "business"
"""
    file, posts = write(tmp_path, text), str(tmp_path / "posts")
    assert catalogue.line_of(file, RSSHUB, "https://one.example/rss", "title") == 4
    assert catalogue.line_of(file, RSSHUB, "https://one.example/rss", "section") == 2, "its entry, which has none"
    assert catalogue.line_of(file, RSSHUB, posts, "section") == 9
    assert catalogue.line_of(file, RSSHUB, "https://gone.example/rss", "title") is None
    inline = write(tmp_path, "source = [{ url = 'https://one.example/rss' }]")
    assert catalogue.line_of(inline, RSSHUB, "https://one.example/rss", "title") is None
    assert catalogue.line_of(tmp_path / "none.toml", RSSHUB, posts, "title") is None
