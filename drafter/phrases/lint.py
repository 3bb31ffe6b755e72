"""What a reader of an office's bank would find wrong: every fault of every file, with its exact line.

Loading a bank refuses what cannot be read; this names also what can be read and is never used: a slot or a group that
nothing fills, a Chinese separator, a key given twice, a file of no kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drafter.errors import InputError
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.phrases.bank import GLOSSARY, KINDS, Kind, file_of, kind_of_file, read_kind
from drafter.phrases.groups import NAMES as GROUPS
from drafter.phrases.groups import OTHER
from drafter.phrases.prepare import SECTIONS
from drafter.phrases.slots import SLOT, base_name
from drafter.text.lexicon import table

_KEY = pattern(r"^(?P<dash>\s*-\s+|\s*)(?P<key>[\u4e00-\u9fff]{2,4})\s*(?P<mark>[:：])")  # - 编号: 自拟-1
_KEYS = frozenset(
    ["编号", "文本", "成员", "槽位", "报告数", "次数", "状态", "部分", "分组", "备注", "依据", "类别", "词条"]
)


def faults_of(folder: Path) -> list[str]:
    """The faults of a bank, file after file and in the order of their lines."""
    found: list[str] = []
    one = kind_of_file(folder) if folder.is_file() else None
    for kind in KINDS:
        path = folder if one == kind else folder / file_of(kind)
        if not path.exists():
            continue
        named: list[tuple[int, str]] = []
        try:
            list(read_kind(folder, kind))
        except InputError as error:
            found += error.messages
        try:
            lines = contents(path).decode("utf-8-sig").splitlines()
        except (UnicodeDecodeError, OSError, InputError):
            continue  # said already
        named += _keys(lines)
        named += _places(lines, kind)
        if kind in ("formula", "opening", "closing", "measure", "sentence"):
            named += _names(lines, kind)
        found += [f"{path} 第{line}行：{fault}" for line, fault in sorted(named)]
    known = {file_of(kind) for kind in KINDS} | {GLOSSARY}
    for path in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        if path.name not in known:
            found.append(f"{path}：不是词条库的文件，起草时不读。可用的文件名：{'、'.join(sorted(known))}。")
    return list(dict.fromkeys(found))


def _keys(lines: list[str]) -> Iterator[tuple[int, str]]:
    met: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        match = _KEY.match(line)
        if match is None or match["key"] not in _KEYS:
            continue
        if match["mark"] == "：":  # understood where the file does not load otherwise, but part of a text elsewhere
            yield number, f"“{match['key']}”后面是中文冒号，请改成英文冒号加一个空格。"
        if "-" in match["dash"]:
            met = {}
        if match["key"] in met:
            yield number, f"“{match['key']}”在这一条里写了两次（第{met[match['key']]}行已有），请删去一个。"
        met[match["key"]] = number


def _places(lines: list[str], kind: Kind) -> Iterator[tuple[int, str]]:
    """A kind that is none, or not that of the file; a part that no notice has."""
    for number, line in enumerate(lines, 1):
        match = _KEY.match(line)
        said = line[match.end() :].partition(" #")[0].strip().strip("\"'“”") if match else ""
        if match is None or not said:
            continue
        if match["key"] == "类别" and said not in KINDS:
            yield number, f"没有“{said}”这一类。{_near(said, set(KINDS))}"
        elif match["key"] == "类别" and said != kind:
            yield number, f"类别写的是 {said}，这个文件按 {kind} 读。请改类别，或把文件改名为 {file_of(said)}。"  # type: ignore[arg-type]
        elif match["key"] == "部分" and said not in SECTIONS:
            yield number, f"没有“{said}”这一部分。{_near(said, set(SECTIONS))}"


def _names(lines: list[str], kind: Kind) -> Iterator[tuple[int, str]]:
    slots = {row["名"] for row in table("bank_names") if row["作用"] == "槽位"}
    known = {row["名"] for row in table("bank_names") if row["作用"] == "分组"}
    if kind == "measure":
        known = {*GROUPS, OTHER, "巩固提升"}
    groups = kind in ("formula", "measure", "sentence")
    for number, line in enumerate(lines, 1):
        match = _KEY.match(line)
        if line.lstrip().startswith("#") or (match and match["key"] in ("槽位", "备注")):
            continue
        for slot in SLOT.findall(line):
            name = slot[1:-1]
            if name not in slots and base_name(name) not in slots:
                yield number, f"没有槽位“{slot}”，起草时填不上。{_near(name, slots)}"
        if groups and match and match["key"] == "分组":
            name = line[match.end() :].strip().strip("\"'")
            if name and name not in known:
                yield number, f"没有分组“{name}”，起草时用不上这一条。{_near(name, known)}"


def _near(name: str, known: set[str]) -> str:
    from rapidfuzz import process

    found = process.extractOne(name, sorted(known), score_cutoff=50)
    return f"是不是“{found[0]}”？" if found else f"可用的：{'、'.join(sorted(known)[:12])}……"
