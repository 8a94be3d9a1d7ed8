"""The files attached to a record: joined, dropped, opened, copied out and removed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from cpom_desktop.domain.pieces import TypePiece
from cpom_desktop.services.operations import AddPiece
from tests.outils.depots import drop
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.fenetre import nameless, press
from ui.models import attachments
from ui.models.attachments import AttachmentsPart
from ui.session import Session


@pytest.fixture
def session(qapp, tmp_path):
    with opened(copy_tilleuls(tmp_path), backups=tmp_path / "prive" / "copies") as workspace:
        made = Session(workspace)
        yield made
        made.stop()


@pytest.fixture
def part(session, shown):
    piece_id = session.run(AddPiece(titre="Bilan social", type=TypePiece.RH)).result
    made = AttachmentsPart(session, "piece_id")
    session.changed.connect(lambda _changes, _force: made.show_owner(piece_id))
    made.show_owner(piece_id)
    shown(made.widget)
    return made


@pytest.fixture
def bilan(tmp_path):
    path = tmp_path / "Bilan social.pdf"
    path.write_bytes(b"%PDF bilan")
    return path


def names(part):
    return [f.nom for f in part._session.snapshot.fichiers]


def test_files_are_chosen_and_attached_in_one_step(part, bilan, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "ui.kit.file_dialogs.choose_attachments",
        lambda _parent, folder: asked.append(folder) or [bilan],
    )
    told = []
    part.told.connect(told.append)
    part.widget.add_button.setFocus()
    press(Qt.Key.Key_Return)
    part.choose()

    assert names(part) == ["Bilan social.pdf", "Bilan social.pdf"]
    assert told == ["Un fichier joint."] * 2
    assert asked[1] == bilan.parent
    assert part.widget.lines[0].link.words == "Bilan social.pdf (1 ko)"
    assert part.widget.nothing.isHidden()


def test_what_is_refused_is_told_and_the_rest_is_attached(part, bilan, tmp_path, session):
    (tmp_path / "macro.docm").write_bytes(b"x")
    (tmp_path / "vide.pdf").write_bytes(b"")
    told = []
    session.refused.connect(told.append)

    part.attach([tmp_path / "macro.docm", bilan, tmp_path / "vide.pdf"])

    assert names(part) == ["Bilan social.pdf"]
    assert ".docm" in told[0]
    assert "«\u00a0vide.pdf\u00a0»\u00a0: Ce fichier est vide." in told[0]


def test_files_are_dropped_and_addresses_are_not(part, bilan):
    assert not drop(part.widget, "https://exemple.test/bilan.pdf")
    assert names(part) == []

    assert drop(part.widget, QUrl.fromLocalFile(str(bilan)).toString())
    assert names(part) == ["Bilan social.pdf"]


def test_opening_asks_once_and_gives_a_copy(part, bilan, monkeypatch):
    part.attach([bilan])
    opened_files, questions = [], []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened_files.append(url.toLocalFile()) or True
    )
    answers = iter([False, True])
    monkeypatch.setattr(
        attachments, "ask", lambda *words: questions.append(words) or next(answers)
    )
    link = part.widget.lines[0].link
    link.setFocus()

    press(Qt.Key.Key_Return)
    assert opened_files == []
    for _turn in range(2):
        press(Qt.Key.Key_Return)

    assert len(questions) == 2
    assert "autre programme" in questions[0][1]
    assert [path.rpartition("/")[2] for path in opened_files] == [
        "Bilan social.pdf",
        "Bilan social 2.pdf",
    ]


def test_no_program_to_open_it_is_told(part, bilan, session, monkeypatch):
    part.attach([bilan])
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    monkeypatch.setattr(attachments, "ask", lambda *_words: True)
    told = []
    session.refused.connect(told.append)

    part.widget.lines[0].open_action.trigger()

    assert told == [
        "Aucun programme de cet ordinateur n’ouvre ce fichier\u00a0: Bilan social.pdf."
    ]


def test_a_copy_is_saved_where_she_says(part, bilan, tmp_path, monkeypatch):
    part.attach([bilan])
    answers = iter([None, tmp_path / "Ma copie.pdf"])
    monkeypatch.setattr("ui.kit.file_dialogs.choose_copy", lambda *_asked: next(answers))

    part.widget.lines[0].save_action.trigger()
    assert not (tmp_path / "Ma copie.pdf").exists()
    part.widget.lines[0].save_action.trigger()

    assert (tmp_path / "Ma copie.pdf").read_bytes() == b"%PDF bilan"


def test_a_file_is_removed_and_brought_back(part, bilan, session):
    part.attach([bilan])
    part.widget.lines[0].remove_action.trigger()

    assert (names(part), part.widget.lines) == ([], [])
    assert not part.widget.nothing.isHidden()

    session.undo()
    assert names(part) == ["Bilan social.pdf"]


def test_a_dossier_that_is_only_read_attaches_nothing(part, bilan, session, read_only, shown):
    part.attach([bilan])
    reader = Session(read_only(session.workspace))
    made = AttachmentsPart(reader, "piece_id")
    made.show_owner(reader.snapshot.fichiers[0].piece_id)
    shown(made.widget)

    assert made.widget.add_button.isHidden()
    assert not made.widget.lines[0].remove_action.isVisible()
    assert not drop(made.widget, QUrl.fromLocalFile(str(bilan)).toString())
    reader.stop()


def test_every_control_has_a_name(part, bilan):
    part.attach([bilan])

    assert nameless(part.widget) == []
