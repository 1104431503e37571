"""Which entity is a variant of which: the nearest named parent, or a family that is only implied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.resolve.form import ACRONYM, Form, Qualifier, form_of, name_pieces
from kg.resolve.merge import Key
from kg.resolve.spelling import american
from kg.resolve.table import known_aliases, known_parents
from kg.resolve.words import HEADS, LEADING, TYPE_NOUNS

_IMPLY = frozenset({"size", "scale", "tuning"})
"""Kinds of qualifier that no name has without a family behind it."""
_LONGEST_TAIL = 24
"""Letters of qualifiers and generic nouns that a name may have after its base."""
_LONGEST = 3
"""Words of a further surface form beyond which it is a description, whose ends say nothing of lineage."""
_NO_NAMES = TYPE_NOUNS | frozenset(HEADS) | {"bench", "eval", "net", "qa"}
"""Bases that are parts of names and no names."""
_LONG_NAME = 6
"""Letters from which a name is known by itself in any case: "Abui Wordnet"."""
_CAMEL = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+[a-z]*")
_REVISED = re.compile(r"^RE(?=[A-Z]{5})")
_LETTER_AND_NUMBER = re.compile(r"\w*[a-z]([A-Z]\d+)")
_FILLING = re.compile(r"[\W_]+")
_MAJOR = re.compile(r"(\d+)\.\d[\d.]*")


class Named(NamedTuple):
    """Hold a surface form of an entity with its group of types and normal form."""

    group: str
    text: str
    form: Form


class Parent(NamedTuple):
    """Name the parent of a key and what sets the child apart."""

    key: Key
    difference: str


class Lineage(NamedTuple):
    """Hold the parent of each variant, and the families that only variants name: their form and such a variant."""

    parents: dict[Key, Parent]
    implied: dict[Key, tuple[Form, Key]]


class _Index:
    """Look names up by base and qualifiers."""

    def __init__(self, names: Mapping[Key, Sequence[Named]]) -> None:
        self.by_base: defaultdict[tuple[str, str], dict[frozenset[Qualifier], Key]] = defaultdict(dict)
        self.siblings: Counter[tuple[str, str]] = Counter()
        for key in sorted(names):
            for base in {(n.group, n.form.base) for n in names[key]}:
                self.siblings[base] += 1
            for n in names[key]:
                self.by_base[n.group, n.form.base].setdefault(_steps(n.form), key)
        self._bases: defaultdict[str, set[str]] = defaultdict(set)
        for group, name in self.by_base:
            self._bases[group].add(name)
        self._names = names
        self.texts = frozenset(n.text for named in names.values() for n in named)
        self.long_names = frozenset(
            text.casefold() for text in self.texts if len(text) >= _LONG_NAME and text[1:] != text[1:].lower()
        )

    def is_written(self, key: Key, text: str) -> bool:
        """Return True when a paper writes the entity exactly so: "Deep" is no DEEP."""
        return any(n.text == text for n in self._names[key])

    def known_parent(self, name: Named) -> Key | None:
        """Return the entity that this name is known to be made from, if a paper names it."""
        for form in _known_parents().get((name.group, name.form), ()):
            found = self.by_base[name.group, form.base].get(_steps(form))
            if found is not None:
                return found
        return None

    def may_name(self, group: str, text: str) -> bool:
        """Return False where no name has a base that begins as this text does: it saves working out its form."""
        lower = text.lower()
        if not text.isascii() or "." in text or lower.split(None, 1)[0] in LEADING[group]:
            return True
        squeezed = american(lower if lower.isalnum() else _FILLING.sub("", lower))
        bases = self._bases[group]
        for end in range(len(squeezed), max(1, len(squeezed) - _LONGEST_TAIL - 1), -1):
            if squeezed[:end] in bases:
                return True
        return False


@cache
def _known_parents() -> dict[tuple[str, Form], tuple[Form, ...]]:
    """Return, for each form of what is known to be made from another thing, the forms of that other thing."""
    called = {(group, form_of(group, name)): names for group, names in known_aliases() for name in names}

    def forms(group: str, name: str) -> tuple[Form, ...]:
        own = form_of(group, name)
        return tuple(dict.fromkeys((own, *(form_of(group, other) for other in called.get((group, own), ())))))

    return {
        (group, form): forms(group, parent)
        for group, child, parent in known_parents()
        for form in reversed(forms(group, child))
    }


def lineage(names: Mapping[Key, Sequence[Named]]) -> Lineage:
    """Return what each entity is a variant of.

    Takes the surface forms of each entity, most used first. The parent is, in this order: the
    entity of the same base with the most of the qualifiers; the entity whose whole name begins or
    ends this one; a family that nothing names but sizes, scales or several members imply. Between
    a size of a version and what is above the version stands the version, named or not.
    """
    index = _Index(names)
    out = Lineage({}, {})
    for key in sorted(names):
        for parent, family in _candidates(key, names[key], index):
            if parent.key == key or _above(parent.key, key, out.parents):
                continue
            if family is not None and family.key not in names:
                out.implied.setdefault(family.key, (family.form, key))
                if family.above is not None and not _above(family.above.key, family.key, out.parents):
                    out.parents.setdefault(family.key, family.above)
            out.parents[key] = parent
            break
    return out


class _Family(NamedTuple):
    key: Key
    form: Form
    above: Parent | None


def _candidates(key: Key, names: Sequence[Named], index: _Index) -> Iterator[tuple[Parent, _Family | None]]:
    for n in names:
        found = _by_qualifiers(key, n, index)
        if found is not None:
            yield found
    for n in names:
        parent = index.known_parent(n)
        if parent is not None and parent != key:
            yield Parent(parent, n.text), None
    for n in [n for n in names if n is names[0] or len(n.text.split()) <= _LONGEST]:
        for parent_by_words in _by_words(key, n, index):
            yield parent_by_words, None
    for n in names:
        found = _implied(n, index)
        if found is not None:
            yield found


def _by_qualifiers(key: Key, name: Named, index: _Index) -> tuple[Parent, _Family | None] | None:
    if not name.form.qualifiers:
        return None
    own = _steps(name.form)
    found = [
        (len(other), tuple(q in other for q in name.form.qualifiers), at)
        for other, at in index.by_base[name.group, name.form.base].items()
        if other < own and at != key and _same_but_for_less(other, name.form)
    ]
    if not found:
        return None
    _, kept, at = max(found)
    dropped = [q for q, k in zip(name.form.qualifiers, kept, strict=True) if not k]
    versions = [q for q in dropped if q.kind == "version"]
    if not versions or len(versions) == len(dropped) or not any(q.kind in _IMPLY for q in dropped):
        return Parent(at, _said(dropped)), None
    family = Form(name.form.base, tuple(q for q in name.form.qualifiers if q not in dropped or q in versions))
    between = (name.group, family.key)
    rest = _said(q for q in dropped if q not in versions)
    return Parent(between, rest), _Family(between, family, Parent(at, _said(versions)))


def _same_but_for_less(parent: frozenset[Qualifier], child: Form) -> bool:
    """Return False for "Qwen3-4B" above "Qwen3.5-4B": of a version, only the version before the point is above."""
    extra = parent - frozenset(child.qualifiers)
    return not extra or all(q.kind != "size" for q in parent)


def _by_words(key: Key, name: Named, index: _Index) -> Iterator[Parent]:
    """Yield entities whose name is the end or the beginning of this one, longest first: "Sentence-BERT"."""
    if name.group not in ("model", "data"):
        return
    pieces = name_pieces(name.group, name.text)
    if name.group == "model":
        glued_on = _LETTER_AND_NUMBER.fullmatch(name.text)
        if glued_on and (at := index.by_base["model", glued_on[1].lower()].get(frozenset())) not in (None, key):
            yield Parent(at, name.text[: glued_on.start(1)])  # mT5 is made of T5
        if len(pieces) < 2:
            return
    if len(pieces) == 1 and pieces[0][1:].islower() and pieces[0].isalpha():
        return
    parts: Sequence[str] = pieces
    own, glued = set(range(len(pieces))), set[int]()
    if name.group == "data":
        parts, own, glued = _camel_parts(name.text, pieces)
    cuts = range(1, len(parts))

    def said(first: int, last: int) -> str:
        if not glued:
            return " ".join(parts[first:last])
        return "".join(("" if i in glued or i == first else " ") + parts[i] for i in range(first, last))

    ends = [(at, len(parts)) for at in cuts if at in own and (name.group == "data" or _is_name(parts[at:], name.text))]
    beginnings = [(0, at) for at in reversed(cuts)]
    for first, last in ends + beginnings if name.group == "model" else beginnings + ends:
        text = said(first, last)
        if last in glued and len(text) <= ACRONYM and parts[last][0].isdigit():
            continue  # ADE20K is not made of ADE
        named = _is_name([text], name.text) or (name.group == "data" and text.casefold() in index.long_names)
        if not (named or text in index.texts) or not index.may_name(name.group, text):
            continue
        form = form_of(name.group, text)
        at = index.by_base[name.group, form.base].get(_steps(form)) if _is_proper(text, form) else None
        if at is not None and at != key and (named or index.is_written(at, text)):
            yield Parent(at, said(0, first) or said(last, len(parts)))


def _camel_parts(text: str, pieces: Sequence[str]) -> tuple[list[str], set[int], set[int]]:
    """Return the parts of a data set's name, where one may begin that is a name by itself, and which are glued.

    What is added behind makes a variant even without a gap (ShapeNetPart); what is put in front
    does so only as a word of its own or in lower case (Tiny ImageNet, miniImageNet): Super-X and
    WikiX are mostly something else.
    """
    words = set(text.split())
    parts: list[str] = []
    own: set[int] = set()
    glued: set[int] = set()
    for piece in pieces:
        camel = [piece]
        is_plain = piece.isalpha() and piece.isascii() and (piece[1:].islower() or piece.isupper())
        if not piece[0].isdigit() and (not is_plain or piece.startswith("RE")):
            camel = _CAMEL.findall(_REVISED.sub("Re", piece)) or camel
        if not parts or piece in words or any(word.startswith(piece) for word in words):
            own.add(len(parts))
        if (camel[0].islower() and len(camel[0]) > 2) or camel[0].lower() in LEADING["data"]:
            own.add(len(parts) + 1)
        glued |= set(range(len(parts) + 1, len(parts) + len(camel)))
        parts += camel
    return parts, own, glued


def _is_name(parts: Sequence[str], text: str) -> bool:
    """Return True for parts that are no plain phrase: "BERT", "T5", "-Longformer", not "Contrastive Learning"."""
    if len(parts) == 1 and (parts[0].islower() or f"-{parts[0]}" in text):
        return True
    return any(map(_is_marked, parts))


def _is_marked(part: str) -> bool:
    return part[-1].isdigit() or part[1:] != part[1:].lower()


def _is_proper(text: str, form: Form) -> bool:
    """Return True for a text that can be a name by itself: capitals or digits beyond a first capital."""
    if not form.base or form.base in _NO_NAMES:
        return False
    letters = text.replace(" ", "")
    return (len(letters) > 2 and letters != letters.lower()) or (len(letters) == 2 and letters[1].isdigit())


def _implied(name: Named, index: _Index) -> tuple[Parent, _Family] | None:
    form = name.form
    if not form.qualifiers:
        return None
    if not any(q.kind in _IMPLY for q in form.qualifiers) and (
        index.siblings[name.group, form.base] < 2 or _LETTER_AND_NUMBER.fullmatch(name.text)
    ):
        return None
    family = tuple(q for q in form.qualifiers if q.kind == "version")
    if len(family) == len(form.qualifiers):
        family = ()
    implied = Form(form.base, family)
    key = (name.group, implied.key)
    return Parent(key, _said(q for q in form.qualifiers if q not in family)), _Family(key, implied, None)


def _steps(form: Form) -> frozenset[Qualifier]:
    """Return the qualifiers with what they stand on: version 3.5 stands on version 3."""
    majors = (_MAJOR.fullmatch(q.value) for q in form.qualifiers if q.kind == "version")
    return frozenset(form.qualifiers) | {Qualifier("version", m[1]) for m in majors if m}


def _said(qualifiers: Iterable[Qualifier]) -> str:
    return " ".join(q.value for q in qualifiers)


def _above(start: Key, key: Key, parents: Mapping[Key, Parent]) -> bool:
    """Return True when `key` is `start` or one of its ancestors."""
    at: Key | None = start
    while at is not None:
        if at == key:
            return True
        at = parents[at].key if at in parents else None
    return False
