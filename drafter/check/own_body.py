"""Every mention of the unit's own leading body (党委, 党组, 党工委): of which kind it is said to be.

A mention is the unit's own by who stands before it: the unit's name, a word that units of its sort call themselves by
(局党组, 集团党委), or nobody. What belongs to others (机关党委, 各学院党委, 集团党组第二巡视组) is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from drafter.check.body import Printed, Spot, printed_paragraphs
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table, words
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.segment import tokens


class Own(NamedTuple):
    """A mention of the own leading body."""

    kind: str  # 党委, 党组, 党工委
    owner: str  # the words before it that name the unit; "" where it stands alone
    spot: Spot  # owner and kind
    headed: bool  # as title or signature has it
    unnamed: bool  # 局党组, 党组 alone, not 市水务局党组


_HEADED = pattern(  # 中共云汐市水务局党组, 中共澜江理工学院委员会
    r"^(?:中共|中国共产党)(?P<name>\S{3,40}?)"
    r"(?P<body>党组|党工委|工作委员会|工委|(?<!纪律检查)(?<!监察)委员会|党委)(?=关于|$)"
    r"|^(?P<bare>\S{3,40}?)(?P<kind>党组|党工委|党委)(?=关于|$)"
)
_KINDS = {"工作委员会": "党工委", "工委": "党工委", "委员会": "党委"}
_MENTION = pattern(r"党工委|党委|党组(?!织)")
_BOTH = pattern(r"[（(]党[组委工]|[）)]|[、和/／](?:党委|党组|党工委)")  # 党组（党委）: of many units at once
_OF_MANY = pattern(rf"^(?:书记)?[\d{ONE_TO_TEN}两]{{1,3}}(?:名|人|位|个)|^(?:书记)?等|^政府")
# How units call themselves, by the end of their name.
_SELF = {row["末字"]: row["自称"].split("|") for row in table("self_names")}
_SCHOOLS = ("学院", "大学", "学校", "中学", "小学", "党校")
_OTHERS = pattern(
    r"(?:[各级类市县区省]|单位|企业|部门|系统|乡镇|镇|村|社区|机关|直属|[下所局院校厅]属|学院|公司|集团|医院)$"
)
_INSPECTOR = pattern(  # 集团公司党组第二巡视组, 关于集团公司党组巡视整改…, 经集团党组巡视办
    rf"关于(?P<title>[{CJK}]{{1,14}}?)(?:党组|党委)巡[视察]"
    rf"|(?P<whose>[{CJK}]{{1,14}}?)(?:党组|党委)(?:第[\d{ONE_TO_TEN}]{{1,3}}巡[视察]组|巡[视察](?:办|工作)|统一部署)"
)


def headed_body(line: str) -> tuple[str, str] | None:
    """(name of the unit, kind) of 中共云汐市水务局党组关于…; None where the line heads no leading body of a unit."""
    match = _HEADED.search("".join(fold(line).split()))
    if match is None or (match["name"] or match["bare"]).endswith("机关"):  # a bureau's 机关党委 is another body
        return None
    body = match["body"] or match["kind"]
    return match["name"] or match["bare"], _KINDS.get(body, body)


def place_alone(name: str) -> bool:
    """Whether the body is a place's committee (中共临洲市望溪区委员会), which calls itself 区委."""
    return name[-1:] in "省市县区旗州盟"


def own_mentions(report: Report, passages: Passages) -> list[Own]:
    """The mentions of a unit's own leading body, in order; none where the notice is a place's committee's."""
    heads = [*report.title_lines, *report.signers]
    named = [body for p in heads if (body := headed_body(p.text))]
    if not named or any(place_alone(name) for name, _ in named):
        return []
    names = {name for name, _ in named}
    names |= declared_names(report, names)
    selves = self_words(names)
    inspectors = inspectors_of(report)
    found: list[Own] = []
    for printed in printed_paragraphs(report, passages):
        if printed.place.role in {"title", "signers"}:
            if (head := headed_body(printed.text)) is not None:
                found.append(
                    Own(head[1], head[0], Spot(printed, 0, len(printed.text.rstrip())), headed=True, unnamed=False)
                )
            continue
        found += _in_paragraph(printed, selves, names, {kind for _, kind in named}, inspectors)
    return found


_BRANCH = pattern(r"(?:党?总支部?|党?支部)$")


def own_unit_names(report: Report) -> set[str]:
    """The names of the unit that title and signature head a leading body of, its declared short names too."""
    heads = [*report.title_lines, *report.signers]
    names = {_BRANCH.sub("", name) for p in heads if (body := headed_body(p.text)) and not place_alone(name := body[0])}
    return names | declared_names(report, names)


def self_words(names: set[str]) -> tuple[str, ...]:
    """What the unit calls itself, the longer first: 研究院, 院."""
    found: set[str] = set()
    for name in names:
        words_ = _SELF.get(name[-1], [])
        sort = next((w for w in words_ if len(w) > 1 and name.endswith(w)), "")  # a 学院 is no 医院
        found |= {w for w in words_ if len(w) == 1 or not sort or w.endswith(sort) or w[-1] != sort[-1]}
        if name.endswith(_SCHOOLS):
            found |= {"校", "学校", *(("院", "学院") if name.endswith("学院") else ())}
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def inspectors_of(report: Report) -> frozenset[str]:
    """集团公司 of 集团公司党组第二巡视组: whose body inspects; with "" where any does, for it is 党组 too."""
    text = "".join([report.title or "", *(p.text for p in report.preamble)])
    whose = [m["title"] or m["whose"] for m in _INSPECTOR.finditer(text)]
    return frozenset(name[-n:] if n else "" for name in whose for n in range(len(name) + 1))


_DECLARED = pattern(
    rf"(?P<long>[{CJK}]{{4,40}})[（(](?:以下)?(?:简称|统称)[“\"]?(?P<short>[^“”\"（）()]{{2,12}})[”\"]?[）)]"
)


def declared_names(report: Report, names: Iterable[str]) -> set[str]:
    """市交投集团 of 衡岭市交通投资集团有限公司（以下简称“市交投集团”）, where the long name is one of those given."""
    return {
        match["short"]
        for passage in report.preamble
        for match in _DECLARED.finditer(passage.text)
        if any(match["long"].endswith(name) for name in names)
    }


def _in_paragraph(
    printed: Printed, selves: Sequence[str], names: set[str], kinds: set[str], inspectors: frozenset[str]
) -> Iterator[Own]:
    text = printed.text
    titles = [m.span() for m in _TITLE.finditer(text)]
    for match in _MENTION.finditer(text):
        start, end = match.span()
        if _BOTH.match(text, end) or text[start - 1 : start] in "（(／/" or _OF_MANY.match(text[end : end + 8]):
            continue
        titled = any(a <= start < b for a, b in titles)
        members = bool(_MEMBERS.match(text, end))
        owner = _owner(text[max(0, start - _REACH) : start], selves, names, members=members)
        if owner is None or (titled and not owner) or (owner in inspectors and (owner or match.group() not in kinds)):
            continue
        unnamed = not owner or owner in selves
        yield Own(match.group(), owner, Spot(printed, start - len(owner), end), headed=False, unnamed=unnamed)


_TITLE = pattern(r"《[^《》]{0,80}》")
_MEMBERS = pattern(r"成员|委员(?!会)|班子成员")
_CLOSED = pattern(rf"[》”]$|(?<![（(][\d{ONE_TO_TEN}])(?<![（(][\d{ONE_TO_TEN}][\d{ONE_TO_TEN}])[）)]$")  # no ordinal
_REACH = 48  # characters before a body in which its owner's name stands
_BRACKET = pattern(r"(?P<long>\S{2,40})[（(](?:以下)?(?:简称|统称)[“”\"]?[^“”\"（）()]{2,12}[“”\"]?[）)]$")


def _owner(before: str, selves: Sequence[str], names: set[str], *, members: bool) -> str | None:
    """The words that name the unit as the owner, "" where nobody is named; None where somebody else is."""
    if bracket := _BRACKET.search(before):
        return before[bracket.end("long") :] if any(bracket["long"].endswith(name) for name in names) else None
    run = re.search(rf"[{CJK}]*$", before)
    ahead = run.group() if run else ""
    if not ahead:
        return "" if not before or not (before[-1].isdigit() or _CLOSED.search(before)) else None
    for name in names:  # 市水务局 of 云汐市水务局
        for i in range(max(1, len(name) - 2)):
            if ahead.endswith(name[i:]):
                return name[i:]
    for word in selves:
        if ahead.endswith(word):
            rest = ahead.removesuffix(word)
            return word if not rest or _may_stand_before(rest) else None
    return "" if (members and not _OTHERS.search(ahead)) or _may_stand_before(ahead) else None


_TAKES = words("before_body")


def _may_stand_before(ahead: str) -> bool:
    """Whether the words end in one that names nobody: 由|党委书记, 召开|党委会议."""
    last = tokens(ahead)[-1].word
    return last in _TAKES or last[-1] in "由经报向对在为和与及号"


def usual_kind(mentions: Sequence[Own]) -> str | None:
    """The kind that title and signature agree on, else that most mentions do; None without a clear majority."""
    headed = [m.kind for m in mentions if m.headed]
    if len(headed) > 1 and len(set(headed)) == 1:
        return headed[0]
    ranked = Counter(m.kind for m in mentions).most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[1][1] * 2 >= ranked[0][1]):
        return None
    return ranked[0][0]
