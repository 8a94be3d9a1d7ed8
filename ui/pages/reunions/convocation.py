"""« Convocation »: who, when, where, and by which days things are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cpom_desktop.i18n import _, format_date
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.pages.reunions.fields import convocation_specs
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.services.queries.reunions import ReunionView
    from ui.kit.field_row import FieldSpec
    from ui.session import Session


class ConvocationTab(QFrame):
    """The fields of the convocation; each commits by itself."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.form: Form | None = None
        self._bound: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(16), px(12))
        self._column.setSpacing(px(12))
        self.deadlines = SafeLabel("", "small", wrap=True)
        self._column.addWidget(self.deadlines)
        self._column.addStretch(1)

    def show_view(self, view: ReunionView, *, force: bool) -> None:
        """Show a meeting; what was typed for the former one is committed first."""
        specs = list(convocation_specs(self._session, view).values())
        bound = (view.reunion.id, view.reunion.etat, view.jour_plan, view.jour)
        if self.form is None:
            self._build(specs)
        elif bound != self._bound:
            self.form.rebind(specs)
        else:
            self.form.reload(self._session.snapshot, force=force)
        self._bound = bound
        self.deadlines.setText(deadline_words(view))
        self.deadlines.setVisible(bool(self.deadlines.text()))

    def _build(self, specs: Sequence[FieldSpec]) -> None:
        self.form = Form(self._session, parent=self)
        rows = {spec.key.rpartition(".")[2]: self.form.add(spec) for spec in specs}
        box = QWidget()
        flow = FieldFlow()
        box.setLayout(flow)
        flow.line((rows["titre"], 420))
        flow.line((rows["instance_id"], 300), (rows["numero"], 90), (rows["task_id"], 300))
        flow.line((rows["jour"], 190), (rows["heure"], 110), (rows["duree_minutes"], 110),
                  (rows["repondre_avant"], 190))  # fmt: skip
        flow.line((rows["lieu"], 300), (rows["visio"], 300))
        flow.line((rows["objet"], 420), (rows["convoquee_le"], 190))
        self._column.insertWidget(0, box)

    def focus_name(self, key: str) -> bool:
        """Put the caret in a field; tell whether it is there."""
        return self.form is not None and self.form.focus(key)


def deadline_words(view: ReunionView) -> str:
    """Return the days by which the convocation, the papers and the minutes are due."""
    days = view.delais
    told = (
        (_("convocation avant le {jour}"), days.convocation),
        (_("dossier avant le {jour}"), days.dossier),
        (_("compte rendu avant le {jour}"), days.compte_rendu),
    )
    parts = [words.format(jour=format_date(day)) for words, day in told if day is not None]
    return _("Délais : {liste}.", liste=" ; ".join(parts)) if parts else ""
