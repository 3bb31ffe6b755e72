"""下一步: three to five points chosen by what the ledger holds and by who speaks. No fact is claimed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drafter.compose.facts import Facts, Words
from drafter.compose.prose import Prose
from drafter.ledger.model import Ledger
from drafter.phrases.bank import Phrase
from drafter.phrases.clauses import Shape
from drafter.phrases.functions import affinity, function_of, functions
from drafter.report import Passage
from drafter.text.lexicon import table

_MANY = 8  # open problems beyond that make a longer closing
_RULES = re.compile("《[^》]*(?:制度|办法|规定|细则|规则|规程)[^》]*》")
_PLACE_ONLY = ("改革发展", "高质量发展", "经济社会")  # what only a committee that governs a place can promise


def kind_of_body(ledger: Ledger) -> str:
    """地方, 街道乡镇, 企业, 学校 or 单位, by how the unit's name ends."""
    name = f"{ledger.unit.name or ''}{ledger.unit.short or ''}"
    return next((row["种"] for row in table("body_kinds") if row["词"] in name), "单位")


class Closing:
    """Plans and words the points of a closing."""

    def __init__(self, facts: Facts, prose: Prose) -> None:
        self.facts = facts
        self.prose = prose
        self.body = kind_of_body(facts.ledger)

    def wanted(self) -> list[str]:
        """What the points should be about, by what the ledger holds."""
        said = [m.content or "" for p in self.facts.problems for m in p.measures]
        found = ["责任", "问题"]
        if any(_RULES.search(text) for text in said):
            found.append("机制")
        if any("问责" in (other.title or "") for other in self.facts.ledger.others):
            found.append("问责")
        return [*found, "成果"]

    def leads(self, sets: Sequence[Phrase]) -> tuple[Phrase, tuple[str, ...]] | None:
        """The set that suits best, its leads cut where their ends promise what this body cannot."""
        wanted = set(self.wanted())
        still = sum(p.status in (None, "推进中", "长期坚持") for p in self.facts.problems)
        best: tuple[tuple[int, int, int], Phrase, tuple[str, ...]] | None = None
        for number, phrase in enumerate(self.prose.variety.order(sets)):
            members = self.suited(phrase.members)
            if not 3 <= len(members) <= 5 or phrase.id in self.prose.used:
                continue
            about = {function_of(member, "结尾") for member in members}
            missing = len(wanted - about - {"问责"})
            size = abs(len(members) - 3) if still <= _MANY else 0
            rank = (phrase.grade, max(0, missing - 1) + (size > 1), number)
            if best is None or rank < best[0]:
                best = rank, phrase, members
        return best and (best[1], best[2])

    def suited(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """A street does not promise 改革发展: all leads are cut to their first half, so that they stay alike."""
        if self.body == "地方" or not any(word in member for word in _PLACE_ONLY for member in members):
            return members
        cut = tuple(member.split("，")[0] for member in members)
        return () if any(word in member for word in _PLACE_ONLY for member in cut) else cut

    def assigned(self, leads: Sequence[str]) -> list[str]:
        """What each lead's text is about: its own function, none twice while another is left."""
        left = [f for f in functions("结尾") if f != "问责"]
        found: list[str | None] = []
        for lead in leads:
            ranked = sorted(affinity(lead, "结尾").items(), key=lambda item: -item[1])
            function = next((f for f, _ in ranked if f in left), None)
            found.append(function)
            if function:
                left.remove(function)
        wanted = [f for f in (*self.wanted(), *functions("结尾")) if f in left]
        return [function or (wanted.pop(0) if wanted else "问题") for function in found]

    def overview(self) -> Passage | None:
        """下一步，区委将坚持…，…，确保…。"""
        unit = self.facts.short("")
        if unit is None:
            return None
        framed = self.prose.frame("句式-下一步", {"单位": unit}, ["单位"])
        if framed is None:
            return None
        words = framed[0]
        political = next(iter(self.prose.group("政治提法")), None)
        if political:
            self.prose.take(political)
        stance = self.prose.clause("结尾", ["政治", "总述", "责任"], ["立场", "举措"], self.fits)
        aim = self.prose.clause("结尾", ["总述", "问题"], ["目的"], self.fits)
        self.prose.clauses(words, [political, stance, aim])
        return self.prose.end(words).passage()

    def point(self, function: str, last: bool) -> Passage | None:
        """Two sentences: what will be held to and done, and for what; open problems by their statuses."""
        prose = self.prose
        prose.paragraph()
        words = Words()
        written = next((p for p in prose.group(f"下一步-{function}") if p.status == "自拟"), None)
        if written:  # the office words this point itself
            prose.take(written)
            return self.facts.fill(written.text, written.id)
        shapes: tuple[tuple[Shape, ...], ...] = (("立场",), ("举措",), ("举措",), ("目的",))
        if function == "问题":  # the kinds of problems come behind it
            shapes = (("立场", "举措"), ("目的",))
        chosen = [prose.clause("结尾", [function], wanted, self.fits) for wanted in shapes]
        prose.clauses(words, chosen)
        if words.text:
            prose.end(words)
        if function == "责任":
            prose.others(words)
        if function == "问题":
            words.join(self.by_status().passage())
        if function == "责任" and "问责" in self.wanted():
            blame = prose.clause("结尾", ["问责"], ["举措", "立场"], self.fits)
            if blame:
                said = Words()
                prose.clauses(said, [blame])
                words.join(prose.end(said).passage())
        if len(words.text) < _SHORT:  # the bank has little on it: a sentence of ours
            ours = next((p for p in prose.group(f"下一步-{function}") if not prose.repeats(p.text)), None)
            if ours and self.fits(ours.text):
                prose.take(ours)
                words.join(self.facts.fill(ours.text, ours.id))
        if last:
            end = next(iter(prose.group(f"结语-{self.body}")), None)
            if end:
                prose.take(end)
                words.join(self.facts.fill(end.text, end.id))
        return words.passage() if words.text else None

    def fits(self, text: str) -> bool:
        return self.body == "地方" or not any(word in text for word in _PLACE_ONLY)

    def by_status(self) -> Words:
        """对已完成的…；对正在推进的…；对需要长期坚持的…: only the kinds of problems there are."""
        statuses = {p.status for p in self.facts.problems}
        words = Words()
        if not statuses or None in statuses:
            return words
        kinds = (
            ("已完成", statuses & {"已完成", "基本完成"}),
            ("推进中", statuses & {"推进中"}),
            ("长期坚持", statuses & {"长期坚持"}),
        )
        for kind, there in kinds:
            if not there:
                continue
            topic = next(iter(self.prose.group(f"句式-对-{kind}")), None)
            if topic is None:
                continue
            if words.text:
                self.prose.end(words, "；")
            self.prose.paragraph()
            acts = [self.prose.clause("状态", [kind], wanted, self.fits) for wanted in (_ACTS, _ANY)]
            self.prose.take(topic)
            words.join(self.facts.fill(topic.text, topic.id))
            if acts == [None, None]:
                acts = [next(iter(self.prose.group(f"句式-做-{kind}")), None)]
            self.prose.clauses(words, acts)
            if kind == "推进中":
                self._named(words)
        return self.prose.end(words) if words.text else words

    def _named(self, words: Words) -> None:
        """The open problems by name, where they are few."""
        listed = [(i, p) for i, p in self.facts.ledger.printed_problems() if p.status == "推进中"]
        if not 1 <= len(listed) <= 2:
            return
        words.add("，重点抓好", "template", "尚未完成的问题")
        for i, problem in listed:
            key = "公开表述" if problem.public_title else "表述"
            title = problem.printed_title.translate(str.maketrans("“”", "‘’")).removesuffix("问题")
            words.add("“", "template", "引号").add(title, "ledger", f"问题[{i}].{key}")
            words.add("”", "template", "引号")
        words.add(
            "问题整改" if len(listed) == 1 else "等问题整改" if len(listed) > 2 else "问题整改", "template", "问题"
        )


_ACTS: tuple[Shape, ...] = ("立场", "举措")
_ANY: tuple[Shape, ...] = ("举措", "目的")
_SHORT = 34  # characters of a point that says too little
