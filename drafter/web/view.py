"""Pages out of templates: Jinja2 with everything escaped, one frame around all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from drafter.errors import without_options
from drafter.patterns import pattern
from drafter.text.normal import visible

if TYPE_CHECKING:
    from drafter.web.app import Sent

_LINE = pattern(r"（[^（）]{1,60}，台账第\d+行）")  # the page leads to the place instead
_DOTTED = pattern(r"(通报|单位|巡视|组织领导|下一步|联系方式)\.(?=[\u4e00-\u9fff])")  # 单位.简称: 单位的简称
_WITHHELD = pattern(r"(?:是 ?)?“?公开: ?否”?")  # what a choice on the page says: 不公开
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_LEDGER = "不对照"  # what a notice is checked by, where somebody chose no ledger
_HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    """What renders the pages, kept with the pages it has compiled: another folder that is opened needs them too."""
    env = Environment(
        loader=FileSystemLoader(_HERE / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["quoted"] = quoted
    env.filters["visible"] = visible
    env.filters["called"] = called
    env.filters["without_options"] = on_the_page
    env.filters["without_codes"] = without_codes
    env.filters["of_template"] = of_template
    env.globals["asset"] = asset
    env.globals["no_ledger"] = NO_LEDGER
    return env


class View:
    """Renders the templates of `pages/`."""

    def __init__(self) -> None:
        self.env = _environment()
        self._told, self._to = "", ""

    def tell(self, text: str, to: str = "") -> None:
        """What the next whole page says of the work that was just done. `to`: the address where it can be looked at."""
        self._told, self._to = text, to

    def page(self, page: str, sent: Sent, /, *, status: int = 200, **values: Any) -> Response:
        """A page of `pages/`; only its inner part where htmx asked for it."""
        frame = "part.html" if sent.partial else "frame.html"
        told = "" if sent.partial else self._told
        self._told = "" if told else self._told
        text = self.env.get_template(page).render(frame=frame, now_told=told, told_at=self._to, **values)
        return HTMLResponse(text, status_code=status)

    def goto(self, path: str, sent: Sent, /, *, part: str = "", **values: str | list[str]) -> Response:
        """Send the browser to another page; the values of its address may hold any sign. `part`: the id of what has
        the focus there."""
        address = f"{path}?{query(values)}" if any(values.values()) else path
        address += f"#{part}" if part else ""
        if sent.partial:
            return Response(status_code=204, headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)


_RESERVED = pattern(r"[\x00-\x20!-,/:;<-@\[-^`{-\x7f\ud800-\udfff%]")  # has a meaning in an address, or in HTML


def quoted(text: object) -> str:
    """A value inside an address of a page. What is not ASCII stays as it is: browsers send it encoded."""
    return _RESERVED.sub(lambda found: quote(found[0], safe="", errors="replace"), str(text))


def query(values: Mapping[str, str | list[str]]) -> str:
    """The values of an address, those that are empty left out."""
    several = ((key, value if isinstance(value, list) else [value]) for key, value in values.items())
    return "&".join(f"{quote(key, safe=':')}={quote(one, safe='')}" for key, ones in several for one in ones if one)


def download(data: bytes, name: str, kind: str = "application/octet-stream") -> Response:
    """A file for the user to keep."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, media_type=kind, headers={"content-disposition": disposition})


def called(name: str) -> str:
    """A ledger's name for people, who need not know what .yaml is."""
    return visible(name.removesuffix(".yaml").removesuffix(".yml"))


def without_codes(text: str) -> str:
    """A statement without the names of rules, as the sheet to sign has it."""
    from drafter.check.sheet import without_codes as bare

    return bare(text)


def on_the_page(text: str) -> str:
    """A message without what only means something on the command line."""
    return without_options(_DOTTED.sub(r"\1的", _WITHHELD.sub("不公开", _LINE.sub("", text))))


_OF_SETTINGS = pattern(r"；不要这一部分的，从 template\.yaml[^。]*")  # no clerk changes these


def of_template(text: object) -> str:
    """What is said of a template's files, for people who have only Word."""
    plain = _OF_SETTINGS.sub("", str(text)).replace("docs/模板.md", "“说明”里的“模板里能写什么”")
    return plain.replace("template.docx", "模板的 Word 文件").replace("template.yaml", "模板文件夹里的写法")


@cache
def asset(name: str) -> str:
    """The address of a file of `static/`, with a part that changes when the file does."""
    data = (_HERE / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:10]}"
