"""How long `drafter draft` takes beside a bare docxtpl script that renders the same paragraphs.

    python bench/draft.py [--runs 5] [--sizes 45 4500]

Whole processes, started cold from compiled modules, as an installation has them, the two in turns; the medians and
their ratio are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
template.render({"paragraphs": json.load(open(sys.argv[2], encoding="utf8"))}, autoescape=True)
template.save(sys.argv[3])
"""
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
VERBS = ("修订", "印发", "开展", "建立", "核查", "办理", "更新", "培训")


def ledger(problems: int) -> str:
    """A complete ledger of made-up problems, three measures each, as YAML."""
    lines = [
        "通报: {成文日期: 2025-01-15, 模板: 分段式}",
        "单位: {名称: 中共江州市云岭区委员会, 简称: 区委, 地区: 江州市云岭区}",
        "巡视: {类别: 巡视, 部署: 省委, 巡视组: 省委第三巡视组, 开始: 2024-03-05, 结束: 2024-05-10,",
        "  反馈: 2024-06-20}",
        "组织领导:",
        "  概述: 区委把整改工作摆在突出位置，逐项研究、逐项落实。",
        "  要点: [{提法: 压实整改责任, 内容: 区委常委会召开专题会议4次。},",
        "    {提法: 完善推进机制, 内容: 建立整改月报制度。}]",
        "联系方式: {电话: 0555-5550123, 地址: 江州市云岭区清溪路1号, 邮箱: zgb@yunling.example.cn}",
        "下一步:",
        "  概述: 区委将继续抓好后续整改。",
        "  要点: [{提法: 巩固整改成果, 内容: 对已完成事项每季度复核1次。}, {提法: 健全长效机制, 内容: 修订制度12项。}]",
        "问题:",
    ]
    for n in range(1, problems + 1):
        lines += [f"  - 编号: {n}", f"    表述: 第{n}项工作推进不够有力", "    措施:"]
        for m in range(3):
            verb = VERBS[(n + m) % len(VERBS)]
            lines += [
                f"      - 提法: {verb}工作制度",
                f"        内容: {verb}《云岭区第{n}项工作办法》，覆盖{n + m}家单位、{3 * n + m}个点位，"
                f"2024年9月底前完成{n + 2 * m}项，其余按月推进，责任落实到人，结果每月通报一次。",
            ]
    return "\n".join(lines) + "\n"


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - begin


def prepare(folder: Path, problems: int) -> tuple[list[str], list[str]]:
    """(our command, the bare command) for a ledger of that size."""
    from docx import Document

    from drafter.read.source import read_paragraphs

    source = folder / f"{problems}.yaml"
    source.write_text(ledger(problems), encoding="utf8")
    ours = [sys.executable, "-m", "drafter", "draft", str(source), "-o", str(folder / f"{problems}.docx"), "--force"]
    subprocess.run(ours, check=True, capture_output=True, env=ENVIRONMENT)
    paragraphs = [p.text for p in read_paragraphs(folder / f"{problems}.docx") if p.container == "body"]
    (folder / f"{problems}.json").write_text(json.dumps(paragraphs, ensure_ascii=False), encoding="utf8")
    template = folder / "bare.docx"
    document = Document()
    for tag in ("{%p for text in paragraphs %}", "{{ text }}", "{%p endfor %}"):
        document.add_paragraph(tag)
    document.save(str(template))
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf8")
    return ours, [sys.executable, str(script), str(template), str(folder / f"{problems}.json"), str(folder / "b.docx")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=[45, 4500])
    arguments = parser.parse_args()
    ours_by_size: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for size in arguments.sizes:
            ours, bare = prepare(Path(name), size)
            runs = [(seconds(ours), seconds(bare)) for _ in range(arguments.runs if size < 1000 else 2)]
            a, b = (statistics.median(column) for column in zip(*runs, strict=True))
            ours_by_size[size] = a
            print(f"{size:>6} problems: draft {a:.2f} s, bare docxtpl {b:.2f} s, ratio {a / b:.2f}")
    sizes = sorted(ours_by_size)
    if len(sizes) > 1:
        small, large = sizes[0], sizes[-1]
        growth = (ours_by_size[large] / ours_by_size[small]) / (large / small)
        print(f"growth from {small} to {large} problems: {growth:.2f} of linear")


if __name__ == "__main__":
    main()
