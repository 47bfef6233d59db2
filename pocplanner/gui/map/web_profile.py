"""The web engine, locked down: it shows our map page and nothing else, and has no network.

Each lock stands for an attack that was measured: an interceptor alone still lets DNS and
WebRTC out, `file://` pages can read files, a named profile writes to disk.
"""

from collections.abc import Sequence

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

SCHEME = b"poc"
HOME = QUrl("poc://app/map.html")

#: So many lines of the page's console are kept.
_SAID = 100
#: Removes what could open a socket, in every frame, before the page's own scripts run.
_REMOVED = (
    "for (const n of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebSocket', 'Worker', "
    "'SharedWorker', 'EventSource', 'WebTransport']) "
    "{ try { delete self[n]; Object.defineProperty(self, n, {value: undefined}); } catch (e) {} }"
)

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

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, old: Sequence[str], types: Sequence[str]
    ) -> list[str]:
        return []

    def javaScriptAlert(self, origin: QUrl | str, message: str) -> None:
        """Nothing: the page has no say in the window."""

    def javaScriptConfirm(self, origin: QUrl | str, message: str) -> bool:
        return False

    def javaScriptPrompt(self, origin: QUrl | str, message: str, given: str) -> tuple[bool, str]:
        return False, ""

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        # Kept for tests and the help text; never printed, since it may hold record text.
        self.said = [*self.said[1 - _SAID :], message[:500]]


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
