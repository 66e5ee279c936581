"""Which words are a person's name in scripts without capitals, as far as the first characters and the length tell."""

from __future__ import annotations

import re

_CHINESE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦"
    "贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蔣葉蘇呂盧鐘譚陸"
    "範韋賈鄒閻賀顧龔萬錢嚴湯"
)
"""The hundred most usual surnames, which nine of ten people have, and their traditional forms."""
_KOREAN = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽"
    "성차주우구민진나지엄채원천방공현함변염여추도소석선설마길"
)
_PERSON = re.compile(
    rf"(?:[{_CHINESE}]|欧阳|司马|上官|诸葛|歐陽|司馬|諸葛)[\u4e00-\u9fff]?(?![网網报報社台部局委院站室科处處刊界店])[\u4e00-\u9fff]"
    rf"|[{_KOREAN}][\uac00-\ud7af]{{1,3}}"
)
_JAPANESE = re.compile(r"[\u4e00-\u9fff々ヶ]{2}\s?[\u3041-\u30ff\u4e00-\u9fff]{1,4}")
_NO_PERSON = re.compile(r"[部社局会団体店所院園館係班室網]$|新聞|編集|通信|放送|記録|ニュース|ブログ")


def is_person(name: str, language: str | None = None) -> bool:
    """Whether a word may be somebody's name; a Japanese one only in a text of that `language`: it needs no surname."""
    if (language or "").startswith("ja"):
        return bool(_JAPANESE.fullmatch(name)) and not _NO_PERSON.search(name)
    return bool(_PERSON.fullmatch(name))
