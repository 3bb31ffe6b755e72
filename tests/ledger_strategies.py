"""Hypothesis strategies: ledgers with any text, line breaks, quotes and emptiness in them."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from drafter.ledger import model
from drafter.ledger.model import Ledger
from drafter.text.normal import LOOK_ALIKES, cleaned

_AWKWARD = [
    *"""
    ~ null 是 否 yes 1.10 012345 2024-03-05 0x1F # “引” ' " =SUM(A1) +1 -1 @x ＝1 #N/A 〔空〕 〔空项〕 〔文〕甲
    〔2024〕5号
    〔列表〕[] 〔JSON〕{} _x000D_ _x0041_甲 _x005F_ 𠮷 电话：0555 % {甲} [甲] *甲 &甲 !甲 | > 甲、乙 甲，乙 1.甲2.乙
    true ...
    --- = << １２ 1e5 1e+5 已完成 合计 一是甲。二是乙。 备注：甲 反馈问题 √ 〔长文本1〕 甲：乙 序号 .5 :甲 甲: 甲# 12 -3
    """.split(),  # noqa: SIM905
    *["", " ", "- 甲", "甲: 乙", "甲 # 乙", "? 甲", "第一行\n第二行", "第一行\n\n  缩进\n尾", "甲\t乙", "甲\r\n乙"],
    *["\u3000全角", "\x07", "\x85", "甲\x85乙", "\u2028", "甲\u2028乙", "a" * 250, "\n甲", "甲\n", "甲\n\n", " 甲"],
    *["甲 \n乙 \n", "\ufeff甲", "\ufffe甲", "完善规划。编制方案。"],
]
_alphabet = st.characters(exclude_categories=["Cs"])
texts = st.deferred(
    lambda: st.one_of(
        st.sampled_from(_AWKWARD), st.text(_alphabet, max_size=40), st.text("甲乙。，“”：: \n#-'\"", max_size=80)
    ).map(lambda text: cleaned(text, LOOK_ALIKES).text)  # reading takes them for what they look like
)
_maybe = st.none() | texts
_dates = st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
_many = st.lists(texts, max_size=3)
_status = st.sampled_from([None, "已完成", "基本完成", "推进中", "长期坚持"])


def _fits_a_number(text: str) -> bool:
    return len(text) <= model.LONGEST_NUMBER and text.strip("+-").lower() not in {".inf", ".nan", "inf", "nan"}


_number = st.none() | st.integers(-5, 10**12) | texts.filter(_fits_a_number)
_wording = st.none() | texts | texts.map(lambda value: model.PhraseRef(id=value))
_free: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def _some(entry: type[BaseModel], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The entry with any part of its fields given."""

    @st.composite
    def build(draw: st.DrawFn) -> Any:
        wanted = [n for n in fields if entry.model_fields[n].is_required() or draw(st.booleans())]
        return entry(**{name: draw(fields[name]) for name in wanted})

    return st.deferred(build)


_points = st.lists(_some(model.PointEntry, lead=_wording, content=_maybe), max_size=2)
_blocks = st.lists(_some(model.BlockEntry, title=_maybe, overview=_wording, points=_points), max_size=2)
_measures = st.lists(
    _some(
        model.MeasureEntry,
        ordinal=_maybe,
        lead=_wording,
        content=_maybe,
        plan=_maybe,
        status=_status,
        public=st.booleans(),
        evidence=_many,
    ),
    max_size=3,
)
_arranged: dict[str, Any] = {
    "measures_run": st.sampled_from([None, "分段", "内联"]),
    "label_place": st.sampled_from([None, "独段", "同段"]),
    "heading_place": st.sampled_from([None, "独段", "同段"]),
}
_aspects = st.lists(
    _some(model.AspectEntry, number=_number, title=texts, label=_maybe, measures=_measures, result=_maybe, **_arranged),
    max_size=2,
)
problems = _some(
    model.ProblemEntry,
    number=_number, title=texts, public_title=_maybe, aspect=_maybe, leader=_maybe, lead_unit=_maybe, units=_many,
    target=_maybe, deadline=_dates | texts, status=_status, public=st.booleans(), consent=_maybe, plans=_many,
    label=_maybe, measures=_measures,
    aspects=_aspects, result=_maybe, notes=st.dictionaries(texts, _free, max_size=3), **_arranged,
)  # fmt: skip
ledgers: st.SearchStrategy[Ledger] = _some(
    Ledger,
    notice=_some(
        model.Notice, title=_maybe, template=_maybe, date=_dates, document_number=_maybe, signers=_many,
        preamble=_wording,
        headings=_some(model.Headings, leadership=_maybe, progress=_maybe, next_steps=_maybe),
        disclosure=_wording, previous=_maybe,
    ),
    unit=_some(model.Unit, name=_maybe, short=_maybe, region=_maybe),
    tour=_some(
        model.Tour, kind=st.sampled_from([None, "巡视", "巡察"]), deployer=_maybe, team=_maybe, target=_maybe,
        start=_dates, end=_dates, feedback=_dates,
    ),
    leadership=_some(
        model.Leadership, overview=_wording,
        group=st.none() | _some(model.Group, head=_maybe, deputies=_many, members=_many, offices=_many),
        meetings=st.lists(_some(model.Meeting, date=_dates, name=_maybe, matter=_maybe,
            kind=st.sampled_from([None, "学习", "民主生活会"]), times=st.none() | st.integers(1, 99)), max_size=2),
        scheme=st.none() | _some(model.Scheme, name=_maybe, date=_dates, meeting=_maybe),
        first_responsible=st.none() | _some(model.FirstResponsible, name=_maybe, matters=_many),
        mechanisms=_many,
        supervisions=st.lists(_some(model.Supervision, date=_dates, start=_dates, end=_dates,
            content=_maybe, found=_maybe, mended=_maybe), max_size=2),
        points=_points, blocks=_blocks,
    ),
    problems=st.lists(problems, max_size=3), progress_overview=_maybe,
    group_overviews=st.dictionaries(texts, texts, max_size=2),
    next_steps=_some(model.NextSteps, overview=_wording, points=_points, blocks=_blocks),
    contact=_some(
        model.ContactEntry, phone=_maybe, address=_maybe, postcode=_maybe, email=_maybe, hours=_maybe, full_text=_maybe
    ),
    remarks=_many,
)  # fmt: skip
