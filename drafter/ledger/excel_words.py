"""How offices word their sheets: headings of columns, statuses, numbered measures inside one cell, lead phrases."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.text.lexicon import table
from drafter.text.normal import fold
from drafter.text.numerals import NUMERAL, from_chinese
from drafter.text.ordinals import KINDS, Ordinal, ordinal_at, ordinals_in
from drafter.text.statuses import Status, plain_status, publication, status_of, told_status, yes_no

_LONGEST_HEADING = 40
_PREFIX = pattern(r"^(?:(?:中央|省委|市委|区委|县委|本轮|此次|上轮)*(?:巡视|巡察)(?:组)?(?:反馈|指出)?的?)")
_BRACKETS = pattern(r"[（(【\[][^（()）【】\[\]]*[）)】\]]")
_NO_HEADING = pattern(r"[\s*＊#.．:：、，,。;；“”\"'/／|·•\-—_]+")


def normal_heading(text: str) -> str:
    """A heading without spaces, marks and what stands in brackets: 整改 时限（必填）* -> 整改时限."""
    bare = _NO_HEADING.sub("", _BRACKETS.sub("", text))
    return bare or _NO_HEADING.sub("", text)


def in_brackets(text: str) -> str | None:
    """整改举措 of 怎么改（整改举措）: what a heading in words of its own is called elsewhere."""
    found = _BRACKETS.search(text)
    inner = _NO_HEADING.sub("", found.group()[1:-1]) if found else ""
    return inner if len(inner) > 1 and _NO_HEADING.sub("", _BRACKETS.sub("", text)) else None


@cache
def fields() -> tuple[str, ...]:
    """The fields that a column may hold, as --map names them."""
    return tuple(dict.fromkeys(row["字段"] for row in table("ledger_columns")))


@cache
def _by_heading() -> dict[str, str]:
    return {normal_heading(row["词"]): row["字段"] for row in table("ledger_columns")}


_WITH_PHONE = pattern(r"(?P<who>.{2,6})[及和与](?:联系)?(?:电话|方式|手机)")  # 责任人及电话: a person first


@lru_cache(maxsize=8192)
def field_of(heading: str) -> str | None:
    """The ledger's field that a column of that heading holds."""
    if len(heading) > _LONGEST_HEADING:
        return None
    bare = normal_heading(heading)
    if both := _WITH_PHONE.fullmatch(bare):
        bare = both["who"]
    for candidate in (bare, _PREFIX.sub("", bare), bare.removeprefix("巡视").removeprefix("巡察")):
        if candidate in _by_heading():
            return _by_heading()[candidate]
    found = _composed(bare)
    if found in (None, "内部备注") and (of_it := _in_more_words(bare)):
        return of_it
    if found in (None, "内部备注") and (of_first := _of_the_first(heading)):
        return of_first
    if found is None and (base := unnumbered_heading(bare)) is not None:
        found = field_of(base)
    return found


_MORE_WORDS = pattern("(?:文字|具体|详细)?(?:说明|描述|简述|详述|概述|概况|纪实|实录|小结|简介|摘要)$")


def _in_more_words(bare: str) -> str | None:
    """进度说明, 措施描述: what is told of a measure or its progress, and no remark on it."""
    short = _MORE_WORDS.sub("", bare)
    found = field_of(short) if short not in ("", bare) else None
    if found == "状态" and not _ASKS_DONE.fullmatch(short):
        found = "进展"
    return found if found in _TOLD[:3] else None


_WITH_MORE = pattern("(?P<first>.{2,8})[及和与、](?:其|存在的?|主要|有关|下一?步)?(?P<more>.{2,6})")
_TOLD = ("表述", "措施", "进展", "成效", "状态")


def _of_the_first(heading: str) -> str | None:
    """存在问题及原因, 进展情况和存在困难: the field of what is named first, where the other is but a note on it."""
    both = _WITH_MORE.fullmatch(normal_heading(heading))
    if both is None or (first := field_of(both["first"])) not in _TOLD:
        return None
    return first if _ASIDE.search(both["more"]) or field_of(both["more"]) == "内部备注" else None


_AND = pattern(r"\n|[/／、|]|及|和|与")


def fields_named(heading: str) -> tuple[str, ...]:
    """The two or three fields that one heading names (责任领导⏎责任单位, 责任单位及责任人); () for any other."""
    printed = heading.strip()
    parts = [part for part in (printed.split("\n") if "\n" in printed else _AND.split(printed)) if part.strip()]
    if not 2 <= len(parts) <= 3 or normal_heading(heading) in _by_heading():
        return ()
    if "\n" in heading.strip() and min(len(normal_heading(part)) for part in parts) < 3:
        return ()  # one word over two lines: 主办⏎科室
    found = [field_named(part) for part in parts]
    of_people = [name for name in found if name in _OF_PEOPLE]
    return tuple(of_people) if len(set(of_people)) == len(parts) else ()


_OF_PEOPLE = ("牵头领导", "牵头单位", "责任单位", "时限")


# 措施一, 措施2, 整改措施③; 第二项措施, 1.反馈问题; 措施一落实情况
_COUNTED = pattern(
    rf"""(?P<base>[\u4e00-\u9fff]{{2,}}) 第?(?P<last>{NUMERAL}|\d{{1,2}}|[①-⑩])[条项]?
      | (?:第(?P<first>{NUMERAL}|\d{{1,2}})[条项] | (?P<digits>\d{{1,2}}|[①-⑩])[.．]?) (?P<behind>[\u4e00-\u9fff]{{2,}})
      | (?P<measure>(?:整改|具体)?(?:措施|举措|任务)) 第?(?P<within>{NUMERAL}|\d{{1,2}}|[①-⑩])[条项]?的?
        (?P<of>[\u4e00-\u9fff]{{2,}})""",
    re.VERBOSE,
)


class Counted(NamedTuple):
    """A heading that counts: 措施, 1 of 措施一."""

    base: str
    number: int


def counted_heading(bare: str) -> Counted | None:
    """None for a heading that counts nothing."""
    found = _COUNTED.fullmatch(bare)
    if found is None:
        return None
    sign = found["last"] or found["first"] or found["digits"] or found["within"]
    number = ord(sign) - ord("①") + 1 if "①" <= sign <= "⑩" else from_chinese(sign)
    base = found["base"] or found["behind"] or found["measure"] + found["of"]
    return Counted(base, number) if number else None


def unnumbered_heading(bare: str) -> str | None:
    """措施 of 措施一; None for a heading that counts nothing."""
    counted = counted_heading(bare)
    return counted.base if counted else None


_OF_STATUS = pattern(r"(?P<status>(?:已|正|未|尚|需|基本|长期|持续)\w{1,6}?)的?(?:事项|问题|任务|工作|内容)")


# 要不要长期坚持: a no says nothing of how far the matter is, as one under 是否完成 does
_ASKS_FOR_LONG = pattern(r"(?:是否|能否|([\u4e00-\u9fff])不\1)需?(?=.{0,3}(?:长期|持续|常态))")


_RESULTS = ("成效", "效果", "成果", "实效")
_SAYS_HOW_FAR = pattern("已|正|未|尚|需")


def status_heading(heading: str) -> Status | None:
    """The status that a column is for: 已完成, 正在推进事项, 需长期坚持的问题; None for any other heading."""
    bare = normal_heading(heading)
    if asked := _ASKS_FOR_LONG.match(bare):
        return "长期坚持" if plain_status(bare[asked.end() :]) == "长期坚持" else None
    told = _OF_STATUS.fullmatch(bare)
    head = head_of(bare)
    if head is not None and (head.word in _RESULTS or (head.field == "措施" and not _SAYS_HOW_FAR.match(bare))):
        return None  # 推进成果, 推进举措
    return plain_status(bare) or (plain_status(told["status"]) if told else None)


# 一、已完成的问题（2个）, 正在推进问题清单, 整改台账（长期坚持）
_LIST = pattern(r"(?:的)?(?:整改)?(?:事项|问题|任务|工作|内容|措施)?(?:清单|台账|一览表|汇总表?|部分|类|表)?$")
_SAYS_STATUS = pattern(r"(?:已|正|未|尚|需|基本|长期|持续|推进中|整改中|在办|待办|销号)")
_COUNT = pattern(r"[（(]\s*(?:共|计)?\s*\d{1,3}\s*[个项条件]?\s*[）)]")


def list_status(text: str) -> Status | None:
    """The status that all problems of a list have, by its name; None for a name that says none."""
    found = ordinal_at(fold(text))
    named = text[found.end :] if found and found.kind in ("一、", "（一）") else text
    bare = _NO_HEADING.sub("", _COUNT.sub("", named))
    if len(bare) > _LONGEST_LIST:
        return None
    inner = _BRACKETS.search(bare)
    for name in (bare, inner.group()[1:-1] if inner else ""):
        short = _LIST.sub("", name)
        if _SAYS_STATUS.match(name) and (status := plain_status(name) or plain_status(short)):
            return status
    return None


_LONGEST_LIST = 24


def listed_heading(heading: str) -> bool:
    """The heading is one of the list, and was not put together from parts."""
    return normal_heading(heading) in _by_heading()


_TELLS_TOO = pattern("进展|落实|完成|推进|措施|做法|工作开展")  # 整改进展及成效
_AND_RESULT = pattern("(?:(?:以?及|和|与)?其?(?:取得|产生)?的?)(?:阶段性|主要|初步)?(?:成效|效果|成果|实效)$")


def _tells_deeds(bare: str) -> bool:
    """整改举措及成效, 对策和效果: what was done stands in such a column beside what came of it."""
    first = _AND_RESULT.sub("", bare)
    return bool(_TELLS_TOO.search(bare)) or (first not in ("", bare) and field_named(first) in ("措施", "进展"))


@cache
def _parts() -> tuple[dict[str, list[dict[str, str]]], int]:
    parts: dict[str, list[dict[str, str]]] = {}
    for row in table("ledger_heading_parts"):
        parts.setdefault(row["词"], []).append(row)
    return parts, max(map(len, parts))


def _composed(bare: str) -> str | None:
    """The field of a heading made of known parts alone: 巡察组反馈的主要 + 问题, 未完成 + 原因 (which is a note)."""
    parts, longest = _parts()
    words: list[str] = []
    at = 0
    while at < len(bare):
        found = next((n for n in range(min(longest, len(bare) - at), 0, -1) if bare[at : at + n] in parts), 0)
        if not found:
            return "内部备注" if _only_noted(bare) else None
        words.append(bare[at : at + found])
        at += found
    roles = [{row["作用"] for row in parts[word]} for word in words]
    if any("另记" in role for role in roles):
        return "内部备注"
    while roles and roles[-1] == {"尾"}:
        roles.pop()
    if not roles or "中心" not in roles[-1] or any(role == {"尾"} for role in roles):
        return None
    head = next(row["字段"] for row in parts[words[len(roles) - 1]] if row["作用"] == "中心")
    if head == "措施" and any("已行" in role for role in roles):
        return "进展"
    if head == "成效" and _tells_deeds(bare):
        return "进展"
    return "牵头单位" if head == "责任单位" and any("牵头" in role for role in roles) else head


_LONGEST_NOTED = 12


def _only_noted(bare: str) -> bool:
    """巡察办意见, 分管副县长签字: whatever stands before, what that column says is not for the notice."""
    parts, _ = _parts()
    if len(bare) > _LONGEST_NOTED or re.search("正在|已", bare):
        return False
    if not any(row["作用"] == "另记" for n in (2, 3) for row in parts.get(bare[-n:], [])):
        return False
    guess = head_of(bare)
    return not about_publication(bare) and (guess is None or guess.field == "内部备注")


class Head(NamedTuple):
    """The field that the last word of a heading names. `asked`: the word is so wide that the reading is asked about."""

    field: str
    word: str
    asked: bool


@cache
def _heads() -> tuple[dict[str, Head], int]:
    """What a heading may end in, and how long the longest is."""
    named = {r["词"]: Head(r["字段"], r["词"], r["问"] == "是") for r in table("ledger_heading_heads")}
    listed = {word: Head(name, word, False) for word, name in _by_heading().items() if len(word) > 2}
    heads = listed | named
    return heads, max(map(len, heads))


_LONGEST_COMPOUND = 14
_ASIDE = pattern(
    r"内部|说明|研判|原因|根源|根因|病根|缘故|症结|剖析|困难|电话|联系|签[字名章]|批示|留存|不报|不印|不发"
)
_WHETHER = pattern(r"^(?:是否|可否|能否|有无)|与否$")
_ASKS_DONE = pattern(r"(?P<done>.{2,6}?)(?:没有?|否|了吗|了没有?)")  # 改完没有, 办结否
_LATER = pattern(r"下一?步|后续|今后")
_OTHER_TIMES = pattern(r"实际|销号|填|更新|反馈|报送|统计|截至|截止|验收|审核|交办|录入|制表")
_TAILS = ("情况", "内容", "表述", "清单", "目录", "名称", "姓名", "及职务", "职务")


@lru_cache(maxsize=8192)
def head_of(heading: str) -> Head | None:
    """The field of a heading that is on no list, by the word it ends in (领衔领导, 整改路径, 办结节点); what stands
    before only sharpens it."""
    heads, longest = _heads()
    bare = _PREFIX.sub("", normal_heading(heading))
    bare = unnumbered_heading(bare) or bare
    if not 0 < len(bare) <= _LONGEST_COMPOUND or about_publication(bare):
        return None
    if _ASIDE.search(bare):
        return Head("内部备注", bare, False)
    if _WHETHER.search(bare) or asks_whether_done(bare):
        return Head("状态", bare, False)
    for tail in ("", *_TAILS):
        short = bare.removesuffix(tail) if tail else bare
        if tail and (short == bare or not short):
            continue
        for length in range(min(longest, len(short)), 0, -1):
            if found := heads.get(short[-length:]):
                if found.asked and not tail and any(bare.endswith(t) for t in _TAILS):
                    break  # 落实情况 is 落实 first
                return _sharpened(found, bare)
    found = heads.get(next((t for t in _TAILS if bare.endswith(t)), ""))
    return _sharpened(found, bare) if found else None


def asks_whether_done(heading: str) -> bool:
    """改完没有, 办结否: a 没有 below it says that it is not done."""
    asked = _ASKS_DONE.fullmatch(normal_heading(heading))
    reading = told_status(asked["done"]) if asked else None
    return reading is not None and reading.status == "已完成"


def field_named(heading: str) -> str | None:
    """The field of a heading, be it on the list or read from its last word."""
    return field_of(heading) or (head.field if (head := head_of(heading)) else None)


def _sharpened(head: Head, bare: str) -> Head | None:
    """拟完成时间 and 实际完成时间, 整改措施 and 已采取的措施, 主办单位 and 协办单位 differ by what stands before."""
    name = head.field
    if name == "措施" and _LATER.search(bare):
        name = "计划"
    elif (name == "措施" and re.search(r"已|实际", bare)) or (name == "成效" and _tells_deeds(bare)):
        name = "进展"
    elif name == "时限" and _OTHER_TIMES.search(bare):
        name = "内部备注"
    elif name == "责任单位" and re.search(r"牵头|主责|主办|主体", bare):
        name = "牵头单位"
    elif name == "表述" and re.search(r"其他|需|协调|遗留", bare) and not re.search("整改", bare):
        name = "内部备注"
    elif name == "具体表现" and bare != head.word and not re.match(r"(?:问题|具体|主要|典型)", bare):
        return None
    return head._replace(field=name)


def nearest_heading(heading: str) -> str | None:
    """The known heading that resembles it most, for a question."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(normal_heading(heading), list(_by_heading()), scorer=fuzz.ratio, score_cutoff=40)
    return best[0] if best else None


# 不公开请打×, 已完成的打√
_TO_MARK = pattern(
    r"""(?P<what> .{2,8}? ) 的? [请则时]? (?:在栏内 | 在此栏)? (?: [打画填] | (?<!计) 划 ) 上?
    [“"]? (?: [×√✓✔xX○●△] | 勾 | 叉 ) [”"]? 号?""",
    re.VERBOSE,
)


# 反馈问题及整改措施, 问题和措施, 问题、任务: one heading for both
_BOTH = pattern(r".{0,8}问题(?:[及和与、/]|以及)?.{0,6}(?:措施|任务|举措)(?:清单)?")


def words_both(heading: str) -> bool:
    """The column words problems and, below each, its measures."""
    return bool(_BOTH.fullmatch(re.sub(r"\s", "", heading)))


def to_be_marked(heading: str) -> str | None:
    """What a mark below that heading says (不公开 of 不公开请打×); None where it asks for no mark."""
    asks = _TO_MARK.fullmatch(re.sub(r"[\s（）()：:，,]", "", heading))
    return asks["what"] if asks else None


_ABOUT_PUBLICATION = pattern("公开|公布|公示|涉密|密级|保密")
_ABOUT_SECRECY = pattern("[不非]予?(?:宜|能|可|得)?(?:对外)?(?:公开|公布|公示)|涉密|密级|保密|·[否不×]$|依申请")


def about_publication(heading: str) -> bool:
    """A heading of unknown words that seems to say whether a problem may be printed."""
    return bool(_ABOUT_PUBLICATION.search(normal_heading(heading)))


def about_secrecy(heading: str) -> bool:
    """A heading that asks the other way round (密级): what says nothing below it may be published."""
    return bool(_ABOUT_SECRECY.search(re.sub(r"\s", "", heading)))


_ASKS = pattern(r"[可能是应宜]否|与否|([\u4e00-\u9fff])不\1")  # 可否, 公开与否, 上不上


def asks_whether_public(heading: str) -> bool:
    """整改情况可否对外公开: a yes below it allows to publish."""
    bare = re.sub(r"\s", "", heading)
    return bool(_ASKS.search(bare)) and about_publication(heading) and not _ABOUT_SECRECY.search(bare)


def surely_public(heading: str, text: str) -> bool:
    """What such a column says is a clear yes (under 是否涉密 a clear no)."""
    if _ABOUT_SECRECY.search(re.sub(r"\s", "", heading)):
        said = publication(text)
        return yes_no(text) is False or (said is True and yes_no(text) is None)
    return publication(text) is True


_RUN_TOGETHER = frozenset({"（1）", "1.", "1）", "①"})  # kinds that are run together without a full stop (①…②…)
_GAP = pattern(r"[ \u3000]+")


class _Mark(NamedTuple):
    kind: str
    number: int
    start: int
    end: int


def split_numbered(text: str) -> tuple[str, list[str]] | None:
    """(what stands before 1., the items without their numbers); None where no 1. and 2. follow one another.

    Of several ways of numbering the one that begins first counts; the others are left inside its items.
    """
    if lines := _counted_lines(text):
        return "", lines
    folded = fold(text)
    found = ordinals_in(folded)
    begun = {o.kind for o in found if o.number == 1}
    runs = [run for kind in KINDS if kind in begun and len(run := _run(_marks(folded, kind, found))) > 1]
    if not runs:
        return None
    run = min(runs, key=lambda marks: (marks[0].start, -len(marks)))
    ends = [mark.start for mark in run[1:]] + [len(text)]
    items = [text[mark.end : until].strip() for mark, until in zip(run, ends, strict=True)]
    return text[: run[0].start].strip(), items


_LINE_MARK = pattern(r"\s*(?P<number>\d{1,2})\s?[.．、](?=\s?\S)")


def _counted_lines(text: str) -> list[str]:
    """The lines of a text whose every line begins with the number it has, even 1.9个接种点 where 2. follows."""
    lines = [line for line in text.split("\n") if line.strip()]
    marks = [_LINE_MARK.match(line) for line in lines]
    if len(lines) < 2 or any(m is None or int(m["number"]) != at for at, m in enumerate(marks, 1)):
        return []
    return [line[m.end() :].strip() for line, m in zip(lines, marks, strict=True) if m]


def _run(marks: list[_Mark]) -> list[_Mark]:
    """The marks 1, 2, 3 … in order."""
    out: list[_Mark] = []
    for mark in marks:
        if mark.number == len(out) + 1:
            out.append(mark)
    return out


def _marks(folded: str, kind: str, every: list[Ordinal]) -> list[_Mark]:
    """The ordinals of a kind: at the beginning and after sentence ends (`every` one that stands there); behind a gap,
    and run together, where the text begins with the first of them."""
    found = [o for o in every if o.kind == kind]
    first = found[0] if found else None
    if kind in _RUN_TOGETHER and first and first.number == 1 and not folded[: first.start].strip():
        places = range(len(folded)) if kind in ("（1）", "①") else [m.end() for m in _GAP.finditer(folded)]
        known = {o.end for o in found}
        found += [o for at in places if (o := ordinal_at(folded, at)) and o.kind == kind and o.end not in known]
    unique = {o.end: _Mark(o.kind, o.number, o.start, o.end) for o in found}
    if kind == "1." and first and first.number == 1 and not folded[: first.start].strip():
        counted = {o.number for o in found}
        for match in _BEFORE_FIGURE.finditer(folded):
            if (number := int(match["number"])) not in counted:
                unique.setdefault(match.end(), _Mark(kind, number, match.start("number"), match.end()))
    return [unique[end] for end in sorted(unique)]


# 1.名录已建；2.1—10月报送15条: nobody counts to one, so 2. goes on from 1. though a figure follows it
_BEFORE_FIGURE = pattern(r"(?<=[。；;\n])\s{0,4}(?P<number>\d{1,2})\.(?=\d)")


def without_number(text: str, number: int) -> str:
    """The text without the mark at its beginning, where that is the mark of that number (1. / （1） / 一是 / ①)."""
    bare = text.lstrip()
    found = ordinal_at(fold(bare))
    return bare[found.end :] if found and found.number == number else text


LONGEST_LEAD = 40
_QUOTED = pattern(r"[“‘][^”’]{0,200}[”’]")


def lead_and_content(text: str) -> tuple[str | None, str]:
    """完善产业规划。编制… -> the lead phrase and the facts; no phrase where it holds figures or a 《title》."""
    phrase, stop, rest = text.partition("。")
    bare = _QUOTED.sub("", phrase)
    if not stop or not rest.strip() or not 2 <= len(phrase.strip()) <= LONGEST_LEAD:
        return None, text
    if re.search(r"[0-9０-９《》；;\n]", bare) or status_of(phrase):
        return None, text
    return phrase.strip(), rest.strip()


_HARD_END = "。；;！!？?：:”）)》"


def joined_lines(text: str) -> str:
    """A cell's text without the line breaks that only made it fit its width."""
    out = ""
    for line in (part.strip() for part in text.split("\n")):
        if not line:
            continue
        if not out:
            out = line
        elif out[-1] in _HARD_END:
            out += "\n" + line
        else:
            out += (" " if out[-1].isascii() and line[0].isascii() and out[-1].isalnum() else "") + line
    return out


def one_line(text: str) -> str:
    """A name or a title, whatever line breaks the width of its column made."""
    return joined_lines(text).replace("\n", "")
