"""Real data sets become as many events as their descriptions say."""

import json
from pathlib import Path
from typing import Any

import pytest

from tropa.collect.guess import guess_mapping
from tropa.collect.mapping import FileMapping, read_mapping
from tropa.collect.open_table import open_table
from tropa.collect.sniff import Wishes
from tropa.collect.source import source_of
from tropa.collect.table import Table
from tropa.money import decimal_of
from unit.collect.files import ROOT, counted, data_folder, events, moment, said


def opened(path: Path) -> Table:
    return open_table(source_of(path), Wishes())


def mapping_of(example: str) -> FileMapping:
    return read_mapping((ROOT / "examples" / example / "mapping.yaml").read_bytes())


def reference(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "reference.json").read_text("utf-8"))


def test_the_pipeline_of_deals_has_its_stages_and_its_snapshot():
    folder = data_folder("maven_crm")
    stages = reference(folder)["by_stage"]
    found = events(
        opened(folder / "sales_pipeline.csv.gz"),
        mapping_of("maven_crm"),
        snapshot_at=moment("2017-12-31"),
    )
    names = [event.name for event in found]
    assert names.count("deal_won") == stages["Won"] == 4_238
    assert names.count("deal_lost") == stages["Lost"] == 2_473
    assert names.count("deal_seen") == stages["Prospecting"] == 500
    assert names.count("deal_engaged") == reference(folder)["reached_engaging_or_later"]
    assert len({event.deal for event in found}) == 8_800
    assert len({event.id for event in found}) == len(found)
    won = [said(event)["amount"] for event in found if event.name == "deal_won"]
    assert sum(won) == reference(folder)["won_revenue"]
    products = {said(event)["product"] for event in found}
    assert "GTX Pro" in products
    assert "GTXPro" not in products


def test_the_web_shop_has_every_row_and_its_true_repeats():
    folder = data_folder("retailrocket_sample5k")
    expected = reference(folder)
    found = events(opened(folder / "events.csv.gz"), mapping_of("retailrocket"))
    assert len(found) == expected["rows"] == 9_385
    assert len({event.id for event in found}) == 9_385
    assert len({event.names for event in found}) == expected["visitors"]
    counts = expected["events_by_type"]
    assert sum(event.name == "purchase_made" for event in found) == counts["transaction"]
    assert min(event.time for event in found) == moment(expected["first_event"])
    assert max(event.time for event in found) == moment(expected["last_event"])


def test_the_shipped_orders_are_as_the_readme_says():
    found = events(opened(ROOT / "examples" / "cdnow" / "orders.csv"), mapping_of("cdnow"))
    assert len(found) == len({event.id for event in found}) == 848
    assert len({event.names for event in found}) == 300
    assert round(sum(said(event)["amount"] for event in found), 2) == 27_577.74
    assert all(event.flags == ("date_only",) for event in found)


@pytest.mark.slow
def test_a_million_and_a_half_lines_of_receipts_are_all_taken():
    folder = data_folder("complete_journey")
    receipts = opened(folder / "transactions.parquet")
    expected = reference(folder)
    run = counted(receipts, guess_mapping(receipts, "receipts").mapping, timezone="UTC")
    assert run.kept == run.rows == receipts.total == expected["rows"]["transactions"]


def test_offers_and_redemptions_are_read_from_parquet():
    folder = data_folder("complete_journey")
    by = """
mapping: redemptions
timezone: UTC
time: redemption_date
names: {user: household_id}
properties: {campaign: campaign_id}
events: [{event: coupon.redeemed}]
"""
    found = events(opened(folder / "coupon_redemptions.parquet"), by)
    assert len(found) == reference(folder)["rows"]["coupon_redemptions"] == 2_102
    assert len({event.names for event in found}) == 410
    assert decimal_of(said(found[0])["campaign"]) is not None
