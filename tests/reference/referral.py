"""Referrals, from sets (domain model 2.5.7)."""

from collections.abc import Sequence

from tropa.measure.fold import Asked


def referral(
    customers: Sequence[int],
    referred: Sequence[tuple[int, int, int]],
    bought: Sequence[int],
    asked: Asked,
) -> dict[str, object]:
    """Rows are: by whom, whom, when."""
    first: dict[int, tuple[int, int]] = {}
    for by, lead, at in referred:
        if by != lead and at <= asked.as_of:
            first[lead] = min(first.get(lead, (at, by)), (at, by))
    mine = {lead: by for lead, (at, by) in first.items() if asked.since <= at < asked.until}
    return {
        "customers": (len(set(customers) & set(mine.values())), len(set(customers))),
        "leads": (len(set(bought) & set(mine)), len(mine)),
    }
