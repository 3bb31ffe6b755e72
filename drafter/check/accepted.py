"""Findings that the office has looked at and accepts, with the reason and by whom, in a file beside the notice
(通报.核对.yaml). People are told 不改, as 接受 is what Word calls the taking of a revision: the contrary. The key of
the file stays 接受.

An entry holds for the rule, the words and the sentence it was written for: where the sentence changes, the finding is
back. It is bound to the sentence and not to the file: a notice that was renamed, or saved under another name beside the
first, keeps what was accepted.

What may not be made public (numbers and names of persons, matters of the table) is accepted on a ground alone: it was
agreed to, or it is not what it looks like. It stays listed, as an info with the ground and who gave it. So does what
is still to be filled in, of which only the second can be said.

What was accepted can be taken back: the entry goes from every file that it was taken from.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from drafter.check.model import Finding, Span, shows
from drafter.check.privacy import Mask
from drafter.errors import InputError
from drafter.errors import reason as why
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.report import Report
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN

SUFFIX = ".核对.yaml"
_KEYS = ("规则", "原文", "所在", "句子指纹", "说明", "接受人", "日期", "通报")
SENTENCE = pattern(r"[^。！？!?\n]*[。！？!?]?")  # what a finding is known by again: it may not change
_ORDINAL = pattern(rf"^\s*(?:[{ONE_TO_TEN}]+是|[(（]?(?:\d{{1,2}}|[{ONE_TO_TEN}]{{1,3}})[)）.．、]|[①-⑳])\s*")
_NOT_TEXT = pattern(r"[\W_]+")
_HASH = 16  # characters of a fingerprint
GROUNDS = {"经同意公开": "谁、何时同意的", "判断有误": "其实是什么"}  # ground -> what is to be said of it
MISTAKEN = "判断有误"
PLACEHOLDER = "T401"  # what was never filled in
_LEAST_SAID = 4  # letters behind a ground
_BETWEEN = " / "  # the sentences of a finding about several places


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry of the file."""

    code: str
    words: str  # the finding's excerpt; its message where it has none
    sentence: str  # in which the words stand, personal data covered
    reason: str
    by: str = ""
    day: str = ""
    print: str = ""  # fingerprint of the normalised sentence
    notice: str = ""  # title of the notice, by which a copy of it is known
    by_hand: bool = False  # written without a fingerprint: it is made from the sentence
    origin: str = ""  # the other file of the folder that it was taken from; "" for the notice's own

    @property
    def key(self) -> tuple[str, str, str]:
        return self.code, self.words, self.print

    @property
    def other_draft(self) -> str:
        """The notice that it was taken from, as people call it."""
        return self.origin.removesuffix(SUFFIX)


class Accepted(NamedTuple):
    """A finding that was accepted, and the entry that accepts it."""

    finding: Finding
    entry: Acceptance

    @property
    def listed(self) -> bool:
        """Whether it stays among the findings all the same."""
        return needs_ground(self.finding)

    @property
    def as_listed(self) -> Finding:
        """The finding as it stays listed."""
        by = "，".join(filter(None, (self.entry.by, self.entry.day)))
        taken = f"，沿用“{self.entry.other_draft}”上的记录" if self.entry.origin else ""
        again = "发布前请再看一遍" if self.finding.code == PLACEHOLDER else "发布前请保密审查再看一遍"
        told = f"已定不改{f'（{by}）' if by else ''}：{self.entry.reason}{taken}。{again}。"
        return replace(self.finding, severity="info", suggestion=told)


def needs_ground(finding: Finding) -> bool:
    """Whether it is about what may not be made public or was never filled in: who accepts it answers for that."""
    return bool(grounds_of(finding))


def grounds_of(finding: Finding) -> dict[str, str]:
    """The grounds on which a finding can be accepted, each with what is to be said of it; empty where any will do."""
    if finding.severity != "error":
        return {}
    if finding.code == PLACEHOLDER:
        return {MISTAKEN: GROUNDS[MISTAKEN]}
    return GROUNDS if finding.code.startswith("P1") or finding.code == "P201" else {}


def refuse_groundless(findings: Sequence[Finding], reason: str, by: str) -> None:
    """Raises InputError where one of them is accepted without a ground, or by nobody."""
    faults = {}
    for finding in findings:
        grounds = grounds_of(finding)
        ground = next((g for g in grounds if reason.strip().startswith(g)), "")
        said = len(_NOT_TEXT.sub("", reason.strip().removeprefix(ground)))
        if not grounds or (ground and said >= _LEAST_SAID and by.strip()):
            continue
        ways = "，或".join(f"“{g}：{what}”" for g, what in grounds.items())
        what = "还没有填的内容，要填上或整句删去" if finding.code == PLACEHOLDER else "不得公开的内容"
        faults[finding.code] = f"{finding.code} 是{what}，不能随便不改。理由要写明{ways}，并写明谁定的（姓名，--by）。"
    if faults:
        raise InputError(*faults.values())


def file_beside(notice: Path) -> Path:
    """通报.docx -> 通报.核对.yaml."""
    return notice.with_name(notice.stem + SUFFIX)


def normal_form(sentence: str) -> str:
    """What of a sentence must stay for an acceptance to hold: letters and figures, without the ordinal before them."""
    return _NOT_TEXT.sub("", without_ordinal(fold(sentence)))


def without_ordinal(sentence: str) -> str:
    """The sentence without the ordinal before it: renumbering changes nothing of what is said."""
    return _ORDINAL.sub("", sentence)


def fingerprint(*sentences: str) -> str:
    """The hash of one or more sentences in their normal form; empty for none."""
    forms = [form for s in sentences if (form := normal_form(s))]
    return hashlib.sha256("\n".join(forms).encode("utf-8", "replace")).hexdigest()[:_HASH] if forms else ""


def load(path: Path) -> list[Acceptance]:
    """The entries of that file; none where there is no file. Raises InputError where it cannot be used."""
    from drafter.yamlnodes import SyntaxFault, parse_nodes

    try:
        root = parse_nodes(contents(path).decode("utf-8-sig"))
    except FileNotFoundError:
        return []
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return []  # a notice whose name leaves no room for it has none
        raise InputError(f"{path}：打不开（{why(error)}）。") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}：读不出来，不是 UTF-8 文本。请用 UTF-8 编码另存。") from None
    except SyntaxFault as fault:
        raise InputError(
            f"{path} 第{fault.line}行：不是正确的 YAML：{fault.message}。请核对缩进和冒号，或删去这个文件重新记录。"
        ) from None
    if root is None or root.empty:
        return []
    entries = next((value.items for key, value in root.pairs or () if key.text == "接受"), None)
    if entries is None:
        raise InputError(f"{path}：最外层应是“接受:”，下面每项有 规则、原文、所在、说明。")
    found, faults = [], []
    for number, item in enumerate(entries, 1):
        entry = {key.text or "": value.text or "" for key, value in item.pairs or () if not value.empty}
        if not all(entry.get(key, "").strip() for key in ("规则", "说明")):
            faults.append(f"{path} 第{item.line}行：第{number}项要写明 规则 和 说明（为什么不改）。")
            continue
        found.append(_entry(entry))
    if faults:
        raise InputError(*faults)
    return found


def _entry(data: Mapping[str, str]) -> Acceptance:
    code, words, sentence, hashed, reason, by, day, notice = (data.get(key, "") for key in _KEYS)
    # Who writes an entry by hand copies the sentence; its fingerprint follows.
    made = hashed or fingerprint(*sentence.split(_BETWEEN))
    return Acceptance(code, words, sentence, reason, by, day, made, notice, not hashed)


def applicable(notice: Path, report: Report) -> list[Acceptance]:
    """The entries that may hold for the notice: those beside it, those of a notice in the folder that has its title,
    and those whose own notice is not there any more (it was renamed). Raises InputError as `load` does, for its own.
    """
    found = [e for _, entries in _holding(notice, report) for e in entries]
    return list({e.key: e for e in reversed(found)}.values())[::-1]


def _holding(notice: Path, report: Report) -> Iterator[tuple[Path, list[Acceptance]]]:
    """The files whose entries may hold for the notice, its own first."""
    own = file_beside(notice)
    yield own, load(own)
    title = normal_form(report.title or "")
    names = sorted(p.name for p in notice.parent.iterdir()) if notice.parent.is_dir() else []
    stems = {Path(name).stem for name in names if not name.endswith(SUFFIX)}
    for name in names:
        path, stem = notice.with_name(name), name.removesuffix(SUFFIX)
        if stem == name or name == own.name:
            continue
        orphan = stem not in stems
        try:
            others = load(path)
        except InputError:
            continue  # another notice's file is that notice's to report
        holding = (e for e in others if orphan or (title and normal_form(e.notice) == title))
        yield path, [replace(e, origin=name) for e in holding]


def silence(
    findings: Sequence[Finding], entries: Iterable[Acceptance], report: Report
) -> tuple[list[Finding], list[Accepted], list[Acceptance]]:
    """(findings that stay listed, those that are accepted with their entries, entries that fit no finding any more)."""
    wanted = {e.key: e for e in entries}
    used: dict[tuple[str, str, str], Acceptance] = {}
    left: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        key = _key(finding, report)
        if entry := wanted.get(key):
            used[key] = entry
            accepted.append(Accepted(finding, entry))
            left += [accepted[-1].as_listed] if accepted[-1].listed else []
        else:
            left.append(finding)
    return left, accepted, [entry for key, entry in wanted.items() if key not in used]


def accept(
    findings: Sequence[Finding], reason: str, report: Report, mask: Mask | None = None, *, by: str = "", day: str = ""
) -> list[Acceptance]:
    """Entries for these findings."""
    cover = mask or Mask()
    title = re.sub(r"\s+", "", report.title or "")
    return [
        Acceptance(code, words, cover(_BETWEEN.join(_sentences_of(f, report))), reason, by, day, hashed, title)
        for f in findings
        for code, words, hashed in [_key(f, report)]
    ]


def with_entries(path: Path, entries: Iterable[Acceptance]) -> bytes:
    """The content of that file with these entries too; what the office wrote in it stays as it is to the letter."""
    from drafter.yamltext import renewed_list

    every = [*load(path), *entries]
    if path.exists():
        text = contents(path).decode("utf-8-sig")
        if (renewed := renewed_list(text, "接受", _data(every), _name, _scalar, drop=False)) is not None:
            return renewed.encode()
    return dump(every)


def files_holding(notice: Path, report: Report, findings: Sequence[Finding]) -> dict[Path, bytes]:
    """The files that accept these findings of the notice, each as it is without them."""
    from drafter.yamltext import renewed_list

    gone = {_key(finding, report) for finding in findings}
    found = {}
    for path, entries in _holding(notice, report):
        out = gone.intersection(entry.key for entry in entries)
        if not out:
            continue
        left = [entry for entry in load(path) if entry.key not in out]
        text = path.read_text(encoding="utf-8-sig")
        renewed = renewed_list(text, "接受", _data(left), _name, _scalar) if left else None
        found[path] = renewed.encode() if renewed is not None else dump(left)
    return found


def _data(entries: Iterable[Acceptance]) -> list[dict[str, Any]]:
    unique = {e.key: e for e in entries}
    return [
        {
            key: value
            for key, value in zip(
                _KEYS,
                (e.code, e.words, e.sentence, "" if e.by_hand else e.print, e.reason, e.by, e.day, e.notice),
                strict=True,
            )
            if value or key in ("规则", "原文", "所在", "说明")
        }
        for e in unique.values()
    ]


def _name(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return _entry(entry).key


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # every JSON text is one of YAML


def dump(entries: Iterable[Acceptance]) -> bytes:
    """The file's content: one entry for each key, in the order given."""
    import yaml

    data = _data(entries)
    head = "# 审核时看过、不改的发现。所在的句子改动以后，这条发现会重新出现；通报改名不影响。\n"
    text = yaml.safe_dump({"接受": data}, allow_unicode=True, sort_keys=False, width=10_000)
    return (head + text).encode()


def _key(finding: Finding, report: Report) -> tuple[str, str, str]:
    if not finding.excerpt:
        return finding.code, finding.message, ""
    return finding.code, finding.excerpt, fingerprint(*_sentences_of(finding, report))


def _sentences_of(finding: Finding, report: Report) -> list[str]:
    """The sentences that the finding's first word and those of its further places stand in."""
    spans = [finding.span, *finding.also] if finding.span else list(finding.also)
    sentences = [sentence_at(span, report, finding.excerpt) for span in spans[:3]]
    return list(dict.fromkeys(s for s in sentences if s))


def sentence_at(span: Span, report: Report, excerpt: str = "") -> str:
    """The sentence that stands at that place of the file."""
    texts = [p.text for p in report.paragraphs if p.line == span.line]
    text = next((t for t in texts if shows(t[span.start : span.end], excerpt[:20])), texts[0] if texts else "")
    for match in SENTENCE.finditer(text):
        if match.start() <= span.start < match.end():
            return match.group().strip()
    return text[span.start : span.end]
