"""The report: what a store knows of two parties, as one file to hand on.

`gather` collects it as plain data; `written` gives the file's bytes as HTML, Markdown or PDF (extra `pdf`).
"""

from __future__ import annotations

from towhom.show.report.gather import MOST, Content, gather
from towhom.show.report.page import html
from towhom.show.report.writing import FORMATS, format_of, written

__all__ = ["FORMATS", "MOST", "Content", "format_of", "gather", "html", "written"]
