"""Serves the map page and its data under `poc://`, from an allow-list of paths."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject
from PySide6.QtWebEngineCore import QWebEngineUrlRequestJob, QWebEngineUrlSchemeHandler

from pocplanner.gui.map.signs import svg
from pocplanner.report.webmap import SCRIPTS
from pocplanner.resources import ROOT

CSP = (
    "default-src 'none'; script-src poc://app; style-src poc://app 'unsafe-inline'; "
    "img-src poc://app data: blob:; font-src poc://app; connect-src poc://app; "
    "base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'"
)

#: What lies in `resources/map` and may be asked for, with its type.
_FILES = {
    "/leaflet.js": ("map/leaflet.js", b"text/javascript"),
    "/leaflet.css": ("map/leaflet.css", b"text/css"),
    "/events.js": ("map/events.js", b"text/javascript"),
    **{f"/{name}.js": (f"map/{name}.js", b"text/javascript") for name in SCRIPTS},
    "/protomaps-leaflet.js": ("map/protomaps-leaflet.js", b"text/javascript"),
    "/map.css": ("map/map.css", b"text/css"),
    "/basemap.geojson": ("basemap/world.geojson", b"application/json"),
}

#: A maker of a part of the page: path in, bytes and type out, nothing where it has none.
Answer = Callable[[str], tuple[bytes, bytes] | None]


class MapScheme(QWebEngineUrlSchemeHandler):
    """Answers the page's requests from bundled files, from the made page and from the events."""

    def __init__(
        self, page: str, script: str, tiles: Answer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._made = {
            "/map.html": (page.encode(), b"text/html"),
            "/map.js": (script.encode(), b"text/javascript"),
        }
        self._tiles = tiles

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        if bytes(job.requestMethod().data()) != b"GET" or job.requestUrl().host() != "app":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
            return
        found = self._answer(job.requestUrl().path())
        if found is None:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        content, kind = found
        # A header is a list of values: a bare one would be taken apart into single signs.
        headers: dict[QByteArray, Any] = {
            QByteArray(b"Content-Security-Policy"): [QByteArray(CSP.encode())],
            QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
        }
        job.setAdditionalResponseHeaders(headers)
        buffer = QBuffer(job)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind), buffer)

    def _answer(self, path: str) -> tuple[bytes, bytes] | None:
        if path in self._made:
            return self._made[path]
        if path in _FILES:
            name, kind = _FILES[path]
            file = ROOT / name
            return (file.read_bytes(), kind) if file.is_file() else None
        if path.startswith("/sign/"):
            drawn = svg(path.removeprefix("/sign/").removesuffix(".svg"))
            return (drawn, b"image/svg+xml") if drawn is not None else None
        if path == "/qwebchannel.js":
            # Qt carries its own half of the channel in its resources.
            own = QFile(":/qtwebchannel/qwebchannel.js")
            own.open(QIODevice.OpenModeFlag.ReadOnly)
            return bytes(own.readAll().data()), b"text/javascript"
        return self._tiles(path)
