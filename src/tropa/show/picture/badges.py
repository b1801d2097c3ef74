"""Owners: initials in a circle, and the cell that names who answers for a stage."""

from tropa.show.picture.lettering import EMPTY, Block, centred, fitted, line
from tropa.show.picture.markup import tag, words
from tropa.show.picture.model import OwnerBadge
from tropa.show.picture.sheet import Sheet
from tropa.show.picture.text import BODY, INITIALS, NOTE, clean
from tropa.show.picture.tokens import AVATARS

RADIUS = 11.0


def initials(name: str) -> str:
    """«Анна Белова» is АБ, «Маркетолог» is Ма; nothing for a name without letters."""
    parts = [
        "".join(char for char in part if char.isalnum())
        for part in clean(name).replace("-", " ").split()
    ]
    parts = [part for part in parts if part]
    if not parts:
        return ""
    if len(parts) == 1:
        return parts[0][0].upper() + parts[0][1:2].lower()
    return (parts[0][0] + parts[1][0]).upper()


def avatar(sheet: Sheet, owner: OwnerBadge, x: float, y: float) -> str:
    """The circle with its centre at (x, y); owners of one map have different grounds."""
    owners = list(
        dict.fromkeys(stage.owner.name for stage in sheet.picture.stages if stage.owner)
    )
    ground = AVATARS[owners.index(owner.name) % len(AVATARS)]
    return tag(
        "g",
        tag("title", words(clean(owner.title))),
        tag("circle", cx=x, cy=y, r=RADIUS, fill=ground),
        line(
            initials(owner.title), x, centred(y, INITIALS), INITIALS, "on-flow", anchor="middle"
        ),
    )


def owner_block(sheet: Sheet, owner: OwnerBadge | None) -> Block:
    """Avatar, name and role."""
    if owner is None:
        return EMPTY
    room = sheet.room - 2 * RADIUS - 8

    def draw(x: float, y: float) -> str:
        text = x + 2 * RADIUS + 8
        if not clean(owner.role):
            return avatar(sheet, owner, x + RADIUS, y + 16) + fitted(
                owner.title, text, centred(y + 16, BODY), BODY, room
            )
        return (
            avatar(sheet, owner, x + RADIUS, y + 16)
            + fitted(owner.title, text, y + 13, BODY, room)
            + fitted(owner.role, text, y + 28, NOTE, room, "ink-3")
        )

    return Block(32, draw)
