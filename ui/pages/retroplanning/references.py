"""« Plans de référence… »: the plan as it was one day, and how far it has moved since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations import (
    DeletePlansReference,
    TakePlanReference,
    UpdatePlanReference,
)
from cpom_desktop.services.queries.gantt import NO_REFERENCE
from cpom_desktop.services.queries.plan_references import Slip, references, slippage
from ui.kit.buttons import DangerButton, SecondaryButton
from ui.kit.dialogs import KitDialog, ask
from ui.kit.fields import CheckBox, LineField
from ui.kit.labels import SafeLabel
from ui.kit.tables import StyledTableView
from ui.models.base import Column, TableModel, plain_tooltip
from ui.theme.fonts import body_font
from ui.theme.theme import px

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QFont

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.plan_references import SlippageView
    from ui.session import Session

_ID = Qt.ItemDataRole.UserRole


class SlipModel(TableModel[Slip]):
    """Each task, its end then and now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, _columns(), _task_id, parent=parent)


class ReferencesDialog(KitDialog):
    """The plans kept at the left, what has moved since the one chosen at the right.

    Args:
        shown: the plan under the bars of the diagram, 0 for none; left out, the newest.
    """

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, shown: int | None = None
    ) -> None:
        super().__init__(
            _("Plans de référence"),
            _("Le plan tel qu'il était un jour, pour mesurer ce qui a glissé. Chaque COPIL tenu "
              "en garde un tout seul. Le plan choisi se montre sous les barres du diagramme."),
            icon_name="history",
            parent=parent,
        )  # fmt: skip
        self.setFixedWidth(px(920))
        self._session = session
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(self._left())
        row.addLayout(self._right(), 1)
        self.body.addLayout(row, 1)
        for widget in (self.name, self.take):  # once inside: alone they would open a window
            widget.setVisible(not session.read_only)
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        close = self.add_button(SecondaryButton(_("Fermer")), default=True)
        close.clicked.connect(self.accept)
        self.on_gantt.set_value(shown != NO_REFERENCE)
        self._fill(shown or 0)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(8))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Plans gardés"))
        self.list.setFixedWidth(px(270))
        self.list.setMinimumHeight(px(240))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        column.addWidget(self.list, 1)
        self.name = LineField(_("Nom du plan à garder"))
        self.name.setPlaceholderText(_("Nom, par exemple « Avant l'été »"))
        self.name.setFixedWidth(px(270))
        self.name.returnPressed.connect(self._on_take)
        self.take = SecondaryButton(_("Garder le plan d'aujourd'hui"), icon_name="plus")
        self.take.clicked.connect(self._on_take)
        for widget in (self.name, self.take):
            column.addWidget(widget)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(8))
        self.summary = SafeLabel("", "strong", wrap=True)
        self.only = CheckBox(_("Seulement ce qui a changé"))
        self.only.set_value(True)
        self.only.edited.connect(self._on_chosen)
        self.table = StyledTableView(_("Ce qui a glissé"), by_cell=False, row_height=30)
        self.model = SlipModel(self._session, self.table)
        self.table.setModel(self.model)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        for place, shown in enumerate(self.model.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(place, mode.Fixed if place else mode.Stretch)
            self.table.setColumnWidth(place, px(shown.width))
        self.on_gantt = CheckBox(_("Montrer ce plan sur le diagramme"))
        column.addWidget(self.summary)
        column.addWidget(self.only)
        column.addWidget(self.on_gantt)
        column.addWidget(self.table, 1)
        column.addLayout(self._actions())
        return column

    def _actions(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.new_name = LineField(_("Nouveau nom de ce plan"))
        self.new_name.returnPressed.connect(self._on_rename)
        self.rename = SecondaryButton(_("Renommer")).set_dense()
        self.rename.clicked.connect(self._on_rename)
        self.delete = DangerButton(_("Supprimer…"))
        self.delete.clicked.connect(self._on_delete)
        line.addWidget(self.new_name, 1)
        line.addWidget(self.rename)
        line.addWidget(self.delete)
        return line

    def _fill(self, wanted: int = 0) -> None:
        """List the plans, the newest first, and choose one."""
        self.list.blockSignals(True)
        self.list.clear()
        for reference in references(self._session.snapshot):
            item = QListWidgetItem(reference.libelle)
            item.setData(_ID, reference.id)
            item.setData(Qt.ItemDataRole.ToolTipRole, plain_tooltip(reference.libelle))
            self.list.addItem(item)
            if reference.id == wanted:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._show()

    def chosen(self) -> int:
        """Return the plan chosen, 0 when there is none."""
        items = self.list.selectedItems()
        return int(items[0].data(_ID)) if items else 0

    def shown(self) -> int | None:
        """Return the plan to show on the diagram: 0 for none, None when no plan is kept."""
        if not self.chosen():
            return None
        return self.chosen() if self.on_gantt.value() else 0

    def _show(self) -> None:
        found = self._slippage()
        writes = not self._session.read_only
        self.table.setVisible(found is not None)
        self.only.setVisible(found is not None)
        self.on_gantt.setVisible(found is not None)
        for widget in (self.new_name, self.rename, self.delete):
            widget.setVisible(found is not None and writes)
        if found is None:
            self.summary.setText(_("Aucun plan n'est encore gardé."))
            self.model.set_rows([])
            return
        self.summary.setText(found.resume)
        self.new_name.setText(found.reference.nom)
        lines = [line for line in found.lignes if not self.only.value() or has_moved(line)]
        self.model.set_rows(lines)

    def _slippage(self) -> SlippageView | None:
        session = self._session
        if not self.chosen():
            return None
        today = session.workspace.today
        try:
            return slippage(session.snapshot, session.content, today, self.chosen())
        except RegleInvalide as error:
            self._refuse(session.sentence(error))
            return None

    def _on_chosen(self, *_items: object) -> None:
        self._show()

    def _on_take(self) -> None:
        today = format_date(self._session.workspace.today)
        name = self.name.raw().strip() or _("Plan du {jour}", jour=today)
        made = self._run(TakePlanReference(nom=name))
        if isinstance(made, int):
            self.name.clear()
            self._fill(made)

    def _on_rename(self) -> None:
        kept = self.chosen()
        self._run(UpdatePlanReference(id=kept, nom=self.new_name.raw()))
        self._fill(kept)

    def _on_delete(self) -> None:
        name = self.new_name.raw()
        if ask(
            self,
            _("Supprimer le plan de référence « {nom} » ?", nom=name),
            _("Les dates qu'il gardait seront perdues ; le rétroplanning ne change pas."),
            action_label=_("Supprimer le plan"),
            safe_label=_("Garder le plan"),
            destructive=True,
        ):
            self._run(DeletePlansReference(ids=[self.chosen()]))
            self._fill()

    def _run(self, operation: Operation) -> object:
        self.error.hide()
        try:
            outcome = self._session.run(operation)
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return None
        return outcome.result if outcome else None

    def _refuse(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()


def show_references(session: Session, parent: QWidget, shown: int | None) -> int | None:
    """Open the dialog; return the plan to show under the bars, 0 for none, None without any.

    Args:
        session: the dossier.
        parent: the window.
        shown: the plan under the bars now, 0 for none.
    """
    dialog = ReferencesDialog(session, parent, shown=shown)
    dialog.exec()
    shown = dialog.shown()
    dialog.deleteLater()
    return shown


def has_moved(line: Slip) -> bool:
    """Tell whether a task moved, came or went since the plan was kept."""
    return bool(line.jours) or line.fin is None or line.fin_actuelle is None


def _columns() -> list[Column[Slip]]:
    font = Qt.ItemDataRole.FontRole
    return [
        Column(key="titre", header=_("Tâche ou jalon"), value=_title, tooltip=_told),
        Column(key="alors", header=_("Alors"), value=_then, show=_day, width=104,
               align_right=True),
        Column(key="maintenant", header=_("Maintenant"), value=_now, show=_day, width=104,
               align_right=True, roles={font: _strong}),
        Column(key="ecart", header=_("Écart"), value=_gap, width=126, tooltip=_told),
    ]  # fmt: skip


def _task_id(line: Slip) -> object:
    return line.task_id


def _title(line: Slip) -> object:
    return line.titre


def _told(line: Slip) -> str:
    return f"{line.titre}\n{line.texte}"


def _then(line: Slip) -> object:
    return line.fin


def _now(line: Slip) -> object:
    return line.fin_actuelle


def _day(day: date | None) -> str:
    return format_date(day, "medium")


def _gap(line: Slip) -> object:
    """Return how far a task has moved, in a few words."""
    if line.fin is None:
        return _("ajoutée")
    if line.fin_actuelle is None:
        return _("retirée")
    if not line.jours:
        return _("inchangée")
    return ngettext(
        "{n} jour plus {sens}", "{n} jours plus {sens}", abs(line.jours),
        sens=_("tard") if line.jours > 0 else _("tôt"),
    )  # fmt: skip


def _strong(_line: Slip) -> QFont:
    return body_font(px(14), semibold=True)
