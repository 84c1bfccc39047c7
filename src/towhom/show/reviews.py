"""What reviewers decided on a store, in the terminal and as a file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from towhom.errors import StoreError
from towhom.store import Store, export, review_agreement
from towhom.store.review import Decision, followed, log_of, read, standing
from towhom.store.review_export import annotated
from towhom.store.review_rows import rows_of

FORMATS = ("txt", "csv", "jsonl")


def exported(store: Store, *, format: str) -> tuple[str, list[str]]:
    """Decisions as a file: txt annotated sentences for training, csv a row a decision, jsonl the log itself.

    Also what there is to say about it, a line each. Raises StoreError where nobody decided on anything.
    """
    decisions = read(log_of(store.path))
    if format not in FORMATS:
        raise StoreError(f"no format {format!r}; known: {', '.join(FORMATS)}")
    if not decisions:
        raise StoreError(f"{store.path}: nobody has decided on anything; review with: towhom serve {store.path} --edit")
    if format == "jsonl":
        return "".join(export.json_line(asdict(each)) + "\n" for each in decisions), []
    if format == "csv":
        rows = rows_of(decisions)
        file = io.StringIO()
        export.write_csv(file, list(rows[0]), (list(row.values()) for row in rows), safe=True)
        return file.getvalue(), []
    found = annotated(store.connection, decisions)
    said = [f"{len(found.records)} annotated sentences"]
    said += [f"{number} left out: {reason}" for reason, number in sorted(found.left_out.items())]
    return found.text, said


def summary(decisions: Sequence[Decision]) -> Iterator[str]:
    """How much was decided by whom, and how far they agree, line by line."""
    if not decisions:
        yield "Nobody has decided on anything yet."
        return
    counted = followed(decisions)
    reviewers = sorted({each.reviewer for each in standing(decisions)})
    yield f"{len(counted)} records decided by {len(reviewers)}: {', '.join(reviewers)}"
    for row in review_agreement.verdicts(decisions):
        yield (
            f"  {row['reviewer']}, {row['kind']}: {row['confirmed']} confirmed, {row['corrected']} corrected, "
            f"{row['rejected']} rejected"
        )
    yield "Krippendorff's alpha (nominal), between reviewers and with the coder:"
    for row in review_agreement.agreement(decisions):
        yield (
            f"  {row['kind']}, {row['property']}: {_alpha(row['alpha'])} of {row['records']}, "
            f"{_alpha(row['alpha_coder'])} of {row['records_coder']} with the coder"
        )


def _alpha(value: float | None) -> str:
    return "–" if value is None else json.dumps(round(value, 3))
