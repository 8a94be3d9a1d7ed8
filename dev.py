#!/usr/bin/env python3
"""Set up this checkout and run every developer's command, with the standard library alone.

    python3 dev.py run            the demonstration, in the window (without a screen: its PDF)
    python3 dev.py test [--long]  the checks, then the tests; other words go to pytest
    python3 dev.py check          lint, types, room contracts, dead code, links of the packs
    python3 dev.py bench          the measures of tests/bench, one after another
    python3 dev.py screenshots    pictures of every screen, into out/
    python3 dev.py build          the program alone, in dist/: folder and Debian package
    python3 dev.py lock           resolve the dependencies again into requirements.lock
    python3 dev.py audit          known flaws of what is locked; fails without a network

Each first makes the environment: system libraries (Debian), then `.venv` from the lock.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "lock.sha256"
OUT = ROOT / "out"
DEMONSTRATION = OUT / "demonstration"
DOSSIER = "Les Tilleuls.cpom"
BUILD = "build"
AUDIT = "audit"

QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "pdftoppm": "poppler-utils",
    "javac": "default-jdk-headless",
    "soffice": "libreoffice-writer-nogui",
    "qpdf": "qpdf",
    "strace": "strace",
    "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
    "/usr/share/java/jaxb-api.jar": "libjaxb-api-java",
}
BUILD_TOOLS = {"objdump": "binutils", "dpkg-deb": "dpkg", "xz": "xz-utils"}
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as lint; lint()"
CONTENT_LINKS = """
from cpom_desktop.content.links import check_links
from cpom_desktop.content.loader import Content
raise SystemExit("\\n".join(check_links(Content.bundled())) or 0)
"""
CHECKS = {
    "ruff check": ("-m", "ruff", "check", "."),
    "ruff format": ("-m", "ruff", "format", "--check", "."),
    "mypy": ("-m", "mypy"),
    "import-linter": ("-c", IMPORT_LINTER),
    "vulture": ("-m", "vulture"),
    "content links": ("-c", CONTENT_LINKS),
    "lock": (".ci/verrou.py",),
}


class SetupImpossible(Exception):  # noqa: N818 - read by a person, once
    """The environment cannot be made here; the sentence says what to do."""


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def known_libraries() -> str:
    """Return what the dynamic linker knows, as `ldconfig -p` prints it."""
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin")
    if ldconfig is None:
        return ""
    return subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True).stdout


def missing_packages(*, window: bool, tests: bool, build: bool = False) -> list[str]:
    """Return the Debian packages that this machine lacks; none outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = QT_LIBRARIES | (WINDOW_LIBRARIES if window or tests or build else {})
    known = known_libraries()
    missing = [package for name, package in libraries.items() if f"\t{name} " not in known]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    tools = (TEST_TOOLS if tests else {}) | (BUILD_TOOLS if build else {})
    missing += [package for tool, package in tools.items() if not is_installed(tool)]
    return missing


def is_installed(tool: str) -> bool:
    """Tell whether a command is on the PATH, or a file exists."""
    return Path(tool).exists() if tool.startswith("/") else shutil.which(tool) is not None


def ensure_system(*, window: bool, tests: bool, build: bool = False) -> None:
    """Install the missing system packages as root on Debian; say what to type otherwise."""
    missing = missing_packages(window=window, tests=tests, build=build)
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupImpossible(
            f"Il manque des composants du système ; installez-les : sudo {' '.join(command)}"
        )
    print(f"Installation de composants du système : {', '.join(missing)}…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update"], command):
        subprocess.run(step, env=environment, check=True, stdout=subprocess.DEVNULL)
    still = missing_packages(window=window, tests=tests, build=build)
    if still:
        raise SetupImpossible(f"Ces composants du système manquent encore : {', '.join(still)}.")


def ensure_venv() -> None:
    """Make `.venv` exactly what the lock says; do nothing when it already is."""
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return
    print("Préparation de l'environnement (.venv)…", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([str(PYTHON), *install, "-r", str(LOCK)], check=True)
    STAMP.write_text(wanted, "ascii")


def ensure_environment(command: str) -> None:
    """Make everything that a command needs, and only what is missing."""
    tests = command not in {"run", BUILD, AUDIT}
    ensure_system(window=has_display(), tests=tests, build=command == BUILD)
    ensure_venv()


def python(*arguments: str | Path, offscreen: bool = True) -> int:
    """Run the environment's Python from the root of the checkout; return its exit code."""
    environment = dict(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.call([str(PYTHON), *map(str, arguments)], cwd=ROOT, env=environment)


def run(arguments: list[str]) -> int:
    """Open the demonstration, or what is named; without a screen, write it with its PDF."""
    if arguments:
        return python("-m", "cpom_desktop", *arguments, offscreen=not has_display())
    shutil.rmtree(DEMONSTRATION, ignore_errors=True)
    made = python("-m", "cpom_desktop", "demo", DEMONSTRATION)
    if made or not has_display():
        return made
    return python("-m", "cpom_desktop", "open", DEMONSTRATION / DOSSIER, offscreen=False)


def check(arguments: list[str]) -> int:
    """Run every check, all of them even after a fault; return how many failed."""
    del arguments
    failed = [name for name, command in CHECKS.items() if not _passes(name, command)]
    if failed:
        print(f"En échec : {', '.join(failed)}.", flush=True)
    return len(failed)


def _passes(name: str, command: tuple[str, ...]) -> bool:
    print(f"── {name}", flush=True)
    return python(*command) == 0


def test(arguments: list[str]) -> int:
    """Run the checks, then the tests even if a check failed; two workers save a quarter."""
    failed = check([])
    print("── pytest", flush=True)
    return python("-m", "pytest", "-n2", *arguments) or min(failed, 1)


def bench(arguments: list[str]) -> int:
    """Run each measure of tests/bench in its own process; a missed bound fails."""
    del arguments
    codes = [python(script) for script in sorted((ROOT / "tests" / "bench").glob("*.py"))]
    if not codes:
        print("Aucune mesure dans tests/bench.", file=sys.stderr)
    return max(codes, default=1)


def screenshots(arguments: list[str]) -> int:
    """Take a picture of every screen."""
    return python("-m", "tests.outils.screenshots", *arguments)


def build(arguments: list[str]) -> int:
    """Build the program that needs no Python, check it, and pack it for Debian."""
    return python(ROOT / ".ci" / "build.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml into requirements.lock: hashes, every platform, no address."""
    options = [
        "--extra=dev",
        "--extra=build",
        "--generate-hashes",
        "--universal",
        "--python-version=3.11",
    ]
    options += ["--no-header", "--no-annotate", "--no-emit-index-url", "--quiet"]
    output = ("--output-file", LOCK)
    return python("-m", "uv", "pip", "compile", "pyproject.toml", *options, *output, *arguments)


def audit(arguments: list[str]) -> int:
    """Ask a service on the network which locked components have a known flaw."""
    return python(ROOT / ".ci" / "audit.py", *arguments)


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "screenshots": screenshots,
    BUILD: build,
    "lock": lock,
    AUDIT: audit,
}


def main() -> int:
    """Read the command line, make the environment, run the command."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in one sentence to who has an older one
        print("CPOM Desktop demande Python 3.11 ou plus récent.", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    known, others = parser.parse_known_args()
    try:
        ensure_environment(known.command)
    except SetupImpossible as fault:
        print(fault, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as fault:
        print(f"La préparation a échoué : {' '.join(map(str, fault.cmd[:4]))}…", file=sys.stderr)
        return 2
    return COMMANDS[known.command](others)


if __name__ == "__main__":
    sys.exit(main())
