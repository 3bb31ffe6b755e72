"""C: what was copied. Another district's name left standing, and passages taken from other reports.

公文抄袭 is a punished offence, and an organ of another place that acts in one's own notice is how it comes to light.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs, summary
from drafter.check.model import Finding, Looked
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.normal import CJK
from drafter.text.places import Mention, belongs, is_part_of, mentions, shares_province
from drafter.text.sentences import ahead_of

Against = Sequence[tuple[str, Report]]


# --- the notice's own region ------------------------------------------------------------------------------------

_TARGET = pattern(rf"对([{CJK}]{{2,20}}?)(?:委员会|党组|[（(]|开展|进行|反馈)")
_ORGANS = "委|纪委|纪工委|政府|人民政府|人大|政协|党委|党工委|党组|监委|管委会|法院|检察院|公安局|公安分局"


_ORGAN = pattern(rf"(?:{_ORGANS})")


def own_region(report: Report, region: str | None) -> str:
    """The region the notice speaks for: the ledger's, else the one that its head and its text agree on.

    Every organ that stands in the text is a candidate: a head copied from elsewhere is outvoted by the text.
    """
    if region:
        return region
    texts = [p.text for p, _ in report.walk()]
    heads = [report.title or "", report.inspection.target or "", *(p.text for p in report.signers)]
    heads += [m[1] for p in report.preamble for m in _TARGET.finditer(p.text)]
    whole = "\n".join(texts)
    named = [path for path in map(_path, heads) if path]
    acting = [m.name for text in texts for m in mentions(text) if m.full and _ORGAN.match(text, m.end)]
    if not named:
        return report.inspection.target or ""
    votes = Counter({path.replace(" ", ""): 1 + whole.count(path.split()[-1]) for path in [*acting, *named]})
    if target := _unlisted(report.inspection.target):
        votes[report.inspection.target or ""] = 1 + whole.count(target)
    own = votes.most_common(1)[0][0]
    deeper = {path.replace(" ", "") for path in named if is_part_of(path.replace(" ", ""), own)}
    return next((path for path, _ in votes.most_common() if path in deeper), own)


def _unlisted(target: str | None) -> str | None:
    """云岭区 of 江州市云岭区: the last name of a target in which the list knows none."""
    if not target or mentions(target):
        return None
    match = re.search(rf"[{CJK}]{{2,6}}?[市区县州旗](?=[^市区县州旗]*$)", re.sub(r"^.*[省市州](?=.)", "", target))
    return match.group() if match else target


def _path(head: str) -> str:
    """苏州市 虎丘区, as the first line of names says it: neighbouring names, from the larger to the smaller."""
    path: list[Mention] = []
    for mention in mentions(head):
        if path and mention.start != path[-1].end:
            break
        path.append(mention)
    return " ".join(m.name for m in path)


# --- places that do not belong ----------------------------------------------------------------------------------

_ACTS = pattern(
    rf"""
    [市区县]?(?:{_ORGANS})(?:、[市区县]?(?:{_ORGANS}))*(?:常委会|办公室|监委|党组|主要(?:领导|负责同志|负责人)|书记|领导班子|组织部|宣传部)*
    (?:始终|将|继续|高度|坚持|认真|深入|严格|召开|印发|成立|制定|要求|把|第一时间|立即|及时|带头|专题|多次|先后|主动|切实|全面|扎实
    |不断|进一步|持续|牢固|以|按照|对照|牵头|组织|研究|部署|督促|推动|出台|建立|健全|开展|已|着力|加强|强化|聚焦|围绕|落实|统筹|通过|会同|在)
    """,
    re.VERBOSE,
)
# Before the name: then the place is somebody one deals with, not the one who acts.
_PARTNER = pattern(
    r"(?:[与和同及向对在赴到从至往跟经获]|会同|联合|协调|对接|邀请|学习|借鉴|参考|考察|走进|联动|对标|签约|来自|进驻|报送|上报|抄送|征求)$"
)
_PARTNER_AFTER = pattern(r"^(?:等|[^，。；]{0,6}(?:签订|签署|合作|共建|联合|协同|对接|共同|达成))")
_INSPECTED = pattern(rf"(?:{_ORGANS}|[（(]|开展|进行|反馈)")
_OWN_PARTS = {"title": "标题", "signers": "落款", "contact": "监督联系方式"}


class Foreign(NamedTuple):
    spot: Spot
    name: str
    acting: bool


def _foreign_places(report: Report, passages: Passages, region: str | None) -> tuple[str, list[Foreign]]:
    own = own_region(report, region)
    found: list[Foreign] = []
    if not own:
        return own, found
    judged: dict[str, bool] = {}
    for printed in printed_paragraphs(report, passages):
        named = mentions(printed.text)
        for index, mention in enumerate(named):
            name = _with_its_city(named, index)
            if name not in judged:
                judged[name] = belongs(name, own)
            if not judged[name] and not _covered(named, index) and not _of_an_unlisted_city(printed.text, mention):
                spot = Spot(printed, mention.start, mention.end)
                found.append(Foreign(spot, mention.name, _acts(printed, mention)))
    return own, found


def _with_its_city(named: list[Mention], index: int) -> str:
    """南京市鼓楼区 is judged whole: there is a 鼓楼区 elsewhere."""
    mention = named[index]
    if index and named[index - 1].end == mention.start:
        return named[index - 1].name + mention.name
    return mention.name


def _of_an_unlisted_city(text: str, mention: Mention) -> bool:
    """沧宁市东湖区: a district of a city that no list has is not the listed district of its name."""
    city = re.search(rf"[{CJK}]{{2,4}}市$", text[: mention.start])
    return mention.name.endswith("区") and city is not None and not mentions(city.group())


def _covered(named: list[Mention], index: int) -> bool:
    """上海市 in 上海市黄浦区 is said by the latter."""
    return index + 1 < len(named) and named[index + 1].start == named[index].end


def _acts(printed: Printed, mention: Mention) -> bool:
    """Whether the place's own organ is the one that acts: at the head of its clause, before a verb."""
    text = printed.text
    if printed.place.role in _OWN_PARTS:
        return True
    before, after = ahead_of(text, mention.start, 6), text[mention.end : mention.end + 40]
    before = re.sub(rf"(?:中共|[{CJK}]{{2,4}}[省市])$", "", before)
    if printed.place.role == "preamble" and before.endswith("对") and _INSPECTED.match(after):
        return True
    if _PARTNER.search(before):
        return False
    return bool(_ACTS.match(after)) and not _PARTNER_AFTER.match(after)


@rule(
    "C101",
    slug="foreign-organ-acts",
    title="外地机关成了本通报的主语",
    severity="error",
    reason="照搬别处通报没有改全时，外地的党委、政府会留在句子里作主语，这是公文抄袭最常见的破绽。",
    wrong="（云岭区的通报）江宁区委将继续抓好巡视整改",
    right="云岭区委将继续抓好巡视整改",
)
def foreign_organ_acts(report: Report, passages: Passages, region: str | None = None) -> Iterator[Finding]:
    """A party or government organ of another place that acts, or another place in title, signer or contact."""
    own, found = _foreign_places(report, passages, region)
    for foreign in found:
        if foreign.acting:
            part = _OWN_PARTS.get(foreign.spot.printed.place.role or "", "")
            where = f"{part}里出现外地地名" if part else "外地机关作了主语"
            message = f"{where}“{foreign.name}”，本通报属于{own}：…{around(foreign.spot, 8)}…"
            yield found_at(foreign.spot, message, suggestion=_mended(foreign.name, report))


def _mended(name: str, report: Report) -> str:
    """What to put in its place: the unit's own name, where the other is one character off it."""
    heads = "".join("".join([report.title or "", *(p.text for p in report.signers)]).split())
    for i in range(len(name)):
        pattern = re.escape(name[:i]) + rf"[{CJK}]" + re.escape(name[i + 1 :])
        if len(name) > 2 and (own := re.search(pattern, heads)):
            return f"核对后改为“{own.group()}”"
    return "核对是否照搬未改，改为本地名称"


@rule(
    "C102",
    slug="foreign-place",
    title="出现外地地名",
    severity="info",
    reason="考察学习、合作交流会提到外地，属于正常；审核时过一眼，看有没有照搬留下的。",
    wrong="在江宁区全域推开",
    right="在云岭区全域推开",
)
def foreign_place(report: Report, passages: Passages, region: str | None = None) -> Iterator[Finding]:
    """One list for the reviewer's eye: places of one's own province (a neighbour's notice), then those beyond."""
    own, found = _foreign_places(report, passages, region)
    rest = [f for f in found if not f.acting]
    groups: dict[str, list[Foreign]] = {"同省的其他": [], "省外的": []}
    for foreign in rest:
        groups["同省的其他" if shares_province(foreign.name, own) else "省外的"].append(foreign)
    for label, members in groups.items():
        if members:
            counts = Counter(f.name for f in members)
            names = "、".join(f"{name}{n}处" if n > 1 else name for name, n in counts.items())
            yield summary([f.spot for f in members], f"提到{label}地名：{names}", suggestion="核对是否照搬未改")


# --- passages taken from other reports --------------------------------------------------------------------------

MOST_SHARE = 0.6  # of a notice from one report: not passages but the whole is the same
MOST_RUNS = 10
SHORTEST_RUN = 25  # characters without punctuation; shorter runs are how everybody writes
_SHINGLE = 12
_WORDS_ONLY = pattern(r"[^\w]|_")


class _Text(NamedTuple):
    """A paragraph without its punctuation; `at` gives each character's offset in the printed one."""

    words: str
    at: list[int]


def _words_of(text: str) -> _Text:
    kept = [(char, i) for i, char in enumerate(text) if not _WORDS_ONLY.match(char)]
    return _Text("".join(c for c, _ in kept), [i for _, i in kept])


class _Source(NamedTuple):
    file: str
    line: int | None


class _Shingles:
    """Where each run of characters of the other reports stands first, and in how many of them it stands."""

    def __init__(self, others: Against) -> None:
        self.sources: list[_Source] = []
        self._first: dict[str, int] = {}
        self._reports: dict[str, int] = {}
        for number, (file, report) in enumerate(others):
            bit = 1 << number
            for printed in printed_paragraphs(report, list(report.walk())):
                self.sources.append(_Source(file, printed.passage.line))
                words = _words_of(printed.text).words
                for i in range(len(words) - _SHINGLE + 1):
                    shingle = words[i : i + _SHINGLE]
                    self._first.setdefault(shingle, len(self.sources) - 1)
                    self._reports[shingle] = self._reports.get(shingle, 0) | bit

    def only_source(self, shingle: str) -> _Source | None:
        """Where it stands, if it stands in one report alone; what two others share is everybody's."""
        reports = self._reports.get(shingle, 0)
        return self.sources[self._first[shingle]] if reports and not reports & (reports - 1) else None


@rule(
    "C201",
    slug="copied-passage",
    title="与其他通报雷同",
    severity="warning",
    reason="套话之外的成段文字与别处通报相同，是抄袭，或者会被当作抄袭。",
    wrong="（与某区通报第12段连续40字相同）",
    right="写本单位自己的做法",
)
def copied_passage(report: Report, passages: Passages, against: Against) -> Iterator[Finding | Looked]:
    """A run of text that stands in one other report and in no second one, and is no set phrase."""
    body = printed_paragraphs(report, passages)
    own = "".join(p.text for p in body)
    others = [(file, other) for file, other in against if _body_text(other) != own]  # the file itself may lie there
    yield Looked("compared", len(others))
    if not others:
        return
    shingles, phrases = _Shingles(others), _set_phrases()
    runs: dict[str, list[Run]] = {}
    length = 0
    for printed in body:
        text = _words_of(printed.text)
        length += len(text.words)
        if printed.place.part == "group":  # 方面 are the inspectors' words, the same for all whom they inspected
            continue
        for start, end, source in _runs(text.words, shingles):
            if _beyond_phrases(text.words[start:end], phrases) >= SHORTEST_RUN:
                spot = Spot(printed, text.at[start], text.at[end - 1] + 1)
                runs.setdefault(source.file, []).append(Run(spot, end - start, source))
    for file, taken in runs.items():
        same = sum(run.length for run in taken)
        if len(taken) > MOST_RUNS and same > length * MOST_SHARE:
            message = f"与“{file}”大面积相同：{len(taken)}处、{same}字，占全文{same / length:.0%}"
            yield summary([run.spot for run in taken], message, suggestion="逐处改写，或核对是否同一份通报的旧稿")
            continue
        for run in taken:
            place = f"第{run.source.line}段" if run.source.line else ""
            message = f"与“{file}”{place}连续{run.length}字相同：{run.spot.words[:30]}…"
            yield found_at(run.spot, message, suggestion="改为本单位自己的表述，或核对是否照搬")


@rule(
    "C202",
    slug="not-compared",
    title="有通报没有比对",
    severity="info",
    reason="要比对的文件夹里有打不开的文件，与它们是否雷同没有核对，不能算通过。",
    wrong="（--against 的文件夹里有一份加了密码的 .docx）",
    right="去掉密码、另存为能打开的文件后再比对一次",
)
def not_compared(unread: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Files that the notice was to be compared with and that could not be read, each with the reason."""
    if unread:
        each = "；".join(f"“{name}”{why}" for name, why in unread)
        message = f"要比对的通报有{len(unread)}份没有读出，没有比对：{each}"
        yield Finding(message, suggestion="换成能打开的文件再比对一次。")


class Run(NamedTuple):
    """A stretch of the notice that another report has too."""

    spot: Spot
    length: int  # characters without punctuation
    source: _Source


def _body_text(report: Report) -> str:
    return "".join(p.text for p in printed_paragraphs(report, list(report.walk())))


def _runs(words: str, shingles: _Shingles) -> Iterator[tuple[int, int, _Source]]:
    """Longest stretches whose every shingle stands in one and the same other report alone."""
    start = 0
    source: _Source | None = None
    for i in range(len(words) - _SHINGLE + 2):
        here = shingles.only_source(words[i : i + _SHINGLE]) if i + _SHINGLE <= len(words) else None
        if here is not None and source is not None and here.file == source.file:
            continue
        if source is not None and i - 1 + _SHINGLE - start >= SHORTEST_RUN:
            yield start, i - 1 + _SHINGLE, source
        start, source = i, here


_SUGGESTED = ("problem", "measure", "figure")
_TO_COPY = "范句-"  # sentences that a writer looks up


def _set_phrases() -> list[str]:
    """The phrasebank's texts between their slots, without punctuation, that are long enough to matter. Our own
    suggestions for problems, measures and figures and our model sentences are none: no notice has been seen to use
    them."""
    from drafter.errors import InputError
    from drafter.phrases.bank import load_bank, shipped_bank

    try:
        texts = [
            phrase.text
            for bank in (load_bank(), shipped_bank())
            for phrase in bank.phrases
            if not (phrase.status == "内置" and (phrase.kind in _SUGGESTED or phrase.group.startswith(_TO_COPY)))
        ]
    except (InputError, OSError):  # an office without a bank of its own still has its notices compared
        texts = []
    pieces = {_of_any_level(_words_of(piece).words) for text in texts for piece in re.split(r"\{[^{}]*\}", text)}
    return sorted((p for p in pieces if len(p) >= 6), key=lambda p: (-len(p), p))


def _of_any_level(text: str) -> str:
    """A set phrase is one whether a notice says 巡视 or 巡察."""
    return text.replace("巡察", "巡视")


def _beyond_phrases(run: str, phrases: Sequence[str]) -> int:
    """How many characters of the run no set phrase covers."""
    run = _of_any_level(run)
    for phrase in phrases:
        if phrase in run:
            run = run.replace(phrase, "")
    return len(run)
