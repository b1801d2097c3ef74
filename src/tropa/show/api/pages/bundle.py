"""The built app: one page for every address under `/w/`, and the files it is made of.

Names of files carry what they hold, so a browser keeps them for ever; the page itself is asked
for each time, and tells at once what its screen is made of: a browser that had to read one file
to learn of the next would wait for each. Where the app was not built, the pages drawn by the
server do without it.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from tropa.errors import RequestFault
from tropa.show.api.site import LANGUAGE, Site
from tropa.words import Language, as_language

_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".json": "application/json",
}
_PACKED: Final = (("br", ".br"), ("gzip", ".gz"))
_NARROWED: Final = frozenset(
    {"from", "to", "as_of", "edition", "segment", "persona", "compare"}
)
"""What of an address says whose numbers are shown, and of when."""
_FOR_EVER: Final = "public, max-age=31536000, immutable"


def is_built() -> bool:
    """Whether the app came with this installation."""
    return _folder().joinpath("index.html").is_file()


def app_address(site: Site) -> str:
    """Where the app of a workspace begins."""
    return f"/w/{quote(site.name, safe='')}/"


async def app_page(site: Site, request: Request) -> Response:
    """The one page of the app, whatever screen is asked for."""
    _ = site
    if not is_built():
        raise RequestFault("app_not_built", status=503)
    *_, screen = _named(request)
    headers = {"cache-control": "no-cache", "link": ", ".join(_needed(request))}
    return Response(_page(screen), 200, headers, media_type="text/html; charset=utf-8")


async def app_file(site: Site, request: Request) -> Response:
    """A script, a style or a picture of the app, packed as the browser takes it."""
    _ = site
    name = request.path_params["name"]
    kind = _TYPES.get(name[name.rfind(".") :])
    if kind is None or "/" in name or name.startswith("."):
        raise RequestFault("no_such_address", status=404)
    headers = {"cache-control": _FOR_EVER, "vary": "accept-encoding"}
    taken = request.headers.get("accept-encoding", "")
    for encoding, ending in _PACKED:
        if encoding in taken:
            packed = _file(name + ending)
            if packed is not None:
                headers["content-encoding"] = encoding
                return Response(packed, 200, headers, kind)
    plain = _file(name)
    if plain is None:
        raise RequestFault("no_such_address", status=404)
    return Response(plain, 200, headers, kind)


def _needed(request: Request) -> Iterator[str]:
    """Links to what an address needs, in the order it needs them."""
    workspace, map_name, screen = _named(request)
    language = _spoken(request)
    yield from map(_link, (*_files("first"), *_files(f"{language} first")))
    asked = ["me", "maps"]
    if screen == "map" and map_name and not _NARROWED & set(request.query_params):
        # The very address the app asks for its picture, or the browser would fetch it twice.
        asked.append(f"map/{quote(map_name, safe='')}/screen?{LANGUAGE}={language}")
    for one in asked:
        yield f"</w/{quote(workspace, safe='')}/api/{one}>; rel=preload; as=fetch; crossorigin"
    # A browser asks for six at once: what is drawn second waits in the queue.
    if screen != "map":
        yield from map(_link, _files(f"{language} rest"))
    yield from map(
        _link, sorted(_of_screen(screen), key=lambda file: not file.endswith(".css"))
    )


def _named(request: Request) -> tuple[str, str, str]:
    """Of an address under `/w/`, its workspace, its map and its screen."""
    parts = [*request.url.path.split("/")[2:], "", "", ""]
    return parts[0], parts[1], parts[2] or "map"


def _of_screen(screen: str) -> list[str]:
    return _files(f"{screen.capitalize()}Screen")


def _files(name: str) -> list[str]:
    return _ahead().get(name, [])


def _link(file: str) -> str:
    how = "modulepreload" if file.endswith(".js") else "preload; as=style; crossorigin"
    return f"</app/assets/{file}>; rel={how}"


def _spoken(request: Request) -> Language:
    """What the app will speak: as asked for, as kept, or as the browser does."""
    asked = request.query_params.get(LANGUAGE) or request.cookies.get(LANGUAGE)
    return as_language(asked or request.headers.get("accept-language", ""), "ru")


def _folder() -> Traversable:
    return resources.files("tropa.show.web").joinpath("app")


def _page(screen: str) -> str:
    """The page with the styles of its screen: a script that asks for them waits for them."""
    page = _folder().joinpath("index.html").read_text("utf-8")
    styles = "".join(
        f'<link rel="stylesheet" crossorigin href="/app/assets/{file}">'
        for file in _of_screen(screen)
        if file.endswith(".css")
    )
    return page.replace("</head>", styles + "</head>", 1)


def _names() -> frozenset[str]:
    """The files there are; nothing else is looked for."""
    listed: list[str] = json.loads(_folder().joinpath("files.json").read_text("utf-8"))
    return frozenset(listed)


@cache
def _ahead() -> dict[str, list[str]]:
    """What screens and words are made of, by name; nothing of a build that does not tell."""
    told = _folder().joinpath("ahead.json")
    return json.loads(told.read_text("utf-8")) if told.is_file() else {}


@cache
def _file(name: str) -> bytes | None:
    if name not in _names():
        return None
    return _folder().joinpath("assets", name).read_bytes()
