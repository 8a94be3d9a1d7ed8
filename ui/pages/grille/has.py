"""The self-evaluation (HAS) of the house: what was imported, its imperative criteria apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import DeleteCotationsHas, UpdateCotationHas
from cpom_desktop.services.queries.has import TABLES, has_vue
from ui.kit.buttons import KitButton, PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.kit.tables import StyledTableView
from ui.models.base import Column, TableModel
from ui.models.choice_cells import ChoiceCellDelegate
from ui.pages.grille.has_import import HasImportDialog
from ui.session import touched
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.changes import Changes
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.has import CritereHas
    from cpom_desktop.services.tableaux import FileTable
    from ui.kit.page import Page
    from ui.session import Session

HAS = "cotations_has"
WIDTH, HEIGHT, LEAST_TABLE = 1060, 600, 116
MARKS = ((1, "1"), (2, "2"), (3, "3"), (4, "4"))


class HasPart(QObject):
    """Shows the self-evaluation of the dossier, and takes another from a file."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self.dialog: HasDialog | None = None
        self.importing: HasImportDialog | None = None
        page.table_read.connect(self.take)

    def show(self) -> None:
        """Show what was imported."""
        self.dialog = HasDialog(self._session, self._page)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def take(self, table: FileTable) -> None:
        """Show what a file becomes."""
        if self._session.read_only:
            return
        self.importing = HasImportDialog(self._session, table, self._page.window())
        self.importing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.importing.imported.connect(self._on_imported)
        self.importing.open()

    def _on_imported(self, count: int) -> None:
        told = ngettext("{n} critère HAS importé.", "{n} critères HAS importés.", count)
        self._page.announced.emit(told)


class HasDialog(KitDialog):
    """One row a criterion; what is imperative and below 4 is told first."""

    def __init__(self, session: Session, page: Page) -> None:
        super().__init__(
            _("Autoévaluation HAS"), "", icon_name="clipboard-check", parent=page.window()
        )
        room = self.screen().availableGeometry()
        self.setFixedWidth(min(px(WIDTH), room.width() - px(16)))
        self._session = session
        self.text.setVisible(True)
        self.below = Strip("alerte")
        self.model: TableModel[CritereHas] = TableModel(
            session, self._columns(), _identity, parent=self
        )
        self._build(page)
        session.changed.connect(self._on_changed)
        self.show_rows()
        self.resize(self.width(), min(px(HEIGHT), room.height() - px(32)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, page: Page) -> None:
        writes = not self._session.read_only
        self.only = KitButton(_("Impératifs non maîtrisés"), "chip", icon_name="triangle-alert")
        self.only.setCheckable(True)
        self.only.clicked.connect(self.show_rows)
        self.view = StyledTableView(_("Critères de l'autoévaluation"), row_height=30)
        self.view.setModel(self.model)
        self.view.setItemDelegate(ChoiceCellDelegate(self.view))
        self.view.setMinimumHeight(px(LEAST_TABLE))
        for place, column in enumerate(self.model.columns):
            self.view.setColumnWidth(place, px(column.width))
        if writes:
            self.view.delete_requested.connect(self._on_delete)
        told = _(
            "Libellés et cotations viennent de votre fichier. Suppr retire les lignes choisies ; "
            "Ctrl+Z les rend, une fois cette fenêtre fermée."
        )
        self.body.addWidget(self.below)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(SafeLabel(told, "caption-2", wrap=True))
        self._buttons.insertWidget(0, self.only)
        self.bring = self.add_button(SecondaryButton(_("Importer…"), icon_name="upload"))
        self.bring.clicked.connect(page.table_requested)
        self.bring.setVisible(writes)
        self.add_button(PrimaryButton(_("Fermer")), default=True).clicked.connect(self.accept)

    def _columns(self) -> list[Column[CritereHas]]:
        return [
            Column(key="code", header=_("Code"), value=_code, width=70),
            Column(key="libelle", header=label(HAS, "libelle"), value=_libelle, width=290),
            self._choice("theme", 230, self._themes),
            self._choice("cotation", 112, _marks),
            Column(key="imperatif", header=label(HAS, "imperatif"), value=_imperatif,
                   choices=_yes_or_no, write=partial(_write, "imperatif"), width=96),
            Column(key="criteres", header=_("Critères de la grille"), value=_criteres, width=180),
            Column(key="commentaire", header=label(HAS, "commentaire"), value=_commentaire,
                   width=260),
        ]  # fmt: skip

    def _choice(self, name: str, width: int, choices: object) -> Column[CritereHas]:
        return Column(
            key=name,
            header=label(HAS, name),
            value=partial(_field, name),
            write=partial(_write, name),
            choices=choices,  # type: ignore[arg-type]
            none_label=EMPTY,
            width=width,
        )

    def _themes(self) -> tuple[tuple[object, str], ...]:
        themes = self._session.content.grille_du_kit.themes_has
        return tuple((theme.code, theme.libelle) for theme in themes)

    def _on_changed(self, changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        if touched(changes, *TABLES):
            self.show_rows()

    def show_rows(self) -> None:
        """Show the criteria again, or only those that call for an action."""
        vue = has_vue(self._session.snapshot, self._session.content)
        below = vue.a_traiter
        self.only.setVisible(bool(below))
        if not below:
            self.only.setChecked(False)
        self.model.set_rows(below if self.only.isChecked() else vue.lignes)
        nothing = _(
            "Rien n'est importé. Choisissez un fichier CSV ou XLSX de votre autoévaluation."
        )
        self.text.setText(f"{vue.resume}." if vue.lignes else nothing)
        codes = ", ".join(line.cotation.code for line in below)
        self.below.set_text(_("Chacun appelle un plan d'action : {codes}.", codes=codes))
        self.below.setVisible(bool(below))
        self.setAccessibleDescription(self.text.text())

    def _on_delete(self, places: list[int]) -> None:
        rows = [self.model.rows[place].cotation.id for place in places]
        if rows:
            self._session.attempt(DeleteCotationsHas(ids=rows))


def _yes_or_no() -> tuple[tuple[object, str], ...]:
    return ((True, _("Oui")), (False, _("Non")))


def _marks() -> tuple[tuple[object, str], ...]:
    return MARKS


def _identity(row: CritereHas) -> object:
    return row.cotation.id


def _field(name: str, row: CritereHas) -> object:
    return getattr(row.cotation, name) or None


def _code(row: CritereHas) -> object:
    return row.cotation.code


def _libelle(row: CritereHas) -> object:
    return row.cotation.libelle


def _imperatif(row: CritereHas) -> object:
    return row.cotation.imperatif


def _criteres(row: CritereHas) -> object:
    return ", ".join(row.criteres)


def _commentaire(row: CritereHas) -> object:
    return row.cotation.commentaire


def _write(name: str, row: CritereHas, value: object) -> Operation:
    stored = value or "" if name == "theme" else value
    return UpdateCotationHas(id=row.cotation.id, **{name: stored})  # type: ignore[arg-type]
