"""Coding in batches, so that one document that cannot be coded costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from towhom.reading import Document
from towhom.record import Record
from towhom.store.sources import Failure, Found

STREAM_CHARACTERS = 4_000  # of a batch where lines are to come out as they are ready


class Coder(Protocol):
    """Whatever turns documents into records: towhom.Coder, or a double in tests.

    Records must not depend on how documents are batched; `version` must change whenever they may change.
    A mapping `settings`, where there is one, is kept with the run.
    """

    @property
    def version(self) -> str: ...

    def code_documents(self, documents: Sequence[Document]) -> list[Record]: ...


def code_batch(coder: Coder, documents: Sequence[Document]) -> tuple[list[Record], list[Failure]]:
    """Code documents; if that fails, one at a time, and what still fails comes with its reason."""
    try:
        return list(coder.code_documents(documents)), []
    except Exception:
        pass  # which of them it was, and why, shows below
    records: list[Record] = []
    failures: list[Failure] = []
    for document in documents:
        try:
            records += coder.code_documents([document])
        except Exception as error:
            reason = " ".join(f"could not be coded: {type(error).__name__}: {error}".split())
            failures.append(Failure(path=document.path or document.id, reason=reason))
    return records, failures


def code_stream(
    coder: Coder, found: Iterable[Found], *, characters: int = STREAM_CHARACTERS
) -> Iterator[Record | Failure]:
    """Code what is found, in order, keeping nothing; failures come as they are met."""
    batch: list[Document] = []
    for item in found:
        if isinstance(item, Document):
            batch.append(item)
        elif isinstance(item, Failure):
            yield item
        if sum(len(document.text) for document in batch) >= characters:
            yield from _coded(coder, batch)
            batch = []
    yield from _coded(coder, batch)


def _coded(coder: Coder, batch: list[Document]) -> Iterator[Record | Failure]:
    if batch:
        records, failures = code_batch(coder, batch)
        yield from records
        yield from failures
