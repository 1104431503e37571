"""Values of loose JSON: what has not the type that it should is as if it were missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


def text(value: object) -> str | None:
    """Return text that is not blank, or None."""
    return value if isinstance(value, str) and value.strip() else None


def mapping(value: object) -> Mapping[str, object]:
    """Return an object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> Iterator[object]:
    """Yield the members of a list; nothing for anything else."""
    if isinstance(value, (list, tuple)):
        yield from value


def mappings(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the members of a list that are objects."""
    for one in items(value):
        if isinstance(one, Mapping):
            yield one


def within(value: object, *keys: str) -> object:
    """Return what stands at a path of keys, or None."""
    for key in keys:
        value = mapping(value).get(key)
    return value


def first(value: object) -> object:
    """Return the first member of a list, or None; another value as it is."""
    return next(items(value), None) if isinstance(value, (list, tuple)) else value


def flat(value: object) -> str | None:
    """Return text with each run of white space as one space: of sources that wrap their lines."""
    return " ".join(value.split()) if isinstance(value, str) else None


def scheme_id(scheme: str, value: object) -> str | None:
    """Return `scheme:value`, or None where there is no value."""
    known = isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""
    return f"{scheme}:{value}" if known else None
