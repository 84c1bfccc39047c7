"""Networks of a store: who stands with whom, who deals with whom."""

from __future__ import annotations

from towhom.dates.edtf import bounds, normalize_user_date
from towhom.errors import TowhomError
from towhom.measures.discourse import Network, dealings_network, network, spoken, statements, windows
from towhom.measures.dyads import dealings
from towhom.store import Store


class NetworkError(TowhomError):
    """A network was asked for that there is not."""


def networks(
    store: Store,
    *,
    kind: str,
    by: str = "country",
    about: str | None = None,
    duplicates: str = "document",
    normalization: str = "no",
    since: str | None = None,
    until: str | None = None,
    unit: str = "month",
    window: int | None = None,
) -> list[Network]:
    """The network of a kind, or one for each place of a window of so many units.

    `kind` is "events" (who deals with whom) or one of measures.discourse.KINDS. Raises NetworkError for what is not
    known, with what is.
    """
    if kind == "events":
        return [dealings_network(dealings(store.events(directed=True, since=since, until=until)))]
    first = bounds(normalize_user_date(since))[0] if since else None
    last = bounds(normalize_user_date(until))[1] if until else None
    try:
        said = statements(store.positions(about=about), by=by, duplicates=duplicates)
        said = spoken(said, since=first, until=last)
        if window is None:
            return [network(said, kind=kind, normalization=normalization)]
        return list(windows(said, unit=unit, size=window, kind=kind, normalization=normalization))
    except ValueError as error:
        raise NetworkError(str(error)) from error
