"""How far a matter is, as offices write it: 已销号, √, 正在推进, 80%, 已完成（9月26日验收）; and yes and no.

A status is recognised by its parts: a text that is made of status words alone (`lexicon/statuses.csv`) is one,
whatever their order. What else stands with it is its remark.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.normal import squeezed

Status = Literal["已完成", "基本完成", "推进中", "长期坚持"]
# From the least to the most finished: a problem is no further than its least finished measure.
STATUSES: tuple[Status, ...] = ("推进中", "长期坚持", "基本完成", "已完成")
# What a list by status may count under another one where it has no word for it. 基本完成 is never 已完成.
LISTED_UNDER: dict[str, tuple[Status, ...]] = {
    "推进中": ("长期坚持", "基本完成"),
    "长期坚持": ("推进中",),
    "基本完成": ("已完成",),
}

# The weightiest part decides: 已完成并长期坚持 goes on for long, 尚未完成 is not done, 基本完成 is not 已完成.
_WEIGHT: tuple[tuple[str, Status], ...] = (
    ("长期", "长期坚持"), ("未", "推进中"), ("推进", "推进中"), ("基本", "基本完成"), ("完成", "已完成"),
)  # fmt: skip
_TOLD_WEIGHT = (_WEIGHT[1], _WEIGHT[0], *_WEIGHT[2:])  # 一直没改 is not done
_RATE = pattern(r"(?:完成|整改|销号|办结|进度|[率约达为已])*:?([0-9]{1,3}(?:\.[0-9]+)?)%")
_MARKS = pattern(r"[、,。.;:!?“”\"'()\[\]【】/+\-—·]+")
_SPLIT = pattern(r"[(\[【,。;:、—-]|\n")
_CLAUSE = pattern(r"(?P<clause>[^，,。；;：:\n]{2,12})[，,。；;：:]")
_OPENING, _CLOSING = "([【", ")]】"
_ANSWERS = ("是", "否", "对", "不")  # say how far a matter is only where they stand alone
_ASKS = ("状态", "情况", "与否")  # 办结状态 heads statuses, it is none
_LONGEST = 24  # a longer text is prose; its first clause may still be a status
_SHORT_REMARK = 20


class Reading(NamedTuple):
    """What a text says of the status. `sure`: nothing else stands there that could change it."""

    status: Status
    remark: str | None  # what stands beside the status word, as printed
    sure: bool


def status_of(text: str) -> Reading | None:
    """已销号 -> 已完成; 80% -> 推进中 with its remark; 已完成（未验收） -> 推进中, unsure; None without a status.

    Where the clauses name two, a text of status words alone takes the less finished, and prose the first.
    """
    printed = text.strip()
    bare = squeezed(text)
    if not bare:
        return None
    if rate := _RATE.fullmatch(bare.strip("。")):
        return Reading("已完成" if float(rate[1]) >= 100 else "推进中", printed, True)
    if bare in ("1", "0"):
        return Reading("已完成" if bare == "1" else "推进中", None, True)
    if len(bare) <= _LONGEST and (whole := _made_of_status_words(_MARKS.sub("", bare))):
        parts = _split(printed)
        first = status_of(parts[0]) if parts else None
        if not parts or not first:
            return Reading(whole, None, True)
        bracketed = printed[len(parts[0]) :].lstrip()[:1] in ("（", "(", "[", "【", "［")
        return Reading(whole, parts[1], first.status == whole or not bracketed)
    parts = _split(printed)
    if not parts:
        return None
    first = None if parts[0].isdigit() else status_of(parts[0])  # 1、制定… is an item
    if not first:
        return None
    other = status_of(parts[1])
    if other and other.status == "基本完成" and _RATE.fullmatch(squeezed(parts[0])):
        return Reading("基本完成", parts[1], True)  # 95%（基本完成，待审计确认）: the words say what the rate means
    agrees = other is None or other.status == first.status
    return Reading(first.status, parts[1], agrees and len(squeezed(parts[1])) <= _SHORT_REMARK)


def told_status(text: str) -> Reading | None:
    """`status_of`, and beyond it what people say where nothing but a status is asked for: 改完了 -> 已完成; 大体到位
    -> 基本完成; 还没改好 -> 推进中; 常抓不懈 -> 长期坚持. Only for cells of a column of statuses."""
    if found := status_of(text):
        return found
    first, remark = _split(text.strip()) or (text.strip(), None)
    bare = _MARKS.sub("", squeezed(first))
    status = _made_of_status_words(bare, told=True) if 1 < len(bare) <= _LONGEST else None
    return Reading(status, remark, not remark or len(squeezed(remark)) <= _SHORT_REMARK) if status else None


def plain_status(text: str) -> Status | None:
    """The status of a text that says nothing else."""
    found = status_of(text)
    return found.status if found and found.remark is None else None


def leading_status(text: str) -> tuple[Status, str] | None:
    """已完成。清查用户8600户。 -> the status, and what is told behind it; None where a text does not begin with clauses
    of status words alone, or is nothing else."""
    found: list[Status] = []
    rest = text.strip()
    while (cut := _CLAUSE.match(rest)) and (status := plain_status(cut["clause"])):
        if cut["clause"].isdigit() or yes_no(cut["clause"]) is not None:
            break
        found.append(status)
        rest = rest[cut.end() :].lstrip()
    return (min(found, key=STATUSES.index), rest) if found and rest else None


# 【推进中】路基已成形, 路基已成形（推进中）
_FRAMED_FIRST = pattern(r"\s*[【〔\[（(](?P<said>[^【】〔〕\[\]（()）]{2,12})[】〕\]）)][：:]?\s*(?=\S)")
_FRAMED_LAST = pattern(r"[【〔\[（(](?P<said>[^【】〔〕\[\]（()）]{2,12})[】〕\]）)][。；;]?\s*$")


def framed_status(text: str) -> tuple[Status, str] | None:
    """【推进中】路基已成形 -> the status, and the text without it; None where no status stands in a frame at its
    beginning or end, or nothing else does."""
    for found in (_FRAMED_FIRST.match(text), _FRAMED_LAST.search(text)):
        if found and (status := plain_status(found["said"])) and yes_no(found["said"]) is None:
            rest = (text[: found.start()] + text[found.end() :]).strip()
            return (status, rest) if rest else None
    return None


def _split(text: str) -> tuple[str, str] | None:
    """(first clause, the rest without its brackets) of a text; None where it is one clause."""
    plain = text.translate(str.maketrans("（），；：［］", "(),;:[]"))
    cut = _SPLIT.search(plain)
    if not cut or not plain[: cut.start()].strip():
        return None
    rest = text[cut.start() :].strip()
    if plain[cut.start()] in _OPENING and plain.rstrip("。 ")[-1] in _CLOSING:
        rest = rest.rstrip("。 ")[1:-1].strip()
    else:
        rest = rest.lstrip("，,。；;：:、—- \n")
    return (text[: cut.start()].strip(), rest) if rest else None


@lru_cache(maxsize=4096)
def _made_of_status_words(bare: str, told: bool = False) -> Status | None:
    """The status of a text that consists of status words alone, longest words first; `told`: those of speech too."""
    roles, longest = _vocabulary(told)
    if bare.endswith(_ASKS):
        return None
    found: set[str] = set()
    at, upper = 0, bare.upper()
    while at < len(upper):
        for length in range(min(longest, len(upper) - at), 0, -1):
            word = upper[at : at + length]
            if role := roles.get(word):
                if word in _ANSWERS and word != upper:
                    return None  # 是否销号 asks, it does not answer
                found.add(role)
                at += length
                break
        else:
            return None
    return next((status for role, status in (_TOLD_WEIGHT if told else _WEIGHT) if role in found), None)


@cache
def _vocabulary(told: bool) -> tuple[dict[str, str], int]:
    rows = (*table("statuses"), *(table("statuses_told") if told else ()))
    roles = {row["词"]: row["作用"] for row in rows}
    return roles, max(map(len, roles))


@cache
def _answers() -> dict[str, bool]:
    return {row["词"]: row["义"] == "是" for row in table("yes_no")}


_BRACKETED = pattern(r"[(\[【][^()\[\]【】]*[)\]】]$")


def yes_no(text: str) -> bool | None:
    """是, √, Y, 1 … -> True; 否, ×, N, 0 … -> False; a remark in brackets behind is allowed; None for other words."""
    bare = squeezed(text).upper().rstrip("。.")
    return _answers().get(_BRACKETED.sub("", bare))


# What is said of publication: 可公开, 主动公开, 同意对外公开; 不宜公开, 暂不公开, 涉密, 内部掌握.
_PUBLIC = pattern(r"(?:对外|社会|向社会|公开|公布|公示|主动|全文|可以|可|能|宜|同意|拟|予以|应|应当)+")
_SECRET = pattern(r"不|未|非|暂缓|涉密|密级|保密|秘密|机密|内部|党内")
_NOT_SECRET = pattern(r"(?:内容)?(?:不|未|非|无)(?:涉及?)?(?:秘?密级?|保密)(?:内容|信息|事项)?")


def publication(text: str) -> bool | None:
    """Whether something may be published: 是, 可公开, 主动公开 True; 否, 不宜公开, 涉密 False; else None."""
    answer = yes_no(text)
    if answer is not None:
        return answer
    bare = _BRACKETED.sub("", squeezed(text).rstrip("。."))
    if _NOT_SECRET.fullmatch(bare):
        return True
    if len(bare) > 12 or "依申请" in bare:  # published to who asks: that decides nothing for a notice
        return None
    if _SECRET.search(bare):
        return False
    return True if _PUBLIC.fullmatch(bare) else None


# 可公开, 不宜公开（涉及个人）, 内部掌握, 暂缓: words of publication alone
_OF_PUBLICATION = pattern(
    r"[不未非暂可能宜应以须需主动全文同意拟予社会对外向内部党缓涉密秘保机依申请公开布示级适掌握仅限传阅]{1,10}"
    r"(?:[(\[【].{0,20}[)\]】])?"
)


def publication_alone(text: str) -> bool | None:
    """What `publication` says of a text that speaks of nothing else; None for 未完成原因, 不再发放."""
    if yes_no(text) is None and not _OF_PUBLICATION.fullmatch(squeezed(text).rstrip("。.")):
        return None
    return publication(text)


_NOTHING = pattern(r"[/\\\-－—–―]+|无|暂无|没有|略|空|N/?A", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """／, 无, —— : what people write into a cell that has nothing to say."""
    return bool(_NOTHING.fullmatch(squeezed(text)))
