"""The model's label sets, in output order. Written into the exported model, so that run time needs no training code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from towhom.events.plover import codebook

NONE = "NONE"
SUBJECTS = ("agreement", "measure", "mechanism", "policy", "weapon", "programme", "facility", "territory", "incident")
NAMES = ("PER", "ORG", "LOC")
CODES = ("country", "UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM", "---")


def _bio(kinds: Sequence[str]) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    upos: tuple[str, ...]
    deprel: tuple[str, ...]
    actor: tuple[str, ...] = _bio(("actor",))
    time: tuple[str, ...] = _bio(("time",))
    subject: tuple[str, ...] = _bio(SUBJECTS)
    name: tuple[str, ...] = _bio(NAMES)
    types: tuple[str, ...] = (*codebook().types, NONE)
    modes: tuple[str, ...] = codebook().modes
    modality: tuple[str, ...] = codebook().modalities
    contexts: tuple[str, ...] = codebook().contexts
    sectors: tuple[str, ...] = codebook().sectors
    codes: tuple[str, ...] = CODES
