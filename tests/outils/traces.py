"""What programs really asked of the system, by strace: addresses they wrote to, files they made.

Other threads and programs that they start are followed. Calls that change nothing are not slowed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

NETWORK = ("socket", "connect", "sendto", "sendmsg", "sendmmsg", "bind", "listen")
FILES = (
    *("open", "openat", "openat2", "creat", "mkdir", "mkdirat", "mknod", "mknodat"),
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\)\s+= (.*)$")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_GIVEN = re.compile(r"^\d+<(.*)>$")
_FOLDER = re.compile(r"^(?:AT_FDCWD|\d+)<([^>]*)>")


class Call(NamedTuple):
    """One call that succeeded or not: its name, its arguments as told, what it returned."""

    name: str
    arguments: str
    result: str

    @property
    def succeeded(self):
        """Whether the system did it."""
        return not self.result.startswith("-1")


def traced(output, command):
    """Return the command that runs another under strace, its trace in a file."""
    calls = ",".join((*NETWORK, *FILES))
    options = ("-f", "-y", "-qq", "--seccomp-bpf", "-s", "4096", "-o", str(output))
    return [shutil.which("strace"), *options, "-e", f"trace={calls}", *command]


def calls(trace):
    """Yield each call of a trace; one cut by another is put together."""
    begun = {}
    for line in trace.read_text("utf-8", errors="replace").splitlines():
        process, _space, told = line.partition(" ")
        told = told.strip()
        if told.endswith("<unfinished ...>"):
            begun[process] = told.removesuffix("<unfinished ...>")
            continue
        if told.startswith("<... ") and process in begun:
            told = begun.pop(process) + told.partition("resumed>")[2]
        found = _LINE.match(told)
        if found:
            yield Call(*found.groups())


def asked_of_the_network(trace):
    """Return what went, or tried to go, anywhere but to a socket of this computer's files."""
    local = ("AF_UNIX", "AF_NETLINK", "NETLINK")
    return [
        call
        for call in calls(trace)
        if call.name in NETWORK and ("AF_INET" in call.arguments or _names_a_host(call, local))
    ]


def _names_a_host(call, local):
    """Tell whether a call opens a socket of a kind that is not local."""
    return call.name == "socket" and not call.arguments.startswith(local)


def made(trace):
    """Yield the files and folders that were made, opened to be written, or renamed to."""
    for call in calls(trace):
        if not call.succeeded or call.name not in FILES:
            continue
        if call.name in {"open", "openat", "openat2", "creat"}:
            given = _GIVEN.match(call.result)
            writes = call.name == "creat" or re.search(r"O_(WRONLY|RDWR|CREAT)", call.arguments)
            if given and writes:
                yield Path(_plain(given.group(1)))
        else:
            names = _QUOTED.findall(call.arguments)
            yield _whole(call.arguments, _plain(names[-1]))


def _whole(arguments, name):
    """Return a name with its folder, where the call was given one."""
    folders = re.findall(r"(?:AT_FDCWD|\d+)<([^>]*)>", arguments)
    return Path(_plain(folders[-1]) if folders else "/", name)


def _plain(told):
    """Return a path as it is, from how strace tells it."""
    text = told.removesuffix(" (deleted)")
    return re.sub(
        rb"\\([0-7]{1,3})", lambda m: bytes([int(m[1], 8)]), text.encode("utf-8", "replace")
    ).decode("utf-8", "replace")
