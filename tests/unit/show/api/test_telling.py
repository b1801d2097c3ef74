"""What open windows are told: steps of drafts and comments at once, numbers after a while."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

from tropa.map.edit.operation import Set
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site, Told
from tropa.testing import HandClock, temporary_workspace
from tropa.workspace.drafts.comments import Speaker, speak
from tropa.workspace.drafts.draft import open_draft
from tropa.workspace.drafts.editing import Asked, edit_elements
from tropa.workspace.opening import Workspace

MAP = """\
tropa: 1
map: shop
title: Магазин
timezone: Europe/Moscow
stages:
  - stage: lead
    title: Заявка
    lost_after: 14d
"""


def written(workspace: Workspace, title: str) -> str:
    """A title written into the draft; the digest after it."""
    base = open_draft(workspace, "shop").digest
    edit_elements(workspace, "shop", Asked(base), [Set(("title",), title)])
    return open_draft(workspace, "shop").digest


async def told_after(
    site: Site, stream: AsyncIterator[Told], act: Callable[[], object]
) -> Told:
    act()
    return await anext(stream)


def test_a_step_and_a_comment_are_told_before_the_numbers() -> None:
    with temporary_workspace(MAP, [], clock=HandClock("2026-03-03T00:00")) as shop:
        workspace = shop.workspace
        written(workspace, "Раньше")

        async def listen() -> list[Told]:
            site = Site(workspace, Gate(frozenset()))
            site.listen(asyncio.get_running_loop())
            stream = site.changes()
            found = [await anext(stream)]
            found.append(await told_after(site, stream, lambda: written(workspace, "Теперь")))

            def comment() -> None:
                speak(workspace, "shop", Speaker(), ("stages", "lead"), "Почему?", id="a")

            found.append(await told_after(site, stream, comment))
            found.append(await anext(stream))
            site.close()
            return found

        boards, draft, comments, later = asyncio.run(listen())
        digest = open_draft(workspace, "shop").digest
    # What was before the window opened is no news.
    assert boards == later == Told(str(workspace.live.version))
    assert draft == Told(json.dumps({"map": "shop", "mark": digest}), "draft")
    assert comments.event == "comments"
    assert json.loads(comments.data)["map"] == "shop"
