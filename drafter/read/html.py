"""A saved web page -> the article's paragraphs, with everything around it set apart as header or footer.

Trafilatura and readability-lxml were tried: they find the article, but give back only its text, so that what they
leave out (an index table, 打印 关闭, a signer they took for noise) is lost and cannot be put in its place. Here the
page is walked block by block with lxml, and the article is the smallest element that holds the page's prose.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from lxml import etree
from lxml import html as lxml_html

from drafter.errors import InputError
from drafter.patterns import pattern
from drafter.read import text as plain
from drafter.read.shallow import shallow
from drafter.report import Cell, Paragraph
from drafter.text.numerals import ONE_TO_NINE

_BLOCK_TAGS = frozenset(
    (
        *("html", "body", "div", "p", "section", "article", "main", "aside", "header", "footer", "nav", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "address"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "form", "fieldset", "legend", "figure"),
        *("figcaption", "details", "summary", "option", "select", "optgroup", "button", "hr", "br", "title"),
        *("iframe", "object", "frameset", "noframes", "marquee"),
    )
)
_UNSEEN_TAGS = frozenset({"script", "style", "noscript", "template", "svg", "canvas", "textarea", "input"})
_CELLS = ("td", "th")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_META_CHARSET = pattern(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_MARKUP = pattern(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|br|span|article)\b[^<>]*>", re.IGNORECASE)
_MHT = pattern(rb"\A(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}?MIME-Version:", re.IGNORECASE)
_XML_DECLARATION = pattern(r"\A\s*<\?xml[^>]*\?>")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]"
_WRAP = pattern(r"[ \t\r\n\f]+")
# A line of the page's source may be broken between two Chinese characters; that is no space.
_WRAP_IN_CHINESE = pattern(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")

# Elements that are never the article, by their class or id (nav, footer, 相关阅读).
_APART = pattern(
    r"foot|\bnav|nav\b|menu|sidebar|aside|relat|recommend|copyright|share|crumb|login|search|banner|toolbar",
    re.IGNORECASE,
)
# Elements that publishing systems put the article's text into, by class or id: TRS, UCAP, 博达, 网站群 …
_ARTICLE_BOX = pattern(
    r"^(zoom|ucap-?content|trs_(ue?)?editor|trs_ueditor|view|vsb_content.*|v_news_content|wp_articlecontent|xl_content|"
    r"pages_content|(main_?)?(con|content)_?(text|txt)|mainText|(article|news|detail|art|bt)[-_]?(content|body|con|box|text|"
    r"article|main|detail)|article)$",
    re.IGNORECASE,
)
# 索引号：…, 发布日期 2024-01-02, 【字体：大 中 小】, 浏览次数 ; not 来源不明 in a sentence.
_PAGE_LABEL = pattern(
    r"""^[\s【\[（(〖|｜>»]*(?:
        当前位置|您?(?:现在|当前|目前)?(?:所在|的)*位置|(?:网站)?首页\s*[>»＞/]|索\s*引\s*号|信息索引|
        (?:发布|发文|公开|制发|信息来源)(?:机构|单位|部门|机关|时间|日期)|(?:成文|生成|印发|公布|更新)(?:日期|时间)\s*[:：]|
        发文字号|文\s*号\s*[:：]|主\s*题\s*(?:词|分类)|公开(?:方式|范围|时限|形式|程序|类别)|信息(?:分类|名称|类别)|
        体裁分类|组配分类|(?:文件)?(?:有效|效力)(?:性|状态)|(?:信息|文章|稿件)?来源\s*[:：]|稿源|作者\s*[:：]|
        (?:责任)?编辑\s*[:：]|审核\s*[:：]|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\s*[:：]|字\s*[体号]\s*[:：]?|
        打\s*印|关\s*闭|分\s*享|收\s*藏|纠\s*错|保护视力色|朗读|
        \d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:来源|作者|浏览|字[体号]|【)
    )""",
    re.VERBOSE,
)
# What follows an article: all behind the first such line is the page's.
_PAGE_END = pattern(
    r"""^[\s【\[（(〖|｜>»]*(?:
        [上下前后]一?[篇条则页]\s*(?:[:：]|$|文章)|打印(?:本页|此页|文章|收藏)?\s*|关闭(?:窗口|本页|此页)?\s*$|
        (?:相关|推荐|延伸|热点)(?:链接|阅读|文章|新闻|信息|文档|推荐|附件)|扫一扫|分享(?:到|至|$)|友情链接|网站地图|版权所有|
        主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|技术支持\s*[:：]|网站标识码|[^\s]{0,4}ICP备|[^\s]{0,2}公网安备|
        Copyright|©|返回(?:顶部|列表|首页)|(?:责任)?编辑\s*[:：]|免责声明|微信|微博
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_MARKS = pattern("[。；，！？,;]")
_SIGNATURE = pattern(
    rf"^(.{{2,30}}(委员会|党组|党委|工委|纪委|支部|总支)|.*[0-9〇○零{ONE_TO_NINE}]{{2,4}}年.{{1,3}}月.{{1,3}}日)$"
)
_NOTICE_NAME = pattern(r"通报|报告|公告|公示|整改")
_TITLE_END = pattern(r"(通报|公告|公示|报告|情况)$")


@dataclass
class _Block:
    """A run of text between two block edges of the page."""

    element: Any  # the innermost element that holds all of it, as the walk saw it
    parts: list[str] = field(default_factory=list)
    linked: int = 0  # how many of its characters are links

    @property
    def text(self) -> str:
        joined = _WRAP_IN_CHINESE.sub("", "".join(self.parts))
        return plain.tidy(_WRAP.sub(" ", joined))


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of the page that has text."""

    text: str
    element: Any
    linked: float  # the share of it that is links
    path: tuple[Any, ...]  # its elements from the root down
    heading: int | None = None

    @property
    def prose(self) -> int:
        """Characters of running text; 0 where it is a link, a label or a name."""
        if self.linked > 0.5 or _PAGE_LABEL.match(self.text) or _PAGE_END.match(self.text):
            return 0
        return len(self.text) if len(self.text) >= 20 and _SENTENCE_MARKS.search(self.text) else 0


def looks_like_html(data: bytes) -> bool:
    """Whether bytes are a web page, saved as one file (.html or .mht), by their beginning."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\x00", b"")
    return bool(looks_like_mht(data) or (start[:1] == b"<" and _MARKUP.search(start)))


def looks_like_mht(data: bytes) -> bool:
    """Whether bytes are a page saved with its pictures in one file (单个文件网页)."""
    return bool(_MHT.match(data[:8192])) and b"text/html" in data.lower()


def read(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of a saved page: the article as body (or table), what precedes and follows as header and footer.

    `line` is the number of the block of text on the page. Raises InputError where there is no text.
    """
    if looks_like_mht(data):
        data = _page_of_mht(data, name)
    root = _tree(decode(data, name))
    lines = [] if root is None else _lines(root, name)
    if not lines:
        raise InputError(
            f"{name}：网页里没有文字，正文可能是由脚本或框架另外载入的。"
            "请在浏览器中打开，全选复制正文，粘贴到 Word 或记事本中保存，再试一次。"
        )
    found = []
    grids = _Grids()
    article = _article(lines)
    ranks = sorted({line.heading for line, kind in zip(lines, article, strict=True) if kind == "body" and line.heading})
    for number, (line, kind) in enumerate(zip(lines, article, strict=True), start=1):
        if line.element.tag == "title" and _on_page(line, lines):
            continue
        for piece in plain.pieces(line.text):
            cell = grids.cell(line.path) if kind == "table" else None
            found.append(Paragraph(piece, number, container=kind, cell=cell, beside=kind in ("header", "footer")))
            if kind in ("body", "table") and line.heading:
                found[-1] = replace(found[-1], level=ranks.index(line.heading) if line.heading in ranks else None)
    return found


def decode(data: bytes, name: str) -> str:
    """A page's text. What the page says of its encoding counts only where it is neither UTF-8 nor GB18030."""
    try:
        return plain.decode(data, name)
    except InputError as refused:
        declared = _META_CHARSET.search(data[:4096])
        encoding = declared.group(1).decode("ascii").lower() if declared else ""
        encoding = "gb18030" if encoding in ("gb2312", "gbk", "") else encoding
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            raise refused from None
        # A page is often cut or has a broken character or two; the rest of it is still worth reading.
        if text.count("\ufffd") > max(2, len(text) // 200) or "\x00" in text:
            raise refused from None
        return text


_TORN = "这个单个文件网页（.mht）不完整，后面的内容没有了，没有读取。请重新取得，或在浏览器中打开网页重新另存。"
_HEAD_OF_MHT = pattern(rb"\A(?:From|Subject|Date|MIME-Version|Content-Type|Snapshot-Content-Location):[ \t]")


def refuse_torn_mht(data: bytes, name: str) -> None:
    """Raises InputError where only the lines before the page are left of it."""
    if _HEAD_OF_MHT.match(data[:1024]) and not looks_like_mht(data):
        raise InputError(f"{name}：{_TORN}")


def _page_of_mht(data: bytes, name: str) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart()]
    for part in parts:
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            content = content.strip() if isinstance(content, bytes) else b""
            if part is parts[-1] and message.defects and not content[-16:].lower().endswith(b"</html>"):
                raise InputError(f"{name}：{_TORN}")
            if content:
                return content
    if message.defects:
        raise InputError(f"{name}：{_TORN}")
    raise InputError(f"{name}：单个文件网页（.mht）里没有正文。请在浏览器中打开，另存为“网页，仅 HTML”再试。")


def _tree(text: str) -> Any | None:
    """The page's elements; None where it has none. What a parser gives up at (256 elements in one another, or more)
    is given to it once more, made shallow."""
    text = _XML_DECLARATION.sub("", text).replace("\x00", "")
    root, whole = _parsed(text)
    return root if whole else _parsed(shallow(text, _BLOCK_TAGS, _UNSEEN_TAGS), huge=True)[0]


def _parsed(text: str, *, huge: bool = False) -> tuple[Any | None, bool]:
    """(root, whether the parser came to the end)."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, all(error.level != etree.ErrorLevels.FATAL for error in parser.error_log)


def _lines(root: Any, name: str) -> list[_Line]:
    """The blocks of text on a page, in order."""
    lines = []
    characters = 0
    for block in _blocks(root):
        text = block.text
        if text:
            plain.refuse_length(characters := characters + len(text), name)
            path = (*reversed(list(block.element.iterancestors())), block.element)
            heading = next((int(e.tag[1]) for e in reversed(path) if e.tag in _HEADINGS), None)
            lines.append(_Line(text, block.element, block.linked / len(text), path, heading))
    return lines


def _blocks(root: Any) -> Iterator[_Block]:
    """Runs of text between block edges. Both ends of a block element, and a <br>, are edges; inline tags are not."""
    walk = etree.iterwalk(root, events=("start", "end"))
    block = _Block(root)
    links = preformatted = 0

    def take(text: str | None, parent: Any) -> None:
        if not text:
            return
        if preformatted:
            text = text.replace("\n", "\u2028")
        if not block.parts:
            block.element = parent
        block.parts.append(text)
        block.linked += len(text.strip()) if links else 0

    for event, element in walk:
        tag = element.tag
        edge = tag in _BLOCK_TAGS
        if edge and block.parts:
            yield block
            block = _Block(element)
        if event == "start":
            if tag in _UNSEEN_TAGS:
                walk.skip_subtree()
                continue
            links += tag == "a"
            preformatted += tag == "pre"
            take(element.text, element)
        else:
            if tag not in _UNSEEN_TAGS:
                links -= tag == "a"
                preformatted -= tag == "pre"
            take(element.tail, element.getparent())
    if block.parts:
        yield block


class _Grids:
    """Rows and columns of the page's tables, with the columns that cells from rows above reach into.

    They are kept as spans: a page may say rowspan=200 colspan=200 two thousand times.
    """

    def __init__(self) -> None:
        self.tables: dict[Any, dict[Any, Cell]] = {}

    def cell(self, path: tuple[Any, ...]) -> Cell | None:
        """Where the innermost cell of a line's path stands."""
        cell = next((e for e in reversed(path) if e.tag in _CELLS), None)
        table = None if cell is None else next(cell.iterancestors("table"), None)
        if table is None:
            return None
        if table not in self.tables:
            self.tables[table] = dict(_grid(table, len(self.tables)))
        return self.tables[table].get(cell)


def _grid(table: Any, number: int) -> Iterator[tuple[Any, Cell]]:
    reaching: list[tuple[int, int, int]] = []  # of cells above: first column, the one behind the last, last row
    for row, element in enumerate(e for e in table.iter("tr") if next(e.iterancestors("table")) is table):
        covered = reaching = sorted(span for span in reaching if span[2] >= row)
        column = at = 0
        for cell in element.iterchildren(*_CELLS):
            while at < len(covered) and covered[at][0] <= column:
                column = max(column, covered[at][1])
                at += 1
            yield cell, Cell(number, row, column)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                reaching = [*reaching, (column, column + width, row + height - 1)]
            column += width


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(int(text), 1), 200) if text.isascii() and text.isdigit() else 1


Kind = Literal["body", "table", "header", "footer"]


def _article(lines: list[_Line]) -> list[Kind]:
    """For each line of the page, where it belongs."""
    box = _box(lines)
    inside = [box in line.path for line in lines] if box is not None else [True] * len(lines)
    first = inside.index(True)
    last = len(lines) - 1 - inside[::-1].index(True)
    first, last = _trimmed(lines, first, last)
    kinds: list[Kind] = ["header" if i < first else "footer" if i > last else "body" for i in range(len(lines))]
    prose = next((i for i in range(first, last + 1) if lines[i].prose), first)
    for i in range(first, last + 1):
        if i < prose and _beside_title(lines[i], lines[:prose]):
            kinds[i] = "header"
        elif any(e.tag in _CELLS for e in lines[i].path[lines[i].path.index(box) + 1 if box is not None else 0 :]):
            kinds[i] = "table"
    for i in _title_above(lines, first, kinds):
        kinds[i] = "body"
    i = last + 1
    while i < len(lines) and _SIGNATURE.match(lines[i].text) and not lines[i].linked and not _apart(lines[i].path):
        kinds[i] = "body"
        i += 1
    return kinds


def _box(lines: list[_Line]) -> Any | None:
    """The smallest element that holds the page's prose, save for what stands in menus and footers."""
    prose = [line for line in lines if line.prose and not _apart(line.path)]
    if not prose:
        return None
    total = sum(line.prose for line in prose)
    box = prose[0].path[0]
    depth = 0
    while True:
        weights: dict[Any, int] = {}
        for line in prose:
            if len(line.path) > depth + 1 and line.path[depth] is box:
                weights[line.path[depth + 1]] = weights.get(line.path[depth + 1], 0) + line.prose
        heaviest = max(weights, key=lambda e: weights[e], default=None)
        if heaviest is None:
            return box
        share = weights[heaviest] / total
        # A lead paragraph, a section of its own, a table row are the article's; a stray summary beside it is not.
        if share < 1 and (share < 0.9 or _is_article_box(box) or heaviest.tag in ("p", "tr", "td", "li", *_HEADINGS)):
            return box
        if share < 1 and not any(_is_article_box(e) for e in heaviest.iter() if isinstance(e.tag, str)):
            return box
        if len(prose) == 1 and heaviest.tag in ("p", "span", "font", "b", "strong"):
            return box
        box, depth = heaviest, depth + 1
        prose = [line for line in prose if len(line.path) > depth and line.path[depth] is box]


def _names(element: Any) -> list[str]:
    return [*(element.get("class") or "").split(), element.get("id") or ""]


def _is_article_box(element: Any) -> bool:
    return element.tag in ("article",) or any(_ARTICLE_BOX.match(name) for name in _names(element))


def _apart(path: tuple[Any, ...]) -> bool:
    """Whether a line stands in a part of the page that is never its article."""
    return any(
        e.tag in ("nav", "footer", "aside", "select", "button")
        or (e.tag not in ("html", "body") and not _is_article_box(e) and any(_APART.search(name) for name in _names(e)))
        for e in path
    )


def _trimmed(lines: list[_Line], first: int, last: int) -> tuple[int, int]:
    """The article's first and last line, without links and page labels at its edges."""

    def prose_between(a: int, b: int) -> bool:
        return any(line.prose for line in lines[a : b + 1])

    if not prose_between(first, last):
        return first, last
    while first < last and (lines[first].linked > 0.5 or _PAGE_LABEL.match(lines[first].text)):
        first += 1
    final = max(i for i in range(first, last + 1) if lines[i].prose)
    end = next((i for i in range(final + 1, last + 1) if _PAGE_END.match(lines[i].text)), last + 1)
    last = end - 1
    while last > final and (lines[last].linked > 0.5 or _PAGE_LABEL.match(lines[last].text)):
        last -= 1
    return first, last


def _beside_title(line: _Line, opening: list[_Line]) -> bool:
    """Whether a line before the first prose is the page's: a label, a menu, a cell of an index table."""
    if line.linked > 0.5 or _PAGE_LABEL.match(line.text) or _apart(line.path):
        return True
    table = next((e for e in reversed(line.path) if e.tag == "table"), None)
    return table is not None and sum(bool(_PAGE_LABEL.match(o.text)) for o in opening if table in o.path) >= 2


def _title_above(lines: list[_Line], first: int, kinds: list[Kind]) -> list[int]:
    """The lines before the article that are its title, unless the article has it itself."""
    opening = _squeezed(
        "".join(line.text for line, k in list(zip(lines, kinds, strict=True))[first:][:8] if k == "body")
    )
    page_titles = [_squeezed(line.text) for line in lines if line.element.tag == "title"]
    for i in range(first - 1, -1, -1):
        line = lines[i]
        text = _squeezed(line.text)
        if line.element.tag == "title" or line.linked > 0.5 or _PAGE_LABEL.match(line.text) or not 6 <= len(text) <= 90:
            continue
        named = any(text in title or title in text for title in page_titles if len(title) >= 6)
        if line.heading in (1, 2, 3) or named or _TITLE_END.search(text):
            together = [i]  # a title of several lines, in one element or in headings that follow one another
            while together[0] > 0 and _same_heading(lines[together[0] - 1], line):
                together.insert(0, together[0] - 1)
            title = "".join(_squeezed(lines[j].text) for j in together)
            return [] if title in opening else together
    return []


def _same_heading(above: _Line, line: _Line) -> bool:
    """Whether two lines are of one title: headings of one level, or parted by a line break in one element."""
    return (bool(line.heading) and above.heading == line.heading) or (
        above.element is line.element and above.path == line.path and not above.linked
    )


def _on_page(title: _Line, lines: list[_Line]) -> bool:
    """Whether the name in the browser's tab, which the page does not print, says no more than the page itself."""
    name, page = _squeezed(title.text), _squeezed("".join(line.text for line in lines if line is not title))
    parts = [part for part in re.split(r"[-_|—–·]", name) if len(part) >= 10 and _NOTICE_NAME.search(part)]
    return not parts or any(part in page for part in parts)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
