"""The web engine, locked down: it shows our map page and nothing else, and has no network.

Each lock stands for an attack that was measured: an interceptor alone still lets DNS and
WebRTC out, `file://` pages can read files, a named profile writes to disk.
"""

import os

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlScheme,
)

from pocplanner.words import Problem

SCHEME = b"poc"
HOME = QUrl("poc://app/map.html")

#: Command-line locks of the engine, set before it starts.
FLAGS = (
    '--host-resolver-rules="MAP * ~NOTFOUND"',
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
)

#: Removes what could open a socket, in every frame, before the page's own scripts run.
_REMOVED = "for (const n of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebSocket', 'Worker', 'SharedWorker', 'EventSource', 'WebTransport']) { try { delete self[n]; Object.defineProperty(self, n, {value: undefined}); } catch (e) {} }"

A = QWebEngineSettings.WebAttribute
#: The whole table of attributes; a new one in Qt fails the test until somebody decides on it.
ATTRIBUTES: dict[A, bool] = {
    attribute: attribute
    in {
        A.AutoLoadImages,
        A.JavascriptEnabled,
        A.ScrollAnimatorEnabled,
        A.PrintElementBackgrounds,
        A.ShowScrollBars,
        A.PlaybackRequiresUserGesture,
        A.WebRTCPublicInterfacesOnly,
        A.Accelerated2dCanvasEnabled,
        A.ReadingFromCanvasEnabled,
        A.PreferCSSMarginsForPrinting,
    }
    for attribute in A
}


def register_scheme() -> None:
    """Make `poc://` known to the engine; once, before the application object exists."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


def unsandboxed() -> bool:
    """Whether the engine would run without its sandbox: as root, or by a switch left set."""
    switches = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    return (
        (hasattr(os, "geteuid") and os.geteuid() == 0)
        or "--no-sandbox" in switches
        or bool(os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"))
    )


def unsafe_environment() -> str:
    """The switch that makes the engine unfit for real data, or an empty text.

    As root Chromium refuses its sandbox; then only exercises get the live map.
    """
    if os.environ.get("QTWEBENGINE_REMOTE_DEBUGGING"):
        return "QTWEBENGINE_REMOTE_DEBUGGING"
    if "--remote-debugging" in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""):
        return "--remote-debugging"
    if unsandboxed():
        return "root" if hasattr(os, "geteuid") and os.geteuid() == 0 else "--no-sandbox"
    return ""


def set_flags(exercise: bool) -> None:
    """Put the locks into the environment before the engine starts.

    Problem("map.unsafe") for a real mission where the sandbox would be missing.
    """
    unsafe = unsafe_environment()
    if unsafe and not exercise:
        raise Problem("map.unsafe", why=unsafe)
    present = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    missing = [f for f in FLAGS if f not in present]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([present, *missing]).strip()
    if unsafe == "root":
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


class _Interceptor(QWebEngineUrlRequestInterceptor):
    """Lets our own scheme through and blocks the rest."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl().scheme() not in ("poc", "data", "blob"):
            info.block(True)


class MapPage(QWebEnginePage):
    """The page of the map: it goes nowhere, asks for nothing and opens nothing."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        self.permissionRequested.connect(self._deny)
        for attribute, on in ATTRIBUTES.items():
            self.settings().setAttribute(attribute, on)
        self.settings().setUnknownUrlSchemePolicy(
            QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes
        )
        self.said: list[str] = []

    @staticmethod
    def _deny(permission: QWebEnginePermission) -> None:
        permission.deny()

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, main_frame: bool
    ) -> bool:
        return main_frame and QUrl(url) == HOME

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        # Kept for tests and the help text; never printed, since it may hold record text.
        self.said.append(message[:500])


def new_profile(parent: QObject | None = None) -> QWebEngineProfile:
    """A profile that leaves nothing on disk, downloads nothing and blocks every other address."""
    profile = QWebEngineProfile(parent)
    assert profile.isOffTheRecord()
    interceptor = _Interceptor(profile)
    profile.setUrlRequestInterceptor(interceptor)
    profile.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
    profile.setPersistentCookiesPolicy(
        QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    )
    profile.setSpellCheckEnabled(False)
    profile.downloadRequested.connect(lambda download: download.cancel())
    script = QWebEngineScript()
    script.setName("locks")
    script.setSourceCode(_REMOVED)
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
    script.setRunsOnSubFrames(True)
    profile.scripts().insert(script)
    return profile
