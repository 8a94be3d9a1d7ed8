"""The rows of the parsers, typed in a real field: the message beside it, nothing erased (§7)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from cpom_desktop.domain.saisie import clean_name, parse_hour
from cpom_desktop.domain.saisie.textes import TEXT_LIMIT
from cpom_desktop.i18n import NBSP, NNBSP, format_number
from cpom_desktop.services.doutes import retouche_sentence
from cpom_desktop.services.operations import UpdateActeur, UpdateEtablissement
from cpom_desktop.services.queries.etablissement import avertissement_of
from tests.outils.dossiers import copy_tilleuls, opened
from tests.outils.editions import EMOJI, HEBREW
from tests.outils.fausse_session import FakeSession
from tests.services.test_messages_saisie import ACCEPTED, DOUBTED, REFUSED, plain, read_date
from ui.kit.field_values import shown
from ui.kit.fields import LineField, TextField
from ui.kit.form import FieldSpec, Form

FIELDS = [case for case in REFUSED if len(case[2]) <= TEXT_LIMIT]
OF_IDENTITY = {"siret": (70, 72, 73), "finess_et": (74, 75), "code_postal": (77,)}


@pytest.fixture
def field(qtbot):
    """Return a function that gives one field of a form, its session beside it."""
    kept = []

    def make(parse=None, *, kind="line", **more):
        session = FakeSession()
        spec = FieldSpec(
            key="champ",
            label="Champ",
            kind=kind,
            read=lambda found: found.get("champ"),
            write=lambda value: ("champ", value),
            parse=parse,
            **more,
        )
        form = Form(session, pause_ms=600_000, deadline_ms=600_000)
        row = form.add(spec)
        session.hub = form
        qtbot.addWidget(row)
        kept.append((form, row))
        return form, row, session

    return make


def give(form, row, text):
    """Put a text in a field as a paste does, and leave the field."""
    QApplication.clipboard().setText(text)
    row.editor.paste()
    form.flush()


def said(row):
    return spaced(row.message.text())


def spaced(sentence):
    return plain(sentence).replace(NBSP, " ").replace(NNBSP, " ")


@pytest.mark.parametrize(("number", "read", "text", "sentence"), FIELDS)
def test_a_refused_input_stays_in_its_field_with_its_message(field, number, read, text, sentence):
    kind = "date" if read is read_date else "line"
    form, row, session = field(read, kind=kind)
    row.editor.set_raw(text)
    shown_text = row.editor.raw()
    row.editor.edited.emit()
    form.flush()

    assert said(row) == spaced(sentence)
    assert row.error == row.message.text() == row.editor.accessibleDescription()
    assert row.editor.raw() == shown_text, "nothing typed is erased"
    assert session.ran == []
    assert session.drafts["champ"].raw == shown_text, "and it comes back at the next start"


@pytest.mark.parametrize(("number", "read", "text", "value"), ACCEPTED)
def test_an_accepted_input_is_shown_as_it_was_understood(field, number, read, text, value):
    form, row, session = field(read, kind="date" if read is read_date else "line")
    give(form, row, text)

    assert session.snapshot["champ"] == value
    assert row.error == ""
    assert read(shown(row.spec, value)) == value
    assert "1926" not in shown(row.spec, value)


@pytest.mark.parametrize(("number", "check", "text", "sentence"), DOUBTED)
def test_a_doubtful_number_is_kept_and_told(tmp_path, number, check, text, sentence):
    (name,) = [name for name, rows in OF_IDENTITY.items() if number in rows]
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(UpdateEtablissement(**{name: text}))
        told = avertissement_of(workspace.snapshot, f"etablissement.{name}")

        assert getattr(workspace.snapshot.etablissement, name) == text
        assert plain(told.texte) == sentence


@pytest.mark.parametrize("text", ["24:30", "9h75", "25 h"])
def test_ligne_021_an_hour_has_its_bounds(field, text):
    form, row, session = field(parse_hour)
    give(form, row, text)

    assert said(row).startswith("L'heure va de 00 h 00 à 23 h 59.")
    assert row.editor.raw() == text
    assert session.ran == []


def test_ligne_047_a_name_is_not_cut_before_it_is_refused(field):
    form, row, session = field(clean_name)
    give(form, row, "a" * 10_000)

    assert "limité à 200 caractères (10\u00a0000 saisis)" in row.message.text()
    assert len(row.editor.raw()) == 10_000
    assert session.ran == []


def test_ligne_048_a_very_long_text_is_kept_and_its_pages_told(field):
    form, row, session = field(kind="text")
    give(form, row, "a" * TEXT_LIMIT)

    assert len(session.snapshot["champ"]) == TEXT_LIMIT
    assert said(row) == "Texte très long : il occupera environ 61 pages à l'impression."
    give(form, row, "a")
    assert "Rien n'a été collé" in said(row), "one more is too much, and is told"
    assert len(session.snapshot["champ"]) == TEXT_LIMIT


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Soins {EMOJI}", "Un symbole de ce texte ne s'imprime pas ; il sera remplacé par"),
        (f"Nom {HEBREW}", "Ce texte se lit de droite à gauche ; vérifiez l'impression."),
        ("2 95 10 99 126 111 93", "Ceci ressemble à un numéro de sécurité sociale."),
        ("M. Petit est atteint de démence", "N'inscrivez pas d'information de santé"),
    ],
)
@pytest.mark.parametrize("kind", ["line", "text"])
def test_ligne_054_055_067_068_what_is_doubtful_is_kept_and_told(field, text, told, kind):
    form, row, session = field(kind=kind)
    give(form, row, text)

    assert session.snapshot["champ"] == text
    assert said(row).startswith(told)
    assert row.error == ""


@pytest.mark.parametrize(
    ("text", "stored", "told"),
    [
        ("gauche\u202edroite", "gauchedroite", "Un caractère invisible est retiré."),
        ("a\x0bb\x1bc\x01d", "abcd", "3 caractères de contrôle sont retirés."),
        ("deux\nlignes", "deux lignes", "Un retour à la ligne est remplacé par un espace."),
        ("trois\r\nlignes\nici", "trois lignes ici", "2 retours à la ligne sont remplacés"),
        ("cafe\u0301", "caf\u00e9", ""),
    ],
)
def test_ligne_056_057_058_060_what_is_made_right_is_told(field, tmp_path, text, stored, told):
    form, row, _session = field()
    row.editor.setText(text)
    row.editor.edited.emit()
    form.flush()
    words = said(row) if row._message is not None else ""
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(UpdateActeur(id=1, fonction=text))

        assert workspace.snapshot.acteurs_by_id[1].fonction == stored
    assert words.startswith(told)
    assert bool(words) is bool(told)


def test_ligne_059_half_a_character_becomes_a_sign_that_is_seen(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as workspace:
        workspace.run(UpdateActeur(id=1, fonction="demi\ud800"))

        assert workspace.snapshot.acteurs_by_id[1].fonction == "demi\ufffd"
    assert "illisible" in retouche_sentence("demi\ud800", one_line=True)


def test_hard_spaces_of_a_long_text_are_kept(field):
    form, row, session = field(kind="text")
    give(form, row, "12\u00a0000\u202f€ « oui »\nsuite")

    assert session.snapshot["champ"] == "12\u00a0000\u202f€ « oui »\nsuite"


@pytest.mark.parametrize(("editor", "limit"), [(LineField, 32_767), (TextField, TEXT_LIMIT)])
@pytest.mark.parametrize("way", ["key", "menu", "drop"])
def test_ligne_120_a_paste_too_long_is_refused_whole(qtbot, editor, limit, way):
    made = editor("Champ")
    qtbot.addWidget(made)
    made.set_raw("déjà là")
    told = []
    made.tells_paste = False
    made.paste_refused.connect(told.append)
    put(made, "a" * 5_000_000, way)

    assert made.raw() == "déjà là"
    (sentence,) = told
    limit_told = spaced(format_number(limit))
    assert spaced(sentence) == (
        f"Texte trop long (5 000 007 caractères, limite {limit_told}). Rien n'a été collé."
    )
    put(made, " et là", way)
    assert "et là" in made.raw(), "a short one is taken"


def put(editor, text, way):
    """Bring a text from elsewhere: by the keys, by the menu, or dropped."""
    data = QMimeData()
    data.setText(text)
    QApplication.clipboard().setText(text)
    if way == "drop" and isinstance(editor, TextField):
        editor.insertFromMimeData(data)
    elif way == "drop":
        drop(editor, data)
    elif way == "menu":
        editor.paste()
    else:
        control = Qt.KeyboardModifier.ControlModifier
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, control))


def drop(editor, data):
    editor.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_ligne_120_a_form_tells_it_under_the_field(field):
    form, row, session = field(kind="text")
    give(form, row, "a" * 5_000_000)

    assert said(row) == (
        "Texte trop long (5 000 000 caractères, limite 200 000). Rien n'a été collé."
    )
    assert (session.ran, row.editor.raw(), row.error) == ([], "", "")
