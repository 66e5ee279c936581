"""Where a long sentence may end early: after a clause that says something whole, so that a short lede is one too.

Chinese news strings its clauses on commas, each after the first adding to it: `全年总值14万亿元，增长3.9%，…`. What is
only led in (`随着…，`), asked for more (`…表示，`) or taken back by the next clause (`，但…`) does not stand alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ledebot.bot.text import clauses_abroad, english_clauses
from ledebot.bot.text.leaning import connective
from ledebot.bot.text.rules import fold
from ledebot.bot.text.script import HAN, HANGUL, full_commas

_DAY = r"(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日|近日|日前|近期|昨[日天]|今[日天])(?:[上下]午|[早晚]上?|傍晚|凌晨)?，"
"""A clause that only says when: what it stands after has only led in."""
_OPEN, _CLOSE = "“「『（(【《〈[", "”」』）)】》〉]"
_AIMS = (
    "讲好|确保|保障|保护|加强|方便|满足|发挥|提升|提高|推动|推进|促进|防止|防范|避免|应对|迎接|解决|庆祝|纪念|实现|完善|"
    "规范|营造|打造|深入|贯彻|落实"
)
"""For what something is done."""
_LEADS_IN = re.compile(
    rf"(?:[但而](?=随着|由于|因|受|拜|根据|依据|据|按|对于|在|从|针对|面对|通过))?(?:随着|由于|因(?!此)|为(?:了|进一步|切实|更好|{_AIMS})|"
    r"拜(?![访会登年托])|如果|若|假如|一旦|当|虽然|尽管|即使|即便|不仅|不但|不论|无论|除|据|截至|通过|"
    r"针对|面对|对于?|关于|按照?|根据|依据|经(?!济|营|过多)|自|从|在|于|以|应(?=[^，]*邀请?)|只要|只有|既|与其|比如|例如|与|和|受|围绕|鉴于|考虑到|作为|尤其|特别是|就|向|将|把|被)"
)
_OCCASION = re.compile(r"\s?(?:随着|由于|为了|如果|对于?|关于|根据|依照|据|作为|除|鉴于|面对|针对)")
_OPEN_ENDED = re.compile(
    r"(?:后|时|之际|之初|[这那当]天|以来|期间|前|中|下|上|方面|表示|表态|称|说|认为|指出|显示|强调|介绍|透露|宣布|"
    r"包括|分别|如|的|是|为|要|(?<![大动览峰谈介员协委事理议商宴晚例])会|能|在|和|与|及|起|看来|来看|而言|获悉|到|发现|问|道|问题|有关|要求|提出|规定|明确|"
    r"呼吁|敦促|直言|坦言|坦承|直呼|喊话|爆料|反映|告诉[^，]{1,4}|追问|预测|估计|感叹|提及|重申|承认|确认|(?<![的到出])(?:期待|希望|警告|建议)|(?<![的出予行受遭被作])(?:提醒|批评|质疑|回应|补充|解释|反驳|痛批)|至今|迄今|时期|[之当席其场同][间内]|年初|年[中底末]|\d(?:[时分]|[时分点](?:许|左右|前后))|[早晚午晨]\d{1,2}点|"
    r"报道|消息|公告|通知|通报|数据|为(?:例|由|名|借口|止)|[上面]看|假期|日|月|年|[早晚年月]间|[早晚]|上午|下午|凌晨|近期|今天|昨天|如今)$"
)
_END = 6
"""Characters of a head's end that tell how it ends."""
_TAKEN_BACK = re.compile(
    r"(?:但|却|然而|不过|除非|否则|只是|前提|如果|并非|而(?!且)|以及|和|及|或|的|是否|才|便|就|则|均|皆|也就|反而|其余|其它|其他|直到|尽管|虽然|到|另一)"
    rf"|{_DAY}"
)
"""How a clause begins without which the one before it is not said whole; `到` and `另一` end `从…` and `一方面…`."""
_NAMED = re.compile(r"一[场个种项次股条款份位名群批家部座](?:[^，]{0,60}$|.{0,60}的[^，的]{2,6}$)")
_DOES = re.compile(
    r"(?:正|除|亦|以|已|将|是(?!否)|成|也|都|再次|又|让|使|令|被|在|悄然|开始|引发|受到|备受|迅速|终于|最终|只[会能有]|显示|映照|标志|意味|凸显)"
)
"""A head that only names something, and how the clause begins that says what it does."""
_HALF = re.compile(r"(?:不仅|不但|不只|不光|不[能应可是会]仅|^与其)(?![^，]{0,40}(?:也|还|更|而且))|^再?到")
"""What wants its other half in the next clause, or is but one of many."""
_THEN = re.compile(r"(?:引[发起]|造成|导致|激起)[^，。；]{0,16}后，")
"""A clause that makes all before it only what went before: `甲决定…，引发争议后，乙…`."""
_AIM = re.compile(rf"为(?:了|切实|进一步|更好)?(?:{_AIMS})[^，]*(?:，(?:{_AIMS})[^，]*)+$")
"""What all is done for, and not yet what is done: `为讲好故事，发挥作用，…`."""
_NOUN = re.compile(r"的[^，的]{2,8}$")
_DEED = re.compile(r"的[^，的]{0,6}(?:决定|做法|举动|举措|行为|言论|表态|立场|讲话|消息|政策|措施)$")
"""What somebody did, of which the next clause says what it does: `甲批准出口的决定，凸显…`."""
_MAKES = re.compile(r"[使让令][其得他她它]")
"""How a clause begins that tells what the one before it, which names something, makes of somebody."""
_BY = re.compile(r"(?:通过|[用借凭靠])[^，]*$")
_SO = re.compile(r"从而|进而|以|来")
"""A clause that tells by what something is done, and how the one begins that says what: `通过服务中心，从而…`."""
_TWICE = ("一边", "一方面")
"""What comes twice: `一边…，另一边…`."""
_PREDICATE = re.compile(
    r"\d(?:\.\d+)?\s?(?:%|[万亿千百]|[元人家个次名倍点吨米件项例台辆只股座种套])|[是有在将被把了着过到让使对向为称说涨跌升降增减扩缩超破达占居获夺赢输负停任"
    r"推召举办参加入进退返抵离赴访见谈签署订宣布示认批准审查调处罚判捕抓死伤救援支持反抗求提供售卖买购投融筹募捐收付还欠赚亏损失造试测拟改革整修复"
    r"拆移迁搬搭接送载飞驶走跑掉打击攻守袭炸射爆燃烧毁坏塌沉灭变转换做吃喝看听读写讲述问答想念爱恨怕忘睡醒愈逝辞选当担卸履诉吁施活赖播致]"
    r"|[下上][调线市架降滑映]|兼任|决定|印发|发[布出表起生现]|完成|进行|指出|相关|开[展始放通启办幕]|建[议成立]|[成创设]立|启动|通过|呼吁|(?<!供)给|出[台任席现售]|计划|规定|运行|立足"
)
"""Characters of verbs, and figures with their units: a head without any only names something."""
_AGENTS = "公司|集团|企业|机构|团队|小组|部门|专家|[得学作]者|战士|党员|作家|大学|学院|法院|医院|协会"
_NOMINAL = re.compile(
    r"^[这那每该今昨去][^，]{1,9}$|(?:[年天周月季时期][来份度]|时[候间分段]|[早清凌]晨|[春夏秋冬]天|阶段|以来|周边|附近|一带|等地|"
    r"[东南西北中]部|[省市县区州镇村乡路街里内上处]|人员|群众|院士|委员|主席|书记|总[理统]|部长|代表|成员|研究院|委员会|"
    rf"{_AGENTS})$|(?:[市县省部局院校会区镇乡]长|书记|主席|主任|总[裁理统]|经理|委员|常委)[^，、的]{{2,4}}$"
)
"""A clause without a verb that is a time, a place or somebody: `11月份`, `同个商圈内`."""
_AGENT = re.compile(
    rf"^[^是为有成]*的[^，的]{{0,6}}(?:{_AGENTS})$|^[\d一二两三四五六七八九十数多]+[名位个人][^，是为有成]*者$|^[这那该][位名家款个座][^是]*的[^，的]{{1,8}}$|^[^是]*所[^，]{{1,8}}的[^，的]{{1,8}}$"
    r"|^(?:呼吁|提醒|建议|敦促)[^，]*(?:民众|群众|族群|人士|市民|居民|者|单位|各界)$"
)
"""Somebody who is about to do something, whatever is said of them: `某地的12家企业`, `这位有百万读者的作家`."""
_DEED_NEXT = re.compile(r"[将已]|利用|通过|采用|借助|使用|联合|成功|首次")
_GROUP = re.compile(rf"(?:{_AGENTS})$")
"""Who is about to do something, and how the clause begins that says it without a name: `某院研究团队，利用…`."""
_CAUSE = re.compile(
    r"[^，](?:若|如果|一旦|除了|以[其该自])[^，]{1,24}$|(?:[行途驶]经|行至|驶[至到]|驶抵)[^，]{2,30}[处路口段线道]$|(?:^|[日天年月时晚午期间])受[^，]{2,24}影响$|作为[^，]{2,40}(?:单位|力量|平台|途径|之一)$|^[^，]{0,30}因[^，此]{2,12}(?:需[求要]|原因|考虑|影响|因素|压力|问题|矛盾|纠纷|关系)$|以[^，]{1,14}(?:姿态|身份|方式|形式|名义)$|因为?如此$"
)
"""Who, as what or why, and not yet what: `股东甲因自身资金需求`."""
_SUFFERED = re.compile(r"因(?!此)[^，]{2,14}(?:遭|被|而|致)")
"""A clause that says why and what: `因不明原因遭机械辗过`."""
_DASH, _ASIDE = "——", 120
"""What an aside is set between, and how many characters after its cut a sentence is looked at for its end."""
_CONDITION = re.compile(
    r"(?:但|而|可)?(?:如果|若|假如|倘若|一旦|只要|只有|即使|即便|虽然|尽管|不仅|不但|不论|无论|既然|与其)"
)
_MAIN = re.compile(r"，[^，]{0,10}(?:就|则|便|也|都|才|那|还|将|会|能|可|仍|却|但|更|而|不如)")
"""What wants a main clause, and how that tells itself."""
_SAID = 10
"""Characters of a clause that says what is done with what it names: `将甲调整至乙`."""
_FROM = 15
"""Characters that an ending must leave; what is shorter tells nothing."""


@lru_cache(maxsize=16)  # a short lede asks whether a sentence can end early, and then has it end there
def ended_early(sentence: str, length: int, each: float) -> str:
    """End a sentence after the last whole clause within a length, or give nothing where no clause stands alone."""
    room = min(int(length / each), len(sentence)) - 1
    if each >= HAN:
        ends = _ends(sentence, room)
        return sentence[: ends[-1]] + "。" if ends else ""
    if each >= HANGUL:
        return ""
    if english_clauses.is_english(sentence):
        return english_clauses.ended_early(sentence, room)
    return clauses_abroad.ended_early(sentence, room)


def early_ends(sentence: str, length: int, each: float) -> list[str]:
    """List all that a sentence can be when it ends early within a length, the shortest first."""
    if each < HAN:
        return [early] if (early := ended_early(sentence, length, each)) else []
    return [f"{sentence[:at]}。" for at in _ends(sentence, min(int(length / each), len(sentence)) - 1)]


def _ends(sentence: str, room: int) -> list[int]:
    folded = full_commas(fold(sentence[: room + _ASIDE]))
    depth = start = 0
    found: list[int] = []
    for at, char in enumerate(folded[: room + 1]):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(depth - 1, 0)
        elif char in "，；" and not depth:
            clause = folded[start:at]
            if at >= _FROM and _stands(folded[:at], clause, first=not start, rest=folded[at + 1 :]):
                found.append(at)
            start = at + 1
    return found


def leads_in(clause: str) -> bool:
    """Tell whether a clause only leads in what another one says: `随着…`, `对于…`."""
    return bool(_OCCASION.match(fold(clause[:_FROM])))


def _stands(head: str, clause: str, *, first: bool, rest: str) -> bool:
    if connective(clause) or _TAKEN_BACK.match(rest) or _OPEN_ENDED.search(head[-_END:]):
        return False
    if _wants_more(head, clause, rest):
        return False
    said = clause.rpartition("：")[2]
    if not first and said.startswith(("将", "把")) and len(said) >= _SAID:
        return not (_LEADS_IN.match(head) and head.count("，") == 1)  # `如果甲不停火，将对甲实施制裁`
    if not first and _SUFFERED.match(clause):
        return True
    return not _LEADS_IN.match(said) and not _LEADS_IN.match(head if first else clause)


def _wants_more(head: str, clause: str, rest: str) -> bool:
    """Whether a head only names something, is half of a pair, or ends inside of what is set between dashes."""
    said = head.rpartition("：")[2]
    own = clause.rpartition("：")[2]
    return bool(
        not _PREDICATE.search(head if "，" in said else said)
        or _AGENT.search(own)
        or ((named := _NOMINAL.search(own)) and not _PREDICATE.search(own, 0, named.start() or len(own)))
        or _CAUSE.search(own)
        or (_NAMED.match(head) and _DOES.match(rest))
        or (_NOUN.search(clause) and _DOES.match(rest) and (_DEED.search(clause) or not _PREDICATE.search(clause)))
        or (_NOUN.search(clause) and _MAKES.match(rest))
        or (_DEED_NEXT.match(rest) and _GROUP.search(own) and "了" not in own)
        or _HALF.search(clause)
        or _THEN.match(rest)
        or _AIM.match(head)
        or any(head.count(word) % 2 for word in _TWICE)
        or (_CONDITION.match(head) and not _MAIN.search(head))
        or (_BY.search(clause) and _SO.match(rest))
        or (head.count(_DASH) % 2 and _DASH in rest)
    )
