"""What the program is made of: each component with its version, its licence and its text."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

import resources
from cpom_desktop.inventory import licences, parts
from cpom_desktop.inventory.licences import may_join, shipped_parts
from cpom_desktop.inventory.nomenclature import nomenclature, read_nomenclature
from cpom_desktop.inventory.parts import installed_parts
from tests.outils.sources import ROOT, parsed, python_files

LOCKED = dict(
    re.findall(
        r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
)
TOOLS = {"pytest", "hypothesis", "ruff", "mypy", "apsw", "atheris", "bandit", "pip", "uv"}


@pytest.fixture(scope="module")
def listed():
    return installed_parts()


@pytest.fixture(scope="module")
def about():
    return parts.told()


def test_each_distribution_is_listed_at_its_locked_version(listed, about):
    told = {part.carrier: part.version for part in listed if part.purl.startswith("pkg:pypi/")}

    assert len(told) > 25
    assert told == {name: LOCKED[name] for name in told}
    assert TOOLS.isdisjoint(told)
    assert set(about["distributions"]) - {"pyinstaller"} == set(told)


def imports(path):
    """Return the first name of each module that a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0]


def test_what_the_program_imports_is_listed(listed):
    names = {part.carrier for part in listed}
    declared = [canonicalize_name(re.split(r"[^\w.-]", each)[0]) for each in parts.requirements()]

    assert set(declared) <= names
    assert len(python_files("cpom_desktop")) > 100


def test_a_packager_of_the_trade_finds_the_same_distributions_and_versions(listed):
    """cyclonedx-py, over the whole environment, is the witness: ours must be among its own."""
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--of",
        "JSON",
        "--short-PURLs",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = {each["purl"] for each in json.loads(done.stdout)["components"]}

    ours = {part.purl for part in listed if part.purl.startswith("pkg:pypi/")}
    assert ours <= theirs


@pytest.mark.parametrize("word", ["name", "licence", "use"])
def test_nothing_is_left_untold(listed, word):
    assert [part for part in listed if not getattr(part, word)] == []


def test_every_licence_may_be_joined_to_ours(listed, about):
    allowed = set(about["compatibles"])
    system = [(name, licence) for name, licence in about["debian"].items()]

    for name, licence in [*((part.name, part.licence) for part in listed), *system]:
        assert may_join(licence, allowed), f"{name}: {licence}"


@pytest.mark.parametrize(
    ("expression", "joined"),
    [
        ("GPL-2.0-only", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("MIT OR Commercial", True),
        ("(MIT OR Commercial) AND Zlib", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_that_may_not_be_joined_is_seen(about, expression, joined):
    assert may_join(expression, set(about["compatibles"])) is joined


def test_every_licence_text_is_there(listed):
    for part in listed:
        assert part.texts, part.name
        for name in part.texts:
            assert licences.text_file(name) is not None, name
        assert len(licences.licence_text(part)) > 300, part.name


# What a distribution carries is written down by hand: it must be true


def of_wheel(name, component):
    path = next(
        Path(str(file.locate()))
        for file in distribution(name).files
        if file.match("*.dist-info/sboms/*.json") or "auditwheel" in file.name
        if component in file.locate().read_text("utf-8")
    )
    told = json.loads(path.read_text("utf-8"))["components"]
    return next(each["version"] for each in told if each["name"] == component)


def dotted(version):
    return version if isinstance(version, str) else ".".join(map(str, version))


def bytes_of(module):
    return Path(import_module(module).__file__).read_bytes()


def in_bytes(module, pattern):
    return re.search(pattern, bytes_of(module))[1].decode()


MEASURED = {
    "Qt": lambda: import_module("PySide6").__version__,
    "PDFium": lambda: str(import_module("pypdfium2.version").PDFIUM_INFO).split("@")[0],
    "qpdf": lambda: import_module("pikepdf").__libqpdf_version__,
    "libxml2": lambda: dotted(import_module("lxml.etree").LIBXML_COMPILED_VERSION),
    "libxslt": lambda: dotted(import_module("lxml.etree").LIBXSLT_COMPILED_VERSION),
    "libjpeg-turbo (pikepdf)": lambda: of_wheel("pikepdf", "libjpeg-turbo").split("-")[0],
    "libjpeg-turbo (Pillow)": lambda: of_wheel("pillow", "libjpeg / libjpeg-turbo"),
    "libtiff": lambda: of_wheel("pillow", "libtiff"),
    "OpenJPEG": lambda: of_wheel("pillow", "OpenJPEG"),
    "Little CMS": lambda: of_wheel("pillow", "Little CMS 2"),
    "libxcb (Pillow)": lambda: of_wheel("pillow", "libxcb"),
    "libXau (Pillow)": lambda: of_wheel("pillow", "libXau").split("-")[0],
    "zlib-ng": lambda: of_wheel("pillow", "zlib"),
    "SQLite (SQLCipher)": lambda: import_module("sqlcipher3").sqlite_version,
    "SQLCipher": lambda: in_bytes("sqlcipher3._sqlite3", rb"\x00(4\.\d+\.\d+)\x00"),
    "OpenSSL (SQLCipher)": lambda: in_bytes("sqlcipher3._sqlite3", rb"OpenSSL (\d+\.\d+\.\d+) "),
}


@pytest.mark.parametrize("name", MEASURED)
def test_the_version_of_what_is_carried_is_what_it_says_of_itself(about, name):
    (noted,) = [each for each in about["portes"] if each["nom"] == name]

    assert noted["version"] == MEASURED[name]()


def test_what_is_carried_is_noted_for_the_version_of_its_carrier(about):
    assert {each["porteur"]: each["avec"] for each in about["portes"]} == {
        each["porteur"]: LOCKED[each["porteur"]] for each in about["portes"]
    }
    assert {each["nom"] for each in about["portes"]} - set(MEASURED) == {
        "ICU",
        "XZ Utils (Pillow)",
        "Zstandard (Pillow)",
    }  # whose file says it, in its name


# The list itself


def test_the_list_is_cyclonedx_and_always_the_same(listed):
    from cyclonedx.schema import SchemaVersion  # a second to import, for one test
    from cyclonedx.validation.json import JsonStrictValidator

    text = nomenclature(listed)

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert nomenclature(tuple(reversed(listed))) == text
    assert json.loads(text)["metadata"]["component"]["name"] == "CPOM Desktop"
    witness = text.replace('"licenses"', '"licences"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(witness) is not None


def test_a_list_is_read_again_as_it_was(listed):
    def kept(part):
        return (part.name, part.version, part.licence, part.use, part.purl, part.texts)

    again = read_nomenclature(nomenclature(listed))

    assert sorted(map(kept, again)) == sorted(map(kept, listed))
    assert again[0].name == "CPOM Desktop"


def test_a_built_program_tells_the_list_and_the_texts_that_came_with_it(monkeypatch, tmp_path):
    inside = tmp_path / "_internal"
    (inside / "resources").mkdir(parents=True)
    alone = (parts.program(), parts.Part("Seul", "1.2", "MIT", "essai", texts=("seul/LICENSE",)))
    (inside / licences.FILE).write_text(nomenclature(alone), "utf-8")
    (tmp_path / "licences" / "seul").mkdir(parents=True)
    (tmp_path / "licences" / "seul" / "LICENSE").write_text("texte de Seul", "utf-8")
    monkeypatch.setattr(resources, "__file__", str(inside / "resources" / "__init__.py"))

    told = shipped_parts()

    assert [part.name for part in told] == ["CPOM Desktop", "Seul"]
    assert licences.licence_text(told[1]) == "texte de Seul"


# The built folder: whose each file is


@pytest.fixture(scope="module")
def inventory():
    spec = importlib.util.spec_from_file_location("inventaire", ROOT / ".ci" / "inventaire.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entry(module):
    return str(Path(import_module(module).__file__))


@pytest.fixture
def work(tmp_path):
    """What PyInstaller writes of a build: ours, Python, distributions, a tool, a stranger."""
    stranger = tmp_path / "ailleurs" / "libinconnue.so"
    stranger.parent.mkdir()
    stranger.write_bytes(b"\x7fELF")
    folder = tmp_path / "installer"
    folder.mkdir()
    collected = [
        ("msgspec/_core.so", entry("msgspec._core"), "EXTENSION"),
        ("pikepdf.libs/libnouvelle.so.1", entry("pikepdf._core"), "BINARY"),
        ("libinconnue.so", str(stranger), "BINARY"),
        ("lien.so", "msgspec/_core.so", "SYMLINK"),
        ("resources/themes/clair.toml", str(ROOT / "resources/themes/clair.toml"), "DATA"),
    ]
    pure = [("json", entry("json"), "PYMODULE"), ("pytest", entry("pytest"), "PYMODULE")]
    (folder / "COLLECT-00.toc").write_text(repr((collected,)), "utf-8")
    (folder / "PYZ-00.toc").write_text(repr(("PYZ-00.pyz", pure)), "utf-8")
    return folder


def test_a_file_of_nobody_or_of_a_tool_is_a_fault_of_the_build(inventory, work):
    files = inventory.taken(work)
    owned = inventory.whose(files, work)
    faults = inventory.faults(files, owned, inventory.built_parts(files, owned))

    assert {"msgspec", "pikepdf", "pytest", "pyinstaller"} == set(owned.distributions)
    assert faults == [
        "libinconnue.so : pris dans libinconnue.so, à personne de connu.",
        "pytest est dans le programme sans lui être nécessaire.",
        "pikepdf.libs/libnouvelle.so.1 : bibliothèque qu'aucune ligne ne nomme.",
    ]


def test_only_what_has_a_file_in_the_folder_is_listed(inventory, work):
    files = inventory.taken(work)
    names = {part.name for part in inventory.built_parts(files, inventory.whose(files, work))}

    assert {"CPOM Desktop", "Python", "msgspec", "pikepdf", "pyinstaller"} <= names
    assert names.isdisjoint({"ReportLab", "Qt", "qpdf", "SQLite", "lxml"})


def test_a_library_of_the_system_whose_licence_is_unknown_is_a_fault(inventory):
    licences_told = parts.told()["debian"]
    known = inventory.debian_part("libpng16-16t64", "1.6", licences_told)
    unknown = inventory.debian_part("libnouvelle1", "1.0", licences_told)

    assert known.licence == "libpng-2.0"
    assert inventory.faults([], inventory.Whose(frozenset(), {}, ()), (known, unknown)) == [
        "libnouvelle1 n'a pas de licence connue."
    ]
