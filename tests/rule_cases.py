"""One named slip for each rule, put into the faultless notice: what docs/检出.md and its test are made of."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from check_notice import NOTICE, report_of
from notice_ledger import ledger as own_ledger

from drafter.check import Finding, all_rules, check
from drafter.check.registry import Rule
from drafter.ledger.model import Ledger
from drafter.read import read_report
from drafter.template import RuleSettings, find_template

CASES = Path(__file__).parent / "fixtures" / "rule_cases.yaml"
WHOLE = "全文"
PUT_AT = "抽查项目56个"
NO = {"否": False, "是": True}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Case(NamedTuple):
    """A slip by name, and everything the check needs to see it."""

    code: str
    name: str
    text: str
    ledger: dict[str, Any] | None = None
    settings: dict[str, Any] | None = None
    against: str | None = None
    file: str | None = None
    unread: dict[str, str] | None = None

    def findings(self, folder: Path, off: tuple[str, ...] = (), rules: list[Rule] | None = None) -> list[Finding]:
        """What is found in the notice with the slip, the rules `off` switched off."""
        settings = RuleSettings.model_validate({**(self.settings or {}), "关闭": list(off)})
        against = (
            [("邻县.txt", report_of(NOTICE.replace("云岭", "青屿").replace(PUT_AT, self.against)))]
            if (self.against)
            else None
        )
        path = None
        if self.file:
            path = folder / "通报.docx"
            path.write_bytes(FILES[self.file](clean_file()))
        return check(
            read_report(path) if path else report_of(self.text),
            ledger=Ledger.model_validate(self.ledger) if self.ledger is not None else None,
            settings=settings,
            against=against,
            docx=path,
            unread=list((self.unread or {}).items()),
            rules=rules,
        )


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the table; a rule that has none there is tried with its own example of what is wrong."""
    rows = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    named = {row["规则"] for row in rows}
    own = (Case(r.code, "规则自带的误例", NOTICE.replace(PUT_AT, f"{r.wrong}，{PUT_AT}", 1)) for r in all_rules())
    return (*(_case(row) for row in rows), *(case for case in own if case.code not in named))


def _case(row: dict[str, Any]) -> Case:
    text = NOTICE
    for old, new in row.get("换", ()):
        assert old == WHOLE or old in text, (row["规则"], old)
        text = new if old == WHOLE else text.replace(old, new, 1)
    ledger = changed_ledger(own_ledger(), row["台账"]) if "台账" in row else None
    given = (row.get(key) for key in ("规则文件", "比对", "文件", "没读出"))
    return Case(row["规则"], row["名称"], text, ledger, *given)


def changed_ledger(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The ledger with the values at 问题.3.状态 and the like replaced."""
    for path, value in changes.items():
        *way, last = path.split(".")
        at: Any = data
        for key in way:
            at = at[int(key)] if isinstance(at, list) else at[key]
        at[last] = NO.get(value, value) if isinstance(value, str) else value
    return data


# --- the file ----------------------------------------------------------------------------------------------------


@cache
def clean_file() -> bytes:
    """The faultless notice as a .docx of our own, with the form of the standard."""
    from drafter.render import render

    return render(report_of(NOTICE), find_template("分段式", []))


Edit = Callable[[bytes], bytes]


def _document(change: Callable[[Any], None]) -> Edit:
    def edit(data: bytes) -> bytes:
        import docx

        document = docx.Document(io.BytesIO(data))
        change(document)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return edit


def _measure(document: Any) -> Any:
    return next(p for p in document.paragraphs if p.text.startswith("一是开展专项检查"))


def _without_styles(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.infolist():
            if item.filename != "word/styles.xml":
                target.writestr(item, source.read(item))
    return out.getvalue()


def _revision(document: Any) -> None:
    run = _measure(document).runs[-1]._r
    gone = copy.deepcopy(run)
    for text in gone.iter(f"{W}t"):
        text.tag = f"{W}delText"
    holder = run.makeelement(f"{W}del", {f"{W}id": "7", f"{W}author": "某科"})
    holder.append(gone)
    run.addnext(holder)


def _comment(document: Any) -> None:
    document.add_comment(_measure(document).runs[0], "此处数字再核", author="某科")


def _hidden(document: Any) -> None:
    _measure(document).add_run("内部掌握").font.hidden = True


def _struck(document: Any) -> None:
    _measure(document).add_run("完成20个").font.strike = True


def _highlighted(document: Any) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    _measure(document).runs[-1].font.highlight_color = WD_COLOR_INDEX.YELLOW


def _header(document: Any) -> None:
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "送审稿"


def _author(document: Any) -> None:
    document.core_properties.author = "王建国"


def _field(document: Any) -> None:
    run = _measure(document).add_run()._r
    code = run.makeelement(f"{W}instrText", {})
    code.text = " DATE "
    run.append(code)


def _empty(document: Any) -> None:
    for _ in range(5):
        _measure(document).insert_paragraph_before("")


def _margin(document: Any) -> None:
    document.sections[0].left_margin *= 2


def _no_page_number(document: Any) -> None:
    for reference in list(document.element.body.iter(f"{W}footerReference")):
        reference.getparent().remove(reference)


def _font(document: Any) -> None:
    for run in _measure(document).runs:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(f"{W}eastAsia", "宋体")


def _size(document: Any) -> None:
    from docx.shared import Pt

    for run in _measure(document).runs:
        run.font.size = Pt(12)


def _pitch(document: Any) -> None:
    _measure(document).paragraph_format.line_spacing = 1.5


def _plain_heading(document: Any) -> None:
    heading = next(p for p in document.paragraphs if p.text.startswith("二、"))
    heading.style = next(s for s in document.styles if s.name == "正文段落")


FILES: dict[str, Edit] = {
    "no_styles": _without_styles,
    **{
        change.__name__.lstrip("_"): _document(change)
        for change in (
            _revision, _comment, _hidden, _struck, _highlighted, _header, _author, _field, _empty, _margin,
            _no_page_number, _font, _size, _pitch, _plain_heading,
        )
    },
}  # fmt: skip
