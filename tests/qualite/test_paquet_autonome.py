"""The built program and its packages: they follow what the program itself is made of."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import dev
from cpom_desktop import __version__
from cpom_desktop.cli import self_resources
from cpom_desktop.inventory.parts import Part, installed_parts
from tests.outils.sources import PACKAGES, ROOT, parsed, python_files
from ui.self_check import QT

MATERIAL = ROOT / "resources" / "installation"
NEVER_RUN = "jamais exécuté"


def loaded(path):
    """Import a script that stands in no package."""
    spec = importlib.util.spec_from_file_location(f"script_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def build():
    """Return what builds the program."""
    return loaded(ROOT / ".ci" / "build.py")


@pytest.fixture
def frozen(build, monkeypatch, tmp_path):
    """A folder as PyInstaller leaves it, in place of dist/cpom."""
    folder = tmp_path / "dist" / "cpom"
    inside = folder / "_internal"
    (inside / "resources").mkdir(parents=True)
    (inside / "resources" / "a.toml").write_text("a = 1\n", "utf-8")
    (folder / "cpom").write_bytes(b"\x7fELF")
    for name, value in {
        "ROOT": tmp_path,
        "DIST": folder.parent,
        "FOLDER": folder,
        "INSIDE": inside,
    }.items():
        monkeypatch.setattr(build, name, value)
    return folder


@pytest.fixture(scope="module")
def recipe():
    """Return what installer.spec asks of PyInstaller: the arguments of its Analysis."""
    asked = {}

    class Analysed:
        def __init__(self, scripts, **options):
            asked.update(options, scripts=scripts)
            self.pure, self.scripts, self.binaries, self.datas = [], [], [], []

    def ignored(*_arguments, **options):
        asked.setdefault("targets", []).append(options)

    names = {"SPECPATH": str(ROOT), "Analysis": Analysed}
    names |= dict.fromkeys(("PYZ", "EXE", "COLLECT"), ignored)
    source = (ROOT / "installer.spec").read_text("utf-8")
    exec(compile(source, "installer.spec", "exec"), names)
    return asked | {"is_wanted": names["is_wanted"]}


# installer.spec


def test_every_file_of_content_is_taken_and_nothing_of_the_installers(recipe):
    taken = {Path(source).relative_to(ROOT).as_posix() for source, place in recipe["datas"]}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and MATERIAL not in path.parents
    }

    assert taken == wanted | {"LICENSE"}
    folders = {path.name for path in (ROOT / "resources").iterdir() if path.is_dir()}
    assert {name.split("/")[1] for name in taken if "/" in name} == folders - {
        "__pycache__",
        "installation",
    }


def test_each_file_of_content_keeps_its_folder(recipe):
    places = dict(recipe["datas"])

    assert places[str(ROOT / "resources" / "themes" / "clair.toml")] == "resources/themes"
    assert places[str(ROOT / "LICENSE")] == "."


def test_every_module_of_the_house_is_taken(recipe):
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
    }

    assert modules - set(recipe["hiddenimports"]) == {"cpom_desktop.__main__"}
    assert recipe["scripts"] == [str(ROOT / "cpom_desktop" / "__main__.py")]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", False),
        ("PySide6/Qt/translations/qtbase_fr.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("babel/locale-data/fr.dat", True),
        ("babel/locale-data/de.dat", False),
        ("pypdfium2_raw/libpdfium.so", True),
        ("libfontconfig.so.1", True),
        ("libgtk-3.so.0", False),
    ],
)
def test_what_a_director_has_no_use_for_is_left_out(recipe, name, wanted):
    assert recipe["is_wanted"]((name, "", "BINARY")) is wanted


def modules_of_qt():
    """Return the modules of Qt that the window imports somewhere."""
    names = set()
    for path in python_files("ui"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("PySide6."):
                names.add(node.module)
    return names


def test_every_module_of_qt_that_the_window_imports_is_taken_and_checked(recipe):
    used = modules_of_qt()

    assert {"PySide6.QtWidgets", "PySide6.QtSvg"} < used
    assert used.isdisjoint(recipe["excludes"])
    for name in used:
        library = name.removeprefix("PySide6.Qt")
        assert recipe["is_wanted"]((f"PySide6/Qt/lib/libQt6{library}.so.6", "", "BINARY")), name
    assert used - {"PySide6.QtCore", "PySide6.QtGui"} == set(QT)


def test_the_packages_of_developers_are_left_out(recipe):
    assert {"pytest", "hypothesis", "tkinter", "PySide6.QtNetwork"} <= set(recipe["excludes"])


def test_the_packager_is_an_extra_that_is_locked():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lock = (ROOT / "requirements.lock").read_text("utf-8")

    assert [
        re.split(r"\W", name)[0] for name in declared["project"]["optional-dependencies"]["build"]
    ] == ["pyinstaller"]
    assert re.search(r"^pyinstaller==[\d.]+ \\\n +--hash=sha256:", lock, re.MULTILINE)
    excluded = declared["tool"]["setuptools"]["exclude-package-data"]
    assert excluded == {"resources": ["installation/*"]}


# The folder: its list of files, its licences


def test_the_list_of_files_is_the_one_that_the_self_test_compares(build, frozen, monkeypatch):
    lines = build.digests()

    (build.INSIDE / build.DIGESTS).write_text("".join(lines), "utf-8")
    package = build.INSIDE / "resources" / "__init__.py"
    monkeypatch.setattr(self_resources.resources, "__file__", str(package))
    assert build.DIGESTS == self_resources.DIGESTS
    assert [line.split("  ")[1].strip() for line in lines] == ["resources/a.toml", "../cpom"]
    assert lines[1].startswith(hashlib.sha256(b"\x7fELF").hexdigest())
    assert "2" in self_resources.check_files(frozen)


def test_each_component_of_the_program_gives_its_licence(build, frozen):
    told = installed_parts()

    build.copy_licences(told, frozen / "licences")

    rows = (frozen / "licences" / "LISEZ-MOI.txt").read_text("utf-8").splitlines()
    assert len(rows) == len(told)
    for part in told:
        assert any(
            row.startswith(f"{part.name} {part.version} : {part.licence} (") for row in rows
        )
        assert all((frozen / "licences" / name).is_file() for name in part.texts), part.name


def test_a_licence_text_that_is_missing_stops_the_build(build, frozen):
    part = Part("Seul", "1", "MIT", "essai", texts=("seul/LICENSE",))

    with pytest.raises(SystemExit, match="seul/LICENSE manque"):
        build.copy_licences((part,), frozen / "licences")


# The Debian package


def test_the_package_needs_every_library_that_dev_installs(build):
    groups = [set(each.split(" | ")) for each in build.depends().split(", ")]

    for package in [*dev.QT_LIBRARIES.values(), *dev.WINDOW_LIBRARIES.values()]:
        assert any(package in group for group in groups), package
    assert {"libglib2.0-0", "libglib2.0-0t64"} in groups
    assert any(re.fullmatch(r"libc6 \(>= [\d.]+\)", next(iter(group))) for group in groups)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="Debian's own tool")
def test_the_package_lays_out_the_folder_the_menu_and_the_type(build, frozen):
    package = build.make_deb()

    def told(*words):
        done = subprocess.run(
            ["dpkg-deb", *words, str(package)], capture_output=True, text=True, check=True
        )
        return done.stdout

    listed = told("--contents")
    for name in (
        "./usr/lib/cpom-desktop/cpom\n",
        "./usr/lib/cpom-desktop/_internal/resources/a.toml\n",
        "./usr/bin/cpom -> ../lib/cpom-desktop/cpom\n",
        "./usr/share/applications/cpom-desktop.desktop\n",
        "./usr/share/mime/packages/cpom-desktop.xml\n",
        "./usr/share/icons/hicolor/scalable/apps/cpom-desktop.svg\n",
        "./usr/share/doc/cpom-desktop/copyright\n",
    ):
        assert name in listed
    assert re.search(
        r"^-rwxr-xr-x root/root .* \./usr/lib/cpom-desktop/cpom$", listed, re.MULTILINE
    )
    control = told("--field")
    assert f"Version: {__version__}\n" in control
    assert "{" not in control


def test_the_menu_opens_dossiers_of_the_declared_type():
    entry = dict(
        line.split("=", 1)
        for line in (MATERIAL / "cpom-desktop.desktop").read_text("utf-8").splitlines()
        if "=" in line
    )
    namespace = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ET.parse(MATERIAL / "cpom-desktop.xml").getroot().find(f"{namespace}mime-type")

    assert (entry["Name"], entry["Exec"]) == ("CPOM Desktop", "cpom open %f")
    assert entry["MimeType"] == f"{kind.get('type')};" == "application/x-cpom;"
    assert kind.find(f"{namespace}glob").get("pattern") == "*.cpom"
    assert (MATERIAL / f"{entry['Icon']}.svg").is_file()


def test_a_dossier_is_recognised_by_its_bytes(dossier_bytes):
    matches = (
        ET.parse(MATERIAL / "cpom-desktop.xml")
        .getroot()
        .iter("{http://www.freedesktop.org/standards/shared-mime-info}match")
    )
    for match in matches:
        value = match.get("value").replace("\\0", "\0").encode()
        assert dossier_bytes[int(match.get("offset")) :].startswith(value)


@pytest.fixture
def dossier_bytes():
    from tests.outils.dossiers import tilleuls_bytes

    return tilleuls_bytes()


def test_the_icon_is_drawn(build, qapp, tmp_path):
    from PySide6.QtGui import QImage

    build.draw_icon(tmp_path / "build" / "cpom.png")

    image = QImage(str(tmp_path / "build" / "cpom.png"))
    colours = {image.pixel(x, y) for x in range(256) for y in range(256)}
    assert image.width() == 256
    assert {0x00000000, 0xFF17616B, 0xFFFFFFFF} <= colours


# Windows: prepared, never run


@pytest.mark.parametrize(
    "path", [MATERIAL / "cpom-desktop.nsi", ROOT / ".ci" / "windows.yml"], ids=lambda p: p.name
)
def test_what_was_never_run_says_so_at_its_head(path):
    head = "".join(path.read_text("utf-8").splitlines()[:2]).lower()

    assert NEVER_RUN in head
    assert "never run" in head


def test_the_installer_asks_for_no_administrator_and_keeps_what_is_hers():
    script = (MATERIAL / "cpom-desktop.nsi").read_text("utf-8")
    code = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith(";"))

    assert "RequestExecutionLevel user" in code
    assert "HKLM" not in code
    removed = re.findall(r"^ *(?:RMDir(?: /r)?|Delete) \"(.*)\"$", code, re.MULTILINE)
    assert removed
    assert all(
        each.startswith(("$INSTDIR", "$SMPROGRAMS\\${NAME}.lnk")) and "*" not in each
        for each in removed
    )
    assert 'RMDir /r "$INSTDIR"\n' not in code


@pytest.mark.skipif(shutil.which("makensis") is None, reason="the compiler of NSIS is not here")
def test_the_installer_compiles(build, frozen, monkeypatch):
    monkeypatch.setattr(build, "MATERIAL", MATERIAL)

    assert build.make_installer() == 0
    assert (build.DIST / f"CPOM-Desktop-{__version__}.exe").stat().st_size > 0


# The measure


def test_without_a_build_the_measure_says_so_and_passes(monkeypatch, capsys, tmp_path):
    bench = loaded(ROOT / "tests" / "bench" / "bench_frozen.py")
    monkeypatch.setattr(bench, "PROGRAM", tmp_path / "cpom")

    assert bench.main() == 0
    assert capsys.readouterr().out.startswith("frozen: not measured")
