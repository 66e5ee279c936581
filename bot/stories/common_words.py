"""Words that news uses every day and that tell one event from another hardly or not at all.

Chosen by how many of some thousand Chinese news items hold them (2 % and more: COMMON, about 0.5 %: USUAL), names of
people and places taken out, the set phrases of market, weather and results reports and English's own added by hand.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """
    消息 新闻联播 央视网 发展 表示 中国 国家 今天 推动 持续 建设 推进 工作 今年 国际 进行 增长 目前
    全国 实现 我国 重要 发布 经济 地区 公司 合作 时间 市场 全面 领域 主席 加强 企业 举行 提升 服务
    其中 方面 指出 继续 亿元 进一步 以来 数据 显示 不断 同比 当地 提供 全球 通过 预计 支持 开展 实施
    创新 加快 相关 政策 高质量 超过 重点 问题 项目 世界 共同 安全 时代 活动 战略 正在 强调 人员 投资
    截至 坚持 取得 促进 主要 科技 组织 总统 保障 同时 国内 情况 报告 目标 快讯 各地 总书记 联播 现代化
    稳定 完成 社会 部门 积极 记者 影响 达到 会议 要求 产业 人民 产品 行动 深化 提出 近日 生产 新闻
    深入 进入 保持 一个 已经 落实 成为 需求 以及 总理 作出 包括 我们 技术 核心 关系 重大 中央 累计
    未来 历史 规模 构建 部分 报道 计划 代表 可能 作为 当天 多个 平台 媒体 疫情 体系 公告 关于 增加
    能力 任务 机构 以上 水平 有关 特色 国务院 引领 维护 开始 中方 更加 部署 系统 精神 发生 中心 区域
    宣布 根据 成果 公布 了解 思想 召开 文化 扩大 最新 交流 期间 提高 打击 城市 新增 最大 政治 双方
    基础 造成 政府 分别 当前 绿色 方向 管理 增强 群众 改革 行业 措施 社会主义 首次 风险 研究 能源 健康
    日前 去年 做好 出席 启动 主题 央视 作用 完善 消费 出现 使用 机制 坚定 升级 正式 综合 此外 参加
    突破 应对 工程 学习 死亡 没有 希望 有效 打造 更新 环境 力量 更好 袭击 党中央 针对 中国式 发挥 资源
    汽车 优化 方式 贯彻 工业 加大 围绕 征程 开放 导致 生活 带来 基本 指导 同志 预期 随着 周年 建立
    运行 高水平 发布会 农业 数字 决定 生态 参与 强化 联合 会见 资金 规划 确保 努力 共同体 和平 下午
    连续 最高 治理 举措 发表 来自 一道 形成 集团 上午 月份 贡献 恢复 业务 委员会 他们 基础设施 两个
    中共 可以 认为 传统 教育 过去 具有 举办 命运 需要 制度 人士 领导人 力度 共识 其他 支撑 成功 建成
    调查 信息 集中 应用 介绍 成立 聚焦 铁路 特别 道路 保护 中共中央 近期 领导 一系列 设施 助力 始终
    万亿元 旅游 研发 此前 制造 拓展 回应 大幅 转型 采取 下降 融合 设备 展开 病例 关键 由于 负责人 良好
    俄军 地方 智能 活力 一批 装备 防控 推出 优势 一路 价格 加速 这个 位于 上涨 贸易 获得 小时 原则
    全部 共建 带动 有序 一带 收入 年度 解决 务实 阶段 经济社会 长期 培育 万元 销售 此次 有力 严重 友好
    调整 高度 大家 强国 统筹 协调 媒体报道 再次 总体 发言人 签署 利用 制造业 金融 方案 监测 控制 获悉
    明确 春节 快速 同期 智慧 面临 达成 所有 利益 明显 确诊 应急 现场 居民 有限公司 意义 一年 携手 改善
    交易 左右 指数 结束 首都 主持 两国人民 全年 运营 协同 今年以来 引发 发现 乡村 事业 投入 基地 民生
    不会 精准 调研 互利 股份 产业链 各国 净利润 处于 文明 接受 上升 交通 科学 扎实 准备 民族 范围 复兴
    基金 互信 新高 挑战 注入 医疗 公里 巩固 十四五 整体 检测 各项 这些 万人次 涉及 经营 大会 对接 以军
    态势 一些 百分点 冲突 第一 平均 发动 成效 按照 深刻 多家 深度 实践 空间 密切 面积 南部 关注 模式
    迎来 供应 一次 新型 民众 至少 成就 繁荣 十八 吸引 投资者 存在 陆续 两国关系 帮助 建议 之一 各类
    网络 必须 一起 商品 系列 高度重视 官员 出口 落地 受伤 亿美元 上年 增速 探索 高效 时期 导弹 减少
    数量 协议 天气 压力 安排 人类 及时 对于 期待 不仅 中华民族 地带 分析 动能 机遇 发表声明 规定 就是
    全力 大型 平稳 多次 伟大 近年来 改造 满足 动力 团结 得到 军事 对此 十五 布局 释放 一线 机场 总台
    本次 主体 业绩 印发 就业 附近 出台 变化 坚决 决策 重要讲话 引导 共享 任何 质量 讲话 论坛 来到 执行
    这里 供给 净利 人们 突出 欢迎 交往 不同 通胀 覆盖 统一 武装 理念 建交 结构 进口 开幕 沟通 创造
    峰会 今日 把握 振兴 倡议 发射 委员 增进 旅客 开发 大规模 意见 稳步 结果 形势 场景 一体化 制定 丰富
    部队 运输 北部 开启 原因 标准 责任 专家 感受 人民币 顺利 条件 粮食
    """
)
"""The weakest evidence."""

USUAL = _words(
    """
    多项 通道 贯彻落实 防空 元首 设计 游客 二十 年底 美元 如果 着力 行为 批准 自主 物流 战略伙伴 农村
    体验 内容 军方 利率 显著 人文 银行 消费者 货物 来看 单位 办公室 部长 进攻 协作 审议 多边 子公司
    在内 出行 具体 自己 听取 广大 访问 呼吁 逐步 合理 材料 如何 面对 反对 成本 事件 实际 资本 监管
    回升 基层 西部 成员 进展 本届 资产 互动 万亩 因素 融资 设立 全国政协 金额 功能 经过 多名 抵达 摧毁
    有望 卫生 价值 大量 社区 结合 自身 走进 物资 友谊 现在 开局 展现 空袭 先进 专项 团队 展示 对外开放
    指引 受到 秘书长 眼下 信心 股权 武器 一定 呈现 激发 效率 符合 革命 各方 俄方 货币 昨天 完全 作业
    数字化 主任 广泛 视频 对话 弘扬 万吨 统计 理论 健全 产生 讨论 用于 一步 上市公司 环比 及其 境外
    工厂 如今 欧盟 采购 践行 一直 救援 新一轮 合作伙伴 文件 鼓励 生产力 切实 直接 已有 凌晨 产能 降低
    国务院新闻办公室 传承 彼此 假期 使命 不少 预测 总量 通报 交通运输 转化 十四届 通知 声明 即将 信息化
    上半年 进出口 充分 威胁 最后 境内 依法 智能化 南方 格局 带领 击退 仍然 供应链 优质 凝聚 公路 邀请
    经验 全国人大常委会 贷款 强劲 跨境 股东 仪式 同步 做到 会晤 先后 造福 涨幅 还有 经贸 之间 推广 来华
    担当 庆祝 能够 订单 医院 周边 夯实 全省 三个 军队 法律 人才 提前 电力 框架 试点 关切 全国人大 发行
    集体 比例 伙伴 为了 评估 确定 表现 人数 状态 规范 党和国家 越来越 病毒 外长 一项 人口 依托 乌方
    互联网 前往 预警 强大 福祉 国事访问 最终 随后 低于 这次 紧急 加紧 局势 转移 多年 确立 广播电视 大力
    下跌 代表团 过程 产量 击落 总额 品种 首个 外贸 车辆 共有 高铁 之前 线路 营业 商业 停止 调度 监督
    节目 修复 控股 深化改革 军事行动 接近 管控 美方 维持 日均 亿人次 生态环境 纳入 现代 美丽 祝贺 趋势
    临时 总局 有所 新春 西方 潜力 四个 出版 拥有 百年 不是 核酸 货币政策 食品 指标 东部 公共 五年 巨大
    整治 书记 坚定不移 根本 委员长 步伐 客流 月底 城乡 设置 前景 首批 每天 朋友 奋斗 伟业 通信 地位
    宣传 高端 进程 谈判 用户 文章 较大 渠道 品牌 复杂 配套 一体 标志 处置 故事 谴责 胜利 同一天 赞赏
    破坏 证券 天然气 上述 各自 确认 专业 多种 口岸 考察 港口 各级 营造 一度 板块 上市 感染 严格 暂停
    一季度 历史性 惠及 融入 新台阶 家庭 虽然 收到 传播 指示 学校 畅通 生物 相信 应该 防范 主动 因此
    选择 正确 全方位 青年 考虑 警告 因为 培训 初步 相互尊重 抓好 负责 局面 实体 清洁 座谈会 海上 意识
    树立 紧密 开通 相比 基点 组成 业态 复苏 本土 消费品 建筑 航班 发言 延续 排查 坚强 集群 致力于 外交
    个人 感染者 高标准 开幕式 停火 火箭弹 发送 一天 股票 光伏 彰显 开工 客户 联合会 充分发挥 服务业 形式
    生动 高层 市民 联动 前行 冲击 电池 农产品 速度 采访 谋划 看到 处理 机器人 大国 违反 新篇章 面向
    连日来 万个 双边关系 履职 迅速 无法 取消 一家 秩序 有利于 两年 三年 便利 检查 纪念 播发 履行 一名
    会上 实行 竞争力 新建 优先 一份 加剧 公正 体制 立足 危机 十年 抗议 事务 奋进 热烈 分析师 住房 储备
    遭到 首席 申请 区间 高位 对外 体现 比重 中部 相互支持 契机 表明 持有 以下 为期 海外 高速 地面
    工作人员 武装部队 会谈 电商 上线 草案 播出 开创 海关 国家级 人民大会堂 干部 限制 周期 国债 一周 公开
    这家 美好 起来 省份 事故 之后 事项 强烈 公园 违法 举行会谈 受损 力争 石油 与此同时 疫苗 后续 改变
    坚实 计算 紧张 涵盖 之际 反映 飞行 受灾 相互 迎接 拦截 当选 战略性 自信 披露 效应 基于 权益 尚未
    构成 高校 主义 要素 平等 给予 谱写 奋力 气候变化 海域 现有 证券时报 本周 韧性 发电 高速公路 补贴
    景区 大局 中华 高于 正常 新华社 单日 准确 新兴 农村部 捍卫 示范 立即 队伍 美军 中华人民共和国 种植
    各族人民 决定性 流程 开行 电子 几天 该国 刚刚 关税 小麦 购买 配合 牢牢 联盟 进步 治国 壮大 传统友谊
    输入 一场 流动 增加值 关心 采用 困难 丰收 独立 首相 节日 武器装备 与会 防疫 公众 内部 支付 程度
    为主 定位 全资 民航 多元 予以 共同利益 网站 这种 期货 上调 意味着 不确定性 航线 利润 投产 认真 试验
    运用 消防 祝福 访华 三中全会 成长 本月 第一次 合同 是否 各种 边境 保证 万家 展览 灾害 搭建 收获
    互联互通 论述 参展 分类 不足 底线 规则 重新 频道 销售额 风电 快递 遭遇 常态 这样 清单 汇聚 改革开放
    新兴产业 陪同 农民 祖国 尽快 煤炭 决议 市场监管 收益率 两会 透露 运动 患者 班列 协会 大宗 合计 平衡
    驱动 枢纽 十分 稳定性 美国政府 一条 位置 广阔 不能 首先 每年 联系 感谢 撤离 万名 村民 一处 盈利
    两天 国内外 增幅 旗下 官方 合力 生产总值 还是 公平 成员国 餐饮 许多 分享 全市 测试 避免 链条 主权
    表达 变革 嘉宾 预告 活跃 下调 澎湃 员工 全体 交付 治疗 最近 说明 亿吨 动态 完整 众多 列车 新年
    典范 审查 选举 激励 援助 共同努力 投放 执法 法治 抓紧 擘画 难题 今晚 亲切 问候 致以 全体会议 博览会
    响应 波动 整个 去年同期 生命 零售 土地 和谐 丰富多彩 明年 针对性 桥梁 各界 指挥 深厚 领悟 发展中国家
    友好合作 因地制宜 冬奥会 名单 联邦 损失 春节假期 无症状 归属于 医药 经济学家 决心 航空 协商 一致 包容
    办法 人员伤亡 学生 岗位 打死 强降雨 年前 房地产 遵循 自治区 操作 实验室 药品 创下 安装 立场 船舶
    内涵 应当 爆发 危险 科研 空间站 农户 田野 战斗 人民日报 股价 债券 指挥部 同比增加 签约 隔离 尽管
    记录 往来 攻关 旺盛 主办 专题 伙伴关系 第二 组建 中小企业 手段 议会 成绩 尊重 比赛 办理 沿线 帮扶
    牢记 魅力 制裁 三季度 机会 春运 国民经济 类型 热门 短缺 品质 通行 承诺 进度 无人 外国 真正 本国
    返回 专门 施行 延长 研究院 施工 幸福 加入 连接 以旧换新 开辟 坦克 诚挚 自觉 直播 一切 期内 管理部
    零部件 很多 机械 竞争 战机 独特 严峻 非常 国情 特殊 货运 自立自强 飞机 明天 主持会议 根基 机关 航天
    旨在 特点 享受 提交 派出 快速增长 评价 认识 依然 万辆 京津冀 解决方案 出发 具备 非法 配置 路径 修订
    空中 职责 地震 定居点 红色 丰硕 救灾 多方 防止 全线 体育 冰雪 城镇 担忧 缓解 注重 北方 攻击 效能
    创业 观众 成熟 环节 本轮 闭幕 权威 疾病 暴雨 汇报 传递 士兵 优秀 对华 双边 不久前 参观 时节 晚间
    年期 万例 工具 收购 市场化 库存 入境 可能性 自然 立法 高级 守护 下属 分钟 总结 全长 免费 总数 恶劣
    全局 团结奋斗 农田 锚定 密集 不到 攀升 发文 提到 有限 周四 第四季度 市场需求 叠加 转向 发出 加工
    生效 另外 稳健 贡献力量 审批 寻求 营商 环保 养老 充足 宪法 援引 恪守 层面 训练 蓝图 国际法 高技术
    秉持 先生 经贸合作 水稻 第十四届 各界人士 对象 除了 收益 据悉 世纪 短期 临近 企图 战争 长远 温暖
    坚守 纪录 致辞 做出 缩短 发放 担任 自动 试验区 违规 车间 国际形势 卫生部门 清理 官兵 观看 运力 百姓
    条例 评级 普遍 年内 外部 下半年 多元化 儿童 外资 制作 背景 流量 公共服务 经历 更为 鹰派 注册资本
    朝着 从事 人道主义 衔接 双向 甚至 艺术 氛围 搭载 纷纷 最快 三天 案件 移动 一架 流域 办好 轨道 民主
    安置 攻坚 负责同志 高度评价 从严治党 前来 欢迎仪式 幅度 人为 客运 大部分 固定资产 变异 签订 中外 排放
    省级 简称 示范区 当时 到访 距离 关闭 公平正义 所在 国庆 大桥 装置 昨晚 环境保护 经验交流 常委会 群体
    纲要 走势 热情 宇宙 影响力 迈向 势头 增量 增至 循环 并举 收紧 只有 赛道 提速 程序 中断 日益 接待
    管理局 总部 至今 研制 打通 发起 实施方案 目的 自由贸易 致远 远程 集聚 意愿 亿立方米 分歧 国务委员
    画卷 奉行 博物馆 武装人员 立法机构 四中全会 集中区 防汛 跌幅 毒株 信号 接种 防治 片区 联网 前沿 三次
    第一个 万千瓦 属于 经济运行 同意 先行 东盟 软件 冬季 一期 允许 离开 防灾 检验 便捷 奋斗目标 气温
    首位 做法 前列 预防 迈出 也门 自然资源 增产 惠民 状况 表演 新机遇 宝贵 作战 五一 手机 震荡 聚集
    才能 政策措施 补充 保险 奠定 周围 欧元 第三次 增长点 农机 上证 通讯社 有助于 大约 协定 管道 几个
    房屋 债务 隐患 验证 细化 率先 全球性 移民 空军 教育部 运载火箭 小组 在京举行 载人 指示精神 高新技术
    万户 重大项目 业内人士 销量 信息技术 核心技术 整合 中国政府 尤其 产业园 信贷 减灾 市长 第二次 实验
    海洋 小区 包含 重建 坚实基础 月末 年均 导向 组成部分 有着 批评 致电 培养 全程 国铁 降雨 见证 田间
    航天员 全过程 沿海 沉浸 侵略 派别 流动量 老年人 并未 宽松 运动员 家电 发布公告 阳性 拒绝 国产 最早
    但是 人大 发改委 统计数据 挖掘 不得 保供 多位 据介绍 全会 精彩 紧张局势 油价 民间 不再 抢抓 社交
    涉嫌 登记 多数 码头 议员 确定性 回到 双边合作 一座 修改 疏散 医保 粮食安全 慰问 实时 试图 斗争
    太阳能 圆满成功 领会 以方 封锁 股市 原材料 阻止 相应 下达 知识产权 财政 人群 新区 升至 遏制 跨越
    延伸 日常 两次 转变 标志性 解除 逐渐 线下 全新 图景 警方 掌握 拉动 转让 秘书 化解 届时 牵头 大批
    新一代 第二个 能量 整改 民俗 火灾 赛事 议长 议题 广场 国防部长 鲜明 通关 灾区 反响 多架 国歌 多处
    国家主权 八项 人均 回落 扩张 重申 每个 电视台 情绪 原油 很快 预算 普通 亿千瓦时 苹果 时候 态度 受益
    积极参与 金融机构 消费市场 下滑 下行 阵地 打开 而且 充电 供需 休闲 街道 相对 相结合 必将 对方 火热
    两位数 增效 脱贫 国防 通车 农技 党员干部 祝愿 攻势 致贺 司令部 真主党 展望 适应 从而 经理 重点项目
    清楚 持股 一种 今天上午 提醒 城区 重视 小幅 行动计划 工作者 机组 典型 为此 估值 退出 两岸 喜庆 中午
    相继 知识 昨日 增多 内需 美好未来 俄总统 洪水 所谓 供水 到位 夏季 冠军 走向 尽责 海军 万件 司法
    乡镇 讲述 亿亩 森林 指明 纵深 集装箱 夜间 扶持 或者 年初 上行 下游 比较 直辖市 热点 一般 服务中心
    背后 节能 全球化 必要 存量 相当于 着眼 授权 回答 自我 系统性 支出 红利 坚定信心 证实 装机 爆炸 激烈
    火箭 播种 全党 增收 阐释 战略部署 相通 检阅 金砖 水库 扣押 时刻 反弹 民营企业 不过 职务 沿着 买入
    多样性 建造 周五 蔓延 场所 品类 五个 水路 出售 显现 高温 申报 再度 专精 宏观政策 到来 动荡 招聘
    一部分 大学 鉴于 工程建设 支援 亮相 园区 商务 网上 万台 模型 万平方米 青少年 共创 大使 较为 河流
    辐射 政协 实际行动 主产区 大面积 弹药库 嘱托 仪仗队 实实在在 刷新 周二 新一届 义务 持平 最低 场馆
    只要 年末 列入 回暖 平安 私募 交易日 接触 冠状病毒 敦促 外交部长 驾驶 唯一 彻底 开拓 顺利完成 一样
    走出 条约 欢乐 专访 监督管理 便利化 新闻频道 国会 新进展 旅客列车 事关 搜救 街区 历程 蓬勃发展 层级
    党员 男子 迈进 全党全国 耕地 联运 民心 发展势头 人力资源 贺信 停火协议 抢险 在线 若干 黄金 亏损 辅助
    一半 四大 放弃 二级 吸引力 例行 提问 通告 春季 此举 高精度 山区 用电 输送 更是 共生 巨头 经营范围
    集结 价格上涨 经济体 认定 工人 陆海 亲自 阶段性 在于 业务量 对抗 错误 水利部 今后 生长 看望 水域
    断电 向前 出动 神州大地 真抓实干 港澳 个股 下周 收盘 共计 上周 策略师 四季度 主席国 策略 结构性 走高
    中旬 打破 现实 还要 升温 医疗卫生 交易所 东方 告诉 周一 首日 期限 详细 情报 见效 一流 救助 电动汽车
    全民 回收 重组 前所未有 会同 流通 暂时 引入 不可 技术创新 行政 基辅 从严 赢得 干涉 税收 该州 未能
    联通 磋商 前线 生产线 理事会 建设性 反腐败 假日 倡导 预定 议程 服务体系 破解 全国代表大会 实干 飞船
    永远 出席会议 人大代表 协助 激增 而是 一位 结算 开放型 救治 毕业生 节点 稳中求进 领先 电影 潜在
    万美元 公民 国新办 大豆 住宅 演出 人次 一片 以往 运送 替代 拓宽 感到 访谈 总值 党组织 题目 政党
    集会 打卡 遭袭 陆军 督促 概念 火山 目标价 信用 份额 行长 营收 营业收入 归母净利润 扣非 扭亏 预增
    预减 预亏 预盈 财报 季报 年报 半年报 中报 快报 开盘 早盘 午盘 尾盘 盘中 高开 低开 收涨 收跌 涨停
    跌停 涨超 跌超 涨逾 跌逾 两市 成交额 成交 沪指 深成指 创业板指 创业板 减持 增持 回购 定增 中标 募资
    港元 中间价 逆回购 主力 合约 概念股 龙虎榜 净流入 净流出 北向 每股 每10股 派发 分红 股息 本季度
    上季度 前年 明日 今晨 日电 日讯 电 讯 遇难 失联 震源 千米 北纬 东经 度 级 黄色 蓝色 橙色 气象台
    晴 多云 票房 比分 击败 战胜 不敌 晋级 决赛 半决赛 小组赛 主场 客场 球队 联赛 金牌 银牌 铜牌 夺得
    夺冠 任命 辞职 出任 董事长 总经理 总裁 副总裁 首席执行官 省长 副部长 局长 院长 通话 就职 宣誓 起诉
    逮捕 判处 有期徒刑 违纪 纪委 监委 开除 党籍
    """
)
"""Weak evidence."""

COMMON_ENGLISH = _words(
    """
    a about after again against ago all also am an and any are as at back be because been before being between both but
    by can could did do does down during each even every few first for from further get go had has have he her here him
    his how i if in including into is it its just last least less like made make many may me more most much my near new
    news no not now of off on one only or other our out over own per report reported reporting reports said same say
    saying says second see set she should since so some still such take than that the their them then there these they
    this those through time to today told took two under until up us very was way we week were what when where whether
    which while who why will with within without would year years yesterday you your according also amid monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september october november
    december
    """
)
"""The weakest evidence."""

USUAL_ENGLISH = _words(
    """
    add added agency aim amount analyst analysts announce announced announcement annual approve approved area asked
    average bank based became become began begin big billion board bring build business buy call called came case cause
    central chief city close closed come comes coming companies company continue control cost country court cut cuts
    data day days deal decision decline declined demand died dollar dollars drop dropped early earnings economy effect
    eight end ended enough event executive expect expected expects face fall fallen falling fell fifth figure figures
    final financial find firm five follow following forecast found four full fund future gain gained game gave give
    given global gold government group grow growth half head held help high higher hit hold home hour hours house
    impact income increase increased index industry international investment investors issue job jobs join jump jumped
    key kill killed know large largest late later launch launched law lead leader leaders led left level likely line
    local long look loss lost low lower main major maker man market markets medal meet meeting member men million
    minister minutes month months morning move national need net night nine number office officer official officials
    old open operating order part party pay people percent place plan planned plans play point points police policy
    possible president pressure price prices prime problem process product production profit program project public put
    quarter quarterly raise raised ran rate rates reach reached record region release released remain result results
    return revenue right rise rises rising rose round run sale sales seven share shares shareholders show showed shows
    sign signed six slow small source sources spokesman spokesperson spokeswoman start started state statement stock
    stocks street strong support system talks team ten third thousand three total trade trading turn unit use used
    using value victory visit vote want weak weather went west won win wins work workers world worth north south east
    northern southern eastern western magnitude earthquake quake storm rain injured dead death deaths wounded missing
    rescue season match goal goals score cup league champion championship election elected elections ceo chairman beat
    beats defeat defeated pct basis
    """
)
"""Weak evidence, in the form that `ledebot.bot.stories.facts.stem` gives once applied."""
