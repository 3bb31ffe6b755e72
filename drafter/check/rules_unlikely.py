"""T728: characters that are unlikely where they stand, and far more likely with one slip put right."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.body import Printed, Spot, around, coined, found_at, prose
from drafter.check.kinds.likely import Said, Slip
from drafter.check.model import Finding
from drafter.check.own_place import own_names
from drafter.check.registry import rule
from drafter.check.right_runs import likely, runs
from drafter.check.rules_changed_about import changed_about
from drafter.check.rules_doubled import doubled_places
from drafter.check.rules_homophones import heard
from drafter.check.rules_left_out import left_out
from drafter.check.rules_near_words import NormPlaces, company, near_phrases
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.persons import SURNAMES

LIKELY = {"错": 9.0, "漏": 13.0, "多": 7.0, "倒": 12.0, "缺": 0.0}  # gain from which a slip is told
MEANT = 3  # times that a notice has the words, from which they are meant
_SAID = {
    "错": "疑为",
    "漏": "疑漏字，应为",
    "多": "疑多了一个字，应为",
    "倒": "疑为两字颠倒，应为",
    "缺": "疑漏字，应为",
}


@rule(
    "T728",
    slug="unlikely-characters",
    title="前后读不通，疑有错漏字",
    severity="info",
    reason="“按时续推进”“省全督察”：这几个字在对的通报里从不这样连着写，改一个字、补一个字或者换个次序就是常见的写法。",
    wrong="其余3项按时续推进",
    right="其余3项按时序推进",
)
def unlikely_characters(report: Report, passages: Passages, norm_places: NormPlaces) -> Iterator[Finding]:
    """时续推进 of 时序推进, 省全 of 全省, 投使用 of 投入使用: what the other rules on words do not tell."""
    told = {
        (s.printed.passage.line, at) for found in norm_places.values() for _, s in found for at in _of(s.start, s.end)
    }
    names = [area.name for name in own_names(report) for area in name.areas]
    body = prose(report, passages)
    whole = "\n".join(p.text for p in body)
    said = Said(p.text for p in body)
    for printed in body:
        told_here = {at for line, at in told if line == printed.passage.line}
        slips = [slip for slip in likely().find(printed.text) if slip.gain >= LIKELY[slip.how]]
        slips += likely().against(printed.text, said)
        slips = [slip for slip in slips if _is_prose(printed, slip, names, whole)]
        told_here |= _told_otherwise(printed.text) if slips else set()
        for slip in slips:
            if told_here.isdisjoint(_of(slip.start - 1, slip.end + 1)):
                told_here |= set(_of(slip.start, slip.end))
                yield _told(printed, slip)


def _of(start: int, end: int) -> range:
    return range(start, end)


_PERSON = pattern(  # 局长|周世峰
    rf"(?:(?:[一-鿿][长员师人]|书记|主任|经理|主席|会计|同志|干部|医生|职工|群众|村民|学生)[:：]?|(?<=[:：（(、，])"
    rf"(?=[一-鿿]{{2,3}}(?:[（(、，；。）)]|同志)))(?P<name>[{SURNAMES}][一-鿿]{{1,2}})"
)
_PATTERNED = pattern("一[\u4e00-\u9fff]一")  # 一店一档: made as it is needed


def _is_prose(printed: Printed, slip: Slip, names: list[str], whole: str) -> bool:
    """Whether the words are running text: no name, no motto, no title, and nothing that the notice says again."""
    text, start, end = printed.text, slip.start, slip.end
    if coined(text, start) or text.rfind("《", 0, start) > text.rfind("》", 0, start):
        return False
    if _PATTERNED.search(text, max(0, start - 1), end + 1) or whole.count(text[max(0, start - 1) : end + 1]) >= MEANT:
        return False
    if slip.how == "缺" and whole.count(text[start:end] if end - start > 1 else text[max(0, start - 1) : end + 2]) > 1:
        return False  # 民宗工作, 高企申报: words of its own
    if any(m.start("name") < end and start < m.end() for m in _PERSON.finditer(text, max(0, start - 6))):
        return False  # what a name may be is nobody's guess, and a private one is not printed again
    return not any(name in text[max(0, start - len(name) + 1) : end - 1 + len(name)] for name in names)


def _told_otherwise(text: str) -> set[int]:
    """Where the set phrases, the company of words, the runs and the rules on single slips say what is wrong."""
    found = {at + i for at, _ in near_phrases(text) for i in range(4)}
    found |= {s.start + i for s in company().find(text) for i in range(2)}
    found |= {i for odd in runs().find(text) for i in range(odd.start, odd.end)}
    found |= {c.at + i for c in changed_about(text) for i in range(2)}
    found |= {lost.at + i for lost in left_out(text) for i in range(2)}
    found |= doubled_places(text)
    return found | {h.start + i for h in heard(text) for i in range(2)}


def _told(printed: Printed, slip: Slip) -> Finding:
    text = printed.text
    start, end = max(0, slip.start - 1), min(len(text), slip.end + 1)
    spot = Spot(printed, start, end)
    right = text[start : slip.start] + slip.right + text[slip.end : end]
    message = f"“{spot.words}”前后读不通，{_SAID[slip.how]}“{right}”：…{around(spot)}…"
    return found_at(spot, message, suggestion=f"核对后改为“{right}”。", right=right)
