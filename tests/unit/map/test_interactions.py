"""What known events mean for a touch, where a touchpoint does not say it itself."""

import pytest

from tropa.map.interactions import BY_EVENT, INTERACTIONS, interaction_of


def test_every_known_event_means_a_known_interaction() -> None:
    assert set(BY_EVENT.values()) - set(INTERACTIONS) == set()


@pytest.mark.parametrize(
    "event", "form_submit call_in call_missed bot_start booking_came contract_signed".split()
)
def test_an_act_addressed_to_the_seller_is_communication(event: str) -> None:
    interaction = interaction_of(None, event)
    assert interaction is not None
    assert interaction.two_way


@pytest.mark.parametrize("event", "message_open quote_opened message_delivered".split())
def test_what_happens_to_a_letter_is_nobodys_act(event: str) -> None:
    interaction = interaction_of(None, event)
    assert interaction is not None
    assert interaction.passive


@pytest.mark.parametrize("event", "booking_no_show lead_rejected ticket_closed".split())
def test_a_note_of_the_seller_is_not_the_buyers_act(event: str) -> None:
    interaction = interaction_of(None, event)
    assert interaction is not None
    assert not interaction.inbound


def test_what_the_touchpoint_states_comes_before_what_the_event_is_known_for() -> None:
    assert interaction_of("use", "page_viewed") is INTERACTIONS["use"]
    assert interaction_of(None, "call_answered") is None
