"""P: what must not be made public. A notice goes onto a web site; these are what its drafts carry from the files.

Numbers are judged by their check digits; names by their titles and by what is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from drafter.check.body import Spot, around, everything_printed, found_at, summary
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.report import Passages, Report
from drafter.text.persons import SURNAMES, private_persons_in
from drafter.text.segment import frequency

if TYPE_CHECKING:
    from drafter.ledger.model import Ledger

CJK = "一-鿿"
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789XX-")
_LONG_NUMBER = re.compile(r"(?<![\dA-Za-z.])\d{15,19}[Xx]?(?![\dA-Za-z])")
_SPACED_IDENTITY = re.compile(  # 990101 19800101 123X
    r"(?<![\dA-Za-z.])\d{6}(?P<gap>[ \u3000-])(?:19|20)\d{6}(?P=gap)\d{3}[\dXx](?![\dA-Za-z])"
)
_GAPS = re.compile(r"[ \u3000-]")
_SPACED_CARD = re.compile(r"(?<![\d])\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?(?!\d)")


@rule(
    "P101",
    slug="identity-number",
    title="身份证号",
    severity="error",
    reason="身份证号是个人信息，任何公开文本都不得出现。",
    wrong="当事人身份证号为××××××19900101××××（18位）",
    right="当事人张某",
)
def identity_number(report: Report, passages: Passages) -> Iterator[Finding]:
    """Eighteen figures with a date of birth; the check digit tells a real one from a slip of the pen."""
    for printed in everything_printed(report, passages):
        text = printed.text.translate(_WIDE)
        for match in (*_LONG_NUMBER.finditer(text), *_SPACED_IDENTITY.finditer(text)):
            number = _GAPS.sub("", match.group())
            if not _looks_like_identity(number):
                continue
            spot = Spot(printed, *match.span())
            kind = "身份证号（校验码正确）" if _real_identity(number) else "像是身份证号（校验码不符）"
            told = f"个人信息不得公开，{kind}：{_masked(number)}"
            yield found_at(
                spot,
                told,
                suggestion="删去",
                severity=None if _real_identity(number) else "warning",
                private=(spot.words,),
            )


def _looks_like_identity(number: str) -> bool:
    return bool(re.fullmatch(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", number))


def _real_identity(number: str) -> bool:
    from stdnum.cn import ric

    return str(ric.calc_check_digit(number.upper())) == number[17].upper()


def _masked(number: str) -> str:
    """The number as a finding may repeat it: the report of a check is passed around too."""
    digits = re.sub(r"\D$", "X", number)
    return digits[:4] + "*" * (len(digits) - 8) + digits[-4:]


@rule(
    "P102",
    slug="mobile-number",
    title="手机号码",
    severity="error",
    reason="个人手机号码不公开；监督电话应当用办公电话。",
    wrong="联系人手机13800005550",
    right="联系电话：0000-5550000",
)
def mobile_number(report: Report, passages: Passages) -> Iterator[Finding]:
    """Eleven figures that begin as a mobile number; a warning where the notice gives it for contact."""
    pattern = re.compile(r"(?<![\d.\-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.])")
    for printed in everything_printed(report, passages):
        for match in pattern.finditer(printed.text.translate(_WIDE)):
            contact = printed.place.role == "contact"
            what = "监督联系电话是手机号码" if contact else "个人信息不得公开，手机号码"
            message = f"{what}：{match.group()[:3]}****{match.group()[-4:]}"
            spot = Spot(printed, *match.span())
            yield found_at(
                spot,
                message,
                suggestion="改用办公电话" if contact else "删去",
                severity="warning" if contact else None,
                private=(spot.words,),
            )


# 缴入账号6222…: what is called an account is one, whatever its check digit says
_ACCOUNT = re.compile(
    r"(?:账号|帐号|账户|帐户|卡号|银行卡|存折|户头)(?:号码|为|是|[:：])?\s{0,3}(?P<number>\d[\d ]{10,24}\d)(?!\d)"
)


@rule(
    "P103",
    slug="bank-card",
    title="银行卡号",
    severity="error",
    reason="银行账号是个人和单位的敏感信息。",
    wrong="退缴至账户6222020200000000000",
    right="已全部退缴",
)
def bank_card(report: Report, passages: Passages) -> Iterator[Finding]:
    """Sixteen to nineteen figures that pass the check of bank cards, or a long number that is called an account."""
    from stdnum import luhn

    for printed in everything_printed(report, passages):
        text = printed.text.translate(_WIDE)
        found = {m.span(): m.group() for m in (*_LONG_NUMBER.finditer(text), *_SPACED_CARD.finditer(text))}
        cards = {
            span for span, shown in found.items()
            if 16 <= len(number := re.sub(r"\D", "", shown)) <= 19
            and not _looks_like_identity(shown) and luhn.is_valid(number)
        }  # fmt: skip
        called = {m.span("number") for m in _ACCOUNT.finditer(text)}
        called = {c for c in called if not any(a < c[1] and c[0] < b for a, b in cards)}
        for start, end in sorted(cards | called):
            spot = Spot(printed, start, end)
            masked = _masked(re.sub(r"\D", "", text[start:end]))
            if (start, end) in cards:
                yield found_at(
                    spot, f"敏感信息不得公开，像是银行卡号：{masked}", suggestion="删去", private=(spot.words,)
                )
            else:
                message = f"敏感信息不得公开，银行账号：{masked}"
                yield found_at(spot, message, suggestion="删去", severity="warning", private=(spot.words,))


@rule(
    "P104",
    slug="licence-plate",
    title="车牌号",
    severity="warning",
    reason="车牌号能对应到人，一般不公开。",
    wrong="公车苏E12345长期借用",
    right="1辆公车长期借用",
)
def licence_plate(report: Report, passages: Passages) -> Iterator[Finding]:
    """A province's character, a letter and five or six letters and figures."""
    pattern = re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]\s?[·•]?\s?"
        r"(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9学警挂港澳领](?![A-Za-z0-9])"
    )
    for printed in everything_printed(report, passages):
        for match in pattern.finditer(printed.text):
            message = f"个人信息不宜公开，车牌号：{match.group()[:2]}****{match.group()[-1]}"
            yield found_at(Spot(printed, *match.span()), message, suggestion="删去", private=(match.group(),))


_SECRET = re.compile(
    r"""
    (?:绝密|机密|秘密)\s?(?:[★☆*＊]\s*(?:\d+年|长期)? | \d+年)
    | ^\s*[【\[(（]?(?:绝密|机密|秘密)[】\])）]?\s*$
    | 内部(?:资料|文件|材料|刊物)[,，、\s]*(?:注意保存|不得外传|请勿外传|严禁外传|妥善保管)
    | ^\s*[【\[(（]?内部(?:资料|文件|材料|刊物)[】\])）]?\s*$
    | 注意保存 | (?:不得|请勿|严禁)外传 | 会后(?:收回|交回) | 仅供(?:内部|领导)(?:参阅|参考|使用)
    | (?<=号)[,，、\s]{0,2}(?:绝密|机密|秘密)(?=[)）])
    | 此件(?:不予?公开|不公开|发至) | 密级\s?[:：] | 保密期限\s?[:：]
    """,
    re.VERBOSE,
)


@rule(
    "P105",
    slug="secrecy-mark",
    title="密级标志、内部字样",
    severity="error",
    reason="标有密级或“内部资料”字样的文字不能公开，先查清来源和能否公开。",
    wrong="机密★1年",
    right="（公开稿不标密级，内容经保密审查）",
)
def secrecy_mark(report: Report, passages: Passages) -> Iterator[Finding]:
    """机密★, 秘密★1年, 内部资料 注意保存, also in headers and footers."""
    for printed in everything_printed(report, passages):
        for match in _SECRET.finditer(printed.text):
            message = f"涉密、内部字样不得公开：“{match.group().strip()}”"
            yield found_at(Spot(printed, *match.span()), message, suggestion="查清来源，经保密审查后删去")


# A personal name: a surname and one or two characters that do not make a common word of it.
_NOT_GIVEN = (
    "的了是在有和与及或等被因对为从以人员们部门单位机关委局办组问题项目件次个条款事情况该此各本全均已经将未不再曾可应其级党干群众"
    "村镇区县市省公厂店院校所站路街道桥河湖巷弄苑园里"
)
_FULL_NAME = rf"(?:[{SURNAMES}](?!某)[^\W\d_{_NOT_GIVEN}][^\W\d_{_NOT_GIVEN}]?)"


# What stands right before a name and says who it is.
_POSTS = (
    r"(?:干部|职工|村民|居民|群众|教师|员工|业主|患者|家长|党员|会计|出纳|科员|同志"
    r"|(?:书记|主任|局长|科长|股长|处长|所长|站长|院长|校长|队长|经理|组长|部长|镇长|乡长|村长|委员|专员|科员))"
)


_INFORMANT = re.compile(
    rf"(?:举报人|信访人|上访人|投诉人|反映人|控告人|检举人|来信人|来访人|线索提供人|知情人|信访老户|上访户)"
    rf"(?:为|是|[:：])?\s?(?P<name>[{SURNAMES}]某{{1,2}}|{_FULL_NAME}(?=[，。；、,;:：（(\s反举信来投同于的到在]|$))"
    rf"|(?:举报人|信访人|投诉人|反映人|控告人|检举人)[、，（(]?[{CJK}]{{0,12}}?{_POSTS}(?P<name3>{_FULL_NAME})"
    rf"(?=同志|等人|反映|举报|投诉|信访|控告|检举|实名|来信|[，。；、）)])"
    rf"|(?:患者|家属|群众|村民|居民|业主|职工|员工|家长|住户|商户|学生|教师|党员|干部)(?:家属|代表)?(?P<name4>{_FULL_NAME})"
    rf"(?:等人)?(?=(?:对|就|关于|因)[^，。；]{{2,30}}的?(?:投诉|举报|反映|信访|诉求|控告)|(?:来信|来电|来访|实名|多次)?(?:投诉|举报|反映|信访|控告))"
    rf"|(?:据|经|由|接|收到|根据)(?P<name2>{_FULL_NAME})(?:同志|等人)?(?:的?)(?:实名)?(?:举报|信访|检举|控告)"
)


def informants_in(text: str) -> list[tuple[int, int]]:
    """Where the names of those who complained stand."""
    groups = ("name", "name2", "name3", "name4")
    return [m.span(next(g for g in groups if m[g])) for m in _INFORMANT.finditer(text)]


@rule(
    "P106",
    slug="informant-named",
    title="举报人、信访人姓名",
    severity="error",
    reason="举报人、信访人受保护，姓名（含“张某”这样能对上号的写法）都不公开。",
    wrong="举报人李建设反映的问题已办结",
    right="群众举报反映的问题已办结",
)
def informant_named(report: Report, passages: Passages) -> Iterator[Finding]:
    """举报人, 信访人 and the like, followed by a name."""
    for printed in everything_printed(report, passages):
        for start, end in informants_in(printed.text):
            spot = Spot(printed, start, end)
            name = spot.words
            message = f"举报人、投诉人、信访人的个人信息不得公开，印出了姓名“{name}”：…{around(spot)}…"
            yield found_at(spot, message, suggestion="删去姓名，改为“群众举报”", private=(name,))


_EVIDENCE = re.compile(
    r"""
    (?:佐证|印证|支撑)(?:材料|资料)?\s?(?:编号|序号)?\s?[:：]?\s?[（(]?\d[\d\-—.－]*[）)]?(?![\d余多项件份种个类条套])
    | 佐证\s?[:：] | [（(]?(?:见|详见)(?:佐证|台账|附件台账|支撑材料|印证材料)[^，。；）)]{0,12}[）)]?
    | (?:附件)?台账(?:编号|序号)\s?[:：]?\s?\w*
    | (?:问题线索|信访件|线索|案件|受理|材料|卷宗)(?:编号|号)\s?[:：]?\s?[A-Za-z0-9〔\[（(][\w〔〕\[\]\-—号第]*
    | [〔\[]\d{4}[〕\]]\d+号(?:线索|信访件|案卷)
    """,
    re.VERBOSE,
)
# Fields of the ledger that some offices do publish.
_LABELS = re.compile(r"(?:牵头领导|牵头单位|责任单位|责任人|完成时限|整改时限|整改状态)\s?[:：]")


@rule(
    "P107",
    slug="internal-evidence",
    title="内部编号、台账字段",
    severity="error",
    reason="佐证材料编号、线索编号、牵头领导和责任单位等是台账里的内部字段，不随通报公开。",
    wrong="已完成整改（佐证材料1-3）",
    right="已完成整改",
)
def internal_evidence(report: Report, passages: Passages, ledger: Ledger | None = None) -> Iterator[Finding]:
    """Numbers of evidence and files; with the ledger, its 佐证 strings wherever they are printed."""
    strings = _evidence_of(ledger)
    known = re.compile("|".join(map(re.escape, strings))) if strings else None
    labels: list[Spot] = []
    for printed in everything_printed(report, passages):
        if printed.passage.line in _table_lines(report):
            continue  # the annex that a template asks for prints the fields
        spans = {m.span() for m in _EVIDENCE.finditer(printed.text)}
        spans |= {m.span() for m in known.finditer(printed.text)} if known else set()
        for start, end in sorted(spans):
            spot = Spot(printed, start, end)
            yield found_at(spot, f"内部编号不宜公开：“{spot.words}”，…{around(spot)}…", suggestion="删去")
        labels += [Spot(printed, *m.span()) for m in _LABELS.finditer(printed.text)]
    if labels:
        words = "、".join(dict.fromkeys(s.words.rstrip(" :：") for s in labels))
        yield summary(labels, f"印出了台账字段：{words}", suggestion="核对是否打算公开", severity="info")


def _evidence_of(ledger: Ledger | None) -> list[str]:
    """The ledger's evidence strings that are long and odd enough to be looked for, longest first."""
    if ledger is None:
        return []
    measures = [m for p in ledger.problems for m in (*p.measures, *(m for a in p.aspects for m in a.measures))]
    strings = {text.strip() for m in measures for text in m.evidence}
    return sorted((s for s in strings if len(s) >= 3 and not s.isdigit()), key=lambda s: (-len(s), s))


def _table_lines(report: Report) -> frozenset[int]:
    return frozenset(p.line for p in report.paragraphs if p.container == "table")


# What is said of somebody under investigation, close after the name.
_ACCUSED = (
    r"涉嫌|严重违纪|违纪违法|违规违纪|违法犯罪|被?立案(?:审查|调查|查处)?|接受(?:纪律审查|监察调查|审查调查)|被?留置|被?双开|开除(?:党籍|公职)|"
    r"党内(?:警告|严重警告)|政务(?:警告|记过|记大过|降级|撤职|开除)|撤销党内职务|留党察看|诫勉|移送司法|被判|受贿|行贿|贪污|挪用公款|受到?(?:党纪|政务|党内)"
)
_ACCUSED_NAME = re.compile(
    rf"(?:(?<=^)|(?<=[，。；、：,;:\s对将给于村长任员理师记管委])|(?<=干部)|(?<=主任)|(?<=局长)|(?<=书记)|(?<=经理)|(?<=会计)|(?<=村民))"
    rf"(?P<name>{_FULL_NAME})(?:同志)?(?:、{_FULL_NAME})*(?:等\d*人)?(?=[^，。；]{{0,14}}?(?:{_ACCUSED}))"
)
# 给予党纪处分2人（供水科原科长贺某某、财务科干部苏某某）: the names in brackets behind what was done to them
_NAMED_BEHIND = re.compile(
    r"(?:处分|处理|诫勉|立案|留置|移送|问责|约谈|免职|调离|撤职|开除|通报批评)[^，。；（(]{0,10}"
    r"\d+(?:人|名)[^，。；（(]{0,8}"
    r"[（(](?P<inside>[^（()）]{4,80})[)）]"
)
# 原副局长李国强因违反…被给予党内严重警告: what is said of an official in the same sentence
_OFFICIAL_ACCUSED = re.compile(
    rf"(?:{_POSTS}|工作人员|民警|法官|医生|调研员|负责人)(?P<name>{_FULL_NAME})(?P<between>[^。；]{{0,40}}?)"
    rf"(?:{_ACCUSED}|被免职|被问责|被?批评教育|被?通报批评|降级|撤职|违反中央八项|违规收受|违规吃喝|收受)"
)
_IN_OFFICE = re.compile(r"主持|组织|带队|约谈|研究|听取|督导|督促|率|部署|对|任组长|强调|要求|会议")
_POST_AND_NAME = re.compile(rf"{_POSTS}(?P<name>{_FULL_NAME})(?=[、，,和及；;]|$)")
_NO_NAME = re.compile(
    r"对|将|给予|该|经查|严肃|全年|全区|全县|全市|项|高|应|常|安|方|和|于|单|水|明|关|查|解|成|车|党|时|边|终"
)


COMMON = 50  # a name that begins with so common a word is none: 严重|违建


@rule(
    "P108",
    slug="accused-named",
    title="涉案人员姓名",
    severity="warning",
    reason="正在审查调查或已受处分的个人，公开通报中一般不点名（已公开通报的案件除外）。",
    wrong="对王建国涉嫌违纪问题立案审查",
    right="对1名干部涉嫌违纪问题立案审查",
)
def accused_named(report: Report, passages: Passages) -> Iterator[Finding]:
    """A personal name right before 涉嫌, 立案审查, 党内严重警告 and the like; 张某 is masked already."""
    for printed in everything_printed(report, passages):
        for match in _ACCUSED_NAME.finditer(printed.text):
            name = match["name"]
            if _NO_NAME.match(name) or frequency(name[:2]) >= COMMON:
                continue
            spot = Spot(printed, *match.span("name"))
            message = f"涉案人员的个人信息不宜公开，点了名、印出姓名“{name}”：…{around(spot, 10)}…"
            yield found_at(spot, message, suggestion="改为“1名干部”或核对能否公开", private=(name,))
        told = {m.start("name") for m in _ACCUSED_NAME.finditer(printed.text)}
        for match in _OFFICIAL_ACCUSED.finditer(printed.text):
            name, at = match["name"], match.start("name")
            if (
                at in told
                or _NO_NAME.match(name)
                or frequency(name[:2]) >= COMMON
                or _IN_OFFICE.search(match["between"])
            ):
                continue
            spot = Spot(printed, at, at + len(name))
            message = f"受处理人员的个人信息不宜公开，点了名、印出姓名“{name}”：…{around(spot, 10)}…"
            yield found_at(spot, message, suggestion="改为“1名干部”或核对能否公开", private=(name,))
        for listed in _NAMED_BEHIND.finditer(printed.text):
            for match in _POST_AND_NAME.finditer(listed["inside"]):
                begin = listed.start("inside") + match.start("name")
                spot = Spot(printed, begin, begin + len(match["name"]))
                message = f"受处理人员的个人信息不宜公开，点了名、印出姓名“{match['name']}”：…{around(spot, 10)}…"
                yield found_at(spot, message, suggestion="删去姓名，只写人数", private=(match["name"],))


# 家住柳荫小区3幢502室, 赵家屯村2组17号: where somebody lives
_HOME = re.compile(
    rf"(?:家住|(?:家庭)?住址(?:为|是|[:：])?|(?<=[（(])住|现住|居住于|住在)"
    rf"(?P<home>[{CJK}\d]{{2,24}}?\d+(?:室|户|号|单元|幢|栋))"
    rf"|(?P<village>[{CJK}]{{2,8}}(?:村|屯|庄|社区|小区)\d+(?:组|幢|栋|号楼)\d+(?:号|室)){_FULL_NAME}"
)


@rule(
    "P109",
    slug="home-address",
    title="家庭住址",
    severity="error",
    reason="个人住址能对应到人，属于不公开的个人信息。",
    wrong="已上门答复住户（家住柳荫小区3幢502室）",
    right="已逐户上门答复",
)
def home_address(report: Report, passages: Passages) -> Iterator[Finding]:
    """家住…3幢502室, and a house of a village with a name behind it."""
    for printed in everything_printed(report, passages):
        if printed.place.role == "contact":
            continue
        for match in _HOME.finditer(printed.text):
            group = "home" if match["home"] else "village"
            spot = Spot(printed, *match.span(group))
            yield found_at(spot, "个人住址是个人信息，不得公开", suggestion="删去", private=(spot.words,))


_PRAISED = re.compile(
    r"先进|模范|典型|榜样|标兵|英雄|烈士|最美|好人|事迹|劳模|工匠|能手|表彰|表扬|荣获|奖章|先锋|带头人"
)
_COMPLAINS = re.compile(r"举报|信访|投诉|反映|检举|控告|上访|来信|来访|实名")


@rule(
    "P110",
    slug="private-person-named",
    title="印出了个人的姓名",
    severity="warning",
    reason="农户、患者、职工、学生等不担任职务的人，姓名是个人信息；是谁举报、谁领了补贴、谁看了病，都不点名。",
    wrong="追回农户邱广田违规领取的补贴2.1万元",
    right="追回1户农户违规领取的补贴2.1万元",
)
def private_person_named(report: Report, passages: Passages) -> Iterator[Finding]:
    """A full name behind 农户, 患者, 退休职工 and the like; an error where the person complains. Praise is meant."""
    for printed in everything_printed(report, passages):
        if printed.place.role in {"contact", "signers"}:
            continue
        informants = informants_in(printed.text)
        for name, at in private_persons_in(printed.text):
            if any(start <= at < end for start, end in informants):
                continue  # P106's
            clause = _around_clause(printed.text, at)
            if _PRAISED.search(clause):
                continue
            spot = Spot(printed, at, at + len(name))
            complains = _COMPLAINS.search(clause)
            who = "举报人、投诉人的个人信息不得公开" if complains else "个人信息不宜公开"
            message = f"{who}，印出了个人姓名“{name}”：…{around(spot, 10)}…"
            hint = "删去姓名，只写人数、户数。"
            yield found_at(spot, message, suggestion=hint, severity="error" if complains else None, private=(name,))


def _around_clause(text: str, at: int) -> str:
    """The sentence around an offset."""
    begin = max(text.rfind(mark, 0, at) for mark in "。；") + 1
    ends = [end for mark in "。；" if (end := text.find(mark, at)) >= 0]
    return text[begin : min(ends, default=len(text))]
