"""A change must be asked for by a page of ours: another site's page may not use our cookie.

Browsers say where a request comes from and let no page lie about it. A program says nothing,
and has no cookie that somebody else could use.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from tropa.errors import RequestFault

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OURS: Final = frozenset({"same-origin", "none"})
"""`none` is the person's own doing: a bookmark, a reload."""


def check_origin(request: Request) -> None:
    """Let a request pass that only reads, or that a page of ours makes, or a program.

    Raises:
        RequestFault: it comes from a page of somebody else.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        ours = site in _OURS
    else:
        ours = origin is None or _place(origin) == request.headers.get("host", "").lower()
    if not ours:
        raise RequestFault("foreign_origin", status=403, found=(origin or site or "")[:80])


def _place(origin: str) -> str:
    """The host and port an origin names; nothing for one that names none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
