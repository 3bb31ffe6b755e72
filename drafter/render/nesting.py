"""What stands inside a loop of a template that does not hang on it, and would be printed once more for each round.

A loop that lost its {%p endfor %} swallows what follows, up to the end of the loop around it; closed at the wrong
place, the template is well-formed and prints the results behind every measure. Either shows in the same way: the first
thing inside the loop that says nothing of what the loop takes. Faults of form are lint's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drafter.patterns import pattern
from drafter.render.tags import Tag, TaggedParagraph

_NAMES = pattern(r"(?<![\w.])[^\W\d]\w{0,40}")
_QUOTED = pattern(r"\"[^\"]{0,200}\"|'[^']{0,200}'|[“”][^“”]{0,200}[“”]")
_ALWAYS = {"loop"}  # says which round it is


@dataclass
class _Frame:
    """A loop or a condition that is open. `made`: its own name and what was set from it."""

    tag: Tag
    paragraph: TaggedParagraph
    loop: bool
    hangs: bool = True  # on the loop around it
    made: set[str] = field(default_factory=set)


@dataclass
class Swallowed:
    """What a loop takes along. `lost`: the loop's end is missing before it (else it stands at the wrong place, its
    loop going on behind it); `surplus`: the end that is one too many then, where there is one."""

    tag: Tag
    paragraph: TaggedParagraph
    loop: Tag
    where: TaggedParagraph  # of the loop
    lost: bool
    listed: bool  # a list of its own, not a single text
    surplus: TaggedParagraph | None = None


def swallowed(found: Sequence[TaggedParagraph]) -> list[Swallowed]:
    """The first such thing of every loop of a story, as the loops would be with each missing end put in."""
    every = [(tag, paragraph) for paragraph in found for tag in paragraph.tags if tag.kind != "#"]
    mentioned = [_mentioned(tag) for tag, _ in every]
    told: list[Swallowed] = []
    stack: list[_Frame] = []
    for i, (tag, paragraph) in enumerate(every):
        word = _word(tag)
        if word in ("endfor", "endif"):
            _close(word, paragraph, stack, told)
            continue
        if word == "set":
            _set(tag, mentioned[i], stack)
            continue
        hangs = _hangs(mentioned[i], stack)
        prints = word == "for" or (tag.kind == "{" and _alone(paragraph, stack))
        while prints and not hangs and (one := _told(tag, paragraph, stack, i, every, mentioned)) is not None:
            told.append(one)
            hangs = not one.lost or _hangs(mentioned[i], stack)
        if word in ("for", "if"):
            stack.append(_Frame(tag, paragraph, word == "for", hangs, _taken(tag)))
    return told


def _word(tag: Tag) -> str:
    return tag.inside.split(None, 1)[0] if tag.kind == "%" and tag.inside else ""


def _mentioned(tag: Tag) -> set[str]:
    """The names that a tag reads: those it makes itself are not among them."""
    inside = tag.inside
    if _word(tag) == "for":
        inside = inside.partition(" in ")[2]
    elif _word(tag) == "set":
        inside = inside.partition("=")[2]
    return set(_NAMES.findall(_QUOTED.sub(" ", inside)))


def _hangs(names: set[str], stack: Sequence[_Frame]) -> bool:
    """Whether it says something of the innermost loop, or stands under a condition that does."""
    loop = next((frame for frame in reversed(stack) if frame.loop), None)
    if loop is None or names & (loop.made | _ALWAYS):
        return True
    inside = stack[stack.index(loop) + 1 :]
    return any(frame.hangs for frame in inside)


def _alone(paragraph: TaggedParagraph, stack: Sequence[_Frame]) -> bool:
    """Whether nothing in the paragraph hangs on the loop: a label before each item is no repetition."""
    if paragraph.in_table:
        return False
    return not any(_hangs(_mentioned(tag), stack) for tag in paragraph.tags)


def _set(tag: Tag, names: set[str], stack: Sequence[_Frame]) -> None:
    """{% set 名 = 段 … %}: the name hangs on what it was made of."""
    made = tag.inside.removeprefix("set").partition("=")[0].strip()
    for frame in stack:
        if frame.loop and names & (frame.made | _ALWAYS):
            frame.made.add(made)


def _told(
    tag: Tag,
    paragraph: TaggedParagraph,
    stack: list[_Frame],
    at: int,
    every: Sequence[tuple[Tag, TaggedParagraph]],
    mentioned: Sequence[set[str]],
) -> Swallowed | None:
    """The innermost loop and what it swallows; the loop is closed before it, where nothing behind it needs it."""
    index = next((i for i in reversed(range(len(stack))) if stack[i].loop), None)
    if index is None:
        return None
    loop, inside = stack[index], stack[index + 1 :]
    first = inside[0] if inside else _Frame(tag, paragraph, loop=False)  # its condition goes with it
    lost = not _needed(loop, at, every, mentioned)
    if lost:
        del stack[index]
    listed = _word(tag) == "for"
    return Swallowed(first.tag, first.paragraph, loop.tag, loop.paragraph, lost, listed or lost)


def _needed(loop: _Frame, at: int, every: Sequence[tuple[Tag, TaggedParagraph]], mentioned: Sequence[set[str]]) -> bool:
    """Whether something behind that place still says what the loop takes, before another loop takes its name."""
    for i in range(at + 1, len(every)):
        if mentioned[i] & loop.made:
            return True
        if _taken(every[i][0]) & loop.made:
            return False
    return False


def _taken(tag: Tag) -> set[str]:
    """The name that a loop gives to each: 问题 of {%p for 问题 in 板块.问题 %}."""
    return set(_NAMES.findall(tag.inside.removeprefix("for").partition(" in ")[0])) if _word(tag) == "for" else set()


def _close(word: str, paragraph: TaggedParagraph, stack: list[_Frame], told: Sequence[Swallowed]) -> None:
    """The innermost of its kind ends. An end that no loop is left for was meant for one that was closed before."""
    index = next((i for i in reversed(range(len(stack))) if stack[i].loop == (word == "endfor")), None)
    if index is not None:
        del stack[index:]
    elif word == "endfor" and (open_ones := [one for one in told if one.lost and one.surplus is None]):
        open_ones[0].surplus = paragraph
