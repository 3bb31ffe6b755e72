"""The tail of a notice: how to reach the office, who signs, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from drafter.patterns import pattern
from drafter.read.evidence import ahead, heads_part
from drafter.read.facts import contact_fields, date_of_line
from drafter.read.lines import Line, mark_of
from drafter.read.points import short
from drafter.read.tags import head_of
from drafter.report import ANNEXES, Block, Passage, Point, Section
from drafter.text.normal import fold
from drafter.text.numerals import ONE_TO_NINE
from drafter.text.ordinals import strip_ordinal

_WELCOME = pattern(
    r"(?:欢迎|敬请|接受).{0,40}监督|(?:如有|若有|有).{0,12}意见.{0,30}(?:反映|反馈|联系|拨打|致电|写信)|联系方式(?:.{0,6}如下)?:"
    r"|监督(?:联系)?方式:"
)
_CONTACT_LINE = pattern(
    r"^(?:[(]?(?:监督|联系|举报|受理|咨询|接听|通讯|通信|邮寄|来信|来访|办公|电子|邮政|邮箱|信箱)"
    r".{0,8}[::]|(?:电话|邮编|邮箱|地址|传真|信箱|联系人|网址|时间)[::]?"
    r"|(?:监督|联系)(?:联系)?方式$|(?:监督|联系|举报)电话|电子邮箱|邮政信箱|邮政编码|通[讯信]地址)"
)
# 镇纪委监督电话：… ✉ 邮箱：… 信函地址：…: a label of the contact behind a short name
_NAMED_CONTACT = pattern(
    r"""[^\u4e00-\u9fff\d“(]{0,3}                                        # a sign before it
        (?P<whose>[\u4e00-\u9fff、()]{0,16}?)
        (?:电话|热线|手机|邮编|邮政编码|邮箱|信箱|地址|传真|微信公众号|受理(?:单位|部门)|联系(?:单位|部门)
          |来信|来电|致电|拨打|写信|邮寄|邮件)(?:号码)?
        (?:\([^()]{1,12}\))?:""",
    re.VERBOSE,
)
_ADDRESS_LINE = pattern(r".{0,6}地址[:]?.+$")
_SIGNER = pattern(
    r"^(?:中共|中国共产党)?.{1,40}(?:委员会|党组|党委|党工委|工作委员会|支部|工委|[省市区县州旗]委|办公室|领导小组|总支"
    r"|局|厅|院|公司|大学|学院|学校|中学|小学|幼儿园|中心|联合会|协会|学会|商会|工会|妇联|联合社|管委会|政府"
    r"|(?:组织|宣传|统战|社会工作|政治|政法)部|委机关|图书馆|博物馆|档案馆|研究所|勘察所|银行|分行|医院)$"
    r"|^(?:中共|中国共产党)(?!.*(?:关于|情况|通报|公告|报告))[\u4e00-\u9fff()]{4,38}$"
)
# 松岭县育才路1号, 二楼203室: where somebody is, not who
_WHEREABOUTS = pattern(r"\d|(?:路|街|巷|弄|大道|号|楼|室|信箱|邮编|电话)(?:[^\u4e00-\u9fff]|$)")
_LABEL_ONLY = pattern(
    r"[(]?(?:监督|联系|举报|受理|咨询|接听|接待|通[讯信]|邮寄|来信|来访|办公|电子|邮政|信访|投诉|反映)*"
    r"(?:电话|地址|地点|邮编|编码|邮箱|信箱|传真|联系人|时间|邮件|方式)(?:号码)?[)]?[:]?"
)
_ENTRY_LABELS = pattern(r"拨打|致电|来电|写信|邮寄|邮件|电话|邮编|邮政编码|邮箱|信箱|地址|热线")
_INDEX_SIGNER = pattern(r"(?:发布|发文|制发|成文|印发)(?:机构|机关|单位)[:](?P<value>.+)")
_INDEX_DATE = pattern(
    r"(?:成文|生成|发布|发文|印发|公布)(?:日期|时间)\s*[:]\s*(?P<value>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)(?!\d)"
)


def _labelled(bare: str) -> re.Match[str] | None:
    """Whether a line begins with a label of the contact, numbered or not."""
    unnumbered = strip_ordinal(bare)
    return _CONTACT_LINE.match(unnumbered) or _NAMED_CONTACT.match(unnumbered) or _PHONE_OF.fullmatch(unnumbered)


_PHONE_OF = pattern(r"[\u4e00-\u9fff]{2,16}:\(?0\d{2,3}[\d()—-]{7,12}")  # 镇纪委：0555-5550302


_SIGNED_WITHIN = 16  # lines from the end
# 意见箱：门诊大厅一楼: some other way to be heard, between lines of the contact
_OTHER_WAY = pattern(r"[^\u4e00-\u9fff\d“(]{0,3}[\u4e00-\u9fff]{2,8}(?:\([^()]{1,12}\))?:.{2,60}")
_SIGNED = pattern("落款|署名|发文机关|成文日期|落款日期")  # the label of a row


class Tail(NamedTuple):
    main: list[Line]  # what stands before it
    contact: list[Line]
    signers: list[Line]
    date: Line | None
    residue: list[Line]


def tail_of(rest: list[Line]) -> Tail:
    """Cut the lines behind the preamble into the text, the contact, the signature and what a page adds."""
    rest = [*rest[:-_SIGNED_WITHIN], *(p for line in rest[-_SIGNED_WITHIN:] for p in _split_signer_and_date(line))]
    main, contact, after = _split_tail(rest)
    signers, date, residue = _signature(after)
    if contact and not signers and date is None:  # the contact stands below the signature
        begin = _signature_at(main)
        signers, date, between = _signature(main[begin:])
        main, residue = main[:begin], between + residue
    if not any(_states_contact(line, 1) for line in contact):  # （联系电话：…） below the signature
        while residue and (_labelled(residue[0].bare) or _states_contact(residue[0], 2)):
            contact, residue = [*contact, residue[0]], residue[1:]
    return Tail(main, contact, signers, date, residue)


_ANNEX = pattern(r"附\s*件\s*(?P<number>\d{1,2})?\s*:\s*(?=\S)")  # 附件：1.制度清单; 附件2：年度计划表
_LEFT_OUT = pattern(r"[(（](?:略|另附|附后|此略)[)）]$")
_LONGEST_ANNEX = 80


def annexes_of(rest: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(the lines, those that list what comes with the notice: 附件：1.… and the numbered lines below it)."""
    found: dict[int, int] = {}  # number of the line -> number of the annex in it
    for i in range(max(0, len(rest) - _SIGNED_WITHIN), len(rest)):
        line, last = rest[i], found.get(i - 1)
        if line.cell or len(line.text) > _LONGEST_ANNEX or "。" in line.folded[:-1]:
            continue
        if match := _ANNEX.match(line.folded):
            found[i] = int(match["number"] or 1)
        elif last and (mark := mark_of(line)) and mark.kind == "1." and mark.number == last + 1:
            found[i] = mark.number
    return [line for i, line in enumerate(rest) if i not in found], [rest[i] for i in found]


def annex_section(lines: Sequence[Line]) -> Section:
    """The list of what comes with a notice as a part of it, a point each."""
    points = []
    for line in lines:
        match = _ANNEX.match(line.folded)
        name = line.cut(match.end()) if match else line
        mark = mark_of(name)
        ordinal = mark.text if mark else match["number"] if match else None
        points.append(
            Point(
                (name.passage(),),
                ordinal,
                _LEFT_OUT.sub("", name.text[mark.end if mark else 0 :].strip()).rstrip(),
                None,
            )
        )
    heading = Passage(ANNEXES, lines[0].number, lines[0].start)
    return Section("other", heading, (Block(points=tuple(points)),))


_FOR_THE_NOTICE = pattern(r"(?:监督|举报|意见|反映)[^:]{0,8}:")


def contact_outside(lines: Sequence[Line]) -> list[Line]:
    """The contact where it stands in the foot of every page: what is there for hearing of the notice (监督电话：…), not
    what a web site says of itself."""
    return [line for line in lines if _FOR_THE_NOTICE.search(line.bare) and _states_contact(line, 1)]


def index_block(residue: Sequence[Line]) -> tuple[Line | None, Line | None]:
    """(line that names the publishing body, line with the date) of a page's index block."""
    signer = date = None
    for i, line in enumerate(residue):
        following = residue[i + 1] if i + 1 < len(residue) else None
        if signer is None and (match := _INDEX_SIGNER.fullmatch(line.bare)) and is_organ(match["value"]):
            signer = line.cut(line.folded.index(":") + 1)
        elif signer is None and following and _INDEX_SIGNER.fullmatch(line.bare + "某") and is_organ(following.bare):
            signer = following
        if date is None and date_of_line(line.text):
            date = line
        elif date is None and (found := _INDEX_DATE.search(line.folded)):
            date = line.cut(found.start("value"), found.end("value"))
    return signer, date


_SEALED = pattern(r"\((?:盖章|公章|印章|代章|章)\)$")


def is_organ(bare: str) -> bool:
    """Whether a line is the name of a body and nothing else (…（盖章）). An address is none."""
    bare = _SEALED.sub("", bare)
    return bool(_SIGNER.match(bare)) and not _WHEREABOUTS.search(bare) and not re.search(r"[,;:。]", bare)


def _split_tail(rest: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """(main text, contact, what follows it)."""
    at = _contact_at(rest)
    if at is None:
        begin = _signature_at(rest)
        return rest[:begin], [], rest[begin:]
    begin = at
    while begin > 0 and (_labelled(rest[begin - 1].bare) or _contact_heading(rest[begin - 1])):
        begin -= 1
    if begin > 1 and _of_no_other_part(rest[begin - 1]):
        if ahead(rest[begin].text) > _LOOKS_AHEAD and at + 1 < len(rest) and _labelled(rest[at + 1].bare):
            begin = at + 1  # 三、往后怎么办 / 持续整改，接受监督。 / 联系电话：…
        else:
            begin -= 1
    begin = _up_to_heading(rest, begin)
    end = at + 1
    while end < len(rest) and _goes_on(rest, end):
        end += 1
    contact, glued = _without_glued_signer(rest[begin:end])
    return rest[:begin], contact, glued + rest[end:]


def _contact_at(rest: Sequence[Line]) -> int | None:
    """The first line of the contact, looked for from the end up to the last heading or measure."""
    at = None
    behind = True  # nothing but contact, signature and page furniture so far
    for i in range(len(rest) - 1, -1, -1):
        line = rest[i]
        head = head_of(line)
        if head is not None and head.build in ("framed", "quoted", "cell") and not _states_contact(line, 2):
            break  # 意见反馈方式：来信寄…；来电… is no heading, however it begins
        mark = mark_of(line)
        if (
            mark
            and mark.kind in ("一是", "（1）", "（一）", "一要", "第一", "首先", "其一", "①")
            and (len(line.text) > 60 or not (_ENTRY_LABELS.search(line.bare) or _labelled(line.bare)))
        ):
            break  # （四）监督不缺位。主动接受群众监督
        if (
            (len(line.bare) < 400 and (_WELCOME.search(line.bare) or _states_contact(line, 2)))
            or (behind and len(line.bare) < 200 and _states_contact(line, 1))
            or (at is None and _labelled(line.bare) and re.search(r"\d{6,}|@", line.folded))
            or _row_of_contact(rest, i)
        ):
            at = i
        furniture = is_organ(line.bare) or date_of_line(line.text) is not None or len(line.bare) <= 12
        behind = behind and (at == i or furniture or line.cell is not None)
    if at is not None and rest[at].cell and at > 0 and label_only(rest[at - 1]):
        at -= 1
    return at


def _row_of_contact(rest: Sequence[Line], at: int) -> bool:
    """Whether a label begins there whose telephone, postcode or e-mail stands in the next cell of its row, or on the
    next line: 联系电话 | …"""
    line, value = rest[at], rest[at + 1] if at + 1 < len(rest) else None
    if value is None or bool(line.cell) != bool(value.cell):
        return False
    if line.cell and value.cell and line.cell[:2] != value.cell[:2]:
        return False
    return label_only(line) and len(value.bare) <= 60 and bool(re.search(r"\d{6,}|@", value.folded))


_LOOKS_AHEAD = 0.3
_ROWS_TO_HEADING = 4  # lines that may stand between 监督方式 and the first telephone: 公开期限 | 15个工作日


def _up_to_heading(rest: Sequence[Line], begin: int) -> int:
    """Where the contact begins with the heading that stands above it in the same table."""
    for at in range(begin - 1, max(-1, begin - 2 - _ROWS_TO_HEADING), -1):
        if rest[at].cell is None or len(rest[at].bare) > 40:
            break
        if _contact_heading(rest[at]):
            return at
    return begin


def _signature_at(rest: Sequence[Line]) -> int:
    """Where the signature begins in a text without a contact."""
    at = next((i for i in range(len(rest) - 1, -1, -1) if date_of_line(rest[i].text)), None)
    if at is not None and not _mostly_behind(rest, at):
        while at > 0 and is_organ(rest[at - 1].bare) and not mark_of(rest[at - 1]):
            at -= 1
        return at
    at = len(rest)
    while at > 0 and len(rest) - at < 3 and is_organ(rest[at - 1].bare) and not mark_of(rest[at - 1]):
        at -= 1
    return at


def _mostly_behind(rest: Sequence[Line], at: int) -> bool:
    """Whether most of the text stands behind that line: a date under the title is not the signature's."""
    return sum(len(line.bare) for line in rest[at + 1 :]) > sum(len(line.bare) for line in rest[:at])


def _goes_on(rest: Sequence[Line], at: int) -> bool:
    """Whether the contact goes on: a further line of it, the second half of an address, a cell of its table."""
    line, before = rest[at], rest[at - 1]
    if _more_contact(line) or _runs_on(rest, at) or before.bare.endswith(":"):  # 邮编： | 418802
        return True
    if at + 1 < len(rest) and _OTHER_WAY.fullmatch(line.bare) and _more_contact(rest[at + 1]):
        return True
    if date_of_line(line.text) or is_organ(line.bare) or (line.cell and _SIGNED.fullmatch(line.bare)):
        return False
    if line.cell and before.cell and line.cell.table == before.cell.table and line.cell != before.cell:
        return True
    if line.cell and not before.cell:  # the table that a sentence (请通过下表所列方式反映) announces
        return any(label_only(x) for x in rest[at:] if x.cell and x.cell.table == line.cell.table)
    if label_only(line) and (line.cell or at + 1 < len(rest)):
        return True
    return label_only(before) and len(line.bare) <= 60


def label_only(line: Line) -> bool:
    """Whether a line is a label of the contact and nothing else: 联系电话."""
    return bool(_LABEL_ONLY.fullmatch(line.bare) or (mark_of(line) and _LABEL_ONLY.fullmatch(strip_ordinal(line.bare))))


_LONGEST_ENTRY = 60  # characters
_ENTRY = pattern(
    r"(?:邮箱|信箱|邮件|电话|热线|来电)[^。;\d@]{0,8}(?:\s[\w.+-]{1,40}@|0\d{2,3}-?\d{7})"
)  # 电子信箱 a@b.cn


def _more_contact(line: Line) -> bool:
    """A further line of the contact; a website's own button (电话) is none."""
    labelled = _labelled(line.bare) or (len(line.bare) <= _LONGEST_ENTRY and _ENTRY.search(line.folded))
    return bool(labelled) and not date_of_line(line.text) and len(line.bare) > 2


def _runs_on(rest: Sequence[Line], at: int) -> bool:
    """The second half of an address, between two lines with labels of their own."""
    return (
        at + 1 < len(rest)
        and len(rest[at].bare) <= 40
        and _ADDRESS_LINE.match(rest[at - 1].bare) is not None
        and not re.search(r"[。;]$", rest[at - 1].bare)
        and not date_of_line(rest[at].text)
        and _more_contact(rest[at + 1])
    )


def _states_contact(line: Line, least: int) -> bool:
    """Whether a line gives `least` or more of telephone, address, postcode and e-mail under their labels."""
    if mark_of(line) or not _ENTRY_LABELS.search(line.bare):
        return False
    fields = contact_fields(line.text)
    return sum(fields[key] is not None for key in ("phone", "address", "postcode", "email")) >= least


def _without_glued_signer(contact: list[Line]) -> tuple[list[Line], list[Line]]:
    """A signer that a lost paragraph break left behind the last 。 of the contact is cut off."""
    if not contact:
        return contact, []
    last = contact[-1]
    at = last.folded.rfind("。", 0, -1) + 1
    name = last.cut(at)
    if at and 4 <= len(name.bare) <= 40 and is_organ(name.bare) and not re.search(r"[\d@,;:]", name.folded):
        return [*contact[:-1], last.cut(0, at)], [name]
    return contact, []


def contact_text(contact: Sequence[Line]) -> str:
    """The contact's lines for the search of its fields: an address on two lines as one, a label with its value."""
    out: list[str] = []
    cells = {line.cell[:3]: i for i, line in enumerate(contact) if line.cell}
    taken: set[int] = set()
    for i, line in enumerate(contact):
        if i in taken:
            continue
        value = _value_of(contact, i, cells)
        if value is not None:
            taken.add(value)
            out.append(f"{line.text.rstrip('：: ')}：{contact[value].text}")
        elif out and _ADDRESS_LINE.match(fold(out[-1]).replace(" ", "")) and not _labelled(line.bare):
            out[-1] += line.text
        else:
            out.append(line.text)
    return "\n".join(out)


def _value_of(contact: Sequence[Line], at: int, cells: dict[tuple[int, int, int], int]) -> int | None:
    """Where the value stands of a label that has a line or a cell to itself: behind it, or in the cell below."""
    line = contact[at]
    if not label_only(line):
        return None
    following = contact[at + 1] if at + 1 < len(contact) else None
    beside = line.cell is None or (following is not None and following.cell is not None
                                   and following.cell.row == line.cell.row)  # fmt: skip
    if following is not None and beside and not label_only(following) and not _labelled(following.bare):
        return at + 1
    below = cells.get((line.cell.table, line.cell.row + 1, line.cell.column)) if line.cell else None
    return below if below is not None and not label_only(contact[below]) else None


_CONTACT_HEADING = pattern(r"(?:监督|联系|反馈|反映|举报|投诉|受理)(?:联系)?(?:方式|渠道|途径)")


def _contact_heading(line: Line) -> bool:
    return short(line) and bool(_CONTACT_HEADING.search(line.bare)) and len(line.bare) <= 16


def _of_no_other_part(line: Line) -> bool:
    """四、意见受理 right above the contact: a heading of the first level whose words speak for no other part."""
    mark = mark_of(line)
    if mark is None or mark.kind != "一、" or not short(line) or line.bare.endswith("。"):
        return False
    return heads_part(line.bare).keys() <= {"contact"}


def _signature(tail: list[Line]) -> tuple[list[Line], Line | None, list[Line]]:
    """(signers, date, residue) out of what follows the contact; either may stand above the other."""
    tail = [piece for line in tail for part in _split_signer_and_date(line) for piece in _side_by_side(part)]
    at = next((i for i, line in enumerate(tail) if date_of_line(line.text)), None)
    if at is not None:
        signers = [line for line in tail[:at] if is_organ(line.bare)]
        others = [line for line in tail[:at] if not is_organ(line.bare)]
        end = at + 1
        if not signers:
            while end < len(tail) and end <= at + 3 and is_organ(tail[end].bare):
                signers.append(tail[end])
                end += 1
        return signers, tail[at], others + tail[end:]
    count = 0
    while count < min(3, len(tail)) and is_organ(tail[count].bare):
        count += 1
    return tail[:count], None, tail[count:]


def _split_signer_and_date(line: Line) -> list[Line]:
    match = re.search(rf"(?<!\s)\s*(?:\d{{4}}\s*年|[〇零○二][〇零○{ONE_TO_NINE}]{{3}}年).{{2,12}}日\)?$", line.folded)
    if (
        match
        and match.start() > 0
        and date_of_line(line.text[match.start() :])
        and is_organ(line.cut(0, match.start()).bare)
    ):
        return [line.cut(0, match.start()), line.cut(match.start())]
    return [line]


def _side_by_side(line: Line) -> list[Line]:
    """Several signers on one line, with a gap between them."""
    edges = [0, *(m.end() for m in re.finditer(r"\s+", line.folded)), len(line.text)]
    parts = [line.cut(a, b) for a, b in pairwise(edges)]
    return parts if len(parts) > 1 and all(len(p.bare) >= 5 and is_organ(p.bare) for p in parts) else [line]
