"""T6: text that came to harm on its way: web residue, cut and spliced runs, injected words, broken characters.

A notice copied from a web page carries what the page put around and into it; none of this is anybody's wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from drafter.check.body import Printed, Spot, around, everything_printed, found_at, matches, printed_paragraphs, summary
from drafter.check.model import Finding
from drafter.check.registry import rule
from drafter.patterns import pattern
from drafter.report import Passages, Place, Report
from drafter.text.lexicon import table
from drafter.text.normal import CJK
from drafter.text.numerals import ONE_TO_TEN
from drafter.text.persons import SURNAMES

# --- web residue ------------------------------------------------------------------------------------------------

_RESIDUE = pattern(
    r"""
    责任编辑 | 分享到 | 打印(?:本页|此页|文章) | 关闭(?:窗口|本页|此页) | 原文链接 | 阅读原文
    | 字号\s?[:：【\[(（] | 扫一扫 | 扫码关注 | ICP[备证] | 公网安备 | 免责声明 | 返回(?:顶部|首页|列表)
    | (?<![见在到至于])第\s?\d{1,3}\s?页(?=\s*$|[，,\s]*共\s?\d)|(?<=[。；])第\s?\d{1,3}\s?页
    | [上下]一[篇条]\s?[:：] | 浏览(?:次数|量)\s?[:：] | 点击(?:查看|下载|进入|[数率量]\s?[:：]) | 加入收藏
    | 设为首页
    | 复制链接 | 展开(?:全文|阅读全文) | 收起全文 | 查看(?:更多|原文|全文)(?=\s|[>＞»】\]]|$)
    | [上下]一页(?=\s|[】\]|｜]|$)
    | 字体\s?[:：【\[(（]\s?[大中小+＋] | 阅读(?:次数|量|数)?\s?[:：]\s?\d
    | (?:责编|供稿|撰稿|初审|复审|终审|审校|排版|一审|二审|三审)\s?[:：]
    | (?<=[一-鿿\d])\[\d{1,2}\](?=[，。；、]|$)
    | 长按(?:识别|二维码) | 收藏本[站页] | 语音播报 | 网站地图 | 无障碍(?:阅读|浏览) | 我要纠错
    | 正文\s?(?:开始|结束)(?=\s|[】\]]|$)
    | 版权所有 | (?:发布|发稿|更新)(?:日期|时间)\s?[:：] | (?:信息|文章|稿件)来源\s?[:：] | 当前位置\s?[:：]
    | 您的位置 | 首页\s?[>＞»] | 索引号\s?[:：] | 相关(?:链接|阅读|新闻)(?=\s|[:：]|$) | 点赞
    | 登录\s?[|｜]\s?注册 | <a\s | </\w+> | &(?:nbsp|amp|lt|gt|quot|\#\d+); | javascript:
    """,
    re.VERBOSE,
)
_CRUMBS = pattern(r"\S\s*[>＞»]\s*\S+\s*[>＞»]|^\s*(?:TOP|客服)\s*$")  # 首页 > 政务公开 > 正文


@rule(
    "T601",
    slug="web-residue",
    title="网页残留",
    severity="warning",
    reason="从网站复制时带进来的“责任编辑”“打印本页”“原文链接”等，不属于通报。",
    wrong="……推动问题整改到位。责任编辑：张三 打印本页 关闭窗口",
    right="……推动问题整改到位。",
)
def web_residue(report: Report, passages: Passages) -> Iterator[Finding]:
    """One finding for each place in the body, and one for all the lines around it that the reader set aside."""
    for spot, match in matches(_RESIDUE, printed_paragraphs(report, passages)):
        if _in_a_sentence(spot.printed.text, *match.span()):
            continue
        yield found_at(spot, f"正文里有网页残留“{match.group()}”：…{around(spot, 8)}…", suggestion="删去")
    running = {p.line for p in report.paragraphs if p.container in {"header", "footer", "note"}}
    running |= {p.line for p in report.paragraphs if p.cell is not None}  # heads and numbers of a table
    around_it = [p for p in report.residue if p.text.strip() and p.line not in running]
    lines = [Spot(Printed(p, Place()), 0, len(p.text)) for p in around_it]
    if any(_RESIDUE.search(p.text) or _CRUMBS.search(p.text) for p in around_it):
        words = "、".join(f"“{s.words.strip()[:12]}”" for s in lines[:4])
        yield summary(lines, f"正文前后有网页残留：{words}", suggestion="公开前删去")


_HAN = pattern(f"[{CJK}]")


def _in_a_sentence(text: str, start: int, end: int) -> bool:
    """Whether words that a page uses stand in the middle of a sentence: 明确主管处室和责任编辑，用手机扫一扫就能查."""
    after = text[end : end + 1]
    return (
        _HAN.fullmatch(text[end - 1]) is not None
        and _HAN.match(text[start - 1 : start]) is not None
        and bool(after)
        and (_HAN.match(after) is not None or after in "，、。；”")
    )


# --- remarks of those who edited it ------------------------------------------------------------------------------


def _of_kind(kind: str) -> str:
    """The words of one kind of `lexicon/remark_words.csv`, as alternatives."""
    return "|".join(row["词"] for row in table("remark_words") if row["类"] == kind)


_SPOKEN_OF = _of_kind("说到")  # what a remark in the margin speaks of, or whom it asks
_ASKED = _of_kind("要求")  # what it asks for
_CALLED = (  # who is spoken to or has spoken: 老李：, 王科长意见
    rf"[老小阿][{SURNAMES}][:：,，\s]|@|[{SURNAMES}](?:主任|科长|局长|书记|处长|秘书长?|部长|股长|总|工|姐|哥|老师|科)"
    r"(?:[:：]|意见|看|审|定|批|阅|说|让|要求改|改)|[老小][一-鿿](?:再|去|来)?(?:核|改|补|看|查|问|提供|写|报|填|给|说)|请[^（()）【】\[\]]{0,10}(?:审阅|阅示|过目|指正|审改)"
)
_REMARK = pattern(
    rf"""
    [（(【\[〔](?P<inside>
        (?:批注|备注|校对|修改|修订|编者|审核人?|审稿人?|核稿人?|提示|说明|疑问|问|旁注|改稿)
        \s?[:：][^（()）【】\[\]]{{1,60}}
      | (?=[^（()）【】\[\]]{{0,60}}(?:{_SPOKEN_OF}))
        (?=[^（()）【】\[\]]{{0,60}}(?:{_ASKED}))
        (?![^（()）【】\[\]]{{0,60}}信封)
        [^（()）【】\[\]\d]{{3,60}}
      | [^（()）【】\[\]]{{2,40}}[？?][^（()）【】\[\]]{{0,20}}
      | (?=[^（()）【】\[\]]{{0,40}}(?:{_CALLED}))[^（()）【】\[\]]{{2,60}}
      | (?=[^（()）【】\[\]]{{0,40}}(?:{_of_kind("口气")}))[^（()）【】\[\]]{{2,60}}
      | (?:{_of_kind("栏目")})
      | 存疑 | 待[核查补定] | 有误 | 原文如此 | 下略 | 此处略 | 删 | 可删
      | [上下][转接]第?[^（()）【】\[\]]{{1,4}}版 | 未完 | 完 | 待续 | 新增 | 已改 | 已核
      | (?:拟?同意|已阅|照办)[。，,\s]?[一-鿿]{{0,3}} | (?:见|如|参见)?图\s?\d{{1,2}}(?:所示)?
      | 同前 | 同上条?
      | (?:图片|文字|照片)?(?:来源|供图|供稿|摄影|通讯员|记者|责编|责任编辑)\s?[:：][^（()）【】\[\]]{{1,16}}
      | (?:数据)?据[^（()）【】\[\]]{{2,12}}(?:材料|报送|报来|提供的?数据?)
      | (?![^（()）【】\[\]]{{0,24}}(?:经|由|已|均))
        [^（()）【】\[\]]{{0,20}}[科处室办部局股组](?:来|再|负责)?[补核填改定查][充实写正]?
    )[）)】\]〕]
    | (?<=[。；])\s?(?:批注|编者按|校对意见|修改意见|审稿意见|领导意见|办公室意见)\s?[:：]
    | (?<=[。；，—])(?:此处|此段|这段|该段|本段|这里|此句|该句)[^。，；]{{0,12}}(?:{_ASKED})
    | (?<=[，。；])\s?(?:下一页|上一页|返回顶部|阅读全文|展开全文|查看更多)(?=[，。；：]|$)
    | (?<=[。；])\s?(?:以上|此|本)(?:为|是|系)?(?:初稿|草稿|讨论稿|征求意见稿|送审稿)
    | (?<=[。；，])\s?请(?:各|相关|有关)(?:[科处股]室|部门|单位|同志|领导)[^。；]{{0,10}}
      (?:修改|补充|核[对实]|审阅|把关)(?=。|$)
    | 以[下上](?:是|为)?(?:修改|润色|优化|完善|整理)后的(?:版本|内容|文本|稿件)?
    | 希望(?:以上)?(?:内容|回答|修改)?对[您你]有(?:所)?帮助
    | 如需(?:进一步)?(?:修改|调整|补充)[,，]?\s?请(?:告知|告诉|随时)
    | 作为(?:一个)?(?:AI|人工智能)(?:助手|语言模型)?[,，]
    """,
    re.VERBOSE,
)
_ALL_IN_BRACKETS = pattern(r"[（(][^（）()]{6,80}[）)]")
SHORT_LINE = 8  # characters
_STAGE = pattern(  # what a draft is called: at the end of its title, or on a line of its own
    rf"[（(【]?(?:第[{ONE_TO_TEN}\d]稿|初稿|草稿|修改稿|送审稿|讨论稿|征求意见稿|定稿|终稿|报审稿|上会稿|清样)[）)】]?\s*$"
)


_SEE_ANNEX = pattern(r"[（(][^（）()]{0,12}(?:见附(?:件|表|图)[^（）()]{0,8}|附后|另附)[）)]")
_ANNEX = pattern(r"\s*附(?:件|表|图|[:：])")


@rule(
    "T607",
    slug="editor-remark-left",
    title="留有改稿的批注、备注",
    severity="error",
    reason="“（此处数据请某科再核一下）”“（建议删去）”是起草、改稿时的内部沟通，定稿前要删净。",
    wrong="涉及金额3640万元（此处数据请财务科再核一下）。",
    right="涉及金额3640万元。",
)
def editor_remark_left(report: Report, passages: Passages) -> Iterator[Finding]:
    """A remark in brackets that asks for something to be checked, added or deleted, and what a draft is called."""
    annexed = any(_ANNEX.match(p.text) for p in report.paragraphs)
    for spot, _ in matches(_SEE_ANNEX, printed_paragraphs(report, passages)) if not annexed else ():
        message = f"“{spot.words}”：文后没有附件，是从别的材料带来的"
        yield found_at(spot, message, suggestion="删去，或附上附件", severity="info")
    body = printed_paragraphs(report, passages)
    lines = {printed.passage.line for printed in body}
    for printed in everything_printed(report, passages):
        if printed.passage.line not in lines and not _ALL_IN_BRACKETS.fullmatch(printed.text.strip()):
            continue  # what a page has around the notice
        alone = printed.place.role == "title" or len(printed.text) <= SHORT_LINE
        for match in (*_REMARK.finditer(printed.text), *(_STAGE.finditer(printed.text) if alone else ())):
            if printed.text.rfind("《", 0, match.start()) > printed.text.rfind("》", 0, match.start()):
                continue  # 《…（模板）》
            spot = Spot(printed, *match.span())
            message = f"残留改稿的批注、备注“{spot.words[:40]}”，定稿未删：…{around(spot)}…"
            yield found_at(spot, message, suggestion="核实后删去")


# --- cut and spliced --------------------------------------------------------------------------------------------

_HEADING_INSIDE = pattern(r"(?:(?<![\d第])\d{1,2}|(?<=[^\d\s.．、）)]))\s?[.．]\s?关于[“\"]")
_CUT = pattern(
    rf"""
    # 讲话…, 谈话…, 电话… cut to 线 by a filter
    (?:[讲谈]线|电线(?=[,，;；:：]\s*(?:电子|邮|地址|传真)))(?![{CJK}]?[上下索条])
    | ^[，。；、：）》”’,;)](?=.)                                  # begins in the middle
    | [，、](?:二是|三是|四是|五是)(?=[{CJK}])                       # a full stop lost
    """,
    re.VERBOSE,
)
_ITEM = pattern(r"[（(](\d{1,2})[）)]")
_ITEM_INSIDE = pattern(r"(?<=[。；])\s?[（(](\d{1,2})[）)]")


@rule(
    "T602",
    slug="spliced-text",
    title="文字被截断或错接",
    severity="error",
    reason="网页过滤、转换常把两段话的头尾接在一起，中间丢掉一截；读起来不成话。",
    wrong="确保会议记录的线.关于“道路交通事故易发”问题的整改",
    right="确保会议记录的真实性。2.关于“道路交通事故易发”问题的整改",
)
def spliced_text(report: Report, passages: Passages) -> Iterator[Finding]:
    """A heading in the middle of a paragraph, an item number out of its order inside another item, a cut word."""
    for printed in printed_paragraphs(report, passages):
        for match in _HEADING_INSIDE.finditer(printed.text):
            if printed.text[: match.start()].strip():
                spot = Spot(printed, max(0, match.start() - 2), min(len(printed.text), match.end() + 8))
                yield found_at(spot, f"段落中间接进了另一个问题的标题：…{around(spot)}…", suggestion="对照原稿恢复")
        for match in _CUT.finditer(printed.text):
            spot = Spot(printed, match.start(), min(len(printed.text), match.end() + 1))
            yield found_at(spot, f"文字像是被截断或错接：…{around(spot, 8)}…", suggestion="对照原稿恢复")
        yield from _items_out_of_order(printed)


def _items_out_of_order(printed: Printed) -> Iterator[Finding]:
    """(5)…。(7)… in one paragraph: what stood between is lost. (5)…。(6)… is an inline list."""
    own = _ITEM.match(printed.text.lstrip())
    if own is None:
        return
    last = int(own[1])
    for match in _ITEM_INSIDE.finditer(printed.text):
        if int(match[1]) not in {last + 1, 1}:
            spot = Spot(printed, match.start(), min(len(printed.text), match.end() + 10))
            yield found_at(
                spot,
                f"({own[1]})这一段里接进了({match[1]})，中间可能丢了内容：…{around(spot)}…",
                suggestion="对照原稿恢复",
            )
        last = int(match[1])


# --- injected words ---------------------------------------------------------------------------------------------


def _words(kind: str) -> str:
    """The words of one kind of the table, as alternatives in its order."""
    return "|".join(row["词"] for row in table("injected_words") if row["类"] == kind)


@cache
def _injected() -> re.Pattern[str]:
    """责任到人缸头锁母、: a few characters between a phrase that says all it has to say and the end of its clause."""
    return re.compile(rf"(?:{_words('话尾')}|[》”]){{1,4}}([{CJK}]{{2,6}})(?=[，。；、,;:：]|$)")


@cache
def _goods() -> re.Pattern[str]:
    """Goods, tools and machine parts: what link sellers inject."""
    return re.compile(f"{_words('物件字')}|{_words('物件')}")


@cache
def _official() -> re.Pattern[str]:
    """What official words are made of (环 链 盘 管 件 点 线 面 are such too)."""
    return re.compile(_words("公文"))


@rule(
    "T603",
    slug="injected-word",
    title="夹进了不相干的词",
    severity="error",
    reason="一些网站在转载的正文里插入商品、零件名称引流，复制时就带了进来。",
    wrong="确保每项任务责任到人缸头锁母、具体到部门",
    right="确保每项任务责任到人、具体到部门",
)
def injected_word(report: Report, passages: Passages) -> Iterator[Finding]:
    """A word for goods or machine parts that hangs on a complete phrase just before a mark, once in the text."""
    body = printed_paragraphs(report, passages)
    whole = "\n".join(p.text for p in body)
    for printed in body:
        for match in _injected().finditer(printed.text):
            word = match[1]
            found = _goods().search(word)
            if (
                found is None
                or _official().search(word)
                or whole.count(found.group() if len(found.group()) > 1 else word) > 1
            ):
                continue
            spot = Spot(printed, *match.span(1))
            message = f"“{word}”与上下文不相干，可能是网页插入的词：…{around(spot, 8)}…"
            yield found_at(spot, message, suggestion=f"核对后删去“{word}”")


# --- broken characters ------------------------------------------------------------------------------------------

_BROKEN = pattern(  # the last: keys struck at random
    r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+|(?:锟斤拷)+|[烫屯]{3,}"
    r"|(?:Ã.|â€.|ï»¿|å.æ.)+|\?{3,}|(?:\\u[0-9a-f]{4})+"
    r"|(?<![A-Za-z@./_-])(?:[b-df-hj-np-tv-z]{7,}|(?:asdf|qwer|zxcv|hjkl){2,})(?![A-Za-z0-9@._-])"
)
# The commonest 3755 characters; UTF-8 read as GBK is a run of others (鐨勯棶棰橈).
_COMMON = "".join(
    bytes((high, low)).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
)
_RARE_RUN = pattern(f"[^{_COMMON}\x00-\u4dff\ua000-\uffff]{{5,}}")


@rule(
    "T604",
    slug="broken-characters",
    title="乱码",
    severity="error",
    reason="编码转换失败留下的字符，原来的字已经丢了。",
    wrong="加强锟斤拷管理",
    right="加强安全管理",
)
def broken_characters(report: Report, passages: Passages) -> Iterator[Finding]:
    """Replacement and control characters, and the known faces of a wrong encoding."""
    for printed in printed_paragraphs(report, passages):
        for match in (*_BROKEN.finditer(printed.text), *_RARE_RUN.finditer(printed.text)):
            spot = Spot(printed, *match.span())
            shown = around(spot) if match.group().isprintable() else around(spot).replace(match.group(), "□")
            yield found_at(spot, f"有乱码：…{shown}…", suggestion="对照原稿恢复")


# --- sentences without an end -----------------------------------------------------------------------------------

_BODY_ROLES = frozenset({"preamble", "leadership", "progress", "next_steps"})
_BODY_PARTS = frozenset({"overview", "point", "measure", "result", "text"})
_ENDED = pattern(r"[。！？；：!?;:….][”’）)》】」]*\s*$")
_STATUS_BEHIND = pattern(  # …复种619亩。（已完成）
    r"(?<=[。；!！])\s*[（(【〔[][^（）()【】〔〕[\]]{2,30}[）)】〕\]]\s*$"
)
_HANGING = pattern(r"[，、,](?=\s*$)|(?<=[^\d])[，、,](?=[”’]?$)")
_SHORTEST = 25  # a shorter line without a full stop is a heading that the reader did not know


@rule(
    "T605",
    slug="sentence-without-end",
    title="段末没有句号",
    severity="warning",
    reason="正文段落应当以句号结束；没有的多半是漏打，或者后半句丢了。",
    wrong="对排查出的12处隐患逐一建立台账，落实责任单位和整改时限，确保按期销号",
    right="对排查出的12处隐患逐一建立台账，落实责任单位和整改时限，确保按期销号。",
)
def sentence_without_end(report: Report, passages: Passages) -> Iterator[Finding]:
    """A paragraph of body text that ends with no mark. One that ends with a comma is T606's."""
    for printed in _body_text(report, passages):
        text = _STATUS_BEHIND.sub("", printed.text).rstrip()
        if len(text) >= _SHORTEST and not _ENDED.search(text) and not _HANGING.search(text):
            spot = Spot(printed, max(0, len(text) - 12), len(text))
            yield found_at(spot, f"段末没有句号：…{spot.words}", suggestion="补上句号；如果后半句丢了，补全")


@rule(
    "T606",
    slug="hanging-comma",
    title="段末是逗号或顿号",
    severity="error",
    reason="话没有说完，后半句丢了，或者标点打错了。",
    wrong="组织督查3次，",
    right="组织督查3次。",
)
def hanging_comma(report: Report, passages: Passages) -> Iterator[Finding]:
    """A paragraph that ends with a comma."""
    for printed in _body_text(report, passages):
        text = printed.text.rstrip()
        if match := _HANGING.search(text):
            spot = Spot(printed, max(0, match.start() - 11), match.end())
            yield found_at(
                spot, f"段末是“{match.group()}”，话没有说完：…{spot.words}", suggestion="改为句号，或补上后半句"
            )


def _body_text(report: Report, passages: Passages) -> Iterator[Printed]:
    """Paragraphs whose last part is running text: not headings, titles, signers, tables."""
    last = {passage.line: place for passage, place in passages}
    tables = {p.line for p in report.paragraphs if p.container == "table"}
    for printed in printed_paragraphs(report, passages):
        place = last.get(printed.passage.line) if report.paragraphs else printed.place
        if place and place.role in _BODY_ROLES and place.part in _BODY_PARTS and printed.passage.line not in tables:
            yield printed
