"""Chinese surnames, in simplified characters."""

from __future__ import annotations

from ledebot.bot.core.word_sets import word_set

USUAL = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
"""A hundred of the most usual, which nine of ten people have."""
RARER = frozenset(
    "阎康施牛樊葛邢齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲"
    "翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶牟艾尤穆卓缪项连芦麦褚娄窦戚岑景党费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边"
    "卞姬仇栾隋刁荣巫寇桑郎甄丛仲虞敖巩佘池邝匡鞠荆郁胥储楚鄢谌奚冼蔺"
)
"""Others that are common, some of which begin words as often: 管 (`管理员`), 游, 路."""
OF_TWO = tuple(word_set("欧阳 司马 上官 诸葛 东方 皇甫 尉迟 令狐 慕容 夏侯 司徒 端木"))
