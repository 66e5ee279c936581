"""Where a lede leaps, and what belongs together: halves of a headline, quotations, questions, captions."""

from __future__ import annotations

import pytest

from ledebot.bot.model import Item
from ledebot.bot.text.document import read
from ledebot.bot.text.lede import pick

FIRST = "东岛船队7日称，过去一天船队接管了北湾的三个码头，并在南湾设立了新的候船点，航班照常。"
BETWEEN = (
    "船队还修好了12艘旧船，更换了用于存放缆绳的仓库，在西湾设立了瞭望点，为夜航增加了灯标和浮标，"
    "值班人员也有所增加，并为全部航班换上了新的救生衣、无线电和望远镜。"
    "巡逻艇全天往返于两岸之间，为居民运送了蔬菜、药品和信件。"
)
OTHER = "西岛船队同一天称，风浪仍然很大，但船队阻止了油污继续扩散。"


def test_the_other_half_of_a_headline_is_told_too() -> None:
    lede = pick([FIRST + BETWEEN + OTHER], title="东岛称接管三个码头 西岛称阻止油污扩散")
    assert lede.medium.startswith(FIRST + OTHER)


def test_a_headline_of_one_part_leaps_over_no_figure() -> None:
    lede = pick([FIRST + BETWEEN + OTHER], title="东岛称接管三个码头")
    assert lede.medium.startswith(FIRST + BETWEEN[:10])


def test_a_leap_needs_a_sentence_that_itself_tells_more() -> None:
    opening = "渡轮公司周二举行新闻发布会，介绍新航线的有关情况。"
    thanks = "".join(f"公司将继续努力把{island}岛的渡轮办好，让岛上的居民放心。" for island in "东南西北中")
    fine = "甲码头，罚款二十元。"
    ban = "渡轮公司决定，老船长等七人终身不得掌舵。"
    lede = pick(
        [opening, thanks, fine, ban],
        title="十三座码头被罚，老船长等七人终身不得掌舵",
    )
    assert fine not in lede.medium


def test_a_quotation_is_told_with_whose_it_is() -> None:
    quote = "“过去的渡轮是一门靠船票的生意，靠多装人来摊薄成本。那样的日子已经结束了。”"
    said = "2026年1月，渡轮公司总裁在东港对几家媒体说。"
    later = "总裁的履历横跨两岸。"
    lede = pick([quote, said + "这是他上任后首次来访。", later], title="对话渡轮公司总裁：不再只卖船票")
    assert lede.medium.startswith(quote + said)


def test_what_a_colon_parts_from_its_question_stays() -> None:
    moved = "周五，船票经历了一天惊心动魄的涨跌。"
    torn = "面对前任总裁可能重掌渡轮公司的消息，购买月票的海岛居民陷入了深深的纠结，全天都在打听"
    body = [moved, torn + "：涨还是跌？", "当天月票先涨三成后跌一成。"]
    assert torn + "。" in pick(body, title="前任总裁可能回归，月票大幅波动").medium


def test_a_question_to_the_reader_leaves_the_statement_before_it() -> None:
    body = ["千呼万唤的新渡轮终于在今天开售船票，你买了吗？", "价格泼了第一盆冷水：普通票一百元，往返票两百元。"]
    assert pick(body, title="新渡轮开售船票").medium.startswith("千呼万唤的新渡轮终于在今天开售船票。")


def test_an_answer_that_says_nothing_without_its_question_goes_with_it() -> None:
    news = "东港渡轮公司留住的船员居各公司之首。"
    body = [news, "留任的究竟有几成？", "80%。", "这是去年公布的数字。", "西港渡轮公司次之。"]
    assert pick(body, title="东港渡轮公司留住了船员").medium == f"{news}西港渡轮公司次之。"


def test_a_list_that_goes_on_is_a_statement() -> None:
    counted = "渡轮超过60艘，航线达到12条；全年载客突破百万；东岛成为航班最多的岛……"
    body = [counted, "这些数字勾勒出一年的海上交通。", "船票没有涨价。" * 20]
    assert pick(body, title="海上交通一年回顾").medium.startswith(counted)


def test_a_caption_that_ends_on_its_place_gives_way_to_dated_news() -> None:
    body = "居民们盛装参加一年一度的渡轮舞会，东港。1月22日，第八十届渡轮舞会在老码头举行，由船长们领舞。"
    assert pick([body], title="东港渡轮舞会举行").medium == body.partition("。")[2]


def test_news_that_ends_on_a_short_clause_is_no_caption() -> None:
    body = "老磨坊被卖了，买家是面包店。6月16日，面包店宣布花八十万元买下老磨坊的全部股份。" + "磨坊主人不愿多谈。" * 12
    assert pick([body], title="八十万，老磨坊被卖了").medium.startswith("老磨坊被卖了")


def test_a_guide_through_the_page_opens_no_lede() -> None:
    news = "镇长已抵达东岛，展开为期一周的行程。"
    guides = "本报记者将为你分析本周值得关注的看点。今天给大家分享镇长的东岛一周。希望今天的内容，对你有所启发。"
    medium = pick([news, guides, "东岛渡轮停航一天。"], title="镇长的东岛一周——本报记者分析看点").medium
    assert medium == f"{news}东岛渡轮停航一天。"


def test_a_lede_does_not_begin_after_the_titles_figure() -> None:
    priced = "据行情台1月27日的报告，渡轮公司将月票的目标价从100元上调至150元。"
    likened = "公司直言，月票的表现已不再是跟随船票，而更像是打了兴奋剂的船票。"
    between = "".join(f"{island}岛的居民照旧在码头上排队买票，价钱由船长说了算。" for island in "东南西北中上")
    body = [priced, between, likened, "下岛的居民不买票。"]
    title = "公司高喊月票像打了兴奋剂的船票，已不再跟随船票，看涨到150元"
    assert pick(body, title=title).medium.startswith(priced)


def test_a_quotation_with_its_speaker_opens_before_what_comes_third() -> None:
    said = "“我认为这项收费应该取消，把个别恶劣的情形交给法院，而不需要另设一个模糊的名目。”张老船长说。"
    long = "从老码头案到新码头案，再到这一次的渡轮案，张老船长持续关注这类案件近十年。"
    third = "张老船长是一名管理者，也是一名研究者，长期关注渡轮案的收费与船员权益。"
    rest = [f"{island}岛的居民照旧在码头上排队买票，价钱由船长说了算。" for island in "东南西北中上"]
    assert pick([said, long, third, *rest], title="张老船长谈渡轮案：建议取消收费").medium.startswith(said)


def test_a_lede_begins_late_only_where_enough_follows() -> None:
    body = [f"{island}岛的居民照旧在码头上排队买票，价钱由船长说了算。" for island in "东南西北中上"]
    end = "懂居民的渡轮才有长久的生命力。"
    assert pick([*body, end], title="多点“懂居民”的渡轮").medium.startswith(body[0])


def test_a_sentence_that_says_the_title_again_does_not_draw_the_beginning() -> None:
    match = "1月26日，东港船队在第四轮比赛中以两秒之差负于西港船队，无缘八强。"
    again = "码头的阳光，见证了老船长的蜕变。"
    body = [match, *(f"{island}岛的居民照旧在码头上排队买票。" for island in "东南西北"), again]
    rest = [f"{island}岛的船员谈起船队的这一年，都说不容易。" for island in "东南西北中上"]
    assert pick([*body, *rest], title="码头的阳光，见证老船长的蜕变").medium.startswith(match)


def test_a_meetings_next_sentence_that_tells_the_title_is_not_leapt_over() -> None:
    met = "港务局周三上午举行新闻发布会，介绍去年渡轮改造的情况并答记者问。"
    done = (
        "港务局介绍，渡轮改造的主体任务已基本完成，"
        + "，".join(f"{port}港的码头全部换新" for port in "东南西北中上下")
        + "。"
    )
    later = "局长此前对本报说，目前渡轮改造的主体任务基本完成，下一步要造大桥。"
    lede = pick([met, done * 1, "船票没有涨价。", later], title="港务局：渡轮改造主体任务基本完成")
    assert later not in lede.medium


def test_reporters_and_agencies_that_are_run_into_a_sentence_are_no_text() -> None:
    html = "<p>岛报记者王小明4月15日上午9时，渡轮公司一案公开开庭。</p><p>东岛通讯社资料图报道称，法院驳回诉讼。</p>"
    paragraphs = read(Item("x", "x", "渡轮案开庭", html)).paragraphs
    assert not any("记者" in one or "资料图" in one for one in paragraphs)


def test_a_parts_number_is_no_text() -> None:
    text = "最近，渡轮公司的朋友都说难。旺季游客去了"
    html = f"<p>01{text}......</p><p>{text}对岸。</p>"
    document = read(Item("x", "x", "渡轮旺季不旺", html))
    assert document.paragraphs == (f"{text}对岸。",)
    assert read(Item("x", "x", "新船员", "<p>05后的船员今天上岗，共十二人。</p>")).lede.short.startswith("05后")


REPORT = [
    "A ferry captain who ran his ship onto a sandbank off Northport after midnight stood before a judge on Tuesday.",
    "The Albatross had left the east pier twenty minutes late with three hundred people and a load of fruit on board.",
    "Witnesses recalled that music was played on the upper deck and that the lights of the harbour were hard to see.",
    "Lifeboats from four villages brought everybody ashore within an hour, wet and cold but without a scratch.",
    "Divers have looked at the hull since, and found a hole as wide as a door below the waterline of the old ship.",
    "The owners bought her in Southport nine years ago and had her painted green.",
]


def test_an_english_lede_ends_on_the_sentence_that_tells_what_its_title_still_wants() -> None:
    charged = "Prosecutors charged the captain with reckless steering and with drinking wine on duty."
    title = "Ferry captain charged with reckless steering, drinking"
    lede = pick([*REPORT, charged], title=title).medium
    assert lede.startswith(" ".join(REPORT[:3]))
    assert lede.endswith(charged)
    assert charged not in pick([*REPORT, charged], title="Ferry runs onto a sandbank off Northport").medium


@pytest.mark.parametrize(
    "told",
    [
        "He is charged with reckless steering and with drinking wine on duty, the prosecutors announced.",
        "Ferry captain charged with reckless steering, drinking, for more pictures see the gallery.",
        "Captain of the ferry leaves a court where he is charged with reckless steering and drinking.",
        '"I was charged with reckless steering and with drinking," he told the court.',
    ],
)
def test_an_english_lede_ends_on_no_sentence_that_leans_is_the_title_a_caption_or_a_quote(told: str) -> None:
    assert told not in pick([*REPORT, told], title="Ferry captain charged with reckless steering, drinking").medium


def test_a_sentence_too_long_for_a_lede_opens_none_for_what_its_end_tells_of_the_title() -> None:
    opening = "岛上的老磨坊最近又转了起来，面包师们排着队把麦子送进磨坊，镇上的人都赶来看这座停了四十年的磨坊。"
    long = "近日，" + "有人说它的轮子还会再转一百年，" * 12 + "而渡轮公司宣布夜航船票涨价两成，学生半价不变。"
    assert pick(
        [opening, long, "磨坊的面包周六起在码头出售。"], title="渡轮公司宣布夜航船票涨价两成"
    ).medium.startswith("岛上的老磨坊")
