"""« Versions »: states of the dossier that she named, and their comparison. Picture 27."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _, format_date, format_time, ngettext
from cpom_desktop.services.operations.restore import RestoreValue
from cpom_desktop.services.operations.version import RestoreVersion, tables_of
from cpom_desktop.services.ports import HistoryStep
from cpom_desktop.services.queries.comparaison import rows_between
from cpom_desktop.services.queries.corbeille import deleted
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.envois import needing
from ui.kit.buttons import DangerButton, SecondaryButton, TextButton
from ui.kit.cards import Card
from ui.kit.dialogs import KitDialog, QuestionDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.models.compare import CompareCard
from ui.models.lines import Line, LineRole, LinesModel
from ui.models.lines_view import LinesView
from ui.pages.historique.revert import RevertDialog
from ui.theme.theme import WIDGET_MAX, px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cpom_desktop.services.ports import VersionInfo
    from cpom_desktop.services.queries.corbeille import Deleted
    from cpom_desktop.services.queries.differences import Difference
    from cpom_desktop.services.queries.envois import Sending
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

NOW = 0
"""Id of the dossier as it is, among the versions."""
LIST = 270
NAMED = 2
"""Sendings that need a version, named one by one; the others are counted."""


class VersionsTab(QWidget):
    """The list of versions and what changed between the two ticked.

    Signals:
        restore_asked: the `RestoreValue` to run.
        restore_row_asked: the `Deleted` to put back.
        revert_asked: the `RestoreVersion` to run.
        sides_changed: other versions are compared.
    """

    restore_asked = Signal(object)
    restore_row_asked = Signal(object)
    revert_asked = Signal(object)
    sides_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._infos: tuple[VersionInfo, ...] = ()
        self._ticked: list[int] = []
        self._read: dict[int, DossierSnapshot] = {}
        self.model = LinesModel(self)
        self.view = LinesView(self.model, _("Versions, la plus récente d'abord"))
        told = _("Espace coche une version ; deux cochées sont comparées.")
        self.view.setAccessibleDescription(told)
        self.card = CompareCard(session)
        self._build()
        self.view.ticked.connect(self._on_ticked)
        self.view.acted.connect(self._on_ticked)
        self.view.clicked.connect(self._on_clicked)
        self.view.chosen.connect(self._on_chosen)
        self.view.delete_requested.connect(self._ask_delete)
        self.card.back_asked.connect(self._on_back)

    def _build(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(12))
        self.list = Card(_("Versions"), flush=True)
        self.name_button = TextButton(_("Nommer…"), icon_name="pin")
        self.name_button.setAccessibleName(_("Nommer cette version…"))
        self.name_button.clicked.connect(self.ask_name)
        self.list.add_action(self.name_button)
        self.name_button.setVisible(not self._session.read_only)
        self.list.add(self.view, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(16), px(6), px(12), px(6))
        self.hint = SafeLabel("", "caption-2", wrap=True)
        foot.addWidget(self.hint)
        self.delete_button = DangerButton(_("Supprimer la version…")).set_dense()
        self.delete_button.clicked.connect(self._on_delete)
        row = QHBoxLayout()
        row.addWidget(self.delete_button)
        row.addStretch(1)
        foot.addLayout(row)
        self.list.add(foot)
        self._columns.addWidget(self.list)
        self._columns.addWidget(self.card, 1)

    # --- showing

    def reload(self) -> None:
        """Read the list again, and compare again what is ticked."""
        first = not self._infos
        self._infos = self._session.workspace.versions
        known = {NOW, *(info.id for info in self._infos)}
        self._ticked = [version for version in self._ticked if version in known]
        if self._infos and (first or len(self._ticked) < 2):
            self._ticked = [self._infos[0].id, NOW]
        self._show()

    def _show(self) -> None:
        before, after = self._sides()
        badges = {before: "A", after: "B"}
        now = self._session.workspace.clock_time()
        rows = [
            Line(
                id=NOW,
                first=_("Version de travail"),
                second=_("aujourd'hui à {heure}", heure=format_time(now)),
                icon="pencil",
                badge=badges.get(NOW, ""),
            )
        ]
        rows += [_line(info, badges.get(info.id, "")) for info in self._infos]
        self.model.show_rows(rows)
        if self.view.current() is None:
            self.view.setCurrentIndex(self.model.index(0))
        told = _("Choisissez deux versions pour les comparer : un clic ou Espace les coche.")
        if not self._infos:
            told = _("Nommez une version avant un envoi ou une réunion : vous la comparerez.")
        self.hint.setText(told)
        self._on_chosen(None)
        self._compare(before, after)
        self.sides_changed.emit()

    def _sides(self) -> tuple[int | None, int | None]:
        """Return the two versions ticked, the older first; the dossier now is the newest."""
        if len(self._ticked) < 2:
            return (self._ticked[0] if self._ticked else None), None
        before, after = sorted(self._ticked, key=_age)
        return before, after

    def _compare(self, before: int | None, after: int | None) -> None:
        if before is None or after is None:
            self.card.show_sides(None, None)
            return
        try:
            sides = self._state(before), self._state(after)
        except ErreurCpom as error:
            self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}".strip())
            self.card.show_sides(None, None)
            return
        span = self._moment(after).date() - self._moment(before).date()
        self.card.show_sides(
            (self._name(before), sides[0]), (self._name(after), sides[1]), days=abs(span.days)
        )

    def _name(self, version: int) -> str:
        known = {info.id: info.nom for info in self._infos}
        return known.get(version, _("Version de travail"))

    def _moment(self, version: int) -> datetime:
        known = {info.id: info.moment for info in self._infos}
        return known.get(version, self._session.workspace.clock_time())

    def _state(self, version: int) -> DossierSnapshot:
        if version == NOW:
            return self._session.snapshot
        if version not in self._read:
            self._read[version] = self._session.workspace.read_version(version)
        return self._read[version]

    # --- choosing

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(LineRole.ROW)
        if isinstance(row, Line):
            self._on_ticked(row.id)

    def _on_ticked(self, version: object) -> None:
        """Tick a version, the one ticked first being no longer; or take its tick away."""
        if not isinstance(version, int):
            return
        if version in self._ticked:
            self._ticked.remove(version)
        else:
            self._ticked = [*self._ticked[-1:], version]
        self._show()

    def _on_chosen(self, _version: object) -> None:
        line = self.view.current()
        named = line is not None and line.id != NOW
        self.delete_button.setVisible(named and not self._session.read_only)

    # --- naming and forgetting

    def ask_name(self) -> None:
        """Ask for the name of a version, then keep it."""
        self.dialog = NameDialog(_("Version {n}", n=len(self._infos) + 1), self)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.submitted.connect(self._keep)
        self.dialog.open()

    def _keep(self, name: str) -> None:
        try:
            version = self._session.workspace.keep_version(name)
        except ErreurCpom as error:
            self.dialog.refuse(f"{self._session.sentence(error)} {error.remedy}".strip())
            return
        self.dialog.accept()
        self._infos = ()
        self._ticked = [version, NOW]
        self.reload()
        self.view.choose(self.model.index_of(version))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_delete(self) -> None:
        line = self.view.current()
        self._ask_delete(line.id if line else None)

    def _ask_delete(self, version: object) -> None:
        info = next((info for info in self._infos if info.id == version), None)
        if info is None or self._session.read_only:
            return
        self.question = QuestionDialog(
            _("Supprimer la version « {nom} » ?", nom=info.nom),
            deleting_words(needing(self._session.snapshot, info.id)),
            action_label=_("Supprimer la version"),
            safe_label=_("Garder"),
            destructive=True,
            parent=self,
        )
        self.question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.question.accepted.connect(partial(self._delete, info.id))
        self.question.open()

    def _delete(self, version: int) -> None:
        try:
            self._session.workspace.delete_version(version)
        except ErreurCpom as error:
            self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}".strip())
        self._read.pop(version, None)
        self.reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- going back

    @property
    def reverting(self) -> VersionInfo | None:
        """The version that the dossier may go back to as a whole: the first of the two."""
        before = self._sides()[0]
        return next((info for info in self._infos if info.id == before), None)

    def ask_revert(self) -> None:
        """Show what going back to the first version would change, then have it done."""
        info = self.reverting
        if info is None or self._session.read_only:
            return
        try:
            target = self._session.workspace.version_to_restore(info.id)
        except ErreurCpom as error:
            self._session.refused.emit(f"{self._session.sentence(error)} {error.remedy}".strip())
            return
        self.revert = RevertDialog(self._session, info, target, self)
        self.revert.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        operation = RestoreVersion(nom=info.nom, tables=tables_of(target))
        self.revert.accepted.connect(partial(self.revert_asked.emit, operation))
        self.revert.open()

    def _on_back(self, difference: Difference) -> None:
        """Write what was in the first version: one value, or a whole row."""
        if difference.field:
            operation = RestoreValue(
                table=difference.table,
                id=difference.record_id,
                champ=difference.field,
                valeur=difference.before,
            )
            self.restore_asked.emit(operation)
        elif item := self._gone(difference):
            self.restore_row_asked.emit(item)

    def _gone(self, difference: Difference) -> Deleted | None:
        """Return a row of the first version as something to put back."""
        before = self._sides()[0]
        if before is None:
            return None
        workspace = self._session.workspace
        words = Designations(workspace.snapshot, workspace.content, workspace.history.last_known)
        rows = tuple(rows_between(self._state(before), workspace.snapshot))
        step = HistoryStep(NOW, self._moment(before), "", undone=False, rows=rows)
        wanted = (difference.table, difference.record_id)
        found = (i for i in deleted((step,), words) if (i.table, i.record_id) == wanted)
        return next(found, None)

    def swap(self) -> None:
        """Go from the versions to their differences and back."""
        target = self.card.view if self.view.hasFocus() else self.view
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, *, beside: bool) -> None:
        """Put the differences beside the list, or under it."""
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(side if beside else under)
        self.list.setMinimumWidth(px(LIST) if beside else 0)
        self.list.setMaximumWidth(px(LIST) if beside else WIDGET_MAX)
        self.card.fit(beside=beside)


class NameDialog(KitDialog):
    """Asks for the name of a version; stays open, its name in it, until it is kept.

    Signals:
        submitted: the name.
    """

    submitted = Signal(str)

    def __init__(self, proposed: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Quel nom donner à cette version ?"),
            _(
                "Elle garde le dossier tel qu'il est maintenant, dans le même fichier : vous "
                "pourrez la comparer, et revenir à une valeur."
            ),
            icon_name="pin",
            parent=parent,
        )
        self.field = LineField(_("Nom de la version"))
        self.field.setText(proposed)
        self.body.addWidget(SafeLabel(_("Nom de la version"), "label"))
        self.body.addWidget(self.field)
        self.error = SafeLabel("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(SecondaryButton(_("Garder cette version"), icon_name="pin"))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_keep(self) -> None:
        self.submitted.emit(self.field.text())

    def refuse(self, sentence: str) -> None:
        """Say why the version is not kept."""
        self.error.setText(sentence)
        self.error.show()
        self.field.set_state("erreur")
        self.field.setAccessibleDescription(sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()


def deleting_words(needed: Sequence[Sending]) -> str:
    """Return what deleting a version means; sendings that it was kept for are named."""
    told = _("Le dossier ne change pas. Cette version ne pourra plus être comparée.")
    if not needed:
        return told
    named = [each.called for each in needed[:NAMED]]
    if len(needed) > NAMED:
        rest = len(needed) - NAMED
        named.append(ngettext("et {n} autre", "et {n} autres", rest))
    why = ngettext(
        "Un envoi en a besoin pour dire ce qui a changé depuis : {noms}. Le document transmis "
        "reste dans le dossier.",
        "{n} envois en ont besoin pour dire ce qui a changé depuis : {noms}. Les documents "
        "transmis restent dans le dossier.",
        len(needed),
        noms=" ; ".join(named),
    )
    return f"{told} {why}"


def _age(version: int) -> float:
    """Return the place of a version in time: ids grow, the dossier now comes last."""
    return float("inf") if version == NOW else version


def _line(info: VersionInfo, badge: str) -> Line:
    when = _(
        "{jour} à {heure}",
        jour=format_date(info.moment.date(), "medium"),
        heure=format_time(info.moment),
    )
    return Line(id=info.id, first=info.nom, second=when, icon="pin", badge=badge)
