"""S3: problems and headings with nothing under them, what stands twice, labels and quotes unlike their sisters'."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from drafter.check.matching import body_of
from drafter.check.model import Finding, span_of
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passage, Passages, Place, Report, Section, Sentence
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.remembered import remembered_of

SHORTEST_PARAGRAPH = 30  # letters; shorter ones (headings, formulas) may stand twice
SHORTEST_SENTENCE = 28
GRAM = 8
SAMPLED = 4  # one in so many grams is kept
MOST_ALIKE = 12  # candidates looked at for one paragraph
NEARLY_SAME = 90.0


def _sections(report: Report) -> Iterator[tuple[Section, str | None]]:
    for section in report.sections:
        yield section, section.heading.text if section.heading else None


@rule(
    "S301",
    slug="problem-without-measures",
    title="问题下没有措施",
    severity="error",
    reason="列出问题却没有整改内容，等于公布了一个没有整改的问题。",
    wrong="5.关于“……”问题的整改。（下面直接是第6个问题）",
    right="5.关于“……”问题的整改。一是……。二是……。",
)
def problem_without_measures(report: Report) -> Iterator[Finding]:
    """A problem, or a 具体表现 under one, with no measure of its own."""
    for problem, place in report.placed_problems():
        if not any(body_of(m.text) for m in problem.all_measures()) and not problem.result:
            message = f"问题{problem.number}没有整改措施"
            yield Finding.on(problem.heading, place, message, suggestion="补上整改措施，或删去标题。")
            continue
        for aspect in problem.aspects:
            if not any(body_of(m.text) for m in aspect.measures) and not aspect.result:
                message = f"问题{problem.number}的具体表现{aspect.number}没有整改措施"
                yield Finding.on(aspect.heading, place, message)


@rule(
    "S302",
    slug="heading-without-text",
    title="标题下没有内容",
    severity="error",
    reason="标题之下没有正文，或者正文误接到了别处。",
    wrong="三、下一步打算（下面直接是联系方式）",
    right="三、下一步打算（下面有概述和要点）",
)
def heading_without_text(report: Report) -> Iterator[Finding]:
    """A section or a subheading with nothing below it."""
    for section, name in _sections(report):
        empty = not any(b.heading or b.overview or b.points or b.problems for b in section.blocks)
        if section.heading and empty:
            yield Finding.on(section.heading, Place(name, section.role, part="heading"), "标题下没有内容")
        for block in section.blocks:
            if block.heading and not (block.overview or block.points or block.problems):
                yield Finding.on(block.heading, Place(name, section.role, part="group"), "小标题下没有内容")


# --- twice -----------------------------------------------------------------------------------------------------


@rule(
    "S303",
    slug="problem-twice",
    title="同一问题出现两次",
    severity="error",
    reason="复制粘贴时同一个问题列了两遍，或者只改了几个字。",
    wrong="3.关于“规划统筹不够”问题的整改。……　8.关于“规划统筹不够”问题的整改。",
    right="每个问题只列一次",
)
def problem_twice(report: Report) -> Iterator[Finding]:
    """Two problems with the same title (error), or with titles that differ by a letter or two (warning)."""
    titles = [(body_of(problem.title), problem, place) for problem, place in report.placed_problems()]
    for i, j, alike in _alike([t for t, _, _ in titles], shortest=4, gram=2, threshold=93.0):
        first, (_, second, place) = titles[i][1], titles[j]
        same = alike == 100
        message = f"与问题{first.number}" + ("重复" if same else f"几乎相同（“{first.title}”）")
        also = span_of(first.heading, 0, len(first.heading.text))
        yield Finding.on(
            second.heading, place, message, severity=None if same else "warning", also=(also,) if also else ()
        )


@rule(
    "S304",
    slug="paragraph-twice",
    title="同一段落出现两次",
    severity="warning",
    reason="同一段话在两处出现，多半是复制后忘了改写。",
    wrong="问题3和问题7下有一段一字不差的措施",
    right="各写各的整改情况",
)
def paragraph_twice(passages: Passages) -> Iterator[Finding]:
    """A paragraph that stands twice, word for word or nearly so."""
    texts = [body_of(passage.text) for passage, _ in passages]
    for i, j, alike in _alike(texts, shortest=SHORTEST_PARAGRAPH, gram=GRAM, threshold=NEARLY_SAME):
        (first, first_place), (second, place) = passages[i], passages[j]
        also = span_of(first, 0, len(first.text))
        how = "重复" if alike == 100 else f"几乎相同（{alike:.0f}%）"
        message = f"与{_named(first, first_place)}{how}"
        yield Finding.on(second, place, message, suggestion="删去一处，或改写。", also=(also,) if also else ())


def _named(passage: Passage, place: Place) -> str:
    line = f"第{passage.line}段" if passage.line else ""
    return (f"问题{place.problem}" if place.problem else "") + line or "前文的一段"


@rule(
    "S305",
    slug="sentence-twice",
    title="同一句话出现两次",
    severity="info",
    reason="较长的句子在两个地方一字不差，值得看一眼是不是串了段。",
    wrong="两个问题下都有同一句整改结果",
    right="各写各的整改结果",
)
def sentence_twice(sentences: list[Sentence]) -> Iterator[Finding]:
    """A long sentence that stands word for word in two paragraphs."""
    first_at: dict[str, Sentence] = {}
    whole: dict[int, str] = {}
    for sentence in sentences:
        letters = body_of(sentence.text)
        if len(letters) < SHORTEST_SENTENCE or sentence.place.role in {"title", "contact"}:
            continue
        first = first_at.setdefault(letters, sentence)
        if first.passage is sentence.passage:
            continue
        here = whole.setdefault(id(sentence.passage), body_of(sentence.passage.text))
        if len(letters) * 10 > len(here) * 8:
            continue  # the paragraph as a whole stands twice: S304
        yield Finding.at(
            sentence,
            (0, len(sentence.text)),
            f"这句话与{_named(first.passage, first.place)}的一句相同",
        )


def _alike(texts: list[str], *, shortest: int, gram: int, threshold: float) -> Iterator[tuple[int, int, float]]:
    """(earlier, later, percent) for texts that are the same or nearly so; each later one is named once.

    Candidates are found by sampled n-grams, so the work grows with the text and not with its square.
    """
    from rapidfuzz import fuzz

    exact: dict[str, int] = {}
    index: defaultdict[int, list[int]] = defaultdict(list)
    for j, text in enumerate(texts):
        if len(text) < shortest:
            continue
        if text in exact:
            yield exact[text], j, 100.0
            continue
        exact[text] = j
        grams = _sampled(text, gram)
        shared = Counter(i for g in grams for i in index[g][:MOST_ALIKE])
        for i, count in shared.most_common(MOST_ALIKE):
            longest = max(len(text), len(texts[i]))
            if count * 2 < len(grams) or abs(len(text) - len(texts[i])) * 4 > longest:
                continue
            alike = fuzz.ratio(text, texts[i], score_cutoff=threshold)
            if alike:
                yield i, j, min(alike, 99.0)
                break
        for g in grams:
            if len(index[g]) < MOST_ALIKE:
                index[g].append(j)


@remembered_of
def _sampled(text: str, gram: int) -> set[int]:
    """A fixed choice of the text's n-grams, as numbers."""
    every = 1 if gram < GRAM else SAMPLED
    coded = text.encode("utf-32-le", "surrogatepass")
    numbers: Iterable[int] = (zlib.crc32(coded[i * 4 : (i + gram) * 4]) for i in range(max(len(text) - gram + 1, 1)))
    return {n for n in numbers if n % every == 0}


# --- labels and quotes -----------------------------------------------------------------------------------------


@rule(
    "S306",
    slug="label-differs",
    title="标签与其他问题不同",
    severity="warning",
    reason="别的问题都是“整改情况：”，这里是“问题整改：”，是从别处粘贴的痕迹。",
    wrong="问题整改：一是……（其他问题都是“整改情况：”）",
    right="整改情况：一是……",
)
def label_differs(report: Report) -> Iterator[Finding]:
    """A label in front of the measures unlike that of most others, or one that is left out."""
    bodies = [
        (body.label, place, body.measures[0].passages[0])
        for problem, place in report.placed_problems("label")
        for body in problem.bodies
        if body.measures
    ]
    counts = Counter(body_of(label.text) for label, _, _ in bodies if label)
    if not counts or len(bodies) < 3:
        return
    usual, most = counts.most_common(1)[0]
    if most * 10 < len(bodies) * 6:
        return
    for label, place, first in bodies:
        if label is None:
            yield Finding.on(first, place, f"缺少“{usual}：”，其他问题都有", (0, min(len(first.text), 20)))
        elif body_of(label.text) != usual:
            yield Finding.on(
                label, place, f"标签“{label.text.strip()}”与其他问题的“{usual}：”不同", suggestion=f"改为“{usual}：”。"
            )


_QUOTE_LEAVES_OUT = pattern(r"[”」』\"]\s*(?:的)?问题")
_QUOTE_TAKES_IN = pattern(r"(?P<word>问题)\s*[”」』\"]\s*(?:的)?(?:整改|问题|情况|方面)?")


@rule(
    "S307",
    slug="quotes-take-in",
    title="引号把“问题”二字括了进去",
    severity="warning",
    reason="反馈意见的原话到“问题”为止，“问题”二字不在引号内。",
    wrong="关于“责任落实不平衡问题”的整改",
    right="关于“责任落实不平衡”问题的整改",
)
def quotes_take_in(report: Report) -> Iterator[Finding]:
    """A problem heading whose closing quote stands behind 问题, where most headings have it before."""
    headings = [(problem.heading, place) for problem, place in report.placed_problems()]
    found = []
    for heading, place in headings:
        folded = heading.text.rstrip()
        matches = list(_QUOTE_TAKES_IN.finditer(folded))
        if matches and not re.search(r"[”」』\"]\s*(?:的)?问题", folded[matches[-1].start() + 2 :]):
            found.append((heading, place, matches[-1]))
    if len(found) * 2 > len(headings) and len(headings) > 2:
        return
    if len(headings) > 1 and not any(_QUOTE_LEAVES_OUT.search(heading.text) for heading, _ in headings):
        return  # no heading quotes the feedback: 整治“吃拿卡要问题” is a title of its own
    for heading, place, match in found:
        quote = re.sub(r"^问题\s*", "", heading.text[match.start() : match.end()])[:1]
        yield Finding.on(
            heading,
            place,
            "引号把“问题”二字括了进去",
            match.span(),
            suggestion=f"把“问题”移到后引号外面，改为“……{quote}问题的整改”那样的写法。",
        )


@rule(
    "S308",
    slug="heading-shape",
    title="问题标题写法不一",
    severity="info",
    reason="同一层标题的固定文字应当一致，如都以“问题的整改。”结尾。",
    wrong="1.关于“……”问题的整改。　2.“……”问题整改情况",
    right="1.关于“……”问题的整改。　2.关于“……”问题的整改。",
)
def heading_shape(report: Report) -> Iterator[Finding]:
    """The fixed words of a problem's heading unlike those of nearly all others."""
    for section, name in _sections(report):
        shapes = [(p, _shape(p.heading.text, p.title)) for p in section.problems]
        counts = Counter(shape for _, shape in shapes)
        usual, most = counts.most_common(1)[0] if counts else ("", 0)
        if most * 10 < len(shapes) * 8:
            continue
        for problem, shape in shapes:
            if shape != usual and not _QUOTE_TAKES_IN.search(problem.heading.text):
                place = Place(name, section.role, problem.number, "heading")
                yield Finding.on(problem.heading, place, f"标题写法与其他问题不同（其他是“{usual}”）")


def _shape(text: str, title: str) -> str:
    folded = fold(text).replace(fold(title), "…", 1)
    folded = re.sub(rf"^[\s(]*[0-9{ONE_TO_TEN}百①-⑳]+[\s).、:]*", "", folded)
    return re.sub(r"[\s.。]+$", "", re.sub(r"[“”「」『』\"]", "", folded))
