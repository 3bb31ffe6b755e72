"""What an office edits by hand (template.yaml, a rule file), read into its model: as meant, or refused with the line.

A Chinese keyboard writes ：，、［］【】｛｝“” where YAML has marks of its own. Where only one reading is possible it is
taken; where two are, the line is named with both. Unknown keys are named with the nearest known one.
"""

from __future__ import annotations

import re
import types
import typing
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from drafter.errors import InputError, reason
from drafter.folders import contents
from drafter.patterns import pattern
from drafter.yamlmend import Keys, mend
from drafter.yamlnodes import Node, SyntaxFault, parse_nodes


class Written(NamedTuple):
    """A note on a field of a model: how its text is to be taken."""

    how: Literal["sentences", "verbatim"]  # a list of whole sentences; a text whose quotes belong to it


SENTENCES, VERBATIM = Written("sentences"), Written("verbatim")

Model = TypeVar("Model", bound=BaseModel)
_SEPARATORS = pattern(r"[，、,；;]")
_PAIR = pattern(r"(?P<key>[^：:]{1,60}?)\s*[：:]\s*(?P<value>.*)", re.DOTALL)  # S101：提示
_BRACKETS = ("[]", "［］", "【】", "〔〕", "（）")
_BRACES = ("{}", "｛｝")
_QUOTES = ("“”", "‘’", "「」", "『』", "＂＂")


def read_settings(file: Path, model: type[Model], missing: str, empty: str) -> Model:
    """The file as that model; `missing` and `empty` say what to do where there is none, or nothing in it.

    Raises InputError with every fault, each with its line.
    """
    try:
        data = contents(file)
    except OSError as error:
        raise InputError(f"{file}：读不出来（{reason(error)}）。{missing}") from None
    try:
        text = data.decode("utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    settings, faults = _attempt(text, model, empty)
    if settings is None and (mended := mend(text, keys_of(model))) != text:
        again, others = _attempt(mended, model, empty)
        if again is not None or len(others) <= len(faults):
            settings, faults = again, others
    if settings is None:
        raise InputError(*(f"{file} {fault}" if fault.startswith("第") else f"{file}：{fault}" for fault in faults))
    return settings


def nearest(word: str, known: Iterable[str], at_least: int = 40) -> str:
    """，是不是“…” with the nearest known word, or nothing where none is that near (0 to 100)."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=at_least)
    return f"，是不是“{best[0]}”" if best else ""


def keys_of(model: type[BaseModel]) -> Keys:
    """The keys of a model and of those in it, which of them hold lists of texts, and which names of the owner's."""
    known: set[str] = set()
    texts: set[str] = set()
    free: set[str] = set()
    for _, fields in _models(model):
        known.update(fields)
        texts.update(key for key, inner in fields.items() if inner.kind == "list" and inner.item.kind == "text")
        free.update(key for key, inner in fields.items() if inner.kind == "map")
    return Keys(frozenset(known), frozenset(texts), frozenset(free))


def unquoted(text: str) -> str:
    """The text without the Chinese quotes around the whole of it."""
    stripped = text.strip()
    for pair in _QUOTES:
        if len(stripped) > 1 and stripped[0] == pair[0] and stripped[-1] == pair[1] and _spans(stripped, pair):
            return stripped[1:-1].strip()
    return text


def listed(text: str) -> list[str]:
    """标题、导语，【落款】: what a list written as one text names."""
    return [unquoted(piece.strip()) for piece in _SEPARATORS.split(_bare(text, _BRACKETS)) if piece.strip()]


# --- what is wanted where ---


class Wanted(NamedTuple):
    """What a place of a model takes."""

    kind: Literal["model", "map", "list", "text", "any"]
    model: type[BaseModel] | None = None
    inner: tuple[Any, ...] = ()  # annotation of what a list or a map holds
    how: str = ""

    @property
    def item(self) -> Wanted:
        return _wanted(self.inner[0]) if self.inner else Wanted("any")


def _wanted(annotation: Any, metadata: Iterable[Any] = ()) -> Wanted:
    how = next((m.how for m in metadata if isinstance(m, Written)), "")
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        found = _wanted(inside[0], inside[1:])
        return found._replace(how=how or found.how)
    if origin in (typing.Union, types.UnionType):
        found = next((_wanted(a) for a in inside if a is not type(None)), Wanted("any"))
        return found._replace(how=how or found.how)
    if origin is dict:
        return Wanted("map", inner=(inside[1],), how=how)
    if origin in (list, tuple):
        return Wanted("list", inner=(inside[0],), how=how)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Wanted("model", annotation, how=how)
    return Wanted("any" if annotation is Any else "text", how=how)


def _fields(model: type[BaseModel]) -> dict[str, Wanted]:
    return {f.alias or name: _wanted(f.annotation, f.metadata) for name, f in model.model_fields.items()}


def _models(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], dict[str, Wanted]]]:
    """The model and every model in it, each once, with its fields."""
    waiting, seen = [model], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        fields = _fields(current)
        yield current, fields
        for inner in fields.values():
            while inner.kind in ("list", "map"):
                inner = inner.item
            if inner.model:
                waiting.append(inner.model)


# --- nodes into plain data ---


def _attempt(text: str, model: type[Model], empty: str) -> tuple[Model | None, list[str]]:
    try:
        node = parse_nodes(text)
    except SyntaxFault as fault:
        return None, [f"第{fault.line}行：{fault.message}。"]
    if node is None or node.pairs is None:
        return None, [f"是空的，或者不是“键: 值”的形式。{empty}"]
    taking = _Taking(text)
    values = taking.value(node, Wanted("model", model), ())
    try:
        settings = model.model_validate(values)
    except ValidationError as error:
        return None, _by_line([*taking.faults, *(taking.explained(e, model) for e in error.errors())])
    return (None, _by_line(taking.faults)) if taking.faults else (settings, [])


def _by_line(faults: Iterable[str]) -> list[str]:
    def line(fault: str) -> int:
        match = re.match(r"第([0-9]+)行", fault)
        return int(match[1]) if match else 0

    return sorted(dict.fromkeys(faults), key=line)


@dataclass
class _Taking:
    """Takes nodes as what is wanted at their place; notes where each stood and what cannot be taken."""

    source: str
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def value(self, node: Node, wanted: Wanted, path: tuple[str, ...]) -> Any:
        self.lines.setdefault(path, node.line)
        if wanted.kind in ("model", "map"):
            return self.mapping(node, wanted, path)
        if wanted.kind == "list":
            return self.items(node, wanted, path)
        if node.pairs is not None:
            return self.mapping(node, Wanted("map", inner=(Any,)), path)
        if node.items is not None:
            return [self.value(item, Wanted("any"), (*path, str(i))) for i, item in enumerate(node.items)]
        return None if node.empty else self.text(node, wanted)

    def text(self, node: Node, wanted: Wanted) -> str:
        text = node.text or ""
        if wanted.kind == "any" or not node.plain:
            return text
        if wanted.how == "verbatim":
            inside = unquoted(text)
            text = inside if any(mark in inside for mark in "“‘「") else text
            return re.sub(r"[｛{]\s*表述\s*[｝}]", "{表述}", text)
        return unquoted(text)

    def mapping(self, node: Node, wanted: Wanted, path: tuple[str, ...]) -> Any:
        if node.pairs is None:
            pairs = list(self.typed_pairs(node))
            if not pairs:
                return None if node.empty else self.value(node, Wanted("text"), path)
        else:
            pairs = [pair for key, value in node.pairs for pair in self.split_pair(key, value)]
        fields = _fields(wanted.model) if wanted.model else {}
        out: dict[str, Any] = {}
        for key, value in pairs:
            name = unquoted((key.text or "").strip().rstrip("："))
            if name in out:
                self.faults.append(f"第{key.line}行：“{name}”写了两次，请删去一个。")
                continue
            self.lines[(*path, name)] = key.line
            inner = fields.get(name) or (wanted.item if wanted.kind == "map" else Wanted("any"))
            taken = self.value(value, inner, (*path, name))
            if not (value.empty and wanted.model):  # a key with nothing under it is as good as left out
                out[name] = taken
        return out

    def split_pair(self, key: Node, value: Node) -> Iterator[tuple[Node, Node]]:
        """{S101：提示，S102：警告} is one key to YAML, and no value."""
        if value.empty and key.plain and _PAIR.fullmatch(key.text or "") and self.source[key.end : key.end + 1] != ":":
            yield from self.typed_pairs(key)
        else:
            yield key, value

    def typed_pairs(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """｛S101：提示，S102：警告｝, or lines of 甲：乙, which YAML takes for one text; nothing where it is none."""
        if node.items is not None or node.empty:
            return
        raw = _bare(self.source[node.start : node.end].strip(), _BRACES)
        pieces = [p for p in re.split(r"[，,；;\n]", raw) if p.strip()]
        found = [_PAIR.fullmatch(piece.strip()) for piece in pieces]
        if not all(found):
            return
        line = node.line
        for piece, match in zip(pieces, found, strict=True):
            assert match is not None
            line = node.line + raw[: raw.index(piece)].count("\n")
            yield Node(line, match["key"], plain=True), Node(line, match["value"].strip(), plain=True)

    def items(self, node: Node, wanted: Wanted, path: tuple[str, ...]) -> Any:
        item = wanted.item
        if node.items is None:
            if node.empty or node.pairs is not None or item.kind != "text":
                return None if node.empty else self.value(node, Wanted("any"), path)
            return self.pieces(node, wanted, path)
        flow = self.source[node.start : node.start + 1] == "["
        out: list[Any] = []
        for inner in node.items:
            if inner.empty:
                continue
            if item.kind == "text" and flow and inner.plain and _SEPARATORS.search(inner.text or ""):
                taken = self.pieces(inner, wanted, path)
            else:
                taken = [self.value(inner, item, (*path, str(len(out))))]
            for i in range(len(taken)):
                self.lines[(*path, str(len(out) + i))] = inner.line
            out += taken
        return out

    def pieces(self, node: Node, wanted: Wanted, path: tuple[str, ...]) -> list[str]:
        """一体推进，挂图作战: two words; of sentences nobody but the writer knows."""
        text = node.text or ""
        if wanted.how != "sentences":
            return listed(text)
        inside = _bare(text, _BRACKETS)
        bracketed = inside != text or self.source[max(0, node.start - 40) : node.start].rstrip()[-1:] in ("[", ",")
        if bracketed and _SEPARATORS.search(inside):
            self.faults.append(
                f"第{node.line}行 {'.'.join(path)}：“{text}”里是中文逗号，分不清是一句还是几句。"
                '是几句就改成英文逗号，是一句就加英文引号，如 ["……，……"]。'
            )
            return []
        return [unquoted(inside)]

    def explained(self, error: Any, model: type[BaseModel]) -> str:
        """One fault as pydantic reports it, in the user's words."""
        path = tuple(str(part) for part in error["loc"] if part != "[key]")
        line = next((self.lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.lines), 1)
        at = f"第{line}行 {'.'.join(part for part in path if not part.isdigit())}"
        kind, context = error["type"], error.get("ctx", {})
        if kind == "missing":
            return f"缺少“{'.'.join(path)}”，请补上。" if len(path) == 1 else f"{at}：少了这一项，请补上。"
        if kind == "extra_forbidden":
            return f"{at}：没有这个设置{_elsewhere(path, model)}。"
        if kind == "value_error":
            return f"{at}：{context.get('error')}。"
        if kind == "literal_error":
            expected = str(context.get("expected")).replace(" or ", " 或 ").replace("'", "")
            return f"{at}：只能写 {expected}，不是“{error.get('input')}”。"
        return f"{at}：{_KINDS.get(kind, '写法不对')}。"


_KINDS = {
    "list_type": "应是一个列表，如 [标题, 导语]，或每项一行、以“- ”开头",
    "model_type": "下面应有几行“键: 值”，缩进两格",
    "dict_type": "下面应有几行“键: 值”，缩进两格",
    "model_attributes_type": "下面应有几行“键: 值”，缩进两格",
    "string_type": "应是一段文字，不能再分行列出",
    "bool_type": "应写 是 或 否",
    "bool_parsing": "应写 是 或 否",
}


def _elsewhere(path: tuple[str, ...], model: type[BaseModel]) -> str:
    """，是不是“…” of the keys that may stand there; else where a key of that name belongs."""
    name = path[-1]
    here = list(_fields(_at(path[:-1], model) or model))
    for owner, fields in _models(model):
        if name in fields:
            under = _name_of(owner, model)
            return f"，应写在“{under}”下面，缩进两格" if under else "，应写在最外层，不缩进"
    return nearest(name, here) or f"，这里可写的有：{'、'.join(here)}"


def _at(path: tuple[str, ...], model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that a path leads to."""
    wanted = Wanted("model", model)
    for part in path:
        if wanted.model:
            wanted = _fields(wanted.model).get(part, Wanted("any"))
        elif wanted.kind in ("list", "map"):
            wanted = wanted.item
    return wanted.model


def _name_of(owner: type[BaseModel], model: type[BaseModel]) -> str:
    """The key under which a model stands; nothing for the outermost."""
    for _, fields in _models(model):
        for key, inner in fields.items():
            while inner.kind in ("list", "map"):
                inner = inner.item
            if inner.model is owner:
                return key
    return ""


def _bare(text: str, pairs: Iterable[str]) -> str:
    """The text without brackets around the whole of it."""
    stripped = text.strip()
    for pair in pairs:
        if len(stripped) > 1 and stripped[0] == pair[0] and stripped[-1] == pair[1]:
            return stripped[1:-1]
    return text


def _spans(text: str, pair: str) -> bool:
    """Whether the first mark is closed by the last one, not before."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char == pair[0]) - (char == pair[1] and pair[0] != pair[1])
        if depth == 0 and i < len(text) - 1:
            return False
    return True
