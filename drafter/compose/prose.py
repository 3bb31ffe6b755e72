"""Sentences out of the bank's clauses and frames: a stance, what is done, what for; no word said twice.

What the ledger says goes into frames (句式-…), what needs no fact is said in clauses (分句-…). A clause is taken
once in a notice, and not where the text before it already says its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from drafter.compose.facts import Facts, Words
from drafter.compose.held import NOTHING, Held
from drafter.compose.variety import Variety
from drafter.patterns import pattern
from drafter.phrases.bank import GRADES, Bank, Phrase, shipped_bank
from drafter.phrases.clauses import (
    Shape,
    claims,
    comes_first,
    ill_paired,
    is_empty,
    kin,
    leads_on,
    needs_topic,
    of_persons,
    shape_of,
    subject_of,
    without_manner,
)
from drafter.phrases.functions import Part, function_of
from drafter.phrases.paired import Paired, halves_of, paired
from drafter.phrases.slots import SLOT
from drafter.report import Passage
from drafter.text.lexicon import table, words
from drafter.text.normal import fold

_FEW = 6  # mined entries of a group that give no choice yet
_TICKETS = 4  # of a mined entry where ours are drawn beside it
_UPHELD = "两个维护"
_UPHOLDS = ("坚定拥护", "坚决做到", "增强", "践行")  # how a formulation begins that work can be a deed of
_LEARNS = ("深入学习", "认真学习", "认真落实", "学懂")  # what only a ledger may say to have been done
_OFTEN = 2  # clauses of one part that begin alike
_BRIEF = 36  # characters of a sentence that takes the next one in
_AHEAD = 1000  # what stood here is drawn before everything else
_STRIKING = ("高度", "作为")  # words that one sentence does not say twice
_SAME = 4  # characters that two clauses of one paragraph do not share
_ORDINARY = {"整改", "巡视", "巡察", "问题", "工作", "制度"}  # words that a paragraph may say again
_QUOTED = pattern("“([^“”]+)”")
_MARKS = pattern("[“”‘’、，。；：！？《》 ]")
# Words that every clause of the genre may hold without repeating another.
_COMMON = (
    *("巡视整改", "整改工作", "巡察整改", "视整改工", "察整改工", "改工作"),
    *("整改任务", "推进整改", "整改成果", "整改成效", "巩固整改"),
)


@lru_cache(maxsize=1 << 12)
def _verbs_of(clause: str) -> frozenset[str]:
    """What a clause begins with, and its verbs, one or two of them: 进一, 压紧, 压实 of 进一步压紧压实责任."""
    bare = without_manner(clause)
    return frozenset({clause[:2], bare[:2]} | ({bare[2:4]} & words("deed_words")))


@lru_cache(maxsize=1 << 12)
def _pairs_of(text: str) -> frozenset[str]:
    """What a text says, in two characters each, ordinary words telling nothing; and what it ends with, 整改成效 and
    整改质效 being one."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) - _ORDINARY | {f"{text[-4:-2]}…{text[-1:]}"}


class Prose:
    """Writes one part of a notice. `used` are ids that stand in it already."""

    def __init__(self, facts: Facts, bank: Bank, variety: Variety, used: set[str], held: Held | None = None) -> None:
        self.facts = facts
        self.held = held or Held()
        self.bank = bank
        self.variety = variety
        self.used = used
        self.taken: set[str] = set()
        self.said = ""  # in this part, so that nothing is said twice
        if facts.ledger.tour.look_back:
            self.say("回头看")  # 适时开展“回头看” would be read as another one
        self._words: set[str] = set()  # pairs of characters of this paragraph's lead and clauses
        self._kin: set[str] = set()  # kinds of matters that clauses of this paragraph name
        self._verbs: set[str] = set()  # with which clauses of this paragraph began
        self._begun: Counter[str] = Counter()  # how the clauses of this part began
        self._from = "9999"
        date = facts.told or facts.ledger.tour.feedback
        if date:
            self._from = date.isoformat()
        own = [p for p in bank.usable("formula") if p.group.startswith("分句-")]
        pairs = paired(bank) if own else paired(shipped_bank())
        own = own or [p for p in shipped_bank().usable("formula") if p.group.startswith("分句-")]
        plain = {p.text for p in own}
        own += [p for p in pairs if p.text not in plain]
        self.struck = {p.text for p in bank.of("formula") if p.status == "停用"}  # what the office will not say
        self._mined = {p.text for p in bank.usable("formula") if p.status == "启用"}
        self._clauses = variety.order(p for p in own if self.timely(p.text))

    def paragraph(self, lead: str = "") -> None:
        """A new paragraph begins: verbs may come again, but for those of its lead."""
        self._verbs.clear()
        self._kin.clear()
        self._words = set(_pairs_of(lead))
        for clause in lead.split("，"):
            self._verbs |= _verbs_of(clause)

    def say(self, text: str) -> None:
        """Text that stands in this part already: a lead, or the ledger's own."""
        self.said += "|" + _MARKS.sub("", fold(text))

    def hear(self, said: Words) -> None:
        """What the bank worded of a text that will stand in this paragraph: its words do not come again."""
        for origin in said.origins:
            if origin.kind == "phrase":
                self._words |= _pairs_of(said.text[origin.start : origin.end])

    def hear_text(self, text: str) -> None:
        """What the ledger says in this paragraph: its words do not come again in clauses."""
        self._words |= _pairs_of(text)

    def take(self, phrase: Phrase, asked: bool = False) -> None:
        """`asked`: it answers a question, under which it is written down."""
        if not asked:
            self.held.take(phrase.id)
        self.used.add(phrase.id)
        self.taken.add(phrase.id)
        self.say(phrase.text)

    def entry(self, phrase_id: str) -> Phrase | None:
        """The entry of an id, or the clause of two; None where it is not used any more."""
        banked = (bank.get(phrase_id) for bank in (self.bank, shipped_bank()))
        found = next((p for p in banked if p), None) or next((p for p in self._clauses if p.id == phrase_id), None)
        return found if found and found.status != "停用" else None

    def group(self, name: str) -> list[Phrase]:
        """Usable entries of a group, best first; the shipped bank's where the office's has none."""
        found: list[Phrase] = []
        for bank in (self.bank, shipped_bank()):
            usable = (p for p in self._once(bank.usable("formula", name)) if p.id not in self.used)
            found = found or [p for p in usable if self.timely(p.text)]
        return sorted(found, key=lambda p: (*self.order(p, found), p.id))

    def _once(self, phrases: Iterable[Phrase]) -> list[Phrase]:
        """Without ours whose very words are mined as well."""
        return [p for p in phrases if p.status != "内置" or p.text not in self._mined]

    def rank(self, phrase: Phrase, rivals: Sequence[Phrase]) -> int:
        """A phrase's grade; mined and ours are drawn together where there is hardly a mined one, or all notices would
        have the same one."""
        mined = sum(p.status == "启用" for p in rivals)
        return GRADES["启用"] if phrase.status == "内置" and mined < _FEW else phrase.grade

    def order(self, phrase: Phrase, rivals: Sequence[Phrase]) -> tuple[int, int]:
        """The office's own, what stood here already, the others as drawn."""
        before = self.held.index(phrase.id)
        rank = self.rank(phrase, rivals)
        return (rank, self.drawn(phrase)) if before is None else (min(rank, GRADES["启用"]), before - _AHEAD)

    def drawn(self, phrase: Phrase) -> int:
        """Its place in the drawing: what is mined is drawn more often than what is ours."""
        tickets = _TICKETS if phrase.status == "启用" else 1
        return min(self.variety.draw(phrase.id + "|" * i) for i in range(tickets))

    def timely(self, text: str) -> bool:
        """Whether every fixed formulation in it was in use on the day that is told of, and is whole for that day."""
        return all(
            row["起"] <= self._from and (not row["同说"] or row["同说"] in text or self._from < row["同说起"])
            for row in table("formulations")
            if row["词"] in text
        )

    def said_of(self, leads: Sequence[str]) -> int:
        """How many halves of these leads the text before them says already."""
        return sum(self.repeats(half) for lead in leads for half in lead.split("，"))

    def repeats(self, text: str) -> bool:
        if any(word in self.said for word in _QUOTED.findall(text)):
            return True  # a quoted word strikes the ear: “回头看” once
        bare = _MARKS.sub("", text)
        runs = (bare[i : i + _SAME] for i in range(len(bare) - _SAME + 1))
        return any(run in self.said and not any(run in word or word in run for word in _COMMON) for run in runs)

    def clause(
        self, part: Part, functions: Sequence[str], shapes: Sequence[Shape], fits: Callable[[str], bool] | None = None
    ) -> Phrase | None:
        """The first clause drawn that has one of the functions and one of the shapes, and repeats nothing."""
        found = []
        for phrase in self._clauses:
            about = phrase.group.split("-")
            if isinstance(phrase, Paired) and about[1] != part:
                continue
            function = about[2] if about[1] == part else function_of(phrase.text, part) or about[2]
            if phrase.id in self.used or function not in functions or shape_of(phrase.text) not in shapes:
                continue
            if part != "状态" and (needs_topic(phrase.text) or is_empty(phrase.text)):
                continue
            if phrase.status != "自拟" and (ill_paired(phrase.text) or (part == "结尾" and of_persons(phrase.text))):
                continue  # in the closing a committee speaks
            if part == "结尾" and about[1:3] == ["开头", "方案"]:  # how a plan is made is said where it was made
                continue
            if part == "开头" and about[1:3] == ["结尾", "成果"]:  # what comes of it is said in the end
                continue
            if part != "开头" or not claims(phrase.text):
                found.append(phrase)
        question = self.held.question(f"{''.join(functions)} {''.join(shapes)}")
        before = self.held.here.asked.get(question)
        if before == NOTHING:
            found = [p for p in found if p.status == "自拟"]
        found = [p for p in found if p.status == "自拟" or not self.held.stands_elsewhere(p.id)]
        often = {p.id: p.status != "自拟" and self._begun[p.text[:2]] >= _OFTEN for p in found}
        for phrase in sorted(
            found, key=lambda p: (p.status != "自拟", p.id != before, often[p.id], *self.order(p, found))
        ):
            text = phrase.text
            if self.repeats(text) if phrase.status == "自拟" else self.clashes(text) or self._kin & kin(text):
                continue  # what the office wrote is said, whatever verbs stand about it
            if fits is None or fits(text):
                self.take(phrase, asked=True)
                self.held.answer(question, phrase.id)
                self._verbs |= _verbs_of(text)
                self._words |= _pairs_of(text)
                self._begun[text[:2]] += 1
                self._kin |= kin(text)
                return phrase
        self.held.answer(question, None)
        return None

    def every_clause(self, part: Part) -> list[Phrase]:
        """The bank's clauses of a part, as drawn."""
        return [p for p in self._clauses if p.group.startswith(f"分句-{part}-") and p.id not in self.used]

    def political(self, beside: str = "", learning: bool = True) -> Words | None:
        """A fixed political formulation that the day allows: by itself or, where it says what is upheld, as what the
        work is done for (把巡视整改作为坚决做到“两个维护”的具体行动). `beside`: what its sentence says; without
        `learning` none that tells of something learnt, which only a ledger may."""
        found: list[Phrase] = []
        for pool in (self.group("政治提法"), shipped_bank().usable("formula", "政治提法")):
            usable = [p for p in pool if self.timely(p.text) and not self.facts.lacks(p.text)]
            usable = [p for p in usable if learning or p.status == "自拟" or not p.text.startswith(_LEARNS)]
            fresh = [p for p in usable if not beside or p.text[:2] != beside[:2]]
            mined = [p for p in fresh if p.status == "启用"]
            own = any(p.status == "自拟" for p in fresh)
            found = found or (mined if mined and not own and self.variety.one_of("通行政治提法", 0, 1, 1) else fresh)
        if not found:
            return None
        self.take(found[0])
        said = self.facts.fill(found[0].text, found[0].id)
        framed = None
        upheld = _UPHELD in found[0].text and found[0].text.startswith(_UPHOLDS)
        if upheld and self.variety.one_of(f"政治句{found[0].id}", 0, 1, 1):
            framed = self.frame("句式-政治", {"政治": said}, ["政治"])
        if framed is None or any(word in framed[0].text and word in beside for word in _STRIKING):
            return Words().join(said)
        if beside.endswith("将") and framed[0].text.startswith("将"):
            return Words().join(said)
        return framed[0]

    def ends_of_leads(self) -> list[Phrase]:
        """Clauses of closings that say what for, as the second halves of leads: as drawn."""
        return [p for p in self._clauses if p.group.startswith("分句-结尾-") and shape_of(p.text) == "目的"]

    def others(self, words: Words) -> None:
        """A sentence on those who do it: 各责任单位坚持…。"""
        if self.variety.one_of("主体", 0, 1, 2):
            return  # hardly a third of all notices say it
        there = [p for p in self._clauses if p.group.endswith("-主体") and self._there_are(p.text)]
        for phrase in sorted(there, key=lambda p: self.order(p, there)):
            if phrase.id not in self.used:
                if self.repeats(phrase.text):
                    continue
                self.take(phrase)
                words.join(self.end(self.clauses(Words(), [phrase])).passage())
                return

    def _there_are(self, text: str) -> bool:
        """Whether the ledger knows of those whom a sentence is about: a school has no 各牵头单位."""
        problems = self.facts.problems
        known = {"各责任单位": any(p.units for p in problems), "各牵头单位": any(p.lead_unit for p in problems)}
        return known.get(subject_of(text), True)

    def clauses(self, words: Words, phrases: Iterable[Phrase | None]) -> Words:
        """Clauses behind what stands there already, each behind a comma: what one goes by first, 以…促… last."""
        said = sorted((p for p in phrases if p), key=lambda p: (not comes_first(p.text), p.text.startswith("以")))
        if said and leads_on(said[-1].text):  # nothing follows it
            said.pop()
        for phrase in said:
            if words.text and words.text[-1] not in "，。；：" and not words.text.endswith("将"):
                words.add("，", "phrase", halves_of(phrase)[0][1])
            words.join(self.worded(phrase))
        return words

    def worded(self, phrase: Phrase) -> Passage:
        """A phrase filled; of one that two entries make, each half is traced to its own."""
        words = Words()
        for text, ref in halves_of(phrase):
            words.join(self.facts.fill(text, ref))
        return words.passage()

    def clashes(self, text: str) -> bool:
        """Whether this paragraph has a verb of a text, or the part its words, already."""
        return (
            not self._verbs.isdisjoint(_verbs_of(text))
            or not self._words.isdisjoint(_pairs_of(text))
            or self.repeats(text)
        )

    def sentence_of(self, words: Words, phrases: Iterable[Phrase | None]) -> Words:
        """Clauses as a sentence behind what stands there."""
        said = [phrase for phrase in phrases if phrase]
        return self.end(self.clauses(words, said)) if said else words

    def sentence(self, subject: Passage, phrases: Iterable[Phrase | None]) -> Words:
        """A subject and its clauses, closed; nothing where there is no clause."""
        predicate = self.clauses(Words(), phrases)
        return self.end(Words().join(subject).join(predicate.passage())) if predicate.text else Words()

    def end(self, words: Words, mark: str = "。") -> Words:
        """Close the sentence, by the hand that wrote its last words."""
        if words.text and words.text[-1] not in "。！？；":
            last = next((o for o in reversed(words.origins) if o.kind == "phrase"), None)
            kind, ref = ("phrase", last.ref) if last else ("template", "句号")
            words.add(mark, kind, ref)  # type: ignore[arg-type]
        return words

    def packed(self, parts: Sequence[Words], most: int) -> Words:
        """What happened one after another as few long sentences, of at most so many characters where several share
        one; each closed."""
        words, length = Words(), 0
        for part in parts:
            if not part.text:
                continue
            if words.text:
                fits = length < _BRIEF or length + len(part.text) <= most
                self.end(words, "；" if fits else "。")
                length = length if fits else 0
            words.join(part.passage())
            length += len(part.text)
        return self.end(words)

    def stretched(
        self, words: Words, part: Part, functions: Sequence[str], least: int, fits: Callable[[str], bool]
    ) -> Words:
        """An open sentence with clauses behind it until it has so many characters, as long as the bank has any."""
        for shapes in (("举措",), ("目的",), ("举措", "立场")):
            if len(words.text) >= least:
                break
            more = self.clause(part, functions, shapes, fits)
            self.clauses(words, [more])
        return words

    def frame(
        self,
        group: str,
        have: dict[str, Passage],
        needs: Iterable[str] = (),
        fits: Callable[[set[str]], bool] | None = None,
        most: bool = True,
    ) -> tuple[Words, set[str]] | None:
        """The frame of a group that says most of the facts at hand, all of `needs` among them; filled. Without `most`
        any that says those: what it leaves unsaid is told behind it.

        Returns what it says and the names of the facts in it; None where no frame can be filled.
        """
        wanted = set(needs)
        found: list[tuple[int, bool, int, bool, int, Phrase]] = []  # what stood here is as good as unused
        pool = self._once(self.bank.usable("formula", group))
        if not any(wanted <= set(p.slots) <= set(have) for p in pool):
            pool += self._once(shipped_bank().usable("formula", group))
        fitting = [p for p in pool if wanted <= set(p.slots) <= set(have) and (fits is None or fits(set(p.slots)))]
        for phrase in fitting:
            slots = set(phrase.slots)
            if self.timely(phrase.text):
                again = self.repeats(phrase.text) or bool(self._verbs & _verbs_of(phrase.text))
                rank, draw = self.order(phrase, fitting)
                old = draw >= 0 and phrase.id in self.used
                found.append((rank, again, -len(slots) if most else 0, old, draw, phrase))
        if not found:
            return None
        phrase = min(found, key=lambda item: (*item[:5], item[5].id))[5]
        self.taken.add(phrase.id)
        self.held.take(phrase.id)
        self.say(phrase.text)
        for piece in SLOT.split(phrase.text):
            self._words |= _pairs_of(piece)
        words = Words()
        at = 0
        for match in re.finditer(r"\{([^{}]*)\}", phrase.text):
            words.add(self.facts.kinded(phrase.text[at : match.start()]), "phrase", phrase.id)
            words.join(have[match.group(1)])
            at = match.end()
        words.add(self.facts.kinded(phrase.text[at:]), "phrase", phrase.id)
        return words, set(phrase.slots)
