"""What tests of several rooms share: the path to `doubles`, and an empty store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `import doubles`, whatever pytest's import mode


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A store in a place of its own; made by the first `add`."""
    import towhom

    return towhom.open(tmp_path / "test.duckdb")
