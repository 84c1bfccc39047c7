"""Charts -> SVG and PNG, offline.

vl-convert runs Vega inside the process. What it draws is then made fit to stand in a page under a strict content
security policy: no scripts, no style attributes, links only to places of the same site, every mark with a title that
browsers show on hover, the chart's description for those who cannot see it, and colours by theme.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

import vl_convert

from towhom.show.charts.colours import theme as colours_of
from towhom.show.charts.figure import Figure

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_BASE = "https://vega.github.io/vega-datasets/"  # what vl-convert puts before relative links
ET.register_namespace("", _SVG)  # written without a prefix, as HTML wants it
_DEAD = {"aria-hidden", "aria-roledescription", "aria-label", "role", "pointer-events", "class", "style"}
# What XML does not have, and marks that reorder a line; labels have neither, unless an Altair chart of others does.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")


def svg(shown: Figure | Any, *, theme: str = "light") -> str:
    """Draw a figure (or any Altair chart) as an SVG document.

    `theme` is "light", "dark", or "auto": then colours are CSS variables (--towhom-ink, ...; see
    `colours.css_variables`) that the page around sets. The same figure gives the same text.
    """
    spec = (shown.chart if isinstance(shown, Figure) else shown).to_dict()
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    colours = colours_of(theme)
    root = ET.fromstring(_NUMBER.sub(_shorter, _UNSEEN.sub("�", drawn)))
    _tidy(root, colours)
    _describe(root, spec.get("description", ""))
    return ET.tostring(root, encoding="unicode")


def png(shown: Figure | Any, *, theme: str = "light", scale: float = 2.0) -> bytes:
    """Draw a figure (or any Altair chart) as a PNG image, `scale` pixels for each of the chart's."""
    if theme == "auto":
        raise ValueError("a PNG has no page around it: theme light or dark")
    return bytes(vl_convert.svg_to_png(svg(shown, theme=theme), scale=scale))


def size(drawn: str) -> tuple[float, float]:
    """Width and height of an SVG document that `svg` gave, in pixels."""
    root = ET.fromstring(drawn)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def _shorter(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


def _tidy(element: ET.Element, colours: dict[str, str]) -> None:
    """Drop what is not seen, name the marks, set the colours; children first."""
    for child in list(element):
        _tidy(child, colours)
        if _is_nothing(child):
            element.remove(child)
        elif child.tag == f"{{{_SVG}}}a" and not _local(child):
            element[list(element).index(child)] = child[0]
    is_mark = element.get("aria-roledescription", "").endswith(" mark") and element.get("aria-label")
    if is_mark:
        title = ET.Element(f"{{{_SVG}}}title")
        title.text = element.get("aria-label")
        element.insert(0, title)
    for name in _DEAD & set(element.keys()):
        del element.attrib[name]
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name in {"fill", "stroke"} & set(element.keys()):
        element.set(name, colours.get(element.attrib[name], element.attrib[name]))


def _is_nothing(element: ET.Element) -> bool:
    """Whether an element draws nothing: Vega writes frames for every group, and labels that found no room."""
    if element.get("opacity") == "0" or element.get("display") == "none":
        return True
    if element.tag == f"{{{_SVG}}}g":
        return len(element) == 0
    drawn = element.get("fill") not in (None, "transparent") or element.get("stroke") not in (None, "transparent")
    return element.tag == f"{{{_SVG}}}path" and not drawn and len(element) == 0


def _local(link: ET.Element) -> bool:
    """Make a link plain, if it leads to a place of the page's own site."""
    target = link.attrib.pop(_HREF, "").removeprefix(_BASE)
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith(("/", "#", "?")) or target.startswith("//"):
        return False
    for name in list(link.attrib):
        del link.attrib[name]
    link.set("href", target)
    link.set("tabindex", "-1")  # hundreds of stops on the way down a page; the data table has the same links
    return True


def _describe(root: ET.Element, description: str) -> None:
    """Say what the whole is; a picture with links in it is a group, so that the links can be reached."""
    root.set("role", "group" if root.find(f".//{{{_SVG}}}a") is not None else "img")
    root.set("aria-label", description)
