#!/usr/bin/env python3
"""Build the program alone: one folder, then its Debian package. Run by `python3 dev.py build`.

build.py            dist/cpom, checked by its own self-test; on Debian also dist/*.deb
build.py --deb      the Debian package of the folder that is there
build.py --twice    the folder, built in two places: same list of files, same sums, or it fails
build.py --folder   the folder alone, unchecked
build.py --nsis     the Windows installer of the folder that is there (never run: see the script)
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

from inventaire import built_parts, faults, taken, whose  # noqa: E402 - beside this script

import dev  # noqa: E402 - the checkout comes first
from cpom_desktop import __version__  # noqa: E402
from cpom_desktop.inventory.licences import FILE as COMPONENTS  # noqa: E402
from cpom_desktop.inventory.licences import FOLDER as LICENCES  # noqa: E402
from cpom_desktop.inventory.licences import text_file  # noqa: E402
from cpom_desktop.inventory.nomenclature import nomenclature  # noqa: E402

if TYPE_CHECKING:
    from cpom_desktop.inventory.parts import Part

DIST = ROOT / "dist"
FOLDER = DIST / "cpom"
INSIDE = FOLDER / "_internal"
PROGRAM = FOLDER / ("cpom.exe" if os.name == "nt" else "cpom")
MATERIAL = ROOT / "resources" / "installation"
WORK = ROOT / "build" / "installer"
LONG_AGO = "1577836800"
"""Date of what is built without a commit: 1 January 2020."""
LEFT_OUT = (".git", ".venv", "build", "dist", "out", "__pycache__", ".*_cache", ".hypothesis")
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


def main() -> int:
    """Build what is asked for; return 0 when all of it is sound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deb", action="store_true")
    parser.add_argument("--nsis", action="store_true")
    parser.add_argument("--twice", action="store_true")
    parser.add_argument("--folder", action="store_true")
    asked = parser.parse_args()
    os.environ.update(same_everywhere())
    try:
        if asked.nsis:
            return make_installer()
        if asked.twice:
            return build_twice()
        if asked.folder:
            build_folder()
            return 0
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
    write_components()
    (INSIDE / DIGESTS).write_text("".join(digests()), "utf-8")


def same_everywhere() -> dict[str, str]:
    """Return what makes a build depend neither on the hour nor on chance."""
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    when = os.environ.get("SOURCE_DATE_EPOCH") or told.stdout.strip() or LONG_AGO
    return {"SOURCE_DATE_EPOCH": when, "PYTHONHASHSEED": "0"}


def build_twice() -> int:
    """Build the folder in two places; return 0 when both have the same files and sums."""
    with tempfile.TemporaryDirectory(prefix="cpom-deux-") as name:
        built = [built_in(Path(name) / place) for place in ("premier", "second lieu, plus loin")]
    told = differences(*built)
    print("\n".join(told) or f"deux fois les mêmes {len(built[0])} fichiers", flush=True)
    return int(bool(told))


def built_in(place: Path) -> dict[str, str]:
    """Build the folder in a copy of the checkout; return the sum of each of its files."""
    shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(*LEFT_OUT))
    subprocess.run([sys.executable, place / ".ci" / "build.py", "--folder"], cwd=place, check=True)
    listed = (place / "dist" / "cpom" / "_internal" / DIGESTS).read_text("utf-8")
    return {file: total for total, file in (line.split("  ", 1) for line in listed.splitlines())}


def differences(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """Return how two builds differ, one line a file."""
    return [
        f"{file} : {'absent' if file not in first or file not in second else 'autre contenu'}"
        for file in sorted(first.keys() | second.keys())
        if first.get(file) != second.get(file)
    ]


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


# Components and licences


def write_components() -> None:
    """Add the list of components and the text of each licence; refuse what nobody answers for."""
    files = taken(WORK)
    owned = whose(files, WORK)
    parts = built_parts(files, owned)
    wrong = faults(files, owned, parts)
    if wrong:
        raise SystemExit("\n".join(["Composants non élucidés :", *wrong]))
    (INSIDE / COMPONENTS).write_text(nomenclature(parts), "utf-8")
    copy_licences(parts, FOLDER / LICENCES)
    print(f"{COMPONENTS} : {len(parts)} composants, {len(files)} fichiers et modules", flush=True)


def copy_licences(parts: tuple[Part, ...], folder: Path) -> None:
    """Copy the licence texts of each component, and say which is whose."""
    folder.mkdir()
    for name in sorted({name for part in parts for name in part.texts}):
        source = system_text(name) if name.startswith("systeme/") else text_file(name)
        if source is None:
            raise SystemExit(f"Le texte de licence {name} manque.")
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    rows = [f"{part.name} {part.version} : {part.licence}{places(part)}" for part in parts]
    (folder / "LISEZ-MOI.txt").write_text("\n".join(rows) + "\n", "utf-8")


def system_text(name: str) -> Path | None:
    """Return the copyright file of a Debian package."""
    path = Path("/usr/share/doc") / Path(name).stem / "copyright"
    return path if path.is_file() else None


def places(part: Part) -> str:
    """Return where the texts of a component are, as a remark."""
    return f" ({', '.join(part.texts)})" if part.texts else ""


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
    write_sum(package)
    print(f"dist/{package.name} : {package.stat().st_size / 1_000_000:.0f} Mo", flush=True)
    return package


def write_sum(package: Path) -> None:
    """Write the sum of a package beside it, as `sha256sum -c` reads it."""
    told = f"{sha256(package)}  {package.name}\n"
    package.with_name(f"{package.name}.sha256").write_text(told, "utf-8")


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
    package = DIST / f"CPOM-Desktop-{__version__}.exe"
    values = {"VERSION": __version__, "PROGRAM": FOLDER, "OUT": package}
    sign = "/" if os.name == "nt" else "-"
    options = [f"{sign}D{name}={value}" for name, value in values.items()]
    script = MATERIAL / "cpom-desktop.nsi"
    code = subprocess.run(["makensis", f"{sign}V2", *options, script], check=False).returncode
    if code == 0:
        write_sum(package)
    return code


if __name__ == "__main__":
    sys.exit(main())
