#!/usr/bin/env python3
"""Compare the environment with requirements.lock: one difference fails. Part of `dev.py check`.

verrou.py           every component installed is locked, at that version, and nothing else is there
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
SEED = {"pip", "setuptools", "wheel"}
"""What `python -m venv` puts there before the lock is read: never strangers."""
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


class Locked(NamedTuple):
    """An entry of the lock: what it asks for, and the words that follow it."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as every tool compares it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version that is asked for, empty when it is not pinned."""
        pins = [each for each in self.requirement.specifier if each.operator == "=="]
        return pins[0].version if len(pins) == len(self.requirement.specifier) == 1 else ""

    @property
    def is_for_this_system(self) -> bool:
        """Tell whether this computer and this Python take it."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def entries(lock: str) -> list[Locked]:
    """Read a lock; each line that is not a comment is part of an entry."""
    lines = [line for line in lock.splitlines() if line.strip() and not line.startswith("#")]
    whole = "\n".join(lines).replace("\\\n", " ")
    return [_entry(line) for line in whole.splitlines()]


def _entry(line: str) -> Locked:
    asked, *words = re.split(r"\s+(?=--)", line.strip())
    return Locked(Requirement(asked), tuple(words))


def expected(lock: str) -> dict[str, str]:
    """Return name → version of what this computer must have."""
    return {each.name: each.version for each in entries(lock) if each.is_for_this_system}


def unsound(lock: str) -> list[str]:
    """Return what makes a lock worth less than a lock, one sentence each."""
    faults = []
    for each in entries(lock):
        if not each.version:
            faults.append(f"{each.name} n'est pas fixé à une version.")
        if not each.hashes or not all(HASH.match(word) for word in each.hashes):
            faults.append(f"{each.name} n'a pas que des empreintes SHA-256.")
        if each.requirement.url:
            faults.append(f"{each.name} nomme une adresse.")
    return faults


def installed() -> dict[str, str]:
    """Return name → version of what this environment has."""
    return {canonicalize_name(each.name): each.version for each in distributions()}


def differences(wanted: dict[str, str], found: dict[str, str]) -> list[str]:
    """Return how an environment differs from its lock, one sentence each."""
    told = []
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            told.append(f"{name} {wanted[name]} est dans le verrou, mais n'est pas installé.")
        elif name not in wanted and name not in SEED:
            told.append(f"{name} {found[name]} est installé sans être dans le verrou.")
        elif name in wanted and wanted[name] != found[name]:
            told.append(f"{name} : {found[name]} est installé, le verrou dit {wanted[name]}.")
    return told


def main() -> int:
    """Print each difference; return 0 when there is none."""
    lock = LOCK.read_text("utf-8")
    faults = unsound(lock) or differences(expected(lock), installed())
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        count = len(expected(lock))
        print(f"{count} composants installés, les mêmes que dans le verrou, tous à empreinte.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
