"""The built program and its packages: they follow what the program itself is made of."""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from cpom_desktop.cli import self_resources
from cpom_desktop.inventory.parts import Part, installed_parts
from tests.outils.scripts import loaded
from tests.outils.sources import PACKAGES, ROOT, parsed, python_files
from ui.self_check import QT

MATERIAL = ROOT / "resources" / "installation"


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


def test_the_program_is_one_folder_that_asks_for_no_administrator(recipe):
    """One file is unpacked at each start where another account may write (CVE-2019-16784)."""
    program, folder = recipe["targets"][-2:]

    assert program["exclude_binaries"] is True
    assert folder["name"] == program["name"] == "cpom"
    assert not {"uac_admin", "uac_uiaccess", "runtime_tmpdir"} & program.keys()
    assert (program["upx"], folder["upx"]) == (False, False)
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    (version,) = re.findall(r"^pyinstaller==([\d.]+)", lock, re.MULTILINE)
    assert tuple(map(int, version.split("."))) >= (5, 13, 1)


def test_two_builds_are_compared_file_by_file(build):
    first = {"a": "1", "b": "2", "c": "3"}

    assert build.differences(first, dict(first)) == []
    assert build.differences(first, {"a": "1", "b": "9", "d": "4"}) == [
        "b : autre contenu",
        "c : absent",
        "d : absent",
    ]


def test_a_build_depends_neither_on_the_hour_nor_on_chance(build, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert build.same_everywhere() == {"SOURCE_DATE_EPOCH": "12345", "PYTHONHASHSEED": "0"}
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert int(build.same_everywhere()["SOURCE_DATE_EPOCH"]) >= int(build.LONG_AGO)


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


# The measure


def test_without_a_build_the_measure_says_so_and_passes(monkeypatch, capsys, tmp_path):
    bench = loaded(ROOT / "tests" / "bench" / "bench_frozen.py")
    monkeypatch.setattr(bench, "PROGRAM", tmp_path / "cpom")

    assert bench.main() == 0
    assert capsys.readouterr().out.startswith("frozen: not measured")
