"""Take a picture of every screen, at the client size of a 1366×768 laptop. Run by `dev.py`.

`python -m tests.outils.screenshots [FOLDER] [--scale 1.5] [--size 1920x1010] [--only PAGE]`
With `--readme`, the few pictures of the README are made small, into `docs/images`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[2]

FIELDS = {"grille": "constats.dg-h03.texte", "echeancier": "echeances.errd:2026"}
"""Page → field that the caret is put in."""
SEARCHES = {
    "vide": "",
    "absent": "absent",
    "beaucoup": "e",
    "approchant": "absentaisme",
    "rien": "zzz introuvable",
    "longue": "a" * 300,
}
"""Picture of the search → what is looked for."""
README = {
    "page_tableau-de-bord": "tableau-de-bord",
    "page_grille": "grille",
    "fiche_action": "fiche-action",
    "page_documents": "documents",
}
"""Picture → its name in `docs/images`."""
WIDTH = 900
LONGEST_S = 20


def main() -> None:
    """Open the demonstration identity and grab home, assistant and pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "out" / "ecrans")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1366x698")
    parser.add_argument("--only", default="")
    parser.add_argument("--theme", default="clair")
    parser.add_argument("--readme", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take(args, Path(folder))
    if args.readme:
        shrink(args.folder)


def take(args: argparse.Namespace, folder: Path) -> None:  # noqa: PLR0915 - what the window needs
    from PySide6.QtCore import QSettings

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
    from cpom_desktop.imports import contacts, pack_file, tables
    from cpom_desktop.reports import writer
    from cpom_desktop.reports.fiche_secours import rescue_sheet
    from cpom_desktop.reports.maker import Documents
    from tests.outils.dossiers import frozen_clock
    from ui.app import make_application, make_window
    from ui.shell.page_classes import PAGE_CLASSES
    from ui.shell.program_view import PROGRAM_CLASSES
    from ui.shell.services import Opening

    app = make_application()
    settings = QSettings(str(folder / "reglages.ini"), QSettings.Format.IniFormat)
    settings.setValue("text_scale", args.scale)
    settings.setValue("theme", args.theme)
    settings.sync()
    path = folder / "Les Tilleuls.cpom"
    demonstration_workspace(path).close()
    window = make_window(
        opening=Opening(
            open_workspace,
            new_workspace,
            demonstration_workspace,
            save_copy,
            restorer,
            rescue,
            contacts.read_contacts,
            pack_file.read_pack_file,
            tables.read_table,
            write_pack,
            lieux,
            protector,
            partial(rescue_sheet, now=frozen_clock()),
            writer.write_file,
        ),
        documents=Documents,
        clock=frozen_clock,
        settings_file=folder / "reglages.ini",
    )
    width, height = map(int, args.size.split("x"))
    window.resize(width, height)
    window.show()

    def shoot(name: str) -> None:
        if args.only and args.only not in name:
            return
        settle(app, window)
        window.grab().save(str(args.folder / f"{name}.png"))

    shoot("01_accueil_vide")
    window.open_path(path)
    for slug in (*PAGE_CLASSES, *PROGRAM_CLASSES):
        if not args.only or args.only in slug:
            window.view.show_page(slug, FIELDS.get(slug, ""))
            shoot(f"page_{slug}")
    window._leave()
    shoot_demonstration(window, folder, shoot)
    window._leave()
    shoot("01_accueil")
    for slug in PROGRAM_CLASSES:
        window.show_program(slug)
        shoot(f"03_accueil_{slug}")
    new = new_workspace(folder / "nouveau.cpom", "EHPAD Les Tilleuls")
    window.replace_dossier(new)
    for index in range(5):
        window.view.show_part(index)
        shoot(f"02_assistant_{index + 1}")
    window.close()


def shoot_demonstration(window, folder: Path, shoot) -> None:
    """Take a fiche, then the search: before anything is typed, what is found, and nothing."""
    open_fiche(window, folder)
    shoot("fiche_action")
    window.view.show_page("tableau-de-bord")
    for name, query in SEARCHES.items():
        window.view.search(query)
        finder = window.view.finder
        finder.indexing.finish()
        shoot(f"32_recherche_{name}")
        finder.leave()


def settle(app, window) -> None:
    """Let the window be drawn, and a document be ready where one is being made."""
    from time import monotonic

    end = monotonic() + LONGEST_S
    renderer = getattr(getattr(window.view, "page", None), "renderer", None)
    while renderer is not None and renderer.busy and monotonic() < end:
        app.processEvents()
    for _turn in range(5):
        app.processEvents()


def shrink(folder: Path) -> None:
    """Write the pictures of the README: 900 pixels wide, 256 colours."""
    from PIL import Image

    images = ROOT / "docs" / "images"
    images.mkdir(exist_ok=True)
    for source, name in README.items():
        picture = Image.open(folder / f"{source}.png").convert("RGB")
        height = round(picture.height * WIDTH / picture.width)
        small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
        save_small(small, images / f"{name}.png")
    save_small(printed_pages(), images / "pages.png")


def save_small(picture, path: Path) -> None:
    """Write a picture of 256 colours, rare ones kept."""
    from PIL import Image

    picture.quantize(256, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


def printed_pages():
    """Return the synthesis and a fiche action of the demonstration, side by side."""
    from PIL import Image

    from cpom_desktop.reports.maker import Documents
    from tests.outils.dossiers import copy_demonstration, opened

    with tempfile.TemporaryDirectory() as folder, opened(copy_demonstration(Path(folder))) as work:
        found = [
            first_page(Documents().prepare(work, slug).render().data)
            for slug in ("synthese-diagnostic", "fiche-action-1")
        ]
    both = Image.new("RGB", (WIDTH, found[0].height), "#cfcac2")
    for rank, page in enumerate(found):
        both.paste(page.convert("RGB"), (rank * (WIDTH // 2 + 10), 0))
    return both


def first_page(data: bytes):
    """Return the first page of a PDF as a picture, half the width of those of the README."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[0]
        return page.render(scale=(WIDTH // 2 - 10) / page.get_width()).to_pil()
    finally:
        pdf.close()


def open_fiche(window, folder: Path) -> None:
    """Open the first fiche action of the demonstration."""
    from tests.outils.dossiers import copy_demonstration

    window.open_path(copy_demonstration(folder, "demonstration.cpom"))
    window.view.show_page("fiches-action")
    page = window.view.page
    page.open_fiche(page.views[0].fiche.id)


if __name__ == "__main__":
    main()
