"""A draft edited from several places: nothing lost, nothing doubled, everything taken back."""

from collections.abc import Generator

import pytest

from tropa.errors import MapFault, RequestFault, WorkspaceFault
from tropa.map.edit.operation import Add, Move, Operation, Place, Remove, Rename, Set
from tropa.map.finding import MapRefused
from tropa.place.standing import STAGE, STATUS
from tropa.place.state import ACTIVE
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.boards import edition_digest
from tropa.workspace.drafts.draft import REMEMBERED, open_draft
from tropa.workspace.drafts.draft_patch import merged, patch_between, patched, turned_back
from tropa.workspace.drafts.edit_words import edit_words
from tropa.workspace.drafts.editing import Asked, Conflict, edit_elements, edit_text, redo, undo
from tropa.workspace.drafts.publish import publish
from tropa.workspace.drafts.publish_preview import preview

MAP = """\
tropa: 1
map: shop
title: Shop  # as people call it
stages:
  - stage: lead
    title: Lead
  - stage: quote
    title: Quote
  - stage: deal
    title: Deal
touchpoints:
  - touchpoint: form
    stage: lead
    from: buyer
    event: form_sent
  - touchpoint: offer
    stage: quote
    from: buyer
    event: offer_seen
  - touchpoint: payment
    stage: deal
    from: buyer
    event: paid
sale: did payment
"""
TITLE = ("stages", "lead", "title")


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [event(f"u{at}", "2026-03-01T10:00", "form_sent") for at in range(6)]
    told += [event(f"u{at}", "2026-03-02T10:00", "offer_seen") for at in range(4)]
    with temporary_workspace(MAP, told, clock=HandClock("2026-03-05T00:00")) as tried:
        yield tried


def text_of(shop: Temporary) -> str:
    return (shop.workspace.maps.draft("shop") or b"").decode()


def base_of(shop: Temporary) -> str:
    return open_draft(shop.workspace, "shop").digest


def step(shop: Temporary, *operations: Operation, base: str = "", client: str = "") -> str:
    """A step of somebody who looked at `base`; the digest after it."""
    asked = Asked(base or base_of(shop), client, "Anna")
    return edit_elements(shop.workspace, "shop", asked, operations).draft.digest


# ---------------------------------------------------------------- undo


def test_two_hundred_steps_are_taken_back_after_a_restart_and_done_again(
    shop: Temporary,
) -> None:
    texts = [text_of(shop)]
    for number in range(200):
        if number % 50 == 49:
            step(shop, Move(("stages", "quote"), Place(at=0 if number % 100 == 49 else 2)))
        elif number % 50 == 25:
            step(shop, Add(("stages",), {"title": f"Stage {number}"}))
        else:
            step(shop, Set(TITLE, f"Lead {number}"))
        texts.append(text_of(shop))
    assert open_draft(shop.workspace, "shop").version == 200
    shop.reopen()
    for text in texts[-2::-1]:
        undo(shop.workspace, "shop", Asked(base_of(shop)))
        assert text_of(shop) == text
    with pytest.raises(WorkspaceFault, match="nothing to undo"):
        undo(shop.workspace, "shop", Asked(base_of(shop)))
    shop.reopen()
    assert len(open_draft(shop.workspace, "shop").undone) == 200
    for text in texts[1:30]:
        redo(shop.workspace, "shop", Asked(base_of(shop)))
        assert text_of(shop) == text


def test_a_new_step_forgets_what_was_undone_but_not_what_was_done(shop: Temporary) -> None:
    step(shop, Set(TITLE, "A"))
    step(shop, Set(TITLE, "B"))
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    redo(shop.workspace, "shop", Asked(base_of(shop)))
    with pytest.raises(WorkspaceFault, match="nothing to do again"):
        redo(shop.workspace, "shop", Asked(base_of(shop)))
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    step(shop, Set(("note",), "C"))
    draft = open_draft(shop.workspace, "shop")
    assert not draft.undone
    assert [one.version for one in draft.done] == [1, 6]
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert text_of(shop) == MAP


def test_old_steps_are_dropped_and_the_rest_still_goes_back(shop: Temporary) -> None:
    for number in range(3):
        step(shop, Set(TITLE, f"Lead {number}"))
    shop.workspace.ledger.edits.drop_before("shop", 3)
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert "Lead 1" in text_of(shop)
    with pytest.raises(WorkspaceFault, match="nothing to undo"):
        undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert REMEMBERED >= 200


# ---------------------------------------------------------------- several windows


def test_two_windows_change_different_elements(shop: Temporary) -> None:
    base = base_of(shop)
    step(shop, Set(TITLE, "Enquiry"), base=base)
    asked = Asked(base, "", "Boris")
    operations = [Set(("stages", "quote", "title"), "Estimate")]
    done = edit_elements(shop.workspace, "shop", asked, operations)
    assert done.rebased
    wanted = MAP.replace("title: Lead", "title: Enquiry").replace("Quote", "Estimate")
    assert text_of(shop) == wanted


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (Set(TITLE, "A"), Set(TITLE, "B")),
        (Rename(("stages", "lead"), "enquiry"), Set(TITLE, "B")),
        (Rename(("stages", "lead"), "enquiry"), Set(("touchpoints", "offer", "stage"), "lead")),
        (Remove(("touchpoints", "offer")), Set(("touchpoints", "offer", "note"), "x")),
        (Set(("touchpoints", "form", "note"), "x"), Remove(("touchpoints", "form"))),
        (Remove(("touchpoints", "offer")), Move(("stages", "deal"), Place(before="gone"))),
    ],
)
def test_who_changes_the_same_is_told_what_happened(
    shop: Temporary, theirs: Operation, mine: Operation
) -> None:
    base = base_of(shop)
    step(shop, theirs, base=base)
    text = text_of(shop)
    with pytest.raises(Conflict) as refused:
        step(shop, mine, base=base)
    told = refused.value.as_json("en")
    assert (refused.value.status, told["code"], told["version"]) == (409, "conflict", 1)
    assert [one["who"] for one in told["changes"]] == ["Anna"]  # type: ignore[attr-defined]
    assert told["digest"] == base_of(shop)
    assert text_of(shop) == text


def test_what_was_changed_and_changed_back_stands_in_nobodys_way(shop: Temporary) -> None:
    base = base_of(shop)
    after = step(shop, Set(TITLE, "A"), base=base)
    undo(shop.workspace, "shop", Asked(after))
    step(shop, Set(TITLE, "B"), base=base)
    assert "title: B" in text_of(shop)


def test_an_unknown_base_is_refused(shop: Temporary) -> None:
    with pytest.raises(Conflict) as refused:
        step(shop, Set(TITLE, "A"), base="0" * 32)
    assert refused.value.code == "base_unknown"


def test_a_step_of_one_name_is_done_once(shop: Temporary) -> None:
    base = base_of(shop)
    add = Add(("stages",), {"title": "Care"})
    first = step(shop, add, base=base, client="one")
    shop.reopen()
    assert step(shop, add, base=base, client="one") == first
    assert text_of(shop).count("title: Care") == 1
    with pytest.raises(RequestFault) as refused:
        step(shop, Remove(("sale",)), base=base, client="one")
    assert (refused.value.code, refused.value.status) == ("id_taken", 409)
    undo(shop.workspace, "shop", Asked(first, "two"))
    undo(shop.workspace, "shop", Asked(first, "two"))
    assert text_of(shop) == MAP


def test_undo_waits_for_whoever_has_not_seen_the_latest(shop: Temporary) -> None:
    base = step(shop, Set(TITLE, "A"))
    step(shop, Set(TITLE, "B"))
    with pytest.raises(Conflict):
        undo(shop.workspace, "shop", Asked(base))


# ---------------------------------------------------------------- the text by hand


def test_a_text_typed_by_hand_is_one_step(shop: Temporary) -> None:
    typed = MAP.replace("Lead", "Enquiry").replace("Deal", "Sale") + "# the end\n"
    done = edit_text(shop.workspace, "shop", Asked(base_of(shop)), typed)
    assert text_of(shop) == typed
    assert done.edit is not None
    assert "«Lead» → «Enquiry» и ещё 1 изменение" in edit_words(done.edit, "ru")
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert text_of(shop) == MAP


def test_a_text_made_of_an_older_one_takes_in_what_came(shop: Temporary) -> None:
    base = base_of(shop)
    step(shop, Set(TITLE, "Enquiry"), base=base)
    mine = MAP.replace("title: Deal", "title: Sale")
    assert edit_text(shop.workspace, "shop", Asked(base), mine).rebased
    assert text_of(shop) == mine.replace("title: Lead", "title: Enquiry")
    with pytest.raises(Conflict):
        edit_text(shop.workspace, "shop", Asked(base), MAP.replace("title: Lead", "title: X"))


def test_a_text_typed_in_a_browser_keeps_the_marks_of_the_file(shop: Temporary) -> None:
    path = shop.folder / "maps" / "shop.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MAP.replace("\n", "\r\n").encode())
    typed = MAP.replace("Deal", "Sale")
    edit_text(shop.workspace, "shop", Asked(base_of(shop)), typed)
    assert path.read_bytes() == b"\xef\xbb\xbf" + typed.replace("\n", "\r\n").encode()
    step(shop, Set(TITLE, "Enquiry"))
    assert path.read_bytes().count(b"\r\n") == typed.count("\n")


def test_a_text_that_cannot_be_read_or_is_another_map_is_not_kept(shop: Temporary) -> None:
    with pytest.raises(MapRefused):
        edit_text(shop.workspace, "shop", Asked(base_of(shop)), MAP.replace("did", "done"))
    other = MAP.replace("map: shop", "map: other")
    with pytest.raises(WorkspaceFault, match="other"):
        edit_text(shop.workspace, "shop", Asked(base_of(shop)), other)
    with pytest.raises(WorkspaceFault, match="other"):
        step(shop, Set(("map",), "other"))
    assert text_of(shop) == MAP
    assert open_draft(shop.workspace, "shop").version == 0


# ---------------------------------------------------------------- other programs


def write(shop: Temporary, text: str) -> None:
    """Another program writes the file."""
    (shop.folder / "maps" / "shop.yaml").write_text(text, "utf-8")


def test_a_change_from_outside_is_a_step_like_any_other(shop: Temporary) -> None:
    base = step(shop, Set(TITLE, "Enquiry"))
    mine = text_of(shop)
    write(shop, mine.replace("title: Deal", "title: Sale"))
    step(shop, Set(("stages", "quote", "title"), "Estimate"), base=base)
    kinds = [one.kind for one in open_draft(shop.workspace, "shop").edits]
    assert kinds == ["operations", "outside", "operations"]
    with pytest.raises(Conflict):
        step(shop, Set(("stages", "deal", "title"), "X"), base=base)
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert text_of(shop) == mine


def test_editing_waits_while_the_file_cannot_be_read(shop: Temporary) -> None:
    step(shop, Set(TITLE, "Enquiry"))
    good = text_of(shop)
    (shop.folder / "maps" / "shop.yaml").write_bytes(b"map: [\xff")
    with pytest.raises(MapFault, match="cannot be read"):
        step(shop, Set(TITLE, "X"))
    undo(shop.workspace, "shop", Asked(base_of(shop)))
    assert text_of(shop) == good
    step(shop, Set(TITLE, "X"))


# ---------------------------------------------------------------- a machine that stops


def test_a_step_kept_but_not_written_is_finished_at_the_next_start(shop: Temporary) -> None:
    base = step(shop, Set(TITLE, "A"), client="a")
    before = text_of(shop)
    after = step(shop, Set(TITLE, "B"), base=base, client="b")
    written = text_of(shop)
    # As if the process had been killed between the journal and the file.
    connection = shop.workspace.ledger.connection
    with connection.transaction():
        connection.run("UPDATE map_edit SET written = 0 WHERE version = 2")
    write(shop, before)
    shop.reopen()
    assert step(shop, Set(TITLE, "B"), base=base, client="b") == after
    assert text_of(shop) == written
    assert open_draft(shop.workspace, "shop").version == 2


def test_a_step_written_but_not_marked_is_not_done_twice(shop: Temporary) -> None:
    step(shop, Set(TITLE, "A"))
    connection = shop.workspace.ledger.connection
    with connection.transaction():
        connection.run("UPDATE map_edit SET written = 0")
    text = text_of(shop)
    shop.reopen()
    draft = open_draft(shop.workspace, "shop")
    assert (draft.version, draft.edits[-1].kind, text_of(shop)) == (1, "operations", text)
    # From now on an older text in the file is somebody's will, not an unfinished step.
    write(shop, MAP)
    assert open_draft(shop.workspace, "shop").edits[-1].kind == "outside"


def test_a_file_torn_from_the_folder_is_said_to_be_missing(shop: Temporary) -> None:
    publish(shop.workspace, "shop", "")
    (shop.folder / "maps" / "shop.yaml").unlink()
    with pytest.raises(WorkspaceFault):
        step(shop, Set(TITLE, "A"), base="0")


# ---------------------------------------------------------------- patches


def test_a_patch_goes_both_ways() -> None:
    one, other = "до\r\nпосле".encode(), "до и\r\nпосле!".encode()
    patch = patch_between(one, other)
    assert patched(one, patch) == other
    assert patched(other, turned_back(patch)) == one
    with pytest.raises(ValueError, match="3"):
        patched(b"abc" + other, patch_between(b"abcx", b"abcy"))


def test_changes_of_different_places_come_together() -> None:
    assert merged(b"a b c d", b"A b c d", b"a b c D") == b"A b c D"
    assert merged(b"a b c d", b"a b c DD", b"AA b c d") == b"AA b c DD"
    assert merged(b"a b c d", b"a X c d", b"a Y c d") is None


# ---------------------------------------------------------------- publishing


def shown(shop: Temporary) -> list[str]:
    """The stages at which people under way are shown, one for each."""
    board = shop.workspace.boards["shop"]
    map_, now = board.edition.map, shop.clock.now()
    found: list[str] = []
    for part in board.slices():
        standing = part.stand(now, map_)
        active = standing.valid & (standing.column(STATUS) == ACTIVE)
        stages = [int(at) for at in standing.column(STAGE)[active]]
        found += [map_.stages[at].id for at in stages]
    return sorted(found)


def test_the_preview_says_who_will_be_shown_where(shop: Temporary) -> None:
    first = preview(shop.workspace, "shop")
    assert (first.people.active, first.people.moves, first.former) == (6, (), None)
    publish(shop.workspace, "shop", "")
    assert shown(shop) == ["lead"] * 2 + ["quote"] * 4
    assert preview(shop.workspace, "shop").same
    step(
        shop,
        Move(("touchpoints", "offer"), to_stage=True, stage="deal"),
        Remove(("stages", "quote")),
        Add(("stages",), {"title": "Care"}, "care"),
    )
    found = preview(shop.workspace, "shop")
    assert found.possible
    [move] = found.people.moves
    assert (move.before, move.after, move.count, found.people.stay) == ("quote", "lead", 4, 2)
    done = publish(shop.workspace, "shop", "fewer stages")
    assert done.edition is not None
    assert shown(shop) == ["lead"] * 6


def test_the_preview_names_what_stands_in_the_way(shop: Temporary) -> None:
    publish(shop.workspace, "shop", "")
    step(shop, Set(("unit",), "deal"))
    found = preview(shop.workspace, "shop")
    assert [one.code for one in found.faults] == ["unit_changed"]
    assert not found.possible
    write(shop, "map: [")
    broken = preview(shop.workspace, "shop")
    assert (broken.map, broken.possible) == (None, False)
    assert broken.in_the_way[0].code == "yaml_syntax"
    assert broken.draft.digest == edition_digest(b"map: [")
