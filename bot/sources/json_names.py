"""What programs call the parts of a feed in JSON: the names of the format (jsonfeed.org), of Atom, of services."""

from __future__ import annotations

LISTS = (
    *("items", "entries", "entry", "articles", "posts", "stories", "results"),
    *("data", "list", "news", "hits", "docs", "rows", "records", "children"),
)
"""The list of entries; the first three are the format's own and Atom's."""
HELD = ("rendered", "$t", "#text", "__text", "_")
"""Where an object holds a text: WordPress', Google's, those of programs that turn XML into JSON."""
WRAPPERS = ("data", "attributes", "fields", "node", "_source")
"""What some put around each entry."""
TITLES = ("title", "headline", "webTitle")
BODIES = ("content_html", "html_content", "content", "html", "body", "content_encoded")
TEXTS = ("content_text", "text", "summary", "description", "excerpt")
LINKS = ("url", "external_url", "link", "permalink", "webUrl", "web_url", "html_url", "article_url", "share_url")
OUTLETS = ("feed", "origin", "source", "siteName", "site_name", "publisher", "domain_name")
"""The paper that an entry is from: an object with a title or name, or the name."""
IMAGES = ("image", "banner_image", "urlToImage", "thumbnail", "cover")
"""The first two are the format's; what else is named like a picture's comes after."""
AUTHORS = ("authors", "author", "published_by", "primary_author", "account", "user")
PERSONS = ("name", "display_name", "username")
TOPICS = ("tags", "categories", "tag_list", "topics", "keywords")
IDS = ("id", "guid")
"""At best the entry's address, as the format says."""
DATES = (
    *("date_published", "published", "published_at", "publishedAt", "pubDate", "date", "created_at", "created"),
    *("publish_time", "publishTime", "pub_date", "webPublicationDate", "ctime", "created_utc", "time"),
    *("date_modified", "date_modifed", "updated", "updated_at", "modified"),
)
"""The format's names first, then those that programs give."""
