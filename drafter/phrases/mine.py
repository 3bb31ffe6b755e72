"""Mining: real reports in, the entries of a phrasebank out.

Reports are read and cut one by one, by several processes where asked, and wait on disk while they are counted; what
stays in memory is one report and the counts. No text, name or path of a report is kept in an entry.
"""

from __future__ import annotations

import pickle
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from drafter import jobs as workers
from drafter.errors import InputError, fault_messages
from drafter.folders import files_below
from drafter.own import apart
from drafter.patterns import pattern
from drafter.phrases import choose, frames
from drafter.phrases.attested import attested, political
from drafter.phrases.bank import Kind, Phrase
from drafter.phrases.clauses import shape_of
from drafter.phrases.copies import copies
from drafter.phrases.counting import Support, Tally, count_keys, count_runs
from drafter.phrases.lexicon import VERB, word_classes
from drafter.phrases.merge import identity
from drafter.phrases.prepare import SECTIONS, Prepared, prepare
from drafter.phrases.slots import GAP, abstract, fold, has_slot, printed

_FEW = 100


@dataclass(frozen=True, slots=True)
class Mined:
    """What mining found."""

    phrases: tuple[Phrase, ...]
    reports: int  # independent notices that were counted
    copies: int  # notices that are copies of one of them
    others: int  # government work reports, read for their glossary
    skipped: tuple[str, ...]  # FILE：why it is no notice; nothing was learnt from it
    unread: tuple[str, ...]  # FILE：why it could not be read at all
    glossary: tuple[str, ...]  # terms explained in a report of another genre that a notice uses too
    own: tuple[str, ...] = ()  # FILE：what this tool wrote itself in a folder
    partly: tuple[str, ...] = ()  # FILE：which part of a notice was not understood; what was, was learnt from


def mine(
    paths: Sequence[Path],
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    least: int | None = None,
) -> Mined:
    """Mine reports. `least`: in how many independent reports a phrase must stand; by default two, and one in a
    hundred where there are many. `jobs`, `scheduler`: see drafter.jobs.

    A file that cannot be read is passed over and named. Raises InputError where none can.
    """
    unread: list[str] = []
    with tempfile.TemporaryFile() as spool:
        partly: list[str] = []
        index, sketches, other_texts, skipped = _spool(_prepared(paths, jobs, scheduler, unread), spool, partly)
        same = copies(sketches, lambda number: _load(spool, index[number]).body())
        places = [place for number, place in enumerate(index) if number not in same]

        def source() -> Iterator[Prepared]:
            return (_load(spool, place) for place in places)

        needed = least or max(2, len(places) // 100)
        runs = count_runs(source, needed)
        # A frame that many clauses attest needs to lead a measure only once, while there are few reports.
        leading = 1 if len(places) <= _FEW else needed
        tallies = count_keys(source, frames.candidates, lambda key: leading if key[0] == frames.LEADS else needed)
        phrases = _phrases(runs, tallies, source, needed)
        glossary = _glossary(other_texts, runs)
    others = len(other_texts)
    return Mined(
        tuple(phrases), len(places), len(same), others, tuple(skipped), tuple(unread), glossary, partly=tuple(partly)
    )


def report_files(given: Sequence[Path], own: list[str] | None = None) -> list[Path]:
    """The reports named, those of a folder in the order of their names. `own` takes what is said of the tool's own
    files in a folder. Raises InputError for what is not there."""
    found: list[Path] = []
    faults: list[str] = []
    for path in given:
        if path.is_dir():
            inside, left = apart(files_below(path, _SUFFIXES))
            if own is not None:
                own += left
            found += inside
            if not inside:
                faults.append(f"{path}：这个文件夹里没有 .docx、.txt 或 .html 通报。")
        elif path.exists():
            found.append(path)
        else:
            faults.append(f"{path}：找不到这个文件。请检查路径和文件名。")
    if faults:
        raise InputError(*faults)
    return list(dict.fromkeys(found))


_SUFFIXES = frozenset({".docx", ".docm", ".txt", ".html", ".htm", ".pdf"})


# ---- reading


def _prepared(paths: Sequence[Path], jobs: int, scheduler: str | None, unread: list[str]) -> Iterator[Prepared]:
    """The files that can be read; why the others cannot be goes to `unread`. Raises InputError where none can."""
    read = 0
    for result in workers.run(prepare_file, paths, jobs=jobs, scheduler=scheduler, label="提炼"):
        if isinstance(result, Prepared):
            read += 1
            yield result
        else:
            unread += result
    if unread and not read:
        raise InputError(*unread)


def prepare_file(path: Path) -> Prepared | list[str]:
    """Read and cut one file; the messages where it cannot be used. Runs in a process of its own."""
    from drafter.read import read_report
    from drafter.read.understood import said

    try:
        report = read_report(path)
        return prepare(report)._replace(name=str(path), partly=tuple(said(report.reading)))
    except Exception as error:  # one of many: it is skipped, with its reason
        return fault_messages(error, str(path))


def _spool(
    reports: Iterable[Prepared], spool: IO[bytes], partly: list[str]
) -> tuple[list[int], list[list[int]], list[str], list[str]]:
    """Write the notices to disk. Returns their places there, their sketches, the texts of work reports, and the files
    that are of another genre, each with the reason. `partly` takes what was not understood of the notices."""
    skipped: list[str] = []
    index: list[int] = []
    sketches: list[list[int]] = []
    others: list[str] = []
    for report in reports:
        if report.genre == "rectification-notice":
            partly += [f"{report.name}：{line}" for line in report.partly]
            index.append(spool.tell())
            sketches.append(report.sketch)
            pickle.dump(report, spool, protocol=5)
        elif report.genre == "government-work-report":
            others.append(report.other)
        else:
            skipped.append(f"{report.name}：{report.reason}")
    return index, sketches, others, skipped


def _load(spool: IO[bytes], place: int) -> Prepared:
    spool.seek(place)
    report: Prepared = pickle.load(spool)  # written by this process a moment ago
    return report


# ---- entries


def _phrases(
    runs: dict[str, Support], tallies: dict[str, Tally], source: Callable[[], Iterable[Prepared]], least: int
) -> list[Phrase]:
    classes = word_classes({word.strip("“”") for support in runs.values() for word in support.words})
    found: dict[tuple[Kind, str], Phrase] = {}

    def add(phrase: Phrase) -> None:
        found.setdefault((phrase.kind, phrase.text), phrase)

    for formula in _formulas(tallies):
        add(formula)
    for phrase in attested(source, least):
        add(phrase)
    taken = {phrase.text for phrase in found.values() if not phrase.group.startswith("要求-")}
    for phrase in (*_frames(tallies, classes), *_runs(runs, classes, least)):
        if phrase.text not in taken and not _someones_own(phrase.text, runs, least):
            taken.add(phrase.text)
            add(phrase)
    return list(found.values())


def _formulas(tallies: dict[str, Tally]) -> Iterator[Phrase]:
    chosen = {
        key[1:]: tally for key, tally in tallies.items() if key[0] == frames.FORMULA and frames.is_formula(key[1:])
    }
    alike: dict[tuple[int, int], list[str]] = {}
    for run, tally in chosen.items():
        alike.setdefault((tally.reports, tally.count), []).append(run)
    for run, tally in chosen.items():
        if any(run != other and run in other for other in alike[tally.reports, tally.count]):
            continue
        text = frames.formula_text(run)
        name = frames.formula_name(text)
        section = "监督" if name in ("监督", "联系") else "导语"
        yield _phrase("formula", text, tally.reports, tally.count, section, name)


def _frames(tallies: dict[str, Tally], classes: dict[str, str]) -> Iterator[Phrase]:
    chosen = {key: tally for key, tally in tallies.items() if key[0] in (frames.MEASURE, frames.PROBLEM)}
    said = {short for key, tally in chosen.items() for short in _shorter(key) if _same(tally, chosen.get(short))}
    for key, tally in chosen.items():
        if key in said or (key[0] == frames.MEASURE and frames.LEADS + key[1:] not in tallies):
            continue
        frame = key[1:]
        if key[0] == frames.PROBLEM:
            if choose.is_problem(frame):
                yield _phrase("problem", frames.problem_text(frame), tally.reports, tally.count, "整改进展", "")
        elif choose.is_lead(frame, classes) and (GAP not in frame or choose.takes_work(frame)):
            text = frames.measure_text(frame)
            yield _phrase("measure", text, tally.reports, tally.count, "整改进展", choose.group_of_lead(frame))


def _runs(runs: dict[str, Support], classes: dict[str, str], least: int) -> Iterator[Phrase]:
    figures = {run: support for run, support in runs.items() if choose.is_figure(run, support, least)}
    for run in sorted(choose.maximal(figures)):
        support = runs[run]
        text = printed("".join(support.words))
        yield _phrase("figure", text, support.reports, support.count, _section(support), "")
    chosen = {run: support for run, support in runs.items() if choose.is_phrase(run, support, classes, least)}
    for run in sorted(choose.maximal(chosen)):
        support = runs[run]
        text = printed("".join(support.words))
        if political(text) and shape_of(text) == "立场" and "、" in text:  # 坚定拥护“两个确立”、坚决做到“两个维护”
            yield _phrase("formula", text, support.reports, support.count, _section(support), "政治提法")
            continue
        lacks = frames.LACK.search(text) is not None
        lead = (
            not lacks
            and support.leads > 0
            and len(run) >= 6
            and classes.get(support.words[0]) in VERB
            and "、" not in run
        )
        yield _phrase(
            "measure" if lead else "problem" if lacks and support.leads else "collocation",
            text,
            support.reports,
            support.count,
            _section(support),
            choose.group(run),
        )


def _phrase(kind: Kind, text: str, reports: int, count: int, section: str, group: str) -> Phrase:
    return Phrase(identity(kind, text), kind, text, reports, count, "启用", section, group, attested="whole")


def _section(support: Support) -> str:
    return SECTIONS[max(range(len(SECTIONS)), key=lambda n: (support.places[n], -n))]


def _same(one: Tally, other: Tally | None) -> bool:
    return other is not None and one.reports == other.reports and one.count == other.count


def _shorter(key: str) -> Iterator[str]:
    """The frames that fix less than this one: 压实整改责任 says all that 压实{…}责任 says, and more."""
    head, gap, tail = key[1:].partition(GAP)
    if GAP in tail:
        return
    if not gap:
        tail = head
    for end in range(len(head) + 1):
        for start in range(len(tail) + 1):
            shorter = key[0] + head[:end] + GAP + tail[start:]
            if shorter != key and (gap or end <= start):
                yield shorter


_LONG = 20


def _someones_own(text: str, runs: dict[str, Support], least: int) -> bool:
    """A long run whose printed form, quotes and all, stands in too few reports."""
    support = runs.get(text.replace("“", "").replace("”", ""))
    if support is None or len(text) < _LONG:
        return False
    return support.form_reports() < least


_TERM = pattern(r"^[ \t\u3000]*\d{1,3}[.．、]\s*(?P<term>[^:：。]{2,24})[:：]", re.MULTILINE)


def _glossary(texts: Iterable[str], runs: dict[str, Support]) -> tuple[str, ...]:
    """Terms that the glossary (名词解释) of another genre explains and notices use as well."""
    terms: set[str] = set()
    for text in texts:
        _, found, glossary = text.partition("名词解释")
        if found:
            terms |= {fold(match["term"]).strip("“”") for match in _TERM.finditer(glossary)}
    return tuple(
        sorted(
            term for term in terms if not has_slot(abstract(term)) and term.replace("“", "").replace("”", "") in runs
        )
    )
