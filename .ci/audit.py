#!/usr/bin/env python3
"""Ask which components of the lock have a known flaw: `python3 dev.py audit`, with a network.

Left alone, pip-audit says « no known vulnerabilities » and returns 0 when it could ask nothing.
Here success is counted: every component of the lock for this computer was asked about, at its
own version, none was skipped. Returns 0 then and only then; 1 when a flaw is known; 2 when the
question was not asked, or not about everything.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from packaging.utils import canonicalize_name
from verrou import LOCK, entries, expected

SOUND, FLAWED, NOT_DONE = 0, 1, 2
TOOL = (
    *("-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "20"),
)
UNDONE = (
    "L'audit n'a pas été fait : {why} Rien ne permet de dire que les composants sont sans faille "
    "connue. Recommencez sur un ordinateur relié à Internet."
)


class Verdict(NamedTuple):
    """How an audit ended: its code, and what is told of it."""

    code: int
    lines: tuple[str, ...]


def main() -> int:
    """Ask, then judge the answer; print what it comes to."""
    lock = LOCK.read_text("utf-8")
    wanted = expected(lock)
    print(f"{len(wanted)} composants du verrou pour cet ordinateur.", flush=True)
    now = datetime.now(UTC)  # noqa: TID251 - when a service on the network was asked
    report, detail = ask(for_this_system(lock), sys.argv[1:])
    verdict = judge(wanted, report, detail, now)
    stream = sys.stdout if verdict.code == SOUND else sys.stderr
    print("\n".join(verdict.lines), file=stream)
    return verdict.code


def for_this_system(lock: str) -> str:
    """Return the lock without what other systems take: pip-audit would leave it out in silence."""
    kept = [each for each in entries(lock) if each.is_for_this_system]
    return "".join(f"{each.name}=={each.version} {' '.join(each.hashes)}\n" for each in kept)


def ask(requirements: str, options: list[str]) -> tuple[str, str]:
    """Return the report of pip-audit, empty when it made none, and its last complaint."""
    with tempfile.TemporaryDirectory(prefix="cpom-audit-") as folder:
        asked = Path(folder) / "verrou.txt"
        asked.write_text(requirements, "utf-8")
        command = [sys.executable, *TOOL, "--requirement", str(asked), *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = done.stderr.strip().splitlines()
    return done.stdout, complaints[-1] if complaints else ""


def judge(wanted: dict[str, str], report: str, detail: str, now: datetime) -> Verdict:
    """Tell what a report is worth: nothing short of every component asked about is a success."""
    try:
        told = read(report)
    except (ValueError, KeyError, TypeError):
        return undone("le service des failles connues n'a pas donné de réponse complète.", detail)
    flaws = [line for each in told for line in known_flaws(each)]
    if flaws:
        return Verdict(FLAWED, (f"{len(flaws)} faille(s) connue(s) :", *flaws))
    asked: dict[str, str] = {
        canonicalize_name(each["name"]): each.get("version", "") for each in told
    }
    skipped = sorted(each["name"] for each in told if "vulns" not in each)
    if skipped:
        names = ", ".join(skipped)
        return undone(f"{len(skipped)} composant(s) laissé(s) de côté ({names}).", detail)
    left = sorted(name for name, version in wanted.items() if asked.get(name) != version)
    if left or not wanted:
        return undone(f"{len(left)} composant(s) sans réponse ({', '.join(left)}).", detail)
    when = f"{now:%d/%m/%Y à %H:%M} UTC"
    return Verdict(
        SOUND,
        (
            f"{len(asked)} composants demandés, 0 laissé de côté, 0 faille connue.",
            f"Service interrogé le {when} ; il répond de l'état du moment et ne date pas sa base.",
        ),
    )


def read(report: str) -> list[dict[str, Any]]:
    """Return what a report says of each component."""
    told = json.loads(report)["dependencies"]
    if not isinstance(told, list) or not all("name" in each for each in told):
        raise ValueError(report)
    return told


def known_flaws(component: dict[str, Any]) -> list[str]:
    """Return the known flaws of a component, one line each."""
    return [
        f"  {component['name']} {component.get('version', '')} : {flaw['id']}, {corrected(flaw)}"
        for flaw in component.get("vulns", ())
    ]


def corrected(flaw: dict[str, Any]) -> str:
    """Return in which versions a flaw is mended."""
    versions = flaw.get("fix_versions") or ()
    return f"corrigée en {', '.join(versions)}" if versions else "sans version corrigée"


def undone(why: str, detail: str) -> Verdict:
    """Return the verdict of an audit that proves nothing."""
    told = (UNDONE.format(why=why), *((f"Détail : {detail}",) if detail else ()))
    return Verdict(NOT_DONE, told)


if __name__ == "__main__":
    sys.exit(main())
