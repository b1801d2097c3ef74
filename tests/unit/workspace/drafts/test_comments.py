"""Comments on elements of a map: said, answered, settled, and always with their element."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.errors import RequestFault, UsageFault
from tropa.map.edit.operation import Move, Operation, Remove, Rename, Set
from tropa.testing import HandClock, Temporary, temporary_workspace
from tropa.workspace.drafts.comments import (
    LONGEST,
    Speaker,
    comments_json,
    rewrite,
    settle,
    speak,
    take_back,
)
from tropa.workspace.drafts.draft import open_draft
from tropa.workspace.drafts.editing import Asked, edit_elements, edit_text, undo

MAP = """\
tropa: 1
map: shop
title: Магазин
timezone: Europe/Moscow

stages:
  - stage: lead
    title: Заявка
    lost_after: 14d
  - stage: quote
    title: Расчёт

touchpoints:
  - touchpoint: form
    title: Форма
    stage: lead
    from: buyer
    event: form_submitted
  - touchpoint: offer
    stage: quote
    from: buyer
    event: offer_opened

sale: did offer
"""
ANNA, BORIS = Speaker("u1", "Анна"), Speaker("u2", "Борис")
OWNER = Speaker("u3", "Вера", over_all=True)
FORM, OFFER = ("touchpoints", "form"), ("touchpoints", "offer")


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(MAP, [], clock=HandClock("2026-03-03T00:00")) as tried:
        yield tried


def threads(shop: Temporary, speaker: Speaker = ANNA) -> list[dict[str, Any]]:
    return comments_json(shop.workspace, "shop", speaker)["threads"]


def say(shop: Temporary, speaker: Speaker, text: str, id_: str, **more: str) -> None:
    speak(shop.workspace, "shop", speaker, FORM, text, id=id_, **more)


def step(shop: Temporary, *operations: Operation) -> None:
    base = open_draft(shop.workspace, "shop").digest
    edit_elements(shop.workspace, "shop", Asked(base), operations)


def places(shop: Temporary) -> list[tuple[list[str], bool]]:
    return [(one["path"], one["gone"]) for one in threads(shop)]


def test_a_thread_is_begun_answered_settled_and_opened_again(shop: Temporary) -> None:
    say(shop, ANNA, "  Зачем здесь телефон? <script>alert(1)</script> ", "a")
    say(shop, BORIS, "Перезваниваем за минуту", "b", thread="a")
    [one] = threads(shop)
    assert (one["path"], one["title"], one["settled"]) == (list(FORM), "Форма", None)
    said = [(each["who"], each["text"], each["own"]) for each in one["comments"]]
    assert said == [
        ("Анна", "Зачем здесь телефон? <script>alert(1)</script>", True),
        ("Борис", "Перезваниваем за минуту", False),
    ]
    settle(shop.workspace, "shop", BORIS, "a", settled=True)
    assert threads(shop)[0]["settled"]["who"] == "Борис"
    settle(shop.workspace, "shop", ANNA, "a", settled=False)
    assert threads(shop)[0]["settled"] is None


def test_nobody_speaks_over_what_was_said_of_another_map(shop: Temporary) -> None:
    shop.draw(MAP.replace("map: shop", "map: club"))
    say(shop, ANNA, "О форме", "a")
    with pytest.raises(RequestFault) as taken:
        speak(shop.workspace, "club", BORIS, FORM, "О другом", id="a")
    assert taken.value.code == "id_taken"
    with pytest.raises(RequestFault):
        take_back(shop.workspace, "club", OWNER, "a")
    assert threads(shop)[0]["comments"][0]["text"] == "О форме"


def test_comments_go_with_a_renamed_and_a_moved_element_and_back(shop: Temporary) -> None:
    say(shop, ANNA, "О форме", "a")
    speak(shop.workspace, "shop", ANNA, OFFER, "О КП", id="b")
    step(
        shop,
        Rename(FORM, "request"),
        Set(("touchpoints", "request", "title"), "Заявка с сайта"),
        Move(("touchpoints", "request"), to_stage=True, stage="quote"),
        # Without a title only the operation itself tells that it is the same element.
        Rename(OFFER, "between"),
        Rename(("touchpoints", "between"), "proposal"),
        Set(("touchpoints", "proposal", "event"), "proposal_opened"),
    )
    assert places(shop) == [
        (["touchpoints", "request"], False),
        (["touchpoints", "proposal"], False),
    ]
    assert threads(shop)[0]["title"] == "Заявка с сайта"
    # A name changed in the text by hand is found out, too.
    draft = open_draft(shop.workspace, "shop")
    text = draft.data.decode().replace("request", "inquiry")
    edit_text(shop.workspace, "shop", Asked(draft.digest), text)
    assert places(shop)[0] == (["touchpoints", "inquiry"], False)
    undo(shop.workspace, "shop", Asked(open_draft(shop.workspace, "shop").digest))
    assert places(shop)[0] == (["touchpoints", "request"], False)


def test_comments_wait_for_an_element_that_was_removed(shop: Temporary) -> None:
    say(shop, ANNA, "О форме", "a")
    step(shop, Remove(FORM))
    assert places(shop) == [(list(FORM), True)]
    undo(shop.workspace, "shop", Asked(open_draft(shop.workspace, "shop").digest))
    assert places(shop) == [(list(FORM), False)]


def test_comments_are_there_after_a_restart(shop: Temporary) -> None:
    say(shop, ANNA, "О форме", "a")
    shop.reopen()
    [one] = threads(shop)
    assert one["comments"][0]["text"] == "О форме"


def test_what_is_sent_twice_is_said_once(shop: Temporary) -> None:
    say(shop, ANNA, "О форме", "a")
    say(shop, ANNA, "О форме", "a")
    assert len(threads(shop)) == 1
    with pytest.raises(RequestFault) as caught:
        say(shop, BORIS, "Другое", "a")
    assert caught.value.code == "id_taken"


def test_words_are_changed_and_taken_back_by_whose_they_are(shop: Temporary) -> None:
    say(shop, ANNA, "О форме", "a")
    say(shop, BORIS, "Ответ", "b", thread="a")
    for speaker, comment in ((BORIS, "a"), (ANNA, "b")):
        with pytest.raises(RequestFault) as caught:
            rewrite(shop.workspace, "shop", speaker, comment, "Чужое")
        assert (caught.value.code, caught.value.status) == ("not_your_comment", 403)
        with pytest.raises(RequestFault):
            take_back(shop.workspace, "shop", speaker, comment)
    rewrite(shop.workspace, "shop", OWNER, "b", "Ответ точнее")
    assert threads(shop)[0]["comments"][1]["edited"]
    # The first words go, the answer stays; when it goes as well, nothing is left of the thread.
    take_back(shop.workspace, "shop", ANNA, "a")
    [one] = threads(shop)
    assert [each["taken_back"] for each in one["comments"]] == [True, False]
    take_back(shop.workspace, "shop", BORIS, "b")
    assert threads(shop) == []


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1), "\ud800"])
def test_empty_endless_and_broken_texts_are_refused(shop: Temporary, text: str) -> None:
    with pytest.raises(UsageFault):
        say(shop, ANNA, text, "a")
    assert threads(shop) == []


def test_nothing_is_said_about_nothing(shop: Temporary) -> None:
    paths = [("touchpoints", "nobody"), ("touchpoints",), ("stages", "form"), ("x", "y", "z")]
    for path in paths:
        with pytest.raises(UsageFault) as caught:
            speak(shop.workspace, "shop", ANNA, path, "О чём?", id="a")
        assert caught.value.code == "comment_on_nothing"
    with pytest.raises(RequestFault) as gone:
        say(shop, ANNA, "Кому?", "a", thread="nobody")
    assert (gone.value.code, gone.value.status) == ("no_such_comment", 404)
    speak(shop.workspace, "shop", ANNA, (), "О всей карте", id="a")
    assert threads(shop)[0]["title"] == "Магазин"
