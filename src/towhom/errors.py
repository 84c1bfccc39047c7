"""The whole error tree. The library raises these; only the command line prints and exits."""


class TowhomError(Exception):
    """Base of every error that towhom raises on purpose; its message is fit to show a user."""


class UnreadableError(TowhomError):
    """A file that cannot be read; the message names the file and says why."""


class DateError(TowhomError):
    """A date that is neither EDTF nor a form that is understood."""


class UnknownActorError(TowhomError):
    """A country or actor that the registry does not have; the message suggests near ones."""


class StoreError(TowhomError):
    """A store that cannot be opened: not a store, of another version, or in use."""


class TooSlowError(StoreError):
    """A query that was stopped because it took longer than it may."""
