"""What kind of text a cell of a ledger holds, by its form alone: a number, a date, bodies, a status, prose that names a
fault, that looks ahead or that looks back.

How often each kind stands under each field is a table (`lexicon/ledger_cell_kinds.csv`); what a whole column is, is
excel_assign's to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache

from drafter.patterns import pattern
from drafter.text.lexicon import table as lexicon
from drafter.text.lexicon import words
from drafter.text.numerals import NUMERAL, ONE_TO_TEN
from drafter.text.persons import SURNAMES
from drafter.text.statuses import publication, publication_alone, status_of, told_status, yes_no

_PROSE = 8  # characters from which a cell that is no status tells something
_WORD = 4  # up to which it says next to nothing
_CODE = 2  # up to which it can be nothing but a code
_FEWEST_CODES = 2  # cells that show that a column is one of codes
_HANDFUL, _OFTEN = 5, 3  # different words at most, and how often each stands on the average
_LONGEST_TITLE = 150
_SHORT = 16
# 2025年6月30日, 2025.6, 6月底前, 年底, 立行立改, 长期坚持, 每学期
_DEADLINE = pattern(
    r"""(?: \d{4} \s? [年.\-/] \s? \d{1,2} .{0,12}
      | \d{1,2} 月 (?: \d{1,2} 日 )? .{0,6}
      | .{0,9} (?: 年底 | 月底 | 季度 | 半年 ) .{0,3}
      | (?: 立行立改 | 立知立改 | 即知即改 | 立即 | 长期 | 持续 | 常态 | 常年 | 常抓 ) .{0,6}
      | 每 .{0,2} [年季月周期]
    )""",
    re.VERBOSE,
)
# 县委办公室, 农业农村局（牵头）, 各乡镇, 党建办
_BODY = pattern(
    r"""(?: .{1,18}
        (?: [科股办局室处委部所队站院厅组校团会乡镇村馆厂庭库] | (?<![阶手])段
          | 中心 | 支部 | 政府 | 公司 | 街道 | 单位 | 社区 )
      | 各 .{1,8} )
    (?: [（(] [^（()）]{1,6} [）)] )?""",
    re.VERBOSE,
)
_COMPOUND_SURNAME = "(?:司徒|欧阳|上官|诸葛|申屠|公孙|慕容|东方|令狐|皇甫|尉迟|长孙|宇文|闻人)"
# Rare ones, none of which begins another short word that a cell may hold.
_SURNAMES = frozenset(
    SURNAMES
    + "牟冼巩庾危阙谯厍步逄隗璩郗单贝苌暨羿仉谌储亓仝佘劳娄宓岳巢巫郏郜郦鄢阚雍韶籍扈郇麻乜蒯相逯桓缑亢楚汝涂墨笪薄浦"
    "尚农戈弘晁訾简沙池敬粟冀谷修腾拓生申屠"
)
_OFFICE = "(?:书记|长|主任|委员|主席|员|师|经理|总|助理)"
# 周明远, 司徒允恭, 副县长 周明远, 局长：周明远, 周明远（副局长）
_PERSON = pattern(
    rf"""(?: [^，。]{{0,20}} {_OFFICE} (?: [\s：:、]+ | (?=[{SURNAMES}]) ) )?
    (?: [\u4e00-\u9fff]{{2,3}} | {_COMPOUND_SURNAME}[\u4e00-\u9fff]{{1,2}} | (?<=[\s：:、])[\u4e00-\u9fff]{{4}} )
    (?: 等 )? (?: [（(] [^（()）]{{1,12}} [）)] )?""",
    re.VERBOSE,
)
# 县委副书记, 局党组成员, 分管副局长
_POST = pattern(r".{1,14}(?:书记|长|主任|委员|主席|成员|师|经理|助理|领导|负责人|调研员)")
_SEVERAL = pattern(r"[、，,；;\n/]|(?<=[）)])\s?")
# 3, 一, （二）, W01, 2-3, LMA-2024-001
_NUMBER = pattern(rf"[（(【]?[A-Za-z\-—.]*(?:[0-9][0-9\-—.]*|{NUMERAL}{{1,3}}|[①-⑳])[）)】]?[.、]?")
# 会议纪要3份, 更换照片（6月）, 澜水财〔2024〕88号, 退缴收据
_PROOF = pattern(
    rf"""[^，,。]{{0,24}}?
    (?: 照片 | 截图 | 记录 | [表单册函] | 文件 | 材料 | 纪要 | 台账 | 档案 | 凭证 | 清单 | 票据 | 报告 | 文本 | 公告
      | 底稿 | 名单 | 收据 | 回单 | 证书 | 证明 | 复印件
      | 扫描件 | 样式 | 决定书? | 批复 | 通知书? | 手册 | 汇编 | 协议 | 合同
      | [〔\[] \d{{4}} [〕\]] .{{0,8}} 号 )
    (?: 第? (?: \d | [{ONE_TO_TEN}] )+ (?: [—\-~至] \d+ )? [份期张册本页卷号个套件段盒部] )?
    (?: [（(] [^（()）]{{0,20}} [）)] )?""",
    re.VERBOSE,
)
_MARK = pattern(r"\W+|[\d.]{1,6}|[xXvV]")
_ITEM = pattern(r"[、，,；;\n]|[（(]\d{1,2}[)）]|(?<!\d)\d{1,2}[.、](?!\d)|[①-⑳]")
# 26.5万元, 41个支部: what was counted; not 2024年, 8月, 3号
_COUNT = pattern(r"\d\s?[^\d\s年月日号时点季版届、.．,，\-—~～至（()）:：]")
# 对列入名录的412条河道: how many it is about, and not what came of it
_OBJECT = pattern(r"[对将把向][^，。；\n\d]{0,12}\d[\d.]*[^\d\s，。；]{1,2}")
_TOLD = pattern(
    r"已(?!经?有)|[成办改补退收查建发印订]了|完毕|均[由为按]|(?<!年)以来|至今|共计|累计|截至|印发|同比|余下|剩余"
)
_ON_THE_DAY = pattern(r"\d{1,2}月(?:\d{1,2}日|[上中下]旬)?(?!\d|底?[前内]|完成)")
# 1.对…, （1）逐户…, 一是…
_MARK = pattern(rf"^\s*(?:[（(]?(?:\d{{1,2}}|{NUMERAL}{{1,2}})[）)．.、是]\s?|[①-⑳])")
_BEGINS_AS_DEED = pattern("(?:对|将|把|向|逐|重新|每)")
_AHEAD = pattern(
    r"每[年季月半周学日两]|拟|将(?!军)|力争|确保|底前|日前|不低于|不少于|不超过|原则上|一律|须|限期|逐[一项件份人户]|今后|杜绝"
)
_ORDERED = pattern(r"严格|建立|开展|制定|完善|健全|实行|落实|加强|规范|清理|纳入|推行")


def kind_of(text: str) -> str:
    """The kind of a cell's text, as the table of kinds names it."""
    bare = re.sub(r"\s", "", text)
    for name, holds in _FORMS:
        if holds(text if name in ("状态", "人员") else bare):
            return name
    return _prose_kind(text)


@lru_cache(maxsize=4096)
def _prose_kind(text: str) -> str:
    """Prose names a fault, is told or counted as done, or lies ahead; else it is a phrase (短语) or says something
    (陈述). A fault that a deed is done to (清退违规费用) is none."""
    if len(re.sub(r"\s", "", text)) <= _WORD:
        return "短语"
    begins = _MARK.sub("", text).lstrip()
    deed = bool(_BEGINS_AS_DEED.match(begins) or _deeds().match(begins))
    fault = names_fault(text) and not deed
    counted = bool(_COUNT.search(_OBJECT.sub("", text)))
    told = len(_TOLD.findall(text)) + 0.6 * bool(_ON_THE_DAY.search(text)) + 0.4 * (counted and deed)
    ahead = len(_AHEAD.findall(text)) + 0.5 * bool(_ORDERED.search(text) and not counted)
    if fault and told < 1 and ahead < 1:
        return "毛病有数" if counted else "毛病"
    if told > ahead:
        return "做了"
    if ahead > told:
        return "要做"
    if counted:
        return "有数"
    if deed:
        return "动作"
    return "短语" if len(re.sub(r"\s", "", text)) <= _PROSE else "陈述"


@cache
def _deeds() -> re.Pattern[str]:
    named = words("deed_words") | words("settled")
    return re.compile("|".join(map(re.escape, sorted(named, key=len, reverse=True))))


def items(text: str) -> list[str]:
    """The names of a cell that lists several."""
    return [item for part in _SEVERAL.split(text) if (item := part.strip())]


def share(texts: Iterable[str], holds: Callable[[str], object]) -> float:
    """Of the texts, how many hold; 0 for none."""
    said = list(texts)
    return sum(1 for text in said if holds(text)) / len(said) if said else 0.0


def is_deadline(text: str) -> bool:
    return len(text) <= _SHORT and bool(_DEADLINE.fullmatch(re.sub(r"\s", "", text)))


def is_bodies(text: str) -> bool:
    """Names of bodies alone: 农业农村局（牵头）、各乡镇."""
    named = items(text)
    return bool(named) and all(len(i) <= 24 for i in named) and share(named, _BODY.fullmatch) > 0.5


def names_body(text: str) -> bool:
    """A sheet that a department has to itself is named after it, and not after a 方面."""
    return _BODY.fullmatch(text) is not None


def is_people(text: str) -> bool:
    """Persons or posts alone: 副县长 周明远、苗惟一."""
    named = items(text)
    return bool(named) and all((_PERSON.fullmatch(i) and not _BODY.fullmatch(i)) or _POST.fullmatch(i) for i in named)


def are_named(text: str) -> bool:
    """Persons who are known as such: with a post, or by a surname (收官, 痊愈 are none)."""
    return is_people(text) and all(len(i) > 3 or i[0] in _SURNAMES for i in items(text))


def is_status(text: str) -> bool:
    return status_of(text) is not None and len(text) <= 30


def says_how_far(text: str) -> bool:
    """A status in whatever words: only for the cells of a column that is known to hold statuses."""
    return told_status(text) is not None and len(text) <= 30


def are_codes(texts: Collection[str]) -> bool:
    """Every cell is one or two characters, or all are a handful of short words said again and again (A类, 第一批): such
    a column sorts its rows, or says how far they are, and tells nothing that could be printed."""
    bare = [re.sub(r"\s", "", text) for text in texts]
    if len(bare) < _FEWEST_CODES:
        return False
    longest, different = max(map(len, bare)), len(set(bare))
    return longest <= _CODE or (longest <= _WORD and different <= _HANDFUL and different * _OFTEN <= len(bare))


def is_mark(text: str) -> bool:
    """What ticks a column for one status off and says no more: √, a date, a count, or what was done."""
    bare = text.strip()
    answers = yes_no(bare) is not None or publication(bare) is not None
    return answers or bool(_MARK.fullmatch(bare)) or is_deadline(bare) or is_prose(bare)


def is_prose(text: str) -> bool:
    """The text tells something: it is no answer, no status and no date."""
    answers = len(text) < _PROSE and publication_alone(text) is not None
    return len(text) > 4 and not answers and not is_status(text) and not is_deadline(text)


def is_report(text: str) -> bool:
    return len(text) > _PROSE and status_of(text) is None


def names_fault(text: str) -> bool:
    """The text says what is wrong, as the wording of a problem does."""
    return (
        4 < len(text) <= _LONGEST_TITLE
        and bool(_faults().search(text))
        and not re.search(r"已(?!经)|^\d+[.、]?$", text)
    )


def is_group(text: str) -> bool:
    return len(text) <= 40 and not is_deadline(text) and not is_status(text)


def _is_proof(text: str) -> bool:
    said = [item for item in _ITEM.split(text) if item.strip()]
    return share(said, _PROOF.fullmatch) > 0.5 and not re.search("已|将|拟", text)


@cache
def _faults() -> re.Pattern[str]:
    rows = lexicon("fault_words")
    harmless = [row["词"] for row in rows if not float(row["分量"])]
    words = [row["词"] for row in rows if float(row["分量"]) >= 0.5]
    first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    behind = "|".join(map(re.escape, sorted(harmless, key=len, reverse=True)))
    return re.compile(f"(?!{behind})(?:{first})|[“][^”]{{2,12}}[”]|问题$")


# From the surest form to the widest; prose is what none of them is.
_FORMS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("期限", is_deadline),
    ("序号", lambda bare: len(bare) < 20 and _NUMBER.fullmatch(bare)),
    ("勾否", lambda bare: yes_no(bare) is not None),
    ("公开", lambda bare: publication_alone(bare) is not None),
    ("状态", is_status),
    ("方面", lambda bare: len(bare) <= 24 and bare.endswith("方面")),
    ("人员", are_named),
    ("单位", is_bodies),
    ("佐证", _is_proof),
)
