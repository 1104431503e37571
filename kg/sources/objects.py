"""JSON objects of a file, one after another: from lines, or from the lists of a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import ijson

from kg.sources.entry import aside
from kg.sources.file import File
from kg.sources.head import Head
from kg.sources.item import Broken, Item
from kg.sources.lines import decoding, lines, too_long

Found = tuple[int | None, "Mapping[str, object] | Item"]


def objects(file: File, places: Sequence[str] = ("item", "")) -> Iterator[Found]:
    """Yield each record with its line (None in a document); a record that cannot be read as an `Item`.

    `places` are where records stand in a document, as ijson prefixes, the likeliest first:
    `results.item`, `item` for a list of records, "" for the document itself.
    """
    return line_objects(file) if file.head.is_lines else _document(file, places)


def line_objects(file: File) -> Iterator[Found]:
    """Yield the object of each line that is not blank."""
    for line in lines(file.stream):
        if line.data is None:
            yield line.number, aside(file.source, line.number, too_long(line))
        elif not line.data.isspace():
            try:
                yield line.number, _parsed(line.data)
            except ValueError as error:
                if not line.data.endswith(b"\n"):
                    raise Broken(f"the last line is cut off or damaged: {error}", line.number) from None
                yield line.number, aside(file.source, line.number, str(error))


def _parsed(data: bytes) -> Mapping[str, object]:
    """Return the object; raise `ValueError` saying why there is none."""
    try:
        record = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(decoding(error)) from None
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except ValueError as error:
        if b"\x00" in data:
            raise ValueError("has NUL bytes: the file is damaged, or UTF-16 without its mark") from None
        place = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise ValueError(f"not JSON: {place}; one whole object a line is expected") from None
    if not isinstance(record, dict):
        shown = data[:40].decode("utf-8", "replace").strip()
        raise ValueError(f"the line is JSON but no object: {shown}")  # noqa: TRY004 - it is about the file
    return record


def place_of(head: Head, places: Sequence[str]) -> str | None:
    """Return the first of the places at which a document's beginning has records; None where it has none."""
    seen = set()
    try:
        for prefix, event, _ in ijson.parse(head.data, use_float=True, multiple_values=True):
            if event == "start_map":
                seen.add(prefix)
            elif event == "start_array":
                seen.add(f"{prefix}.item".lstrip("."))
    except (ijson.JSONError, ValueError, OverflowError):
        pass
    return next((place for place in places if place in seen), None)


def _document(file: File, places: Sequence[str]) -> Iterator[Found]:
    place = place_of(file.head, places)
    if place is None:
        raise Broken("the JSON document has no records where this format has them")
    builder: ijson.ObjectBuilder | None = None
    depth = 0
    try:
        for prefix, event, value in ijson.parse(file.stream, use_float=True, multiple_values=True):
            if builder is None:
                if prefix != place or event in ("end_map", "end_array", "map_key"):
                    continue
                if event != "start_map":
                    if event != "start_array" or place:
                        yield None, aside(file.source, None, "the record is no JSON object", record=str(value)[:100])
                    continue
                builder, depth = ijson.ObjectBuilder(), 0
            builder.event(event, value)
            depth += event in ("start_map", "start_array")
            depth -= event in ("end_map", "end_array")
            if depth == 0:
                yield None, builder.value
                builder = None
    except ijson.IncompleteJSONError as error:
        raise Broken(f"the JSON is cut off or damaged ({_first_line(error)}): fetch it again") from None
    except (ijson.JSONError, ValueError, OverflowError) as error:
        raise Broken(f"not JSON that can be read ({_first_line(error)})") from None


def _first_line(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return text.strip().split("\n")[0][:200]
