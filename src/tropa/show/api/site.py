"""What the server's addresses work with, and how they hear that something changed."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

from tropa.show.api.gate import Gate
from tropa.show.api.public_pages import PublicPages
from tropa.words import Language, as_language
from tropa.workspace.intake.import_runs import ImportRuns
from tropa.workspace.opening import Workspace

LANGUAGE: Final = "lang"
REST: Final = 1.0
"""Seconds between two changes told: a page redraws no more often."""
HEARTBEAT: Final = 20.0
"""Seconds after which a page is told the time, so that it sees what came due by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a window is told."""

    data: str
    event: str = ""
    """`draft`, `comments`; the version of the boards has no name."""


@dataclass
class Site:
    """One workspace behind addresses."""

    workspace: Workspace
    gate: Gate
    notice: Mapping[Language, str] = field(default_factory=dict[Language, str])
    """Shown above every page: what the demo is."""
    beside: "tuple[Site, ...]" = field(default=(), repr=False)
    """Every site of the home, this one too; none where there is no home."""
    app: bool = False
    """The built app is there: the front door leads to it."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    closing: bool = False
    """The server is going: nobody waits for changes any more."""
    imports: ImportRuns = field(init=False)
    """Files that come through the app."""
    public: PublicPages = field(init=False)
    """What strangers see by links."""

    def __post_init__(self) -> None:
        self.imports = ImportRuns(self.workspace)
        self.public = PublicPages(self.workspace)

    @property
    def name(self) -> str:
        """What the workspace is called in addresses."""
        folder = self.workspace.folder
        # A link to a folder goes by its own name; `..` is none.
        named = folder.name if folder.name not in ("", "..") else folder.resolve().name
        return named or "home"

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear of changes from now on."""

        def tell() -> None:
            if loop.is_running():
                loop.call_soon_threadsafe(self._tell)

        self.workspace.live.changed.append(tell)

    def _tell(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def close(self) -> None:
        """Let go of whoever waits for changes."""
        self.closing = True
        self.imports.close()
        self._tell()

    async def changes(self) -> AsyncIterator[Told]:
        """What a window is told.

        The version of the boards: now, a while after each change, and now and then. Steps of
        drafts and what is said about them: at once.
        """
        heard = self.workspace.news.heard()
        yield Told(str(self.workspace.live.version))
        loop = asyncio.get_running_loop()
        due, resting = loop.time() + HEARTBEAT, False
        while not self.closing:
            waiting = self.changed
            for (kind, map_id), mark in self.workspace.news.since(heard).items():
                heard[kind, map_id] = mark
                yield Told(json.dumps({"map": map_id, "mark": mark}), kind)
            try:
                await asyncio.wait_for(waiting.wait(), max(0.0, due - loop.time()))
                if not resting:
                    due, resting = loop.time() + REST, True
            except TimeoutError:
                due, resting = loop.time() + HEARTBEAT, False
                yield Told(str(self.workspace.live.version))

    def language(self, request: Request) -> Language:
        """The reader's: asked for, kept in a cookie, or the workspace's own."""
        own = self.workspace.settings.language
        asked = request.query_params.get(LANGUAGE) or request.cookies.get(LANGUAGE) or ""
        return as_language(asked, own) if asked else own
