"""XML as a stream of elements: nothing is loaded, no entity of a file's own is expanded, nothing grows."""

from __future__ import annotations

import html.entities
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, cast

from lxml import etree

from kg.sources.file import File
from kg.sources.item import Broken
from kg.sources.markup import local_name

_OWN_ENTITIES = re.compile(rb"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_REFERENCE = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_BEGUN = re.compile(rb"&[A-Za-z][A-Za-z0-9]{0,31}\Z|&\Z")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CHARACTERS = {
    name.removesuffix(";").encode(): "".join(f"&#{ord(char)};" for char in text).encode()
    for name, text in html.entities.html5.items()
    if name.endswith(";") and name.removesuffix(";") not in _KEPT
}


def elements(file: File, *names: str) -> Iterator[etree._Element]:
    """Yield each element of these local names when it is whole, then forget it.

    A DOCTYPE that declares entities is refused; one that only names a DTD is passed over, and the
    DTD is not loaded: of entities only the characters that HTML names are known. Raises `Broken`
    where the file is no XML or is cut off.
    """
    if _OWN_ENTITIES.search(file.head.data):
        raise Broken("the XML declares entities of its own (DOCTYPE with [...]): refused, remove the DOCTYPE")
    stream = _Characters(file.stream)
    events = etree.iterparse(
        cast("BinaryIO", stream),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8" if file.recoded else None,
    )
    try:
        checked = False
        for event, element in events:
            if event == "start":
                if not checked:
                    _refuse_entities(element)
                    checked = True
                continue
            if local_name(element) in names:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise Broken(f"the XML is cut off or damaged: {error.msg}", error.lineno) from None


def _refuse_entities(root: etree._Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Broken("the XML declares entities of its own in its DOCTYPE: refused, remove the DOCTYPE")


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


class _Characters(io.RawIOBase):
    """Give a stream with the characters that HTML names in place of their entities."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, none at the end only."""
        while block := self._stream.read(size):
            block = self._held + block
            begun = _BEGUN.search(block)
            cut = begun.start() if begun else len(block)
            self._held = block[cut:]
            if cut:
                return _REFERENCE.sub(lambda one: _CHARACTERS.get(one[1], one[0]), block[:cut])
        rest, self._held = self._held, b""
        return rest
