"""What may stand where in a ledger, derived once from the model: known keys, kinds of value, words for messages."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from drafter.ledger.model import Ledger, PhraseRef
from drafter.ledger.path import value_at
from drafter.yamlmend import Keys

Kind = Literal["mapping", "list", "text", "texts", "wording", "number", "named", "free"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One place of the ledger. `fields` of a mapping are by Chinese key; `item` is what a list holds."""

    kind: Kind
    fields: dict[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    item: Shape | None = None
    explanations: dict[str, str] = field(default_factory=dict)  # of the keys of a mapping
    choices: tuple[str, ...] = ()  # the only words that may stand there


_EXPECTED: dict[Kind, str] = {
    "mapping": "一组“键: 值”",
    "list": "列表，每项以“- ”开头",
    "text": "一段文字",
    "texts": "文字，或用方括号、“- ”列出的几项",
    "wording": "一段文字，或 {词条: 编号}",
    "number": "编号",
    "named": "几行“名称: 文字”",
    "free": "几行“名称: 内容”",
}


def expected(shape: Shape) -> str:
    """What should stand there, for a message."""
    if shape.kind == "mapping" and shape.fields:
        keys = list(shape.fields)
        return f"{_EXPECTED['mapping']}（{'、'.join(keys[:5])}{'等' if len(keys) > 5 else ''}）"
    return _EXPECTED[shape.kind]


@cache
def ledger_shape() -> Shape:
    """The shape of a whole ledger."""
    return _of_model(Ledger)


@cache
def ledger_keys() -> Keys:
    """Every key that stands anywhere in a ledger, and those whose lists hold plain texts."""
    known: set[str] = set()
    texts: set[str] = set()
    waiting = [ledger_shape()]
    while waiting:
        shape = waiting.pop()
        known.update(shape.fields)
        texts.update(key for key, inner in shape.fields.items() if inner.kind == "texts")
        waiting += [*shape.fields.values(), *([shape.item] if shape.item else [])]
    return Keys(frozenset(known), frozenset(texts))


def shape_at(keys: Sequence[str]) -> Shape | None:
    """What stands at that path of keys; None where the ledger has no such key."""
    shape: Shape | None = ledger_shape()
    for key in keys:
        shape = shape.fields.get(key) if shape is not None else None
    return shape


def texts_at(ledger: Ledger, keys: Sequence[str]) -> list[str]:
    """The text, or the texts, that a ledger holds at that path of keys; none where it holds something else."""
    value = value_at(ledger, keys)
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [text for text in value if isinstance(text, str) and text.strip()] if isinstance(value, list) else []


def explanation(keys: list[str]) -> str | None:
    """What the model says of the last of these keys, which lead to it from the top of the ledger."""
    shape: Shape | None = ledger_shape()
    said = None
    for key in keys:
        shape = shape.item if shape is not None and shape.kind == "list" else shape
        if shape is None or key not in shape.fields:
            return said
        said, shape = shape.explanations.get(key), shape.fields[key]
    return said


@cache
def _of_model(model: type[BaseModel]) -> Shape:
    fields = {(info.alias or name): _of_type(info.annotation) for name, info in model.model_fields.items()}
    required = tuple(info.alias or name for name, info in model.model_fields.items() if info.is_required())
    said = {(info.alias or name): info.description for name, info in model.model_fields.items() if info.description}
    return Shape("mapping", fields, required, explanations=said)


def _of_type(annotation: Any) -> Shape:
    """The shape of a field's type; `None` and validators wrapped around it do not matter."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _of_type(typing.get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict:
        return Shape("named" if arguments[1] is str else "free")
    if origin is list:
        item = _of_type(arguments[0])
        return Shape("texts" if item.kind == "text" else "list", item=item)
    if origin in (typing.Union, types.UnionType):
        members = [m for m in arguments if m is not type(None)]
        if PhraseRef in members:
            return Shape("wording", _of_model(PhraseRef).fields, _of_model(PhraseRef).required)
        if int in members:
            return Shape("number")
        return _of_type(members[0])
    return Shape("text", choices=arguments if origin is Literal else ())
