"""An empty ledger that explains itself, and the JSON Schema with which an editor completes its keys.

Both are made of the model: its keys, their explanations (`description`) and examples (`field.Example`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from drafter.ledger.dump import inline, item_lines, pair_lines
from drafter.ledger.field import Example
from drafter.ledger.model import Entry, Ledger, PhraseRef
from drafter.patterns import pattern

_HEAD = """\
# yaml-language-server: $schema=台账.schema.json
#
# 整改台账。照着填，填好后运行：drafter draft 台账.yaml
#
# 写法：键后面是英文冒号加一个空格，再写内容；同一级左对齐，缩进用空格。
#       不填的留空或整行删去：通报里必须有而没有填的，会印成【待补：…】并标出。
#       日期写 2024-03-05、2024年3月5日 或 2024.3.5。# 后面是说明，不会印出。
#       长文字或分段的文字写成：
#         内容: |-
#           第一段。
#           第二段。
# 上面第一行让编辑器（VS Code 等）自动补全键名；先运行：drafter schema > 台账.schema.json
"""
_FILLED = {  # what stands in the empty ledger already
    "巡视.类别": "巡视",
    "问题[0].编号": "1",
    "问题[0].表述": "【待补：反馈意见指出的问题】",
}
_TO_FILL = ("问题", "问题[0].措施")  # lists that stand there with one item to fill in
_COLUMN = 24  # where the explanations begin, in widths of a letter


@cache
def _skeleton() -> str:
    return _HEAD + "".join(f"{line}\n" for line in _keys(Ledger, "", ""))


def _keys(model: type[Entry], indent: str, path: str) -> Iterator[str]:
    """The keys of an entry to fill in, each with its explanation; a part is set off by an empty line."""
    for info in model.model_fields.values():
        place = f"{path}.{info.alias}" if path else str(info.alias)
        inner, is_list = _entry_of(info.annotation), get_origin(info.annotation) is list
        if not path:
            yield ""
        if inner and not is_list:
            yield _told(f"{indent}{info.alias}:", (info.description if path else None))
            yield from _keys(inner, indent + "  ", place)
        elif inner and place in _TO_FILL:
            first, *rest = _keys(inner, indent + "    ", f"{place}[0]")
            yield _told(f"{indent}{info.alias}:", info.description)
            yield from (f"{indent}  - {first.lstrip()}", *rest)
        else:
            example = next((mark for mark in info.metadata if isinstance(mark, Example)), None)
            said = f"{info.description}。例：" if example and not example.short else info.description or ""
            said += f"；例：{inline(example.value)}" if example and example.short else ""
            yield _told(f"{indent}{info.alias}: {_written(info, place)}".rstrip(), said)
            if example and not example.short:
                yield from _shown(example, inner, indent)


def _entry_of(annotation: Any) -> type[Entry] | None:
    """The entry that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return None if annotation is PhraseRef else annotation
    return next((found for part in get_args(annotation) if (found := _entry_of(part))), None)


def _written(info: FieldInfo, place: str) -> str:
    """What stands behind the key."""
    if place in _FILLED:
        return _FILLED[place]
    default = info.get_default()
    if isinstance(default, bool):
        return "是" if default else "否"
    return "[]" if default == [] else "{}" if default == {} else ""


def _shown(example: Example, model: type[Entry] | None, indent: str) -> Iterator[str]:
    """An example as comments, which become the field's value where the # is taken away; its keys are explained."""
    fields = model.model_fields.values() if model else ()
    explained = {f.alias: f.description for f in fields if not (f.description or "").startswith("如 ")}
    pairs = [line for key, value in example.value.items() for line in pair_lines(key, value, "")]
    for line in item_lines(example.value, "") if model else pairs:
        key = _OWN_KEY.match(line)
        yield _told(f"{indent}#  {line}", explained.get(key[1]) if key else None)


_OWN_KEY = pattern(r"(?:- |  )(\w+):")  # of an item, not of what it holds


def _told(line: str, said: str | None) -> str:
    """The line with its explanation."""
    width = len(line) + sum(1 for char in line if ord(char) > 0x2000)
    return f"{line}{' ' * max(2, _COLUMN - width)}# {said}" if said else line


def new_ledger(template: str = "", sections: Iterable[tuple[str, str, bool]] = ()) -> str:
    """A ledger to fill in, as YAML: every key with its explanation, example values as comments.

    `template` is written down as the one to draft with; `sections` are the parts of its own that it asks for, each
    with what it stands behind and whether it must be there.
    """
    text = _skeleton()
    if template:
        written = "'" + template.replace("'", "''") + "'" if _NEEDS_QUOTES.search(template) else template
        text = _TEMPLATE_LINE.sub(lambda m: f"{m[1]} {written}", text, count=1)
    asked = [
        f"  - 标题: {title}\n    位置: {after}后\n    段落:               # "
        + ("模板要求有这一部分，一段一项" if required else "没有就留空，不会印出；一段一项")
        + (f"\n      - 【待补：{title}】" if required else "")
        for title, after, required in sections
    ]
    return _OTHERS_LINE.sub(lambda m: "\n".join(["其他部分:", *asked]), text, count=1) if asked else text


_NEEDS_QUOTES = pattern(r"[:#\\'\"\[\]{},&*!|>%@`]|^[\s?-]")
_TEMPLATE_LINE = pattern(r"^(  模板:).*$", re.MULTILINE)
_OTHERS_LINE = pattern(r"^其他部分: \[\].*(?:\n#.*)*$", re.MULTILINE)


def json_schema() -> str:
    """The ledger's JSON Schema (draft 2020-12): Chinese keys, explanations and choices; the same text every time."""
    schema = Ledger.model_json_schema(by_alias=True, mode="validation")
    schema = _for_editors(schema)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "整改台账", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2)


_ENTRY_NAMES = {
    "AspectEntry": "具体表现：问题下的小问题，有自己的措施",
    "BlockEntry": "板块：一部分里有自己小标题的一块",
    "ContactEntry": "联系方式：监督联系方式",
    "FirstResponsible": "第一责任人：做了什么",
    "Group": "领导小组：整改工作领导小组",
    "Headings": "小标题：只用于这一份通报；留空用模板的",
    "Leadership": "组织领导：事实，以及已经写好的文字",
    "Ledger": "整改台账",
    "MeasureEntry": "措施：一条整改措施",
    "Meeting": "会议：专题研究整改的会议",
    "NextSteps": "下一步：下一步打算",
    "Notice": "通报：通报本身",
    "OtherPart": "其他部分：另外的一个部分，原样印出",
    "PhraseRef": "词条：文字取自词条库",
    "PointEntry": "要点：一是、二是中的一条",
    "ProblemEntry": "问题：反馈的一个问题",
    "Scheme": "方案：整改方案及其通过",
    "Supervision": "督查：一次督促检查",
    "Tour": "巡视：这一次巡视或巡察",
    "Unit": "单位：被巡视的单位",
}
_TEXT = ["string", "number"]  # 0555 or 012345 is a number to the editor, and text to us
_YES_NO = {"enum": ["是", "否", True, False]}
_DATE = {"type": "string", "description": "日期，如 2024-03-05、2024年3月5日 或 2024.3.5"}


def _for_editors(node: Any, name: str = "Ledger") -> Any:
    """What pydantic says of its classes, said to one who edits YAML: dates and 是/否 are typed as words there, an
    empty value is a key left out, and the code's own docstrings and titles are of no use."""
    if isinstance(node, list):
        return [_for_editors(item, "") for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "boolean":
        return {**_YES_NO, **_kept(node, "description")}
    if node.get("format") == "date":
        return {**_DATE, **_kept(node, "description")}
    out: dict[str, Any] = {}
    for key, value in node.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "$defs":
            out[key] = {n: _for_editors(v, n) for n, v in sorted(value.items())}
        elif key == "properties":
            required = node.get("required", [])
            fields = {n: _for_editors(v, "") for n, v in value.items()}
            out[key] = {n: field if n in required else _or_empty(field) for n, field in fields.items()}
        elif key == "description" and name in _ENTRY_NAMES:
            out[key] = _ENTRY_NAMES[name]
        elif key in ("enum", "required", "const"):
            out[key] = value
        elif key == "default":
            continue  # none that a writer would have to know
        else:
            out[key] = _for_editors(value, "")
    if name in _ENTRY_NAMES:
        out.setdefault("description", _ENTRY_NAMES[name])
    if out.get("type") == "string" and "enum" not in out and "const" not in out:
        out["type"] = _TEXT
    if out.get("type") == "array" and out.get("items", {}).get("type") == _TEXT:
        array = {k: out[k] for k in ("type", "items")}
        return {"anyOf": [{"type": _TEXT}, array], **_kept(out, "description")}
    return out


def _kept(node: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: node[key] for key in keys if key in node}


def _or_empty(field: dict[str, Any]) -> dict[str, Any]:
    """A key may stand there with nothing behind it yet."""
    options = field.get("anyOf")
    if options is None:
        kept = _kept(field, "description")
        return {"anyOf": [{k: v for k, v in field.items() if k not in kept}, {"type": "null"}], **kept}
    if {"type": "null"} in options:
        return field
    return {**field, "anyOf": [*options, {"type": "null"}]}
