"""Two hundred stakeholders: the page opened, walked through, searched, edited; a file of 2 000.

Bars, in milliseconds of processor: the page opened and painted 200, a step of the list 30, a key
stroke of the search 30, an edit written and shown 60; 2 000 lines of a file read and told 1 000.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from cpom_desktop.services import operations as ops  # noqa: E402 - the checkout comes first
from cpom_desktop.services.contacts import ContactsTable  # noqa: E402
from cpom_desktop.services.queries.contacts_colonnes import guess_columns  # noqa: E402
from cpom_desktop.services.queries.contacts_importes import read_contacts_table  # noqa: E402
from tests.outils.dossiers import copy_demonstration, opened  # noqa: E402
from ui.app import make_application  # noqa: E402

PEOPLE, EXCHANGES, LINES = 180, 400, 2_000
BARS = {"page": 200.0, "pas": 30.0, "frappe": 30.0, "saisie": 60.0, "fichier": 1000.0}
FAMILIES = ("sanitaire", "social", "appui")


def say(text):
    """Write one line of the measure."""
    sys.stdout.write(f"{text}\n")


def spent(run):
    """Return the processor time of one call, in milliseconds."""
    start = time.thread_time()
    run()
    return (time.thread_time() - start) * 1000


def fill(workspace):
    """Add people, and exchanges with them."""
    lines = [
        ops.LigneActeur(
            nom=f"Personne {n} au nom assez long",
            structure=f"Structure numéro {n}",
            famille=FAMILIES[n % 3],
        )
        for n in range(PEOPLE)
    ]
    workspace.run(ops.AddActeurs(lignes=lines))
    ids = [acteur.id for acteur in workspace.snapshot.acteurs]
    for n in range(EXCHANGES):
        day = date(2026, 1 + n % 12, 1 + n % 28)
        who = [ids[n % len(ids)]]
        workspace.run(ops.AddEchange(jour=day, objet=f"Échange {n}", personnes=who))
    return ids


def measure(workspace, app):
    """Return what each gesture costs."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.pages.acteurs import ActeursPage
    from ui.session import Session

    ids, session, pages = fill(workspace), Session(workspace), []

    def shown():
        app.processEvents()

    def show_page():
        page = ActeursPage(session)
        page.resize(1118, 620)
        page.show()
        shown()
        pages.append(page)

    found = {"page": spent(show_page)}
    (page,) = pages

    def follow(changes, force):
        page.reload(changes, force=force)

    session.changed.connect(follow)

    def step():
        QTest.keyClick(page.list.view, Qt.Key.Key_Down)
        shown()

    def stroke(text):
        page.list.search.setText(text)
        shown()

    def edit(n):
        session.run(ops.UpdateActeur(id=ids[50], fonction=f"Fonction {n}"))
        shown()

    found["pas"] = median(spent(step) for _n in range(40))
    words = "structure numéro 17"
    found["frappe"] = median(spent(lambda t=words[:n]: stroke(t)) for n in range(1, len(words)))
    found["saisie"] = median(spent(lambda n=n: edit(n)) for n in range(20))
    found["fichier"] = spent(lambda: read_file(workspace))
    return found


def read_file(workspace):
    """Tell what a file of contacts becomes."""
    rows = [("Nom", "Structure", "Courriel")]
    rows += [(f"Nom {n}", f"Lieu {n % 300}", f"n{n}@lieu.example") for n in range(LINES)]
    table = ContactsTable("a.csv", tuple(rows), tuple(range(1, LINES + 2)))
    columns = guess_columns(table, {})
    assert len(read_contacts_table(table, columns, workspace.snapshot, workspace.content)) == LINES


def main():
    """Measure, tell, and fail past a bar."""
    from ui.theme.theme import resolve_theme, set_theme

    app = make_application()
    set_theme(app, resolve_theme("clair", app), 1.0)
    with tempfile.TemporaryDirectory() as folder, opened(copy_demonstration(Path(folder))) as work:
        found = measure(work, app)
    for name, cost in found.items():
        say(f"{name:8} {cost:7.1f} ms (au plus {BARS[name]:.0f})")
    return int(any(cost > BARS[name] for name, cost in found.items()))


if __name__ == "__main__":
    raise SystemExit(main())
