"""Before a file of contacts becomes stakeholders: its columns, and what each line will be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QGridLayout, QScrollArea, QWidget

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.contacts import Champ
from cpom_desktop.services.operations import AddActeurs
from cpom_desktop.services.queries.contacts_colonnes import (
    CHAMP_WORDS,
    guess_columns,
    names_columns,
    title_key,
)
from cpom_desktop.services.queries.contacts_importes import Choix, Sort, read_contacts_table
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.dialogs import KitDialog
from ui.kit.fold import Fold
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.kit.states import Strip
from ui.kit.tables import StyledTableView
from ui.models.contacts_importes import ContactsModel
from ui.theme.theme import px

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from cpom_desktop.services.contacts import ContactsTable
    from cpom_desktop.services.queries.contacts_importes import ContactLu
    from ui.session import Session

REMEMBERED = "colonnes-des-contacts"
"""Under which the dossier remembers what she said of columns."""
WIDTH, HEIGHT, LEAST_TABLE = 1060, 560, 116
REST = 420
"""Height of the dialog without the columns of the file."""
MOST_FIELDS = 40


class LinesView(StyledTableView):
    """The lines of the file; Espace turns what is to be done of those chosen.

    Signals:
        turned: places of the rows.
    """

    turned = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Espace; leave the rest to the table."""
        if event.key() == Qt.Key.Key_Space and self.selected_rows():
            self.turned.emit(self.selected_rows())
            return
        super().keyPressEvent(event)


class ImportDialog(KitDialog):
    """« Importer » or nothing; a line that is refused never stops the others.

    Signals:
        imported: ids of the stakeholders added or completed.
    """

    imported = Signal(object)

    def __init__(
        self, session: Session, table: ContactsTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Importer les contacts de « {nom} » ?", nom=table.name),
            "",
            icon_name="users",
            parent=parent,
        )
        self._room = self.screen().availableGeometry()
        self.setFixedWidth(min(px(WIDTH), self._room.width() - px(16)))
        self._session, self._table = session, table
        self._attempt = Attempt(session, self, self._refuse)
        self.fields: list[ChoiceField] = []
        self.columns = guess_columns(table, self._remembered())
        self.text.setVisible(True)
        self._build()
        self._read()
        self.resize(self.width(), min(px(HEIGHT), self._room.height() - px(32)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.model.rowCount():
            self.view.selectRow(0)

    # --- building

    def _build(self) -> None:
        if not self._table.columns:
            self.body.addWidget(self._build_columns())
        self.model = ContactsModel(self._session, self)
        self.view = self._build_view()
        self.body.addWidget(self.view, 1)
        told = _(
            "Espace change la décision des lignes choisies. « Compléter » ne remplit que ce qui "
            "est vide. Vous pourrez annuler le tout en une fois."
        )
        self.body.addWidget(SafeLabel(told, "caption-2", wrap=True))
        self.trouble = Strip("erreur")
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        cancel = self.add_button(SecondaryButton(_("Ne rien importer")))
        cancel.clicked.connect(self.reject)
        self.add = self.add_button(PrimaryButton(_("Importer")), default=True)
        self.add.clicked.connect(self._on_add)
        self.model.decided.connect(self._tell)

    def _build_columns(self) -> Fold:
        """Return the columns of the file, each with what it tells."""
        self.fold = Fold(_("Colonnes du fichier"))
        grid_holder = QFrame()
        grid_holder.setProperty("role", "surface")
        grid = QGridLayout(grid_holder)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        choices = [(champ.value, _(CHAMP_WORDS[champ])) for champ in Champ]
        for place, column in enumerate(self.columns[:MOST_FIELDS]):
            title, sample = self._about(place)
            field = ChoiceField(title, choices, none_label=_("Laisser de côté"))
            field.set_value(column.value if column else None)
            field.edited.connect(self._on_column)
            grid.addWidget(ElidedLabel(title, "label"), place, 0)
            grid.addWidget(ElidedLabel(sample, "small-2"), place, 1)
            grid.addWidget(field, place, 2)
            self.fields.append(field)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(grid_holder)
        wanted = px(min(200, 12 + 40 * len(self.fields)))
        left = self._room.height() - px(REST)
        area.setFixedHeight(min(wanted, max(left, px(44))))
        self.fold.add(area)
        return self.fold

    def _about(self, place: int) -> tuple[str, str]:
        """Return the title of a column, and some of what is in it."""
        headed = names_columns(self._table, self.columns)
        title = self._table.rows[0][place] if headed else ""
        cells = [row[place].strip() for row in self._table.rows[1 if headed else 0 :]]
        sample = ", ".join([cell for cell in cells if cell][:3])
        return title.strip() or _("Colonne {n}", n=place + 1), " ".join(sample.split())

    def _build_view(self) -> LinesView:
        view = LinesView(_("Ce que devient chaque ligne"), by_cell=False, row_height=28)
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for place, column in enumerate(self.model.columns):
            view.setColumnWidth(place, px(column.width))
        view.setMinimumHeight(px(LEAST_TABLE))
        view.turned.connect(self._on_turned)
        view.opened.connect(self._on_opened)
        return view

    # --- reading

    def _remembered(self) -> dict[str, str]:
        text = self._session.workspace.resume().get(REMEMBERED, "")
        try:
            found = json.loads(text) if text else {}
        except ValueError:
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _read(self) -> None:
        session = self._session
        lines = read_contacts_table(self._table, self.columns, session.snapshot, session.content)
        self.model.show_lines(lines)
        self.text.setText(_counted(lines))
        self.setAccessibleDescription(self.text.text())
        if not self._table.columns:
            known = [_(CHAMP_WORDS[column]) for column in self.columns if column]
            self.fold.set_summary(", ".join(known) or _("aucune n'est reconnue"))
            self.fold.set_open(self.fold.is_open or not known)

    def _on_column(self) -> None:
        values = (field.value() for field in self.fields)
        chosen = tuple(Champ(str(value)) if value else None for value in values)
        self.columns = (*chosen, *self.columns[len(chosen) :])
        self._read()

    # --- deciding

    def _on_turned(self, places: list[int]) -> None:
        self.model.turn(places)

    def _on_opened(self, index: QModelIndex) -> None:
        self.model.turn([index.row()])

    def _tell(self) -> None:
        count = len(self.model.taken())
        self.add.setText(ngettext("Importer {n} acteur", "Importer {n} acteurs", count))
        self.add.setEnabled(count > 0)

    def _refuse(self, sentence: str) -> None:
        self.trouble.set_text(sentence)
        self.trouble.show()

    def _on_add(self) -> None:
        self._remember()
        outcome = self._attempt.run(AddActeurs(lignes=self.model.taken()))
        if outcome is not None and isinstance(outcome.result, list):
            self.imported.emit(outcome.result)

    def _remember(self) -> None:
        """Keep what she said of each title, for the next file."""
        if self._table.columns or not names_columns(self._table, self.columns):
            return
        said = {
            title_key(title): column.value if column else ""
            for title, column in zip(self._table.rows[0], self.columns, strict=False)
            if title.strip()
        }
        kept = {**self._remembered(), **said}
        self._session.set_resume(REMEMBERED, json.dumps(kept, ensure_ascii=False))


def _counted(lines: tuple[ContactLu, ...]) -> str:
    """Return « 12 lignes : 8 nouvelles, 3 déjà là, 1 refusée »."""
    words = {
        Sort.NOUVEAU: ("{n} nouvelle", "{n} nouvelles"),
        Sort.CONNU: ("{n} déjà là", "{n} déjà là"),
        Sort.REPETE: ("{n} répétée", "{n} répétées"),
        Sort.REFUSE: ("{n} refusée", "{n} refusées"),
    }
    counts = {sort: sum(line.sort is sort for line in lines) for sort in Sort}
    told = [ngettext(*words[sort], count) for sort, count in counts.items() if count]
    total = ngettext("{n} ligne lue", "{n} lignes lues", len(lines))
    fills = sum(Choix.COMPLETER in line.choices for line in lines)
    end = ngettext("{n} à compléter", "{n} à compléter", fills) if fills else ""
    return _(
        "{total} : {parts}.", total=total, parts=", ".join([*told, end] if end else told) or EMPTY
    )
