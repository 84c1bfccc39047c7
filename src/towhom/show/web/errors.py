"""Errors that only the explorer has."""

from __future__ import annotations

from towhom.errors import TowhomError


class NotHereError(TowhomError):
    """An address of something that this store does not have."""
