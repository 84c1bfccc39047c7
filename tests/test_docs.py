"""Docs cannot fall behind: every command, option and view is on its page, with an example that names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from towhom.cli import app
from towhom.store.connect import schema

DOCS = Path(__file__).parents[1] / "docs"
CLI_PAGE = DOCS / "cli.md"
STORE_PAGE = DOCS / "store.md"
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in parameter.opts
    if option.startswith("--") and option != "--help"
]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_documented(command: str) -> None:
    assert f"## towhom {command}" in CLI_PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_option_is_documented(command: str, option: str) -> None:
    """In the section of its command."""
    section = CLI_PAGE.read_text(encoding="utf-8").partition(f"## towhom {command}")[2].partition("\n## ")[0]
    assert f"`{option}" in section


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command: str) -> None:
    assert f"towhom {command} " in (COMMANDS[command].help or "")


def test_no_command_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"^## towhom (\w+)", CLI_PAGE.read_text(encoding="utf-8"), re.M)) == set(COMMANDS)


@pytest.mark.parametrize("name", re.findall(r"CREATE (?:TABLE|VIEW) (\w+)", schema()))
def test_table_is_documented(name: str) -> None:
    assert f"`{name}`" in STORE_PAGE.read_text(encoding="utf-8")
