"""The Debian package and the Windows installer: what they lay out, and what they never touch."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from xml.etree import ElementTree as ET

import pytest

import dev
from cpom_desktop import __version__
from tests.outils.sources import ROOT

MATERIAL = ROOT / "resources" / "installation"
NEVER_RUN = "jamais exécuté"


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


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="Debian's own tool")
def test_installed_upgraded_and_removed_dossiers_and_backups_stay_as_they_were(
    build, frozen, monkeypatch, tmp_path, dossier_bytes
):
    """By dpkg itself, in a root of its own: the same bytes, the same places, at each step."""
    root, hers = tmp_path / "racine", tmp_path / "racine" / "home" / "elodie"
    kept = {
        hers / "Feuilles de route CPOM" / "Les Tilleuls.cpom": dossier_bytes,
        hers / ".local/share/CPOM Desktop/Sauvegardes/abc/000000001 demande.cpom": dossier_bytes,
        hers / ".config/CPOM Desktop/reglages.ini": b"[general]\n",
    }
    for path, data in kept.items():
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    for folder in ("info", "updates", "triggers"):
        (root / "var/lib/dpkg" / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    program = root / "usr/lib/cpom-desktop/cpom"

    def dpkg(*words):
        forced = ("--force-depends", "--force-not-root", "--force-script-chrootless")
        command = ["dpkg", f"--root={root}", "--log=/dev/null", *forced, *words]
        environment = {"PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        assert {path: path.read_bytes() for path in kept} == kept

    dpkg("--install", str(build.make_deb()))
    assert program.is_file()
    (frozen / "nouveau").write_bytes(b"2")
    monkeypatch.setattr(build, "__version__", "9.9.9")
    dpkg("--install", str(build.make_deb()))
    assert (root / "usr/lib/cpom-desktop/nouveau").is_file()
    dpkg("--purge", "cpom-desktop")
    assert not program.parent.exists()


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="Debian's own tool")
def test_the_package_runs_nothing_when_it_is_installed_or_removed(build, frozen, tmp_path):
    control = tmp_path / "controle"
    subprocess.run(["dpkg-deb", "--control", build.make_deb(), control], check=True)

    assert [path.name for path in control.iterdir()] == ["control"]


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


def test_each_package_comes_with_its_sum(build, frozen):
    package = build.make_deb()

    told = package.with_name(f"{package.name}.sha256").read_text("utf-8")

    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    assert told == f"{digest}  {package.name}\n"


# Windows: prepared, never run


def test_the_page_on_the_warning_of_windows_names_our_files_and_says_it_was_not_tried():
    page = (ROOT / "docs" / "avertissement-windows.md").read_text("utf-8")

    assert "Rien ici n'a été essayé sur un vrai Windows" in page
    assert f"CPOM-Desktop-{__version__}.exe" in page
    assert "Get-FileHash" in page
    assert "avertissement-windows.md" in (ROOT / "README.md").read_text("utf-8")


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
    assert not re.search(r"(RMDir|Delete|Rename) .*(\.cpom|DOCUMENTS|APPDATA)", code)
    uninstall = code.partition('Section "Uninstall"')[2]
    assert "Vos dossiers et leurs sauvegardes restent" in uninstall


@pytest.mark.skipif(shutil.which("makensis") is None, reason="the compiler of NSIS is not here")
def test_the_installer_compiles(build, frozen, monkeypatch):
    monkeypatch.setattr(build, "MATERIAL", MATERIAL)

    assert build.make_installer() == 0
    assert (build.DIST / f"CPOM-Desktop-{__version__}.exe").stat().st_size > 0
