"""Why a text is no YAML, found out from the text itself at the place where reading stopped.

The libraries say it in words that change with their versions; only their two places are used: where reading stopped,
and where the construct that was being read began.
"""

from __future__ import annotations

import re

from drafter.patterns import pattern

MAX_DEPTH = 60
_KEY = pattern(r"\s*(?:- +)*[^\s#:：\-][^#\n]*?[:：](?:\s|$)")
_MARKS = {
    "&": "值以 & 开头，在 YAML 里是锚点；是文字的请加引号",
    "*": "值以 * 开头，在 YAML 里是引用；是文字的请加引号",
    "!": "值以 ! 开头，在 YAML 里是标记；是文字的请加引号",
    "|": "“|”或“>”后面要换行，下一行起缩进写文字",
    ">": "“|”或“>”后面要换行，下一行起缩进写文字",
    "%": "这一行以 % 开头，在 YAML 里有特殊含义；是文字的请加引号",
}
_TAB = "缩进用了制表符（Tab），请改成空格"
_ESCAPE = "双引号里的反斜杠 \\ 有特殊含义，请改用单引号，或写成 \\\\"
_QUOTE = "从这一行开始的引号没有配对，请补上后一个引号（文件也可能被截断）"
_SECOND_COLON = (
    "此处不能再有“: ”：可能是缩进没有对齐、上一行少了冒号后的空格，"
    "或文字里有英文冒号加空格。请对齐缩进；文字里的冒号改用全角“：”，或给整段文字加引号"
)
_ITEM = "此处不能有“- ”：列表要另起一行，以“- ”开头并对齐"
_ITEMS_APART = "缩进没有对齐：同一列表的各项要以“- ”开头并左对齐"
_KEYS_APART = "缩进没有对齐，或引号、括号后面多了文字，请与同级的键左对齐"
_NO_KEY = "这一行不是“键: 值”：冒号要用英文冒号，后面空一格"
_OUTSIDE = "此处不属于前面的内容，请核对缩进；一个文件只能放一份台账"


def diagnosis(text: str, problem: int | None, context: int | None) -> tuple[str, int, int]:
    """(what is wrong and how to mend it, line to show, line where the broken construct began), lines from 1.

    `problem`: offset where reading stopped; `context`: offset where the construct began, None where none was open.
    """
    at = len(text) if problem is None else min(problem, len(text))
    line = text.count("\n", 0, at) + 1
    start = line if context is None else text.count("\n", 0, context) + 1
    if _depth(text, at) > MAX_DEPTH:
        return f"嵌套超过 {MAX_DEPTH} 层，不像是台账，请核对括号和缩进", line, start
    begin = text.rfind("\n", 0, at) + 1
    here, before = text[at : at + 1], text[begin:at]
    if here == "\t" or ("\t" in before and not before.strip()):
        return _TAB, line, start
    opened = "" if context is None else text[context : context + 1]
    if opened in ("'", '"') and context is not None:
        if opened == '"' and "\\" in text[max(context, at - 10) : at + 1] and text[at:].strip():
            return _ESCAPE, line, start
        return _QUOTE, start, start
    if opened == "[":
        return f"从第{start}行开始的方括号 [ 没有配对，或其中少了逗号（文件也可能被截断）", line, start
    if opened == "{":
        return f"从第{start}行开始的花括号 {{ 没有配对，或其中少了逗号（文件也可能被截断）", line, start
    if opened in _MARKS and opened != "":
        return _MARKS[opened], line, start
    if here in ("@", "`", "%") or (here in ("]", "}", ",", "?") and before.rstrip().endswith((":", "-"))):
        return f"值不能以 {here} 开头，请给整段文字加引号", line, start
    if here == ":":
        return _SECOND_COLON, line, start
    if opened == "-" and re.match(r"-(?:\s|$)", text[context or 0 :][:2]):
        return _ITEMS_APART, line, start
    if here == "-" and before.strip():
        return _ITEM, line, start
    if context is None:
        return (_ITEM if here == "-" else _OUTSIDE), line, start
    if start < line and not _KEY.match(_line_at(text, context)):
        return _NO_KEY, line, start
    return _KEYS_APART, line, start


def _depth(text: str, at: int) -> int:
    """How many brackets are open there, quotes not looked at: only an absurd number counts."""
    part = text[:at]
    return max(part.count("[") - part.count("]"), 0) + max(part.count("{") - part.count("}"), 0)


def _line_at(text: str, offset: int) -> str:
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return text[begin : end if end >= 0 else len(text)]
