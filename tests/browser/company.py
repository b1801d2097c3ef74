"""An invented company for browsers to look at: forty-five days of drawn people, up to today,
with what is planned with them."""

from itertools import islice
from pathlib import Path
from typing import Final

from tropa.clock import DAY, Clock, Duration, Instant, MachineClock
from tropa.collect.rows import body_hashes
from tropa.keep.intake import Offer
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.plan.people import draw
from tropa.plan.shares import model_of
from tropa.show.cli.demo_steps import planned
from tropa.words import Language
from tropa.workspace.creation import create_workspace
from tropa.workspace.drafts.publish import publish
from tropa.workspace.opening import open_workspace

MAP: Final = "windows"
DAYS: Final = 45
_AT_ONCE: Final = 5_000


class _Stopped:
    """A clock put back until the map is published."""

    def __init__(self, present: Clock) -> None:
        self._present = present
        self.back: Duration = 0

    def now(self) -> Instant:
        return self._present.now() - self.back

    def steady(self) -> Duration:
        return self._present.steady()


def found_company(
    folder: Path, present: Clock | None = None, language: Language = "ru"
) -> None:
    """A workspace whose map was published before anybody came, with everybody taken in.

    Its last day is that of the clock, else today.
    """
    map_ = read_map(read_template(MAP, language))
    clock = _Stopped(present or MachineClock())
    begins = clock.now() - DAYS * DAY
    create_workspace(folder, f'language = "{language}"\ntimezone = "{map_.timezone}"\n')
    (folder / "maps" / f"{MAP}.yaml").write_text(map_.text, "utf-8")
    clock.back = (DAYS + 1) * DAY
    with open_workspace(folder, clock) as workspace:
        publish(workspace, MAP, "")
        clock.back = 0
        now = clock.now()
        events = draw(model_of(map_), "1", begins, source="drawn")
        workspace.live.importing += 1
        while chunk := [one for one in islice(events, _AT_ONCE) if one.time <= now]:
            workspace.intake.keep(Offer("drawn", now, chunk, body_hashes(chunk)))
        workspace.live.drain()
        steps = planned(workspace, map_, "drawn", now, language)
        workspace.intake.keep(Offer("drawn", now, steps, body_hashes(steps)))
        workspace.live.drain()
        workspace.live.importing -= 1
