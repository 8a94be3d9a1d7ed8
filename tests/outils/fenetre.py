"""The window, or one page alone, for the tests: in a folder of its own, driven by its keys."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cpom_desktop.bootstrap import (
    demonstration_workspace,
    lieux,
    new_workspace,
    open_workspace,
    protector,
    rescue,
    restorer,
    save_copy,
    write_pack,
)
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.errors import DisquePlein
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.imports.pack_file import read_pack_file
from cpom_desktop.imports.tables import read_table
from cpom_desktop.reports.blocks import Paragraph
from cpom_desktop.reports.fiche_secours import rescue_sheet
from cpom_desktop.reports.writer import write_file
from cpom_desktop.services.documents import (
    PLAIN,
    DocumentInfo,
    DocumentState,
    DocumentStatus,
    RenderedDocument,
    Written,
    no_checkpoint,
)
from cpom_desktop.services.operations import PrepareDossier, UpdateDossier
from tests.outils.dossiers import frozen_clock
from tests.outils.pages import render
from ui.app import make_window
from ui.session import Session
from ui.shell.services import Opening
from ui.theme.fonts import body_font
from ui.theme.theme import current_theme, palette, style_sheet

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TARGET = date(2027, 12, 15)
"""The date of signature that the prepared dossier aims at."""


class FakePrepared:
    """A document that writes one line."""

    file_name = "2027-03-12 Dossier.pdf"

    def __init__(self, maker):
        self.maker = maker

    def render(self, checkpoint=no_checkpoint):
        if self.maker.failure is not None:
            raise self.maker.failure
        return RenderedDocument(one_page(), 1, (), self.maker.avertissements)

    def first_page(self, checkpoint=no_checkpoint):
        return b""

    def write(self, path):
        if self.maker.failure is not None:
            raise self.maker.failure
        path.write_bytes(b"%PDF-")
        return Written(path, self.maker.pages, self.maker.avertissements)


@cache
def one_page():
    """Return a PDF of one page."""
    return render(Paragraph("Une page.")).data


class FakeContents(NamedTuple):
    """Documents that tell their own name, whatever the version."""

    wanted: tuple

    def compute(self, checkpoint):
        return {pair: pair[0] for pair in self.wanted}


class FakeDocuments:
    """A maker of documents that remembers what was asked."""

    infos = (
        DocumentInfo("tout", "Tout", "Tout le dossier.", 1, "etablissement", bound=True),
        DocumentInfo("etablissement", "Établissement", "En une page.", 1, "etablissement"),
        DocumentInfo("raci", "Matrice RACI", "Qui fait quoi.", 1, "raci"),
    )

    def __init__(self):
        self.asked, self.failure, self.pages, self.avertissements = [], None, 13, ()

    def catalogue(self, workspace=None):
        return self.infos

    def status(self, workspace, slug):
        return DocumentStatus(DocumentState.COMPLET)

    def prepare(self, workspace, slug, options=PLAIN):
        self.asked.append((slug, workspace.snapshot, options))
        return FakePrepared(self)

    def contenu(self, workspace, slug):
        return slug

    def prepare_contents(self, workspace, wanted):
        return FakeContents(tuple(wanted))

    def tables_read(self, workspace, slug, former):
        return frozenset()

    def prepare_comparison(self, workspace, comparison):
        self.asked.append(comparison)
        return FakePrepared(self)

    def prepare_personne(self, workspace, found, kind):
        self.asked.append((found, kind))
        return FakePrepared(self)


class FullDisk:
    """A storage whose disk is full until `room` is true; the rest goes to the real one."""

    def __init__(self, storage):
        self._storage, self.room, self.fault = storage, False, full()

    def __getattr__(self, name):
        return getattr(self._storage, name)

    def step(self, **options):
        self._refuse()
        return self._storage.step(**options)

    @property
    def versions(self):
        self._refuse()
        return self._storage.versions

    def keep_draft(self, field, draft):
        self._refuse()
        self._storage.keep_draft(field, draft)

    def set_resume(self, key, value):
        self._refuse()
        self._storage.set_resume(key, value)

    def _refuse(self):
        if not self.room:
            raise self.fault


def full():
    """Return the error of a full disk."""
    return DisquePlein(
        "disque-plein", "Disque plein : rien d'autre n'est perdu.", remedy="Libérez de la place."
    )


@cache
def _bytes_after(*operations):
    """Return a new dossier, only its name known, after some operations; made once a run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "d.cpom"
        workspace = new_workspace(path, "EHPAD Les Tilleuls", clock=frozen_clock)
        for operation in operations:
            workspace.run(operation)
        workspace.forget_undo()
        workspace.close()
        return path.read_bytes()


def copy_started(folder, name="Les Tilleuls.cpom", *operations):
    """Write a dossier that the assistant has just begun; return its path."""
    path = folder / name
    path.write_bytes(_bytes_after(*operations))
    path.chmod(0o600)
    return path


def copy_prepared(folder, name="Les Tilleuls.cpom", *, piste=Piste.RENOUVELLEMENT, target=TARGET):
    """Write a dossier whose plan and matrix have just been prepared; return its path."""
    situation = UpdateDossier(piste=piste, date_signature=target)
    return copy_started(folder, name, situation, PrepareDossier())


def fill_disk(session):
    """Make the disk of an open dossier full; return what gives it room again."""
    session.workspace._storage = FullDisk(session.workspace._storage)
    return session.workspace._storage


def make_shell(folder, *, scale=1.0, documents=None):
    """Return the window, its documents (fake ones by default) and its settings; not shown yet."""
    settings_file = folder / "reglages.ini"
    if not settings_file.exists():
        settings_file.write_text(f"[General]\ntext_scale={scale}\nfolder={folder}\n")
    documents = documents or FakeDocuments()
    QApplication.instance().setStyleSheet("")  # a page alone may have left one, at another scale
    window = make_window(
        opening=Opening(
            *(
                partial(make, clock=frozen_clock)
                for make in (
                    open_workspace,
                    new_workspace,
                    demonstration_workspace,
                    save_copy,
                    restorer,
                    rescue,
                )
            ),
            read_contacts,
            read_pack_file,
            read_table,
            write_pack,
            partial(lieux, clock=frozen_clock),
            partial(protector, clock=frozen_clock),
            partial(rescue_sheet, now=frozen_clock()),
            write_file,
        ),
        documents=lambda: documents,
        clock=frozen_clock,
        settings_file=settings_file,
    )
    return SimpleNamespace(
        window=window, documents=documents, settings=window._services.settings, folder=folder
    )


def is_dressed(app, theme, scale):
    """Tell whether the whole application wears this theme at this scale, and nothing else."""
    worn, wanted = current_theme(), theme.at(scale)
    return (
        (worn.name, worn.scale) == (wanted.name, wanted.scale)
        and app.styleSheet() == style_sheet(wanted, scale)
        and app.palette() == palette(wanted)
        and app.font() == body_font(wanted.px(15))
    )


def show(window, qtbot, size=(1366, 698)):
    """Show a window and give it the caret."""
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def back(window, qtbot):
    """Give the window its caret back after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def show_widgets(qtbot, *widgets, size=(700, 400)):
    """Return a window that shows widgets one under the other, with the caret."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
    show(window, qtbot, size)
    return window


def show_page(qtbot, page_class, workspace, size=(1118, 620)):
    """Return a page alone, with the caret, that follows its dossier; `told` has its refusals."""
    session = Session(workspace)
    page = page_class(session)
    session.setParent(page)
    qtbot.addWidget(page)

    def reload(changes, force):
        page.reload(changes, force=force)

    session.changed.connect(reload)
    page.told = []
    session.refused.connect(page.told.append)
    show(page, qtbot, size)
    return page


def press(key, text="", modifiers=NO_MODIFIER):
    """Press a key where the caret is: in the menu that is open, or else in the window."""
    target = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeWindow()
    )
    assert target is not None, "no window has the caret"
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))


def write(text):
    """Type a text, accents included."""
    for character in text:
        press(Qt.Key.Key_unknown, character)


def type_in(page, key, text):
    """Put the caret in a field of a page, replace its text, and leave it by Tab."""
    assert page.focus_field(key)
    QApplication.focusWidget().selectAll()
    write(text)
    press(Qt.Key.Key_Tab)
    QApplication.processEvents()


def nameless(page):
    """Return what is seen and takes the caret by Tab, but says nothing to a screen reader."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and widget.text())
    ]


def choose(path):
    """Return what answers a file dialog: the path is typed in, then accepted."""

    def answer(dialog):
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()

    return answer


def shortcut(key, modifiers=NO_MODIFIER):
    """Press keys that the window may take as a shortcut."""
    QTest.keyClick(QApplication.activeWindow(), key, modifiers)


def when_a_dialog_opens(act, *, attempts=200):
    """Call `act(dialog)` as soon as a modal dialog has the caret; it is refused if `act` fails."""

    def look(left):
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.isActiveWindow():
            try:
                act(dialog)
            except BaseException:
                dialog.reject()
                raise
        elif left:
            if dialog is not None:
                dialog.activateWindow()
            QTimer.singleShot(10, partial(look, left - 1))
        elif dialog is not None:
            dialog.reject()

    QTimer.singleShot(0, partial(look, attempts))


def plain(text):
    """Return a text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def rename(view, name):
    """Type another name of the establishment, the caret still in the field."""
    view.show_page("etablissement")
    assert view.page.focus_field("etablissement.nom")
    QApplication.focusWidget().selectAll()
    write(name)
