"""The ledger's facts as what goes into the slots of a phrase: text with origins, or the mark that a fact is missing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from drafter.compose.text import kinded
from drafter.ledger.counting import measures_told
from drafter.ledger.model import Ledger
from drafter.patterns import pattern
from drafter.phrases.slots import SLOT, base_name
from drafter.report import Origin, OriginKind, Passage
from drafter.text.lexicon import table

UNTOLD = "换成不写问题个数的说法"  # what waits where a wording counts problems of which some are not for the public
# How formulations begin that stand before what is done: what is learnt or held to.
LEARNT = ("以", "认真", "深入", "站在", "从")


class Words:
    """Text under construction, each stretch with its origin."""

    def __init__(self) -> None:
        self.text = ""
        self.origins: list[Origin] = []

    def add(self, text: str, kind: OriginKind, ref: str) -> Words:
        if text:
            self.origins.append(Origin(len(self.text), len(self.text) + len(text), kind, ref))
            self.text += text
        return self

    def fact(self, value: str | None, ref: str, what: str) -> Words:
        """A fact, or the mark that it is missing."""
        return self.add(value, "ledger", ref) if value else self.add(f"【待补：{what}】", "missing", ref)

    def join(self, passage: Passage) -> Words:
        at = len(self.text)
        self.origins += [o._replace(start=o.start + at, end=o.end + at) for o in passage.origins]
        self.text += passage.text
        return self

    def passage(self) -> Passage:
        return Passage(self.text, origins=tuple(self.origins))


def kind_of_body(ledger: Ledger) -> str:
    """地方, 街道乡镇, 企业, 学校 or 单位, by how the unit's name ends."""
    name = f"{ledger.unit.name or ''}{ledger.unit.short or ''}"
    return next((row["种"] for row in table("body_kinds") if row["词"] in name), "单位")


def inspected_body(ledger: Ledger) -> list[tuple[str, str | None]]:
    """Who was inspected, by the ledger's fields, the first that is filled in: a committee that governs a place is told
    by the place, any other body by its name (对县水利局党组开展了巡察, never 对该县)."""
    unit = ledger.unit
    bare = re.sub("^中(?:共|国共产党)", "", unit.name or "")
    body = re.sub(r"(?<!工作)委员会$", "党委", bare)
    places = [("单位.地区", unit.region), ("单位.名称", unit.name)]
    governs = not unit.name or kind_of_body(ledger) in {"地方", "街道乡镇"}
    return [("巡视.对象", ledger.tour.target), *(places if governs else [("单位.名称", body or None)])]


class Facts:
    """Slot values out of one ledger. `phrase` is the id that the joints between facts are traced to."""

    def __init__(self, ledger: Ledger, told: dt.date | None = None) -> None:
        """`told`: the day that a part tells of; the notice's own where it is none other."""
        self.ledger = ledger
        self.told = told or ledger.notice.date
        self.problems = [problem for _, problem in ledger.printed_problems()]
        self.hidden = len(self.problems) < len(ledger.problems)  # some problems are not for the public

    def fill(self, text: str, phrase: str, label: str = "", kind: OriginKind = "phrase") -> Passage:
        """A phrase with its slots filled, or a form of the template (`kind`). What the ledger lacks becomes
        【待补：…】."""
        words = Words()
        at = 0
        for match in SLOT.finditer(text):
            words.add(self.kinded(text[at : match.start()]), kind, phrase)
            name = match.group()[1:-1]
            value = self.value(name, phrase)
            if value is not None:
                words.join(value)
            else:
                words.add(f"【待补：{self._what(name, label)}】", "missing", _REF.get(name, name))
            at = match.end()
        return words.add(self.kinded(text[at:]), kind, phrase).passage()

    def missing(self, name: str) -> Passage:
        """A sentence that only says what is missing."""
        words = Words().fact(None, _REF.get(name, name), self._what(name))
        return words.add("。", "template", "句号").passage()

    def _what(self, name: str, label: str = "") -> str:
        """What the writer is asked for: of an inspection by a city or a county the 巡察组. A count that may not be told
        is no fact that could be filled in: another wording is."""
        if self.hidden and base_name(name) == "问题数":
            return UNTOLD
        return (_WHAT.get(name) or label or name).replace("巡视", self.ledger.tour.word)

    def kinded(self, text: str) -> str:
        """A phrase in the words of this inspection."""
        return kinded(text, self.ledger.tour)

    def lacks(self, text: str) -> list[str]:
        """Names of the slots of a phrase that the ledger has nothing for."""
        return [name for name in (m[1:-1] for m in SLOT.findall(text)) if self.value(name, "") is None]

    def value(self, name: str, phrase: str) -> Passage | None:
        """What goes into a slot, None where the ledger has nothing."""
        maker = _MAKERS.get(name) or _MAKERS.get(base_name(name))
        return maker(self, phrase) if maker else None

    # --- single facts ---

    def _of(self, value: str | None, ref: str) -> Passage | None:
        return Words().add(value, "ledger", ref).passage() if value else None

    def short(self, _: str) -> Passage | None:
        unit = self.ledger.unit
        return self._of(unit.short, "单位.简称") or self._of(unit.name, "单位.名称")

    def target(self, _: str) -> Passage | None:
        for ref, value in inspected_body(self.ledger):
            if value:
                return self._of(value, ref)
        return None

    def inspected(self, _: str) -> Passage:
        tour = self.ledger.tour
        source = "巡视.巡视组" if tour.word == "巡察" and not tour.kind else "巡视.类别"
        given = tour.kind or source == "巡视.巡视组"
        words = Words().add(tour.word, "ledger" if given else "template", source)
        return words.add("“回头看”" if tour.look_back else "", "template", "巡视.回头看").passage()

    def date(self, which: str, before: str | None = None) -> Passage | None:
        tour = self.ledger.tour
        dates = {"开始": tour.start, "结束": tour.end, "反馈": tour.feedback}
        date, earlier = dates[which], dates.get(before or "")
        return self._of(spoken(date, earlier), f"巡视.{which}") if date else None

    def congress(self, _: str) -> Passage | None:
        """党的二十大和二十届二中、三中全会: those held before the day that is told of; None where there is no day."""
        date = self.told
        held = [row for row in table("plenums") if date and (int(row["年"]), int(row["月"])) < (date.year, date.month)]
        if not held:
            return None
        term = held[-1]["届"]
        plenums = [row["次"] for row in held if row["届"] == term and row["次"] != "一"]
        said = "历次" if len(plenums) > _PLENUMS_NAMED else "、".join(f"{number}中" for number in plenums)
        behind = f"和{term}届{said}全会" if plenums else ""
        return Words().add(f"党的{term}大{behind}", "count", "全会").passage()

    # --- facts of several parts ---

    def listed(self, values: Sequence[str], ref: str) -> Passage:
        """区委组织部、区纪委监委"""
        words = Words()
        _listed(words, values, ref)
        return words.passage()

    def mechanisms_by_type(self) -> list[tuple[str, Passage]]:
        """The mechanisms by what one does with them (建立, 实行, 坚持): each type as (its group, its list)."""
        found: dict[str, Words] = {}
        for i, item in enumerate(self.ledger.leadership.mechanisms):
            bare = _MADE.sub("", item).rstrip("。；，")
            group = next((group for group, ends in _MECHANISMS if bare.endswith(ends)), "坚持机制")
            words = found.setdefault(group, Words())
            words.add("、" if words.text else "", "template", "顿号")
            words.add(bare, "ledger", f"组织领导.机制[{i}]")
        order = [group for group, _ in _MECHANISMS] + ["坚持机制"]
        return [(group, found[group].passage()) for group in order if group in found]

    # --- counts ---

    def number_of_problems(self, _: str) -> Passage | None:
        """6; nothing where more problems were fed back than are printed: either number would tell of the others."""
        return None if self.hidden else _count(len(self.problems), "问题数")

    def number_of_measures(self, _: str) -> Passage | None:
        """The measures that say something, not those still 【待补】; nothing where the number is not known."""
        count = measures_told(self.problems)
        return _count(count.written, "措施数") if count.known else None

    def number_of_aspects(self, _: str) -> Passage | None:
        """The 方面 that the problems are grouped by; nothing where not all are, or all are of one."""
        groups = {problem.aspect for problem in self.problems}
        return None if self.hidden or None in groups or len(groups) < _SEVERAL else _count(len(groups), "方面数")

    def people(self, phrase: str) -> Passage:
        """Whom a street, a town or a township serves."""
        name = f"{self.ledger.unit.name or ''}{self.ledger.unit.short or ''}"
        said = next((said for word, said in _PEOPLE if word in name), "群众")
        return Words().add(said, "phrase", phrase).passage()

    def business(self, phrase: str) -> Passage:
        """What a body does all year, beside mending."""
        return Words().add(_BUSINESS[kind_of_body(self.ledger)], "phrase", phrase).passage()

    def head(self, _: str) -> Passage | None:
        group = self.ledger.leadership.group
        return self._of(group.head, "组织领导.领导小组.组长") if group else None

    def first_responsible(self, _: str) -> Passage | None:
        """Who answers for the whole: as the ledger calls that person, else the head of the group."""
        person = self.ledger.leadership.first_responsible
        return self._of(person.name, "组织领导.第一责任人.称谓") if person and person.name else self.head("")


_MECHANISMS = (
    ("建立机制", ("机制", "制度", "体系", "专班", "台账")),
    ("实行机制", ("管理", "办法", "调度", "销号", "清单", "推进")),
)
_SEVERAL = 2  # aspects that are worth counting
_PEOPLE = (("街道", "辖区群众"), ("镇", "全镇群众"), ("乡", "全乡群众"))
_BUSINESS = {"地方": "中心工作", "街道乡镇": "中心工作", "企业": "生产经营", "学校": "教育教学", "单位": "业务工作"}
_PLENUMS_NAMED = 3  # more are 历次全会
_MADE = pattern("^(?:建立健全|建立|健全|实行|推行|完善)")  # said by the phrase already

_MAKERS: dict[str, Callable[[Facts, str], Passage | None]] = {
    "简称": Facts.short,
    "对象": Facts.target,
    "巡视": Facts.inspected,
    "部署": lambda f, _: f._of(f.ledger.tour.deployer, "巡视.部署"),
    "党委": lambda f, _: f._of(f.ledger.unit.short, "单位.简称"),
    "巡视组": lambda f, _: f._of(f.ledger.tour.team, "巡视.巡视组"),
    "地区": lambda f, _: f._of(f.ledger.unit.region, "单位.地区"),
    "开始": lambda f, _: f.date("开始"),
    "结束": lambda f, _: f.date("结束", "开始"),
    "反馈": lambda f, _: f.date("反馈", "结束"),
    "问题数": Facts.number_of_problems,
    "措施数": Facts.number_of_measures,
    "方面数": Facts.number_of_aspects,
    "群众": Facts.people,
    "业务": Facts.business,
    "主要负责人": Facts.first_responsible,
    "组长": Facts.head,
    "电话": lambda f, _: f._of(f.ledger.contact.phone, "联系方式.电话"),
    "地址": lambda f, _: f._of(f.ledger.contact.address, "联系方式.地址"),
    "邮编": lambda f, _: f._of(f.ledger.contact.postcode, "联系方式.邮编"),
    "邮箱": lambda f, _: f._of(f.ledger.contact.email, "联系方式.邮箱"),
    "全会": Facts.congress,
    "受理时间": lambda f, _: f._of(f.ledger.contact.hours, "联系方式.受理时间"),
}
# What to ask the writer for, and where it belongs in the ledger.
_WHAT = {
    "简称": "单位简称",
    "对象": "被巡视对象",
    "部署": "作出部署的党委",
    "开始": "巡视开始日期",
    "结束": "巡视结束日期",
    "反馈": "反馈日期",
    "领导小组": "领导小组的组长、副组长",
    "会议": "会议的日期、名称和事项",
    "机制": "建立的机制",
    "督查": "督查的日期和内容",
    "主要负责人": "主要负责人职务",
    "问题数": "反馈问题",
    "措施数": "整改措施",
    "主要负责人履责": "主要负责人研究部署、领办督办整改的情况",
    "电话": "监督电话",
    "地址": "联系地址",
    "邮箱": "电子邮箱",
}
_REF = {
    "简称": "单位.简称",
    "对象": "巡视.对象",
    "部署": "巡视.部署",
    "巡视组": "巡视.巡视组",
    "开始": "巡视.开始",
    "结束": "巡视.结束",
    "反馈": "巡视.反馈",
    "领导小组": "组织领导.领导小组",
    "会议": "组织领导.会议",
    "机制": "组织领导.机制",
    "督查": "组织领导.督查",
    "主要负责人": "组织领导.第一责任人.称谓",
    "问题数": "问题",
    "措施数": "问题",
    "主要负责人履责": "组织领导.第一责任人.事项",
    "电话": "联系方式.电话",
    "地址": "联系方式.地址",
    "邮箱": "联系方式.邮箱",
}


def unstopped(words: Words) -> Words:
    """The same without its closing 。, to be gone on with."""
    return Words().join(unclosed(words.passage()))


def unclosed(passage: Passage) -> Passage:
    """Without its closing 。"""
    text = passage.text.rstrip("。")
    origins = tuple(o._replace(end=min(o.end, len(text))) for o in passage.origins if o.start < len(text))
    return Passage(text, origins=origins)


def spoken(date: dt.date | str | None, before: dt.date | None) -> str | None:
    """2024年6月22日, a month or range as it is written; without the year where the date before has the same one."""
    if date is None:
        return None
    if isinstance(date, str):
        return date.removeprefix(f"{before.year}年") if before is not None else date
    year = "" if before is not None and before.year == date.year else f"{date.year}年"
    return f"{year}{date.month}月{date.day}日"


def _listed(words: Words, items: Sequence[str], ref: str) -> None:
    """区委组织部、区纪委监委; where items hold a 、 themselves the last one stands behind 和, the others before it
    behind ，: 县委副书记、县长和县委副书记."""
    several = any("、" in item for item in items) and len(items) > 1
    last = "以及" if any("和" in item for item in items) else "和"
    for i, item in enumerate(items):
        mark = "、" if not several else last if i == len(items) - 1 else "，"
        words.add(mark if i else "", "template", "顿号").add(item, "ledger", f"{ref}[{i}]")


def _count(number: int, ref: str) -> Passage | None:
    return Words().add(str(number), "count", ref).passage() if number else None
