"""How offices word their sheets: headings of columns, statuses, numbered measures inside one cell, lead phrases."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.text.normal import fold
from drafter.text.ordinals import KINDS, Ordinal, ordinal_at, ordinals_in
from drafter.text.statuses import publication, status_of, yes_no

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
    "牵头单位": "牵头单位 牵头部门 主责单位 牵头责任单位 主办单位 牵头整改单位 主体责任单位 牵头责任部门 主责部门 "
    "牵头科室 牵头股室 牵头处室 主责科室 主责处室 主办部门 牵头科室单位",
    "责任单位": (
        "责任单位 配合单位 责任部门 协办单位 配合部门 参与单位 整改单位 承办单位 整改责任单位 协同单位 "
        "责任科室 责任股室 责任处室 责任站所 配合科室 配合股室 配合责任单位 责任主体"
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


_ABOUT_PUBLICATION = re.compile("公开|公布|公示|涉密|密级|保密")
_ABOUT_SECRECY = re.compile("[不非]予?(?:宜|能|可|得)?(?:对外)?(?:公开|公布|公示)|涉密|密级|保密|·[否不×]$|依申请")


def about_publication(heading: str) -> bool:
    """A heading of unknown words that seems to say whether a problem may be printed."""
    return bool(_ABOUT_PUBLICATION.search(normal_heading(heading)))


def surely_public(heading: str, text: str) -> bool:
    """What such a column says is a clear yes (under 是否涉密 a clear no)."""
    if _ABOUT_SECRECY.search(re.sub(r"\s", "", heading)):
        said = publication(text)
        return yes_no(text) is False or (said is True and yes_no(text) is None)
    return publication(text) is True


_RUN_TOGETHER = frozenset({"（1）", "1.", "1）", "①"})  # kinds that are run together without a full stop (①…②…)
_GAP = re.compile(r"[ \u3000]+")


class _Mark(NamedTuple):
    kind: str
    number: int
    start: int
    end: int


def split_numbered(text: str) -> tuple[str, list[str]] | None:
    """(what stands before 1., the items without their numbers); None where no 1. and 2. follow one another.

    Of several ways of numbering the one that begins first counts; the others are left inside its items.
    """
    folded = fold(text)
    found = ordinals_in(folded)
    begun = {o.kind for o in found if o.number == 1}
    runs = [run for kind in KINDS if kind in begun and len(run := _run(_marks(folded, kind, found))) > 1]
    if not runs:
        return None
    run = min(runs, key=lambda marks: (marks[0].start, -len(marks)))
    ends = [mark.start for mark in run[1:]] + [len(text)]
    items = [text[mark.end : until].strip() for mark, until in zip(run, ends, strict=True)]
    return text[: run[0].start].strip(), items


def _run(marks: list[_Mark]) -> list[_Mark]:
    """The marks 1, 2, 3 … in order."""
    out: list[_Mark] = []
    for mark in marks:
        if mark.number == len(out) + 1:
            out.append(mark)
    return out


def _marks(folded: str, kind: str, every: list[Ordinal]) -> list[_Mark]:
    """The ordinals of a kind: at the beginning and after sentence ends (`every` one that stands there); behind a gap,
    and run together, where the text begins with the first of them."""
    found = [o for o in every if o.kind == kind]
    first = found[0] if found else None
    if kind in _RUN_TOGETHER and first and first.number == 1 and not folded[: first.start].strip():
        places = range(len(folded)) if kind in ("（1）", "①") else [m.end() for m in _GAP.finditer(folded)]
        known = {o.end for o in found}
        found += [o for at in places if (o := ordinal_at(folded, at)) and o.kind == kind and o.end not in known]
    unique = {o.end: _Mark(o.kind, o.number, o.start, o.end) for o in found}
    return [unique[end] for end in sorted(unique)]


def without_number(text: str, number: int) -> str:
    """The text without the mark at its beginning, where that is the mark of that number (1. / （1） / 一是 / ①)."""
    bare = text.lstrip()
    found = ordinal_at(fold(bare))
    return bare[found.end :] if found and found.number == number else text


LONGEST_LEAD = 40
_QUOTED = re.compile(r"[“‘][^”’]{0,200}[”’]")


def lead_and_content(text: str) -> tuple[str | None, str]:
    """完善产业规划。编制… -> the lead phrase and the facts; no phrase where it holds figures or a 《title》."""
    phrase, stop, rest = text.partition("。")
    bare = _QUOTED.sub("", phrase)
    if not stop or not rest.strip() or not 2 <= len(phrase.strip()) <= LONGEST_LEAD:
        return None, text
    if re.search(r"[0-9０-９《》；;\n]", bare) or status_of(phrase):
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
