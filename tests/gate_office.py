"""An office whose files a command must not lose, and every command that writes, with each of its outputs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from docx import Document

from drafter.cli import run

LEDGER = """\
# 本单位自己的说明
通报: {成文日期: 2025-01-15}
单位: {名称: 中共青屿县白石镇委员会, 简称: 镇党委, 地区: 青屿县白石镇}
巡视: {类别: 巡察, 部署: 县委, 巡视组: 县委第一巡察组, 开始: 2024-03-05, 结束: 2024-05-10, 反馈: 2024-06-20}
问题:
  - {表述: 公章管理不规范, 措施: [{提法: 完善制度, 内容: 修订办法3项。}]}
"""
NOTICE = """\
中共青屿县白石镇委员会关于巡察整改进展情况的通报
根据县委统一部署，2024年3月5日至5月10日，县委第一巡察组对白石镇党委进行了巡察。2024年6月20日反馈了意见。现予公布。
一、组织领导
一是压实责任。召开会议2次。二是从严督办。开展检查3次。
二、整改进展情况
1.关于“公章管理不规范”问题的整改
一是完善制度。修订办法3项。二是逐一核对。核对公章12枚。
三、下一步打算
一是持续整改。每月调度1次。二是巩固成果。每季度复查1次。
"""


class Output(NamedTuple):
    """A command with one of its outputs: its arguments, with {} for the path, and the suffix the path should have."""

    arguments: tuple[str, ...]
    suffix: str
    also: tuple[str, ...] = ()  # another format that it writes, by the suffix

    def __str__(self) -> str:
        return " ".join(self.arguments)


OUTPUTS = [
    Output(("new", "-o", "{}"), ".yaml", (".xlsx",)),
    Output(("new", "-o", "{}"), ".xlsx", (".yaml",)),
    Output(("draft", "台账.yaml", "-o", "{}"), ".docx"),
    Output(("draft", "台账.yaml", "-o", "别处/稿.docx", "--trace", "{}"), ".json"),
    Output(("check", "通报.docx", "-o", "{}"), ".txt"),
    Output(("check", "通报.docx", "--format", "json", "-o", "{}"), ".json"),
    Output(("check", "通报.docx", "--format", "html", "-o", "{}"), ".html"),
    Output(("check", "通报.docx", "--annotate", "{}"), ".docx"),
    Output(("check", "通报.docx", "--fix", "{}"), ".docx"),
    Output(("check", "通报.docx", "--signoff", "{}"), ".docx", (".html",)),
    Output(("check", "通报.docx", "--signoff", "{}", "--since", "夹/甲.docx"), ".html", (".docx",)),
    Output(("check", "夹", "-o", "{}"), ".csv"),
    Output(("check", "夹", "--format", "json", "-o", "{}"), ".json"),
    Output(("check", "夹", "--format", "html", "-o", "{}"), ".html"),
    Output(("import", "通报.docx", "-o", "{}"), ".yaml"),
    Output(("export", "台账.yaml", "-o", "{}"), ".xlsx"),
    Output(("update", "台账.yaml", "--from", "新.yaml", "-o", "{}"), ".yaml"),
    Output(
        ("update", "台账.yaml", "--from", "新.yaml", "--from", "又.yaml", "-o", "别处/并.yaml", "--conflicts", "{}"),
        ".xlsx",
    ),
    Output(("template", "preview", "分段式", "-o", "{}"), ".docx"),
]


def furnish(folder: Path) -> None:
    """The files that the commands read."""
    (folder / "夹").mkdir(parents=True)
    document = Document()
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "通报.docx"))
    shutil.copy(folder / "通报.docx", folder / "夹" / "甲.docx")
    (folder / "台账.yaml").write_text(LEDGER, "utf-8")
    for name, figure in (("新", 5), ("又", 7)):
        (folder / f"{name}.yaml").write_text(LEDGER.replace("修订办法3项", f"修订办法{figure}项"), "utf-8")


def call(output: Output, path: Path | str, *more: str) -> int:
    return run([argument.replace("{}", str(path)) for argument in output.arguments] + list(more))


def change(path: Path) -> None:
    """As a person does it: in Word a new archive, else a line more."""
    if path.suffix == ".docx":
        document = Document(str(path))
        document.add_paragraph("改过的一句。")
        document.save(str(path))
    elif path.suffix == ".xlsx":
        from openpyxl import load_workbook

        book = load_workbook(path)
        book.active["H30"] = "改过"
        book.save(path)
    else:
        path.write_bytes(path.read_bytes() + b"# \xe6\x94\xb9\n")
