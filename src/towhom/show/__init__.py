"""Showing what a store holds: the relationship of two parties, in the terminal."""

from __future__ import annotations
