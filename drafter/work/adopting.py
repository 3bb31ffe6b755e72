"""A new template for an office: copied from one there is, or made of a notice it has published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import InputError
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.work.gate import Gate

if TYPE_CHECKING:
    from drafter.report import Report
    from drafter.template import Manifest

_NAME_LINE = pattern(r"^名称:.*$", re.MULTILINE)


def ledger_for(template: str | None, search: Iterable[Path] = ()) -> str:
    """An empty ledger; for a template that was named, with the sections of its own to fill in. `search`: where else
    templates lie.

    Raises InputError where there is no such template, or it cannot be used.
    """
    from drafter.ledger.skeleton import new_ledger
    from drafter.template import find_template

    if not template:
        return new_ledger()
    sections = [(s.entry, s.after, s.required) for s in find_template(template, search).manifest.others if not s.path]
    return new_ledger(template, sections)


def copy_template(source: str | None, folder: Path) -> None:
    """Copy a template into `folder` under its new name."""
    from drafter.template import find_template

    template = find_template(source)
    settings = contents(template.folder / "template.yaml").decode("utf-8-sig")
    files = {folder / "template.yaml": _NAME_LINE.sub(f"名称: {folder.name}", settings, count=1).encode()}
    for file in sorted(template.folder.rglob("*")):
        if file.is_file() and not file.name.startswith(("~$", ".")) and file.name != "template.yaml":
            files[folder / file.relative_to(template.folder)] = contents(file)
    _write(files, template.folder)


def _write(files: dict[Path, bytes], source: Path) -> None:
    """The files of a new template, all of them or none. They are the office's from now on: no seal."""
    gate = Gate([source])
    for path in files:
        gate.claim(path)
    gate.write(files, seal=False)


def template_from_notice(notice: Path, folder: Path) -> list[str]:
    """Make a template in `folder` out of a finished notice; returns what the user should know.

    Its numbering, wording and order are mined from any file that can be read; from a .docx the look comes along, else
    it has the look of the standard. Raises InputError where the notice cannot be used.
    """
    from drafter.read import read_report
    from drafter.read.docx import paragraph_elements
    from drafter.render import builtin
    from drafter.render.adopt import adopted, look_of, unkept
    from drafter.render.lint import check_docx
    from drafter.report import Contact
    from drafter.report.contact import contact_table
    from drafter.template import find_template, manifest_yaml, matching_template
    from drafter.template.mined import mined
    from drafter.work.checking import is_docx

    report = read_report(notice)
    if not report.problems and not report.preamble:
        raise InputError(
            f"{notice}：读不出整改通报的结构（没有导语，也没有问题），不能做成模板。请换一份已经发布的通报。"
        )
    manifest = mined(report, find_template(matching_template(report)).manifest, folder.name)
    in_word = is_docx(notice)
    cells = contact_table(report) if manifest.layout.contact_lines == "表格" else ()
    if not in_word and manifest.layout.contact_lines == "表格" and not cells:  # the whole notice stands in it
        layout = manifest.layout.model_copy(update={"contact_lines": "分行"})
        manifest = manifest.model_copy(update={"layout": layout})
    left: list[str] = []
    if in_word:
        try:
            document = adopted(contents(notice), report, manifest, paragraph_elements)
        except InputError as error:
            raise InputError(*(f"{notice}：{m}" for m in error.messages)) from None
        left = unkept(report, document)
    else:
        contact = report.contact or Contact()
        variables = [[builtin.with_variables(text, contact) for text in row] for row in cells]
        document = builtin.template_docx(look_of(report, manifest), variables)
    faults = [f for f in check_docx(document, manifest) if f.severity == "error"]
    if faults:
        raise InputError(*(f"{notice}：做成的模板有错：{f}" for f in faults))
    _write({folder / "template.docx": document, folder / "template.yaml": manifest_yaml(manifest).encode()}, notice)
    return [*_not_mined(report, manifest), *(f"没有带进模板的文字：{text[:40]}" for text in left[:20])]


def _not_mined(report: Report, manifest: Manifest) -> Iterator[str]:
    """What the template does otherwise than the notice, for the user."""
    from drafter.phrases.bank import load_bank
    from drafter.work.reprinted import printed_otherwise

    for key, form, there in (
        ("导语写法", manifest.opening_form, report.preamble),
        ("联系方式写法", manifest.contact_form, report.contact and report.contact.passages),
    ):
        if there and not form:
            what = f"{key.removesuffix('写法')}的写法没有记下（里面有换不成空的内容），起草时用通常的写法"
            yield f"{what}；要用自己的，在 template.yaml 里写 {key}。"
    yield from printed_otherwise(report, manifest, load_bank)
