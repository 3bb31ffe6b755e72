"""T719–T723: sentences that say the contrary of what is meant, words in the wrong order, measure words of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Spot, around, found_at, printed_paragraphs
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.check.rules_near_words import company
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.remembered import remembered
from drafter.text.segment import tokens


@cache
def _reversed() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each with what was meant."""
    return tuple(
        (
            re.compile(
                rf"(?:对|凡|凡是|于)(?P<odd>{row['反']})(?:的|且[^，。；]{{0,8}}的)?[^，。；]{{0,8}}?，?(?:{row['处理']})"
            ),
            row["条件"].split("|")[0],
        )
        for row in table("reversed_terms")
    )


@rule(
    "T719",
    slug="meaning-reversed",
    title="条件和处理说反了",
    severity="warning",
    reason="“对有公函的一律不予接待”：不该办的条件写成了该办的，意思正好相反。",
    wrong="对有公函的一律不予接待",
    right="对无公函的一律不予接待",
)
def meaning_reversed(report: Report, passages: Passages) -> Iterator[Finding]:
    """对有公函的一律不予接待: a condition that is as it should be, and what is done where it is not."""
    for printed in printed_paragraphs(report, passages):
        if "一律" not in printed.text and "坚决" not in printed.text:
            continue
        for form, right in _reversed():
            for match in form.finditer(printed.text):
                if match["odd"] == right or printed.text[match.start("odd") - 1 : match.start("odd")] in tuple(
                    "不未无非"
                ):
                    continue
                spot = Spot(printed, *match.span())
                message = f"“{spot.words}”意思说反了，应是“{right}”：…{around(spot)}…"
                yield found_at(spot, message, suggestion=f"核对后改为“{right}”。")


@cache
def _wrong_order() -> re.Pattern[str]:
    rows = [f"(?:{row['后']})(?:了)?(?:并|和|及|并且|以及|、)+(?:{row['先']})" for row in table("verb_order")]
    return re.compile(rf"(?<![和、及并])(?:{'|'.join(rows)})(?!、|和)(?=了|[一-鿿]{{2}})")


_AFTER_NOUN = pattern(r"[的、和与及]$")


@rule(
    "T720",
    slug="words-out-of-order",
    title="词语次序颠倒",
    severity="warning",
    reason="“签订重新租赁合同”“解决并发现问题”：词的位置放反了，或者先做的事说到了后面。",
    wrong="签订重新租赁合同19份",
    right="重新签订租赁合同19份",
)
def words_out_of_order(report: Report, passages: Passages) -> Iterator[Finding]:
    """签订重新: two words that right texts have the other way round; 解决并发现: what is done later said first."""
    for printed in printed_paragraphs(report, passages):
        if printed.place.role in {"contact", "signers", "title"}:
            continue
        text = printed.text
        for match in _wrong_order().finditer(text):
            if not _AFTER_NOUN.search(text[: match.start()]):
                spot = Spot(printed, *match.span())
                message = f"“{spot.words}”先后次序颠倒，语序不当：…{around(spot)}…"
                yield found_at(spot, message, suggestion="先做的事写在前面。")
        for start, middle, end in swapped(text):
            spot = Spot(printed, start, end)
            right = text[middle:end] + text[start:middle]
            message = f"“{spot.words}”语序不当，一般说“{right}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right)


_RUN = pattern(r"[一-鿿]{6,}")


@remembered
def swapped(text: str) -> Iterator[tuple[int, int, int]]:
    """(begin, border, end) of two words side by side that right texts have the other way round."""
    seen = company().seen
    for run in _RUN.finditer(text):
        cut = tokens(run.group())
        for i in range(1, len(cut) - 1):
            x, y = cut[i - 1].word, cut[i].word
            if not len(x) == len(y) == 2 or x == y or seen(x, y) or not seen(y, x):
                continue
            before = cut[i - 2].word if i > 1 else ""
            behind = cut[i + 1].word
            if len(behind) != 2 or seen(y, behind) or not (seen(x, behind) or company().usual(y, x)):
                continue
            if before and seen(before, x):
                continue
            if x not in _verbs() or y not in _adverbs():
                continue
            yield run.start() + cut[i - 1].start, run.start() + cut[i].start, run.start() + cut[i].end


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(row["词"] for row in table("sentence_words") if row["作用"] == "方式")


@cache
def _verbs() -> frozenset[str]:
    found = {row["词"] for row in table("sentence_words") if row["作用"] in {"及物", "主句", "动作"}}
    for row in table("collocations"):
        found |= {*row["当用"].split("、"), *row["不配"].split("|")}
    return frozenset(found)


_CLASSIFIERS = "名|件|家|份|起|场|次|期|户|辆|台|条|处|套|本|座|栋|亩|篇|盏|部"


@cache
def _counted() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(
        (
            re.compile(
                rf"(?P<noun>{row['名词']})\d[\d.]{{0,8}}余?(?P<of>{_CLASSIFIERS})(?=[，。；、（]|$)"
                rf"|(?<![\d.年月第])\d{{1,6}}余?(?P<before>{_CLASSIFIERS})(?:专题|典型|违纪|违法|重点|突出)?(?P<behind>{row['名词']})(?=[，。；、（]|$)"
            ),
            frozenset(row["量词"].split("|")),
        )
        for row in table("classifiers")
    )


@rule(
    "T723",
    slug="measure-word-of-another-noun",
    title="量词用错",
    severity="warning",
    reason="案件论件、起，干部论名、人；“查处案件3名”“约谈干部5件”是抄写时串了行。",
    wrong="约谈干部5件",
    right="约谈干部5名",
)
def measure_word_of_another_noun(report: Report, passages: Passages) -> Iterator[Finding]:
    """查处案件3名, 1名专题会议: a noun with a measure word that it does not have."""
    for printed in printed_paragraphs(report, passages):
        for start, end, noun, said in _miscounted(printed.text):
            spot = Spot(printed, start, end)
            usual = "、".join(list(dict.fromkeys(w for w in _order(noun)))[:2])
            message = f"“{spot.words}”量词用错，“{noun}”不论“{said}”，一般用“{usual}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对量词和数字。")


@remembered
def _miscounted(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, noun, measure word) of each noun with a measure word that it does not have."""
    for form, right in _counted():
        for match in form.finditer(text):
            noun, said = (match["noun"], match["of"]) if match["noun"] else (match["behind"], match["before"])
            if noun in _places() and (match["noun"] or text[match.end() : match.end() + 1] == "、"):
                continue  # 到企业15名、学校8名; 3名医院、学校负责人
            if said not in right and not (match["noun"] and _is_what_they_went_to(text, match.start(), said)):
                yield *match.span(), noun, said


def _is_what_they_went_to(text: str, at: int, said: str) -> bool:
    """选派36名干部到一线锻炼，其中重点项目12名: counted are those of whom so many were told before 其中."""
    before, among, _ = text[max(text.rfind(mark, 0, at) for mark in "。；\n") + 1 : at].rpartition("其中")
    if not among and text.startswith("问题", at):
        before = text[max(text.rfind(mark, 0, at) for mark in "。；\n") + 1 : at]  # 档案47份，发现材料缺失等问题11份
        return said in _COUNTED_SO.findall(before) or re.search(rf"\d余?[^，。；\d]{{0,8}}{said}", before) is not None
    return bool(among) and said in _COUNTED_SO.findall(before)


_COUNTED_SO = pattern(rf"\d余?({_CLASSIFIERS})")


@cache
def _places() -> frozenset[str]:
    """The nouns of the table that are places: people are sent to them, and somebody is of them."""
    rows = [row for row in table("classifiers") if row["来源"].startswith("处所")]
    return frozenset(noun for row in rows for noun in row["名词"].split("|"))


@cache
def _order(noun: str) -> tuple[str, ...]:
    """The measure words of a noun."""
    return next(tuple(r["量词"].split("|")) for r in table("classifiers") if noun in r["名词"].split("|"))
