"""Addresses of the board: who stands where, what is to be done, who is to be sorted."""

from tropa.show.api.address import Address
from tropa.show.api.board import board
from tropa.show.api.board import inbox as board_inbox
from tropa.show.api.board import tasks as board_tasks

BOARD: tuple[Address, ...] = (
    Address(
        "GET",
        "/api/map/{map}/board",
        board.board,
        "Who stands where, stage by stage.",
        ("stage", "skip", "take", "order", "step"),
        right="people.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/tasks",
        board_tasks.tasks,
        "What is to be done: overdue, today, tomorrow, later.",
        ("role", "owner"),
        right="people.read",
    ),
    Address(
        "GET",
        "/api/map/{map}/team",
        board_tasks.team,
        "To whom a task may be given.",
        right="people.read",
    ),
    Address(
        "POST",
        "/api/map/{map}/tasks",
        board_tasks.new_step,
        "The next step with some people.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/tasks/over",
        board_tasks.over,
        "A task is done, or called off.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/owners",
        board_tasks.owners,
        "Who looks after some people.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/by-hand/many",
        board_tasks.told_of_many,
        "The same event of several people, told by hand.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/by-hand/many/undo",
        board_tasks.taken_back,
        "What was told of several people at once never was.",
        right="people.work",
    ),
    Address(
        "GET",
        "/api/map/{map}/inbox",
        board_inbox.inbox,
        "People with a contact whom the map does not know what to make of.",
        right="people.read",
    ),
    Address(
        "POST",
        "/api/map/{map}/inbox/reject",
        board_inbox.turned_away,
        "Somebody is none of ours, with a reason.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/inbox/link",
        board_inbox.linked,
        "Somebody is a person already known.",
        right="people.work",
    ),
    Address(
        "POST",
        "/api/map/{map}/inbox/unlink",
        board_inbox.unlinked,
        "They are two people after all.",
        right="people.work",
    ),
)
