"""Draw a map as SVG, and as one HTML page that says of each point which paper it is."""

from __future__ import annotations

from lxml import etree
from lxml.builder import E

from kg.analytics.atlas import Atlas, Group, Place

WIDTH, HEIGHT, MARGIN = 1200, 840, 60
COLOURS = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#997700", "#009988", "#cc3311", "#7777bb",
)  # fmt: skip
"""Colours that stay apart to all eyes (Paul Tol's bright scheme and its neighbours)."""
_ALONE = "#999999"
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:1240px;padding:0 1rem;color:#222;background:#fff}"
    "svg{width:100%;height:auto}circle:hover{stroke:#000;stroke-width:2}li{margin:.3rem 0}"
    "@media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}svg .name{fill:#eee;stroke:#161616}}"
)
_NAMES = 3


def svg(atlas: Atlas) -> str:
    """Return the map as SVG; the title of each paper is its tooltip."""
    return str(etree.tostring(_picture(atlas), encoding="unicode", pretty_print=True))


def page(atlas: Atlas) -> str:
    """Return the map as one HTML page, with the papers of each group listed below; it loads nothing."""
    body = E.body(E.h1(f"Map of {atlas.topic}"), E.p(_told(atlas)), _picture(atlas))
    for group in atlas.groups:
        own = sorted((p for p in atlas.places if p.community == group.number), key=lambda p: (-p.links, p.id))
        heading = E.h2(f"{_name(group)} ({group.papers})", style=f"color:{_colour(group.number)}")
        body.extend((heading, E.ul(*(E.li(f"{_caption(place)} · {place.id}") for place in own))))
    head = E.head(E.meta(charset="utf-8"), E.title(f"Map of {atlas.topic}"), E.style(_STYLE))
    whole = etree.tostring(E.html(head, body, lang="en"), encoding="unicode", method="html")
    return f"<!doctype html>\n{whole}\n"


def _picture(atlas: Atlas) -> etree._Element:
    at = {place.id: _point(place) for place in atlas.places}
    picture = etree.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img")
    picture.append(E.title(f"Map of {atlas.topic}"))
    lines = " ".join(f"M{at[a][0]} {at[a][1]}L{at[b][0]} {at[b][1]}" for a, b in atlas.joins)
    picture.append(E.path(d=lines or "M0 0", stroke="#888888", fill="none", **{"stroke-opacity": "0.18"}))
    for place in sorted(atlas.places, key=lambda p: (p.links, p.id)):
        x, y = at[place.id]
        radius = f"{3 + min(9.0, 1.2 * place.links**0.5):.1f}"
        circle = E.circle(E.title(_caption(place)), cx=x, cy=y, r=radius, fill=_colour(place.community))
        picture.append(circle)
    for group in atlas.groups:
        own = [at[place.id] for place in atlas.places if place.community == group.number]
        if own and group.label:
            middle = [sum(float(point[axis]) for point in own) / len(own) for axis in (0, 1)]
            picture.append(
                E.text(
                    _name(group), {"class": "name", "paint-order": "stroke"}, x=f"{middle[0]:.0f}", y=f"{middle[1]:.0f}", fill="#111111",
                    stroke="#ffffff", **{"stroke-width": "4", "font-size": "17", "font-family": "sans-serif",
                    "font-weight": "600", "text-anchor": "middle"},
                )
            )  # fmt: skip
    return picture


def _told(atlas: Atlas) -> str:
    if not atlas.places:
        return "Nothing found: no paper of the graph is on this topic."
    return f"{len(atlas.places)} papers in {len(atlas.groups)} groups; lines join related papers."


def _point(place: Place) -> tuple[str, str]:
    x = MARGIN + place.x * (WIDTH - 2 * MARGIN)
    y = MARGIN + place.y * (HEIGHT - 2 * MARGIN)
    return f"{x:.1f}", f"{y:.1f}"


def _caption(place: Place) -> str:
    text = f"{place.title} ({place.year})" if place.year else place.title
    return "".join(c if c.isprintable() else " " for c in text)


def _name(group: Group) -> str:
    return ", ".join(group.label[:_NAMES]) or f"group {group.number}"


def _colour(community: int | None) -> str:
    return _ALONE if community is None else COLOURS[(community - 1) % len(COLOURS)]
