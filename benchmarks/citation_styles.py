"""References as people write them: several styles, and the slips that lists of references have."""

from __future__ import annotations

import random
import re

from schemas.paper import Paper

_ENDINGS = (
    "",
    "",
    "",
    " Association for Computational Linguistics.",
    " https://example.org/paper.pdf. Accessed 2024-05-01.",
)


def _initials(name: str, *, family_first: bool) -> str:
    parts = name.split()
    given = " ".join(f"{part[0]}." for part in parts[:-1])
    return f"{parts[-1]}, {given}".strip(", ") if family_first else f"{given} {parts[-1]}".strip()


def _listed(names: list[str], last: str, draw: random.Random) -> str:
    if len(names) > 3 and draw.random() < 0.6:
        return ", ".join(names[: draw.choice((1, 3))]) + " et al."
    return ", ".join(names) if len(names) < 2 else ", ".join(names[:-1]) + f"{last}{names[-1]}"


def _acl(p: Paper, draw: random.Random) -> str:
    return f"{_listed(list(p.authors), ', and ', draw)}. {p.year}. {p.title}. In {p.venue}, pages {_pages(draw)}."


def _ieee(p: Paper, draw: random.Random) -> str:
    names = [_initials(n, family_first=False) for n in p.authors]
    return f'[{draw.randint(1, 99)}] {_listed(names, ", and ", draw)}, "{p.title}," in Proc. {p.venue}, {p.year}, pp. {_pages(draw)}.'


def _apa(p: Paper, draw: random.Random) -> str:
    names = [_initials(n, family_first=True) for n in p.authors]
    return f"{_listed(names, ', & ', draw)} ({p.year}). {p.title}. {p.venue}, {draw.randint(1, 40)}({draw.randint(1, 12)}), {_pages(draw)}."


def _neurips(p: Paper, draw: random.Random) -> str:
    return f"{_listed(list(p.authors), ' and ', draw)}. {p.title}. arXiv preprint, {p.year}."


def _lncs(p: Paper, draw: random.Random) -> str:
    names = [_initials(n, family_first=True) for n in p.authors]
    return f"{draw.randint(1, 80)}. {_listed(names, ', ', draw)}: {p.title}. In: {p.venue} ({p.year})"


def _nature(p: Paper, draw: random.Random) -> str:
    names = [_initials(n, family_first=True) for n in p.authors]
    return f"{_listed(names, ' & ', draw)} {p.title}. {p.venue} {draw.randint(1, 600)}, {_pages(draw)} ({p.year})."


def _pages(draw: random.Random) -> str:
    first = draw.randint(1, 9000)
    return f"{first}-{first + draw.randint(4, 20)}"


STYLES = (_acl, _ieee, _apa, _neurips, _lncs, _nature)


def cite(paper: Paper, draw: random.Random, *, noise: float = 0.0) -> str:
    """Write a reference to a paper in a style drawn at random, each slip with the probability `noise`."""
    year = paper.year + draw.choice((-1, 1)) if paper.year and draw.random() < noise else paper.year
    title = paper.title
    if draw.random() < noise:
        title = title.lower() if draw.random() < 0.5 else title.title()
    if draw.random() < noise:
        title = _typo(title, draw)
    if draw.random() < noise / 2 and ":" in title:
        title = title.split(":")[0]
    text = draw.choice(STYLES)(paper.model_copy(update={"title": title, "year": year}), draw) + draw.choice(_ENDINGS)
    if draw.random() < noise:
        text = re.sub(r"\. ", " ", text, count=draw.randint(1, 3))
    if draw.random() < noise / 2:
        text = text.replace("fi", "ﬁ").replace("-", "- ")
    return text


def _typo(text: str, draw: random.Random) -> str:
    place = draw.randrange(len(text))
    return text[:place] + draw.choice(("", "x", text[place] * 2)) + text[place + 1 :]
