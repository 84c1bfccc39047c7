"""Files that hold one document: plain text, HTML, PDF, Word. Each reader returns the text and its metadata."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from towhom.errors import UnreadableError
from towhom.reading import encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text of a file and what the format says about it."""

    text: str
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None


def text(path: Path, content: bytes) -> Page:
    """Read plain text of any encoding.

    Raises UnreadableError if the content is no text.
    """
    if encoding.is_binary(content[: encoding.SAMPLE]):
        raise UnreadableError(f"{path}: not a text file (binary content)")
    return Page(text=encoding.decode(content))


def html(path: Path, content: bytes) -> Page:
    """Read a web page without its boilerplate, by trafilatura, with title, date, site and address.

    Raises UnreadableError if the content is no text or there is no text in the page.
    """
    import trafilatura  # slow to import

    if encoding.is_binary(content[: encoding.SAMPLE]):
        raise UnreadableError(f"{path}: not an HTML file (binary content)")
    markup = _decode_html(content).replace("\0", "")
    found = trafilatura.bare_extraction(
        markup, with_metadata=True, include_comments=False, include_tables=True, favor_precision=False
    )
    body = getattr(found, "text", None) or trafilatura.html2txt(markup)
    if not body or not body.strip():
        raise UnreadableError(f"{path}: no text in this HTML page")
    return Page(
        text=_plain_tables(body),
        title=getattr(found, "title", None) or None,
        date=getattr(found, "date", None) or None,
        source=getattr(found, "sitename", None) or getattr(found, "hostname", None) or None,
        url=getattr(found, "url", None) or None,
    )


def pdf(path: Path, content: bytes) -> Page:
    """Read the text layer of a PDF, by PDFium; pages are parted by form feeds.

    Raises UnreadableError if it is damaged, encrypted, or has no text (a scan).
    """
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{path}: {_pdf_reason(str(error))}") from error
    try:
        pages = [_pdf_page(opened, number) for number in range(len(opened))]
        title = (opened.get_metadata_value("Title") or "").strip()
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"{path}: truncated or damaged PDF") from error
    finally:
        opened.close()
    if not any(page.strip() for page in pages):
        raise UnreadableError(f"{path}: no text in this PDF (a scan, or truncated)")
    is_name = re.search(r"\.\w{2,4}$|^untitled|^microsoft word", title, re.I)
    return Page(text="\f".join(pages), title=None if is_name or not title else title)


def docx(path: Path, content: bytes) -> Page:
    """Read paragraphs and tables of a Word document, by python-docx, a blank line between them.

    Raises UnreadableError if the content is no such document.
    """
    import io

    import docx as python_docx
    from docx.opc.exceptions import OpcError

    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(f"{path}: an encrypted or old Word document (.doc); save it as .docx without a password")
    try:
        opened = python_docx.Document(io.BytesIO(content))
        blocks = list(_docx_blocks(opened))
        title = opened.core_properties.title
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, OSError, SyntaxError) as error:
        raise UnreadableError(f"{path}: not a Word document (.docx), or damaged") from error
    return Page(text="\n\n".join(blocks), title=title.strip() or None)


READERS: dict[str, Callable[[Path, bytes], Page]] = {
    ".txt": text, ".text": text, ".html": html, ".htm": html, ".xhtml": html, ".pdf": pdf, ".docx": docx,
}  # fmt: skip


def _plain_tables(body: str) -> str:
    """Write the rows of Markdown tables plainly: "Founded: 9 March 1995"; wider rows keep a bar between cells."""
    body = re.sub(r"^\|(?:\s*:?-{3,}:?\s*\|)+[^\S\n]*\n?", "", body, flags=re.M)
    return re.sub(r"^\|([^\n]*)\|[^\S\n]*$", _row, body, flags=re.M)


def _row(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found[1].split("|") if cell.strip()]
    row = f"{cells[0].rstrip(':')}: {cells[1]}" if len(cells) == 2 else " | ".join(cells)
    return f"\n{row}\n"  # a paragraph of its own


def _decode_html(content: bytes) -> str:
    """Decode by the page's own declaration if that works, else by what the bytes look like."""
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", content[:4096], re.I)
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return encoding.decode(content)


def _pdf_reason(message: str) -> str:
    if "password" in message.lower() or "security" in message.lower():
        return "encrypted PDF; save it without a password"
    return "truncated or damaged PDF, or no PDF at all"


def _pdf_page(opened: object, number: int) -> str:
    page = opened[number]  # type: ignore[index]
    layer = page.get_textpage()
    try:
        # PDFium writes U+FFFE or U+0002 where print parts a word at a line's end.
        found: str = layer.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n")
    finally:
        layer.close()
        page.close()
    return re.sub("[\ufffe\x02]\n?", "-\n", found).replace("\f", "\n")


def _docx_blocks(opened: object) -> Iterator[str]:
    for block in opened.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                if line := " | ".join(cell for cell in cells if cell):
                    yield line
        elif block.text.strip():
            yield block.text.strip()
