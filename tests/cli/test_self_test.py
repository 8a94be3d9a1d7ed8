"""`cpom self-test`: what it checks here, and what it says of a damaged program."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from types import SimpleNamespace

import pytest

import resources
from cpom_desktop import bootstrap
from cpom_desktop.cli import self_checks, self_resources, self_test
from cpom_desktop.cli.main import main
from cpom_desktop.cli.self_test import Check, Verdict, run_self_test
from cpom_desktop.errors import ErreurCpom, PackInvalide
from cpom_desktop.services.protection import Conversion
from db.migrations import SCHEMA_VERSION
from tests.outils.dossiers import frozen_clock, opened
from tests.outils.sources import ROOT
from ui.self_check import FEWEST_COLOURS, check_plugins, is_blank

EVERY_CHECK = (
    "fichiers",
    "contenus",
    "composants",
    "polices",
    "icones",
    "themes",
    "creation",
    "modification",
    "reouverture",
    "moteurs",
    "mot-de-passe",
    "verification",
    "export-json",
    "anciens-formats",
    "documents",
    "fenetre",
    "traces",
)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def damaged(monkeypatch, tmp_path):
    """Return the folder of a copy of `resources`, which the program then takes for its own."""
    folder = tmp_path / "programme" / "resources"
    shutil.copytree(
        ROOT / "resources", folder, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
    )
    monkeypatch.setattr(resources, "__file__", str(folder / "__init__.py"))
    return folder


@pytest.fixture
def verdicts(monkeypatch):
    """Return a function that runs the self-test with these checks and gives its results."""

    def run(*checks):
        monkeypatch.setattr(self_checks, "all_checks", lambda _window: checks)
        said = []
        code = run_self_test(said.append, check_window=None, as_json=True)
        found = json.loads("".join(said))
        assert found["reussi"] == (code == 0)
        assert all(each["duree_ms"] >= 0 for each in found["controles"])
        return {each["controle"]: (each["verdict"], each["detail"]) for each in found["controles"]}

    return run


def refusal(check, folder):
    """Return the sentence of a check that must fail."""
    with pytest.raises(ErreurCpom) as error:
        check(folder)
    return plain(error.value.sentence)


# Engines, components, password


@pytest.fixture
def made(tmp_path):
    """Return a folder where the first checks were made: it has the dossier that others read."""
    self_checks.check_creation(tmp_path)
    self_checks.check_edit(tmp_path)
    return tmp_path


def test_the_versions_that_keep_dossiers_are_told(made):
    told = self_checks.check_engines(made)

    assert re.match(r"Python 3\.\d+\.\d+, SQLite 3\.\d+\.\d+, 3\.\d+\.\d+ pour les ", told)


def test_a_dossier_in_wal_mode_fails(made):
    path = made / self_checks.DOSSIER
    path.write_bytes(path.read_bytes()[:18] + b"\x02\x02" + path.read_bytes()[20:])

    assert "WAL" in refusal(self_checks.check_engines, made)


def test_a_protection_that_leaves_a_dossier_readable_fails(made, monkeypatch):
    class Nothing:
        def convert(self, *_words):
            """Protect nothing."""
            return Conversion(0, (), None)

    monkeypatch.setattr(self_checks, "protector", lambda _root: Nothing())

    assert "se lit sans mot de passe" in refusal(self_checks.check_password, made)


def test_a_protected_dossier_that_any_password_opens_fails(made, monkeypatch):
    monkeypatch.setattr(self_checks, "_refused", lambda _path, _secret: False)

    assert "valeur inattendue" in refusal(self_checks.check_password, made)


def test_an_installed_program_without_the_list_of_its_components_fails(damaged, tmp_path):
    (damaged.parent / self_resources.DIGESTS).touch()

    assert "liste des composants" in refusal(self_resources.check_components, tmp_path)


def test_a_licence_text_that_is_missing_fails(damaged, tmp_path):
    (damaged / "composants" / "textes" / "sqlite.txt").unlink()

    told = refusal(self_resources.check_components, tmp_path)
    assert "composants/sqlite.txt" in told


# The whole command


@pytest.fixture
def own_temporary_folder(tmp_path):
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


def test_the_program_passes_here_and_leaves_nothing(cpom, own_temporary_folder):
    done = cpom("self-test", env={"TMPDIR": str(own_temporary_folder)})

    lines = plain(done.out).splitlines()
    assert (done.code, done.err) == (0, ""), done.out
    assert len(lines) == len(EVERY_CHECK) + 1
    assert lines[0].startswith("– Fichiers du logiciel : programme lancé depuis ses sources")
    assert all(line.startswith("✓ ") for line in lines[1:-1]), done.out
    assert all(line.endswith(" s)") for line in lines[:-1])
    assert lines[-1].startswith("Le logiciel fonctionne")
    assert list(own_temporary_folder.iterdir()) == []


def test_the_names_of_the_checks_are_public_and_do_not_change():
    assert tuple(check.slug for check in self_checks.all_checks(None)) == EVERY_CHECK[:-1]


def test_a_damaged_program_says_which_file_and_ends_with_1(cpom, damaged):
    font = damaged / "fonts" / "SourceSans3-Bold.ttf"
    font.write_bytes(font.read_bytes()[:20_000])
    plan = damaged / "content" / "kit_anap" / "retroplanning.toml"
    plan.write_text(plan.read_text("utf-8").replace("[[plans]]", "[[plan", 1), "utf-8")
    program = damaged.parent

    done = cpom(
        "self-test", cwd=program, env={"PYTHONPATH": os.pathsep.join([str(program), str(ROOT)])}
    )

    lines = plain(done.out).splitlines()
    assert done.code == 1
    assert "Traceback" not in done.out + done.err
    assert "× Polices : la police SourceSans3-Bold.ttf est abîmée. " in done.out.replace(
        "\u00a0", " "
    )
    assert any(line.startswith("× Contenus : ") and "retroplanning" in line for line in lines), (
        lines
    )
    assert any(line.startswith("– Fenêtre : le dossier d'essai") for line in lines)
    assert "vérifications ont échoué" in lines[-1]


# What each check refuses


def test_every_table_of_a_font_is_summed(damaged):
    font = damaged / "fonts" / "SourceSans3-Regular.ttf"
    whole = font.read_bytes()
    middle = len(whole) // 2

    assert self_resources.is_sound_font(whole)
    for broken in (b"", whole[:8], whole[:-9], whole[:middle] + b"\0\1\2\3" + whole[middle + 4 :]):
        assert not self_resources.is_sound_font(broken)


def test_a_missing_font_is_named(damaged):
    (damaged / "fonts" / "SourceSans3-It.ttf").unlink()

    assert refusal(self_resources.check_fonts, damaged) == "la police SourceSans3-It.ttf manque."


@pytest.mark.parametrize("content", ["<svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_a_broken_or_empty_icon_is_named(damaged, content):
    (damaged / "icons" / "check.svg").write_text(content, "utf-8")

    assert "l'icône check.svg est" in refusal(self_resources.check_icons, damaged)


def test_a_folder_without_icons_is_told(damaged):
    shutil.rmtree(damaged / "icons")

    assert refusal(self_resources.check_icons, damaged) == "aucune icône n'est présente."


def test_a_theme_without_one_of_its_colours_is_named(damaged):
    theme = damaged / "themes" / "sombre.toml"
    theme.write_text(theme.read_text("utf-8").replace("\nlien = ", "\nlian = "), "utf-8")

    assert "n'a pas de couleur « li" in refusal(self_resources.check_themes, damaged)


def test_a_missing_theme_is_told(damaged):
    (damaged / "themes" / "sombre.toml").unlink()

    assert refusal(self_resources.check_themes, damaged) == "il manque un thème : clair."


def test_a_pack_whose_links_do_not_hold_is_refused(damaged):
    sources = damaged / "content" / "kit_anap" / "sources.toml"
    text = sources.read_text("utf-8")
    key = text.split('cle = "')[1].split('"')[0]
    sources.write_text(text.replace(f'cle = "{key}"', 'cle = "ailleurs"', 1), "utf-8")

    with pytest.raises(PackInvalide):
        self_checks.check_packs(damaged)


def test_the_files_of_a_built_program_are_compared_with_their_list(damaged):
    names = ("resources/themes/clair.toml", "resources/themes/sombre.toml")
    listed = "".join(
        f"{hashlib.sha256((damaged.parent / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    )
    (damaged.parent / self_resources.DIGESTS).write_text(listed, "utf-8")

    assert plain(self_resources.check_files(damaged)) == "2 fichiers intacts"
    (damaged.parent / names[0]).write_text("", "utf-8")
    (damaged.parent / names[1]).unlink()
    assert refusal(self_resources.check_files, damaged).startswith("2 fichiers manquent")


def test_a_file_left_beside_a_closed_dossier_is_named(tmp_path):
    (tmp_path / f"{self_checks.DOSSIER}-journal").touch()

    assert refusal(self_checks.check_creation, tmp_path) == (
        "des fichiers restent à côté du dossier fermé : Essai.cpom-journal."
    )


def test_a_print_that_does_not_read_again_is_named(monkeypatch, tmp_path):
    self_checks.check_creation(tmp_path)
    blank = tmp_path / "vide.pdf"
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)
    written = SimpleNamespace(path=blank, count=1)
    prepared = SimpleNamespace(write=lambda _path: written)
    monkeypatch.setattr(self_checks.Documents, "prepare", lambda *_asked: prepared)

    assert "vide.pdf" in refusal(self_checks.check_documents, tmp_path)


# Former formats


def test_a_dossier_of_each_former_format_opens(tmp_path):
    paths = []
    for path in bootstrap.former_dossiers(tmp_path, "EHPAD"):
        with opened(path) as workspace:
            assert workspace.snapshot.etablissement.nom == "EHPAD"
        paths.append(path)

    assert len(paths) == SCHEMA_VERSION - 1


def test_a_check_leaves_nothing_among_the_backups_of_the_computer(tmp_path):
    self_checks.check_former_formats(tmp_path)

    assert not bootstrap.backups_folder().exists()
    assert list(tmp_path.rglob("*avant-mise-a-jour*.cpom"))


def test_a_former_dossier_is_made_at_its_own_schema(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "SCHEMA_VERSION", 2)

    (path,) = bootstrap.former_dossiers(tmp_path, "EHPAD des Lilas")

    assert path.read_bytes()[60:64] == (1).to_bytes(4, "big")
    with opened(path, clock=frozen_clock) as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD des Lilas"
    assert self_checks.check_former_formats(tmp_path) == "1 format repris"


# How results are told


def fails(_folder):
    raise ErreurCpom("x", "La phrase.", detail="Le détail.")


def breaks(_folder):
    raise ZeroDivisionError("par\n  zéro")


def test_the_rest_goes_on_after_a_failure(verdicts):
    found = verdicts(
        Check("un", "Un", fails),
        Check("deux", "Deux", lambda _folder: "rien", "un"),
        Check("trois", "Trois", breaks),
        Check("quatre", "Quatre", lambda _folder: "bien"),
    )

    assert found["un"] == (Verdict.ECHEC, "La phrase. Le détail.")
    assert found["deux"][0] == Verdict.NON_VERIFIE
    assert found["trois"][0] == Verdict.ECHEC
    assert "réinstallez-le (ZeroDivisionError : par zéro)" in plain(found["trois"][1])
    assert found["quatre"] == (Verdict.REUSSI, "bien")
    assert found["traces"][0] == Verdict.REUSSI


def test_a_window_that_cannot_be_here_is_told_and_is_no_failure(monkeypatch):
    def no_qt(_dossier, _settings):
        raise ErreurCpom("sans-qt", "La fenêtre manque.", detail="libEGL.so.1")

    def check(folder):
        return self_checks.check_window(no_qt, folder)

    monkeypatch.setattr(self_checks, "all_checks", lambda _window: (Check("f", "F", check),))
    said = []

    assert run_self_test(said.append, check_window=None, as_json=False) == 0
    assert plain(said[0]).startswith("– F : La fenêtre manque. libEGL.so.1")


def test_an_installed_program_without_its_window_fails(damaged):
    (damaged.parent / self_resources.DIGESTS).touch()

    def no_qt(_dossier, _settings):
        raise ErreurCpom("sans-qt", "La fenêtre manque.")

    with pytest.raises(ErreurCpom):
        self_checks.check_window(no_qt, damaged)


def test_without_a_place_to_write_one_sentence_says_so(monkeypatch, capsys):
    def full(**_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(self_test.tempfile, "TemporaryDirectory", full)

    assert main(["self-test"]) == 2
    assert plain(capsys.readouterr().err).startswith("Aucun dossier temporaire")


# The window


def test_a_blank_picture_is_told_from_a_page(qapp):
    from PySide6.QtGui import QColor, QImage

    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    blank = is_blank(image)
    for n in range(FEWEST_COLOURS):
        image.setPixelColor(3 * n, 0, QColor(n, n, n))

    assert (blank, is_blank(image)) == (True, False)


def test_missing_platforms_of_qt_are_told_before_qt_ends_the_program(qapp, monkeypatch, tmp_path):
    from PySide6.QtCore import QLibraryInfo

    check_plugins()
    monkeypatch.setattr(QLibraryInfo, "path", lambda _which: str(tmp_path))

    with pytest.raises(ErreurCpom, match="composant d’affichage manque"):
        check_plugins()
