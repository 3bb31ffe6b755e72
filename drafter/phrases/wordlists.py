"""The word lists that tell a set phrase of the genre from a piece of one: data for `choose` and `counting`.

Kept as running text, so that a list is read and changed like a sentence.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A phrase does not begin with one of these.
NOT_FIRST = _words(
    """
    的 了 和 与 及 以及 等 对 在 为 被 从 向 以 并 并且 是 由 于 至 到 中 上 下 后 前 其 该 就 也 都 又 再 所
    之 这 那 其中 同时 地 得 时代 着 过 化 性 者 家 个 项 名 次 位 条 场 类 会 已 未 较 共 至今 现 现将 关于
    对于 通过 围绕 结合 依托 截至 目前 我区 我市 全区 全市 区 市 县 街道 各 相关 有关 区级 市级 区委 市委 办 处
    局 方面 进行 情况 建设 年度 单位 部门 企业 项目 领域 流程 人员 管理 开展 活动 人民 意见 服务 行动 方案 规划
    计划 整 使 让 可 能 应 需 要 还 只 均 一是 二是 三是
    """
)

# nor end with one of these.
NOT_LAST = _words(
    """
    的 了 和 与 及 以及 等 对 在 为 把 将 被 从 向 以 并 并且 是 由 于 至 其 该 就 也 都 又 再 所 之 这 那 地
    得 着 不 进一步 相关 有关 各 各类 全区 全市 我区 我市 区 市 县 省 按 较 更 最 未 已 共 需 应 可 能 使 让 还
    只 均 区级 市级 区属 党 召开 开展 进行 推进 推动 督促 强化 加强 深化 完善 制定 实施 落实 提升 提高 组织
    建立 健全 形成 实现 打造 纳入 积极 重点 基层 专项 集中 专题 一级 农村 城市 企业 产业 全 大 新 省委 区委
    市委 领域 综合 重要 高质量 日常 具体 一个 同志 取得 推进改革 方面 中央 作为 主题 担任 下设 层面 指出 做到
    营造 现场 实时 实地 系列 分析 各自
    """
)

# A compound of two words may begin with these (问题清单, 工作合力); what is longer is a piece of something.
FIRST_OF_TWO = _words(
    """
    问题 工作 任务 机制 制度 责任 成果 组织
    """
)

# The genre's own nouns: a row of nothing else (巡视反馈问题整改) says nothing.
PLAIN = _words(
    """
    巡视 巡察 反馈 问题 意见 整改 工作 落实 情况 进展 审计 落实工作 具体 重点 集中 专项 整治 监督 考核 党建
    基层 推进 督促 排查 改革
    """
)

# …where it ends with one of these.
PLAIN_END = _words(
    """
    工作 问题 意见 反馈 整改 落实工作 落实 推进 改革 情况 巡视 巡察
    """
)

# How something is done: 有序推进, 严格落实.
MANNER = _words(
    """
    扎实 有序 稳步 全力 全面 严格 认真 切实 深入 持续 积极 加快 不断 统筹 一体 充分 牢固 坚决 始终 大力 广泛
    主动 纵深 着力 一体推进 协同 稳妥 从严 严肃 精准 有力 有效
    """
)

# What a clause begins with that says only how: without it, it says the same thing.
HOW = MANNER - {"加快", "统筹"} | _words(
    """
    进一步 层层 继续 奋力 努力 坚定 及时 大力 有效 逐步 同步 着重
    """
)

# …and what is.
MANNER_VERBS = _words(
    """
    推进 落实 开展 履行 深化 提升 强化 推动 发挥 树立 防止 保持 完善 巩固 优化 抓好 做好 提高 加强 整改 压实
    增强 扛起 担负 有序 谋划 改进 执行 研究 部署 学习 贯彻 取得 纳入
    """
)

# Of these, those that are nouns as well: 提升整改自觉.
NOUNS_TOO = _words(
    """
    整改 学习 研究 部署 落实 开展
    """
)

# What these are done to goes on: 强化政治….
TAKES_OBJECT = _words(
    """
    强化 深化 加强 提升 推进 推动 坚持 建立 健全 激发 构建 完成 发现 缩短 纳入 完善 明确 创新 积极 切实
    """
)

# Two of these are a phrase: 细化分解, 修订完善.
PAIRED = _words(
    """
    巩固 提升 修订 完善 健全 优化 细化 分解 落地 落实 落细 总结 提炼 梳理 排查 整治 建立
    """
)

# One word to jieba, two to a writer.
SET_WORDS = _words(
    """
    建立健全 优化完善 充分发挥 全面推行 修订完善 征求意见 有机结合 查漏补缺 对党忠诚 公务接待
    """
)

# What jieba's dictionary takes for places and is none.
NO_PLACES = _words(
    """
    中国 广大干部 深度 上市 入口 都市 城市 城镇 满意度 上门 新建 文明城市
    """
)

# What a lead phrase (提法) begins with.
LEAD_VERBS = _words(
    """
    加强 强化 健全 完善 建立 优化 压实 压紧 推进 推动 加快 加大 提升 提高 深化 抓好 落实 严格 规范 开展 坚持
    突出 聚焦 注重 夯实 筑牢 巩固 拓展 创新 改进 细化 明确 统筹 狠抓 紧盯 扎实 持续 切实 全面 层层 深入 严肃
    营造 发挥 打造 培育 厘清 理顺 畅通 整治 排查 督促 压减 化解 防范 保障 激励 选优 配强 树立 增强 构建 凝聚
    扛牢 扛起 靠实 常态 严明
    """
)

# What is done that can be counted: 发现问题{数}个.
RESULT_VERBS = _words(
    """
    开展 发现 整改 完成 制定 出台 修订 召开 举办 组织 查处 问责 约谈 清退 追缴 培训 检查 排查 督查 办结 化解 建立
    印发 立案 处分 下发 走访 处置 督促 提醒 谈话 通报 移交 解决 推动 清理 核查 征集 收集 更新 追回 挽回 退还
    """
)

# Verbs of leads that go with anything that is called for.
TAKES_ANY = _words(
    """
    强化 突出 注重 加强
    """
)

# …but for what begins with one of these: 工作机制 is called for by nobody.
SAYS_LITTLE = _words(
    """
    工作 相关 有关 具体 各项
    """
)

# What is done to a piece of work, whichever it is: 加大{工作}力度.
WORK_VERBS = _words(
    """
    加大 加强 强化 提升 提高 健全 完善 建立 优化 规范 推进 推动 加快 加快推进 压实 压紧 压紧压实 层层压实 深化
    落实 严格落实 开展 改进 整治
    """
)

# What is no thing that a piece of work has: these are halves of set words (强化责任担当).
NOT_OF_WORK = _words(
    """
    担当 导向 传导 自觉 率下 引领 领导 升级 作用 高地 氛围 行动 专项行动
    """
)

# What a lead frame does not end with: it would be about a subject.
TAIL_SUBJECT = _words(
    """
    企业 项目 产业 园区 政策 人才 小区 社区 企业发展 高地
    """
)

# Words of a subject: a phrase with one of them is about that subject.
SUBJECT = _words(
    """
    企业 社区 托育 医疗 卫生 工程 消防 法人 小区 物业 住宅 家庭医生 交通 环境整治 燃气 楼宇 技术 园区 用地 医生
    招商 人才 老旧 非公 金融 违建 验收手续 签约 项目落地 大院 提升年 街道 乡镇 资产 污染 绿化 养老 预算 专利
    政府投资 文旅 酒店 载体 农村 教育系统 微信 宣传月 项目清单 三资
    招引 高速 停车 知识库 民办 过渡
    """
)

# What parts phrases: one may begin behind it.
OPENS = _words(
    """
    、 的 和 与 及 以及 对 将 在 以 为 由 向 并 等 从 让 使 要 是 了 中 后 就 各 不断 进一步 认真 切实
    """
)

# …and end before it.
CLOSES = _words(
    """
    、 的 和 与 及 以及 等 了
    """
)

# Attested and whole, yet of no use to a writer: what they name goes on, or they name nothing.
PIECES = _words(
    """
    提升整治 联动工作 监督内容 监督作用 开展批评 廉政警示 巡视组反馈 亲清政商 教育工作 中心组学习情况 二十大精神
    推进改革发展 纳入高质量发展 高质量发展成效 常委会学习贯彻 常委会研究 工作统筹 干部担当 干部能力 正在整改
    整改监督 整改督查 隐患问题 监管制度 整治提升 审核机制 办理流程 业务流程 干部提拔 优秀干部 治理结构 重点核查
    责任制度 责任主体 职责任务 意识形态工作责任 履责记实平台 履责记实 风险报备 干部监督 基层监督 深入学习
    学习平台 调研活动 诉求渠道 走访了解 全周期 审计项目 派驻纪检监察 思想政治 政治建设
    政治理论 自主创新 创新驱动发展 协同创新 协同发展 联动发展 充分展示 充分挖掘 推广使用 提供参考 专项培训
    提升专项行动 党的建设考核 全面从严治党工作 澄清正名工作 反馈会议 整改计划 政商 绩效考核 检查考核
    """
)

# No run of words worth counting begins or ends with one of these: particles, marks, slots that a sentence hangs on.
IDLE = _words(
    """
    、 的 了 和 与 及 以及 等 在 被 从 以 并 并且 是 由 于 至 到 其 该 就 也 都 又 再 所 之 这 那 其中 同时 地 得
    着 过 已 未 较 共 我区 我市 个 名 次 位 条 场 家 - + / · ‘ ’ \ue001 \ue003 \ue004 \ue005 \ue006
    """
)
