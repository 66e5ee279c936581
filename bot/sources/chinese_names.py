"""Which Chinese words are a person's name, as far as their first character and length tell."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦"
    "贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蔣葉蘇呂盧鐘譚陸"
    "範韋賈鄒閻賀顧龔萬錢嚴湯"
)
"""The hundred most usual, which nine of ten people have, and how they are written in traditional characters."""
_PERSON = re.compile(rf"(?:[{_SURNAMES}]|欧阳|司马|上官|诸葛|歐陽|司馬|諸葛)[\u4e00-\u9fff]{{1,2}}")


def is_person(name: str) -> bool:
    """Whether a word of two or three characters, four with a surname of two, may be somebody's name."""
    return bool(_PERSON.fullmatch(name))
