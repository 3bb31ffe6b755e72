"""Every .docx that the program writes holds to the schema of WordprocessingML."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import ROOT
from notices import full_report
from test_render_report import BUILT_IN
from valid_docx import changed, schema_faults

from drafter.cli import run
from drafter.render import render
from drafter.render.annex import AnnexRow
from drafter.template import builtin_folder, find_template

LEDGERS = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda p: p.stem)
@pytest.mark.parametrize("options", [(), ("--for", "党内", "--clean")], ids=lambda o: "".join(o))
def test_a_draft_is_valid(tmp_path: Path, template: str, ledger: Path, options: tuple[str, ...]) -> None:
    run(["draft", str(ledger), "--template", template, *options, "-o", str(tmp_path / "稿-党内.docx")])
    assert schema_faults((tmp_path / "稿-党内.docx").read_bytes()) == []


@pytest.mark.parametrize("template", BUILT_IN)
def test_the_template_and_all_that_a_report_can_hold_are_valid(template: str) -> None:
    assert schema_faults((builtin_folder() / template / "template.docx").read_bytes()) == []
    rows = [AnnexRow(str(n), "学位供给不足", "新建小学2所", "县教育局", "2024年12月31日", "推进中") for n in (1, 2)]
    found = find_template(template)
    annexed = found.model_copy(update={"manifest": found.manifest.model_copy(update={"annex": True})})
    assert schema_faults(render(full_report(), annexed, annex_rows=rows)) == []


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda p: p.stem)
def test_comments_mends_and_the_sheet_to_sign_are_valid(tmp_path: Path, ledger: Path) -> None:
    draft = tmp_path / "稿.docx"
    run(["draft", str(ledger), "-o", str(draft)])
    # a slip that has a mechanical mend
    draft.write_bytes(changed(draft.read_bytes(), "word/document.xml", "整改", "，，整改"))
    outputs = {option: tmp_path / f"{option}.docx" for option in ("annotate", "fix", "signoff")}
    wanted = [word for option, file in outputs.items() for word in (f"--{option}", str(file))]
    run(["check", str(draft), "--ledger", str(ledger), *wanted])
    assert [fault for file in outputs.values() for fault in schema_faults(file.read_bytes())] == []
    assert run(["check", str(outputs["annotate"]), "--annotate", str(tmp_path / "again.docx")]) in (0, 1)
    assert schema_faults((tmp_path / "again.docx").read_bytes()) == []


DRAFT_PART = "word/document.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            DRAFT_PART,
            '<w:pPr><w:pStyle w:val="通报标题"/>',
            '<w:pPr><w:jc w:val="center"/><w:pStyle w:val="通报标题"/>',
        ),
        (DRAFT_PART, "<w:sectPr>", '<w:sectPr><w:pgSz w:w="1" w:h="1"/>'),
        ("word/styles.xml", "<w:kinsoku/><w:wordWrap/>", "<w:wordWrap/><w:kinsoku/>"),
        ("word/styles.xml", '<w:jc w:val="both"/>', '<w:jc w:val="bothways"/>'),
        ("word/settings.xml", "<w:spaceForUL/>", "<w:spaceForAll/>"),
    ],
)
def test_the_judge_sees_what_is_out_of_order_or_unknown(part: str, old: str, new: str) -> None:
    data = render(full_report(), find_template("分段式"))
    assert schema_faults(data) == [] and schema_faults(changed(data, part, old, new)) != []
