"""The index's shape: what of an article goes into which field. Change VERSION with anything here or in its tokens."""

from __future__ import annotations

import zlib

import tantivy

from ledebot.bot.model import Article
from ledebot.bot.search.terms import fields

VERSION = 4
"""Part of the folder's name, so that another version builds its own index beside this one."""

TOKENIZER = "spaces"


def make_schema() -> tantivy.Schema:
    """Build the schema. Only ids are stored: titles and texts are read from the store, which has them anyway."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("title", tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("lede", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("characters", tokenizer_name=TOKENIZER, index_option="basic")
    builder.add_text_field("fragments", tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("topics", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("section", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    for name in ("story", "origin", "heading"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Teach an opened index the tokenizer: texts come as tokens with white space between."""
    index.register_tokenizer(TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def document(article: Article) -> tantivy.Document:
    """Make an article's document."""
    found = fields(article)
    made = tantivy.Document()
    made.add_text("id", article.id)
    made.add_text("text", found.text)
    made.add_text("title", found.title)
    made.add_text("lede", found.lede)
    made.add_text("characters", found.characters)
    made.add_text("fragments", found.fragments)
    made.add_text("source", article.source)
    for topic in article.topics:
        made.add_text("topics", topic)
    if article.section:
        made.add_text("section", article.section)
    made.add_integer("published", int(article.published.timestamp()))
    made.add_unsigned("story", _number(article.story))
    made.add_unsigned("origin", _number(article.source))
    made.add_unsigned("heading", _number(found.title))
    return made


def _number(text: str) -> int:
    """Reduce a text to 32 bits: enough to tell the few hundred candidates of one query apart."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))
