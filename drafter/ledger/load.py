"""A ledger out of its YAML file: all faults at once, each with file, line, key path, what is wrong and what to write.

Text stays as it was typed (电话: 0555…, 邮编: 012345, 1.10, 是); an empty value is the same as a key left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from drafter.errors import InputError
from drafter.ledger.model import Ledger
from drafter.ledger.path import steps_of
from drafter.ledger.shape import Shape, expected, ledger_keys, ledger_shape
from drafter.ledger.source import decode, read_ledger_text
from drafter.patterns import pattern
from drafter.text.normal import fold
from drafter.yamlnodes import Node, SyntaxFault, parse_nodes

MOST_MESSAGES = 60
_MOST_SYNTAX_FAULTS = 12
_SKIPPED = "\ue000"  # stands for a stretch that is no YAML, so that the rest can still be looked at
_CANONICAL_INT = pattern(r"0|-?[1-9][0-9]{0,3999}")
_CANONICAL_FLOAT = pattern(r"-?[0-9]+(?:\.[0-9]+)?(?:e[-+][0-9]+)?")
_FORM_OF_ITEMS = {"措施": "- 内容: ……", "要点": "- 内容: ……", "问题": "- 表述: ……", "具体表现": "- 表述: ……"}


Pair = tuple[Node, Node]


class Fault(NamedTuple):
    """Something wrong at one place of the file."""

    line: int
    path: str
    message: str


@dataclass(frozen=True)
class Positions:
    """Where each key path of a loaded ledger stands in its file."""

    name: str
    root: Node | None
    text: str = ""  # of the file, with full-width marks mended where it did not load otherwise

    def line(self, path: str) -> int | None:
        """The line of 问题[3].措施[0].内容 (indexes from 0, as in a trace); the nearest key above it that is there.
        None for a ledger that was not read from a file."""
        if self.root is None:
            return None
        node, line = self.root, self.root.line
        for step in steps_of(path):
            if isinstance(step, str):
                pair = next(((k, v) for k, v in node.pairs or () if k.text == step), None)
                if pair is None:
                    return line
                line, node = pair[0].line, pair[1]
            else:
                items = [item for item in node.items or () if not item.empty]
                if step >= len(items):
                    return line
                node = items[step]
                line = node.line
        return line


def load_ledger(path: Path) -> Ledger:
    """The ledger in that file. Raises InputError with every fault that the file has."""
    return load_with_positions(path)[0]


def load_with_positions(path: Path) -> tuple[Ledger, Positions]:
    """The ledger, and where its keys stand in the file, for messages of other checks."""
    ledger, root, text = _load(read_ledger_text(path), str(path))
    return ledger, Positions(str(path), root, text)


def load_ledger_text(text: str, name: str = "台账") -> Ledger:
    """The ledger in a text; `name` stands for the file in messages."""
    return _load(decode(text.encode("utf-8", "surrogatepass"), name), name)[0]


def usable_text(text: str, name: str) -> str:
    """The text, with full-width marks mended where it does not load otherwise. Raises InputError if it never loads."""
    return _load(decode(text.encode("utf-8", "surrogatepass"), name), name)[2]


def _load(text: str, name: str) -> tuple[Ledger, Node | None, str]:
    ledger, root, faults = _attempt(text)
    if ledger is not None:
        return ledger, root, text
    from drafter.yamlmend import mend

    original = text
    for wide_space in (2, 1):  # columns that a full-width space of the indentation stands for
        if ledger is None and (mended := mend(original, ledger_keys(), wide_space)) != original:
            ledger, mended_root, mended_faults = _attempt(mended)
            if ledger is not None or len(mended_faults) < len(faults) or text is original:
                text, root, faults = mended, mended_root, mended_faults
    if ledger is None:
        raise InputError(*_messages(faults, name))
    return ledger, root, text


def _messages(faults: list[Fault], name: str) -> list[str]:
    unique = sorted(dict.fromkeys(faults))
    said = [
        f"{name}:{f.line}: {f.path + '：' if f.path else ''}{f.message}{_counted(f.path)}。"
        for f in unique[:MOST_MESSAGES]
    ]
    if len(unique) > MOST_MESSAGES:
        said.append(f"{name}：还有 {len(unique) - MOST_MESSAGES} 处问题，改好以上各处后再试。")
    return said


def _counted(path: str) -> str:
    """问题[2].措施 -> （第3个问题）, since people count from one."""
    problem = re.match(r"问题\[([0-9]+)\]", path)
    return f"（第{int(problem[1]) + 1}个问题）" if problem else ""


def _attempt(text: str) -> tuple[Ledger | None, Node | None, list[Fault]]:
    root, faults = _parse_all(text)
    if root is None or root.empty:
        if not faults:
            faults = [Fault(1, "", "台账里没有内容（只有注释或空行），请填写 通报、单位、问题 等")]
        return None, root, faults
    if root.pairs is None:
        faults.append(Fault(root.line, "", f"台账最外层应是{expected(ledger_shape())}，{_instead(root)}"))
        return None, root, faults
    data = _Builder(faults).build(root, ledger_shape(), "")
    ledger = None
    try:
        ledger = Ledger.model_validate(data)
    except ValidationError as error:
        faults += _translated(error, root, faults)
    return (ledger if not faults else None), root, faults


def _parse_all(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree. Where a stretch is no YAML it is set aside, so that the faults of the others are found as well."""
    faults: list[Fault] = []
    lines = text.split("\n")
    while True:
        try:
            return parse_nodes("\n".join(lines)), faults
        except SyntaxFault as fault:
            faults.append(Fault(fault.line, "", fault.message))
            if len(faults) >= _MOST_SYNTAX_FAULTS or not _set_aside(lines, fault):
                return None, faults


def _set_aside(lines: list[str], fault: SyntaxFault) -> bool:
    """Blank the list item or the top-level part that holds the fault. False where nothing is left to blank."""
    at = min(fault.start or fault.line, len(lines)) - 1
    while at > 0 and (not lines[at].strip() or _SKIPPED in lines[at]):
        at -= 1
    begin = at
    while begin > 0 and not re.match(r"\S", lines[begin]):
        begin -= 1
    if not lines[begin].strip() or _SKIPPED in lines[begin]:
        return False
    end = next((i for i in range(at + 1, len(lines)) if re.match(r"[^\s#]", lines[i])), len(lines))
    dashes = [i for i in range(begin + 1, end) if re.match(r"\s+- ", lines[i])]
    indents = [len(lines[i]) - len(lines[i].lstrip()) for i in dashes]
    items = [i for i, indent in zip(dashes, indents, strict=True) if indent == min(indents)]
    if items and items[0] <= at:
        begin = max(i for i in items if i <= at)
        end = next((i for i in items if i > begin), end)
        mark = re.match(r"\s*- ", lines[begin])
        replacement = f"{mark.group() if mark else '- '}{_SKIPPED}"
    elif lines[begin].startswith("- "):
        replacement = f"- {_SKIPPED}"
    else:
        replacement = ""
    lines[begin:end] = [replacement] + [""] * (end - begin - 1)
    return True


@dataclass
class _Builder:
    """Nodes -> plain data for the model; what the model would call by an English name is noted here, in Chinese."""

    faults: list[Fault] = field(default_factory=list)

    def build(self, node: Node, shape: Shape, path: str) -> Any:
        if node.text == _SKIPPED:
            return dict.fromkeys(shape.required, "-") if shape.kind == "mapping" else "-"
        if shape.kind in ("free", "named"):
            if node.pairs is None:
                return self._wrong_kind(node, shape, path)
            return self._free(node, path, typed=shape.kind == "free")
        if shape.kind == "mapping" or (shape.kind == "wording" and node.pairs is not None):
            return self._mapping(node, shape, path)
        if shape.kind in ("list", "texts") and node.items is not None:
            return self._items(node, shape.item or shape, path)
        if shape.kind == "list" or node.text is None:
            return self._wrong_kind(node, shape, path)
        if shape.kind == "number" and node.plain:
            digits = fold(node.text)
            return int(digits) if _CANONICAL_INT.fullmatch(digits) else node.text
        return node.text

    def _mapping(self, node: Node, shape: Shape, path: str) -> Any:
        if node.pairs is None:
            return self._wrong_kind(node, shape, path)
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        pairs: list[Pair | None] = [None, *node.pairs]
        for before, (key_node, value) in zip(pairs, node.pairs, strict=False):
            key = key_node.text if key_node.text is not None else "?"
            place = f"{path}.{key}" if path else key
            if key in lines:
                message = f"“{key}”重复了，第{lines[key]}行已经写过，请合并成一处"
                self.faults.append(Fault(key_node.line, place, message))
                continue
            lines[key] = key_node.line
            inner = shape.fields.get(key)
            if inner is None:
                said = _cut_off(key_node, value, before) or _unknown_key(key, shape, lines)
                self.faults.append(Fault(key_node.line, place, said))
            elif not value.empty:
                data[key] = self.build(value, inner, place)
        return data

    def _items(self, node: Node, item: Shape, path: str) -> list[Any]:
        for number, inner in enumerate(node.items or [], 1):
            if inner.empty:
                message = f"第{number}项“- ”后面是空的，请填写，或删去这一行"
                self.faults.append(Fault(inner.line, path, message))
        present = [inner for inner in node.items or [] if not inner.empty]
        return [self.build(inner, item, f"{path}[{i}]") for i, inner in enumerate(present)]

    def _free(self, node: Node, path: str, typed: bool = True) -> Any:
        """Keys of the office's own. A number or true/false only where it is written as the machine would write it."""
        if node.pairs is not None:
            data: dict[str, Any] = {}
            for key_node, value in node.pairs:
                key = key_node.text if key_node.text is not None else "?"
                if key in data:
                    self.faults.append(Fault(key_node.line, f"{path}.{key}", f"“{key}”重复了，请合并成一处"))
                data[key] = self._free(value, f"{path}.{key}", typed)
            return data
        if node.items is not None:
            return [self._free(item, f"{path}[{i}]", typed) for i, item in enumerate(node.items)]
        text = node.text or ""
        if not node.plain:
            return text
        if node.empty:
            return None if typed else ""
        if not typed:
            return text
        if text in ("true", "false"):
            return text == "true"
        if _CANONICAL_INT.fullmatch(text):
            return int(text)
        if _CANONICAL_FLOAT.fullmatch(text) and repr(float(text)) == text:
            return float(text)
        return text

    def _wrong_kind(self, node: Node, shape: Shape, path: str) -> Any:
        form = _FORM_OF_ITEMS.get(re.sub(r"\[[0-9]+\]$", "", path).rpartition(".")[2], "")
        shown = form and node.text is not None and shape.kind in ("mapping", "list")
        form = f"；请写成“{form}”" if shown else ""
        self.faults.append(Fault(node.line, path, f"应是{expected(shape)}，{_instead(node)}{_quote_hint(shape)}{form}"))
        return None if shape.kind != "mapping" else dict.fromkeys(shape.required, "-")


def _instead(node: Node) -> str:
    if node.text is not None:
        shown = node.text if len(node.text) <= 16 else node.text[:15] + "…"
        colon = "；键后面要用英文冒号，并空一格" if re.match(r"\S{1,12}[：:]", node.text) else ""
        return f"这里却是文字“{shown}”{colon}"
    kind = "一组“键: 值”" if node.pairs is not None else "列表"
    return f"这里却是{kind}"


def _quote_hint(shape: Shape) -> str:
    return "；文字以 { 或 [ 开头时请加引号" if shape.kind in ("text", "texts", "wording") else ""


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that was probably meant."""
    from rapidfuzz import fuzz, process

    cleaned = word.strip(" 　-－:：*#\"'“”")
    if cleaned in known:
        return cleaned
    best = process.extractOne(cleaned, known, scorer=fuzz.ratio, score_cutoff=45)
    if best is None:
        best = process.extractOne(cleaned, known, scorer=fuzz.partial_ratio, score_cutoff=80)
    return best[0] if best else None


def _cut_off(key: Node, value: Node, before: Pair | None) -> str | None:
    """{内容: 交付住房2,316套}: what stands behind a comma within {…} and names no key is the rest of the text before
    it; None for a key that has its colon."""
    if before is None or not value.empty or value.end > key.end or before[1].text is None:
        return None
    name, begun, rest = before[0].text or "", before[1].text, key.text or ""
    return (
        f"“{begun[-_SHOWN:]},{rest[:_SHOWN]}”里的英文逗号把“{name}”断成了两截（花括号里它是分隔号），"
        "请给整段文字加上引号，或改用中文逗号"
    )


_SHOWN = 12  # characters on either side of a comma

_TELLING = 3  # characters of a key that an explanation holds by no accident


def _unknown_key(key: str, shape: Shape, taken: Mapping[str, int]) -> str:
    known = list(shape.fields)
    # 邮政信箱: a key whose explanation says that this is written there, before one that only looks like it
    explained = (k for k in known if len(key) >= _TELLING and key in shape.explanations.get(k, ""))
    near = next(explained, None) or nearest(key, [k for k in known if k not in taken] or known)
    if key.isascii() and near is None:
        near = _chinese_name(key, known)
    if near:
        return f"不认识的键“{key}”，是不是想写“{near}”"
    return f"不认识的键“{key}”，此处可用的键有：{'、'.join(known)}"


def _chinese_name(english: str, known: list[str]) -> str | None:
    """The key's Chinese name, for one who knows the code's English one."""
    from drafter.ledger import model

    for entry in vars(model).values():
        if isinstance(entry, type) and issubclass(entry, model.Entry):
            for name, info in entry.model_fields.items():
                if name == english and info.alias in known:
                    return info.alias
    return None


def _translated(error: ValidationError, root: Node, faults: list[Fault]) -> Iterator[Fault]:
    """Pydantic's findings in Chinese, one for a place; what the builder said already is not said again."""
    said = {fault.path for fault in faults}
    parents = {path.rpartition(".")[0] for path in said}
    for detail in error.errors(include_url=False):
        node, line, path, missing = _locate(root, detail)
        if path in said or (missing and path.rpartition(".")[0] in parents):
            continue
        if node.pairs is not None and path in parents:
            continue  # the fault is inside it
        said.add(path)
        yield Fault(line, path, in_chinese(detail, node.text))


def _locate(root: Node, detail: ErrorDetails) -> tuple[Node, int, str, bool]:
    node, line, path = root, root.line, ""
    missing = detail["type"] == "missing"
    for part in detail["loc"]:
        if isinstance(part, int) and node.items is not None:
            items = [item for item in node.items if not item.empty]
            node = items[part]
            line, path = node.line, f"{path}[{part}]"
        elif isinstance(part, str) and node.pairs is not None:
            pair = next(((k, v) for k, v in node.pairs if k.text == part), None)
            if pair:
                line, node, path = pair[0].line, pair[1], f"{path}.{part}" if path else part
    if missing:
        path = f"{path}.{detail['loc'][-1]}" if path else str(detail["loc"][-1])
    return node, line, path, missing


def in_chinese(detail: ErrorDetails, text: str | None) -> str:
    """What pydantic found at a place, in Chinese. `text` is what stands there, None where that is no text."""
    kind, context = detail["type"], detail.get("ctx") or {}
    shown = f"“{text}”" if text is not None and len(text) <= 30 else "这里的内容"
    if kind == "missing":
        return f"缺少“{detail['loc'][-1]}”，这一项必须填写"
    if kind == "value_error":
        said = str(context.get("error", detail["msg"]))
        return f"{shown}不对，{said}" if not said.startswith("没有这一天") else said
    if kind == "literal_error":
        options = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        near = nearest(text or "", options)
        meant = f"，是不是想写“{near}”" if near else ""
        return f"{shown}不对，应是 {'、'.join(options)} 之一{meant}"
    if kind.startswith("date"):
        return f"{shown}不对，应写成日期，如 2024-03-05、2024年3月5日 或 2024.3.5"
    if kind.startswith("string"):
        return "应是一段文字；文字以 { 或 [ 开头时请加引号"
    if kind.startswith("bool"):
        return f"{shown}不对，应写 是 或 否"
    if kind.startswith("int"):
        return f"{shown}不对，应是编号"
    if kind.startswith(("list", "model", "dict")):
        return f"{shown}不是这里该有的写法"
    return f"{shown}不能用在这里，请对照 drafter schema 或 drafter new 的说明改写"
