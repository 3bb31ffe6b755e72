"""A page whose elements stand in one another hundreds deep, made as shallow as a parser reads.

libxml2 stops at some depth and drops what follows without a word. What stands that deep are marks that nobody closed:
the text is kept, and a line break wherever a block began or ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from drafter.patterns import pattern

DEEPEST = 200
# <!-- , --> , <p class="x"> , </p> , <br/>
_TOKEN = pattern(r"<!--|-->|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9:]*)(?P<rest>[^<>]*)>")
_EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"))
_CLOSED_BY_THE_NEXT = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option"))


def shallow(page: str, blocks: Collection[str], unseen: Collection[str]) -> str:
    """The page with the marks below DEEPEST taken out. `blocks`: the tags whose edges part lines; `unseen`: those
    whose content is not shown, which goes. In linear time, whatever the page."""
    kept: list[str] = []
    opened: list[tuple[str, bool]] = []  # tags, and whether they stand in what is kept
    count: Counter[str] = Counter()
    silent, at = "", 0  # what ends a stretch that is not shown

    def close() -> str:
        tag, stands = opened.pop()
        count[tag] -= 1
        kept.append(f"</{tag}>" if stands else "<br>" if tag in blocks else "")
        return tag

    for token in _TOKEN.finditer(page):
        tag = (token["tag"] or token[0]).lower()
        if silent:
            if silent == (token["end"] or "") + tag:
                silent, at = "", token.end()
            continue
        kept.append(page[at : token.start()])
        at = token.end()
        if tag == "<!--":
            silent = "-->"
        elif tag == "-->" or tag in _EMPTY:
            kept.append(token[0])
        elif token["end"]:
            while count[tag] and close() != tag:
                pass
        elif token["rest"].endswith("/"):
            kept.append("<br>" if tag in blocks else "")
        elif tag in unseen:
            silent = f"/{tag}"
        else:
            if opened and opened[-1][0] == tag and tag in _CLOSED_BY_THE_NEXT:
                close()
            stands = len(opened) < DEEPEST
            opened.append((tag, stands))
            count[tag] += 1
            kept.append(token[0] if stands else "<br>" if tag in blocks else "")
    return "".join(kept) if silent else "".join(kept) + page[at:]
