"""How offices word their sheets: headings of columns, statuses, numbered measures inside one cell, lead phrases."""

from __future__ import annotations

import re

from drafter.ledger.model import Status
from drafter.text.numerals import from_chinese

# Field of the ledger -> what offices call its column. The first name is what --map takes and messages print.
HEADERS: dict[str, str] = {
    "编号": "编号 序号 问题编号 问题序号 反馈问题序号 编码 项目序号 题号 总序号 NO",
    "表述": (
        "表述 反馈问题 存在问题 问题表述 问题 具体问题 主要问题 反馈意见 问题描述 问题内容 反馈意见指出的问题 "
        "巡视反馈问题 巡察反馈问题 反馈的问题 发现问题 指出问题 问题清单 问题事项 突出问题 反馈问题表述 "
        "整改问题 问题名称 问题点 反馈事项 整改事项 整改任务 问题及表现"
    ),
    "公开表述": "公开表述 对外表述 公开口径 公开的问题表述",
    "方面": (
        "方面 反馈方面 问题类别 类别 所属方面 问题分类 问题类型 分类 大类 板块 反馈类别 问题所属方面 一级问题 领域"
    ),
    "具体表现": "具体表现 问题具体表现 主要表现 表现形式 具体情形 二级问题 具体表现形式 问题表现 具体事例 子问题",
    "具体表现编号": "具体表现编号 表现编号 表现序号 具体表现序号",
    "具体表现标签": "具体表现标签",
    "具体表现成效": "具体表现成效",
    "牵头领导": (
        "牵头领导 责任领导 责任人 牵头负责人 整改责任人 分管领导 包案领导 牵头区领导 责任区领导 主要责任人 "
        "领办领导 牵头责任人 第一责任人 牵头县领导 牵头市领导 责任县领导 责任市领导 整改责任领导"
    ),
    "牵头单位": "牵头单位 牵头部门 主责单位 牵头责任单位 主办单位 牵头整改单位 主体责任单位 牵头责任部门 主责部门",
    "责任单位": (
        "责任单位 配合单位 责任部门 协办单位 配合部门 参与单位 整改单位 承办单位 整改责任单位 协同单位 "
        "责任科室 配合责任单位 责任主体"
    ),
    "整改目标": "整改目标 目标 目标任务 整改要求 预期目标 整改标准 预期成效 工作目标 整改任务目标",
    "时限": (
        "时限 整改时限 完成时限 整改期限 完成时间 完成期限 整改完成时限 办结时限 时间节点 计划完成时间 "
        "完成时间节点 整改完成时间 时限要求 销号时间 期限 截止时间 整改时间"
    ),
    "状态": (
        "状态 整改状态 是否销号 销号情况 是否完成 完成状态 当前状态 整改进度 办结情况 完成进度 是否完成整改 "
        "销号状态 是否整改到位 进度 是否办结 问题状态 整改结果"
    ),
    "公开": (
        "公开 是否公开 可否公开 公开情况 是否对外公开 公开属性 能否公开 是否可公开 是否可以公开 可以公开 可公开 "
        "是否同意公开 是否宜公开 是否适宜公开 能否对外公开 可否对外公开 对外公开 向社会公开 是否向社会公开 社会公开 "
        "是否对外公布 对外公布 是否公布 能否公布 可否公布 是否可公布 公布 公布情况 是否向社会公布 向社会公布 "
        "是否公示 公示 能否公示 可否公示 公示情况 是否可公示 是否对外公示 对外公示 公开与否 是否主动公开 公开意见"
    ),
    "标签": "标签",
    "措施": (
        "措施 整改措施 整改举措 具体措施 工作措施 整改措施内容 工作举措 具体举措 措施内容 整改任务措施 "
        "整改工作措施 主要措施 主要举措"
    ),
    "进展": (
        "进展 进展情况 整改情况 整改进展情况 整改进展 落实情况 整改落实情况 完成情况 整改完成情况 工作进展 "
        "目前进展 措施落实情况 推进情况 目前进展情况 工作进展情况 整改工作进展 整改工作情况 当前进展 最新进展 "
        "措施进展 任务完成情况"
    ),
    "提法": "提法 措施名称 措施标题 措施提法",
    "措施序号": "措施序号 措施编号 举措序号",
    "措施状态": "措施状态 措施完成情况 举措状态 措施是否完成",
    "佐证": (
        "佐证 佐证材料 支撑材料 印证材料 佐证资料 证明材料 材料清单 附件 佐证材料目录 备查材料 佐证材料编号 "
        "档案资料 印证资料"
    ),
    "成效": "成效 整改成效 取得成效 整改效果 工作成效 取得的成效 主要成效 阶段性成效 整改成果",
    "内部备注": (
        "内部备注 备注 联系人 联系电话 填报人 审核人 填报单位 填报日期 更新时间 备注说明 其他 其它 其他说明 "
        "需说明的情况 联络员 联系方式"
    ),
}
REPORTING = "进展"  # its columns may hold words for a status instead (完成情况: 已完成)
_PREFIX = re.compile(r"^(?:(?:中央|省委|市委|区委|县委|本轮|此次|上轮)*(?:巡视|巡察)(?:组)?(?:反馈|指出)?的?)")
_BRACKETS = re.compile(r"[（(【\[][^（()）【】\[\]]*[）)】\]]")
_NO_HEADING = re.compile(r"[\s*＊#:：、，,。;；“”\"'/／|·•\-—_]+")


def normal_heading(text: str) -> str:
    """A heading without spaces, marks and what stands in brackets: 整改 时限（必填）* -> 整改时限."""
    bare = _NO_HEADING.sub("", _BRACKETS.sub("", text))
    return bare or _NO_HEADING.sub("", text)


_BY_HEADING = {normal_heading(word): field for field, words in HEADERS.items() for word in words.split()}


def field_of(heading: str) -> str | None:
    """The ledger's field that a column of that heading holds."""
    bare = normal_heading(heading)
    for candidate in (bare, _PREFIX.sub("", bare), bare.removeprefix("巡视").removeprefix("巡察")):
        if candidate in _BY_HEADING:
            return _BY_HEADING[candidate]
    return None


def nearest_heading(heading: str) -> str | None:
    """The known heading that resembles it most, for a question."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(normal_heading(heading), list(_BY_HEADING), scorer=fuzz.ratio, score_cutoff=40)
    return best[0] if best else None


_DONE = """
已完成 完成 已销号 销号 已办结 办结 已整改 已整改到位 整改到位 整改完成 已完成整改 完成整改 整改完毕 已落实
已整改完成 已整改完毕 √ ✓ ✔ ☑ 是 对 Y YES 100% 已经完成 全部完成 已全部完成 已销号归档 完成销号 已到位 已解决
解决 已整改销号 √已完成 1
"""
_MOSTLY = """
基本完成 基本整改到位 基本到位 基本完成整改 已基本完成 阶段性完成 阶段性整改到位 已基本整改到位 取得阶段性成效
基本办结 基本销号 完成阶段性整改 阶段性整改完成 已完成阶段性任务 已完成阶段性整改 阶段性办结 已取得阶段性成效
"""
_GOING = """
推进中 正在推进 持续推进 进行中 整改中 正在整改 正在进行 推进 未完成 未销号 否 × ✗ ✘ X N NO 尚未完成 未办结
正在办理 办理中 序时推进 按序时进度推进 正在落实 落实中 部分完成 有序推进 加快推进 正在推进中 持续推进中
持续整改 持续整改中 部分整改 尚未销号 未整改到位 未完成整改 已启动 按计划推进 有序推进中 积极推进 稳步推进
正在持续推进 达到序时进度 0
"""
_LASTING = """
长期坚持 长期 长期整改 持续坚持 常态化 常态化推进 常态长效 长期推进 长期任务 已完成并长期坚持 完成并长期坚持
常态化坚持 需长期坚持 已完成长期坚持 长期坚持整改 立行立改并长期坚持 立行立改长期坚持 常态化开展 坚持长期整改
取得阶段性成效并长期坚持 阶段性完成并长期坚持 基本完成并长期坚持 已完成并持续坚持 已销号并长期坚持
持续整改长期坚持 已完成持续坚持
"""


def _bare_status(text: str) -> str:
    return re.sub(r"[\s、，,。.；;（）()：:！!]+", "", text).upper()


_STATUSES: dict[str, Status] = {
    **dict.fromkeys(map(_bare_status, _DONE.split()), "已完成"),
    **dict.fromkeys(map(_bare_status, _MOSTLY.split()), "基本完成"),
    **dict.fromkeys(map(_bare_status, _GOING.split()), "推进中"),
    **dict.fromkeys(map(_bare_status, _LASTING.split()), "长期坚持"),
}
# From the least to the most finished: a problem is no further than its least finished measure.
STATUS_ORDER: tuple[Status, ...] = ("推进中", "长期坚持", "基本完成", "已完成")


def parse_status(text: str) -> Status | None:
    """已销号, √, 正在推进 … -> the ledger's word; None where the office's own word is not known."""
    return _STATUSES.get(_bare_status(text))


_OPEN_WORDS = "是 公开 可公开 可以公开 √ ✓ ✔ Y YES TRUE 主动公开 同意公开 1 对外公开 社会公开"
_SECRET_WORDS = "否 不公开 不予公开 × ✗ ✘ N NO FALSE 内部 不宜公开 涉密 内部掌握 不 0 X 不对外公开 暂不公开"


def parse_public(text: str) -> bool | None:
    """是 / 否 in everybody's words; None where it is neither."""
    word = re.sub(r"\s+", "", text).upper()
    return True if word in _OPEN_WORDS.split() else False if word in _SECRET_WORDS.split() else None


_ABOUT_PUBLICATION = re.compile("公开|公布|公示|涉密|密级|保密")
_ABOUT_SECRECY = re.compile("[不非]予?(?:宜|能|可|得)?(?:对外)?(?:公开|公布|公示)|涉密|密级|保密|·[否不×]$|依申请")
_NOT_SECRET_WORDS = "否 不涉密 非涉密 未涉密 非密 无 无密级 × ✗ ✘ N NO FALSE 不 0 X 公开 可公开 主动公开 内容不涉密"
_NOT_SECRET = frozenset(_NOT_SECRET_WORDS.split())


def about_publication(heading: str) -> bool:
    """A heading of unknown words that seems to say whether a problem may be printed."""
    return bool(_ABOUT_PUBLICATION.search(normal_heading(heading)))


def surely_public(heading: str, text: str) -> bool:
    """What such a column says is a clear yes (under 是否涉密 a clear no)."""
    if _ABOUT_SECRECY.search(re.sub(r"\s", "", heading)):
        return re.sub(r"\s+", "", text).upper() in _NOT_SECRET
    return parse_public(text) is True


_NOTHING = re.compile("[/／\\-－—–―\\\\]+|无")


def says_nothing(text: str) -> bool:
    """／, 无, —— : what people write into a cell that has nothing to say."""
    return bool(_NOTHING.fullmatch(re.sub(r"\s", "", text)))


# One member of each way of numbering; the text before it must be the beginning, a line end or the end of a sentence.
_AT = r"(?:(?<=^)|(?<=[\n。；;！!：:]))[ \t\u3000]*"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    re.compile(rf"{_AT}(?P<n>{_NUMERAL})是[，,、：:]?\s*", re.MULTILINE),
    re.compile(rf"{_AT}[（(](?P<n>[0-9０-９]{{1,2}})[）)][、.．]?\s*", re.MULTILINE),
    re.compile(rf"{_AT}[（(](?P<n>{_NUMERAL})[）)][、.．]?\s*", re.MULTILINE),
    re.compile(rf"{_AT}(?P<n>[0-9０-９]{{1,2}})(?:[.．](?![0-9０-９])|[、)）])\s*", re.MULTILINE),
    re.compile(rf"{_AT}(?P<n>[①-⑳])\s*", re.MULTILINE),
    re.compile(rf"{_AT}(?P<n>{_NUMERAL})、\s*", re.MULTILINE),
    re.compile(rf"{_AT}第(?P<n>{_NUMERAL})[，,、]\s*", re.MULTILINE),
    re.compile(rf"{_AT}(?:措施|举措)(?P<n>[0-9０-９]{{1,2}}|{_NUMERAL})[：:、]\s*", re.MULTILINE),
)
# The same marks run together without a full stop (①…②…), where the text begins with the first of them.
_RUN_TOGETHER = (
    re.compile(r"[（(](?P<n>[0-9０-９]{1,2})[）)][、.．]?\s*"),
    re.compile(r"(?<![第0-9０-９.．])(?P<n>[0-9０-９]{1,2})(?:[.．、](?![0-9０-９])|[)）])\s*"),
    re.compile(r"(?P<n>[①-⑳])\s*"),
)
_SECOND_INLINE = re.compile(r"[ \u3000]{1,}(?=(?:[0-9]{1,2}[.．、](?![0-9])|[（(][0-9]{1,2}[）)]|[①-⑳]))")


def _number(sign: str) -> int | None:
    if "①" <= sign <= "⑳":
        return ord(sign) - ord("①") + 1
    return from_chinese(sign)


def split_numbered(text: str) -> tuple[str, list[str]] | None:
    """(what stands before 1., the items without their numbers); None where no 1. and 2. follow one another.

    Of several ways of numbering the one that begins first counts; the others are left inside its items.
    """
    spaced = _SECOND_INLINE.sub("\n", text)
    found = [cuts for cuts in (_cuts(style, candidate) for candidate in (text, spaced) for style in _STYLES) if cuts]
    found += [cuts for cuts in (_cuts(style, text) for style in _RUN_TOGETHER) if cuts]
    if not found:
        return None
    source, cuts = min(found, key=lambda entry: (entry[1][0][0], -len(entry[1])))
    ends = [start for start, _ in cuts[1:]] + [len(source)]
    items = [source[end:until].strip() for (_, end), until in zip(cuts, ends, strict=True)]
    return source[: cuts[0][0]].strip(), items


def _cuts(style: re.Pattern[str], text: str) -> tuple[str, list[tuple[int, int]]] | None:
    """(start, end) of the marks 1, 2, 3 … in order; at least two."""
    cuts: list[tuple[int, int]] = []
    for match in style.finditer(text):
        if _number(match["n"]) == len(cuts) + 1:
            cuts.append(match.span())
    begins = not cuts or style not in _RUN_TOGETHER or not text[: cuts[0][0]].strip()
    return (text, cuts) if len(cuts) > 1 and begins else None


def without_number(text: str, number: int) -> str:
    """The text without the mark at its beginning, where that is the mark of that number (1. / （1） / 一是 / ①)."""
    for style in _STYLES:
        match = style.match(text.lstrip())
        if match and _number(match["n"]) == number:
            return text.lstrip()[match.end() :]
    return text


LONGEST_LEAD = 40
_QUOTED = re.compile(r"[“‘][^”’]*[”’]")


def lead_and_content(text: str) -> tuple[str | None, str]:
    """完善产业规划。编制… -> the lead phrase and the facts; no phrase where it holds figures or a 《title》."""
    phrase, stop, rest = text.partition("。")
    bare = _QUOTED.sub("", phrase)
    if not stop or not rest.strip() or not 2 <= len(phrase.strip()) <= LONGEST_LEAD:
        return None, text
    if re.search(r"[0-9０-９《》；;\n]", bare) or parse_status(phrase):
        return None, text
    return phrase.strip(), rest.strip()


_HARD_END = "。；;！!？?：:”）)》"


def joined_lines(text: str) -> str:
    """A cell's text without the line breaks that only made it fit its width."""
    out = ""
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        if not out:
            out = line
        elif out[-1] in _HARD_END:
            out += "\n" + line
        else:
            out += (" " if out[-1].isascii() and line[0].isascii() and out[-1].isalnum() else "") + line
    return out


def one_line(text: str) -> str:
    """A name or a title, whatever line breaks the width of its column made."""
    return joined_lines(text).replace("\n", "")
