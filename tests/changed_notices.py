"""Notices with many small changes at once, drawn from their own words: figures, dates, words, paragraphs.

The draw hangs on the notice's name and the kind of change alone, so the same notice is changed in the same way each
time. What a change makes of the notice may be wrong or still right: the changes are there for what the checker tells of
them to be written down, not for what it should tell.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

Draw = random.Random
SHARE = 4  # every fourth place is changed


def _at(pattern: str, text: str, draw: Draw, by: Callable[[re.Match[str]], str]) -> str:
    return re.sub(pattern, lambda match: by(match) if draw.randrange(SHARE) == 0 else match.group(), text)


def _figures(text: str, draw: Draw) -> str:
    def other(match: re.Match[str]) -> str:
        value = match.group()
        near = int(value) + draw.choice((-2, -1, 1, 2, 10))
        return str(draw.choice((near, near, near, int(value[::-1]), int(value) * 10)))

    return _at(r"(?<![\d.年月-])[1-9]\d{0,3}(?![\d.年月日])", text, draw, other)


def _shares(text: str, draw: Draw) -> str:
    return _at(
        r"\d+(?:\.\d+)?(?=%|个百分点|倍|万|亿)",
        text,
        draw,
        lambda match: f"{float(match.group()) * draw.choice((0.5, 0.9, 1.05, 2, 3)):.4g}",
    )


def _dates(text: str, draw: Draw) -> str:
    def other(match: re.Match[str]) -> str:
        year, month, day = match.groups()
        if year and draw.randrange(3) == 0:
            return f"{int(year) + draw.choice((-1, 1))}年{month}月{day}日"
        month = str(draw.randrange(1, 14)) if draw.randrange(2) else month
        day = str(draw.choice((1, 9, 10, 28, 30, 31, 32))) if draw.randrange(2) else day
        return (f"{year}年" if year else "") + f"{month}月{day}日"

    return _at(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日", text, draw, other)


def _directions(text: str, draw: Draw) -> str:
    pairs = (
        ("增长", "下降"),
        ("增加", "减少"),
        ("上升", "下降"),
        ("提高", "降低"),
        ("其中", "其余"),
        ("分别", "共"),
        ("已", "将"),
    )
    swapped = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return _at("|".join(swapped), text, draw, lambda match: swapped[match.group()])


def _identity(text: str, draw: Draw) -> str:
    pairs = (
        ("巡视", "巡察"),
        ("县", "市"),
        ("区", "县"),
        ("党委", "党组"),
        ("副组长", "组长"),
        ("镇", "乡"),
        ("第一", "第三"),
    )
    swapped = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return _at(
        "|".join(swapped), text, draw, lambda match: swapped[match.group()] if draw.randrange(4) == 0 else match.group()
    )


def _characters(text: str, draw: Draw) -> str:
    """One of twelve is lost, doubled or changes places with the next."""

    def other(match: re.Match[str]) -> str:
        if draw.randrange(3):
            return match.group()
        one, two = match.group()
        return draw.choice((one, one + one + two, two + one))

    return _at(r"(?<=[\u4e00-\u9fff]{4})[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff])", text, draw, other)


def _marks(text: str, draw: Draw) -> str:
    return _at(
        "[，。、；：“”《》（）%]",
        text,
        draw,
        lambda match: draw.choice(("", "，", ",", match.group() * 2, "。", "、", "(", "”")),
    )


def _ordinals(text: str, draw: Draw) -> str:
    numerals = "一二三四五六七八九十"

    def other(match: re.Match[str]) -> str:
        sign = match.group(1)
        if sign.isascii():
            return match.group().replace(sign, str(int(sign) + draw.choice((1, -1, 2))))
        return match.group().replace(sign, numerals[(numerals.index(sign) + draw.choice((1, -1, 2))) % len(numerals)])

    return _at(rf"(?m)(?:(?<=[。；：])|^)[（(]?([{numerals}]|\d)(?:[）)、.]|是|要)", text, draw, other)


def _paragraphs(text: str, draw: Draw) -> str:
    """Some are lost, doubled, joined with the next or moved."""
    lines = text.split("\n")
    for _ in range(max(2, len(lines) // 12)):
        at = draw.randrange(1, len(lines))
        match draw.randrange(4):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at - 1 : at + 1] = ["".join(lines[at - 1 : at + 1])]
            case _:
                lines.insert(draw.randrange(1, len(lines)), lines.pop(at))
    return "\n".join(lines)


KINDS: dict[str, Callable[[str, Draw], str]] = {
    "数字": _figures,
    "比率": _shares,
    "日期": _dates,
    "增减": _directions,
    "单位": _identity,
    "字": _characters,
    "标点": _marks,
    "序号": _ordinals,
    "段落": _paragraphs,
}


def changed(name: str, text: str, times: int) -> Iterator[tuple[str, str]]:
    """Each kind of change, so many times: what it is called and the notice with it."""
    for kind, change in KINDS.items():
        for time in range(times):
            yield f"{kind}{time + 1}", change(text, Draw(f"{name} {kind} {time}"))
