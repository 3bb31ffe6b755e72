"""P106, P108–P110: who must not be named: those who complain, who are accused, and people without an office.

A name is known by the titles before it and by what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.body import Printed, Spot, around, everything_printed, found_at
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Report
from drafter.text.normal import CJK
from drafter.text.persons import SURNAMES, exposed_persons_in, private_persons_in
from drafter.text.segment import frequency
from drafter.text.sentences import between_marks

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
_INFORMANT = pattern(
    rf"(?:举报人|信访人|上访人|投诉人|反映人|控告人|检举人|来信人|来访人|线索提供人|知情人|信访老户|上访户)"
    rf"(?:为|是|[:：])?\s?(?P<name>[{SURNAMES}]某{{1,2}}|{_FULL_NAME}(?=[，。；、,;:：（(\s反举信来投同于的到在已曾表提当进作及等]|$))"
    rf"|(?:举报人|信访人|投诉人|反映人|控告人|检举人)[、，（(]?[{CJK}]{{0,12}}?(?:{_POSTS}|[村组屯庄社区镇乡户])(?P<name3>{_FULL_NAME})"
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


# What is said of somebody under investigation, close after the name.
_ACCUSED = (
    r"涉嫌|严重违纪|违纪违法|违规违纪|违法犯罪|被?立案(?:审查|调查|查处)?|接受(?:纪律审查|监察调查|审查调查)|被?留置|被?双开|开除(?:党籍|公职)|"
    r"党内(?:警告|严重警告)|政务(?:警告|记过|记大过|降级|撤职|开除)|撤销党内职务|留党察看|诫勉|移送司法|被判|受贿|行贿|贪污|挪用公款|受到?(?:党纪|政务|党内)"
    r"|(?:党纪|政务|政纪|行政|警告|记过|大过|降级|撤职)处分|通报批评|批评教育|组织处理|免职处理|责令(?:作出|做出|写出)?[^，。；]{0,4}检查"
)
_OF_A_PLACE = "路|街|巷|大道|社区|小区|村|镇|乡|公司|集团|广场|大厦"  # (滨河路6号) names no person
_ACCUSED_NAME = pattern(
    rf"(?:(?<=^)|(?<=[，。；、：,;:（(\s对将给予于把由与和村长任员人理师记管委处科股室局办院站所校组队部厂园])|(?<=其中)|(?<=中心)|(?<=公司)"
    r"|(?<=干部)|(?<=会计)|(?<=村民))"
    rf"(?P<name>{_FULL_NAME})(?!{_OF_A_PLACE})(?:同志)?(?P<others>(?:、{_FULL_NAME})*)(?:等\d*人)?(?=[^，。；]{{0,14}}?(?:{_ACCUSED}))"
)
_NAME = pattern(_FULL_NAME)
# 给予党纪处分2人（供水科原科长贺某某、财务科干部苏某某）: the names in brackets behind what was done to them
_NAMED_BEHIND = pattern(
    r"(?:处分|处理|诫勉|立案|留置|移送|问责|约谈|免职|调离|撤职|开除|通报批评)[^，。；（(]{0,10}"
    r"\d+(?:人|名)[^，。；（(]{0,8}"
    r"[（(](?P<inside>[^（()）]{2,80})[)）]"
)
# 原副局长李国强因违反…被给予党内严重警告: what is said of an official in the same sentence
_OFFICIAL_ACCUSED = pattern(
    rf"(?:{_POSTS}|工作人员|民警|法官|医生|调研员|负责人)(?P<name>{_FULL_NAME})(?P<between>[^。；]{{0,40}}?)"
    rf"(?:{_ACCUSED}|(?:党纪|政务)处分|党纪政务|组织处理|(?<=人)诫勉|被免职|被问责|被?批评教育|被?通报批评|降级|撤职|违反中央八项|违规收受|违规吃喝|收受)"
)
_IN_OFFICE = pattern(r"主持|组织|带队|约谈|研究|听取|督导|督促|率|部署|对|任组长|强调|要求|会议")
_POST_AND_NAME = pattern(rf"{_POSTS}(?P<name>{_FULL_NAME})(?=[、，,和及；;]|$)")
_NO_NAME = pattern(
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
        told = set()
        for match in _ACCUSED_NAME.finditer(printed.text):
            told.add(match.start("name"))
            names = [match.span("name"), *(m.span() for m in _NAME.finditer(printed.text, *match.span("others")))]
            for span in names:
                if _is_a_name(printed.text[slice(*span)]):
                    yield _named(printed, span, "涉案人员", "改为“1名干部”或核对能否公开")
        for match in _OFFICIAL_ACCUSED.finditer(printed.text):
            own = match.start("name") not in told and _is_a_name(match["name"])
            if own and not _IN_OFFICE.search(match["between"]):
                yield _named(printed, match.span("name"), "受处理人员", "改为“1名干部”或核对能否公开")
        for listed in _NAMED_BEHIND.finditer(printed.text):
            inside = listed.span("inside")
            for match in _POST_AND_NAME.finditer(printed.text, *inside):
                yield _named(printed, match.span("name"), "受处理人员", "删去姓名，只写人数")
            for match in _OF_A_DESK.finditer(printed.text, *inside):  # 诫勉4人（其中后勤中心罗建平，…）
                name = "name" if match["name"] else "only"
                if match.start(name) not in told and _is_a_name(match[name]) and match.end(name) <= inside[1]:
                    yield _named(printed, match.span(name), "受处理人员", "删去姓名，只写人数")


_OF_A_DESK = pattern(
    rf"(?:(?<=[处科股室办部局院站所村组校队厂园、，,；;：:为是])|(?<=其中)|(?<=中心)|(?<=公司))(?P<name>{_FULL_NAME})(?=等|[、，,；;）)]|$)"
    rf"|(?<=[（(])(?P<only>{_FULL_NAME})(?=[，,；;）)]|$)"  # （张建国、李明亮） is P110's
)


def _is_a_name(name: str) -> bool:
    return not _NO_NAME.match(name) and frequency(name[:2]) < COMMON


def _named(printed: Printed, span: tuple[int, int], who: str, hint: str) -> Finding:
    spot = Spot(printed, *span)
    message = f"{who}的个人信息不宜公开，点了名、印出姓名“{spot.words}”：…{around(spot, 10)}…"
    return found_at(spot, message, suggestion=hint, private=(spot.words,))


# 家住柳荫小区3幢502室, 赵家屯村2组17号: where somebody lives
_HOME = pattern(
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
            yield found_at(spot, "家庭住址是个人信息、隐私，不得公开", suggestion="删去", private=(spot.words,))


_PRAISED = pattern(r"先进|模范|典型|榜样|标兵|英雄|烈士|最美|好人|事迹|劳模|工匠|能手|表彰|表扬|荣获|奖章|先锋|带头人")
_COMPLAINS = pattern(r"举报|信访|投诉|反映|检举|控告|上访|来信|来访|实名")


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
            clause = between_marks(printed.text, at, "。；")
            if _PRAISED.search(clause):
                continue
            spot = Spot(printed, at, at + len(name))
            complains = _COMPLAINS.search(clause)
            who = "举报人、投诉人、信访人的个人信息不得公开" if complains else "个人信息、隐私不宜公开"
            message = f"{who}，印出了个人姓名“{name}”：…{around(spot, 16)}…"
            hint = "删去姓名，只写人数、户数。"
            yield found_at(spot, message, suggestion=hint, severity="error" if complains else None, private=(name,))
        yield from _exposed(printed, informants)


def _exposed(printed: Printed, informants: list[tuple[int, int]]) -> Iterator[Finding]:
    """蔡守田1200元, 孙大海，男，56岁: a name with what makes it a private one."""
    told = {at for _, at in private_persons_in(printed.text)}
    told |= {match.start("name") for match in _ACCUSED_NAME.finditer(printed.text)}  # P108's
    for name, at, why in exposed_persons_in(printed.text):
        if at in told or any(start <= at < end for start, end in informants):
            continue
        clause = between_marks(printed.text, at, "。；")
        if _PRAISED.search(clause) or _IN_OFFICE.match(printed.text, at + len(name)):
            continue
        told.add(at)
        complains = "举报" in why or (why != "被反映的人" and _COMPLAINS.search(clause))
        spot = Spot(printed, at, at + len(name))
        who = "举报人、投诉人、信访人的个人信息不得公开" if complains else f"个人信息、隐私不宜公开（{why}）"
        message = f"{who}，印出了姓名“{name}”：…{around(spot, 16)}…"
        names = tuple(name.split("、"))
        hint = "删去姓名，只写人数、户数。"
        yield found_at(spot, message, suggestion=hint, severity="error" if complains else None, private=names)
