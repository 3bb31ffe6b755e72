"""An old notice as a start: structure and wording kept, figures, dates, names and places emptied; what stays is told.

A fact of the old notice that stood unseen in the new one would be the very slip that is punished (公文抄袭). So spans
that are facts by their form become 【待补：…】, fields that hold facts become empty, a name that is known at one place
goes at all of them, and of each paragraph the words that were kept are listed, with those that look like names first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from drafter.ledger.field import FACT, LAYOUT, names_with
from drafter.ledger.model import ENTRIES, Ledger
from drafter.patterns import pattern
from drafter.text.bodies import bodies_in
from drafter.text.dates import written
from drafter.text.normal import fold
from drafter.text.numerals import TWO_TO_TEN
from drafter.text.persons import appointed_persons_in, persons_in
from drafter.text.places import mentions
from drafter.text.quantities import quantities, units_pattern

_EMPTY = frozenset(key for model in ENTRIES for key in names_with(model, FACT))
_LAYOUT = frozenset(key for model in ENTRIES for key in names_with(model, LAYOUT))
_GENERIC = frozenset(["无", "补"])
_CHINESE = f"{TWO_TO_TEN}百千万亿两〇零"
_SEEN = pattern(r"[A-Za-z][A-Za-z0-9-]+|“[^”]{1,30}”|[0-9]+")  # in what is kept: codes and quoted words
# A run that proves to be nothing is passed over whole, as no later start in it would end otherwise: each is read once.
_FIGURE = pattern(
    rf"""
    [0-9]+(?:[.,][0-9]+)*(?:[%‰]|[十百千]?[万亿]?)          # 1,204 96% 3.5万
    | 百分之[{_CHINESE}一点]+
    | [{_CHINESE}一][{_CHINESE}一点]*(?<!^一)(?=(?:多|余)?(?:{units_pattern()}))   # 十二个, 三次
    | (?P<nothing>[{_CHINESE}一](?:(?!百分之)[{_CHINESE}一点])*+)
    """,
    re.VERBOSE,
)
_SET_PHRASE = pattern(r"“[^”]{1,20}”")  # “四个意识”: a number in it counts nothing
_ONE = frozenset("一")
_TITLE = pattern(r"(?<=《)[^《》]{1,80}(?=》)")
_DIGITS = pattern(r"[0-9]+(?:[.,][0-9]+)*[%‰]?")
_MAIL = pattern(r"[A-Za-z0-9][\w.+-]*+(?P<host>@[\w-]+(?:\.[\w-]+)+)?", re.ASCII)  # without a host it is none
# 在青石镇, 对文昌路9号: a name of two to four characters before what a place is called, at the edge of a word
_PLACE = pattern(
    r"(?:(?<=[，。；、：:,;（(\s在对到赴向从由和与及于为将给])|^)"
    r"(?P<name>[\u4e00-\u9fff]{2,4}?(?:省|市|县|区|旗|镇|乡|街道|村|社区|路|街|巷|水库|园区|大桥|河|湖|小学|中学|医院|公司))"
    r"(?=[0-9，。；、：:,;）)\s的等和与开召]|党|$)"
)
_GENERIC_PLACE = pattern(
    r"^(?:全|各|本|我|该|每|两|多|相关|有关|所属|下属|部分|重点|全体|基层|城|农|山|老|新|乡|街|社|园|校|辖|市|县|区|镇|村|、)*"
    r"(?:省|市|县|区|旗|镇|乡|街道|村|社区|路|街|巷|水库|园区|大桥|河|湖|小学|中学|医院|公司)$"
)
_LEVEL_BODY = pattern(
    r"^(?:中央|省|市|县|区|旗|镇|乡|街道|自治区|州)?(?:委|政府|党委|党组|纪委|纪委监委|人大|政协|委员会|党工委)$"
)
_STEM = pattern(r"(?:省|市|县|区|旗|镇|乡|州|自治区|自治县)$")
_SHORTEST_NAME = 2


class Kept(NamedTuple):
    """A paragraph of the old notice: what was emptied in it, and which words of it are still there."""

    path: str
    emptied: Counter[str]
    kept: tuple[str, ...]  # stretches between what was emptied
    names: tuple[str, ...]  # of them, what may be a name

    def __str__(self) -> str:
        emptied = "、".join(f"{kind}{count}处" for kind, count in self.emptied.items())
        said = f"{self.path}：" + (f"清空{emptied}；" if emptied else "")
        said += f"可能是名称：{'、'.join(self.names)}；" if self.names else ""
        words = "……".join(self.kept)
        return said + (f"仍是去年的文字：{words}" if words else "没有留下文字")


def emptied(ledger: Ledger) -> tuple[Ledger, list[Kept], int]:
    """(the ledger without facts, what is kept of each paragraph, how many fields were emptied)."""
    names = _known_names(ledger)
    kept: list[Kept] = []
    data, fields = _cleared(ledger.model_dump(by_alias=True, exclude_defaults=True), "", names, kept)
    return Ledger.model_validate(data), kept, fields


def _cleared(value: Any, path: str, names: dict[str, str], kept: list[Kept]) -> tuple[Any, int]:
    """The value without facts; texts are told in `kept`."""
    if isinstance(value, dict):
        out: dict[str, Any] = {}
        fields = 0
        for key, inner in value.items():
            if key in _EMPTY:
                fields += 1
                continue
            if key in _LAYOUT:
                out[key] = inner
                continue
            name = _blanked(key, names)[0] if path == "方面概述" else key
            out[name], more = _cleared(inner, f"{path}.{key}" if path else key, names, kept)
            fields += more
        return out, fields
    if isinstance(value, list):
        done = [_cleared(item, f"{path}[{i}]", names, kept) for i, item in enumerate(value)]
        return [item for item, _ in done], sum(more for _, more in done)
    if not isinstance(value, str) or value in _GENERIC:
        return value, 0
    text, found = _blanked(value, names)
    kept.append(found._replace(path=_spoken(path)))
    return text, 0


def _spoken(path: str) -> str:
    """问题[3].措施[0].内容 -> 问题4.措施1.内容, as people count."""
    return re.sub(r"\[(\d+)\]", lambda m: str(int(m[1]) + 1), path)


def _blanked(text: str, names: dict[str, str]) -> tuple[str, Kept]:
    out: list[str] = []
    stretches: list[str] = []
    counts: Counter[str] = Counter()
    at = 0
    for start, end, kind in _spans(text, names):
        stretches.append(text[at:start])
        out += [text[at:start], f"【待补：{kind}】"]
        counts[kind] += 1
        at = end
    stretches.append(text[at:])
    words = tuple(s for s in (re.sub(r"\s+", " ", s).strip() for s in stretches) if re.search(r"\w", s))
    seen = tuple(dict.fromkeys(m.group() for s in words for m in _SEEN.finditer(s)))
    return "".join([*out, text[at:]]), Kept("", counts, words, seen)


def _spans(text: str, names: dict[str, str]) -> list[tuple[int, int, str]]:
    """What is a fact, in order, without overlaps; of several at one place the longest, names and dates first."""
    folded = fold(text)
    found: list[tuple[int, int, str, int]] = [(s, e, k, 0) for s, e, k in _named(folded, names)]
    found += [(d.start, d.end, "日期", 1) for d in written(folded)]
    found += [(*m.span(), "邮箱", 1) for m in _MAIL.finditer(folded) if m["host"]]
    found += [(s, e, "数字", 2) for s, e in _figures(folded)]
    taken: list[tuple[int, int, str]] = []
    for start, end, kind, _ in sorted(found, key=lambda f: (f[3], f[0] - f[1])):
        if all(end <= s or start >= e for s, e, _ in taken):
            taken.append((start, end, kind))
    left = [(*m.span(), "数字") for m in _DIGITS.finditer(folded)]
    taken += [span for span in left if all(span[1] <= s or span[0] >= e for s, e, _ in taken)]
    return sorted(taken)


def _named(folded: str, names: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    yield from ((*m.span(), "名称") for m in _TITLE.finditer(folded))
    if names:
        pattern = "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n)))
        yield from ((*m.span(), names[m.group()]) for m in re.finditer(pattern, folded))


def _figures(folded: str) -> Iterator[tuple[int, int]]:
    phrases = [m.span() for m in _SET_PHRASE.finditer(folded)]
    counted = [
        (q.start, q.start + len(number[0]))
        for q in quantities(folded)
        if (number := _FIGURE.match(q.text)) and not number["nothing"]
    ]
    for start, end in [*counted, *(m.span() for m in _FIGURE.finditer(folded) if not m["nothing"])]:
        inside = any(s <= start and end <= e for s, e in phrases)
        if folded[start:end] in _ONE or (inside and not folded[start].isdigit()):
            continue
        yield start, end


def _known_names(ledger: Ledger) -> dict[str, str]:
    """Every name of the old notice -> what it is, so that one known at one place goes at all of them."""
    texts = list(_texts(ledger.model_dump(by_alias=True, exclude_defaults=True)))
    unit, tour, contact = ledger.unit, ledger.tour, ledger.contact
    found: dict[str, str] = {}
    for name in (unit.name, tour.team, tour.target, *ledger.notice.signers):
        if name:
            found[fold(name)] = "单位"
    given = {
        "地址": contact.address, "邮编": contact.postcode, "邮箱": contact.email, "电话": contact.phone,
        "时间": contact.hours, "文号": ledger.notice.document_number,
    }  # fmt: skip
    found |= {fold(value): kind for kind, value in given.items() if value}
    for text in map(fold, texts):
        for body in bodies_in(text):
            named = body.office or body.number or _is_place(body.place, unit.region or "")
            if named and not _LEVEL_BODY.match(body.text):
                found.setdefault(body.text, "单位")
                if _is_place(body.place, unit.region or ""):
                    found.setdefault(body.place, "地点")
        for mention in mentions(text):
            found.setdefault(mention.name, "地点")
        for name, _ in (*persons_in(text), *appointed_persons_in(text)):
            found.setdefault(name, "姓名")
        for match in _PLACE.finditer(text):
            if not _GENERIC_PLACE.match(match["name"]):
                found.setdefault(match["name"], "地点")
    for place in [n for n, kind in found.items() if kind == "地点"] + re.split(
        r"(?<=[省市县区旗州])", unit.region or ""
    ):
        stem = _STEM.sub("", place)
        for name in (place, stem):
            if len(name) >= _SHORTEST_NAME and not _GENERIC_PLACE.match(name):
                found.setdefault(fold(name), "地点")
    return {n: k for n, k in found.items() if len(n) >= _SHORTEST_NAME}


def _is_place(name: str, region: str) -> bool:
    """Whether what stands before a body's level is a place (not 健全 in 健全县委理论学习制度)."""
    return len(name) >= _SHORTEST_NAME and (name in region or any(m.name.startswith(name) for m in mentions(name)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value
