"""What every request and answer passes: which names we answer to, what a page may load, suffixes of addresses."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from towhom.show.web.state import TheState

# Nothing but our own files, no inline script or style, no frames, no plug-ins, forms only to ourselves.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" makes browsers send "Origin: null" with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FORMATS = ("csv", "json", "jsonl", "parquet")
TOKEN = "towhom-token"  # cookie and header


class Guard:
    """Answers only to our own names, puts the headers on every answer, and reads "events.csv" as ?format=csv."""

    def __init__(self, app: ASGIApp, *, host: str, names: Iterable[str] = ()) -> None:
        self.app = app
        self.loopback_only = is_loopback(host)
        self.names = {"localhost", *(name.casefold() for name in names)}
        if not self.loopback_only:
            self.names |= {host.casefold(), socket.gethostname().casefold()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if not self.answers_to(Headers(scope=scope).get("host", "")):
            refusal = PlainTextResponse("This server does not go by that name.\n", status_code=421)
            await refusal(scope, receive, send_guarded)
            return
        await self.app(with_format(scope), receive, send_guarded)

    def answers_to(self, host: str) -> bool:
        """Whether a Host header can be meant for us.

        A page elsewhere can make its own name point to this machine (DNS rebinding), but not an address.
        """
        try:
            name = urlsplit(f"//{host}").hostname or "" if not set(host) & set("@/\\?#") else ""
        except ValueError:
            return False
        if is_address(name):
            return not self.loopback_only or is_loopback(name)
        return name in self.names


def is_address(name: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(name: str) -> bool:
    """Whether only this machine can reach a host."""
    return name == "localhost" or (is_address(name) and ipaddress.ip_address(name).is_loopback)


def with_format(scope: Scope) -> Scope:
    """Read a suffix of the path as a format, unless the query names one (format=html: the id ends that way)."""
    start, dot, suffix = str(scope["path"]).rpartition(".")
    asked = scope.get("query_string", b"").decode("latin-1")
    own = start.startswith("/static/") or start == "/api/openapi"
    if not (dot and suffix in FORMATS and start) or own or "format" in parse_qs(asked):
        return scope
    added = f"{asked}&format={suffix}" if asked else f"format={suffix}"
    return {**scope, "path": start, "raw_path": start.encode(), "query_string": added.encode("latin-1")}


def may_edit(request: Request, state: TheState) -> None:
    """Refuse an edit (HTTP 403) unless editing is on, the request comes from our own page, and it has the token.

    For routes that change something: `dependencies=[Depends(may_edit)]`.
    """
    from_our_page(request, state)
    check_token(state.settings.token, request.headers.get(TOKEN) or request.cookies.get(TOKEN) or "")


def from_our_page(request: Request, state: TheState) -> None:
    """Refuse what other sites make a browser send (HTTP 403), and everything where editing is off."""
    if not state.settings.edit:
        raise HTTPException(403, "Editing is off; start with: towhom serve STORE --edit")
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or (origin is not None and urlsplit(origin).netloc != request.headers.get("host")):
        raise HTTPException(403, "This edit does not come from the explorer's own page.")
    if origin is None and "sec-fetch-site" not in request.headers and TOKEN not in request.headers:
        raise HTTPException(403, "An edit from a program needs the header " + TOKEN + ".")


def check_token(token: str | None, given: str) -> None:
    """Refuse (HTTP 403) who does not know the server's token, if it has one."""
    if token is not None and not secrets.compare_digest(given.encode(), token.encode()):
        raise HTTPException(403, "Give the token that the server printed when it started, on the page Review.")


def secret_for(host: str, token: str | None = None) -> str | None:
    """The token that edits need: the one given, or a new one where others than this machine reach the server."""
    return token or (None if is_loopback(host) else secrets.token_urlsafe(16))
