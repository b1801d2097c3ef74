"""Compiles ahead what screens and questions will ask for: nobody waits at the first click.

What is compiled is kept on disk by the code it was made of, so this happens once after an
installation: a process of its own, behind everything else, asks every kind of question of a
few invented people and is gone. Whatever it leaves undone is compiled when it is asked for.
"""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tropa.clock import DAY, HOUR, Instant, MachineClock
from tropa.errors import TropaError
from tropa.map.templates import read_template

if TYPE_CHECKING:
    from tropa.event import Event
    from tropa.map.document import Map
    from tropa.workspace.opening import Workspace

_MAP: Final = "windows"
_DAYS: Final = 12
_PEOPLE: Final = 20
MARK: Final = "ahead"
"""The file that says it was begun."""
_BEHIND: Final = 10
"""How much everybody else goes before it."""
_COMMAND: Final = (sys.executable, "-P", "-m", "tropa.show.cli.ahead")
"""Whatever lies in the folder it is started from is no part of it."""
QUESTIONS: Final = (
    "{question: paths, of: stages, steps: 5, top: 100}",
    "{question: paths, of: touchpoints, steps: 5, collapse: true}",
    (
        "{question: paths, of: touchpoints, after: {touchpoint: request},"
        " instead_of: {touchpoint: booking}, within: 14d}"
    ),
    "{question: transitions, of: stages, ends: true}",
    (
        "{question: attribution, conversion: {stage: contract}, of: channels, within: 90d,"
        " model: [first, last, linear, time_decay, markov, shapley]}"
    ),
    "{question: funnel, steps: [{stage: visitor}, {stage: enquiry}], within: 30d}",
    "{question: funnel, steps: [{stage: visitor}, {stage: enquiry}], by: source}",
    "{question: funnel, steps: [visit_start, form_submit, booking_made]}",
    "{question: funnel, steps: [visit_start, form_submit], within: 1h, times: false}",
    # Steps that are events lie in the trails as they are; those with a condition are made.
    "{question: funnel, steps: [{touchpoint: site_visit}, {touchpoint: chat}], times: false}",
    "{question: funnel, steps: [visit_start, form_submit], within: 7d, trend: week}",
    "{question: funnel, steps: [visit_start, form_submit, booking_made], order: any}",
    "{question: funnel, steps: [visit_start, form_submit], order: strict, reentry: true}",
    "{question: distribution, of: {stage: enquiry}, then: {stage: contract}}",
    "{question: trend, of: {stage: enquiry}, period: week}",
    '{question: retention, begins: "*", start: first_ever, period: week, periods: 6}',
    '{question: stickiness, of: "*", period: week}',
    '{question: lifecycle, of: "*", period: week}',
    "{question: table, of: {stage: enquiry}, by: source}",
    "{question: segments}",
    "{question: score, points: [{stage: enquiry, points: 10}]}",
)
"""Of each kind what the app asks first, and what is reckoned in another way."""


def begin(folder: Path | None, command: Sequence[str] = _COMMAND) -> bool:
    """Start it, where this code has not been compiled ahead before.

    Args:
        folder: where what is compiled is kept; None where nothing is.
        command: what is started.

    Returns:
        Whether it was started.
    """
    if folder is None:
        return False
    try:
        (folder / MARK).touch(exist_ok=False)
        begun = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        # Begun before, or nothing can be kept or started here.
        return False
    # Somebody has to take note of its end, else it stays in the list of processes.
    threading.Thread(target=begun.wait, name="ahead", daemon=True).start()
    return True


def ask_everything(folder: Path) -> list[TropaError]:
    """Ask every kind of question of a few invented people, in a new workspace in a folder.

    Returns:
        What was refused; nothing should be.
    """
    from tropa.workspace.answers import Question  # noqa: PLC0415 - `begin` needs none of them
    from tropa.workspace.month.diagnosing import ask_diagnosis  # noqa: PLC0415
    from tropa.workspace.questions.asking import Text, ask_questions  # noqa: PLC0415
    from tropa.workspace.screen import ask_screen  # noqa: PLC0415
    from tropa.workspace.sections.asking import ALL, ask_sections  # noqa: PLC0415

    with _small_company(folder) as workspace:
        refused: list[TropaError] = []
        for one in QUESTIONS:
            # One by one: a pass over several of them compiles nothing more.
            told = ask_questions(workspace, [Text(f"{one[:-1]}, map: {_MAP}}}")])
            refused += [one for one in told if isinstance(one, TropaError)]
        ask_sections(workspace, _MAP, Question(), [ALL])
        ask_diagnosis(workspace, _MAP, Question())
        # Last what whoever starts it asks for at once, and so compiles beside it.
        ask_screen(workspace, _MAP, Question())
        return refused


def _small_company(folder: Path) -> "Workspace":
    """A new workspace with a map and those who walk it."""
    from tropa.collect.rows import body_hashes  # noqa: PLC0415
    from tropa.keep.intake import Offer  # noqa: PLC0415
    from tropa.map.read import read_map  # noqa: PLC0415
    from tropa.workspace.creation import create_workspace  # noqa: PLC0415
    from tropa.workspace.drafts.publish import publish  # noqa: PLC0415
    from tropa.workspace.opening import open_workspace  # noqa: PLC0415

    map_ = read_map(read_template(_MAP, "en"))
    create_workspace(folder, f'language = "en"\ntimezone = "{map_.timezone}"\n')
    (folder / "maps" / f"{_MAP}.yaml").write_text(map_.text, "utf-8")
    workspace = open_workspace(folder, MachineClock())
    publish(workspace, _MAP, "")
    now = workspace.clock.now()
    events = list(_walks(map_, now))
    workspace.intake.keep(Offer(MARK, now, events, body_hashes(events)))
    workspace.live.drain()
    return workspace


def _walks(map_: "Map", now: Instant) -> "Iterator[Event]":
    """Some walk from touchpoint to touchpoint, each a little further than the last."""
    from tropa.event import Event, Name, NameKind  # noqa: PLC0415

    points = [one for one in map_.touchpoints if one.events]
    said = b'{"amount":1000,"source":"site","score":5,"channel":"mail"}'
    for person in range(_PEOPLE):
        at = now - _DAYS * DAY + person * HOUR
        for place in range(len(points) * (person + 1) // _PEOPLE):
            yield Event(
                id=f"{person}-{place}",
                source=MARK,
                time=at + place * HOUR // 2,
                received=now,
                name=points[place].events[0],
                names=(Name(NameKind.USER, str(person)),),
                properties=said,
            )


def main() -> None:
    """The process that is started: it says nothing, for nobody listens."""
    with suppress(AttributeError, OSError):
        os.nice(_BEHIND)
    with tempfile.TemporaryDirectory(prefix="tropa-ahead-") as folder:
        ask_everything(Path(folder) / _MAP)


if __name__ == "__main__":
    main()
