"""Frames: phrases of which part is fixed and part is each report's own.

Candidates are made here as strings, one report at a time; which of them stand in enough reports is for counting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from drafter.patterns import pattern
from drafter.phrases import wordlists
from drafter.phrases.prepare import CLAUSE_END, CONTACT, LEAD, NO_LEAD, PREAMBLE, TITLE_OF_PROBLEM, Prepared, clauses_of
from drafter.phrases.slots import GAP, LATIN, NUMBER, PARTY, PLACE, printed

MEASURE, PROBLEM, FORMULA = "M", "P", "F"  # first character of a candidate: which kind it is for
LEADS = "L"  # that a MEASURE frame stands at the head of a measure
_LONGEST_CLAUSE = 9  # words of a clause that may attest a lead frame
_LONGEST_LEAD = 24
_CLAUSES = 6  # of a formula
_SENTENCE_END = frozenset("。！？")


def candidates(report: Prepared) -> Iterator[str]:
    """Every frame a report could attest, each with the letter of its kind before it.

    A lead frame is attested by any clause of its build; that it leads a measure somewhere is told beside it (LEADS).
    """
    for section, part, words in report.stretches:
        if part == TITLE_OF_PROBLEM:
            yield from (PROBLEM + frame for frame in _title_frames(words))
        elif section in (PREAMBLE, CONTACT):
            yield from (FORMULA + run for run in _clause_runs(words, section == CONTACT))
        else:
            yield from _measure_frames(part, words)


def _measure_frames(part: int, words: Sequence[str]) -> Iterator[str]:
    clauses = list(clauses_of(words))
    whole = "".join(words)
    if part == LEAD and len(clauses) > 1 and len(whole) <= _LONGEST_LEAD:
        yield MEASURE + whole
        yield LEADS + whole
    for number, clause in enumerate(clauses):
        leads = part == LEAD or (part == NO_LEAD and number == 0)
        if clause[0] not in wordlists.LEAD_VERBS or len(clause) > _LONGEST_CLAUSE:
            continue
        for frame in _lead_frames(clause):
            yield MEASURE + frame
            if leads and (part == LEAD or GAP in frame):
                yield LEADS + frame


def _lead_frames(clause: Sequence[str]) -> Iterator[str]:
    yield "".join(clause)
    size = len(clause)
    for head in (1, 2):
        for tail in (1, 2):
            if head + tail < size:
                yield "".join(clause[:head]) + GAP + "".join(clause[size - tail :])


LACK = pattern(
    r"不(?:够|到位|足|高|严|深|实|力|强|紧|细|快|优|佳|全|准|充分|规范|及时|健全|完善|明显|平衡|扎实|有力|深入|严格|彻底|精准|落实|规范|畅|合理)"
    r"|有待|差距|滞后|薄弱|缺失|缺位|偏[低慢弱软差]|缓慢|乏力|欠缺|短板|弱化|虚化|淡化|不严不实|多发|突出|宽松软|走过场|流于形式|仍有"
)


def _title_frames(words: Sequence[str]) -> Iterator[str]:
    for clause in clauses_of(words):
        size = len(clause)
        for tail in (1, 2, 3):
            end = "".join(clause[size - tail :])
            if tail > size or not LACK.search(end):
                continue
            if tail == size:
                yield end
            else:
                yield GAP + end
                if tail + 1 < size:
                    yield clause[0] + GAP + end
        if "不够" in clause[1:-1]:
            yield GAP + "不够" + GAP


def _clause_runs(words: Sequence[str], over_sentences: bool) -> Iterator[str]:
    """Runs of whole clauses with the marks between them. A contact formula may be several sentences; it ends where
    the contact details begin."""
    pieces: list[str] = []
    piece = ""
    for word in words:
        if word == PARTY and piece[-1:] in ("对", "向"):
            word = PLACE  # a notice names as its target the district or its committee
        piece += word
        if word in CLAUSE_END:
            pieces.append(piece)
            piece = ""
    if piece:
        pieces.append(piece)
    for start in range(len(pieces)):
        run = ""
        for piece in pieces[start : start + _CLAUSES]:
            if piece.startswith(("联系", "电话", "监督电话", "地址", "邮", "电子")):
                break
            run += piece
            yield run.rstrip("，；：（）")
            if run[-1] in _SENTENCE_END:
                yield run.rstrip("。！？")
            if piece[-1] in _SENTENCE_END and not over_sentences:
                break


# ---- printing formulae

_FORMULA_NAMES = (
    (pattern(r"根据\{党委.?\}(?=统一部署|部署|安排|巡[视察]工作)"), "根据{部署}"),
    (pattern(r"\{日期.?\}至\{日期.?\}"), "{开始}至{结束}"),
    (pattern(r"\{日期.?\}(?=，?(?:进行了反馈|.{0,12}反馈))"), "{反馈}"),
    (pattern(r"对(?:\{地区.?\}|\{党委.?\})(?=(?:开展|进行))"), "对{对象}"),
    (pattern(r"向(?:\{地区.?\}|\{党委.?\})(?=(?:反馈))"), "向{对象}"),
)


def formula_text(run: str) -> str:
    """A counted clause run as an entry's text, its slots named by what they are in a preamble."""
    text = printed(run)
    for form, name in _FORMULA_NAMES:
        text = form.sub(name, text)
    return text


def is_formula(run: str) -> bool:
    """A clause run worth keeping: a whole clause that says something, with no figure or address of one report."""
    bare = re.sub(r"[\ue000-\ue00f，。；：（）]", "", run)
    return len(bare) >= 6 and NUMBER not in run and LATIN not in run and run[-1] not in "“、"


def formula_name(text: str) -> str:
    """导语, 公开, 监督, 联系: what a formula is for."""
    if "监督" in text or "意见" in text or "反映" in text:
        return "监督"
    if "公开" in text or "公布" in text or "通报如下" in text:
        return "公开"
    if "联系" in text or "电话" in text or "邮" in text or "地址" in text:
        return "联系"
    return "导语"


def problem_text(frame: str) -> str:
    """A counted title frame as an entry's text."""
    if frame == GAP + "不够" + GAP:
        return "{工作}不够{程度}"
    return frame.replace(GAP, "{工作}", 1) if frame.startswith(GAP) else frame.replace(GAP, "{事项}")


def measure_text(frame: str) -> str:
    """A counted lead frame as an entry's text: what a problem is about goes into its gap."""
    return frame.replace(GAP, "{工作}")


__all__ = [
    "FORMULA",
    "LACK",
    "LEADS",
    "MEASURE",
    "PROBLEM",
    "candidates",
    "formula_name",
    "formula_text",
    "is_formula",
    "measure_text",
    "problem_text",
]
