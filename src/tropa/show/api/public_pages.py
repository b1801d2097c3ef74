"""Pages for strangers, kept: however many come, a map is drawn once a minute."""

import threading
from collections import OrderedDict
from typing import Final

from tropa.clock import MINUTE, Duration
from tropa.show.paper.public import public_page
from tropa.users.map_links import MapLink
from tropa.words import Language
from tropa.workspace.answers import Question, board_of
from tropa.workspace.opening import Workspace
from tropa.workspace.screen import ask_screen

DRAWN_EVERY: Final[Duration] = MINUTE
_KEPT: Final = 32


class PublicPages:
    """Pages as they were drawn last; each for a minute."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = threading.Lock()
        self._drawn = OrderedDict[tuple[str, bool, Language], tuple[Duration, str]]()

    def page(self, link: MapLink, language: Language) -> str:
        """The page of a link.

        Raises:
            TropaError: the map is no more, or cannot be shown.
        """
        key = (link.shown.map, link.shown.numbers, language)
        with self._lock:
            now, kept = self._workspace.clock.steady(), self._drawn.pop(key, None)
            fresh = kept is not None and now - kept[0] < DRAWN_EVERY
            drawn = kept if kept and fresh else (now, self._draw(link, language))
            self._drawn[key] = drawn
            if len(self._drawn) > _KEPT:
                self._drawn.popitem(last=False)
        return drawn[1]

    def _draw(self, link: MapLink, language: Language) -> str:
        workspace, map_id = self._workspace, link.shown.map
        map_ = board_of(workspace, map_id).edition.map
        screen = ask_screen(workspace, map_id, Question()) if link.shown.numbers else None
        return public_page(map_, screen, language)
