"""T515–T518: the unit by one name in every slot, its leading body, its documents' numbers, and who its people are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.check.body import Printed, Spot, around, found_at, printed_paragraphs
from drafter.check.identity import Identity, may_be_one, office_of
from drafter.check.model import Finding, paragraph_name
from drafter.check.own_body import own_mentions, usual_kind
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Place, Report
from drafter.text.bodies import bodies_in
from drafter.text.normal import CJK, fold
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.persons import SURNAMES
from drafter.text.segment import frequency

_MANY = pattern(r"(?:[省市县区州]|中央)?[属直管](?:院校|企业|单位|部门|高校|医院|学校|机关|国企)")


@rule(
    "T515",
    slug="unit-of-another-name",
    title="被巡视（巡察）单位的名称不一",
    severity="error",
    reason="标题、“对……开展巡视”“向……反馈意见”“……党组将”和落款说的是同一个单位；有一处不同，是改旧稿没有改全，或者写错了字。",
    wrong="对禾溪县开展了常规巡视……向松泉县委反馈了巡视意见",
    right="对禾溪县开展了常规巡视……向禾溪县委反馈了巡视意见",
)
def unit_of_another_name(identity: Identity) -> Iterator[Finding]:
    """向松泉县委反馈, 对岚川科技大学进行了巡视 in a notice whose other parts name another unit."""
    for mention in identity.odd:
        if _MANY.search(mention.printed):  # 关于对市属院校开展巡察的统一安排
            continue
        message = f"“{mention.printed.strip()}”与别处的“{identity.name}”不是一个单位（{mention.slot}）"
        hint = f"核对后改为“{identity.name}”。"
        yield Finding.on(mention.passage, mention.place, message, mention.span, suggestion=hint)


@rule(
    "T516",
    slug="leading-body-of-another-kind",
    title="本单位的党组（党委）写成了另一种",
    severity="error",
    reason="一个单位设党组、党委还是党工委是定下来的；标题和落款是党组，正文就不能写成党委。",
    wrong="（落款“松泉县水务局党组”）下一步，县水务局党委将抓好后续整改",
    right="下一步，县水务局党组将抓好后续整改",
)
def leading_body_of_another_kind(report: Report, passages: Passages) -> Iterator[Finding]:
    """县水务局党委 in the notice of 松泉县水务局党组, in title and signature too; 局党委 alone is told by T507.

    A discipline commission does not sign for the committee whose notice it is.
    """
    mentions = own_mentions(report, passages)
    right = usual_kind(mentions)
    for mention in mentions:
        if right and mention.kind != right and not mention.unnamed:
            words = mention.spot.words.strip()
            where = f"（{PARTS.get(mention.spot.printed.place.role or '', '正文')}）"
            message = f"本单位设的是{right}，这里写成“{words}”{where}：…{around(mention.spot)}…"
            yield found_at(mention.spot, message, suggestion=f"核对后改为“{right}”；中共…委员会即党委。")
    yield from _no_branch(report, passages)
    title = "".join((report.title or "").split())
    for passage in report.signers:
        if (match := _DISCIPLINE.search(passage.text.strip())) and match.group() not in title:
            message = f"落款是“{passage.text.strip()}”，标题里的单位不是{match.group()}"
            yield Finding.on(passage, Place("落款", "signers"), message, suggestion="核对落款的单位名称。")


_BRANCH = pattern(r"党?总支部?|党支部|支部")
_COMMITTEE_OF = pattern(r"(?<![镇乡街])(?:村|社区|本|我)党委(?!会?副?书记?[一-鿿]{0,2}第)")


def _no_branch(report: Report, passages: Passages) -> Iterator[Finding]:
    """村党委 in the notice of a 党总支, and a signature that has lost the branch of the title."""
    title = "".join((report.title or "").split()).partition("关于")[0]
    branch = _BRANCH.search(title)
    if branch is None:
        return
    for passage in report.signers:
        if re.match(r"\s*中共", passage.text) and not _BRANCH.search(passage.text):
            message = f"落款是“{passage.text.strip()}”，标题里的单位是“{title}”，不是同一个党组织"
            yield Finding.on(passage, Place("落款", "signers"), message, suggestion=f"核对后改为“{title}”。")
    for printed in printed_paragraphs(report, passages):
        for match in _COMMITTEE_OF.finditer(printed.text):
            spot = Spot(printed, *match.span())
            message = f"本单位是{branch.group()}，这里写成“{spot.words}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核对党组织的名称。")


PARTS = {"title": "标题", "signers": "落款"}
_DISCIPLINE = pattern(r"(?:纪律检查委员会|监察委员会|纪委|监委)$")

_NUMBERED = pattern(rf"(?P<letters>[{CJK}]{{2,10}})[〔\[［【(（]\s?20\d\d\s?[〕\]］】)）]\s?\d{{1,4}}\s?号")
_COMMON_LETTERS = frozenset("党组委发办字函工通文政人整改巡察视纪监令规任呈报批复传电综会议要")
_OWN_DOCUMENT = pattern(r"(?:印发|制定|出台|下发|制发|形成)[^。；]{0,50}$")
_BY_ANOTHER = pattern(r"(?:根据|按照|依据|对照|贯彻|落实|执行|转发)[^。；]{0,40}$")


@rule(
    "T517",
    slug="number-of-another-office",
    title="发文字号不是本单位的代字",
    severity="warning",
    reason="本单位印发的文件，字号里的机关代字出自本单位的名称；对不上，多半是照抄了别处的文件。",
    wrong="（松泉县水务局党组）印发《巡察整改工作方案》（松教党组〔2024〕15号）",
    right="印发《巡察整改工作方案》（松水党组〔2024〕15号）",
)
def number_of_another_office(report: Report, passages: Passages, identity: Identity) -> Iterator[Finding]:
    """松教党组〔2024〕15号 on a document that 松泉县水务局 has issued."""
    if not identity.name:
        return
    heads = "".join([report.title or "", identity.name, *(p.text for p in report.signers)])
    contact = report.contact.address if report.contact and report.contact.address else ""
    for printed in printed_paragraphs(report, passages):
        for match in _NUMBERED.finditer(printed.text):
            before = re.sub(r"《[^《》]*》", "", printed.text[: match.start("letters")])
            if not _OWN_DOCUMENT.search(before) or _BY_ANOTHER.search(before):
                continue
            letters = re.split(r"以|为|号|文", match["letters"])[-1]
            foreign = [c for c in letters if c not in _COMMON_LETTERS and c not in heads and c not in contact]
            if foreign and len(letters) <= 8:
                spot = Spot(printed, match.end("letters") - len(letters), match.end())
                message = f"“{letters}”的“{''.join(foreign)}”不在本单位（{identity.name}）的名称里：…{around(spot)}…"
                yield found_at(spot, message, suggestion="核对发文字号的机关代字。")


_SOLE = (
    "党委书记|党组书记|党工委书记|[省市县区旗州镇乡]委书记|[省市县区旗州镇乡]长|局长|厅长|院长|校长|董事长|总经理|主任"
    "|行长|检察长|台长|社长|馆长"
)
_ACTS = (
    "任|主持|带队|约谈|同志|牵头|出席|讲|到|赴|在|先后|多次|亲自|担任|带头|率|作|、|，|。|；|为|认真|与|和|分别|逐|对|同|严格"
    "|坚持|切实|（"
)
_POSTED = pattern(rf"(?P<post>{_SOLE})(?P<name>[{SURNAMES}][{CJK}]{{1,2}}?)(?={_ACTS})")
_NOT_SOLE = pattern(r"(?:副|原|时任|前|各|兼|镇|乡|村|科|股|下属|所属|分|支行|二级|学院|任)$")
_NO_NAME = pattern(
    r"[的和与及等均都会同将对就向在以并全要应曾已各]|办公|负责|常委|任组|任副|带队|主持|约谈|专题|工作|认真|亲自"
)


@rule(
    "T518",
    slug="one-post-two-people",
    title="一个职务写了两个人",
    severity="error",
    reason="党组书记、局长只有一个；前面是贺明川，后面成了另一个人，不是抄错了名字，就是旧稿没有改全。",
    wrong="由党组书记、局长贺明川任组长……局长贺明州主持召开会议",
    right="两处都写贺明川；换了人的，写明“时任”“原”",
)
def one_post_two_people(report: Report, passages: Passages) -> Iterator[Finding]:
    """局长贺明川 and 局长何敏: one post that has one holder, with two names; 党委书记 and 党委副书记 of one name."""
    yield from _chief_and_deputy(report, passages)
    yield from _one_office_two_names(printed_paragraphs(report, passages))
    first: dict[str, tuple[str, Spot]] = {}
    for printed in printed_paragraphs(report, passages):
        for match in _POSTED.finditer(printed.text):
            name, before = match["name"], printed.text[max(0, match.start() - 3) : match.start()]
            if _NO_NAME.search(name) or _NOT_SOLE.search(before):
                continue
            spot = Spot(printed, *match.span("name"))
            known = first.setdefault(match["post"], (name, spot))
            near = len(name) == len(known[0]) == 3 and sum(a != b for a, b in zip(name, known[0], strict=True)) == 1
            if known[0] != name and not near:  # one character off is told by T512
                where = paragraph_name(known[1].printed.passage)
                message = f"{match['post']}这里是“{name}”，{where}是“{known[0]}”"
                yield found_at(spot, message, suggestion="核对姓名和职务。")


_OFFICES = pattern(  # 党工委书记、办事处主任|柯文澜
    rf"(?P<offices>(?:[{CJK}]{{0,8}}?(?:书记|主任|局长|院长|校长|镇长|乡长|县长|区长|市长|董事长|总经理|行长|主席)、?){{1,3}})"
    rf"(?P<name>[{SURNAMES}][{CJK}]{{1,2}}?)(?=任|主持|带队|约谈|同志|牵头|带头|率|为|担任|履行|[、，。；）(（]|对|代表|认真|组织|亲自)"
)
COMMON_STEM = 200  # how often a stem is printed from which it is a word and no name
_ONE_OFFICE = pattern(r"(?P<of>党委|党组|党工委|[县区市镇乡]委|党总支|党支部)书记$")
_OTHER_BODY = pattern(r"[村社院系]|支部|下属|基层|原|时任|前任|机关|公司|各")


def _one_office_two_names(body: list[Printed]) -> Iterator[Finding]:
    """党工委书记、办事处主任柯文澜 where 方启岚 is the secretary: an office of which a body has one, held by two."""
    holders: dict[str, tuple[str, Spot]] = {}
    for printed in body:
        for match in _OFFICES.finditer(printed.text):
            name = match["name"]
            if _NO_NAME.search(name) or frequency(name) or frequency(name[:2]) >= COMMON_STEM:
                continue
            before = printed.text[max(0, match.start() - 4) : match.start()]
            for office in filter(None, match["offices"].split("、")):
                said = _ONE_OFFICE.search(office)
                if said is None or _OTHER_BODY.search(before + office):
                    continue
                spot = Spot(printed, *match.span("name"))
                known = holders.setdefault(said["of"], (name, spot))
                near = len(known[0]) == len(name) and sum(a != b for a, b in zip(known[0], name, strict=True)) == 1
                if known[0] != name and not near:
                    where = paragraph_name(known[1].printed.passage)
                    message = f"{said['of']}书记这里是“{name}”，{where}是“{known[0]}”"
                    yield found_at(
                        spot, message, suggestion="核对姓名和职务（是否“副书记”漏了“副”字）。", severity="warning"
                    )


_POSTED_LAST = pattern(  # the last post and who holds it: 院长|顾砚清
    rf"(?:书记|[局厅院校市县区镇乡]长|主任|董事长|总经理|主席|部长)(?P<name>[{SURNAMES}][{CJK}]{{1,2}}?)(?={_ACTS}|代表)"
)
_CHAIN = pattern(rf"(?:[{CJK}]{{2,9}}、){{0,2}}[{CJK}]{{0,9}}$")  # 党委书记、院长
_LONGEST_CHAIN = 30
_POST = pattern(
    r"(?P<of>党委|党组|党工委|纪委|纪检组|[省市州县区旗镇乡]委|支部|总支|)(?P<deputy>副?)(?P<post>书记|[局厅院校市县区镇乡]长|主任|董事长|总经理|主席|部长)"
)


def _chief_and_deputy(report: Report, passages: Passages) -> Iterator[Finding]:
    """One name under 党委书记 and under 党委副书记."""
    known: dict[tuple[str, str], tuple[str, Spot]] = {}
    for printed in printed_paragraphs(report, passages):
        for match in _POSTED_LAST.finditer(printed.text):
            name, end = match["name"], match.start("name")
            chain = _CHAIN.search(printed.text, max(0, end - _LONGEST_CHAIN), end)
            if chain is None or _NO_NAME.search(name) or re.search(r"原|时任|曾任", chain.group()):
                continue
            spot = Spot(printed, chain.start(), match.end("name"))
            for post in _POST.finditer(chain.group()):
                first = known.setdefault((name, post["of"] + post["post"]), (post["deputy"], spot))
                if first[0] != post["deputy"] and first[1] is not spot:
                    message = f"“{name}”的职务这里是“{post.group()}”，别处是“{first[1].words}”"
                    yield found_at(spot, message, suggestion="核对职务。")


_UNITS = (
    "集团|公司|医院|学院|大学|中学|小学|(?:高等)?专科学校|学校|研究院|研究所|科学院|设计院|党校|报社|供销社|联合社"
    "|银行|信用社"
)
_FIRM = pattern(  # 200号|市城投集团|党群工作部
    rf"[号楼室](?:中共)?(?P<name>(?:[省市州县区])?[{CJK}]{{2,16}}?(?:{_UNITS}))"
    rf"(?=党|办公|纪|机关|综合|行政|教学|实训|图书|主楼|大楼|[{ONE_TO_TEN}\dA-Z]{{1,2}}号?[楼栋]|整改|巡|[，。；]|$)"
)
_ENDS_ALIKE = pattern(rf"(?:{_UNITS})$")


def _another_firm(passages: Passages, identity: Identity) -> Iterator[Finding]:
    """市城投集团党群工作部 as the address of 市交投集团: of the unit's sort, and not it."""
    name = re.sub(r"(?:股份)?(?:有限)?(?:责任)?公司$", "", identity.name)
    if not _ENDS_ALIKE.search(identity.name):
        return
    for passage, place in passages:
        for match in _FIRM.finditer(passage.text) if place.role == "contact" else ():
            if not may_be_one(re.sub(r"公司$", "", match["name"]), name):
                message = f"联系方式里是“{match['name']}”，本单位是{identity.name}"
                yield Finding.on(passage, place, message, match.span("name"), suggestion="核对收信的单位。")


@rule(
    "T519",
    slug="contact-of-another-office",
    title="联系方式里是别的部门",
    severity="warning",
    reason="收信的应是本单位或它的整改办；写着别的局，信就寄错了，多半是照抄没有改。",
    wrong="（水务局的通报）通信地址：松泉县河滨路6号县教育局办公室",
    right="通信地址：松泉县河滨路6号县水务局办公室",
)
def contact_of_another_office(report: Report, passages: Passages, identity: Identity) -> Iterator[Finding]:
    """县教育局办公室 as the address of a notice of 松泉县水务局."""
    yield from _another_firm(passages, identity)
    own = office_of(identity.name)
    if not own:
        return
    for passage, place in passages:
        if place.role != "contact":
            continue
        for body in bodies_in(fold(passage.text)):
            if body.office and body.office != own and body.kind in {"部门", "党组", "党委"}:
                message = f"联系方式里是“{body.text}”，本单位是{identity.name}"
                yield Finding.on(passage, place, message, (body.start, body.end), suggestion="核对收信的单位。")
