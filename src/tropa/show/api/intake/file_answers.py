"""What files, tries and runs of imports say of themselves, as they are told to the app."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from tropa.clock import iso, zone_of
from tropa.collect.dry_run import DryRun
from tropa.collect.guess import guess_mapping
from tropa.collect.import_plan import ImportPlan
from tropa.collect.mapping_text import mapping_text
from tropa.collect.refuse_rows import RefusedRow
from tropa.show.api.site import Site
from tropa.words import Language
from tropa.workspace.intake.import_runs import ImportRun
from tropa.workspace.intake.importing import Chosen, plain_name

PREVIEW: Final = 8
"""Rows of a table shown as they stand."""


def table_json(chosen: Chosen, language: Language) -> dict[str, Any]:
    """A table of a file: its columns with samples, and what each may be."""
    table = chosen.table
    guess = chosen.guess or guess_mapping(table, plain_name(table.name))
    kept = "guessed" if chosen.guess else "saved" if chosen.saved else "own"
    return {
        "name": table.name,
        "facts": table.facts.sentences(language),
        "mapping": chosen.mapping.name,
        "kept": kept,
        "text": mapping_text(chosen.mapping),
        "columns": [
            {
                "header": one.header,
                "role": one.role,
                "sure": one.sure,
                "examples": [text[:80] for text in one.examples],
                "values": list(one.values),
            }
            for one in guess.columns
        ],
        "event": guess.mapping.events[0].event.value if guess.more else "",
        "more": [
            {
                "column": one.column,
                "event": one.event,
                "where": one.where,
                "says": list(one.says),
            }
            for one in guess.more
        ],
        "sure": guess.sure,
        "missing": list(guess.missing),
        "preview": [
            {"row": row, "cells": [cell[:120] for cell in cells]}
            for row, cells in table.preview(PREVIEW)
        ],
    }


def dry_json(dry: DryRun, plan: ImportPlan, language: Language) -> dict[str, Any]:
    """What an import would do: counts, and the first bad rows of each reason."""
    zone = zone_of(plan.timezone)
    return {
        "rows": dry.rows,
        "kept": dry.kept,
        "refused": dry.refused.total(),
        "events": [{"event": name, "n": n} for name, n in dry.events.most_common(50)],
        "first": None if dry.first is None else iso(dry.first, zone),
        "last": None if dry.last is None else iso(dry.last, zone),
        "reasons": [
            {"code": code, "n": n, "rows": rows_json(dry.examples[code], language)}
            for code, n in dry.refused.most_common()
        ],
        "joining": dry.joining_too_many()[:20],
    }


def run_json(site: Site, run: ImportRun, language: Language) -> dict[str, Any]:
    """A run as it stands."""
    loading, now = run.loading, site.workspace.clock.now()
    told: dict[str, Any] = {
        "upload": run.upload.id,
        "file": run.upload.name,
        "several": run.several,
        "state": run.state,
        "fault": None if run.fault is None else run.fault.as_json(language),
        "before": run.before,
        "after": run.after,
    }
    if loading is None:
        return told
    left = loading.left(now)
    return told | {
        "import": loading.record,
        "rows": loading.rows,
        "total": loading.total,
        "accepted": loading.accepted,
        "duplicates": loading.duplicates,
        "conflicts": loading.conflicts,
        "refused": loading.refused_before + loading.refused.total(),
        "reasons": dict(loading.refused),
        "examples": rows_json(run.examples, language),
        "earlier": loading.earlier,
        "rate": loading.rate(now),
        "left": left,
    }


def rows_json(rows: Sequence[RefusedRow], language: Language) -> list[dict[str, Any]]:
    """Refused rows with what stood in them."""
    return [
        {
            "row": one.row,
            "code": one.code,
            "column": one.column,
            "found": one.found,
            "message": one.message(language),
            "next": one.advice(language),
            "cells": _cells(one.raw),
        }
        for one in rows
    ]


def _cells(raw: bytes) -> Any:
    try:
        return msgspec.json.decode(raw) if raw else None
    except msgspec.DecodeError:
        return None
