"""What each rule of boilerplate catches beyond what is learned: `python -m benchmarks.rules [--feeds FILE]`.

Each source's items are read in order, as the bot reads them, and what it repeats is learned (bot/text/furniture.py).
Of lines of up to 160 characters it is counted which a rule knows: `alone`, where neither the learned furniture nor
another rule does, `beyond` where the furniture does not, and `learned` where it does, so that the rule is not needed
for them. `--patterns` counts each pattern by itself. Without the corpus there is nothing to count.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._feed_ledes import by_source
from benchmarks.lede_quality import CORPORA
from ledebot.bot.text.clean import page
from ledebot.bot.text.furniture import Habits, Sample, furniture, learn
from ledebot.bot.text.rules import BULLETS, Effect, fold, rules

_LONGEST = 160
_BATCH = 64
_OPENINGS = (Effect.LINE, Effect.HEAD, Effect.LINKS)
_REACH = {Effect.LINE: 400, Effect.HEAD: 400, Effect.LINKS: 40, Effect.PART: 64, Effect.END: 400}
_ENDS = {Effect.END: 32, Effect.TAIL: 120}
_JUDGED = (*_OPENINGS, Effect.PART, Effect.END, Effect.TAIL, Effect.SENTENCE)


def lines(path: Path) -> Iterator[tuple[str, bool]]:
    """Give the lines of all items, each with whether it is known to be its source's."""
    for source, rows in by_source(path, 10_000).items():
        pages = [(row["title"] or "", page(row.get("html") or "")) for row in rows]
        habits = Habits()
        for at in range(0, len(pages), _BATCH):
            some = [Sample(title, [line.text for line in each.lines]) for title, each in pages[at : at + _BATCH]]
            habits = learn(habits, some, source)
        known = furniture(habits)
        for _, each in pages:
            for line in each.lines:
                if line.text and len(line.text) <= _LONGEST:
                    yield line.text, known.line(line.text) or known.byline(line.text, edge=True)[0]


def catches(pattern: re.Pattern[str], effect: Effect, text: str) -> bool:
    """Whether a pattern finds in a line what its effect looks for."""
    if len(text) > _REACH.get(effect, _LONGEST):
        return False
    if effect in _OPENINGS:
        return any(pattern.match(each) for each in (text, text.lstrip(BULLETS)))
    return bool(pattern.search(text[-_ENDS.get(effect, _LONGEST) :]))


def compiled(pattern: str, ignore_case: bool) -> re.Pattern[str]:
    """Compile a rule's pattern; `<TIME>` stands for a date and time."""
    return re.compile(
        pattern.replace("<TIME>", r"(?:19|20)\d\d[-年/.]\d\d?[-月/.]\d\d?"), re.IGNORECASE if ignore_case else 0
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=Path, default=CORPORA / "feeds-dev.jsonl.gz")
    parser.add_argument("--patterns", action="store_true", help="a line for each pattern, not for each rule")
    options = parser.parse_args()
    if not options.feeds.exists():
        return
    asked = [
        (f"{rule.name}[{number}]" if options.patterns else rule.name, rule.effect, compiled(one, rule.ignore_case))
        for rule in rules()
        if rule.effect in _JUDGED
        for number, one in enumerate(rule.pattern)
    ]
    counts = {kind: Counter[str]() for kind in ("alone", "beyond", "learned")}
    for (text, learned), times in Counter(lines(options.feeds)).items():
        folded = fold(text)
        found = {name for name, effect, pattern in asked if catches(pattern, effect, folded)}
        for name in found:
            counts["learned" if learned else "beyond"][name] += times
        if len(found) == 1 and not learned:
            counts["alone"][found.pop()] += times
    print(f"{'':32}{'alone':>8}{'beyond':>8}{'learned':>8}")
    for name in dict.fromkeys(name for name, *_ in asked):
        print(f"{name:32}" + "".join(f"{counts[kind][name]:>8}" for kind in counts))


if __name__ == "__main__":
    main()
