"""A template's manifest (template.yaml) and where templates are found.

The manifest says how a notice is numbered and worded; template.docx beside it says how it looks. Composing reads the
former, rendering the latter.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from drafter.numerals import to_chinese

_NUMERAL = re.compile(r"[一二三四五六七八九十]+|[0-9]+|[①-⑳]")


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class Layout(_Setting):
    """版式. A numbering form is written as its first member: 一、 （一） 1. （1） 一是 ①."""

    section: str = Field("一、", alias="节")
    group: str = Field("（一）", alias="分组")
    problem: str = Field("1.", alias="问题")
    problem_heading: str = Field("关于“{表述}”问题的整改。", alias="问题标题")
    aspect: str = Field("（1）", alias="具体表现")
    aspect_heading: str = Field("关于“{表述}”。", alias="具体表现标题")
    label: str | None = Field(None, alias="标签", description="如 整改情况：")
    measure: str = Field("一是", alias="措施")
    measures: Literal["分段", "内联"] = Field("分段", alias="措施排列")
    number_single_measure: bool = Field(False, alias="单条措施编号")
    point: str = Field("一是", alias="要点")
    result_label: str = Field("整改成效：", alias="成效标签")
    contact_lines: Literal["一段", "分行"] = Field("一段", alias="联系方式排列")
    two_subjects: bool = Field(False, alias="双主体", description="组织领导分党委、主要负责人两部分")


class SectionTitles(_Setting):
    leadership: str = Field("巡视整改组织领导情况", alias="组织领导")
    progress: str = Field("整改进展情况", alias="整改进展")
    next_steps: str = Field("下一步打算", alias="下一步")


class RuleSettings(_Setting):
    """规则: which rules of the checker this template switches or re-grades, and the office's own words."""

    off: list[str] = Field([], alias="关闭")
    severity: dict[str, Literal["error", "warning", "info"]] = Field({}, alias="级别")
    required_phrases: list[str] = Field([], alias="必用语")
    forbidden_words: list[str] = Field([], alias="禁用词")
    preferred_terms: dict[str, str] = Field({}, alias="规范用语", description="不规范写法: 规范写法")


class Manifest(_Setting):
    """template.yaml."""

    name: str = Field(alias="名称")
    description: str = Field("", alias="说明")
    layout: Layout = Field(Layout(), alias="版式")
    titles: SectionTitles = Field(SectionTitles(), alias="小标题")
    required: list[str] = Field(
        ["标题", "导语", "组织领导", "整改进展", "下一步", "联系方式", "落款", "成文日期"], alias="必备"
    )
    annex: bool = Field(False, alias="附任务清单", description="在文后附整改任务清单，会印出内部字段")
    rules: RuleSettings = Field(RuleSettings(), alias="规则")
    extra: dict[str, Any] = Field({}, alias="自定义", description="模板里可用的固定文字")


class Template(BaseModel):
    """A template folder: its manifest and its template.docx."""

    folder: Path
    manifest: Manifest

    @property
    def docx(self) -> Path:
        return self.folder / "template.docx"


def numbered(form: str, number: int) -> str:
    """The `number`-th member of a numbering form: ("一、", 3) -> 三、; ("（1）", 12) -> （12）; ("①", 2) -> ②."""

    def replace(match: re.Match[str]) -> str:
        sample = match.group()
        if sample.isascii():
            return str(number)
        if "①" <= sample <= "⑳":
            return chr(ord("①") + number - 1) if number <= 20 else f"（{number}）"
        return to_chinese(number)

    return _NUMERAL.sub(replace, form, count=1)
