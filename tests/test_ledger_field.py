"""A field of the ledger is declared once: its column, how it is merged and what an old notice leaves of it."""

from typing import Annotated

from pydantic import Field

from drafter.ledger.emptied import emptied
from drafter.ledger.excel_layout import FIELDS
from drafter.ledger.field import FACT, NEWER, WORDS, Column, marked, names_with
from drafter.ledger.model import ENTRIES, Entry, Ledger, MeasureEntry, ProblemEntry
from drafter.ledger.shape import ledger_shape


class Sample(Entry):
    """An entry as the model declares them."""

    leader: Annotated[str | None, NEWER, FACT, Column(2, "牵头领导", 12)] = Field(None, alias="牵头领导")
    text: Annotated[str | None, WORDS] = Field(None, alias="文字")
    plain: str | None = Field(None, alias="其他")


def test_the_marks_of_a_field_are_read_from_its_annotation() -> None:
    assert list(marked(Sample, Column)) == [("leader", "牵头领导", Column(2, "牵头领导", 12))]
    assert names_with(Sample, NEWER) == {"牵头领导": "leader"}
    assert names_with(Sample, NEWER, WORDS) == {"牵头领导": "leader", "文字": "text"}
    assert names_with(Sample, FACT) == {"牵头领导": "leader"}


def test_every_column_has_its_own_place_and_heading() -> None:
    places = [column.at for model in ENTRIES for _, _, column in marked(model, Column)]
    assert sorted(places) == list(range(1, len(places) + 1)) and len(places) == len(FIELDS)
    assert len({field.heading for field in FIELDS}) == len(FIELDS)
    assert [field.heading for field in FIELDS][:3] == ["编号", "方面", "反馈问题"]


def test_every_column_is_a_key_of_its_entry() -> None:
    problem = ledger_shape().fields["问题"].item
    assert problem is not None
    aspect, measure = problem.fields["具体表现"].item, problem.fields["措施"].item
    assert aspect is not None and measure is not None
    known = {"problem": problem.fields, "aspect": aspect.fields, "measure": measure.fields}
    assert all(field.key in known[field.level] for field in FIELDS)


def test_what_is_internal_is_a_fact_and_never_carried_into_the_next_ledger() -> None:
    internal = {"牵头领导", "牵头单位", "责任单位", "整改目标", "时限", "状态", "经同意公开", "计划", "内部备注"}
    assert internal <= set(names_with(ProblemEntry, FACT))
    assert {"计划", "状态", "佐证"} <= set(names_with(MeasureEntry, FACT))
    whole = Ledger.model_validate(
        {"问题": [{"编号": 2, "表述": "停车难", "牵头领导": "某人", "措施": [{"内容": "加强巡查", "佐证": ["1号"]}]}]}
    )
    left = emptied(whole)[0].problems[0]
    assert (left.number, left.title, left.leader) == (2, "停车难", None)
    assert (left.measures[0].content, left.measures[0].evidence) == ("加强巡查", [])
