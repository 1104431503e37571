"""JSON objects of a file, one after another: from lines, or from the lists of a document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import ijson

from kg.sources.entry import aside
from kg.sources.file import File
from kg.sources.item import Broken, Item
from kg.sources.lines import decoding, lines, too_long

Found = tuple[int | None, "Mapping[str, object] | Item"]


def objects(file: File, places: Sequence[str] = ("item", "")) -> Iterator[Found]:
    """Yield each record with its line (None in a document); a record that cannot be read as an `Item`.

    `places` are where records may stand in a document, in the words of `Head.at`, the likeliest first.
    """
    if file.head.is_lines and not file.head.place(*places):
        return line_objects(file)
    return _document(file, places)


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


def _document(file: File, places: Sequence[str]) -> Iterator[Found]:
    place = file.head.place(*places)
    if place is None:
        raise Broken("the JSON document has no records where this format has them")
    try:
        yield from _standing(file, place.split(".") if place else [])
    except ijson.IncompleteJSONError as error:
        raise Broken(f"the JSON is cut off or damaged ({_first_line(error)}): fetch it again") from None
    except (ijson.JSONError, ValueError, OverflowError) as error:
        raise Broken(f"not JSON that can be read ({_first_line(error)})") from None


def _standing(file: File, place: Sequence[str]) -> Iterator[Found]:
    """Yield the objects at a place, each built alone; what stands there and is no object as an `Item`."""
    path: list[str] = []
    builder: ijson.ObjectBuilder | None = None
    within = 0
    for event, value in ijson.basic_parse(file.stream, use_float=True, multiple_values=True):
        opens, closes = event in ("start_map", "start_array"), event in ("end_map", "end_array")
        if builder is not None:
            builder.event(event, value)
            within += opens - closes
            if within == 0:
                yield None, builder.value
                builder = None
        elif event == "map_key":
            path[-1] = value
        elif closes:
            path.pop()
        elif _stands(path, place):
            if event == "start_map":
                builder, within = ijson.ObjectBuilder(), 1
                builder.event(event, value)
            elif opens:
                path.append("item")
            else:
                yield None, aside(file.source, None, "the record is no JSON object", record=str(value)[:100])
        elif opens:
            path.append("item" if event == "start_array" else "")


def _stands(path: Sequence[str], place: Sequence[str]) -> bool:
    return len(path) == len(place) and all(want in ("*", have) for have, want in zip(path, place, strict=True))


def _first_line(error: Exception) -> str:
    text = error.args[0] if error.args else ""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return text.strip().split("\n")[0][:200]
