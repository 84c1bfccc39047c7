"""The query string of a table of events -> what is asked of the store. Every filter of the page is one of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Query

from towhom.store.select import ORDERS, EventOptions

DEEPEST = 10_000  # rows that can be paged through; beyond, a filter or a file finds more than paging

FILTERS = (
    "between", "actor", "recipient", "type", "modality", "quad", "context", "about", "since", "until",
    "min_confidence", "document", "directed",
)  # fmt: skip

Text = Annotated[str | None, Query(max_length=300)]
Texts = Annotated[list[str], Query(max_length=20)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Filters as they stand in the address. Empty ones ask nothing."""

    between: tuple[str, ...]
    actor: str | None
    recipient: str | None
    type: tuple[str, ...]
    modality: tuple[str, ...]
    quad: tuple[int, ...]
    context: str | None
    about: str | None
    since: str | None
    until: str | None
    min_confidence: float
    document: str | None
    directed: bool
    order: str
    page: int

    @property
    def filters(self) -> dict[str, Any]:
        """What is asked, without order and page, for other addresses."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    def options(self, **also: Any) -> EventOptions:
        """What is asked, for `Store.events`; `also` limit and offset."""
        options: EventOptions = {**self.filters, "order": self.order, **also}  # type: ignore[typeddict-item]
        return options


def asked(
    between: Annotated[Texts, Query(description="Two parties, in either direction: between=USA&between=KOR")] = [],  # noqa: B006
    actor: Annotated[Text, Query(description="Who acts: a code, a country, an actor's id or name")] = None,
    recipient: Annotated[Text, Query(description="Who is acted upon")] = None,
    type: Annotated[Texts, Query(description="PLOVER types: ASSAULT, CONSULT:visit")] = [],  # noqa: B006
    modality: Annotated[Texts, Query(description="actual, historical, future, hypothetical, negated")] = [],  # noqa: B006
    quad: Annotated[
        list[str], Query(description="1 verbal, 2 material cooperation; 3 verbal, 4 material conflict")
    ] = [],  # noqa: B006
    context: Annotated[Text, Query(description="A PLOVER context: military, economic …")] = None,
    about: Annotated[Text, Query(description="A subject that the sentence names: id or name")] = None,
    since: Annotated[Text, Query(description="Only what may have been on or after this date: 2017, 2017-07-06")] = None,
    until: Annotated[Text, Query(description="Only what may have been on or before this date")] = None,
    min_confidence: Annotated[str, Query(max_length=10, description="Leave out what is less sure: 0 to 1")] = "",
    document: Annotated[Text, Query(description="A document's id")] = None,
    directed: Annotated[bool, Query(description="between: from the first to the second only")] = False,
    order: Annotated[str, Query(max_length=20, description=f"One of: {', '.join(ORDERS)}")] = "latest",
    page: Annotated[int, Query(ge=1, le=DEEPEST, description="Page of the table, from 1")] = 1,
) -> Asked:
    """Gather the filters; forms send empty ones, which ask nothing."""
    parties = tuple(each for each in between if each.strip())
    if len(parties) not in (0, 2):
        raise HTTPException(400, "“Between” takes two parties: between=USA&between=KOR.")
    return Asked(
        between=parties, actor=actor or None, recipient=recipient or None,
        type=_filled(type), modality=_filled(modality), quad=tuple(int(_number(each)) for each in _filled(quad)),
        context=context or None, about=about or None, since=since or None, until=until or None,
        min_confidence=_number(min_confidence or "0"), document=document or None, directed=directed,
        order=order, page=page,
    )  # fmt: skip


def _filled(values: list[str]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.split(",") if part.strip())


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise HTTPException(400, f"{text[:20]!r} is not a number.") from None


TheAsked = Annotated[Asked, Depends(asked)]
