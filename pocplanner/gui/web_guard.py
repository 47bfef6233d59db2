"""Whether the web engine may start here, and the locks that it starts with; needs no engine."""

import os

from pocplanner import settings
from pocplanner.words import Problem

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


def unsafe_environment() -> str:
    """What makes the engine unfit for real data, or an empty text.

    As root Chromium refuses its sandbox; then only exercises get the live map.
    """
    switches = settings.unsafe_environment(os.environ)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return "root"
    return switches[0] if switches else ""


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
