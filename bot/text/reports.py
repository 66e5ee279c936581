"""Whole sentences that report something, in Chinese and English, whatever words of the trade they have.

Newspapers are sued, accounts suspended and advertisements banned: the rules for what pages say of themselves know such
sentences by the same words. What is reported has happened to somebody; a page addresses its readers, or says `this`.
"""

from __future__ import annotations

import re

_HAPPENED = re.compile(
    r"[^为罢不除了](?<!到)了(?!解|[吗吧么。！])|(?<!经)被(?!动)|(?:已|将)(?!经?[收同].{0,8}授权)"
    r"|今[天年日起晚晨]|昨[天日晚]|去年|[本上下]月|[周週][一二三四五六日]|\d月"
    r"|[\d一二两三四五六七八九十百千万亿]{1,12}(?:[余多]?(?:[人名例起件岁倍]|万?[元美欧])|成)"
    r"|[^即可](?<!不得)(?:宣布|开通|推出|撤[出回稿]|下架|上涨|下降|上调|停止|发生|驳回|判[处决赔罚]|起诉|骗走|盗走|获得|致歉"
    r"|道歉|辟谣|立案)"
    r"|(?:警方|法院|检方|监管|市纪委|市政府|[部局委]门?)[^，。]{0,6}(?:公布|提醒|命令|要求|允许|认为|裁定|认定)"
    r"|(?:称|警方|法院|官员)[，：]"
)
"""What Chinese has in a sentence of what happened, or will: when, how many, what was done, who ordered it."""
_ADDRESSES = re.compile(
    r"本(?:文|篇|报|刊|站|网|号|公|账|内容|栏|节目|期|平台|作品|频道|台(?!风))|我们|您|你|咱|大家|小编|编者|请|欢迎|感谢|谢谢"
    r"|以上|文末|下期|往期|风险自|仅供|转载[须需时自或]|追究|必究|[报社台网闻者刊]将(?:持续|继续)"
    r"|(?:声明|提示|来源|阅读|说明|资料图?)[:：]|©|@"
    r"|^(?:图|点|扫|长按|关注|下载|登录|登陆|注册|订阅|收听|如[需有遇因]|凡|任何|注[:：]|更多|[▲△▼▽↑↓◎（(【\[丨|])"
)
"""How a page addresses its readers or names itself, and how its captions and labels begin."""
_HAPPENED_LATIN = re.compile(
    r"\s(?:was|were|had|has|have|will|would|said|says|did|led|ruled|went|put|rose|fell|cut|sold|bought"
    r"|(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)[a-z]{2,12}ed)\b"
    r"|^(?:The|An?|All|Two|Three|Some|Many) [a-z][\w -]{2,60} (?:is|are)\b"
)
_ADDRESSES_LATIN = re.compile(
    r"\b(?:you|your|yours|we|our|ours|us|my|me|this|please|here|reserved|contributed|courtesy|photo by|via|readers?"
    r"|affiliate|views?|opinions?|licen[cs]ed|republished|provided|appeared first|first appeared|originally|advice"
    r"|JavaScript|stories|min|available|partnership|notice|above|below|reported from|write to|hosted|may use)\b"
    r"|[@©/|]|\.com\b|\bI['’]|^I\s|^(?:The|A) (?:post|article|story) |\bcookies (?:help|are|let)\b|\([^)]{2,80}\)\.?$"
    r"|^(?:Read|Watch|Listen|See|Follow|Subscribe|Sign|Join|Click|Get)\b"
    r"|^(?-i:[A-Z][\w.’'-]+ [A-Z][\w.’'-]+ (?:[A-Z][\w.’'-]+ )?(?:is|has|covers|writes|reports)\b)",
    re.IGNORECASE,
)
"""The same of English, and who somebody is, as a page tells of its writers."""
_LEAST = 3
"""Spaces in a sentence of English that reports: `Stay tuned.` does not."""
_STOP, _STOP_LATIN = tuple("。！"), re.compile(r"[a-z\d]{2}[”\"’]?\.[”\"’]?$")


def reports(sentence: str) -> bool:
    """Tell whether a sentence, in simplified characters, reports what happened and speaks to nobody. Linear."""
    if sentence[:1].isascii() and _STOP_LATIN.search(sentence[-5:]):
        told = sentence.count(" ") >= _LEAST and _HAPPENED_LATIN.search(sentence)
        return bool(told) and not _ADDRESSES_LATIN.search(sentence)
    return sentence.endswith(_STOP) and bool(_HAPPENED.search(sentence)) and not _ADDRESSES.search(sentence)
