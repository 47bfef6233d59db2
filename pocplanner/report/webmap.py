"""The folium page of the live map: made once, empty of data, with our own scripts only."""

from typing import NamedTuple

#: Scripts and styles that folium asks for, by name, and what stands for them here. A name
#: that is not here raises: a new address must be decided on by a person.
_OURS = {
    "leaflet.js": "/leaflet.js",
    "leaflet.css": "/leaflet.css",
}
_NOT_NEEDED = (
    "jquery",
    "bootstrap",
    "awesome",
    "fontawesome",
    "all.min.css",
    "leaflet.awesome",
)


#: Our own scripts in the order in which they need one another.
SCRIPTS = ("signs", "shapes", "pointer", "draw", "bridge", "packs", "beside", "views", "compass")


class MapPage(NamedTuple):
    """The page and its script, to be served as two files: the page holds no inline script."""

    html: str
    script: str
    map_name: str


def map_page(lon: float, lat: float, zoom: int, language: str, title: str) -> MapPage:
    """The page of a map around a point. ValueError where folium asks for a script unknown here."""
    import folium
    from branca.element import CssLink, Figure, JavascriptLink

    figure = Figure()
    made = folium.Map(
        location=[lat, lon],
        zoom_start=zoom,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        maxZoom=17,
        minZoom=2,
        zoomSnap=0.25,
        zoomDelta=1,
        wheelPxPerZoomLevel=90,
        worldCopyJump=False,
        fadeAnimation=False,
        attributionControl=False,
    )
    made.add_to(figure)
    made.render()  # type: ignore[no-untyped-call]
    links: list[str] = []
    for child in (*made._children.values(), *figure.header._children.values()):
        if isinstance(child, (JavascriptLink, CssLink)):
            links += _link(child.url)
    links = list(dict.fromkeys([*_link("leaflet.css"), *_link("leaflet.js"), *links]))
    name = made.get_name()
    script = figure.script.render() + f"\nwindow.pocMap = {name};\n"
    html = "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language}">',
            '<head><meta charset="utf-8">',
            f"<title>{_text(title)}</title>",
            *links,
            '<link rel="stylesheet" href="/map.css">',
            "</head><body>",
            f'<div class="folium-map" id="{name}" role="application" aria-label="{_text(title)}">',
            "</div>",
            '<script src="/map.js"></script>',
            '<script src="/qwebchannel.js"></script>',
            '<script src="/events.js"></script>',
            *(f'<script src="/{name}.js"></script>' for name in SCRIPTS),
            "</body></html>",
        ]
    )
    return MapPage(html, script, name)


def _link(url: str) -> list[str]:
    name = url.rsplit("/", 1)[-1]
    if name in _OURS:
        ours = _OURS[name]
        if ours.endswith(".css"):
            return [f'<link rel="stylesheet" href="{ours}">']
        return [f'<script src="{ours}"></script>']
    if any(word in url for word in _NOT_NEEDED):
        return []
    raise ValueError(f"folium asks for a file that is not bundled: {name}")


def _text(text: str) -> str:
    """Text in the page's own frame (a title of ours): every sign but letters is encoded."""
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)
