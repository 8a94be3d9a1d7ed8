"""The real window driven through everything she does there: `ROOT STORY`, a process of its own.

Stories: `travail` (a whole day of work, closed at the end), `panne` (the program dies of a native
fault with an attached file open), `arrêt` (it is killed), `retour` (opened again, and closed).
It says each act on its standard output, so that two runs can be compared.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from functools import partial
from pathlib import Path

from PySide6.QtGui import QClipboard
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QPushButton

from cpom_desktop import __main__ as program
from cpom_desktop.domain.fichiers import clean_file_name
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.documents import DocumentFormat
from tests.outils.fenetre import write
from tests.outils.scenario_conduite import Driver, answer, choose, quiet, say
from tests.outils.scenario_matiere import NAMED, PLACE, TEXT, House
from ui import app
from ui.kit.dialogs import QuestionDialog
from ui.models.import_dialog import ImportingDialog
from ui.shell.new_dossier import NewDossierDialog
from ui.shell.page_classes import PAGE_CLASSES
from ui.shell.program_view import PROGRAM_CLASSES

WRITTEN = (
    ("etablissement", DocumentFormat.PDF),
    ("etablissement", DocumentFormat.DOCX),
    ("acteurs", DocumentFormat.XLSX),
    ("annuaire", DocumentFormat.VCF),
    ("annuaire", DocumentFormat.CSV),
    ("retroplanning", DocumentFormat.ICS),
    ("raci", DocumentFormat.JSON),
)
"""What is written from the window; every document in every format is, by the commands."""


def has_caret(window):
    """Ask for the caret; tell whether the window has it: no window manager gives it here."""
    window.activateWindow()
    return window.isActiveWindow()


def work(window, house):
    """Do everything she does in a day."""
    yield
    yield from begin(window)
    yield from look_everywhere(window, house)
    yield from type_and_attach(window, house)
    yield from take_files(window, house)
    yield from write_documents(window, house)
    yield from keep_and_restore(window, house)
    yield from meet_a_fault(window, house)
    say("fermeture")
    window.close()


def begin(window):
    """Create a dossier by the assistant, then see the demonstration."""

    def name(found):
        found.name.setText(f"EHPAD {PLACE}")  # it names the file
        found.make.click()

    answer(NewDossierDialog, name)
    window.create_dossier()
    view = window.view
    for index in range(5):
        view.show_part(index)
        yield
    say("assistant", view.session.snapshot.etablissement.nom)
    window._leave()
    window.open_demonstration()
    say("démonstration", window.view.name)
    yield
    window._leave()
    yield


def look_everywhere(window, house):
    """Open each page of the dossier and of the program."""
    opened = window.open_path(house.dossiers / f"{PLACE}.cpom")
    say("ouverture", opened)
    for slug in (*PAGE_CLASSES, *PROGRAM_CLASSES):
        window.view.show_page(slug)
        yield quiet
        window.grab()
        say("page", slug)
    window.view.search(TEXT)
    window.view.finder.indexing.finish()
    yield
    window.view.finder.leave()
    window._services.settings.set_text_scale(1.25)
    yield
    window._services.settings.set_text_scale(1.0)
    window._services.settings.set_theme("sombre")
    yield


def type_and_attach(window, house):
    """Type, be refused, attach and open files, choose a logo, note a sending."""
    view = window.view
    view.show_page("etablissement")
    yield partial(has_caret, window)
    for field, typed in (("commune", f"Lens {TEXT}"), ("code_postal", f"62 {TEXT}")):
        view.page.focus_field(f"etablissement.{field}")
        QApplication.focusWidget().selectAll()
        write(typed)
        view.flush()
        yield
    session = view.session
    say("commune", session.snapshot.etablissement.commune)
    say("refusés", len(session.workspace.drafts()))
    choose(next(house.received.glob("logo*")))
    view.page._logo.choose.click()
    say("logo", any(f.usage for f in session.snapshot.fichiers))
    yield from attach(view, house)
    sent = session.run(ops.AddEchange(jour=window._clock().date(), objet=TEXT)).result
    session.run(ops.AddEnvoi(echange_id=sent, titre=TEXT))
    say("envoi", any(e.echange_id == sent for e in session.snapshot.envois))
    session.undo()
    session.redo()


def attach(view, house):
    """Attach a file to a document to gather, and open it with another program."""
    view.show_page("pieces")
    yield
    part = view.page.panel.attachments
    piece = view.session.snapshot.pieces[0]
    part.show_owner(piece.id)
    choose(next(house.received.glob("pièce*")))
    part.choose()
    (fichier,) = [f for f in view.session.snapshot.fichiers if f.piece_id == piece.id]
    say("joint", clean_file_name(fichier.nom) == fichier.nom)
    answer(QuestionDialog, lambda found: found.action.click())
    part.open(fichier.id)
    yield (house.told / "ouverts").exists
    say("ouvert ailleurs")
    choose(house.exports / f"copie {NAMED}.pdf")
    part.save(fichier.id)
    yield


def take_files(window, house):
    """Bring in contacts and figures that others sent."""
    from ui.shell.importing import take_contacts, take_table

    view, services = window.view, window._services
    before = len(view.session.snapshot.acteurs)
    for pattern in ("contacts*.csv", "carte*.vcf"):
        view.show_page("acteurs")
        take_contacts(view, services, next(house.received.glob(pattern)))
        yield
        importing = view.page.importing
        if importing is not None:
            importing.add.click()
        yield
    say("contacts", len(view.session.snapshot.acteurs) > before)
    view.show_page("donnees")
    take_table(view, services, next(house.received.glob("chiffres*")))
    yield
    for found in view.page.findChildren(ImportingDialog):
        say("tableur lu")
        found.add.click()
    yield


def write_documents(window, house):
    """See documents, write them in each format, print one, note it as sent."""
    view = window.view
    view.printing.show_document("acteurs")
    page = view.printing.page
    yield lambda: page.preview.paper.count > 0 and not page.renderer.busy
    say("aperçu", page.preview.paper.count > 0)
    for slug, kind in WRITTEN:
        path = house.exports / f"{slug} {TEXT}.{kind.value}"
        choose(path)
        view.printing.export(slug, kind)
        yield lambda path=path: path.exists() and quiet()
        yield
        say("écrit", slug, kind.value)
    yield from print_to_a_file(view, house)
    view.printing.finish()


def print_to_a_file(view, house):
    """Send the document shown to the printer that writes a file."""
    page, path = view.printing.page, house.exports / "imprimé.pdf"

    def act(found):
        printer = found.printer()
        printer.setOutputFormat(printer.OutputFormat.PdfFormat)
        printer.setResolution(72)
        printer.setOutputFileName(str(path))
        found.done(QPrintDialog.DialogCode.Accepted)

    answer(QPrintDialog, act)
    yield lambda: not page.renderer.busy
    page.ask_print()
    yield lambda: path.exists() and page._run is None
    say("imprimé", path.exists())


def keep_and_restore(window, house):
    """Name a version, back up here and elsewhere, restore, change her mind, copy beside."""
    view = window.view
    workspace = view.session.workspace
    workspace.keep_version(f"Version {TEXT}")
    workspace.backups.write(Reason.DEMANDE, title=TEXT).verify()
    workspace.backups.copy_to(house.key)
    say("sauvegardes", any(i.reason is Reason.DEMANDE for i in workspace.backups.list()))
    path = workspace.path
    wanted = next(i for i in workspace.backups.list() if i.reason is Reason.DEMANDE)
    idle = lambda: not window.restoration.waiting.busy  # noqa: E731 - short enough
    window.restoration._open_beside(path, wanted)
    yield idle
    say("ouvert à côté", window.view.session.workspace.path != path)
    window.open_path(path)
    yield
    window.restoration._replace(path, wanted)
    yield idle
    say("restauré", window.view.notices.restored.isVisible())
    window.restoration._undo()
    yield idle
    choose(house.dossiers / f"copie {PLACE}.cpom")
    window.work_elsewhere()
    say("copie", window.view.session.workspace.path.name)
    window.open_path(path)
    yield


def meet_a_fault(window, house):
    """Have a slot fail with her texts in hand; copy the report, save it."""
    from ui.shell.incidents import IncidentDialog

    def act(found):
        found.copy.click()
        found.copied = QApplication.clipboard().text(QClipboard.Mode.Clipboard)
        say("rapport sans rien d'elle", TEXT not in found.copied and "ValueError" in found.copied)
        choose(house.told / "rapport.txt")
        found.save.click()
        found.close_button.click()

    answer(IncidentDialog, act)
    button = QPushButton(window)
    button.clicked.connect(partial(blow, TEXT))
    button.click()
    yield (house.told / "rapport.txt").exists
    yield
    say("cœur gardé", resource.getrlimit(resource.RLIMIT_CORE)[0] != 0)


def blow(typed, *_state):
    """Fail with what she typed in the message."""
    raise ValueError(typed)


def end_badly(window, house, kind):
    """Have a file of hers open outside and a document half made, then die."""
    yield
    window.open_path(house.dossiers / f"{PLACE}.cpom")
    yield
    workspace = window.view.session.workspace
    fichier = next(f for f in workspace.snapshot.fichiers if f.piece_id)
    say("extrait", workspace.open_file(fichier).exists())
    import tempfile

    Path(tempfile.mkstemp()[1]).write_text(TEXT)
    sys.stdout.flush()
    os.kill(os.getpid(), kind)


def come_back(window, house):
    """Open again: what was said, and how many files are left of the runs before."""
    yield
    window.open_path(house.dossiers / f"{PLACE}.cpom")
    yield
    yield quiet
    say("commune", window.view.session.snapshot.etablissement.commune)
    window.close()


def be_brief(window, house):
    """Open a dossier, type, write a document: what a start must allow wherever it is."""
    yield
    say("ouverture", window.open_path(house.dossiers / f"{PLACE}.cpom"))
    view = window.view
    view.show_page("etablissement")
    yield partial(has_caret, window)
    view.page.focus_field("etablissement.commune")
    QApplication.focusWidget().selectAll()
    write("Île-d’Aix")
    view.flush()
    say("commune", view.session.snapshot.etablissement.commune, view.session.state.failure)
    for slug, kind in (("acteurs", DocumentFormat.XLSX), ("etablissement", DocumentFormat.PDF)):
        path = house.exports / f"l’été {slug}.{kind.value}"
        choose(path)
        view.printing.export(slug, kind)
        yield lambda path=path: path.exists() and quiet()
        say("écrit", kind.value)
    view.printing.finish()
    window.close()


STORIES = {
    "bref": be_brief,
    "travail": work,
    "panne": partial(end_badly, kind=signal.SIGSEGV),
    "arrêt": partial(end_badly, kind=signal.SIGKILL),
    "retour": come_back,
}


def main(root, story):
    """Be the program, driven; return its exit code."""
    house, make = House(Path(root)), app.make_window

    def make_driven(**options):
        window = make(**options)
        Driver(window, STORIES[story](window, house))
        return window

    app.make_window = make_driven
    sys.argv[1:] = []
    code = program.main()
    say("fini", story)
    return code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
