"""What is told of a template whose look is not that of GB/T 9704—2012: hints, no errors."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from drafter.cli import run
from drafter.template import builtin_folder
from drafter.work.template_form import hints


@pytest.mark.parametrize("name", ["分段式", "内联式", "括号式", "清单式", "双主体式"])
def test_of_the_templates_that_come_along_nothing_is_told(name: str) -> None:
    assert hints(builtin_folder() / name) == []


def test_a_style_changed_by_mistake_is_told_once_with_its_places(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    folder = tmp_path / "本局式"
    shutil.copytree(builtin_folder() / "分段式", folder)
    document = docx.Document(str(folder / "template.docx"))
    body = document.styles["正文段落"]
    body.font.size = Pt(10.5)
    body.element.pPr.remove(body.element.pPr.find(qn("w:ind")))
    document.styles["通报标题"].font.size = Pt(16)
    document.styles["二级标题"].name = "小节标题"  # any name will do for a heading
    document.styles["成文日期"].name = "日期"
    next(p for p in document.paragraphs if p.text == "{{ 问题.标题 }}").style = body
    document.save(str(folder / "template.docx"))
    assert run(["template", "check", str(folder)]) == 0
    told = capsys.readouterr().err
    assert told.count(" 提示 ") == 5 and "没有错误" in told and "小节标题" not in told
    for part in (
        "“{{ 问题.标题 }}”：用的样式是“正文段落”，不是标题样式",
        "正文的字号是五号（10.5磅），GB/T 9704—2012 是三号（16磅）",
        "正文首行没有缩进，GB/T 9704—2012 是空二字",
        "标题的字号是三号（16磅），GB/T 9704—2012 是二号（22磅）",
        "程序按名称认“成文日期”",
    ):
        assert part in told
