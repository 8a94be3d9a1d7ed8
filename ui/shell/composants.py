"""The components of the program on « À propos »: found, read with their licence, taken away."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.inventory.licences import licence_text
from cpom_desktop.inventory.nomenclature import nomenclature
from ui.kit.buttons import SecondaryButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.read_only_text import ReadOnlyText
from ui.kit.search_field import SearchField
from ui.kit.states import EmptyState
from ui.kit.tables import StyledTableView
from ui.models.base import Column, TableModel
from ui.models.sorting import SortFilterModel
from ui.shell.components import parts
from ui.shell.files import choose_list
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.inventory.parts import Part
    from ui.session import Session

ROWS = 9
USE = 3


def spoken(licence: str) -> str:
    """Return an SPDX expression as it is said in French."""
    words = {"blessing": _("domaine public"), "OR": _("ou"), "AND": _("et"), "WITH": _("avec")}
    return " ".join(words.get(word, word) for word in licence.split())


def component_columns() -> tuple[Column[Part], ...]:
    """Return what is told of each component."""
    return (
        Column(key="nom", header=_("Composant"), value=lambda p: p.name, width=210),
        Column(key="version", header=_("Version"), value=lambda p: p.version, width=120),
        Column(
            key="licence",
            header=_("Licence"),
            value=lambda p: p.licence,
            show=spoken,
            width=230,
        ),
        Column(key="usage", header=_("À quoi il sert"), value=lambda p: p.use, width=230),
    )


class ComponentsModel(TableModel["Part"]):
    """The components, read only: no column writes, so no session is asked for."""

    def __init__(self, parent: QWidget) -> None:
        nobody = cast("Session", None)
        super().__init__(nobody, component_columns(), lambda part: part.purl, parent=parent)
        program, *others = parts()
        self.set_rows([program, *sorted(others, key=lambda part: part.name.lower())])


class ComponentsCard(Card):
    """The list, a field that searches it, the licence of the one that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui le compose"), ruled=True, parent=parent)
        self._shown = SortFilterModel(ComponentsModel(self), self)
        self.search = SearchField(
            _("Rechercher un composant"), _("Nom, licence ou usage : Qt, MIT, images…")
        )
        self.search.textChanged.connect(self._find)
        self.count = SafeLabel("", "small-2")
        self.table = self._table()
        self.name = SafeLabel("", "label")
        self.licence = ReadOnlyText(_("Texte de la licence"), lines=11)
        for widget in (self.search, self.count, self.table):
            self.add(widget)
        self.add(self._buttons())
        self.add(self.name)
        self.add(self.licence)
        self._find("")
        self.table.selectRow(0)

    def _table(self) -> StyledTableView:
        table = StyledTableView(_("Composants du logiciel"), by_cell=False, row_height=30)
        table.setModel(self._shown)
        table.set_placeholder(
            EmptyState(
                "search",
                _("Aucun composant ne contient ces mots"),
                _("Effacez la recherche pour les revoir tous."),
            )
        )
        header = table.horizontalHeader()
        for place, column in enumerate(component_columns()):
            table.setColumnWidth(place, px(column.width))
        header.setStretchLastSection(False)
        header.setSectionResizeMode(USE, QHeaderView.ResizeMode.Stretch)
        rows = ROWS * table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(header.height() + rows + 2)
        table.selectionModel().currentRowChanged.connect(self._show)
        return table

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.copy = SecondaryButton(_("Copier la liste"), icon_name="copy")
        self.copy.clicked.connect(self._copy)
        self.save = SecondaryButton(_("Enregistrer la liste…"), icon_name="download")
        self.save.clicked.connect(self._save)
        self.told = SafeLabel("", "success", wrap=True)
        line.addWidget(self.copy)
        line.addWidget(self.save)
        line.addWidget(self.told, 1)
        return line

    def _find(self, words: str) -> None:
        self._shown.set_filter(words)
        found = self._shown.rowCount()
        self.count.setText(
            ngettext(
                "{n} composant, chacun sous sa licence ; choisissez-en un pour la lire.",
                "{n} composants, chacun sous sa licence ; choisissez-en un pour la lire.",
                found,
            )
        )
        if found and not self.table.selected_rows():
            self.table.selectRow(0)

    def _show(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        (part,) = self._shown.rows_at([index.row()])
        self.name.setText(
            _("Licence de {nom} : {licence}", nom=part.name, licence=spoken(part.licence))
        )
        self.licence.setPlainText(licence_text(part))

    def _copy(self) -> None:
        titles = [column.header for column in component_columns()]
        rows = [[part.name, part.version, spoken(part.licence), part.use] for part in parts()]
        text = "\n".join("\t".join(row) for row in (titles, *rows))
        QGuiApplication.clipboard().setText(text)
        self.told.setText(_("Copiée : collez-la dans un tableur."))

    def _save(self) -> None:
        path = choose_list(self, Path.home())
        if path is not None:
            self.told.setText(write_list(path))

    def focus_search(self) -> None:
        """Put the caret in the field that searches."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)


def write_list(path: Path) -> str:
    """Write the list of the components, whole or not at all; return what came of it."""
    half = path.with_name(f"{path.name}.part")
    try:
        half.write_text(nomenclature(parts()), "utf-8")
        half.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        return _(
            "La liste n'a pas pu être écrite ici ; rien n'a changé à cet endroit. "
            "Choisissez un autre dossier."
        )
    return _("Enregistrée : « {nom} ».", nom=path.name)
