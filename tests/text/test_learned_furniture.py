"""What a source repeats is learned from its articles and left out of them; what carries news is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledebot.bot.model import Item
from ledebot.bot.text.bylines import forms
from ledebot.bot.text.document import read_again, read_all
from ledebot.bot.text.furniture import (
    MOST,
    WINDOW,
    Furniture,
    Habits,
    Sample,
    furniture,
    keep,
    learn,
    repeated,
)


def pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(0, len(text), 2)]


TOWNS = pairs("江城海州北川南屏东阳西林临水高桥古田新河平湖石门长岭白沙青浦红山云溪龙泉凤台虎丘")
MATTERS = pairs("渡轮磨坊粮仓车站书店茶园鱼市码头水塔剧院球场桥梁学校医院灯塔花圃邮局钟楼画廊集市")


def items(*lines: str, count: int = 20, every: int = 1, title: str = "{town}{matter}今年重开") -> list[Item]:
    """Make articles of one source, every so many of them with these lines; `{news}` stands for their news."""
    made = []
    for n, (town, matter) in enumerate(zip(TOWNS[:count], MATTERS, strict=False)):
        news = f"{town}的{matter}周{'一二三四五'[n % 5]}重新开放，耗资{n + 3}百万元。"
        body = lines if n % every == 0 else ("{news}",)
        html = "".join(f"<p>{line.format(news=news, n=n + 10)}</p>" for line in body)
        made.append(Item(str(n), "某某晨报", title.format(town=town, matter=matter, n=n + 10), html))
    return made


@pytest.mark.parametrize(
    "line",
    [
        "城里的事，问我们就够",
        "某某晨报，陪你吃早饭。",
        "2026年3月{n}日",
        "Photo desk / {n}",
        "字号：【大 中 小】",
        "E·N·D",
        "看更多相关新闻",
        "{n}人已赞赏",
        "02:{n} / 05:{n}",
        "您的浏览器不支持播放这段视频",
        "01002001000000000000000001110000{n}10000",
        "登录 / 注册",
        "想知道更多本地新闻，就来我们的窗口坐坐。",
        "Our paper is printed on the hill; follow its smoke.",
    ],
)
@pytest.mark.parametrize("body", [("{line}", "{news}"), ("{news}", "{line}")])
def test_a_repeated_line_is_left_out_at_once(line: str, body: tuple[str, ...]) -> None:
    documents, _ = read_all(items(*(part.replace("{line}", line) for part in body)))
    assert all(len(document.paragraphs) == 1 and "重新开放" in document.lede.medium for document in documents)


def test_a_sentence_that_clings_to_the_last_paragraph_is_cut_off() -> None:
    documents, _ = read_all(items("{news}某某晨报的更多消息在街角。"))
    assert {document.paragraphs[0][-4:] for document in documents} == {
        document.paragraphs[0][-4:] for document in read_all(items("{news}"))[0]
    }


def test_a_label_before_every_report_is_cut_off() -> None:
    documents, _ = read_all(items("【晨报早读】{news}"))
    assert not [document for document in documents if "早读" in document.lede.short]


@pytest.mark.parametrize(
    ("title", "tidy"),
    [
        ("{town}{matter}重开 - March {n}, 2026", "江城渡轮重开"),
        ("{town}{matter}重开_城市频道_某某晨报网", "江城渡轮重开"),
        ("A{n}版：{town}{matter}重开", "江城渡轮重开"),
        ("13:{n} {town}{matter}重开", "江城渡轮重开"),
        ("晨报眼丨{town}{matter}重开", "江城渡轮重开"),
    ],
)
def test_what_a_source_writes_around_titles_is_taken_off(title: str, tidy: str) -> None:
    documents, _ = read_all(items("{news}", title=title))
    assert documents[0].title == tidy


def test_a_column_of_some_titles_stays() -> None:
    column = items("{news}", title="评论丨{town}{matter}该不该重开")[:4]
    documents, _ = read_all([*column, *items("{news}")[4:]])
    assert documents[0].title == "评论丨江城渡轮该不该重开"


def test_a_repeated_picture_is_not_shown() -> None:
    documents, _ = read_all(items('{news}<img src="https://x.example/a/banner-of-us.jpg">'))
    assert {document.image for document in documents} == {None}


@pytest.mark.parametrize(
    "sentence",
    [
        "台风红色预警仍在生效，渡轮全部停航。",
        "截至目前，大桥仍然封闭。",
        "市长今天宣布全市进入紧急状态。",
        "The bridge remains closed to lorries.",
    ],
)
def test_a_standing_sentence_that_carries_news_stays(sentence: str) -> None:
    documents, _ = read_all(items(sentence, "{news}", every=3))
    assert sentence in documents[0].paragraphs


def test_a_sentence_that_speaks_of_what_the_titles_do_stays() -> None:
    sentence = "更多渡轮码头的改造计划由港务部门报道。"
    made = [
        Item(str(n), "某某晨报", f"{town}渡轮码头改造", f"<p>{sentence}</p><p>{town}动工。</p>")
        for n, town in enumerate(TOWNS)
    ]
    assert sentence in read_all(made)[0][0].paragraphs


def test_the_only_thing_that_an_article_says_stays() -> None:
    documents, _ = read_all(items("某某晨报祝各位读者夏天快乐。"))
    assert all(document.paragraphs for document in documents)


def test_one_article_told_often_teaches_nothing() -> None:
    one = items("{news}", "河岸上站满了人")[0]
    habits: dict[str, Habits] = {}
    for _ in range(9):
        documents, habits = read_all([one], habits)
    assert len(documents[0].paragraphs) == 2
    assert repeated(habits["某某晨报"]) == []


def test_it_is_learned_across_runs_and_applied_to_what_was_stored() -> None:
    made = items("{news}", "河岸上站满了人")
    habits: dict[str, Habits] = {}
    first: list[object] = []
    for item in made[:3]:
        documents, habits = read_all([item], habits)
        first += documents
    assert [len(document.paragraphs) for document in first] == [2, 2, 1]  # type: ignore[attr-defined]  # documents
    known = furniture(habits["某某晨报"])
    again = read_again(first[0], known)  # type: ignore[arg-type]  # a document
    assert again.paragraphs == first[0].paragraphs[:1]  # type: ignore[attr-defined]  # a document
    assert read_again(again, known) is again


def test_an_operator_has_something_stay() -> None:
    made = items("{news}", "河岸上站满了人")
    _, habits = read_all(made)
    ((mark, text, count),) = repeated(habits["某某晨报"])
    assert (text, count) == ("河岸上站满了人", 20)
    kept = {"某某晨报": keep(habits["某某晨报"], [mark])}
    assert repeated(kept["某某晨报"]) == []
    assert all(len(document.paragraphs) == 2 for document in read_all(made, kept)[0])


def test_what_a_source_gives_up_is_forgotten() -> None:
    habits = learn(Habits(), [Sample(f"旧闻{n}号", ("正文", "老口号"), ()) for n in range(30)])
    assert furniture(habits).line("老口号")
    for n in range(4 * WINDOW):
        habits = learn(habits, [Sample(f"新闻{n}号", (f"第{n}段", "新口号"), ())])
    assert not furniture(habits).line("老口号")
    assert furniture(habits).line("新口号")


@given(st.lists(st.tuples(st.text(max_size=30), st.lists(st.text(max_size=250), max_size=30)), max_size=12))
def test_what_is_remembered_is_bounded_whatever_comes(bodies: list[tuple[str, list[str]]]) -> None:
    habits = learn(Habits(), [Sample(title, lines, lines) for title, lines in bodies], "某某")
    assert len(habits.counts) <= MOST
    assert set(habits.texts) <= set(habits.counts)
    known = furniture(habits)
    assert isinstance(known, Furniture)
    for title, lines in bodies:
        assert known.title(title) in title
        assert set(known.sift(tuple(lines))) or not lines


PEOPLE = ("王小明", "李华", "欧阳青", "陈一一")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("文案｜{who}", True),
        ("岛报 {who}", True),
        ("{who} 海上报道", True),
        ("（{who}对本文有贡献）", True),
        ("版式设计 {who}", False),
        ("美编I{who}", False),
    ],
)
@pytest.mark.parametrize("body", [("{line}", "{news}"), ("{news}", "{line}")])
def test_a_form_around_changing_names_is_a_byline(byline: str, author: bool, body: tuple[str, ...]) -> None:
    made = []
    for n, item in enumerate(items("{news}")):
        line = f"<p>{byline.format(who=PEOPLE[n % 4])}</p>"
        made.append(replace(item, html="".join(item.html if part == "{news}" else line for part in body)))
    documents, _ = read_all(made)
    assert {len(document.paragraphs) for document in documents} == {1}
    assert {document.author for document in documents} == (set(PEOPLE) if author else {None})


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("By {who}", "Jane Doe"),
        ("{who} | Island Post", "Jane Doe"),
        ("post@island.example ({who})", "Jane Doe"),
        ("岛报 {who}", "王小明"),
    ],
)
def test_the_form_of_an_author_field_is_learned(given: str, name: str) -> None:
    people = ("王小明", "李华", "陈一一") if name == "王小明" else ("Jane Doe", "Ann Lee", "John B. Roe")
    made = [replace(item, author=given.format(who=people[n % 3])) for n, item in enumerate(items("{news}"))]
    assert {document.author for document in read_all(made)[0]} == set(people)


def test_a_desk_that_always_signs_keeps_its_name() -> None:
    made = [replace(item, author="岛报 编辑部") for item in items("{news}")]
    assert {document.author for document in read_all(made)[0]} == {"岛报 编辑部"}


@given(st.text(max_size=60))
def test_any_line_has_forms_or_none(line: str) -> None:
    assert all("…" in form and name in line for form, name in forms(line))


def test_a_list_s_date_or_age_is_taken_off_titles() -> None:
    dated = [Item(str(n), "岛报", f"渡轮第{name}次到港 0{n}-1{n}", "") for n, name in enumerate("甲乙丙丁", 1)]
    aged = [Item(str(n), "岛报", f"渡轮第{name}次到港-{n}小时前", "") for n, name in enumerate("甲乙丙丁", 1)]
    for items in (dated, aged):
        assert [document.title for document in read_all(items)[0]] == [f"渡轮第{name}次到港" for name in "甲乙丙丁"]
    scores = [Item(str(n), "岛报", f"{name}队战胜邻岛 {n}-0", "") for n, name in enumerate("甲乙丙丁", 1)]
    assert [document.title for document in read_all(scores)[0]] == [item.title for item in scores]


@pytest.mark.parametrize(
    ("signed", "dateline"),
    [
        ("新华社江城10月7日电（记者王小明）", ("新华社", "江城", "10月7日", ("王小明",))),
        ("【财联社10月7日电】", ("财联社", None, "10月7日", ())),
        ("（中央社記者王小明台北7日電）", ("中央社", "台北", "7日", ("王小明",))),
        ("本报讯（记者 王小明）", (None, None, None, ("王小明",))),
    ],
)
def test_a_dateline_that_all_articles_bear_is_read_before_it_goes(signed: str, dateline: tuple[object, ...]) -> None:
    documents, _ = read_all(items(signed + "{news}"))
    for document in documents:
        told = document.dateline
        assert (told.agency, told.place, told.date, told.reporters) == dateline
        assert document.paragraphs[0][:2] in TOWNS


def test_a_sentence_about_the_page_is_learned_from_few_of_many_articles_and_one_of_the_news_is_not() -> None:
    page, news = "在岛报，不错过全岛的每个重要时刻的报道。", "居民们在码头上等待渡轮进港靠岸。"
    numbers = [f"{tens}{ones}" for tens in "甲乙丙丁戊己庚辛壬癸" for ones in "子丑寅卯辰巳午未申酉"]
    items = [
        Item(
            name, "岛报", f"{name}区的水厂完工", "".join(f"<p>{line}</p>" for line in (f"{name}区昨天通水了。", *more))
        )
        for at, name in enumerate(numbers)
        for more in [(page, news) if at in (20, 40, 60) else ("工程比计划早了三天。",)]
    ]
    read = read_all(items)[0]
    assert not any(page in document.paragraphs for document in read)
    assert sum(news in document.paragraphs for document in read) == 3
