"""What every test stands on: no network, no screen, no home of the person who runs it."""

import atexit
import gc
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent.parent

# --- no test writes to a real home, and none opens a real screen: set before Qt is imported ----

_HOME = Path(tempfile.mkdtemp(prefix="pocplanner-home-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for _name, _folder in {
    "HOME": ".",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
}.items():
    (_HOME / _folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[_name] = str(_HOME / _folder)
os.environ.pop("POCPLANNER_PASSPHRASE_FILE", None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.geteuid() == 0:
    # Chromium refuses its sandbox to root. The program itself decides what root may see of the
    # map; this only lets the tests of the window run in containers.
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

# --- no network ---------------------------------------------------------------------------------

_INTERNET = (socket.AF_INET, socket.AF_INET6)


class NetworkTouched(AssertionError):
    """A test, or the program in it, tried to reach a network."""


def _closed(name: str) -> Any:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family in _INTERNET:
            raise NetworkTouched(f"{name}{args}")
        return original(self, *args)

    return guarded


def _no_lookup(*args: Any, **_: Any) -> NoReturn:
    raise NetworkTouched(f"a name was looked up: {args[:2]}")


for _name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, _name, _closed(_name))
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
    setattr(socket, _name, _no_lookup)

# --- the same examples on every machine ---------------------------------------------------------

_SLOW_MACHINES = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=50,
    suppress_health_check=_SLOW_MACHINES,
)
settings.register_profile(
    "long",
    deadline=None,
    database=None,
    max_examples=1_000,
    print_blob=True,
    suppress_health_check=_SLOW_MACHINES,
)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """`--long`: more examples, more kills, more hostile files."""
    parser.addoption("--long", action="store_true", help="the long runs as well")
    if pluginmanager.is_blocked("pytest-qt"):  # no Qt on this machine: its settings mean nothing
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "a setting of pytest-qt", default="")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property is tried on."""
    settings.load_profile("long" if config.getoption("--long") else "ci")


# --- cyclic rubbish goes between tests, on the thread that made it -------------------------------

# Python collects on whatever thread it runs just then. The writer of a mission would so destroy
# what a test of the window left, with timers that no other thread may stop, and the next turn of
# the window would end the process. The program has a collector of its own (gui/rubbish.py).


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Leave rubbish alone while a test runs."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect the generations that are due, the youngest first."""
    for generation, (count, limit) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count <= limit:
            break
        gc.collect(generation)


# --- what tests ask for -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def long_run(request: pytest.FixtureRequest) -> bool:
    """Whether this is a long run."""
    return bool(request.config.getoption("--long"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files made by others, which lie beside the repository where they are."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real files of others (../shared/data) are not on this machine")
    return folder


@pytest.fixture
def words() -> Iterator[Any]:
    """The English texts."""
    from pocplanner.words import Words

    yield Words("en")
