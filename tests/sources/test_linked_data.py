"""What pages say of their article in JSON-LD."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.sources import linked_data
from ledebot.bot.sources.linked_data import LinkedData
from tests.sources.test_page import FIRST, SECOND, parse

JANE = {"@type": "Person", "name": "Jane Quay"}
ARTICLE = {"@type": "NewsArticle", "datePublished": "2025-10-07T06:30:15Z", "author": JANE}
TOLD = LinkedData("2025-10-07T06:30:15Z", ("Jane Quay",))


def script(value: object, kind: str = "application/ld+json") -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="{kind}" data-x="7">{text}</script>'


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [None, 7, ARTICLE],
        {"@graph": [{"@type": "WebSite", "name": "Port"}, ARTICLE]},
        {"@type": "WebPage", "datePublished": "2019-01-01", "mainEntity": ARTICLE},
        {"@graph": [ARTICLE | {"author": [{"@id": "#7"}]}, JANE | {"@id": "#7"}]},
        ARTICLE | {"@type": ["Thing", "BlogPosting"]},
        ARTICLE | {"author": "Jane Quay"},
        ARTICLE | {"author": [JANE, {"@type": "NewsMediaOrganization", "name": "Port News"}]},
        ARTICLE | {"author": {"@type": "Person", "givenName": "Jane", "familyName": "Quay"}},
        ARTICLE | {"dateModified": "2025-12-01T00:00:00Z"},
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE).replace("Jane Quay", "Jane Quay\n") + ";",
    ],
)
def test_an_article_is_found_wherever_it_stands(value: object) -> None:
    assert linked_data.read(script({"@type": "Event", "startDate": "2031-01-01"}) + script(value)) == TOLD


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ("https://port.example/7.jpg", "https://port.example/7.jpg"),
        (["https://port.example/7.jpg", "https://port.example/8.jpg"], "https://port.example/7.jpg"),
        ({"@type": "ImageObject", "url": "https://port.example/7.jpg"}, "https://port.example/7.jpg"),
        ({"@type": "ImageObject", "contentUrl": "https://port.example/7.jpg"}, "https://port.example/7.jpg"),
        ([{"width": 7}, "https://port.example/7.jpg"], "https://port.example/7.jpg"),
        (7, ""),
    ],
)
def test_its_picture_in_all_its_forms(image: object, url: str) -> None:
    found = linked_data.read(script(ARTICLE | {"image": image}))
    assert found is not None
    assert found.picture == url


@pytest.mark.parametrize("text", ["", "<p>ld+json</p>", script("{"), script({"@type": "Product"}), script("[" * 9999)])
def test_a_page_without_an_article_says_nothing(text: str) -> None:
    assert linked_data.read(text) is None


def test_a_page_takes_from_it_what_it_does_not_say_elsewhere() -> None:
    head = "<title>Ferry comes home</title>" + script(ARTICLE | {"image": ["https://port.example/7.jpg"]})
    item = parse(f"<article><h1>Ferry comes home</h1><p>{FIRST}</p><p>{SECOND}</p></article>", head)
    assert (item.author, item.image) == ("Jane Quay", "https://port.example/7.jpg")
    assert item.published is not None


@given(
    st.recursive(
        st.none() | st.text(max_size=9) | st.integers(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["@graph", "@type", "@id", "author", "image", "name", "url", "datePublished"]), inner
            )
        ),
    )
)
def test_any_value_is_read_or_none(value: object) -> None:
    assert isinstance(linked_data.read(script([value, ARTICLE, {"@type": "Article", "author": value}])), LinkedData)


@pytest.mark.parametrize(
    "piece", ['<script type="application/ld+json">{"@graph":[', '<script type="application/ld+json">']
)
def test_no_page_takes_long(piece: str) -> None:
    begun = time.process_time()
    linked_data.read(piece * 20_000)
    assert time.process_time() - begun < 10
