"""Outside the measures each sentence is compared with the ledger's, fact by fact in order."""

import pytest

from drafter.check.rules_ledger_facts import facts_of
from drafter.text.normal import fold


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("9月10日，督查组对6家单位开展检查，指出不足23个。", ["9月10日", "6家", "23个"]),
        (
            "2024年7月5日印发《云岭区整改方案》，区教育局落实12项。",
            ["7月5日", "《云岭区整改方案》", "区教育局", "12项"],
        ),
        ("省委第三巡视组反馈意见。", ["省委第三巡视组"]),
    ],
)
def test_the_facts_of_a_sentence_stand_in_their_order(text: str, facts: list[str]) -> None:
    assert [fact.value for fact in facts_of(fold(text))] == facts
