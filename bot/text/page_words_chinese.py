"""Chinese sentences in which a page speaks of itself: words of the trade and small ones, and hardly anything beside.

A name may be left over; a sentence that tells what somebody did leaves more, however many such words it has.
"""

from __future__ import annotations

import re

from ledebot.bot.core.word_sets import word_set
from ledebot.bot.text.rules import fold

LONGEST = 160
"""Characters of a sentence looked at."""
_LEAST = 2
"""Words of the trade that a sentence has at least."""
_REST, _REST_MOST, _REST_CALLING = 0.25, 14, 30
"""Share of its characters, and how many, that may be neither: a name; more where it says how to reach who wrote."""
_LABEL, _STOPS = 12, "。，；：？"
"""Characters of a label, which is nothing but such words, and how none ends."""


_TRADE = word_set(
    "本文 本报 本刊 本站 本网 本台 本号 本平台 本公众号 本账号 本栏目 本节目 本内容 此文 该文 文章 文中 文末 原文 全文 "
    "正文 原创 首发 作者 编者 小编 编辑 编辑部 主编 译者 编译 整理 采写 撰稿 撰写 供稿 来稿 投稿 稿件 稿酬 报料 爆料 "
    "线索 热线 邮箱 邮件 电话 客服 助手 微信 微信号 公众号 服务号 订阅号 视频号 百家号 头条号 抖音号 小红书 微博 "
    "知乎 公号 账号 帐号 小程序 二维码 扫码 扫一扫 扫描 长按 识别 点击 点选 点我 点个 戳 蓝字 链接 网址 官网 网页 "
    "客户端 下载 安装 登录 登陆 注册 会员 订阅 关注 星标 置顶 点赞 赞 在看 转发 分享 收藏 留言 评论 评论区 留言区 "
    "互动 粉丝 社群 社区 进群 入群 加群 群聊 交流群 读者群 读者 网友 听众 用户 转载 转自 摘自 摘编 引用 复制 摘录 "
    "镜像 授权 许可 版权 著作权 侵权 违者 必究 追究 免责 声明 申明 立场 观点 意见 投资建议 建议 依据 参考 风险 责任 "
    "自负 自担 谨慎 图片 图文 配图 题图 头图 封面 插图 截图 视频 音频 播客 字幕 素材 网络 水印 推荐 推送 阅读 查看 "
    "查阅 收听 收看 观看 浏览 加载 播放 解锁 付费 免费 购买 试读 报名 活动 福利 广告 商务 合作 赞助 推广 冠名 栏目 "
    "专栏 专题 专辑 往期 回顾 预告 下期 本期 延伸 相关 资讯 新闻 报道 内容 精彩 信息 平台 频道 媒体 自媒体 页面 "
    "浏览器 字号 纠错 举报 反馈 打赏 赞赏 支持 反对 联系 删除 更正 补充 更新 首页 公告 投资者 投资 操作 市场 入市 "
    "有风险 账户 开户 分析师 研报 app podcast youtube instagram facebook telegram line whatsapp threads tiktok "
    "感谢 谢谢 再见 化名 人物 本篇 锁定 战报 返回 上一页 下一页 上一篇 下一篇 点阅 点阅率 级数 登上 专页 变大 变小 "
    "受访者 三连 好友 优惠 促销 本稿 本稿件 异议 投诉 升级 内核 提交 发表"
)
"""Words of which pages speak of themselves."""
_SMALL = word_set(
    "我们 你们 咱们 大家 各位 朋友 您 你 我 本 此 该 这 那 这里 此处 以下 以上 上述 如下 下方 上方 下面 上面 左下角 "
    "右下角 右上角 底部 末尾 按钮 图标 一键 第一时间 每天 每日 每周 今天 明天 最新 更多 更 多 最 好 独家 深度 重要 "
    "实时 及时 即时 持续 一起 一个 一下 一次 一篇 任何 所有 全部 部分 相应 有关 其他 其它 单位 个人 机构 第三方 他人 "
    "本人 公开 合法 渠道 资料 数据 来源 来自 出处 标题 原题 原标题 均 皆 系 为 由 于 与 和 及 或 或者 以及 并 并且 "
    "且 而 但 若 如 如果 如有 如需 若有 因 因此 以 用 用于 作为 的 地 得 了 着 过 吧 哦 呀 啊 呢 吗 在 到 从 向 给 "
    "对 把 被 让 使 将 会 要 想 能 可 可以 可能 应 应当 须 需 必须 请 敬请 欢迎 希望 喜欢 觉得 不 不得 "
    "不能 不要 不会 不是 不代表 不构成 不作为 不做 不对 未 未经 没有 无 无关 非 勿 请勿 禁止 严禁 谢绝 仅 只 仅供 "
    "仅为 仅代表 供 代表 构成 保证 承诺 负责 承担 保留 权利 权益 法律 问题 疑问 需要 需求 方式 方法 前往 进入 打开 "
    "返回 搜索 添加 加入 加 提供 获取 获得 了解 知道 看 读 听 写 聊 说 告诉 参与 讨论 交流 学习 探讨 通过 进行 使用 "
    "帮助 启发 有所 传递 目的 之 其 是 有 也 都 就 还 再 又 已 已经 等 中 上 下 里 内 外 个 条 篇 期 一 二 三 两 点 "
    "不错 有用 不易 全网 同名 标 注明 标明 说明 提示 提醒 特别 郑重 如涉 涉及 涉嫌 存在 错误 遗漏 准确 真实 完整 "
    "准确性 真实性 完整性 可靠 处理 协商 沟通 咨询 详情 更好 更加 即 一经 采纳 报酬 小时 时间 分钟 据此 申请 字 字数 "
    "约 结果 共 预计 预览 版本 完整版 精华版 书面 允许 同意 擅自 形式 方 者 号 群 根据 基于 结合 而成 经 实录 口述 "
    "要求 删减 录音 演讲 演讲稿 直播 访谈 亦 热心 限时 独立 太低 过低 至 获 自 继续 往下 读完 全篇"
)
"""Words that say nothing by themselves, or only who may be asked, and for what."""
INVITES = (
    "点击",
    "点我",
    "扫",
    "微信扫",
    "长按",
    "关注",
    "欢迎",
    "下载",
    "打开",
    "登录",
    "安装",
    "订阅",
    "更多",
    "转发",
    "分享",
    "想看",
    "请点",
    "请扫",
    "请关注",
    "继续阅读",
)
"""How a line begins that invites a reader to something, and may do so amid a report."""
_BY_FIRST = {
    first: tuple(sorted((word for word in _TRADE | _SMALL if word[0] == first), key=len, reverse=True))
    for first in {word[0] for word in _TRADE | _SMALL}
}
SIGN = re.compile(
    "|".join(
        word_set(
            "文 图 版权 授权 转载 稿 爆料 报料 侵 免责 投资建议 自担 往期 延伸 编 微信 论区 留言 星标 在看 点击 点选 "
            "点我 长按 关注 以上 广告 扫 下载 登录 安装 本站 本平台 赞 收藏 分享 商务 反馈 订阅 收听 收看 "
            "立场 一键三连 LINE Line 本内容 阅读 再见 打赏 浏览器 评论 链接 首页 查看 化名"
        )
    )
)
"""One of these stands in every such sentence; most other ones are told by having none."""
_JOIN = r"^加入[^，。的]{0,12}(?:LINE|Line)(?=[，！!。]|好友|官方|群|$)"
"""A call to join an account's friends or group."""
_SELF = re.compile(
    r"您的[^，。]{0,4}浏览器|本(?:文|篇|稿|报|刊|站|网|号|公众号|账号|平台|内容|栏目|节目)|[该此]文|全文|原文|文[中末]|[题头配插]图|图片|转载|投稿|[爆报]料|侵权|免责|投资建议|风险自担|阅读时间|往期|[为系]化名|"
    r"版权(?:所有|声明|归)|未经[^，。]{0,12}(?:授权|许可|允许)|延伸|小编|编者|[在到][^，。]{0,4}[评留][论言]区|留言|星标|一键三连|在看|点[击选我]|长按|关注我们|加[^，。]{0,6}微信|"
    f"{_JOIN}"
    r"|以上[^，。]{0,10}(?:内容|全部|分享)|"
    r"(?:欢迎|请|快来|感谢|谢谢)[^，。]{0,10}(?:关注|锁定|订阅|转发|分享|下载|收听|收看|点赞|收藏|扫码|加入|讨论|浏览|观看|查看|阅读)|"
    r"扫[码描][^，。]{0,8}(?:二维码|关注|下载|[进入]群|加入|添加)|(?:下载|登录|安装)[^，。]{0,14}(?:客户端|[Aa]pp|APP)"
)
"""How a sentence refers to its own page, or speaks to who reads it."""
_MAY = re.compile(r"([\u3400-\u9fff]{2,10}?)(?:可以?|能够?|须|需)(?=[在于到通前登下查])")
"""Who may do something: `市民可在官网查询`; a page tells its readers so, and nobody else."""
_CALLING = re.compile(rf"加[^，。]{{0,6}}微信[^，。]{{0,6}}[A-Za-z]|{_JOIN}")
_NAME = re.compile(
    r"[“「『\"][^”」』\"]{1,16}[”」』\"]|《[^》]{1,40}》|【[^】]{1,12}】|#[^#\s]{1,20}#?|[（(][\w@.:： -]{1,40}[)）]"
    r"|[\w.+-]{1,60}[@/:][\w@./:?=&%-]{1,200}"
)
_COUNT = re.compile(r"\d[\d.]{0,9}[万亿年月日条人元个次%％名家部]")
"""What news counts; a page counts its own text."""
_PIECE = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")


def speaks_of_itself(sentence: str, title: str) -> bool:
    """Tell whether a sentence, in simplified characters, is the page's own; words of the title are of the news."""
    if not 4 <= len(sentence) <= LONGEST or not SIGN.search(sentence):
        return False
    label = len(sentence) <= _LABEL and sentence[-1] not in _STOPS
    refers = _SELF.search(sentence) and not ("文" not in sentence and _COUNT.search(sentence))
    if not label and not refers:
        return False
    who = _MAY.match(sentence)
    if who and not any(who[1][-size:] in _TRADE | _SMALL for size in range(1, 5)):
        return False
    bare = _NAME.sub(" ", sentence)
    most = _REST_CALLING if _CALLING.search(sentence) else min(_REST * len(bare), _REST_MOST)
    trade, rest = _measured(bare, fold(title), most)
    return trade >= _LEAST and bool(refers or (label and not rest))


def _measured(text: str, title: str, most: float) -> tuple[int, int]:
    """Count words of the trade, and characters of words that are neither such nor small; none if those are too many."""
    trade = rest = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            trade += piece.lower() in _TRADE
            continue
        at = 0
        while at < len(piece):
            word = next((one for one in _BY_FIRST.get(piece[at], ()) if piece.startswith(one, at)), "")
            if not word or (word in title and word in _TRADE):
                rest += len(word) or 1
                if rest > most:
                    return 0, rest
            else:
                trade += word in _TRADE
            at += len(word) or 1
    return trade, rest
