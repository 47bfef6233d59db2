"""Whether the web engine may start here, and the locks that it starts with; needs no engine."""

import os
import shlex

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
    # Asked for a connection, WebRTC would announce a name of this machine to the local network.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)

#: Switches that a person may have set for the sake of the screen; every other one is refused.
_HARMLESS = frozenset(
    {
        "--disable-gpu",
        "--disable-gpu-compositing",
        "--disable-software-rasterizer",
        "--force-device-scale-factor",
        "--ignore-gpu-blocklist",
        "--lang",
        "--renderer-process-limit",
        "--touch-devices",
        "--use-angle",
        "--use-gl",
    }
)


def unsafe_environment() -> str:
    """What makes the engine unfit for real data, or an empty text.

    As root Chromium refuses its sandbox; then only exercises get the live map.
    """
    switches = settings.unsafe_environment(os.environ)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return "root"
    return switches[0] if switches else _strange_switch()


def _strange_switch() -> str:
    """The first switch of the engine that is neither ours nor harmless, or an empty text."""
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    try:
        switches = shlex.split(given)
    except ValueError:
        return "QTWEBENGINE_CHROMIUM_FLAGS"
    ours = set(shlex.split(" ".join(FLAGS)))
    for switch in switches:
        name = switch.partition("=")[0]
        if switch not in ours and name not in _HARMLESS:
            return name if name.startswith("--") else "QTWEBENGINE_CHROMIUM_FLAGS"
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
