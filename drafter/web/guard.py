"""Who may speak to the page: this machine's own browser, with the token of the first address, and nobody else.

Each request is looked at before any handler sees it: Host and Origin (against pages that point their name at
127.0.0.1), the cookie that the token in the first address was exchanged for, and the size of what is sent.
"""

from __future__ import annotations

import hmac
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_UPLOAD = 64 * 2**20  # bytes of one request
TOKEN = "t"  # the parameter of the first address
_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


_OPEN = "请用起草助手启动时给出的完整网址打开（其中带有一次性口令）。"
_LOCKED_PART = (
    '<section class="fault"><h2>起草助手重新启动过，这一格没有存</h2><p>填的还在这一页上，请先不要关。'
    f"{_OPEN}打开以后，再回到这一页按“保存”。</p></section>"
)
_LOCKED_OUT = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>打不开 · 起草助手</title></head><body>'
    f"<h1>这一页现在打不开</h1><p>{_OPEN}</p><p>起草助手重新启动过的，到启动时自己打开的那一页去；那一页打开以后，"
    "这一页刷新就能用。前面已经保存的都在文件夹里。</p></body></html>"
)


class TooLarge(Exception):
    """More was sent than `LARGEST_UPLOAD`."""


class Guard:
    """ASGI middleware. `hosts` are the values of Host that are this server's own; `token` is the secret."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str]) -> None:
        self.app, self.token, self.hosts = app, token, hosts
        port = next(iter(hosts)).rpartition(":")[2] if hosts else ""
        self.cookie = f"drafter-{port}"  # cookies know no port: two folders at once keep theirs apart

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = self._refusal(scope) or self._entrance(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        try:
            await self.app(scope, _limited(receive), _with_headers(send))
        except TooLarge:
            size = LARGEST_UPLOAD // 2**20
            await PlainTextResponse(f"文件超过 {size} MB，没有接收。请拆小后再试。", 413)(
                scope, receive, _with_headers(send)
            )

    def _refusal(self, scope: MutableMapping[str, Any]) -> Response | None:
        """What is answered to a request that is none of this page's, or None."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host")] or headers.get("host") not in self.hosts:
            return PlainTextResponse("只接受本机页面的请求。", 403)
        own = {f"http://{host}" for host in self.hosts}
        origin = headers.get("origin")
        if origin is not None and origin not in own:
            return PlainTextResponse("只接受本机页面的请求。", 403)
        site = headers.get("sec-fetch-site")
        if scope["method"] not in _SAFE and site not in (None, "same-origin", "none"):
            return PlainTextResponse("只接受本机页面的请求。", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_UPLOAD:
            return PlainTextResponse(f"文件超过 {LARGEST_UPLOAD // 2**20} MB，没有接收。请拆小后再试。", 413)
        return None

    def _entrance(self, scope: MutableMapping[str, Any]) -> Response | None:
        """The token is exchanged for a cookie; without either nothing is shown."""
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(TOKEN, [""])[0]
        if scope["method"] in _SAFE and given and self._is_token(given):
            response = RedirectResponse(scope["path"], 303)
            response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            return response
        if self._is_token(_cookie(Headers(scope=scope).get("cookie", ""), self.cookie)):
            return None
        return HTMLResponse(_LOCKED_PART if Headers(scope=scope).get("hx-request") == "true" else _LOCKED_OUT, 403)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())


def _cookie(header: str, name: str) -> str:
    for part in header.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


def _limited(receive: Receive) -> Receive:
    """The request's body, no more of it than is allowed, whatever its Content-Length said."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_UPLOAD:
            raise TooLarge
        return message

    return limited


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sender
