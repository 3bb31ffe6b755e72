"""The empty ledger and the schema: what a newcomer starts from."""

import json
from typing import Any

from drafter.ledger.load import load_ledger_text
from drafter.ledger.shape import Shape, ledger_shape
from drafter.ledger.skeleton import json_schema, new_ledger


def keys(shape: Shape) -> set[str]:
    inner = [*shape.fields.values(), *([shape.item] if shape.item else [])]
    return set(shape.fields).union(*map(keys, inner)) if inner else set(shape.fields)


def test_the_empty_ledger_explains_every_key_and_loads() -> None:
    text = new_ledger()
    ledger = load_ledger_text(text)
    assert all(key in text for key in keys(ledger_shape()))
    assert ledger.problems[0].title.startswith("【待补：")
    assert ledger.unit.name is None and ledger.contact.phone is None
    for line in text.splitlines():
        key, colon, rest = line.partition(":")
        if colon and not key.lstrip().startswith("#") and rest.strip():
            assert "#" in rest or rest.strip() in ("1", "是", "巡视"), line


def test_examples_in_the_comments_are_valid_when_they_are_uncommented() -> None:
    lines = []
    for line in new_ledger().splitlines():
        stripped = line.lstrip()
        if stripped.startswith("#  "):
            line = line.replace("#", " ", 1)
        elif ": []" in line and line.rstrip().endswith("例："):
            line = line.split(": []")[0] + ":"
        elif line.startswith("方面概述"):
            line = "方面概述:"
        lines.append(line)
    body = "\n".join(lines).split("通报:", 1)[1]
    ledger = load_ledger_text("通报:" + body)
    assert ledger.leadership.meetings[0].name == "区委常委会会议"
    assert ledger.leadership.blocks[0].points[0].lead == "扛牢主体责任"
    assert ledger.problems[0].aspects[0].measures[0].lead == "建立招商图谱"
    assert ledger.group_overviews == {"贯彻新发展理念": "这一方面共反馈3个问题。"}


def test_the_schema_speaks_chinese_and_is_the_same_every_time() -> None:
    assert json_schema() == json_schema()
    schema = json.loads(json_schema())
    problem = schema["$defs"]["ProblemEntry"]["properties"]
    assert {"表述", "状态", "公开", "措施"} <= set(problem)
    assert {"enum": ["已完成", "基本完成", "推进中", "长期坚持"], "type": "string"} in problem["状态"]["anyOf"]
    assert schema["$defs"]["ProblemEntry"]["required"] == ["表述"]
    assert schema["additionalProperties"] is False
    assert "format" not in json_schema()

    def descriptions(node: Any) -> list[str]:
        if isinstance(node, list):
            return [d for item in node for d in descriptions(item)]
        if not isinstance(node, dict):
            return []
        own = [node["description"]] if isinstance(node.get("description"), str) else []
        return own + [d for value in node.values() for d in descriptions(value)]

    assert all(any("一" <= c <= "鿿" for c in d) for d in descriptions(schema))
    assert all("description" in field for field in problem.values())


def test_a_key_of_the_model_is_all_that_the_empty_ledger_needs() -> None:
    text = new_ledger()
    for line in (
        "  提法:                 # 写“补”：没有提法的措施都从词条库配",
        "  落款: []              # 一个或几个落款单位；例：",
    ):
        assert line in text
    assert "  #  - 日期: 2024-06-22  # 会议日期，也可写" in text  # a key of an example is explained where it stands
    assert "公开: 是            # 否：不写进通报，也不计数" in text
