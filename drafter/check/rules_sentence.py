"""T714–T716: sentences that are not whole, verbs that do not go with their object, a list that names one thing twice.

The words of a clause are the dictionary's; what is judged is its last words, where a half-sentence shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.kinds.collocation import Collocations
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.lexicon import table
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.segment import Token, tokens

_CLAUSE = pattern(r"(?<![”》）)])[^，。；：、,;\n“”（）()]{2,80}(?P<end>[。；，、])")
_PREPOSITION_ALONE = pattern(r"(?<=、)(?:向|对|从|以|由|为|与|和|在)(?=[。；])")
_TAIL = 14  # characters of a clause whose words are looked at


def _words(role: str) -> frozenset[str]:
    """The words of one 作用 of `lexicon/sentence_words.csv`."""
    return frozenset(row["词"] for row in table("sentence_words") if row["作用"] == role)


_HANGING = _words("下文")  # words after which something must follow
_TRANSITIVE = _words("及物")  # verbs that say nothing without an object
_ADVERBS = _words("状语")
_MEASURES = _words("量词")
_NUMERAL = pattern(rf"[\d零〇{ONE_TO_TEN}百千万亿两几数多余每各首逐该这那整半另]")
_ORDINAL = pattern(rf"[\d{ONE_TO_TEN}]{{1,3}}是?")
_OPEN_OF = pattern(r"(?:[^，。；：、,;\n“”（）()]|“[^“”。]{1,20}”){6,60}的(?=[。；])")
_TOWARDS = pattern(  # 加强对该县的，
    r"(?P<verb>加强|加大|强化|深化|增强|抓好|做好|提高|提升)了?对(?:于)?(?![^，。；、：]{0,16}[不未违拒超])[^，。；、：\n“”（）()的]{1,16}的(?=[，、。；])"
)
_STATED = pattern(r"是|凡|没|不再|不是|属于|等等|似的|目的$")
_BARE_ATTRIBUTE = pattern(
    r"[^，。；：、,;\n“”（）()]{4,60}的(?:浓厚|良好|强大|坚强|坚实|长效|健康|重要|主要|突出|具体|基本|有关|相关)(?=[。；])"
)  # 形成齐抓共管的浓厚。


_THINGS = (
    r"(?:负责人|责任人|当事人|人员|干部|党员|职工|教师|单位|部门|企业|公司|问题|事项|项目|任务|资金|资产|合同|房屋|地块|党组织|党支部|村|社区|学校|隐患"
    r"|行为|情况|线索|案件|费用|款项|车辆|设备|制度|要求|精神|意见|方案|计划|部署|规定)"
)
_ONLY_A_PHRASE = pattern(  # 对无正当理由未按期结题的课题负责人。
    rf"(?:^|(?<=[。；：是，]))(?:对于?|针对|将|把|围绕|根据|按照)[^，。；：\n]{{2,50}}的[^，。；：的\n]{{0,6}}{_THINGS}(?=[。；])"
)
_PUT_SOMEWHERE = pattern(  # 把整改作为必须完成的政治任务: the verb stands in it, with what a thing becomes
    r"[把将](?![握关守门])[^，。；：\n]{1,24}?[一-鿿]"
    r"(?:[为成到至入给向进出回]|在(?!建|校|册|职|岗|线|押|逃)|作)(?![的位期账])[^，。；：\n]"
)


_TAKES_TOGETHER = pattern(  # 把整改与公立医院改革、医德医风建设，
    r"(?<![一-鿿])(?P<verb>把|将)[^，。；：与同\n]{2,14}(?P<link>与|(?<![合共如协等不相会])同(?![志步类时期业意学事样级行]))"
    r"(?![^，。；：\n]{1,12}(?:争议|交界|之间|共有|相邻|毗邻|合作|签订|接壤)的)[^，。；：\n]{4,60}(?=[，。；])"
)
_TOGETHER = pattern(  # what is done with two things at once
    r"结合|统筹|融|贯通|衔接|挂钩|联系|对接|一[体同起并]|共同|相[互辅促一]|结成|作为|纳入|列为|列入|分[开离设立]|区分|对[照比应]|比对|统一|协同|联动|并[重轨]|合并|配套|匹配"
    r"|抓|推|摆|放|交|签|确定|明确|转|部署|研究|安排|落实|谋划|考虑|链接|绑定|打通|印发|合署|同步|移送|反馈|通报|沟通|签订|整合|汇|归|编|列|定|化|进行|开展|[到至为成给向]"
)


_MAKES = pattern(
    r"(?:^|(?<=[，；。]))(?:从而|进而|不断|切实)?(?P<verb>使|让|令)(?P<what>[^，。；、：\n“”（）]{4,40})(?=[，。；])"
)
_QUALITY = pattern(
    r"(?:[一-鿿]性|[一-鿿]度|[一-鿿]率|[一-鿿]感|能力|水平|质量|意识|作用|作风|效果|成效|面貌|素质|力度|环境|秩序|关系)$"
)
_ABOUT = pattern(  # 研究制定了关于加强资金管理，
    r"(?:制定|出台|印发|修订|下发|起草|转发)了?关于(?P<what>[^，。；、《》“”\n]{2,24})(?=[，。；])"
)
_DOCUMENT = pattern(
    r"意见|办法|通知|方案|规定|措施|细则|制度|决定|清单|通报|规则|指引|公告|条例|要点|计划|函|报告|文件|规范|标准|预案|台账|若干|[件份项个]$"
)
_NAMES_OF_IT = pattern(r"[一-鿿]{2}[性度率感]|能力|职能|功能|性能|效能|成效|成果|成本|作为|行为|社会|会议")
_PREDICATE = pattern(
    r"得到|更|有(?![效关序机])|不断|进一步|明显|大幅|显著|日益|逐步|全面|切实|持续|稳步|充分|始终|(?<![职性功效才智潜])能|成为|转(?!移)|(?<!表)达(?!标)"
    r"|实现|形成|(?<!支)(?<!突)出(?!口|资|租|让|台)|到|(?<!凡)(?<!于)是|(?<![行作])为|(?<!社)会(?!议|计)|把|将|被|提[升高]|增[强加]|加[强大快]|改[善进]|完善|健全"
    r"|落实|发挥|掌握|了解|享有|受到|感到|看到|走上|回归|具备|保持|符合|适应|满足|明确|取得|恢复|缩短|下降|减少|上升|扩大|优化|好转|变(?!更)"
)


@rule(
    "T714",
    slug="half-sentence",
    title="句子不完整",
    severity="warning",
    reason="删改时常把后半句、宾语或数字一起删掉，剩下“形成……的。”“并进一步。”“培训期”这样的半句话。",
    wrong="形成依法保护黑土地的。",
    right="形成依法保护黑土地的强大声势。",
)
def half_sentence(report: Report, passages: Passages) -> Iterator[Finding]:
    """A clause that ends with 的, with a word that must go on, with a bare verb, or with a measure word alone."""
    for printed in printed_paragraphs(report, passages):
        bare_heading = printed.place.part in {"heading", "group"} and "。" not in printed.text[:-1]
        if bare_heading or printed.place.role in {"title", "signers", "date", "contact"}:
            continue
        for match in _OPEN_OF.finditer(printed.text):
            if not _STATED.search(match.group()):
                spot = Spot(printed, max(match.start(), match.end() - _TAIL), match.end())
                message = f"句子不完整，“的”后面缺中心语、宾语，像是被截断：…{spot.words}。"
                yield found_at(spot, message, suggestion="补全后半句。")
        for match in _TOWARDS.finditer(printed.text):
            spot = Spot(printed, *match.span())
            message = f"句子成分残缺，“{match['verb']}对……的”后面缺中心语（如“指导”“监督”）：{spot.words}"
            yield found_at(spot, message, suggestion="补全宾语。")
        for match in _BARE_ATTRIBUTE.finditer(printed.text):
            spot = Spot(printed, max(match.start(), match.end() - _TAIL), match.end())
            message = f"句子不完整，定语后面缺中心语、宾语，像是被截断：…{spot.words}。"
            yield found_at(spot, message, suggestion="补全后半句。")
        for match in _ONLY_A_PHRASE.finditer(printed.text):
            if _PUT_SOMEWHERE.match(match.group()):
                continue
            spot = Spot(printed, max(match.start(), match.end() - _TAIL), match.end())
            message = f"句子残缺，只有介词短语，缺谓语，话没有说完：…{spot.words}。"
            yield found_at(spot, message, suggestion="补全后半句。")
        for match in _CLAUSE.finditer(printed.text):
            yield from _cut_off(printed, match)
        for match in _PREPOSITION_ALONE.finditer(printed.text):
            spot = Spot(printed, max(0, match.start() - _TAIL), match.end() + 1)
            message = f"句子不完整，“{match.group()}”后面缺内容：…{spot.words}"
            yield found_at(spot, message, suggestion="补全后半句。")
        for match in _ABOUT.finditer(printed.text):
            if not _DOCUMENT.search(match["what"]):
                spot = Spot(printed, *match.span())
                message = f"句子不完整，“关于……”后面缺中心语、宾语：{spot.words}"
                yield found_at(spot, message, suggestion="补上文种，如“的意见”“的通知”。")
        for match in _MAKES.finditer(printed.text):
            if _QUALITY.search(match["what"]) and not _PREDICATE.search(_NAMES_OF_IT.sub("", match["what"])):
                spot = Spot(printed, *match.span())
                message = f"句子成分残缺，“{match['verb']}……”后面缺谓语（如“得到增强”）：{spot.words}"
                yield found_at(spot, message, suggestion="补全谓语，如“得到增强”“明显提高”。")
        for match in _TAKES_TOGETHER.finditer(printed.text):
            if not _TOGETHER.search(printed.text[match.start() : match.end() + 12].split("。")[0]):
                spot = Spot(printed, *match.span())
                message = f"句子不完整，“{match['verb']}……{match['link']}……”后面缺谓语（如“结合起来”）：{spot.words}"
                yield found_at(spot, message, suggestion="补全，如“结合起来”“统筹推进”。")


def _cut_off(printed: Printed, clause: re.Match[str]) -> Iterator[Finding]:
    text = clause.group()[:-1]
    if text[-1] not in _LAST:
        return
    tail = text[-_TAIL:]
    found = [part for token in tokens(tail) for part in _halves(token)]
    last = found[-1].word
    ends = clause["end"] in "。；"
    spot = Spot(printed, clause.end() - 1 - min(len(text), _TAIL), clause.end())
    if ends and last in _HANGING and len(found) > 1 and len(last) + len(found[-2].word) > 2:
        yield found_at(spot, f"句子不完整，说到“{last}”就断了，缺少宾语：…{spot.words}", suggestion="补全后半句。")
    elif ends and last in _TRANSITIVE and len(tail) == len(text) and _bare(found[:-1]):
        message = f"句子不完整，“{last}”后面缺少宾语：…{around(spot, 8)}"
        yield found_at(spot, message, suggestion=f"补上“{last}”什么。")
    elif (
        last in _MEASURES
        and clause["end"] != "、"
        and len(found) > 1
        and len(text) <= _TAIL
        and _lost_number(found[-2].word, text)
    ):
        yield found_at(spot, f"“{last}”前面缺数字，漏写了数量：…{spot.words}", suggestion="补上数字。")


def _halves(token: Token) -> tuple[Token, ...]:
    """切实加强 is a word of the dictionary, and an adverb with a verb."""
    adverb, verb = token.word[:2], token.word[2:]
    if adverb in _ADVERBS and verb in _TRANSITIVE:
        return Token(adverb, token.start), Token(verb, token.start + 2)
    return (token,)


_LAST = frozenset(word[-1] for word in (*_HANGING, *_TRANSITIVE, *_MEASURES))


def _bare(before: Sequence[Token]) -> bool:
    """Whether nothing but adverbs and an ordinal stands before the verb."""
    return all(t.word in _ADVERBS or _ORDINAL.fullmatch(t.word) for t in before)


_COUNTED_BY_HOUSEHOLDS = frozenset({"群众", "居民", "村民", "农民", "家庭", "农户", "住户"})


def _lost_number(before: str, clause: str) -> bool:
    """培训|期, 问题|个: a measure word right behind a noun, and no numeral in the clause."""
    if clause.endswith("户") and before not in _COUNTED_BY_HOUSEHOLDS:
        return False  # 脱贫户, 监测户: sorts of households
    return len(before) > 1 and not _NUMERAL.search(clause)


@cache
def _collocations() -> Collocations:
    return Collocations(table("collocations"), _words("主句"))


@rule(
    "T715",
    slug="words-that-do-not-go-together",
    title="搭配不当",
    severity="warning",
    reason="“增强……水平”“提高……力度”“完善……问题”：动词和宾语不能配在一起，是最常见的语病之一。",
    wrong="进一步增强基层治理水平",
    right="进一步提高基层治理水平",
)
def words_that_do_not_go_together(report: Report, passages: Passages) -> Iterator[Finding]:
    """A verb in front of an object, or behind a subject, that it cannot have (`lexicon/collocations.csv`)."""
    for printed in printed_paragraphs(report, passages):
        for clash in _collocations().find(printed.text):
            spot = Spot(printed, clash.start, clash.end)
            shown = f"“{clash.object}”与“{clash.verb}”" if clash.predicate else f"“{clash.verb}”与“{clash.object}”"
            message = f"{shown}搭配不当，一般说“{clash.right}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion=f"改用“{clash.right}”。")


_STRETCH = pattern(r"[^，。；：,;\n（）()]+")
_AHEAD = pattern(r"^(?:会同|协调|联合|包括|涉及|组织|由|对|在|将|把)")
_PARTED = pattern(r"、|以及|和|及|与|等")
_COUNTED = pattern(r"\d")
_OF_TWO = pattern(r"[一-鿿]{2}[与和][一-鿿]{2}")
_FIRST = 3  # characters of an item from which it may be the end of the first one (逐项明确|责任领导)


@rule(
    "T716",
    slug="listed-twice",
    title="并列的项目重复",
    severity="warning",
    reason="顿号并列的几项里同一项出现两次，多半是粘贴多了，或者本来是另一项。",
    wrong="会同住建、公安、住建等部门",
    right="会同住建、公安、水利等部门",
)
def listed_twice(report: Report, passages: Passages) -> Iterator[Finding]:
    """One item twice in a list that is parted by 、; of two items both (以案促改、以案促改)."""
    for printed in printed_paragraphs(report, passages):
        for match in _BOTH_ALIKE.finditer(printed.text):
            spot = Spot(printed, *match.span("again"))
            yield found_at(
                spot, f"并列的两项都是“{match['again']}”，重复：…{around(spot, 10)}…", suggestion="删去或改正。"
            )
        for match in _STRETCH.finditer(printed.text) if "、" in printed.text else ():
            items = [item for item in _PARTED.split(_AHEAD.sub("", match.group())) if item]
            pairs = [part for part in match.group().split("、") if _OF_TWO.search(part)]
            if len(items) < 3 or len(pairs) > 1:
                continue  # 书记与班子成员、班子成员与分管部门负责人
            head = items[-1].partition("的")[0]  # 不胜任、不合格、不胜任的|村干部
            if head in items[1:-1] or (len(head) >= _FIRST and items[0].endswith(head)):
                items[-1] = head
            again = next((w for i, w in enumerate(items) if _stands_before(w, items[:i])), None)
            if again:
                at = printed.text.rfind(again, match.start(), match.end())
                spot = Spot(printed, at, at + len(again))
                yield found_at(
                    spot, f"并列的几项里“{again}”重复，列了两次：…{around(spot, 10)}…", suggestion="删去或改正。"
                )


_BOTH_ALIKE = pattern(  # 以案促改、以案促改
    r"(?<![、一-鿿])(?:[一-鿿]{0,8}?)(?P<item>[一-鿿]{3,8})、(?P<again>(?P=item))(?=[，。；）”]|$)"
)
_POST = pattern(
    r"(?:书记|委员|经理|主席|主任|组长|[局院校市县区镇乡厅处科部]长)$"
)  # 党委副书记、总经理和党委副书记、工会主席


def _stands_before(item: str, before: Sequence[str]) -> bool:
    """Whether an item is one of those before it; of the first its end is enough."""
    if len(item) < 2 or not before or _COUNTED.search(item) or _POST.search(item):
        return False
    return item in before[1:] or item == before[0] or (len(item) >= _FIRST and before[0].endswith(item))


_NOT_UNTIL = pattern(r"[^不未没]{0,10}(?:不|未|没有)[^不未没，。；、]{1,5}(?:不|绝不|决不)[^不未没，。；、]{1,5}")
_ONLY_ONE = pattern(r"[^不未没]{2,10}(?:不|绝不|决不)[^不未没，。；、]{1,5}")


@rule(
    "T725",
    slug="one-not-left-out",
    title="并列的“不……不……”里缺了一个“不”",
    severity="warning",
    reason="“问题不解决不松劲、解决不彻底不放手”：两个“不”缺了一个，意思就反了。",
    wrong="做到问题不解决不松劲、解决彻底不放手、群众不认可不罢休",
    right="做到问题不解决不松劲、解决不彻底不放手、群众不认可不罢休",
)
def one_not_left_out(report: Report, passages: Passages) -> Iterator[Finding]:
    """解决彻底不放手 among items that all have 不 twice: as it stands it says the reverse."""
    for printed in printed_paragraphs(report, passages):
        for match in _STRETCH.finditer(printed.text) if printed.text.count("不") > 2 else ():
            items = match.group().split("、")
            twice = [item for item in items if _NOT_UNTIL.fullmatch(item)]
            once = [item for item in items if _ONLY_ONE.fullmatch(item)]
            if len(items) < 2 or len(once) != 1 or len(twice) + 1 != len(items):
                continue
            at = printed.text.index(once[0], match.start())
            spot = Spot(printed, at, at + len(once[0]))
            message = f"“{spot.words}”缺一个“不”，意思反了，并列的其他几项都是“不……不……”"
            yield found_at(spot, message, suggestion="核对是否漏了“不”字。")
