"""Whatever columns a sheet has, in whatever order and however merged: no text of it is dropped, and nothing crashes."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from drafter.errors import InputError
from drafter.ledger.dump import dump_ledger
from drafter.ledger.excel_in import read_excel
from drafter.ledger.load import load_ledger_text

_HEADINGS = (
    "序号 反馈问题 存在问题 具体表现 整改措施 进展情况 完成情况 是否销号 责任单位 牵头领导 整改时限 佐证材料 是否公开 "
    "备注 督办意见 方面 整改成效 牵头单位 整改目标 提法 措施状态 公开表述"
)
_SETTINGS = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@_SETTINGS
@given(st.data())
def test_every_text_of_a_sheet_is_in_the_ledger(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    headings = [
        "反馈问题",
        *data.draw(st.lists(st.sampled_from(_HEADINGS.split()[2:]), min_size=2, max_size=8, unique=True)),
    ]
    book = Workbook()
    ws = book.active
    ws.append(["标题"])
    ws.append(headings)
    serial = 1000
    for row in range(data.draw(st.integers(1, 6))):
        values: list[str | None] = []
        for _ in headings:
            serial += 2
            kinds = [f"文字{serial}乙", f"1.文字{serial}乙\n2.文字{serial + 1}乙", *([None] if row else [])]
            values.append(data.draw(st.sampled_from(kinds)))
        ws.append(values)
    column, top = data.draw(st.integers(1, len(headings))), data.draw(st.integers(3, ws.max_row))
    ws.merge_cells(start_row=top, end_row=ws.max_row, start_column=column, end_column=column)
    written = [str(cell.value) for cells in ws.iter_rows() for cell in cells if cell.value]
    path = tmp_path_factory.mktemp("x") / "台账.xlsx"
    book.save(path)
    try:
        ledger = read_excel(path, {}).ledger
    except InputError as error:
        assert all("工作表“Sheet”" in message for message in error.messages)
        return
    kept = ledger.model_dump_json(by_alias=True)
    numbers = [line.split("文字")[1][:4] for text in written if "文字" in text for line in text.split("\n")]
    assert [number for number in numbers if number not in kept] == []
    assert load_ledger_text(dump_ledger(ledger)) == ledger
