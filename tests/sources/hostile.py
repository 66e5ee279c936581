"""Documents made to break a reader of feeds, posts and pages; each is small to write and hard to swallow."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable

Made = Callable[[], bytes]
STORY = "　　海边的小镇今天迎来了第一班渡轮，居民说他们等了很久。"
ITEM = "<item><title>渡轮</title><link>https://news.example/a</link><description>正文在此</description></item>"


_PICTURE = "<enclosure url='https://a.example/a.jpg' type='image/png'/>"


def _attributes(number: int) -> str:
    return " ".join(f"a{n}='1'" for n in range(number))


def _rss(inner: str = ITEM, head: str = "") -> str:
    return f"{head}<rss version='2.0'><channel><title>岛报</title><link>https://news.example/</link>{inner}</channel></rss>"


def _page(inner: str) -> str:
    return f"<!doctype html><html><head><title>岛报</title></head><body>{inner}</body></html>"


def _laughs(levels: int = 9) -> str:
    references = [f"&l{n};" * 10 for n in range(levels)]
    entities = "".join(f"<!ENTITY l{n} '{text}'>" for n, text in enumerate(references, 1))
    return _rss(f"<item><title>&l{levels};</title></item>", f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>')


def _nested(open_: str, close: str, depth: int) -> str:
    return open_ * depth + STORY + close * depth


DOCUMENTS: dict[str, Made] = {
    # --- entities and document types
    "billion laughs": lambda: _laughs().encode(),
    "quadratic blow-up": lambda: _rss(
        f"<item><title>{'&a;' * 50_000}</title></item>", f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>"
    ).encode(),
    "external entity": lambda: _rss(
        "<item><title>&f;</title></item>", '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    ).encode(),
    "external entity over http": lambda: _rss(
        "<item><title>&f;</title></item>", '<!DOCTYPE rss [<!ENTITY f SYSTEM "http://127.0.0.1:1/">]>'
    ).encode(),
    "parameter entity": lambda: _rss(
        head='<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p; %q;]>'
    ).encode(),
    "external DTD": lambda: _rss(head='<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss.dtd">').encode(),
    "recursive entity": lambda: _rss(
        "<item><title>&a;</title></item>", '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
    ).encode(),
    "unclosed doctype": lambda: b"<!DOCTYPE rss [<!ENTITY a 'x'" + _rss().encode(),
    "doctype without end": lambda: b"<!DOCTYPE " * 20_000 + _rss().encode(),
    "many doctypes": lambda: b"<!DOCTYPE a []>" * 20_000 + _rss().encode(),
    "doctype in lower case": lambda: _laughs(6).replace("DOCTYPE", "doctype").encode(),
    "two doctypes, the second with entities": lambda: b"<!DOCTYPE rss>" + _laughs(6).encode(),
    "attribute default": lambda: _rss(head='<!DOCTYPE rss [<!ATTLIST item x CDATA "y">]>').encode(),
    "laughs in utf-16": lambda: _laughs().encode("utf-16"),
    "laughs in utf-7": lambda: b'<?xml version="1.0" encoding="utf-7"?>' + _laughs().encode("utf-7"),
    "external stylesheet": lambda: _rss(head='<?xml-stylesheet href="http://127.0.0.1:1/a.xsl"?>').encode(),
    "xinclude": lambda: _rss(
        "<item><title>x</title><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd'/></item>"
    ).encode(),
    # --- depth and number
    "deep elements": lambda: _rss(f"<item>{_nested('<a>', '</a>', 100_000)}</item>").encode(),
    "deep unclosed elements": lambda: _rss("<item>" + "<a>" * 300_000).encode(),
    "deep elements in a body": lambda: _rss(
        f"<item><title>x</title><description><![CDATA[{_nested('<div>', '</div>', 50_000)}]]></description></item>"
    ).encode(),
    "deep xhtml": lambda: (
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title><content type='xhtml'>"
        f"{_nested('<div>', '</div>', 50_000)}</content></entry></feed>"
    ).encode(),
    "thousands of items": lambda: _rss("<item><title>x</title></item>" * 30_000).encode(),
    "hundreds of thousands of empty items": lambda: _rss("<item/>" * 250_000).encode(),
    "many unclosed items": lambda: _rss("<item><title>x" * 100_000).encode(),
    "many attributes": lambda: _rss(f"<item {_attributes(50_000)}><title>x</title></item>").encode(),
    "many namespaces": lambda: _rss(
        "".join(f"<n{n}:a xmlns:n{n}='urn:{n}'>x</n{n}:a>" for n in range(20_000))
    ).encode(),
    "many undeclared prefixes": lambda: _rss("".join(f"<n{n}:a>x</n{n}:a>" for n in range(20_000))).encode(),
    "many categories": lambda: _rss(f"<item><title>x</title>{'<category>c</category>' * 12_000}</item>").encode(),
    "many links": lambda: _rss(
        f"<item><title>x</title>{'<link>https://news.example/</link>' * 12_000}</item>"
    ).encode(),
    "many enclosures": lambda: _rss(f"<item><title>x</title>{_PICTURE * 6_000}</item>").encode(),
    "many contents": lambda: _rss(
        f"<item><title>x</title>{'<content:encoded>y</content:encoded>' * 20_000}</item>"
    ).encode(),
    "one enormous title": lambda: _rss(f"<item><title>{'长' * 700_000}</title></item>").encode(),
    "one enormous body": lambda: _rss(
        f"<item><title>x</title><description>{STORY * 80_000}</description></item>"
    ).encode(),
    "one enormous attribute": lambda: _rss(f"<item a='{'x' * 5_000_000}'><title>x</title></item>").encode(),
    "one enormous comment": lambda: _rss(f"<!--{'-x' * 1_000_000}-->" + ITEM).encode(),
    "one enormous element name": lambda: f"<rss><channel><{'a' * 3_000_000}>x".encode(),
    "eleven megabytes": lambda: _rss(ITEM * 90_000).encode().ljust(11 * 2**20, b" "),
    # --- syntax
    "only angle brackets": lambda: b"<rss>" + b"<" * 600_000,
    "open tags with spaces": lambda: b"<rss><channel>" + b"<a " * 200_000,
    "tag of spaces": lambda: b"<rss><channel><item" + b" " * 600_000,
    "only ampersands": lambda: _rss(f"<item><title>{'&' * 150_000}</title></item>").encode(),
    "unfinished references": lambda: _rss(f"<item><title>{'&#x' * 100_000}</title></item>").encode(),
    "references to nothing": lambda: _rss(
        "<item><title>&#0;&#xFFFF;&#x110000;&#55296;&#99999999999;x</title></item>"
    ).encode(),
    "unclosed CDATA": lambda: _rss("<item><title><![CDATA[" + "x" * 1_000_000).encode(),
    "many unclosed CDATA": lambda: _rss("<item><title>" + "<![CDATA[" * 100_000).encode(),
    "nested CDATA": lambda: _rss(f"<item><title>{'<![CDATA[' * 20_000}x{']]>' * 20_000}</title></item>").encode(),
    "unclosed comments": lambda: _rss("<!--" * 200_000).encode(),
    "unclosed quotes": lambda: b'<rss><channel><item a="' + b"' \"" * 300_000,
    "unclosed processing instructions": lambda: b"<rss>" + b"<?" * 300_000,
    "bogus declarations": lambda: b"<rss><channel>" + b"<!x" * 300_000,
    "end tags only": lambda: b"<rss>" + b"</a>" * 150_000,
    "mismatched tags": lambda: _rss("<item><title>x</item></title><a></b></c></a>" * 2000).encode(),
    "truncated": lambda: _rss(ITEM * 50).encode()[:-700],
    "null bytes": lambda: _rss(ITEM.replace("渡轮", "渡\x00轮")).encode(),
    "control characters": lambda: _rss(ITEM.replace("渡轮", "渡\x01\x08\x1b\x7f轮")).encode(),
    "lone surrogates": lambda: _rss(ITEM).encode().replace("渡轮".encode(), b"\xed\xa0\x80\xed\xb0\x80"),
    "overlong utf-8": lambda: _rss(ITEM).encode().replace("渡轮".encode(), b"\xc0\xbcscript\xc0\xbe"),
    "random bytes": lambda: random.Random(1).randbytes(300_000),
    "random bytes in a feed": lambda: b"<rss><channel><item><title>" + random.Random(2).randbytes(300_000),
    "utf-8 said, gbk meant": lambda: b'<?xml version="1.0" encoding="utf-8"?>' + _rss(STORY + ITEM).encode("gbk"),
    "an unknown encoding": lambda: b'<?xml version="1.0" encoding="x-mars"?>' + _rss().encode("gbk"),
    "an encoding that is no text": lambda: b'<?xml version="1.0" encoding="zlib"?>' + _rss().encode("gbk"),
    "ebcdic": lambda: _rss("<item><title>x</title></item>").encode("cp037", "replace"),
    "half of a utf-16 character": lambda: _rss().encode("utf-16")[:-1],
    "mark of utf-32": lambda: b"\xff\xfe\x00\x00" + _rss().encode("utf-32-le")[:-2],
    "base64 content": lambda: (
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>x</title><content mode='base64'>"
        + base64.b64encode(random.Random(3).randbytes(100_000)).decode()
        + "</content></entry></feed>"
    ).encode(),
    "xml:base to a file": lambda: (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='file:///etc/'><entry><title>x</title>"
        b"<link href='passwd'/></entry></feed>"
    ),
    "addresses of every kind": lambda: _rss(
        "".join(
            f"<item><title>t{n}</title><link>{link}</link><description>正文{n}</description></item>"
            for n, link in enumerate(
                (
                    "javascript:alert(1)",
                    "data:text/html,x",
                    "file:///etc/passwd",
                    "http://[::1",
                    "http://a:99999/",
                    "//x",
                    "?",
                    "#",
                    "http://",
                    "https://" + "a" * 5000,
                    "http://例え.jp/",
                    "ftp://x/",
                    "http:\\\\x",
                    "\u202e",
                )
            )
        )
    ).encode(),
    "numbers out of range": lambda: _rss(
        f"<ttl>{'9' * 5000}</ttl><item><title>x</title><pubDate>{'9' * 5000}</pubDate></item>"
    ).encode(),
    "dates out of range": lambda: _rss(
        "".join(
            f"<item><title>t{n}</title><pubDate>{date}</pubDate></item>"
            for n, date in enumerate(
                (
                    "99999-99-99",
                    "0000-00-00T00:00:00Z",
                    "Fri, 32 Feb 2026 25:61:61 +9999",
                    "-1",
                    "NaN",
                    "2026-W60-9",
                    "1" * 400,
                    "Tue, 03 Feb 2026 08:00:00 " + "+" * 1000,
                )
            )
        )
    ).encode(),
    "script in the title": lambda: _rss("<item><title>&lt;script&gt;alert(1)&lt;/script&gt;x</title></item>").encode(),
    "soap": lambda: (
        b"<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><rss></rss></soap:Envelope>"
    ),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>x</script></svg>",
    # --- JSON
    "deep JSON": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 500_000,
    "deep JSON objects": lambda: b'{"a":' * 200_000,
    "JSON of wrong types": lambda: json.dumps(
        {
            "version": "https://jsonfeed.org/version/1",
            "title": [1],
            "items": [
                {
                    "title": {"a": 1},
                    "url": 5,
                    "content_html": ["x"],
                    "date_published": {},
                    "tags": {"a": 1},
                    "authors": "x",
                    "id": [],
                    "image": 1,
                },
                None,
                5,
                [],
                {"title": "ok"},
            ],
        }
    ).encode(),
    "a huge JSON number": lambda: (
        b'{"version":"https://jsonfeed.org/version/1","items":[{"id":' + b"9" * 100_000 + b"}]}"
    ),
    "many JSON items": lambda: json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{"title": "x"}] * 50_000}
    ).encode(),
    # --- posts
    "deep YAML": lambda: b"---\ntitle: x\na: " + b"[" * 30_000 + b"\n---\nbody",
    "YAML of dashes": lambda: b"---\ntitle: x\na:\n " + b"- " * 30_000 + b"\n---\nbody",
    "YAML of question marks": lambda: b"---\ntitle: x\n" + b"? " * 30_000 + b"\n---\nbody",
    "YAML alias bomb": lambda: (
        "---\ntitle: x\na0: &a0 [x]\n"
        + "\n".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
        + "\ncategories: *a11\n---\nbody"
    ).encode(),
    "a header without end": lambda: b"---\n" + b"a: b\n" * 500_000,
    "many fences": lambda: b"---\n" * 500_000,
    "a post of spaces": lambda: b"---\ntitle:" + b" " * 60_000 + b"x\n---\n" + b" " * 1_000_000,
    # --- pages
    "deep page": lambda: _page(_nested("<div>", "</div>", 200_000)).encode(),
    "deep page of bold": lambda: _page(_nested("<b>", "", 100_000)).encode(),
    "deep page of tables": lambda: _page(_nested("<table><tr><td>", "", 20_000)).encode(),
    "wide page": lambda: _page("<p>x</p>" * 200_000).encode(),
    "page of one tag": lambda: _page("<p " + "a=1 " * 150_000).encode(),
    "page of attributes": lambda: _page(f"<p {_attributes(100_000)}>{STORY * 10}</p>").encode(),
    "page of metas": lambda: _page("<meta name='a' content='b'>" * 6_000 + f"<p>{STORY * 20}</p>").encode(),
    "page of links": lambda: _page("<a href='/x'>y</a>" * 15_000 + f"<p>{STORY * 20}</p>").encode(),
    "page of comments": lambda: _page("<!--" * 300_000).encode(),
    "page of scripts": lambda: _page("<script>" * 15_000 + f"<p>{STORY * 20}</p>").encode(),
    "page with a huge paragraph": lambda: _page(f"<article><p>{STORY * 15_000}</p></article>").encode(),
    "page with hostile data": lambda: _page(
        '<script type="application/ld+json">{"@graph":' + "[" * 100_000 + f"</script><p>{STORY * 20}</p>"
    ).encode(),
    "page of dates": lambda: _page("<time datetime='2026-01-01'>x</time>" * 15_000 + f"<p>{STORY * 20}</p>").encode(),
    "page of nested lists": lambda: _page(_nested("<ul><li>", "</li></ul>", 120)).encode(),
    "page of frames": lambda: _page(
        "<iframe src='http://127.0.0.1:1/'></iframe>" * 9000 + f"<p>{STORY * 20}</p>"
    ).encode(),
    "login wall": lambda: _page("<form><input><button>登录</button></form>").encode(),
    # --- OPML and others
    "nothing": lambda: b"",
    "blanks": lambda: b" \n\t" * 100_000,
    "blanks between tags": lambda: (b"<pre>" + b" " * 3000) * 300,
    "outlines of unpaired quotes": lambda: b"<opml><body>" + b"<outline text=' a=b \" c=d'e>" * 30_000,
    "a zip": lambda: b"PK\x03\x04" + random.Random(4).randbytes(10_000),
    "a gzip": lambda: b"\x1f\x8b\x08\x00" + random.Random(5).randbytes(10_000),
    "a pdf": lambda: b"%PDF-1.7\n" + random.Random(6).randbytes(10_000),
    "plain text": lambda: STORY.encode() * 1000,
}
