"""Text out of markup: what an element says, with formulas once and in TeX where there is a choice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = frozenset({"p", "sec", "title", "list-item", "AbstractText", "break", "br", "div", "li"})
_NAMESPACES = 'xmlns:jats="urn:jats" xmlns:mml="urn:mml" xmlns:xlink="urn:xlink" xmlns:ali="urn:ali"'
_HEADING = re.compile(r"(?:abstract|summary)[.:]?", re.IGNORECASE)


def text_of(element: etree._Element, tex: str = "tex-math") -> str:
    """Return the text of an element, white space as single spaces, paragraphs on lines of their own.

    Elements named as `tex` says become `$...$`; MathML beside TeX of the same formula is left out.
    """
    parts: list[str] = []
    _collect(element, tex, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def from_jats(value: object) -> object:
    """Return the text of a JATS abstract; its own heading "Abstract" is left out. Other values come back as they are."""
    if not isinstance(value, str) or "<" not in value:
        return value
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(f"<a {_NAMESPACES}>{value}</a>".encode("utf-8", "replace"), parser)
        said = text_of(root)
    except etree.XMLSyntaxError:
        said = "\n".join(flat for line in _TAG.sub(" ", value).split("\n") if (flat := " ".join(line.split())))
    heading, _, rest = said.partition("\n")
    return rest if rest and _HEADING.fullmatch(heading) else said


def _collect(element: etree._Element, tex: str, parts: list[str]) -> None:
    """Add the pieces of an element's text; libxml2 lets no tree be so deep that this could not return."""
    name = local_name(element)
    inside: list[str] = [_SPACE.sub(" ", element.text or "")]
    has_tex = any(local_name(child) == tex for child in element)
    for child in element:
        if local_name(child) and not (has_tex and local_name(child) == "math"):
            _collect(child, tex, inside)
        inside.append(_SPACE.sub(" ", child.tail or ""))
    if name == tex:
        inside = ["$", "".join(inside).strip().strip("$"), "$"]
    elif name in _BLOCKS:
        inside = ["\n", *inside, "\n"]
    parts.extend(inside)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its name space or prefix; nothing for comments and instructions."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of local names below another, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a local name right below another."""
    if element is not None:
        yield from (one for one in element if local_name(one) == name)


def said(element: etree._Element | None, tex: str = "tex-math") -> str:
    """Return the text of an element on one line; nothing where there is no element."""
    return "" if element is None else " ".join(text_of(element, tex).split())
