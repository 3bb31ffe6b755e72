"""Make examples/整改台账.xlsx and its second round: an office's Excel ledger as twenty departments fill it in.

    python tools/make_example_excel.py [FOLDER]

A merged title, a line of who filled it in, one sheet for each 方面, problems merged over their measures, measures
numbered inside one cell, statuses in everyone's own words. The same bytes every time.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from drafter.word.writer import read_parts, write_parts

HEADINGS = (
    "序号",
    "反馈问题",
    "整改举措",
    "整改进展情况",
    "牵头领导",
    "责任单位",
    "完成时限",
    "是否销号",
    "佐证材料",
    "备注",
)
WIDTHS = (6, 18, 22, 52, 14, 18, 14, 12, 14, 16)
MADE = dt.datetime(2024, 12, 2)
_LINE = Side(style="thin", color="808080")
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

Text = str | dt.datetime | int | None


class Problem(NamedTuple):
    """What the sheet says of a problem; `measures`: (planned, done, 是否销号, 佐证材料), one row each."""

    number: int
    title: str
    leader: str
    units: str
    deadline: Text
    measures: Sequence[tuple[Text, str, Text, Text]]
    remark: Text = None


SERVICE = [
    Problem(
        1, "基层诊疗能力薄弱", "局党组成员、副局长", "医政科、财务科", dt.datetime(2024, 12, 31),
        [
            ("充实乡镇卫生院力量", "充实一线力量。招聘医学毕业生46名，38名到卫生院工作。", "已销号", "卫整-01-1"),
            ("组织上级医院帮带", "抓好结对帮带。12家卫生院与县医院结对，诊疗群众9600人次。", "已销号", "卫整-01-2"),
            ("配齐常用设备", "更新诊疗设备。投入318万元，配备彩超等设备27台。", "正在推进", "卫整-01-3"),
        ],
        "设备余款待拨",
    ),
    Problem(
        2, "家庭医生签约“签而不约”", "局党组成员、副局长", "基层卫生科\n各乡镇卫生院", "2024年11月底前",
        [
            (
                "1.核对签约名单\n2.按季度随访\n3.把随访纳入考核",
                "1.核清签约底数。核对签约居民5.2万人，清退重复登记1346人。\n"
                "2.做实随访服务。对高血压、糖尿病患者每季度随访1次，随访率由61%提高到93%。\n"
                "3.强化考核约束。考核签约团队64个，扣减补助7.8万元。",
                "已完成", "卫整-02",
            ),
        ],
    ),
    Problem(
        3, "村卫生室药品配送不及时", "局党组成员、总会计师", "药政科", "2024.10.31",
        [
            ("重新确定配送企业", "优化配送渠道。更换配送企业2家，配送时间由7天缩短到3天。", "已销号", "卫整-03-1"),
            ("设立缺药登记", "建立登记制度。受理村医缺药登记283条，均在48小时内答复。", "已销号", "卫整-03-2"),
        ],
    ),
    Problem(
        4, "疾控应急演练流于形式", "局党组成员、疾控中心主任", "疾控科、县疾控中心", "长期坚持",
        [("每半年开展一次实战演练", "开展不打招呼的演练2次，发现不足19条，修订预案5件。", "长期坚持", None)],
    ),
]  # fmt: skip
PARTY = [
    Problem(
        5, "党组会议议事规则不完善", "局党组书记", "办公室", "2024年9月底前",
        [
            ("修订议事规则", "修订《县卫生健康局党组工作规则》，列出须集体研究的事项23类。", "是", "卫整-05"),
        ],
    ),
    Problem(
        6, "医药购销领域廉洁风险防控不严", "局党组成员、纪检组组长", "监督科\n人事科", dt.datetime(2025, 3, 31),
        [
            ("排查廉洁风险", "摸清风险底数。排查采购、基建等岗位风险点74个，制定措施112条。", "基本到位", "卫整-06-1"),
            ("开展专项整治", "开展专项整治。核查采购合同58份，追回货款23.6万元，处理5人。", "基本到位", "卫整-06-2"),
        ],
    ),
    Problem(
        7, "基层医院党支部作用发挥不充分", "局党组副书记", "机关党委", "2024年12月底前",
        [
            (
                "一是选优配强支部书记。二是创建党员示范岗。",
                "一是选好带头人。调整支部书记7名，全部由业务骨干担任。二是立起先锋岗。设立党员示范岗95个，公开服务承诺310条。",
                "已完成", "卫整-07",
            ),
        ],
    ),
]  # fmt: skip
SECOND_SERVICE = [
    SERVICE[0]._replace(
        measures=[
            *SERVICE[0].measures[:2],
            ("配齐常用设备", "更新诊疗设备。投入402万元，配备彩超等设备35台。", "已销号", "卫整-01-3"),
        ],
        remark=None,
    ),
    *SERVICE[1:3],
    SERVICE[3]._replace(
        measures=[
            ("每半年开展一次实战演练", "开展不打招呼的演练3次，发现不足26条，修订预案7件。", "长期坚持", None),
            ("充实应急队伍", "组建应急小分队4支62人，储备防护物资11类。", "已销号", "卫整-04-2"),
        ]
    ),
]
SECOND_PARTY = [
    PARTY[0],
    PARTY[1]._replace(measures=[(*m[:2], "已销号", m[3]) for m in PARTY[1].measures]),
    PARTY[2],
]


def workbook(day: str, service: list[Problem], party: list[Problem]) -> bytes:
    """One sheet for each 方面, and the departments' instructions."""
    book = Workbook()
    for name, problems in (("一、落实医疗卫生工作部署", service), ("二、履行管党治党责任", party)):
        sheet = book.active if book.active.max_row == 1 and book.active["A1"].value is None else book.create_sheet()
        sheet.title = name
        _fill(sheet, day, problems)
    return _fixed(book)


def _fill(sheet: Worksheet, day: str, problems: list[Problem]) -> None:
    last = chr(ord("A") + len(HEADINGS) - 1)
    for row, text in ((1, "青屿县卫生健康局党组巡察整改台账"), (2, f"填报单位：局巡察整改办          截至时间：{day}")):
        sheet.merge_cells(f"A{row}:{last}{row}")
        sheet[f"A{row}"] = text
    sheet["A1"].font = Font(name="方正小标宋简体", size=20)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.append(HEADINGS)
    for problem in problems:
        top = sheet.max_row + 1
        for planned, done, status, evidence in problem.measures:
            sheet.append(
                [problem.number, problem.title, planned, done, problem.leader, problem.units, problem.deadline, status,
                 evidence, problem.remark]
            )  # fmt: skip
        _merge(sheet, top, sheet.max_row)
    _dress(sheet)


def _merge(sheet: Worksheet, top: int, bottom: int) -> None:
    """The cells that belong to the problem, not to one of its measures, over all its rows."""
    if top == bottom:
        return
    for column in "ABEFGJ":
        for row in range(top + 1, bottom + 1):
            sheet[f"{column}{row}"] = None
        sheet.merge_cells(f"{column}{top}:{column}{bottom}")


def _dress(sheet: Worksheet) -> None:
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.border = Border(_LINE, _LINE, _LINE, _LINE)
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="center" if cell.row == 3 else None
            )
            cell.font = Font(name="宋体", size=10, bold=cell.row == 3)
            if cell.row == 3:
                cell.fill = PatternFill("solid", fgColor="DDEBF7")
            if isinstance(cell.value, dt.datetime):
                cell.number_format = 'yyyy"年"m"月"d"日"'
    sheet.freeze_panes = "C4"


def _fixed(book: Any) -> bytes:
    """The workbook without the time of writing."""
    out = io.BytesIO()
    book.properties.creator = "局巡察整改办"
    book.save(out)
    parts = read_parts(out.getvalue())
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts["docProps/core.xml"] = _TIME.sub(rb"\g<1>" + stamp, parts["docProps/core.xml"])
    return write_parts(parts)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "examples"
    (folder / "整改台账.xlsx").write_bytes(workbook("2024年11月30日", SERVICE, PARTY))
    (folder / "整改台账-第二轮.xlsx").write_bytes(workbook("2025年5月31日", SECOND_SERVICE, SECOND_PARTY))


if __name__ == "__main__":
    main()
