"""Findings that the office has looked at and accepts, with the reason, in a file beside the notice (通报.核对.yaml).

An entry holds for the rule, the words and the sentence it was written for: where the text changes, the finding is back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter.check.model import Finding, Span
from drafter.errors import InputError
from drafter.report import Report

SUFFIX = ".核对.yaml"
_KEYS = ("规则", "原文", "所在", "说明")
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]?")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry of the file."""

    code: str
    words: str  # the finding's excerpt; its message where it has none
    sentence: str  # in which the words stand
    reason: str


def file_beside(notice: Path) -> Path:
    """通报.docx -> 通报.核对.yaml."""
    return notice.with_name(notice.stem + SUFFIX)


def load(path: Path) -> list[Acceptance]:
    """The entries of that file; none where there is no file. Raises InputError where it cannot be used."""
    import yaml

    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}：读不出来（{error}）。请确认是 UTF-8 文本。") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = f"第{mark.line + 1}行" if mark else ""
        raise InputError(f"{path} {at}：不是正确的 YAML。请核对缩进和冒号，或删去这个文件重新记录。") from None
    if data is None:
        return []
    entries = data.get("接受") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path}：最外层应是“接受:”，下面每项有 {'、'.join(_KEYS)}。")
    found, faults = [], []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not all(str(entry.get(key) or "").strip() for key in ("规则", "说明")):
            faults.append(f"{path}：第{number}项要写明 规则 和 说明（为什么可以接受）。")
            continue
        words, sentence = (str(entry.get(key) or "") for key in ("原文", "所在"))
        found.append(Acceptance(str(entry["规则"]), words, sentence, str(entry["说明"])))
    if faults:
        raise InputError(*faults)
    return found


def silence(
    findings: Sequence[Finding], entries: Iterable[Acceptance], report: Report
) -> tuple[list[Finding], list[Acceptance]]:
    """(findings that are not accepted, entries that fit no finding any more)."""
    wanted = {(e.code, e.words, e.sentence): e for e in entries}
    used: set[tuple[str, str, str]] = set()
    left = []
    for finding in findings:
        key = _key(finding, report)
        if key in wanted:
            used.add(key)
        else:
            left.append(finding)
    return left, [entry for key, entry in wanted.items() if key not in used]


def accept(findings: Sequence[Finding], reason: str, report: Report) -> list[Acceptance]:
    """Entries for these findings."""
    return [Acceptance(*_key(f, report), reason) for f in findings]


def with_entries(path: Path, entries: Iterable[Acceptance]) -> bytes:
    """The content of that file with these entries too; what the office wrote in it stays as it is to the letter."""
    from drafter.yamltext import renewed_list

    every = [*load(path), *entries]
    if path.exists():
        text = path.read_text(encoding="utf-8-sig")
        if (renewed := renewed_list(text, "接受", _data(every), _name, _scalar, drop=False)) is not None:
            return renewed.encode()
    return dump(every)


def _data(entries: Iterable[Acceptance]) -> list[dict[str, Any]]:
    unique: dict[tuple[str, str, str], Acceptance] = {(e.code, e.words, e.sentence): e for e in entries}
    return [{"规则": e.code, "原文": e.words, "所在": e.sentence, "说明": e.reason} for e in unique.values()]


def _name(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(entry.get(key) or "") for key in _KEYS[:3])


def _scalar(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)  # every JSON text is one of YAML


def dump(entries: Iterable[Acceptance]) -> bytes:
    """The file's content: one entry for each key, in the order given."""
    import yaml

    data = _data(entries)
    head = "# 审核时看过、可以接受的发现。原文或所在的句子改动以后，这条发现会重新出现。\n"
    text = yaml.safe_dump({"接受": data}, allow_unicode=True, sort_keys=False, width=10_000)
    return (head + text).encode()


def _key(finding: Finding, report: Report) -> tuple[str, str, str]:
    if not finding.excerpt:
        return finding.code, finding.message, ""
    return finding.code, finding.excerpt, _sentence_of(finding, report)


def _sentence_of(finding: Finding, report: Report) -> str:
    """The sentence that the finding's first word stands in; the sentences of its further places too."""
    spans = [finding.span, *finding.also] if finding.span else list(finding.also)
    sentences = [_sentence_at(span, report, finding.excerpt) for span in spans[:3]]
    return " / ".join(dict.fromkeys(s for s in sentences if s))


def _sentence_at(span: Span, report: Report, excerpt: str) -> str:
    texts = [p.text for p in report.paragraphs if p.line == span.line]
    text = next((t for t in texts if t[span.start : span.end].startswith(excerpt[:20])), texts[0] if texts else "")
    for match in _SENTENCE.finditer(text):
        if match.start() <= span.start < match.end():
            return match.group().strip()
    return text[span.start : span.end]
