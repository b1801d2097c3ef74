"""A draft becomes an edition: checked as for launch, written once, live from that instant."""

from collections.abc import Sequence
from dataclasses import dataclass

from tropa.errors import WorkspaceFault
from tropa.keep.ledger import PublishedEdition
from tropa.map.check import check
from tropa.map.finding import Finding
from tropa.map.read import read_map
from tropa.workspace.boards import edition_digest
from tropa.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    edition: PublishedEdition | None
    """None when the draft is the latest edition already."""
    findings: Sequence[Finding]
    """What stands in the way; nothing was published when there is an error among them."""


def the_map(workspace: Workspace, map_id: str | None) -> str:
    """The map meant: the one named, or the only one there is.

    Raises:
        WorkspaceFault: there is none, or several.
    """
    ids = workspace.maps.ids()
    if map_id is not None:
        if map_id not in ids:
            raise WorkspaceFault("no_such_map", found=map_id, allowed=", ".join(ids) or "—")
        return map_id
    if not ids:
        raise WorkspaceFault("no_maps", where=str(workspace.folder))
    if len(ids) > 1:
        raise WorkspaceFault("several_maps", allowed=", ".join(ids))
    return ids[0]


def publish(workspace: Workspace, map_id: str, reason: str) -> Published:
    """Make the draft an edition.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: there is no draft, or it changes who walks.
    """
    data = workspace.maps.draft(map_id)
    if data is None:
        raise WorkspaceFault("no_draft", found=map_id)
    map_ = read_map(data, f"maps/{map_id}.yaml")
    if map_.id != map_id:
        raise WorkspaceFault("map_name_differs", found=map_.id, wanted=map_id)
    errors = [one for one in check(map_) if one.severity == "error"]
    if errors:
        return Published(None, errors)
    before = workspace.ledger.catalogue.editions(map_id)
    digest = edition_digest(data)
    if before and before[-1].digest == digest:
        return Published(None, [])
    if before:
        _refuse_other_unit(workspace, before[-1], map_.unit)
    number = before[-1].number + 1 if before else 1
    now = workspace.clock.now()
    # The clock may have been set back; editions still follow one another.
    published = max(now, before[-1].published + 1) if before else now
    edition = PublishedEdition(map_id, number, published, reason, digest)
    workspace.maps.write_edition(map_id, number, data)
    workspace.ledger.catalogue.add_edition(edition)
    workspace.live.change_boards(lambda: workspace.boards.refresh(workspace.clock.now()))
    return Published(edition, [])


def _refuse_other_unit(workspace: Workspace, latest: PublishedEdition, unit: str) -> None:
    data = workspace.maps.edition(latest.map, latest.number)
    if data is not None and read_map(data).unit != unit:
        raise WorkspaceFault("unit_changed", found=unit)
