"""下一步: three to five points chosen by what the ledger holds and by who speaks. No fact is claimed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from drafter.compose.facts import Facts, Words, kind_of_body, spoken, unclosed, unstopped
from drafter.compose.leads import Build, Builder, Half, Lead, LeadSet, begins_apart, halves_of, whole
from drafter.compose.prose import Prose
from drafter.compose.topic import bare_matter, matter_of, work_of
from drafter.patterns import pattern
from drafter.phrases.bank import GRADES, Phrase
from drafter.phrases.clauses import Shape, shape_of
from drafter.phrases.functions import affinity, function_of, functions
from drafter.report import Passage
from drafter.text.dates import dates_in
from drafter.text.normal import fold

_MANY = 8  # open problems beyond that make a longer closing
_MOST = 5  # leads of a closing
_SMALLEST = 3
_ALIKE = 2  # characters by which the halves of parallel leads may differ in length
# 修订《固定资产管理办法》: what the unit itself made, not what it studied.
_RULES = pattern(
    r"""
      (?:制定|修订|出台|印发|建立|完善|健全|起草|研究)[^《》。；]{0,12}(?:《[^《》]{0,80}》、?){0,3}?
      (?P<title>《[^《》]{0,80}(?:制度|办法|规定|细则|规则|规程)》)
    """,
    re.VERBOSE,
)
# 问责3人, 给予党内警告处分, 诫勉谈话
_BLAME = pattern("问责|追责|处分|诫勉|约谈|批评教育|通报批评")
_PLACE_ONLY = ("改革发展", "高质量发展", "经济社会")  # what only a committee that governs a place can promise


def _due(promise: Passage) -> dt.date:
    """By when a promise is to be kept; one without a time comes last."""
    dates = dates_in(fold(promise.text))
    return dates[0].last if dates else dt.date.max


class Closing:
    """Plans and words the points of a closing."""

    def __init__(self, facts: Facts, prose: Prose, deadlines: bool = False, led: Sequence[str] = ()) -> None:
        """`deadlines`: the template's annex prints the times, so the text may name them. `led`: the leads that stand in
        the notice already: theirs are not begun with again."""
        self.facts = facts
        self.prose = prose
        self.body = kind_of_body(facts.ledger)
        self.deadlines = deadlines
        self._begun = frozenset(half[:2] for lead in led for half in lead.split("，")[:1])
        self.promised: list[Passage] = []  # what the ledger itself promises, told with the open problems
        # Whether the problems are told by their statuses, of two kinds or of all; else the open ones by name only.
        self.by_kind = prose.variety.one_of("状态分说", 0, 1, 2, 2)
        self._answers = prose.variety.one_of("担责", 0, 1)  # whether the closing names who answers
        self._about: list[str] = []  # what the points are about
        self._lead = ""  # of the point that is being told
        self._built: list[str] = []  # the same of leads that were built for it

    def wanted(self) -> list[str]:
        """What the points should be about: what the ledger holds, and as many of what any notice may say as the unit
        draws; in one of the orders of the genre."""
        found = {"问题"} | ({"机制"} if self.rules() else set()) | ({"责任"} if self.blamed() else set())
        still = sum(p.status in (None, "推进中", "长期坚持") for p in self.facts.problems)
        draw = self.prose.variety.one_of
        number = draw("几点", 3, 3, 4) + (still > _MANY)
        # Who inspected nothing has nothing to say about inspecting but its three synonyms.
        hollow = () if self.facts.ledger.leadership.supervisions else ("督查",)
        rest = sorted(_ANYWAY, key=lambda function: (function in hollow, self.prose.variety.draw(f"点-{function}")))
        for function in rest:
            if len(found) < number:
                found.add(function)
        return [function for function in _ORDER if function in found]

    def features(self) -> list[str]:
        """What of the ledger the leads are chosen by."""
        return [" ".join(self.wanted())]

    def take_up(self, about: Sequence[str]) -> None:
        """What the points are about, where it is known."""
        self._about = list(about)

    def rules(self) -> list[tuple[str, str]]:
        """The rules that the unit itself made, each 《title》 with its ledger path."""
        found: dict[str, str] = {}
        for path, content in self.told():
            for match in _RULES.finditer(content):
                found.setdefault(match["title"], path)
        return list(found.items())

    def blamed(self) -> bool:
        """Whether the ledger tells that somebody was held to account."""
        titled = any("问责" in (other.title or "") for other in self.facts.ledger.others)
        return titled or any(_BLAME.search(content) for _, content in self.told())

    def told(self) -> Iterator[tuple[str, str]]:
        """What the public measures say, each with its ledger path."""
        for i, problem in self.facts.ledger.printed_problems():
            for path, measure in problem.placed_measures(f"问题[{i}]"):
                if measure.public and measure.content:
                    yield f"{path}.内容", measure.content

    def leads(self, sets: Sequence[Phrase]) -> list[Passage]:
        """The leads that suit best, in a form that the unit draws: a set of the bank, one verb before what the bank has
        for each point (强化责任担当, 强化制度建设) where the office wrote that verb itself, or leads of one build out
        of its clauses, no verb twice."""
        bare = list(self.parallels())
        built = list(self.built(sets))
        whole = [way for way in self.whole(sets) if way.shared or way.grade < GRADES["启用"] or self._sound(way)]
        if shared := [way for way in whole if way.shared and self.lacking(way) <= len(way.leads)]:
            whole, bare, built = shared, [], []
        own = any(way.grade < GRADES["启用"] for way in whole)
        if (bare or built) and not own and self.prose.variety.one_of("结尾整组", 0, 0, 0, 1) == 0:
            whole = []  # a mined set is one report's
        forms = [whole, bare, built]
        found = [(form, way) for form, ways in enumerate(forms) for way in ways]
        if not found:
            return []
        grade = min(way.grade for _, way in found)
        best = min(self.lacking(way) for _, way in found if way.grade == grade)
        good = [(form, way) for form, way in found if way.grade == grade and self.lacking(way) <= best + 1]
        draw = self.prose.variety.draw
        said = self.prose.said_of
        _, chosen = min(
            good, key=lambda item: (said(item[1].texts), draw(f"提法{item[0]}"), draw("|".join(item[1].texts)))
        )
        self._built = [lead.about for lead in chosen.leads if lead.about]
        for phrase in chosen.phrases:
            self.prose.take(phrase)
        return [lead.passage(self.facts) for lead in chosen.leads]

    def _sound(self, way: LeadSet) -> bool:
        """Whether a set has no verb twice, and a lead for all that the ledger has something to tell of."""
        about = {function_of(lead.text, "结尾") for lead in way.leads}
        told = {"机制"} if self.rules() else set()
        return begins_apart(way) and told | ({"责任"} if self.blamed() else set()) <= about

    def whole(self, sets: Sequence[Phrase]) -> list[LeadSet]:
        """The bank's sets as they stand, or as they are mended for who speaks."""
        suited = [(phrase, self.suited(phrase.members)) for phrase in sets if phrase.id not in self.prose.used]
        return [whole(phrase, members) for phrase, members in suited if _SMALLEST <= len(members) <= _MOST]

    def lacking(self, way: LeadSet) -> int:
        """How many of the wanted points no lead takes up; one that says nothing of its own may take up any."""
        about = [lead.about or function_of(lead.text, "结尾") for lead in way.leads]
        again = len([a for a in about if a]) - len({a for a in about if a})
        untold = max(0, len(set(self.wanted()) - set(about)) - about.count(None))
        return untold + 2 * again + abs(len(about) - len(self.wanted()))

    def parallels(self) -> Iterator[LeadSet]:
        """Sets of one verb: a frame of the bank's before what it has for each wanted point."""
        prose = self.prose
        for frame in self._own_frames():
            chosen = []
            for function in self.wanted():
                fitting = [half for half in self._of_one_verb(frame, function) if self.fits(half.text)]
                if not fitting:
                    break
                half = min(fitting, key=lambda h: prose.variety.draw(h.text))
                chosen.append(Lead((half,), function))
            else:
                yield LeadSet(tuple(chosen))

    def _own_frames(self) -> list[Phrase]:
        """强化{要求}: a verb for all leads, which only an office chooses."""
        return [frame for frame in self.prose.group("句式-提法") if frame.status == "自拟"]

    def _of_one_verb(self, frame: Phrase, function: str) -> Iterator[Half]:
        """What a frame (强化{要求}) makes of what the bank has for a point."""
        for phrase in self.prose.group(f"要求-{function}"):
            yield Half(frame.text.replace("{要求}", phrase.text), (phrase, frame))
        for phrase in self.prose.every_clause("结尾"):
            if phrase.group.endswith(f"-{function}") and frame.id in phrase.id.split("+"):
                yield Half(phrase.text, (phrase,))

    def built(self, sets: Sequence[Phrase]) -> Iterator[LeadSet]:
        """Leads of one build, out of the clauses of sets and paragraphs; of one verb, where a frame gives the first
        halves."""
        prose = self.prose
        halves = halves_of([*sets, *prose.every_clause("结尾")], prose.struck)
        for frame in self._own_frames():
            framed = [half for function in self.wanted() for half in self._of_one_verb(frame, function)]
            builder = Builder(prose.variety, "结尾", [*framed, *halves], self.fits)
            if made := builder.leads(self.wanted(), Build((6, 8), frame.text.removesuffix("{要求}"))):
                yield made
        fresh = [half for half in halves if half.text[:2] not in self._begun]
        others = [half for half in fresh if all(p.grade < GRADES["内置"] for p in half.phrases)]
        found = False
        for pool, builds in ((others, _BUILDS), (fresh, _BUILDS), (halves, _BUILDS), (halves, _SINGLE)):
            if found:
                return
            builder = Builder(prose.variety, "结尾", pool, self.fits)
            for lengths in builds:
                if made := builder.leads(self.wanted(), Build(lengths)):
                    found = True
                    yield made

    def suited(self, members: tuple[str, ...]) -> tuple[str, ...]:
        """A street does not promise 改革发展: that half of a lead says something else that begins alike, or all leads
        are cut to their first half, so that they stay alike."""
        if self.body == "地方" or all(map(self.fits, members)):
            return members
        said = "".join(members)
        mended = tuple(member if self.fits(member) else self._other_end(member, said) for member in members)
        if all(mended):
            return mended
        cut = tuple(member.split("，")[0] for member in members)
        return cut if all(map(self.fits, cut)) else ()

    def _other_end(self, member: str, said: str) -> str:
        """The lead with another second half out of the bank, "" where there is none."""
        first, _, second = member.partition("，")
        for phrase in self.prose.ends_of_leads():
            bare = phrase.text
            alike = bare[:2] == second[:2] and abs(len(bare) - len(second)) <= _ALIKE and bare[-4:-2] not in said
            if second and alike and self.fits(bare) and self.fits(first):
                return f"{first}，{bare}"
        return ""

    def assigned(self, leads: Sequence[str]) -> list[str]:
        """What each lead's text is about: its own function, none twice while another is left."""
        if self._built and len(self._built) == len(leads):
            self._about = self._built
            return self._about
        left = [f for f in functions("结尾") if f != "问责"]
        found: list[str | None] = []
        for lead in leads:
            ranked = sorted(affinity(lead, "结尾").items(), key=lambda item: -item[1])
            function = next((f for f, _ in ranked if f in left), None)
            found.append(function)
            if function:
                left.remove(function)
        wanted = [f for f in (*self.wanted(), *functions("结尾")) if f in left]
        self._about = [function or (wanted.pop(0) if wanted else "问题") for function in found]
        return self._about

    def overview(self) -> Passage | None:
        """下一步，区委将坚持…，…，确保…。: what is learnt or upheld, what is done, what for; in one sentence or two, as
        the unit draws."""
        unit = self.facts.short("")
        if unit is None:
            return None
        framed = self.prose.frame("句式-下一步", {"单位": unit}, ["单位"])
        if framed is None:
            return None
        words, prose = framed[0], self.prose
        political = prose.political(words.text)
        way = prose.variety.one_of("结尾概述", 0, 1)
        stance = prose.clause("结尾", ["政治", "责任"], ["立场", "举措"], self._still_to_come) if way else None
        second = prose.clause("结尾", ["问题", "督查"], ["举措", "立场"], self._still_to_come)
        aim = prose.clause("结尾", ["总述", "问题", "成果"], ["目的"], self._still_to_come)
        if political:
            words.join(political.passage())
        return prose.end(prose.clauses(words, [stance, second, aim])).passage()

    def _still_to_come(self, text: str) -> bool:
        """Whether a clause is about all that is left to do: nothing of what is settled."""
        return self.fits(text) and "反弹" not in text and "回头看" not in text

    def point(self, function: str, last: bool, lead: str = "") -> Passage | None:
        """What will be held to and done, and for what; then what the ledger gives for it: who answers, the rules and
        mechanisms that stay, the open problems by their statuses. Where the ledger gives something its own words are
        few; of the other points one is long."""
        prose = self.prose
        self._lead = lead
        prose.paragraph(lead)
        words = Words()
        written = next((p for p in prose.group(f"下一步-{function}") if p.status == "自拟"), None)
        if written:  # the office words this point itself
            prose.take(written)
            return self.facts.fill(written.text, written.id)
        given = self._given(function, last)
        prose.paragraph(lead)  # the words about each kind of problems were a paragraph of their own
        if function == "机制":
            prose.hear(given)
        if function == "责任":
            words = unstopped(self.answering())  # who answers stands first, what is done behind them
        chained = function == "问题" and bool(given.text)
        fits = self._still_to_come if chained else self.fits  # what is settled has its words
        least = prose.variety.one_of(f"长-{function}", *_LEADING_IN) if given.text else _WHOLE
        self._clauses(words, function, fits, least, tail=not given.text)
        if function == "责任":
            others = Words()
            prose.others(others)
            if others.text:
                words = prose.end(words, "；").join(unclosed(others.passage()))
        if words.text and given.text:
            words = prose.end(words, "。" if chained and len(words.text) >= _SHORT else "，")
        words = prose.end(words.join(given.passage()))
        if self.blamed() and function == ("责任" if "责任" in self._about else self._about[0]):
            words.join(self.account().passage())
        if not words.text:  # the bank has nothing on it: a sentence of ours
            ours = next((p for p in prose.group(f"下一步-{function}") if not prose.repeats(p.text)), None)
            if ours and self.fits(ours.text):
                prose.take(ours)
                words.join(self.facts.fill(ours.text, ours.id))
        if last:
            words = self._ended(words, function, bool(given.text))
        return words.passage() if words.text else None

    def _clauses(self, words: Words, function: str, fits: Callable[[str], bool], least: int, tail: bool) -> None:
        """One sentence of what is held to, what is done, what for, until it is long enough; with `tail` something of
        ours that says how, since the ledger gives nothing for the point."""
        prose = self.prose
        ways = _WAYS[prose.variety.one_of(f"句-{function}", *range(len(_WAYS)))]
        chosen: list[Phrase] = []
        length = len(words.text)
        ours = tail and not self._written_by_office(function)
        end = (
            prose.frame(f"句式-收-{function}", {}) if ours and prose.variety.one_of(f"收-{function}", 0, 0, 1) else None
        )
        length += len(end[0].text) if end else 0
        for shapes in ways:
            if length >= least and chosen:
                break
            if clause := prose.clause("结尾", [function], shapes, fits):
                chosen.append(clause)
                length += len(clause.text) + 1
        if ours and not end and length < least:
            end = prose.frame(f"句式-收-{function}", {})
        chosen.sort(key=lambda phrase: shape_of(phrase.text) == "目的")
        prose.clauses(words, chosen)
        if end:
            prose.end(words, "，").join(end[0].passage())

    def _written_by_office(self, function: str) -> bool:
        """Whether the office has clauses of its own for a point: then nothing of ours is added."""
        return any(p.status == "自拟" for p in self.prose.every_clause("结尾") if p.group.endswith(f"-{function}"))

    def _ended(self, words: Words, function: str, given: bool) -> Words:
        """With what it all comes to for such a body, where the point can bring it and the unit draws it: in the last
        sentence, or in its own."""
        prose = self.prose
        if words.text and (function not in _COMES_TO or not prose.variety.one_of("结语", 0, 1, 1)):
            return words
        if words.text and not _may_go_on(words.text):
            return words
        end = next((p for p in prose.group(f"结语-{self.body}") if not prose.clashes(p.text)), None)
        if end:
            prose.take(end)
            if words.text:
                words = prose.end(unstopped(words), "，")
            words.join(self.facts.fill(end.text, end.id))
        return words

    def _given(self, function: str, last: bool) -> Words:
        """What the ledger gives for a point."""
        words = Words()
        if function == "问题":
            words.join(self.by_status().passage())
        if function == ("问题" if "问题" in self._about else self._about[0]):
            words.join(self.due().passage())
        if function == "机制" or (last and "机制" not in self._about):
            words.join(self.made().passage())
        if function == ("机制" if "机制" in self._about else "问题"):
            kept = self.kept()
            if kept.text and words.text and function == "机制":
                words = self.prose.end(unstopped(words), "，")
            words.join(kept.passage())
        return words

    def answering(self) -> Words:
        """县委书记继续履行…，班子成员…: those whom the opening names stay answerable; nothing where it names none."""
        group = self.facts.ledger.leadership.group
        words = Words()
        if not self._answers:
            return words
        have: dict[str, Passage] = {}
        if person := self.facts.first_responsible(""):
            have["第一责任人"] = person
        if group and len(group.offices) > 1:
            have["下设"] = self.facts.listed(group.offices, "组织领导.领导小组.下设")
        framed = self.prose.frame("句式-担责", have) if have else None
        return self.prose.end(framed[0]) if framed else words

    def kept(self) -> Words:
        """继续用好整改期间建立的工作机制: that what the opening tells of goes on; not its list once more."""
        words = Words()
        if not self.facts.ledger.leadership.mechanisms or not self.prose.variety.one_of("机制续用", 0, 0, 1):
            return words
        framed = self.prose.frame("句式-续用", {})
        return self.prose.end(framed[0]) if framed else words

    def due(self) -> Words:
        """What the ledger promises, in order of its time: one sentence, the times said to be kept."""
        words = Words()
        for promise in sorted(self.promised, key=_due):
            if words.text:
                self.prose.end(words, "；")
            elif dates_in(fold(promise.text)):
                framed = self.prose.frame("句式-承诺", {})
                if framed:
                    words.join(framed[0].passage()).add("，", "template", "逗号")
            words.join(unclosed(promise))
        return self.prose.end(words) if words.text else words

    def fits(self, text: str) -> bool:
        return self.body == "地方" or not any(word in text for word in _PLACE_ONLY)

    def by_status(self) -> Words:
        """对已完成的…；对正在推进的…；对需要长期坚持的…: only the kinds of problems there are, or what is left to do in
        one; or the open problems by name."""
        statuses = {p.status for p in self.facts.problems}
        words = Words()
        if not statuses or None in statuses:
            return words
        settled, going, lasting = statuses & {"已完成", "基本完成"}, "推进中" in statuses, "长期坚持" in statuses
        kinds = [("已完成", bool(settled)), ("推进中", going), ("长期坚持", lasting)]
        if self.by_kind == 1 and going and lasting:
            kinds = [("已完成", bool(settled)), ("未完成", True)]
        elif not self.by_kind and going:
            kinds = [("推进中", True)]
        for kind, there in kinds:
            if there:
                self._kind(words, kind)
        return self.prose.end(words) if words.text else words

    def _kind(self, words: Words, kind: str) -> None:
        """What is done about the problems of one kind: two acts, never a verb alone."""
        topic = self._topic(kind)
        if topic is None:
            return
        if words.text:
            self.prose.end(words, "；")
        self.prose.paragraph(f"{self._lead}，{topic.text}" if self._lead else topic.text)
        like = "推进中" if kind == "未完成" else kind
        acts = [self.prose.clause("状态", [like], wanted, self.fits) for wanted in (_ACTS, _ANY)]
        words.join(topic.passage())
        done = [act for act in acts if act and shape_of(act.text) != "立场"]
        if len(done) < _ENOUGH_ACTS:  # a stance alone says nothing to do
            acts.append(next(iter(self.prose.group(f"句式-做-{like}")), None))
        self.prose.clauses(words, acts)
        if like == "推进中" and self.deadlines:
            self._named(words)

    def _topic(self, kind: str) -> Words | None:
        """对尚未完成的任务; where the open ones are few they are spoken of as work (对闲置校舍盘活等仍在推进的工作), by
        their matter or by their number."""
        prose = self.prose
        listed = [(i, p) for i, p in self.facts.ledger.printed_problems() if p.status == "推进中"]
        if kind == "推进中" and not self.deadlines and listed:
            matters = Words()
            works = True
            for at, (i, problem) in enumerate(listed):
                matter = matter_of(problem.printed_title) or ""
                said = work_of(matter) or (bare_matter(matter) if matter else "")
                works = works and bool(work_of(matter))
                if not said:
                    matters = Words()
                    break
                key = "公开表述" if problem.public_title else "表述"
                matters.add("、" if at else "", "template", "顿号").add(said, "ledger", f"问题[{i}].{key}")
            if matters.text and len(listed) <= _NAMED:
                group = "句式-对-点名" if works else "句式-对-某方面"
                framed = prose.frame(group, {"工作": matters.passage()}, ["工作"])
            else:
                count = Words().add(str(len(listed)), "count", "推进中的问题数").passage()
                framed = prose.frame("句式-对-计数", {"数": count}, ["数"]) if not self.facts.hidden else None
            if framed:
                return framed[0]
        topic = next(iter(prose.group(f"句式-对-{kind}")), None)
        if topic is None:
            return None
        prose.take(topic)
        return Words().join(self.facts.fill(topic.text, topic.id))

    def account(self) -> Words:
        """对整改不力、敷衍应付的，及时约谈提醒、限期整改；情节严重的，严肃追责问责。: who has no such power (a 总支)
        only reminds."""
        words = Words()
        topic = next(iter(self.prose.group("句式-对-问责")), None)
        warned = self.prose.frame("分句-结尾-提醒", {})
        own = any(p.status == "自拟" for p in self.prose.group("分句-结尾-问责"))
        if topic is None:
            return words
        self.prose.take(topic)
        words.join(self.facts.fill(topic.text, topic.id))
        if warned and not own:
            self.prose.end(words, "，").join(warned[0].passage())
        blame = self._blame() if own or self._may_punish() else None
        if blame:
            graver = self.prose.frame("句式-对-情节", {}) if warned and not own else None
            if graver:
                self.prose.end(words, "；").join(graver[0].passage())
            self.prose.clauses(words, [blame])
        return self.prose.end(words)

    def _blame(self) -> Phrase | None:
        self.prose.paragraph()  # what is done to the worst is told apart from the rest
        return self.prose.clause("结尾", ["问责"], ["举措", "立场"], self.fits)

    def _may_punish(self) -> bool:
        """Whether such a body holds people to account: a branch or general branch has those above it do so."""
        unit = self.facts.ledger.unit
        return not any(word in f"{unit.name or ''}{unit.short or ''}" for word in ("总支", "支部"))

    def made(self) -> Words:
        """抓好《固定资产管理办法》的执行: the rules made are kept; nothing where the ledger has none."""
        words = Words()
        rules = self.rules()
        if rules:
            listed = Words()
            for title, path in rules[:_NAMED]:
                listed.add(title, "ledger", path)
            what = "等制度" if len(rules) > _NAMED else ""
            listed.add(what, "template", "制度")
            framed = self.prose.frame("句式-制度", {"制度": listed.passage()}, ["制度"])
            if framed:
                words = self.prose.end(framed[0])
        return words

    def _named(self, words: Words) -> None:
        """The open problems by name, where they are few; with their times where the notice prints those anyway."""
        listed = [(i, p) for i, p in self.facts.ledger.printed_problems() if p.status == "推进中"]
        if not 1 <= len(listed) <= _NAMED:
            return
        named = Words()
        for i, problem in listed:
            key = "公开表述" if problem.public_title else "表述"
            title = problem.printed_title.translate(str.maketrans("“”", "‘’")).removesuffix("问题")
            named.add("“", "template", "引号").add(title, "ledger", f"问题[{i}].{key}")
            named.add("”", "template", "引号")
        have = {"问题名": named.add("问题", "template", "问题").passage()}
        times = {spoken(p.deadline, None) if isinstance(p.deadline, dt.date) else p.deadline for _, p in listed}
        if self.deadlines and len(times) == 1 and (time := times.pop()):
            said = time.removesuffix("前")
            have["时限"] = Words().add(said, "ledger", f"问题[{listed[0][0]}].时限").passage()
        framed = self.prose.frame("句式-点名", have, have)
        if framed:
            if words.text:
                self.prose.end(words, "，")
            words.join(framed[0].passage())


def _may_go_on(text: str) -> bool:
    """Whether the last sentence of a text takes one more clause: no chain of kinds of problems, not long yet."""
    last = text.rstrip("。").rpartition("。")[2]
    return "；" not in last and len(last) <= _LONGEST


_LONGEST = 130  # characters of a sentence that what it all comes to can end
# How the clauses of a sentence are built: what is held to, what is done, what for; several ways, so that not all points
# are alike.
_WAYS: tuple[tuple[tuple[Shape, ...], ...], ...] = (
    (("立场",), ("举措",), ("目的",), ("举措", "立场"), ("举措",)),
    (("举措",), ("举措",), ("目的",), ("立场", "举措"), ("举措",)),
    (("立场", "举措"), ("目的",), ("举措",), ("举措",), ("举措",)),
)


# What a closing may have a point on whatever the ledger holds, and the orders in which points stand.
_ANYWAY = ("责任", "政治", "督查", "机制", "成果")
_ORDER = ("政治", "责任", "问题", "督查", "机制", "成果")  # what one thinks, who answers, what is done, what stays
_COMES_TO = ("成果", "机制", "问题")  # points that change what a body does
_BUILDS = ((6, 8), (6, 6), (8, 8), (8, 6))  # characters of the halves of a lead
_SINGLE = ((8,), (6,))  # of leads that are not halved, where the bank has no others
_LEADING_IN = (16, 25, 34)  # characters before what the ledger gives for a point, as the unit draws
_WHOLE = 58  # characters of a sentence that stands alone
_ENOUGH_ACTS = 2  # about problems of one kind
_NAMED = 2  # problems or rules that are named; more are too many for a closing
_ACTS: tuple[Shape, ...] = ("立场", "举措")
_ANY: tuple[Shape, ...] = ("举措", "目的")
_SHORT = 15  # characters of a point that says too little
