"""What a reader may use of the machine, set by itself before it looks at the file."""

import ctypes
import os
import platform
import struct
import sys
from typing import Any

MEMORY = 1 << 30
_PR_SET_NO_NEW_PRIVS, _PR_SET_DUMPABLE, _PR_SET_PDEATHSIG, _PR_SET_SECCOMP = 38, 4, 1, 22
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_EPERM = 1

# Calls that a reader never needs, by machine: sockets, new processes, other processes.
_FORBIDDEN = {
    "x86_64": (
        0xC000003E,
        # socket connect accept sendto bind listen socketpair clone fork vfork execve kill
        # ptrace process_vm_readv process_vm_writev accept4 execveat clone3 io_uring_setup
        (41, 42, 43, 44, 49, 50, 53, 56, 57, 58, 59, 62, 101, 310, 311, 288, 322, 435, 425),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 199, 200, 201, 202, 203, 206, 220, 221, 129, 117, 270, 271, 242, 281, 435, 425),
    ),
}


def confine(seconds: int, memory: int = MEMORY) -> None:
    """Take from this process what reading a file does not need: time, memory, disk, network."""
    try:
        import resource
    except ImportError:  # another system: the watching process still counts time
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CPU, seconds),
    ):
        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, most))
    _no_network()
    sys.addaudithook(_refuse)


def _no_network() -> None:
    """Leave the network for an empty one and forbid the calls; quietly where Linux says no."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    _forbid_calls(libc)


def _forbid_calls(libc: Any) -> bool:
    """Answer "not permitted" to every forbidden call (seccomp). False where it cannot be had."""
    found = _FORBIDDEN.get(platform.machine())
    if found is None:
        return False
    machine, calls = found
    step = struct.Struct("<HBBI")  # code, jump if true, jump if false, operand
    load, equal, answer = 0x20, 0x15, 0x06
    allow, refuse = 0x7FFF0000, 0x00050000 | _EPERM
    program = [
        step.pack(load, 0, 0, 4),  # which machine the call speaks
        step.pack(equal, 1, 0, machine),
        step.pack(answer, 0, 0, refuse),
        step.pack(load, 0, 0, 0),  # the number of the call
    ]
    for place, call in enumerate(calls):
        program.append(step.pack(equal, len(calls) - place, 0, call))
    program += [step.pack(answer, 0, 0, allow), step.pack(answer, 0, 0, refuse)]
    code = ctypes.create_string_buffer(b"".join(program))
    filters = struct.pack("<HxxxxxxQ", len(program), ctypes.addressof(code))
    return bool(libc.prctl(_PR_SET_SECCOMP, 2, ctypes.create_string_buffer(filters), 0, 0) == 0)


_NEVER = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.kill")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: the same once more in Python, and no writing anywhere."""
    if event.startswith(_NEVER):
        raise PermissionError(event)
    if event == "open" and len(arguments) == 3:
        flags = arguments[2]
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(event)
