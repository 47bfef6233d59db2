"""What must hold of every file of the project, whatever it does."""

import ast
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from pydantic import BaseModel

from pocplanner.model.guard import held
from pocplanner.model.kinds import KINDS
from pocplanner.model.record import Part

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".ttf", ".png", ".ico", ".gz", ".zip", ".xlsx", ".pdf", ".pocplan", ".gpkg"}

# Patterns are put together from pieces, so that this file does not hold what it looks for.
ADDRESSES_OF_PACKAGES = re.compile(
    r"https?://[^ \"]*(/simple|/packages/|\.whl|\.tgz|\.tar\.gz|\.deb)"
    r"|--(extra-)?index-" + r"url\b"
    r"|\"resolved\": *\"http"
    r"|\b(py" + r"pi\.org|python" + r"hosted|npm" + r"js\.(org|com)|deb\." + r"debian"
    r"|archive\." + r"ubuntu)",
)
PATHS_OF_ONE_MACHINE = re.compile(
    r"(?<![A-Za-z0-9_.])(/home/[a-z]+|/ro" + r"ot|/wo" + r"rk|/fa" + r"rm|/opt/de" + r"v)/[a-z]"
)
ADDRESSES_TO_CALL = re.compile(
    r"https?://(cdn|unpkg|[a-z.]*tile\.|fonts\.g|code\.jquery|netdna|maxcdn)"
    r"|(cdn\.jsdelivr|cdnjs\.cloudflare|unpkg\.com|tile\.openstreetmap)"
)
SWITCHED_OFF = re.compile(r"assert T" + r"rue\b|pytest\.mark\.(sk" + r"ip|xf" + r"ail)")
LEFT_FOR_LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|raise NotImpl" + r"ementedError)\b")


@cache
def files() -> tuple[Path, ...]:
    """The files of the project: as git knows them, or all that lie there without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
        ).stdout
        found = [ROOT / name for name in listed.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        passed = {"output", "build", "dist", "__pycache__"}
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(p in passed or p.startswith(".") for p in path.relative_to(ROOT).parts[:-1])
        ]
    return tuple(path for path in found if path.is_file())


def hits(pattern: re.Pattern[str], *folders: str) -> list[str]:
    """Where a pattern occurs, as file:line, in the text files of these folders (or of all)."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        if path.suffix not in BINARY
        and (not folders or path.relative_to(ROOT).as_posix().startswith(folders))
        for number, line in enumerate(
            # Fixtures of wrong encodings are read as far as they go.
            path.read_text(encoding="utf-8", errors="replace").splitlines(),
            start=1,
        )
        if pattern.search(line)
    ]


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """The program's own modules, as trees."""
    for path in files():
        if path.suffix == ".py" and path.is_relative_to(ROOT / "pocplanner"):
            yield path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module that a tree imports, lazily or not, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_file_names_the_address_of_a_package() -> None:
    assert hits(ADDRESSES_OF_PACKAGES) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert hits(PATHS_OF_ONE_MACHINE) == []


def test_nothing_that_the_product_shows_could_call_an_address() -> None:
    assert hits(ADDRESSES_TO_CALL, "pocplanner/", "resources/map/") == []


def test_no_test_is_switched_off_or_cannot_fail() -> None:
    assert hits(SWITCHED_OFF, "tests/") == []


def test_nothing_in_the_product_is_left_for_later() -> None:
    assert hits(LEFT_FOR_LATER, "pocplanner/") == []


def test_the_locks_hold_a_hash_for_every_package_and_the_same_versions() -> None:
    pins = {}
    for name in ("run", "test"):
        lock = (ROOT / f"packaging/requirements/{name}.txt").read_text(encoding="utf-8")
        assert re.match(r"# download: \d+ MB\n", lock), "the size to download is said first"
        assert "://" not in lock
        blocks = re.findall(r"^([a-z0-9-]+)==(\S+)(.*\n(?: {4}.*\n)*)", lock, re.MULTILINE)
        assert blocks
        assert all("--hash=sha256:" in rest for _, _, rest in blocks)
        pins[name] = {package: version for package, version, _ in blocks}
    assert pins["run"].items() <= pins["test"].items()


def pinned(name: str) -> set[str]:
    """The packages of a lock."""
    lock = (ROOT / f"packaging/requirements/{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))


def unlocked(paths: Iterator[tuple[Path, ast.Module]], lock: set[str]) -> set[str]:
    """What is imported and neither ours, nor Python's own, nor in the lock."""
    ours = {"pocplanner", "tests", "sample_world"} | {p.stem for p in ROOT.glob("packaging/*.py")}
    of = {
        module: {re.sub(r"[-_.]+", "-", name).lower() for name in names}
        for module, names in metadata.packages_distributions().items()
    }
    return {
        f"{path.relative_to(ROOT)}: {top}"
        for path, tree in paths
        for _, name in imported(tree)
        if (top := name.partition(".")[0]) not in sys.stdlib_module_names | ours
        and not of.get(top, set()) & lock
    }


def test_everything_that_is_imported_is_in_the_lock() -> None:
    tools = (
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(ROOT / "tests")
    )
    assert unlocked(modules(), pinned("run")) == set()
    assert unlocked(tools, pinned("test")) == set()


def test_the_program_imports_nothing_that_reaches_a_network() -> None:
    closed = re.compile(
        r"(socket|socketserver|ssl|urllib|http|requests|urllib3|httpx|aiohttp|ftplib|smtplib"
        r"|xmlrpc|webbrowser|PySide6\.QtNetwork)(\.|$)"
    )
    assert [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path, tree in modules()
        for line, name in imported(tree)
        if closed.match(name)
    ] == []


def test_the_program_runs_no_code_from_data() -> None:
    names = {"eval", "exec", "compile", "__import__"}
    modules_of_code = re.compile(r"(pickle|marshal|shelve|dill|yaml|code|runpy)(\.|$)")
    found = []
    for path, tree in modules():
        place = path.relative_to(ROOT)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in names:
                found.append(f"{place}:{node.lineno} {node.func.id}")
            if any(
                k.arg == "shell" and not (isinstance(k.value, ast.Constant) and not k.value.value)
                for k in node.keywords
            ):
                found.append(f"{place}:{node.lineno} a shell")
        found += [f"{place}:{n} {m}" for n, m in imported(tree) if modules_of_code.match(m)]
    assert found == []


def test_every_module_begins_with_what_it_is_for() -> None:
    assert [
        str(path.relative_to(ROOT)) for path, tree in modules() if not ast.get_docstring(tree)
    ] == []


def parts(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A kind and every part that its fields hold, however deep."""
    waiting: list[object] = [kind]
    seen: set[object] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, type) and issubclass(found, BaseModel):
            if found not in seen:
                seen.add(found)
                yield found
                waiting += [field.annotation for field in found.model_fields.values()]
        else:
            waiting += typing.get_args(found)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_says_how_sensitive_it_is_and_who_may_see_it(kind: type[BaseModel]) -> None:
    unmarked = []
    for part in parts(kind):
        assert issubclass(part, Part), f"{part} is neither a record nor a part of one"
        for field in part.model_fields:
            try:
                held(part, field)
            except LookupError as error:
                unmarked.append(str(error))
    assert unmarked == []


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python of its own, in the folder of the project."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def test_help_loads_no_window_no_map_and_no_printer() -> None:
    loaded = run("-X", "importtime", "-m", "pocplanner", "--help")
    assert loaded.returncode == 0, loaded.stderr[-2000:]
    names = {line.rsplit("|", 1)[-1].strip() for line in loaded.stderr.splitlines()}
    heavy = {"PySide6", "shiboken6", "folium", "branca", "pandas", "reportlab", "openpyxl"}
    assert not {name.split(".")[0] for name in names} & (heavy | {"scipy", "pikepdf", "pypdf"})


def test_all_but_the_window_runs_where_qt_is_not_installed() -> None:
    names = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path, _ in modules()
        if path.relative_to(ROOT / "pocplanner").parts[0] not in ("gui", "app.py", "__main__.py")
    )
    without_qt = (
        "import importlib, sys\n"
        "sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6')))\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
    )
    done = run("-W", "error", "-c", without_qt, *names)
    assert done.returncode == 0, done.stderr[-2000:]
