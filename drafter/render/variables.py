"""What a template can say: every variable, once. The check of templates and docs/模板.md are made from this table.

A test holds it against what `context` really builds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

Kind = Literal["文字", "段落", "部分", "列表"]


@dataclass(frozen=True)
class Variable:
    """One name a template can use. A 列表 is looped over; a 部分 has members of its own."""

    name: str
    kind: Kind
    meaning: str
    members: tuple[Variable, ...] = ()
    fixed: bool = True  # False: any member (自定义) is allowed


NUMBERS = ("问题总数",)  # what can be reckoned with
NEXT_NUMBER = "后续序号"


def _text(name: str, meaning: str) -> Variable:
    return Variable(name, "文字", meaning)


def _lines(name: str, meaning: str) -> Variable:
    return Variable(name, "列表", meaning, (_text("", "一个段落"),))


_ASPECT = (
    _text("编号", "序号里的数字"),
    _text("表述", "具体表现的表述，不带序号和引号"),
    _text("标题", "整行标题，已带序号"),
    _text("标签", "独占一段的标签；与措施同段时为空"),
    _lines("措施", "各条措施的段落"),
    _lines("成效", "整改成效的段落"),
    _lines("正文", "标签、措施、成效，依次排好的全部段落"),
)
_PROBLEM = (
    _text("编号", "序号里的数字"),
    _text("表述", "问题的表述，不带序号和引号"),
    _text("方面", "所属方面，没有则为空"),
    _text("标题", "整行标题，已带序号和引号"),
    _text("标签", "独占一段的标签，如“整改情况：”；与措施同段时为空"),
    _lines("措施", "各条措施的段落"),
    _lines("正文", "标签和措施，依次排好的全部段落"),
    Variable("具体表现", "列表", "问题下的具体表现", _ASPECT),
    _lines("成效", "整改成效的段落"),
)
_ITEM = (
    _text("提法", "独占一段的提法；与内容同段时为空"),
    _lines("正文", "其余的段落"),
)
_TEXT_BLOCK = (
    _text("标题", "小标题（方面，或两个主体之一），已带序号；没有则为空"),
    _lines("概述", "总述的段落"),
    _lines("要点", "一是、二是……各段"),
    _lines("段落", "概述和要点，依次排好的全部段落"),
)
_BLOCK = (*_TEXT_BLOCK, Variable("分项", "列表", "要点一条一项，独段的提法可以另用样式", _ITEM))
_PROGRESS_BLOCK = (*_TEXT_BLOCK, Variable("问题", "列表", "这一板块里的问题", _PROBLEM))


def _section_variables(block: tuple[Variable, ...]) -> tuple[Variable, ...]:
    return (
        _text("标题", "一级标题，已带序号；没有则为空"),
        Variable("板块", "列表", "按小标题分成的板块；不分小标题时只有一个", block),
        _lines("概述", "各板块总述的段落"),
        _lines("要点", "各板块的要点段落"),
    )


_SECTION = _section_variables(_BLOCK)
_PROGRESS = (*_section_variables(_PROGRESS_BLOCK), Variable("问题", "列表", "各板块的全部问题", _PROBLEM))
VARIABLES: tuple[Variable, ...] = (
    _text("标题", "通报标题，过长时在词语处分行"),
    _text("标题全文", "通报标题，不分行，用于页眉等处"),
    _lines("标题行", "通报标题，一行一段"),
    _text("发文字号", "如 云委发〔2025〕3号，用于版头"),
    _text("发布范围", "党内版稿首的“（党内公布）”；向社会公开的为空"),
    _lines("导语", "开头的段落"),
    Variable("组织领导", "部分", "第一部分", _SECTION),
    Variable("整改进展", "部分", "第二部分", _PROGRESS),
    Variable("下一步", "部分", "第三部分", _SECTION),
    _text(NEXT_NUMBER, "接在最后一个一级标题后面的序号，如“四、”；联系方式另立标题时用"),
    _lines("联系方式", "监督联系方式的段落"),
    _text("电话", "联系电话"),
    _text("地址", "联系地址"),
    _text("邮编", "邮政编码"),
    _text("邮箱", "电子邮箱"),
    _text("受理时间", "受理时间"),
    _lines("落款", "发文机关署名，一个机关一段"),
    _text("成文日期", "成文日期，如2025年1月15日"),
    _text("附件", "附件的名称，有附件时才有；几个附件各占一行，带序号"),
    _lines("附件列表", "附件，一个一项，不止一个时带序号"),
    _text("问题总数", "印出的问题个数"),
    Variable(
        "任务清单",
        "列表",
        "整改任务清单的各行；模板要求附任务清单时才有",
        (
            _text("序号", "问题编号"),
            _text("问题", "问题表述"),
            _text("措施", "整改措施"),
            _text("牵头单位", "牵头单位"),
            _text("时限", "整改时限"),
            _text("状态", "进展状态"),
        ),
    ),
    Variable("自定义", "部分", "template.yaml 里“自定义”下自己起名的固定文字", fixed=False),
)


@cache
def known_words() -> frozenset[str]:
    """Every name of the table, those of members too."""

    def names(variables: tuple[Variable, ...]) -> Iterator[str]:
        for variable in variables:
            yield variable.name
            yield from names(variable.members)

    return frozenset(names(VARIABLES)) - {""}
