"""What the language layer makes of sentences: one file for each kind of fact, read as it is printed.

Each file of `fixtures/text/` holds sentences at the margin and below each, indented, what is told of it; a sentence
with nothing below has none of that kind. Lines that begin with # are remarks. Of the batches in `fixtures/defects` it
is told what is read of each paragraph that a slip or a right sentence stands in.

    PYTHONPATH=.:tests python tests/test_text_told.py      writes what is told anew; read the difference
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.text import bodies, dates, numerals, places, quantities, statuses
from drafter.text.normal import fold
from drafter.text.ordinals import ordinals_in
from drafter.text.relations import Relation, relations

FOLDER = Path(__file__).parent / "fixtures/text"
BATCHES = sorted((Path(__file__).parent / "fixtures/defects").glob("batch*"))
FACTS = "facts.txt"  # beside the slips and right sentences that others wrote


def _date(text: str) -> list[str]:
    """2024-03-05..2024-03-10 day happened | 3月5日至10日; what is no day is told by `written` alone."""
    facts = dates.dates_in(text)
    lines = [f"{d.first}..{d.last} {d.precision} {d.claim} | {d.text}" for d in facts]
    return lines + [
        f"no day: {w.year} {w.month} {w.day} | {text[w.start : w.end]}" for w in dates.written(text) if not w.exists
    ]


def _written(text: str) -> list[str]:
    """Everything that is printed of a date, in the order of the fields; - where it is left out."""
    return [
        " ".join("-" if value is None else str(value) for value in date[:8]) + f" | {text[date.start : date.end]}"
        for date in dates.written(text)
    ]


def _quantity(text: str) -> list[str]:
    return [
        f"{q.value} {q.kind or '-'} ({q.noun or '-'}) {q.sort or '-'}{'' if q.exact else ' about'} | {q.text}"
        for q in quantities.quantities(text)
    ]


def _body(text: str) -> list[str]:
    return [
        f"{b.level or '-'} {b.kind} {b.place or '-'} {b.office or '-'} {b.number or '-'} | {b.text}"
        for b in bodies.bodies_in(text)
    ]


def _place(text: str) -> list[str]:
    return [f"{m.name}{' full' if m.full else ''} {m.start}..{m.end}" for m in places.mentions(text)]


def _ordinal(text: str) -> list[str]:
    return [f"{o.kind} {o.number} {o.text} {o.start}..{o.end}" for o in ordinals_in(text)]


def _status(text: str) -> list[str]:
    found = statuses.status_of(text)
    return [f"{found.status} {'sure' if found.sure else 'unsure'} | {found.remark or '-'}"] if found else []


def _answer(text: str) -> list[str]:
    """yes True, public False: - where the words say neither."""
    said = {"yes": statuses.yes_no(text), "public": statuses.publication(text)}
    return [", ".join(f"{name} {'-' if value is None else value}" for name, value in said.items())]


def _numeral(text: str) -> list[str]:
    return [f"{word} = {numerals.from_chinese(word)}" for word in text.rstrip("。").split(",")]


def _relation(text: str) -> list[str]:
    return [_told(text, relation) for relation in relations(text, quantities.quantities(text))]


def _told(text: str, relation: Relation) -> str:
    """rate! 18个 20个 95% = 90 | 20个,已整改18个,整改率95%: kind (! fails), members, right value, span."""
    out = [relation.kind + ("" if relation.holds else "!")]
    out += [relation.claim] if relation.claim != "equal" else []
    out += [relation.words] if relation.words else []
    out += [q.text for q in relation.members]
    if relation.value is not None:
        out += ["=", f"{round(relation.value, 4).normalize():f}"]
    out += ["[" + " ".join(relation.items) + "]"] if relation.items else []
    return " ".join([*out, "|", text[relation.start : relation.end]])


TELLERS: dict[str, Callable[[str], list[str]]] = {
    "answers": _answer,
    "bodies": _body,
    "dates": _date,
    "numerals": _numeral,
    "ordinals": _ordinal,
    "places": _place,
    "quantities": _quantity,
    "relations": _relation,
    "statuses": _status,
    "written": _written,
}


def _sentences(kind: str) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in (FOLDER / f"{kind}.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


@pytest.mark.parametrize("kind", TELLERS)
def test_what_is_told_of_each_sentence(kind: str) -> None:
    told = {text: TELLERS[kind](fold(text)) for text, _ in _sentences(kind)}
    assert told == dict(_sentences(kind))


def _of_batch(folder: Path) -> list[str]:
    """The dates, bodies and relations of each paragraph of a batch that a slip or a right sentence stands in."""
    bases = {path.stem: fold(path.read_text("utf-8")) for path in folder.glob("base*.txt")}
    lines: list[str] = []
    for name in ("defects", "benign"):
        for entry in json.loads((folder / f"{name}.json").read_text("utf-8")):
            text = bases[entry.get("base", "base")].replace(fold(entry["replace"]), fold(entry["by"]))
            at = text.find(fold(entry["by"]))
            paragraph = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
            facts = [*_date(paragraph), *_body(paragraph), *_relation(paragraph)]
            lines += [entry["id"], *(f"    {fact}" for fact in facts)]
    return lines


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.name)
def test_what_is_told_of_the_paragraphs_of_a_batch(batch: Path) -> None:
    assert _of_batch(batch) == (batch / FACTS).read_text("utf-8").splitlines()


if __name__ == "__main__":
    for folder in BATCHES:
        (folder / FACTS).write_text("\n".join(_of_batch(folder)) + "\n", "utf-8")
    for kind, tell in TELLERS.items():
        path = FOLDER / f"{kind}.txt"
        lines: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("    "):
                told = tell(fold(line)) if line and not line.startswith("#") else []
                lines += [line, *(f"    {fact}" for fact in told)]
        path.write_text("\n".join(lines) + "\n", "utf-8")
