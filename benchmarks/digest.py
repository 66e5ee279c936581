"""What a digest costs: `python -m benchmarks.digest [--quick]`.

A window of 2,000 new articles and a subscriber with 50 keyword rules, in CPU milliseconds of one core: choosing,
grouping, ranking and rendering, with the window in memory. "First" is the first subscriber of all, for whom the
articles' words are prepared (the dictionary and what else is loaded once is there before); "later" any other with
filters of its own (those with the same settings share one digest and cost nothing). The baseline asks every rule's
parsed query about every prepared article, one by one.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks._story_speed import CORPORA, articles
from ledebot.bot.digest.callback_data import More
from ledebot.bot.digest.pipeline import group_stories, render_digest
from ledebot.bot.digest.rank import rank
from ledebot.bot.digest.render import Page
from ledebot.bot.digest.select import Compile, Matcher, selector
from ledebot.bot.digest.window import Window, by_story
from ledebot.bot.model import Article, Filters, Lede, Rule, Subscriber, Target
from ledebot.bot.search.match import Matcher as QueryMatcher
from ledebot.bot.search.match import Prepared
from ledebot.bot.search.parse import parse
from ledebot.bot.search.rules import compile_rule

NOW = datetime(2024, 1, 2, tzinfo=UTC)
TOPICS = ("金融", "国际", "科技", "国内", "体育", "城市")
WORDS = (
    *(
        "芯片",
        "特斯拉",
        "央行",
        "疫情 北京",
        "新能源",
        "彩票",
        "锂电",
        "光伏",
        "美联储",
        "加息",
        "港股",
        "白酒",
        "元宇宙",
    ),
    *("数字货币", "腾讯", "阿里", "宁德时代", "汤加", "普京", "乌克兰", "原油", "黄金", "铜", "铁矿石", "减持", "增持"),
    *(
        "回购",
        "中标",
        "北京",
        "上海",
        "深圳",
        "高铁",
        "航空",
        "冬奥",
        "英伟达",
        "苹果",
        "iPhone",
        "疫苗",
        "房价",
        "恒大",
    ),
    *("碧桂园", "国债", "人民币", "期货", "大豆", "猪肉", "煤炭", "天然气", "-足球 世界杯", "降息 OR 降准"),
)


def window(corpora: Path, size: int) -> Window:
    """A window of that many articles, one in six a further report of an earlier story."""
    made: list[Article] = []
    for number, plain in enumerate(islice(articles(corpora), size)):
        text = plain.paragraphs[0]
        story = made[number // 2].story if number % 6 == 5 else plain.id
        lede = Lede(text[:60], text[:140], text[:280])
        made.append(
            replace(
                plain, story=story, topics=(TOPICS[number % len(TOPICS)],), lede=lede, url=f"https://n.example/{number}"
            )
        )
    cursors = tuple(f"{number}-0" for number in range(len(made)))
    return Window("0-0", "1-0", tuple(made), cursors, by_story(made), {})


def timed(action: Callable[[], object], rounds: int) -> float:
    """Run something some times; gives the median CPU milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        action()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one round only")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder of *-dev.jsonl.gz")
    parser.add_argument("--articles", type=int, default=2000, help="articles in the window")
    options = parser.parse_args()
    rounds = 1 if options.quick else 7
    view = window(options.corpora, options.articles)
    rules = tuple(Rule(word, exclude=at % 10 == 9) for at, word in enumerate(WORDS))
    length = sum(len(each.paragraphs[0]) for each in view.articles) // len(view.articles)
    print(f"{len(view.articles)} articles of {length} characters, {len(rules)} rules\n")
    rules_only, one = Filters(rules=rules), window(options.corpora, 1)
    loading = timed(lambda: digest_of(Subscriber(Target(1), filters=rules_only), one), 1)
    print(f"loaded once: {loading:.0f} ms\n")
    print("| subscriber | first | later | baseline | baseline / later |")
    print("|---|---:|---:|---:|---:|")
    for name, filters in (
        ("rules only", rules_only),
        ("one topic and rules", Filters(topics=("金融",), rules=rules)),
        (
            "everything, rules exclude",
            Filters(everything=True, rules=tuple(replace(rule, exclude=True) for rule in rules)),
        ),
        ("everything, no rules", Filters(everything=True)),
    ):
        row(name, Subscriber(Target(1), filters=filters), view, rounds)


def digest_of(reader: Subscriber, view: Window, compile_one: Compile = compile_rule) -> None:
    """Choose, group, rank and render."""
    wanted = selector(reader.filters, compile_one)
    stories = group_stories(filter(wanted, view.articles), view, datetime.min.replace(tzinfo=UTC), wanted)
    render_digest(reader, rank(stories, reader.filters, {}, NOW), NOW, Page((), 0, More(view.after, view.up_to, 0)))


def row(name: str, reader: Subscriber, view: Window, rounds: int) -> None:
    prepared = {each.id: Prepared(each) for each in view.articles}

    def one_by_one(*queries: str) -> Matcher:
        parsed = [QueryMatcher(parse(query, now=NOW)) for query in queries]
        return lambda article: any(each.matches(prepared[article.id]) for each in parsed)

    first, later = (timed(lambda: digest_of(reader, view), each) for each in (1, rounds))
    digest_of(reader, view, one_by_one)
    baseline = timed(lambda: digest_of(reader, view, one_by_one), min(rounds, 3))
    print(f"| {name} | {first:.1f} | {later:.1f} | {baseline:.1f} | {baseline / later:.1f} |")


if __name__ == "__main__":
    main()
