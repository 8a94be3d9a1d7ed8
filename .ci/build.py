#!/usr/bin/env python3
"""Build the program alone: one folder, then its Debian package. Run by `python3 dev.py build`.

build.py            dist/cpom, checked by its own self-test; on Debian also dist/*.deb
build.py --deb      the Debian package of the folder that is there
build.py --nsis     the Windows installer of the folder that is there (never run: see the script)
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import dev  # noqa: E402 - the checkout comes first
from cpom_desktop import __version__  # noqa: E402

DIST = ROOT / "dist"
FOLDER = DIST / "cpom"
INSIDE = FOLDER / "_internal"
PROGRAM = FOLDER / ("cpom.exe" if os.name == "nt" else "cpom")
MATERIAL = ROOT / "resources" / "installation"
DIGESTS = "empreintes.sha256"
LARGEST_MB = 170
PLACE = Path("usr/lib/cpom-desktop")
"""Where the Debian package puts the folder."""
FORMERLY = {"libglib2.0-0": "libglib2.0-0t64", "libcups2": "libcups2t64"}
"""Packages of bookworm → their name since the 64-bit time of trixie."""
LOADER = ("zlib1g",)
"""What the small program that starts Python needs."""
WELCOME = ("libcups2", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1")
"""Printers, and Wayland: the program does without."""
LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/", re.IGNORECASE)
BUILD_ONLY = {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "pip", "setuptools"}


def main() -> int:
    """Build what is asked for; return 0 when all of it is sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deb", action="store_true")
    parser.add_argument("--nsis", action="store_true")
    asked = parser.parse_args()
    try:
        if asked.nsis:
            return make_installer()
        if not asked.deb:
            build_folder()
            missed = check_folder()
            if missed:
                return missed
        if shutil.which("dpkg-deb"):
            make_deb()
    except subprocess.CalledProcessError as fault:
        print(f"La construction a échoué : {' '.join(map(str, fault.cmd[:4]))}…", file=sys.stderr)
        return 1
    return 0


# The folder


def build_folder() -> None:
    """Freeze the program, then add the licences and the list of its files."""
    if sys.platform == "win32":
        draw_icon(ROOT / "build" / "cpom.png")
    options = ["--noconfirm", "--clean", "--log-level", "WARN"]
    command = [sys.executable, "-m", "PyInstaller", *options, "installer.spec"]
    subprocess.run(command, cwd=ROOT, check=True)
    gather_licences(FOLDER / "licences")
    (INSIDE / DIGESTS).write_text("".join(digests()), "utf-8")


def draw_icon(path: Path) -> None:
    """Draw the icon of the program as a picture."""
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415 - Windows only
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - Windows only

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(256, 256, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(MATERIAL / "cpom-desktop.svg")).render(painter)
    painter.end()
    path.parent.mkdir(exist_ok=True)
    image.save(str(path))
    del application


def digests() -> list[str]:
    """Return the lines of `sha256sum` for every file of the folder, seen from `_internal`."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return [f"{sha256(path)}  {shown_from_inside(path)}\n" for path in files]


def sha256(path: Path) -> str:
    """Return the sum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def shown_from_inside(path: Path) -> str:
    """Return the name of a file of the folder as the list writes it."""
    if path.is_relative_to(INSIDE):
        return path.relative_to(INSIDE).as_posix()
    return f"../{path.relative_to(FOLDER).as_posix()}"


def check_folder() -> int:
    """Have the program check itself, tell its size and its start; return 0 when all is well."""
    # As on a computer without time zones of its own (Windows): the folder has what it asks for.
    bare = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PYTHONTZPATH": ""}
    if os.name == "nt":
        bare = dict(os.environ)
    subprocess.run([PROGRAM, "self-test"], cwd=DIST, env=bare, check=True)
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) / 1_000_000
    print(f"dist/cpom : {size:.0f} Mo (au plus {LARGEST_MB}), {len(files)} fichiers", flush=True)
    slow = dev.python(ROOT / "tests" / "bench" / "bench_frozen.py")
    return int(size > LARGEST_MB or slow != 0)


# Licences


def runtime_distributions() -> list[Distribution]:
    """Return the distributions that the program is made of, by name."""
    found: dict[str, Distribution] = {}
    waiting = ["PySide6-Essentials", "pypdfium2", *program_requirements()]
    while waiting:
        name = re.split(r"[^\w.-]", waiting.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in found or name in BUILD_ONLY:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another system or another Python
            continue
        waiting += [each for each in found[name].requires or () if "extra ==" not in each]
    return [found[name] for name in sorted(found)]


def program_requirements() -> list[str]:
    """Return the dependencies written in pyproject.toml."""
    import tomllib  # noqa: PLC0415 - once

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [str(each) for each in declared["dependencies"]]


def gather_licences(folder: Path) -> None:
    """Copy the licence of each component, and say which is whose."""
    rows = [f"CPOM Desktop {__version__} : GPL-3.0-or-later (LICENSE)"]
    folder.mkdir()
    shutil.copy(ROOT / "LICENSE", folder)
    rows += [
        f"{each.name} {each.version} : {licence_name(each)}{copied(each, folder)}"
        for each in runtime_distributions()
    ]
    python_licence = Path(os.__file__).parent / "LICENSE.txt"
    if python_licence.exists():
        shutil.copy(python_licence, folder / "Python-LICENSE.txt")
    rows.append(f"Python {sys.version.split()[0]} : PSF-2.0 (Python-LICENSE.txt)")
    rows += system_licences(folder / "systeme")
    rows += ["Source Sans 3 : OFL-1.1 (_internal/resources/fonts)"]
    rows += ["Lucide : ISC (_internal/resources/icons)", "", QT_NOTE]
    (folder / "LISEZ-MOI.txt").write_text("\n".join(rows) + "\n", "utf-8")


QT_NOTE = """\
Qt 6 et PySide6 sont repris sans modification, sous GPL-3.0 (texte : LICENSE), l'une des licences
que leurs auteurs proposent. Ces bibliothèques restent séparées : on peut les remplacer dans
_internal/PySide6. Leurs sources sont publiées par The Qt Company."""


def licence_name(each: Distribution) -> str:
    """Return the licence as the component names it."""
    metadata = each.metadata
    named = next(
        (metadata[key] for key in ("License-Expression", "License") if key in metadata), ""
    )
    return (named.strip().splitlines() or ["voir son texte"])[0]


def copied(each: Distribution, folder: Path) -> str:
    """Copy the licence texts of a distribution; return where they are, as a remark."""
    texts = [file for file in each.files or () if LICENCE.search(str(file))]
    texts = [file for file in texts if file.suffix not in {".py", ".pyc"}]
    for file in texts:
        target = folder / each.name / re.sub(r"^.*?(dist-info/(licenses/)?)", "", str(file))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(str(file.locate()), target)
    return f" ({each.name}/)" if texts else ""


def system_licences(folder: Path) -> list[str]:
    """Copy the copyright file of each Debian package whose library was taken along."""
    if shutil.which("dpkg-query") is None:
        return []
    names = [path.name for path in INSIDE.glob("*.so*") if not path.is_symlink()]
    command = ["dpkg-query", "--search", *(f"*/{name}" for name in names)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    packages = sorted({line.split(":")[0] for line in done.stdout.splitlines()})
    folder.mkdir()
    kept = []
    for package in packages:
        text = Path("/usr/share/doc") / package / "copyright"
        if text.exists():
            shutil.copy(text, folder / f"{package}.txt")
            kept.append(f"{package} : voir systeme/{package}.txt")
    return kept


# The Debian package


def depends() -> str:
    """Return what the Debian package needs: the libraries of `dev.py`, whatever their name."""
    libc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36"
    needed = [f"libc6 (>= {libc.split()[1]})", *LOADER]
    libraries = [*dev.QT_LIBRARIES.values(), *dev.WINDOW_LIBRARIES.values()]
    return ", ".join([*needed, *map(under_any_name, libraries)])


def under_any_name(package: str) -> str:
    """Return a package of bookworm, or the one that took its place in trixie."""
    later = FORMERLY.get(package)
    return f"{package} | {later}" if later else package


def make_deb() -> Path:
    """Make the Debian package of the folder; return where it is."""
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    ).stdout.strip()
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    fill_tree(tree)
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    (tree / "DEBIAN").mkdir()
    control = (MATERIAL / "control").read_text("utf-8")
    filled = control.format(
        version=__version__,
        architecture=architecture,
        size_kb=size,
        depends=depends(),
        recommends=", ".join(map(under_any_name, WELCOME)),
    )
    (tree / "DEBIAN" / "control").write_text(filled, "utf-8")
    package = DIST / f"cpom-desktop_{__version__}_{architecture}.deb"
    options = ["--root-owner-group", "-Zxz", "--build"]
    subprocess.run(["dpkg-deb", *options, tree, package], check=True, stdout=subprocess.DEVNULL)
    print(f"dist/{package.name} : {package.stat().st_size / 1_000_000:.0f} Mo", flush=True)
    return package


def fill_tree(tree: Path) -> None:
    """Lay the files of the package out, with the rights that Debian wants."""
    shutil.copytree(FOLDER, tree / PLACE, symlinks=True)
    link = tree / "usr" / "bin" / "cpom"
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../{PLACE.relative_to('usr')}/cpom")
    shares = {
        "applications": "cpom-desktop.desktop",
        "mime/packages": "cpom-desktop.xml",
        "icons/hicolor/scalable/apps": "cpom-desktop.svg",
        "doc/cpom-desktop": "copyright",
    }
    for place, name in shares.items():
        target = tree / "usr" / "share" / place
        target.mkdir(parents=True)
        shutil.copy(MATERIAL / name, target)
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name == "cpom" else 0o644)
    tree.chmod(0o755)


# The Windows installer: never run


def make_installer() -> int:
    """Compile the Windows installer of the folder."""
    values = {
        "VERSION": __version__,
        "PROGRAM": FOLDER,
        "OUT": DIST / f"CPOM-Desktop-{__version__}.exe",
    }
    sign = "/" if os.name == "nt" else "-"
    options = [f"{sign}D{name}={value}" for name, value in values.items()]
    script = MATERIAL / "cpom-desktop.nsi"
    return subprocess.run(["makensis", f"{sign}V2", *options, script], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
