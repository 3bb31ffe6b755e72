"""Forms of template.yaml (标题写法, 导语写法, 联系方式写法): a paragraph with {部署}, {电话} … in it. Which slots there
are, the check of a form, and a form without what an office does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from drafter.patterns import pattern
from drafter.strict import nearest

SLOT = pattern(r"\{([^{}]*)\}")
TITLE_SLOTS = ("单位", "部署", "巡视组", "类别")
OPENING_SLOTS = ("部署", "巡视组", "对象", "巡视", "开始", "结束", "反馈", "简称")
CONTACT_SLOTS = ("电话", "地址", "邮编", "邮箱", "受理时间", "简称", "序号")
NUMBER = "序号"  # of a contact that stands under a heading of its own
MARKS = "；;。，,、"
BRACKETED = pattern(r"[（(][^（()）]*[)）]")
_MARK = pattern(r"[^\w\s]")
_ENDS = "，,、；;。：:!！?？"
DISCLOSES = pattern("现.{0,30}?(?:公[布开示告]|通报)")  # 现将整改进展情况予以公布


_WIDE = str.maketrans(",;:()!?", "，；：（）！？")


def in_print(text: str) -> str:
    """A form with the marks of Chinese print, whatever width its notice had: full-width marks, paired quotes, no spaces
    beside them."""
    text = re.sub(r"\s+", _beside_a_mark, text.translate(_WIDE))
    text = re.sub(r"(?<=[\u4e00-\u9fff}])\.(?=$|[\u4e00-\u9fff{])", "。", text)
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def _beside_a_mark(spaces: re.Match[str]) -> str:
    """Spaces as they stand, or none where a mark stands on one side; a brace opens a slot, which is a word."""
    before, after = spaces.string[: spaces.start()][-1:], spaces.string[spaces.end() :][:1]
    return "" if _MARK.match(before) or (after != "{" and _MARK.match(after)) else spaces.group()


def slot_check(known: Sequence[str]) -> Callable[[str], str]:
    """A check of a form: its slots are among the known ones, its braces are pairs."""
    listed = "、".join(f"{{{one}}}" for one in known)

    def check(value: str) -> str:
        for name in SLOT.findall(value):
            if name not in known:
                raise ValueError(f"没有 {{{name}}} 这一项{nearest(name, known)}。可用的有：{listed}")
        if re.search("[{}｛｝]", SLOT.sub("", value)):
            raise ValueError(f"花括号没有配成对，写成 {{{known[0]}}} 这样。可用的有：{listed}")
        return value

    return check


def completed(forms: Sequence[str], items: Sequence[str]) -> list[str]:
    """The forms with the items (电话：{电话}) that they have no slot for: in the line that holds several, or where each
    has a line, in lines of their own."""
    if not items:
        return list(forms)
    several = next((i for i, form in enumerate(forms) if len(SLOT.findall(form)) > 1), None)
    if several is None:
        return [*forms, *items]
    line = forms[several]
    end = line[-1:] if line[-1:] in "。" else ""
    joined = "；".join([line.removesuffix(end), *items]) + end
    return [*forms[:several], joined, *forms[several + 1 :]]


def without(line: str, missing: Iterable[str]) -> str:
    """A line of a form without the items whose slots are missing; what they stood between is joined."""
    gone = set(missing)

    def lacks(text: str) -> bool:
        return any(name in gone for name in SLOT.findall(text))

    return without_items(line, lacks)


def without_items(line: str, leave: Callable[[str], bool]) -> str:
    """A line without the items and brackets that are to be left out, and without what only led to them."""
    line = BRACKETED.sub(lambda m: "" if leave(m[0]) else m[0], line)
    items = list(_items(line))
    kept: list[str] = []
    for item in items:
        if not leave(item):
            kept.append(item)
        elif not SLOT.search(item):
            while kept and not SLOT.search(kept[-1]) and kept[-1][-1] not in "。！":
                kept.pop()  # 如有意见，|请于…前反映
    return line if len(kept) == len(items) else closed(kept, items[-1])


def _items(line: str) -> Iterator[str]:
    """Parts between marks; what stands in brackets belongs to its part."""
    start, depth = 0, 0
    for at, char in enumerate(line):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in MARKS:
            yield line[start : at + 1]
            start = at + 1
    if line[start:].strip():
        yield line[start:]


def closed(kept: Sequence[str], last: str) -> str:
    """The parts that are kept, with the mark at their end that the last of all had."""
    end = last.rstrip()[-1:]
    return "".join(kept).strip().strip(_ENDS) + (end if end in _ENDS and end not in "，,、" else "") if kept else ""
