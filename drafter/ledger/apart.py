"""A measure in which several are written, taken apart: a cell of a sheet often holds them all, numbered, one to a line
or between semicolons.

What was planned goes with what was done where it has as many parts; the status and what is withheld go with each. Where
nothing was done yet the plan alone is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drafter.ledger.path import steps_of, value_at
from drafter.ledger.revise import insert_item, set_value
from drafter.patterns import pattern
from drafter.yamlnodes import parse_nodes, plain

_SHORTEST = 4  # characters of a piece that says what was done
_GOES_ON = pattern(r"[，、：:,]$")  # a line that the next one belongs to
# What stands between semicolons: a mark of a list outside of brackets and quotation marks.
_CLAUSE = pattern(r"(?:《[^《》]{0,80}》|（[^（）]{0,200}）|“[^“”]{0,80}”|[^；;])+[；;]?")
_WAITS = pattern(r"(?:【待补[^【】]{0,80}】)?")
_OF_EACH = ("状态", "公开", "佐证")


def pieces(text: str) -> list[str]:
    """What a measure's text falls into: at its numbers, its lines or its semicolons; itself where it is one."""
    from drafter.text.normal import fold
    from drafter.text.ordinals import ordinals_in

    text = text.strip()
    marks = ordinals_in(fold(text))
    if len(marks) > 1:
        ends = [m.start for m in marks[1:]] + [len(text)]
        found = [text[m.end : end] for m, end in zip(marks, ends, strict=True)]
        if before := text[: marks[0].start].strip():
            found[0] = f"{before}{found[0].lstrip()}"
        return _closed(found)
    lines = lines_of(text)
    return lines if len(lines) > 1 else _between_semicolons(text)


def lines_of(text: str) -> list[str]:
    """The lines of a text, where each says something of its own."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or any(len(line) < _SHORTEST for line in lines) or any(map(_GOES_ON.search, lines[:-1])):
        return _closed([text])
    return _closed(lines)


def _between_semicolons(text: str) -> list[str]:
    parts = [part.strip() for part in _CLAUSE.findall(text) if part.strip()]
    return _closed(parts if all(len(part.rstrip("；;")) >= _SHORTEST for part in parts) else [text])


def first_sentence_apart(text: str) -> list[str]:
    """A text in two, behind its first sentence; itself where it is one sentence."""
    from drafter.text.sentences import sentences

    spans = sentences(text)
    return _closed([spans[0].of(text), text[spans[1].start :]] if len(spans) > 1 else [text])


def _closed(parts: list[str]) -> list[str]:
    said = (part.strip() for part in parts)
    return [f"{part[:-1]}。" if part[-1] in "；;" else part for part in said if part]


def taken_apart(text: str, path: str, parts: list[str]) -> str:
    """The ledger's text with the measure at `path` as several, whose 内容 (where it has none yet, 计划) are `parts`."""
    data = _data(text)
    measure = value_at(data, steps_of(path)) or {}
    listed, index = path.rpartition("[")[0], steps_of(path)[-1]
    shared = {key: measure[key] for key in _OF_EACH if measure.get(key)}
    if not said(measure):
        text = set_value(text, f"{path}.计划", parts[0])
        for offset, part in enumerate(parts[1:], 1):
            text = insert_item(text, listed, int(index) + offset, {"计划": part, **shared})
        return text
    plan = str(measure.get("计划") or "")
    plans = pieces(plan)
    matched: list[str] = plans if len(plans) == len(parts) else [plan, *("" for _ in parts[1:])]
    text = set_value(text, f"{path}.内容", parts[0])
    text = set_value(text, f"{path}.计划", matched[0])
    for offset, (part, planned) in enumerate(zip(parts[1:], matched[1:], strict=True), 1):
        item: dict[str, Any] = {"内容": part, **({"计划": planned} if planned else {}), **shared}
        text = insert_item(text, listed, int(index) + offset, item)
    return text


def said(measure: Any) -> str:
    """What a measure says was done; nothing where only a mark keeps the place."""
    content = value_at(measure, ["内容"])
    return content if isinstance(content, str) and not _WAITS.fullmatch(content.strip()) else ""


def of_several(text: str) -> list[tuple[str, list[str]]]:
    """The measures in which several are written, each with its parts."""
    found = ((path, pieces(content)) for path, content in _contents(_data(text), planned=True))
    return [(path, parts) for path, parts in found if len(parts) > 1]


def plans_unmatched(text: str) -> int:
    """How many measures have several planned and tell what was done in one: nobody can say which it belongs to."""
    return len(_unmatched(_data(text)))


def by_sentences(text: str) -> list[tuple[str, list[str]]]:
    """Those of them that tell it in several sentences, each with its sentences."""
    from drafter.text.sentences import sentences

    found = [(path, _closed([span.of(done) for span in sentences(done)])) for path, done in _unmatched(_data(text))]
    return [(path, parts) for path, parts in found if len(parts) > 1]


def _unmatched(data: Any) -> list[tuple[str, str]]:
    """The measures with several planned and one told: their paths, and what was done."""
    measures = ((path, value_at(data, steps_of(path))) for path, _ in _contents(data))
    both = ((path, said(m), value_at(m, ["计划"])) for path, m in measures)
    return [
        (path, done)
        for path, done, plan in both
        if done and isinstance(plan, str) and len(pieces(plan)) > 1 == len(pieces(done))
    ]


def all_sentences_apart(text: str) -> str:
    """The ledger's text with each sentence of such a measure as a measure of its own; what was planned stays with the
    first of them, as a whole, where it has not as many parts."""
    for path, parts in reversed(by_sentences(text)):
        text = taken_apart(text, path, parts)
    return text


def all_apart(text: str) -> str:
    """The ledger's text with every such measure taken apart; the last ones first, so that the others keep their
    places."""
    for path, parts in reversed(of_several(text)):
        text = taken_apart(text, path, parts)
    return text


def new_lines_apart(before: str, after: str) -> tuple[str, int]:
    """What came back into a ledger, one to a line, as so many measures; and how many measures were taken apart."""
    known = {content for _, content in _contents(_data(before))}
    found = [(path, _of_lines(content)) for path, content in _contents(_data(after)) if content not in known]
    several = [(path, parts) for path, parts in found if len(parts) > 1]
    for path, parts in reversed(several):
        after = taken_apart(after, path, parts)
    return after, len(several)


def _of_lines(content: str) -> list[str]:
    parts = pieces(content)
    return parts if "\n" in content.strip() and len(parts) > 1 else [content]


def _contents(data: Any, *, planned: bool = False) -> Iterator[tuple[str, str]]:
    """Every measure's path and what it says, in the order of the file; with `planned`, what is planned where nothing
    was done yet."""
    for i, problem in enumerate(value_at(data, ["问题"]) or []):
        owners = [(f"问题[{i}]", problem)]
        owners += [(f"问题[{i}].具体表现[{k}]", a) for k, a in enumerate(value_at(problem, ["具体表现"]) or [])]
        for owner, entry in owners:
            for k, measure in enumerate(value_at(entry, ["措施"]) or []):
                content = value_at(measure, ["内容"])
                if planned and not said(measure):
                    content = value_at(measure, ["计划"])
                if isinstance(content, str):
                    yield f"{owner}.措施[{k}]", content


def _data(text: str) -> Any:
    node = parse_nodes(text)
    return plain(node) if node else {}
