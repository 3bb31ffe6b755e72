"""The phrasebank on disk: one YAML file a kind, with Chinese keys, that an office reads and edits by hand.

A kind is read when it is first asked for, so that drafting does not pay for the kinds it does not use. A bad edit is
reported with its file and line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.phrases.quickread import entries_of
from drafter.phrases.slots import slot_names
from drafter.strict import nearest, unquoted
from drafter.text.lexicon import table
from drafter.yamlmend import Keys, mend
from drafter.yamlnodes import Node, SyntaxFault, parse_nodes, plain
from drafter.yamltext import renewed_list

Kind = Literal["formula", "opening", "closing", "measure", "problem", "collocation", "figure", "sentence"]
PhraseStatus = Literal["自拟", "启用", "内置", "停用"]
Attestation = Literal["", "whole", "words"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[PhraseStatus, ...] = get_args(PhraseStatus)
GRADES: dict[PhraseStatus, int] = {"自拟": 0, "启用": 1, "内置": 2, "停用": 3}  # the office's, mined, ours
_GROUNDS: dict[str, Attestation] = {"整体": "whole", "逐词": "words"}
_SAID: dict[Attestation, str] = {ground: said for said, ground in _GROUNDS.items()}
KIND_NAMES: dict[Kind, str] = {
    "formula": "固定用语",
    "opening": "开头组",
    "closing": "结尾组",
    "measure": "措施提法",
    "problem": "问题表述",
    "collocation": "常用词组",
    "figure": "成效表述",
    "sentence": "范句",  # whole sentences that a writer looks up by their matter; no draft is worded with them
}
PREFIX: dict[Kind, str] = {
    "formula": "F",
    "opening": "O",
    "closing": "C",
    "measure": "M",
    "problem": "P",
    "collocation": "K",
    "figure": "R",
    "sentence": "S",
}
ENVIRONMENT = "DRAFTER_PHRASEBANK"
GLOSSARY = "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase, or a frame with slots ({name}). A set (opening, closing) has its members in `members`, and its
    text is their lines."""

    id: str
    kind: Kind
    text: str
    reports: int = 0  # how many independent reports attest it; of a frame, each of its fixed words
    count: int = 0
    status: PhraseStatus = "启用"
    section: str = ""  # where it mostly stands: 导语, 组织领导, 整改进展, 下一步, 监督
    group: str = ""  # what it does: 建章立制, 专项整治…; of a formula its name: 导语, 公开, 监督
    members: tuple[str, ...] = ()
    note: str = ""
    attested: Attestation = ""  # whole: two reports have it; words: one has it, and two have each of its words

    @property
    def grade(self) -> int:
        """0 the office's own, 1 mined, 2 ours: the lower is used first."""
        return GRADES[self.status]

    @property
    def slots(self) -> tuple[str, ...]:
        return slot_names(self.text)

    @property
    def usable(self) -> bool:
        return self.status != "停用"


class Bank:
    """All entries, in the order of their files. Read-only."""

    def __init__(self, folder: Path | None = None, phrases: Iterable[Phrase] = ()) -> None:
        self.folder = folder
        self._kinds: dict[Kind, tuple[Phrase, ...]] = {}
        self._usable: dict[Kind, dict[str | None, tuple[Phrase, ...]]] = {}  # by group; None for all of a kind
        if folder is None:
            given = tuple(phrases)
            self._kinds = {kind: tuple(p for p in given if p.kind == kind) for kind in KINDS}

    def of(self, kind: Kind) -> tuple[Phrase, ...]:
        """Every entry of a kind, 停用 ones too."""
        if kind not in self._kinds:
            assert self.folder is not None
            self._kinds[kind] = tuple(read_kind(self.folder, kind))
        return self._kinds[kind]

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(p for kind in KINDS for p in self.of(kind))

    def get(self, phrase_id: str) -> Phrase | None:
        """The entry with that id, 停用 or not."""
        first = [kind for kind in KINDS if phrase_id.startswith(PREFIX[kind])]
        for kind in [*first, *(k for k in KINDS if k not in first)]:
            for phrase in self.of(kind):
                if phrase.id == phrase_id:
                    return phrase
        return None

    def usable(self, kind: Kind, group: str | None = None) -> tuple[Phrase, ...]:
        """Entries that are not 停用: the office's own first, then the best supported."""
        if kind not in self._usable:
            found = sorted((p for p in self.of(kind) if p.usable), key=lambda p: (p.grade, -p.reports, -p.count, p.id))
            groups: dict[str | None, list[Phrase]] = {None: found}
            for phrase in found:
                groups.setdefault(phrase.group, []).append(phrase)
            self._usable[kind] = {name: tuple(members) for name, members in groups.items()}
        return self._usable[kind].get(group, ())


def load_bank(path: Path | None = None) -> Bank:
    """The bank of that folder, or file of one kind; else that of DRAFTER_PHRASEBANK, ./phrasebank, the shipped one.

    Raises InputError where a folder that was named is none, and on first use of a kind whose file is faulty.
    """
    named = path or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    if named is not None:
        if named.is_file() and named.suffix.lower() in (".yaml", ".yml"):
            if kind_of_file(named) is None:
                raise InputError(
                    f"{named}：看不出是哪一类词条。请在文件开头写一行，如“类别: measure”。可用：{'、'.join(KINDS)}。"
                )
            return Bank(named)
        if named.exists() and not named.is_dir():
            contents(named)  # a pipe, a device: said so
        if not named.is_dir():
            raise InputError(f"{named}：没有这个词条库文件夹。请检查 --phrasebank 或环境变量 {ENVIRONMENT} 的写法。")
        return Bank(named)
    for folder in (Path("phrasebank"), *_shipped()):
        if any((folder / file_of(kind)).is_file() for kind in KINDS):
            return Bank(folder)
    return Bank()


@lru_cache(maxsize=1)
def shipped_bank() -> Bank:
    """The bank that comes with the program: it fills in where an office's own has nothing for a place."""
    found = [folder for folder in _shipped() if (folder / file_of("formula")).is_file()]
    return Bank(found[0]) if found else Bank()


def file_of(kind: Kind) -> str:
    return f"{kind}.yaml"


def kind_of_file(path: Path) -> Kind | None:
    """The kind of a bank that is one file: what it says itself (类别), else what it is called; None where neither."""
    try:
        said = _KIND_SAID.search(contents(path).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        said = None
    return next((kind for kind in KINDS if kind in ((said and said["kind"]), path.stem)), None)


_KIND_SAID = pattern(r"^类别\s*[:：]\s*(?P<kind>\w+)", re.MULTILINE)


def _shipped() -> tuple[Path, ...]:
    package = Path(__file__).resolve().parents[1]
    return (package / "data" / "phrasebank", package.parent / "phrasebank")


def read_kind(folder: Path, kind: Kind) -> Iterator[Phrase]:
    """The entries of one file; none where the file is absent. Raises InputError naming file and line of each fault."""
    path = folder / file_of(kind)
    if folder.is_file():
        if kind_of_file(folder) != kind:
            return iter(())
        path = folder
    try:
        source = contents(path).decode("utf-8-sig")
    except FileNotFoundError:
        return iter(())
    except UnicodeDecodeError:
        raise InputError(f"{path}：不是 UTF-8 编码的文字。请在编辑器里另存为 UTF-8 后再试。") from None
    except OSError as error:
        raise InputError(f"{path}：读不出来（{reason(error)}）。") from None
    phrases, faults, _ = _taken(source, kind)
    if faults:
        raise InputError(*(f"{path}{fault}" for fault in faults))
    return iter(phrases)


def _taken(source: str, kind: Kind) -> tuple[list[Phrase], list[str], str]:
    """(entries, faults with their lines, the text they were read from): full-width marks are taken for YAML's where
    the file cannot be used otherwise."""
    phrases, faults = _entries(source, kind)
    if faults and (mended := mend(source, _FILE_KEYS)) != source:
        again, others = _entries(mended, kind)
        if len(others) <= len(faults):
            return again, others, mended
    return phrases, faults, source


def _entries(source: str, kind: Kind) -> tuple[list[Phrase], list[str]]:
    quick = entries_of(source)
    if quick is not None:
        met: set[str] = set()
        known = [_as_meant(entry) for entry in quick]
        if not any(fault for entry in known for fault in (*_faults(entry, kind), *_repeated(entry, met))):
            return [_phrase(entry, kind) for entry in known], []
    try:
        root = parse_nodes(source)
    except SyntaxFault as fault:
        return [], [f" 第{fault.line}行：{fault.message}。"]
    data = plain(root)
    entries = data.get("词条") if isinstance(data, dict) else None
    if data is None or (isinstance(data, dict) and entries is None and set(data) <= {"类别", "词条"}):
        return [], []
    if not isinstance(entries, list):
        return [], ["：应有“词条:”，其下每条以“- 编号:”开头。"]
    faults: list[str] = []
    phrases: list[Phrase] = []
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        taken = _as_meant(entry)
        problems = [*_faults(taken, kind), *(_repeated(taken, seen))]
        faults += [f" 第{_line_of(root, index, key)}行：{problem}" for key, problem in problems]
        if not problems:
            phrases.append(_phrase(taken, kind))
    return phrases, faults


_KEYS = ("编号", "文本", "成员", "槽位", "报告数", "次数", "状态", "部分", "分组", "备注", "依据")
_FILE_KEYS = Keys(frozenset([*_KEYS, "类别", "词条"]), frozenset(["成员", "槽位"]))
_Fault = tuple[str, str]  # (key that it is about, or nothing; what is wrong and how to mend it)


def _as_meant(entry: Any) -> Any:
    """An entry without Chinese quotes around its names, which were meant for YAML's; those of a 文本 are its own."""
    if not isinstance(entry, dict):
        return entry
    own = ("文本", "成员", "备注")
    return {k: unquoted(v) if isinstance(v, str) and k not in own else v for k, v in entry.items()}


def _faults(entry: Any, kind: Kind) -> Iterator[_Fault]:
    if not isinstance(entry, dict):
        yield "", "每个词条应是“键: 值”，以“- 编号:”开头。"
        return
    for key in entry:
        if key not in _KEYS:
            yield key, f"没有“{key}”这个键{nearest(key, _KEYS)}。可用的键：{'、'.join(_KEYS)}。"
    if not isinstance(entry.get("编号"), str) or not entry["编号"].strip():
        yield "编号", "缺少“编号”。自拟词条请起一个不重复的编号，如“自拟-1”。"
    if kind in ("opening", "closing"):
        members = entry.get("成员")
        if not isinstance(members, list) or len(members) < 2 or not all(isinstance(m, str) and m for m in members):
            yield "成员", "“成员”应是两条以上的提法，每条一行，以“- ”开头；写在方括号里的，各条之间用英文逗号。"
            return
        texts = members
    else:
        if not isinstance(entry.get("文本"), str) or not entry["文本"].strip():
            yield "文本", "缺少“文本”。文本含花括号或冒号时请加英文双引号。"
            return
        texts = [entry["文本"]]
    for text in texts:
        if not _BRACES.fullmatch(text):
            yield "文本", f"“{text}”的花括号不成对。槽位写作 {{名称}}。"
        elif _WIDE_BRACES.search(text):
            yield "文本", f"“{text}”的花括号是全角的，不会当作槽位。槽位写作 {{名称}}。"
    if entry.get("状态", "启用") not in STATUSES:
        yield "状态", f"“状态”应是 {'、'.join(STATUSES)} 之一，不是“{entry['状态']}”。"
    for key in ("报告数", "次数"):
        value = entry.get(key, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield key, f"“{key}”应是数字，不是“{value}”。"


_WIDE_BRACES = pattern("[｛｝]")
_BRACES = pattern(r"(?:[^{}]|\{[^{}]+\})*", re.DOTALL)


def _repeated(entry: Any, seen: set[str]) -> Iterator[_Fault]:
    name = entry.get("编号") if isinstance(entry, dict) else None
    if isinstance(name, str):
        if name in seen:
            yield "编号", f"编号“{name}”重复。请给其中一条换一个编号。"
        seen.add(name)


def _phrase(entry: dict[str, Any], kind: Kind) -> Phrase:
    members = tuple(str(m).strip() for m in entry.get("成员", ()))
    text = "\n".join(members) if members else entry["文本"].strip()
    return Phrase(
        id=entry["编号"].strip(),
        kind=kind,
        text=text,
        reports=entry.get("报告数", 0),
        count=entry.get("次数", 0),
        status=_status(entry, kind, text),
        section=str(entry.get("部分") or ""),
        group=str(entry.get("分组") or ""),
        members=members,
        note=str(entry.get("备注") or ""),
        attested=_GROUNDS.get(str(entry.get("依据") or ""), ""),
    )


def _status(entry: dict[str, Any], kind: Kind, text: str) -> PhraseStatus:
    """Its grade. What we ship is 内置, also where an office's bank holds a copy from the time when it was 自拟; what
    the office changed in it makes it the office's own."""
    status: PhraseStatus = entry.get("状态", "启用")
    if status != "自拟" or entry["编号"].strip() not in builtin_ids():
        return status
    ours = next((p for p in shipped_bank().of(kind) if p.id == entry["编号"].strip()), None)
    return "内置" if ours is not None and ours.text == text else status


@lru_cache(maxsize=1)
def builtin_ids() -> frozenset[str]:
    """Ids of the entries that we wrote and ship."""
    return frozenset(row["编号"] for row in table("builtin_phrases"))


def _line_of(root: Node | None, index: int, key: str) -> int:
    """Line of the entry with that index, or of a key in it."""
    listed = next((v for k, v in (root.pairs or [] if root else []) if k.text == "词条"), None)
    items = listed.items if listed is not None else None
    if not items or index >= len(items):
        return 1
    found = next((k.line for k, _ in items[index].pairs or [] if k.text == key), None)
    return found or items[index].line


def bank_files(folder: Path, phrases: Iterable[Phrase]) -> dict[Path, bytes]:
    """Every kind's file. A new one is sorted; one that is there keeps its order and all that the office wrote in it:
    values that changed are written, what is new goes behind the last entry."""
    found = list(phrases)
    files = {}
    for kind in KINDS:
        entries = sorted((p for p in found if p.kind == kind), key=lambda p: (p.group, -p.reports, p.text, p.id))
        path = folder / file_of(kind)
        files[path] = (_renewed(path, entries) or _dump(kind, entries)).encode()
    return files


def _renewed(path: Path, entries: list[Phrase]) -> str | None:
    """The text of a file that is there, renewed in place; None where there is none to renew."""
    if not path.is_file():
        return None
    kind = next(k for k in KINDS if file_of(k) == path.name)
    text = _taken(contents(path).decode("utf-8-sig"), kind)[2]
    return renewed_list(text, "词条", [_fields(p) for p in entries], lambda e: str(e.get("编号")).strip(), _scalar)


def _fields(phrase: Phrase) -> dict[str, Any]:
    """An entry as its file says it; what it does not have is left out."""
    fields: dict[str, Any] = {"编号": phrase.id}
    if phrase.members:
        fields["成员"] = list(phrase.members)
    else:
        fields["文本"] = phrase.text
    if phrase.slots:
        fields["槽位"] = list(phrase.slots)
    fields |= {"报告数": phrase.reports, "次数": phrase.count, "状态": phrase.status}
    ground = _SAID[phrase.attested] if phrase.attested else ""
    more = {"依据": ground, "部分": phrase.section, "分组": phrase.group, "备注": phrase.note}
    return fields | {key: value for key, value in more.items() if value}


def _dump(kind: Kind, phrases: Iterable[Phrase]) -> str:
    lines = [
        f"# 词条库：{KIND_NAMES[kind]}。由 drafter mine 生成，可以直接修改；重新提炼时编号、改动和状态都会保留。",
        "# 状态：自拟（本单位写的，最先用）、启用（提炼出来的）、内置（程序自带，最后用）、停用（保留但不再使用）。"
        "{花括号}是起草时填入的槽位。",
        f"类别: {kind}",
        "词条:",
    ]
    body = [line for phrase in phrases for line in _entry_lines(phrase)]
    if not body:
        lines[-1] = "词条: []"
    return "\n".join([*lines, *body]) + "\n"


def _entry_lines(phrase: Phrase) -> Iterator[str]:
    yield f"- 编号: {_scalar(phrase.id)}"
    if phrase.members:
        yield "  成员:"
        yield from (f"  - {_scalar(member)}" for member in phrase.members)
    else:
        yield f"  文本: {_scalar(phrase.text)}"
    if phrase.slots:
        yield f"  槽位: [{', '.join(map(_scalar, phrase.slots))}]"
    yield f"  报告数: {phrase.reports}"
    yield f"  次数: {phrase.count}"
    yield f"  状态: {phrase.status}"
    if phrase.attested:
        yield f"  依据: {_SAID[phrase.attested]}"
    if phrase.section:
        yield f"  部分: {_scalar(phrase.section)}"
    if phrase.group:
        yield f"  分组: {_scalar(phrase.group)}"
    if phrase.note:
        yield f"  备注: {_scalar(phrase.note)}"


_PLAIN = pattern(r"[A-Za-z\u3400-\u9fff“‘（《][^{}:#\[\]\",'&*!|>%@`\n\t\\]*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def _scalar(text: str) -> str:
    """A YAML scalar on one line, without quotes where it needs none."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
