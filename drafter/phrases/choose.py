"""Which runs of words are set phrases: whole, of the genre, and nobody's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from drafter.phrases.counting import Support
from drafter.phrases.groups import OTHER, group_of
from drafter.phrases.lexicon import ADVERB, IDIOM, VERB
from drafter.phrases.slots import GAP, LATIN, NUMBER, PARTY, PERCENT, PLACE, TEAM, TITLE, has_slot

SHORTEST = 4
_MARKS = frozenset("、“”‘’—…·-+/~％%#&*.<>[]【】")
# A phrase neither begins nor ends with one of these.
_NOT_FIRST = frozenset(
    "的 了 和 与 及 以及 等 对 在 为 把 将 被 从 向 以 并 并且 是 由 于 至 到 中 上 下 后 前 其 该 就 也 都 又 再 所 之 这 那 其中 "
    "同时 地 得 时代 着 过 化 性 者 家 个 项 名 次 位 条 场 类 会 已 未 较 共 至今 现 现将 关于 对于 通过 围绕 结合 依托 截至 目前 "
    "我区 我市 全区 全市 区 市 县 街道 各 相关 有关 区级 市级 区委 市委 办 处 所 局 方面 进行 情况 建设 年度 单位 部门 企业 项目 "
    "人员 管理 开展 活动 人民 意见 服务 行动 方案 规划 计划 整 办 使 让 可 能 应 需 要 还 只 均 一是 二是 三是".split()
)
# A compound of two words may begin with these (问题清单, 工作合力); what is longer is a piece of something.
_FIRST_OF_TWO = frozenset("问题 工作 任务 机制 制度 责任 成果 组织".split())
_NOT_LAST = frozenset(
    "的 了 和 与 及 以及 等 对 在 为 把 将 被 从 向 以 并 并且 是 由 于 至 其 该 就 也 都 又 再 所 之 这 那 地 得 着 不 进一步 "
    "相关 有关 各 各类 全区 全市 我区 我市 区 市 县 省 以 按 较 更 最 未 已 共 需 应 可 能 使 让 还 只 均 区级 市级 区属 党 召开 开展 进行 "
    "推进 推动 督促 强化 加强 深化 完善 制定 实施 落实 提升 提高 组织 建立 健全 形成 实现 打造 纳入 积极 重点 基层 专项 集中 专题 一级 "
    "农村 城市 企业 产业 全 大 新 省委 区委 市委 领域 综合 重要 高质量 日常 具体 一个 同志 取得 推进改革 方面 中央 作为 主题 现场 实时 实地 系列 分析 各自".split()
)
_PLAIN = frozenset("巡视 巡察 反馈 问题 意见 整改 工作 落实 情况 进展 审计 落实工作 具体 重点 集中 专项 整治 监督 考核 党建 基层 推进 督促 排查 改革".split())
_PLAIN_END = frozenset("工作 问题 意见 反馈 整改 落实工作 落实 推进 改革 情况".split())
# Quoted names of campaigns and places: one office's own, though two reports may share them.
_PROJECT = re.compile("行动$|工程$|计划$|场所$|平台$|走在前|优秀")
# 有序推进, 严格落实: how something is done.
_MANNER = frozenset("扎实 有序 稳步 全力 全面 严格 认真 切实 深入 持续 积极 加快 不断 统筹 一体 充分 牢固 坚决 始终 大力 广泛 主动 "
    "纵深 着力 一体推进 协同 稳妥 从严 严肃 精准 有力 有效".split())
_MANNER_VERBS = frozenset("推进 落实 开展 履行 深化 提升 强化 推动 发挥 树立 防止 保持 完善 巩固 优化 抓好 做好 提高 加强 整改 压实 增强 "
    "扛起 担负 有序 谋划 改进 执行 研究 部署 学习 贯彻 取得 纳入".split())
# Words of a subject: a phrase with one of them is about that subject.
_SUBJECT = re.compile("企业|社区|托育|医疗|卫生|工程|消防|法人|小区|物业|住宅|家庭医生|交通|环境整治|燃气|楼宇|技术|园区|用地|医生|招商|人才|"
    "老旧|非公|金融|街道|乡镇|资产|污染|绿化|养老|预算|专利|政商关系|政府投资|文旅|酒店|载体|农村|教育系统|微信|宣传月|项目清单|三资")
_SET_WORDS = frozenset("建立健全 优化完善 充分发挥 全面推行 修订完善 征求意见".split())  # one word to jieba, two to a writer
_PERSON = re.compile(r"同志(?:任|为|认真|主持)|任(?:副?组长|主任)$")
# What jieba's dictionary takes for places and is none.
_NO_PLACES = frozenset("中国 广大干部 深度 上市 入口 都市 城市 城镇 满意度 上门 新建 文明城市".split())
_DANGLING = re.compile("(?:履行|落实|整改)“?第一责任人”?$|^(?:整改|落实)“第一|(?:把|将).*转化$|^做到“两个维护”$")
_RESULT = re.compile(r"增长|下降|增幅|完成率|新高|位居|位列|排名|超(?:市|省|过|额)|占比|覆盖率|率达|提升至|压降|净增|突破")


def is_phrase(run: str, support: Support, classes: Mapping[str, str], least: int) -> bool:
    """Whether a run of words is a set phrase inside sentences (collocation)."""
    raw = support.words
    words = [word.strip("“”") for word in raw]
    text = "".join(raw)
    quoted = text.startswith("“") and text.endswith("”") and text.count("“") == 1
    fixed = run.replace(PARTY, "")
    if len(fixed) < (3 if quoted else SHORTEST) or has_slot(fixed) or any(c.isdigit() for c in run):
        return False
    if _SUBJECT.search(run) or _PERSON.search(run) or any(_is_place(word, classes) for word in words):
        return False
    if len(words) == 1 and classes.get(run) in IDIOM and (classes[run] == "i" or group_of(run)):
        return True
    if _manner(words):
        return support.closed >= 1 or len(support.after) >= 2
    if not _well_formed(text, words) or not _whole(words, support, classes, least) or _plain_compound(words):
        return False
    if quoted:
        return not _PROJECT.search(run)
    return group_of(fixed) is not None or _four_verbs(words, classes)


def is_figure(text: str, support: Support, least: int) -> bool:
    """Whether a run of words is how a result is put: 同比增长{百分比}, 创历史新高."""
    words = [word.strip("“”") for word in support.words]
    if not _RESULT.search(text) or NUMBER in text or PLACE in text or TEAM in text or LATIN in text or TITLE in text:
        return False
    if words[0] in _NOT_FIRST or words[0] in (PERCENT, NUMBER) or len(text) < SHORTEST or not support.closed:
        return False
    if support.opened < 1 and len(support.before) < 2:
        return False
    return text[0] not in _MARKS and (text[-1] not in _MARKS) and words[-1] not in _NOT_LAST


def maximal(chosen: Mapping[str, Support]) -> set[str]:
    """The chosen runs without those that a longer chosen one holds with the same support."""
    inside: set[str] = set()
    for run, support in chosen.items():
        for start in range(len(run)):
            for end in range(start + 3, len(run) + 1):
                part = run[start:end]
                if len(part) < len(run) and (other := chosen.get(part)) is not None and _same(other, support):
                    inside.add(part)
    return set(chosen) - inside


def group(text: str) -> str:
    """The group a phrase is filed under."""
    return group_of(text) or OTHER


def _same(short: Support, long: Support) -> bool:
    return short.reports == long.reports and short.count == long.count


def _well_formed(text: str, words: list[str]) -> bool:
    if words[0] in _NOT_FIRST or words[-1] in _NOT_LAST:
        return False
    depth = 0
    for char in text:
        depth += (char == "“") - (char == "”")
        if depth < 0:
            return False
    parts = text.split("、")
    if len(parts) > 1 and min(map(len, parts)) < SHORTEST <= max(map(len, parts)):
        return False  # 清单、任务清单: cut out of a longer list
    if _DANGLING.search(text):
        return False
    edges = text.lstrip("“")[:1] + text.rstrip("”")[-1:]
    return depth == 0 and not any(c in _MARKS for c in edges)


def _whole(words: list[str], support: Support, classes: Mapping[str, str], least: int) -> bool:
    """It begins and ends where phrases do: at a mark, or between changing neighbours."""
    if "进行" in words and "对" not in words:
        return False
    if words[0] in _FIRST_OF_TWO and (len(words) > 2 or words[-1] in _MANNER_VERBS):
        return False
    if support.opened < 1 and len(support.before) < 2:
        return False
    variety = support.closed + len(support.after)
    if support.closed >= least:
        return True
    acts = classes.get(words[-1]) in VERB and words[-1] not in _NOT_LAST and words[-1] not in _PLAIN  # 压紧压实…
    if len(words) >= 4 and sum(map(len, words)) >= 10:
        return variety >= least
    return variety >= least and (acts or [len(word) for word in words] == [2, 2] and words[-1] not in _PLAIN)


def _plain_compound(words: list[str]) -> bool:
    """巡视反馈问题整改: the genre's own nouns in a row, ending in none that makes a name of them."""
    return words[-1] in _PLAIN_END and all(word in _PLAIN or word == PARTY for word in words)


def _manner(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in _MANNER and words[1] in _MANNER_VERBS


def _four_verbs(words: Iterable[str], classes: Mapping[str, str]) -> bool:
    """挂图作战, 压紧压实, 建立健全: four characters, two words that say what is done."""
    found = list(words)
    if [len(w) for w in found] not in ([2, 2], [4]):
        return False
    if len(found) == 1:
        word = found[0]
        return word in _SET_WORDS or (word[:2] in _MANNER and word[2:] in _MANNER_VERBS)
    tags = [classes.get(w, "") for w in found]
    return all(tag in ("v", "d", "ad", "i", "") for tag in tags)


def _is_place(word: str, classes: Mapping[str, str]) -> bool:
    return classes.get(word) == "ns" and word not in _NO_PLACES


# ---- frames

_LEAD_VERBS = frozenset(
    "加强 强化 健全 完善 建立 优化 压实 压紧 推进 推动 加快 加大 提升 提高 深化 抓好 落实 严格 规范 开展 坚持 突出 聚焦 注重 夯实 筑牢 "
    "巩固 拓展 创新 改进 细化 明确 统筹 狠抓 紧盯 扎实 持续 切实 全面 层层 深入 严肃 营造 发挥 打造 培育 厘清 理顺 畅通 整治 排查 督促 "
    "压减 化解 防范 保障 激励 选优 配强 树立 增强 构建 凝聚 扛牢 扛起 靠实 常态 严明".split()
)
_TAIL_SUBJECT = frozenset("企业 项目 产业 园区 政策 人才 小区 社区 企业发展".split())


def is_lead(frame: str, classes: Mapping[str, str]) -> bool:
    """Whether a counted frame is a lead phrase (提法) that a measure could begin with."""
    fixed = frame.replace(GAP, "")
    head, _, tail = frame.partition(GAP)
    if len(fixed) < SHORTEST or has_slot(fixed) or _SUBJECT.search(fixed) or any(c.isdigit() for c in fixed):
        return False
    if not any(head.startswith(verb) for verb in _LEAD_VERBS) or tail in _TAIL_SUBJECT:
        return False
    if GAP in frame and (head in _MANNER or head == "层层"):
        return False  # 切实{事项}自觉: what is done is missing
    if GAP not in frame:
        return group_of(fixed) is not None and not any(classes.get(word) == "ns" for word in (fixed,))
    return tail not in _NOT_LAST and tail[:1] not in _MARKS and head not in _NOT_LAST - _LEAD_VERBS


def is_problem(frame: str) -> bool:
    """Whether a counted frame is how a problem is worded: {工作}不到位, 落实{事项}不力."""
    fixed = frame.replace(GAP, "")
    return len(fixed) >= 2 and not has_slot(fixed) and not _SUBJECT.search(fixed) and frame[0] not in _MARKS


_BY_HEAD = (
    ("建章立制", re.compile("^(?:健全|完善|建立|规范|优化|构建).*(?:机制|制度|体系|流程|规则|办法|管理)|机制$|制度$|流程$")),
    ("专项整治", re.compile("整治|治理|排查|专项行动|行动$|清理")),
    ("督促检查", re.compile("督促|督查|督导|检查|监管|监督|考核|导向|研判|通报")),
    ("教育培训", re.compile("教育|培训|学习|宣传|引导|能力")),
    ("压实责任", re.compile("责任|担当|履职")),
    ("政治引领", re.compile("政治|思想|自觉|认识|站位")),
    ("组织领导", re.compile("领导|统筹|部署|组织")),
    ("巩固提升", re.compile("提升|提高|质效|水平|力度|建设|推进|推动|加快")),
)


def group_of_lead(text: str) -> str:
    """The group of a lead phrase: what the measure does."""
    return next((name for name, pattern in _BY_HEAD if pattern.search(text)), OTHER)
