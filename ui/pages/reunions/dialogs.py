"""The dialogs of the meetings: a new one, the reason of an opening again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.saisie import parse_hour, parse_minutes
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import AddReunion, SetEtatReunion
from cpom_desktop.services.queries.reunion import minutes_words
from cpom_desktop.services.queries.reunions import milestone_for, proposed_title
from ui.attempt import Attempt
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField
from ui.kit.dialogs import KitDialog
from ui.kit.field_flow import FieldFlow
from ui.kit.fields import LineField, TextField
from ui.kit.labels import SafeLabel
from ui.kit.specs import date_reader
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.operations import Operation
    from ui.session import Session


class AskingDialog(KitDialog):
    """A dialog that keeps what she typed until it is written; `result_id` is what was made."""

    def __init__(
        self, session: Session, title: str, text: str, verb: str, parent: QWidget
    ) -> None:
        super().__init__(title, text, icon_name="users", parent=parent)
        self._session = session
        self.result_id: object = None
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        self._attempt = Attempt(session, self, self.refuse)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(verb))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)

    def operation(self) -> Operation:
        """Return what to run.

        Raises:
            RegleInvalide: something typed is refused.
        """
        raise AssertionError

    def refuse(self, sentence: str) -> None:
        """Say why it is not done."""
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)

    def _on_keep(self) -> None:
        try:
            operation = self.operation()
        except RegleInvalide as error:
            self.refuse(self._session.sentence(error))
            return
        outcome = self._attempt.run(operation)
        if outcome is not None:
            self.result_id = outcome.result


def _named(words: str, field: QWidget) -> QWidget:
    """Return a field under its name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    name = SafeLabel(words, "label")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    return box


class NewMeetingDialog(AskingDialog):
    """Which instance meets, on what agenda, when and where."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Quelle réunion préparez-vous ?"),
            _("Les membres de l'instance sont convoqués, l'ordre du jour vient du modèle. "
              "Tout se change ensuite."),
            _("Créer la réunion"),
            parent,
        )  # fmt: skip
        snapshot = session.snapshot
        instances = [(i.id, i.nom) for i in snapshot.instances]
        self.instance = ChoiceField(_("Instance"), instances, none_label=_("Aucune"))
        self.modele = ChoiceField(_("Ordre du jour"), none_label=_("Vide"))
        self.titre = LineField(label("reunions", "titre"))
        self.jour = DateField(_("Date"), parse=date_reader(session.workspace))
        self.heure = LineField(label("reunions", "heure"))
        self.heure.setPlaceholderText("14 h 00")
        self.duree = LineField(label("reunions", "duree_minutes"))
        self.duree.setPlaceholderText("2 h 30")
        self.lieu = LineField(label("reunions", "lieu"))
        self._typed = False
        self._lay_out()
        self.instance.edited.connect(self._on_instance)
        self.modele.edited.connect(self._on_model)
        self.titre.edited.connect(self._on_title)
        if instances:
            self.instance.set_value(instances[0][0])
        self._on_instance()
        self.instance.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        box = QWidget()
        flow = FieldFlow()
        box.setLayout(flow)
        flow.line((_named(_("Instance"), self.instance), 220),
                  (_named(_("Ordre du jour"), self.modele), 220))  # fmt: skip
        flow.whole(_named(label("reunions", "titre"), self.titre))
        flow.line(
            (_named(_("Date"), self.jour), 150),
            (_named(label("reunions", "heure"), self.heure), 100),
            (_named(label("reunions", "duree_minutes"), self.duree), 100),
        )
        flow.whole(_named(label("reunions", "lieu"), self.lieu))
        self.body.addWidget(box)
        self.milestone = SafeLabel("", "help", wrap=True)
        self.body.addWidget(self.milestone)
        self.body.addWidget(self.error)

    def operation(self) -> Operation:
        """Return the meeting to add."""
        read = date_reader(self._session.workspace)
        instance, modele = self.instance.value(), self.modele.value()
        task = self._milestone()
        return AddReunion(
            titre=self.titre.raw(),
            instance_id=instance if isinstance(instance, int) else None,
            task_id=task.id if task else None,
            jour=read(self.jour.raw()),
            heure=parse_hour(self.heure.raw()),
            duree_minutes=parse_minutes(self.duree.raw()),
            lieu=self.lieu.raw(),
            modele=str(modele or ""),
        )

    def _models(self) -> list[tuple[object, str]]:
        chosen = self.instance.value()
        found = (i.slug for i in self._session.snapshot.instances if i.id == chosen)
        slug = next(found, "")
        agendas = self._session.content.comitologie.agendas_of(slug) if slug else ()
        return [(agenda.slug, agenda.titre) for agenda in agendas]

    def _milestone(self) -> Task | None:
        return milestone_for(
            self._session.snapshot, self._session.content, str(self.modele.value() or "")
        )

    def _on_instance(self) -> None:
        models = self._models()
        self.modele.set_choices(models)
        snapshot, content = self._session.snapshot, self._session.content
        lacking = [slug for slug, _words in models if milestone_for(snapshot, content, str(slug))]
        general = [slug for slug, _words in models]
        self.modele.set_value(next(iter(lacking or general), None))
        self._on_model()

    def _on_model(self) -> None:
        slug, content = str(self.modele.value() or ""), self._session.content
        agendas = content.comitologie.ordres_du_jour
        model = next((agenda for agenda in agendas if agenda.slug == slug), None)
        self.duree.set_raw(minutes_words(model.duree_minutes) if model else "")
        instance = self.instance.value()
        if not self._typed:
            title = proposed_title(
                self._session.snapshot, instance if isinstance(instance, int) else None, model
            )
            self.titre.set_raw(title)
        task = self._milestone()
        self.milestone.setVisible(task is not None)
        if task is not None:
            self.milestone.setText(
                _("Sans date, elle suit le jalon « {titre} » du rétroplanning.", titre=task.titre)
            )

    def _on_title(self) -> None:
        self._typed = bool(self.titre.raw().strip())


class ReopenDialog(AskingDialog):
    """Why a closed meeting is opened again: the reason stays with it."""

    def __init__(self, session: Session, reunion_id: int, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Pourquoi rouvrir ce compte rendu ?"),
            _("La date et la raison restent écrites avec la réunion."),
            _("Rouvrir le compte rendu"),
            parent,
        )
        self._reunion_id = reunion_id
        self.motif = TextField(_("Raison"), lines=2)
        self.motif.setPlaceholderText(_("Remarque de l'ARS reçue le 3 mars"))
        self.body.addWidget(_named(_("Raison"), self.motif))
        self.body.addWidget(self.error)
        self.motif.setFocus(Qt.FocusReason.OtherFocusReason)

    def operation(self) -> Operation:
        """Return the opening again."""
        return SetEtatReunion(
            id=self._reunion_id, etat=EtatReunion.TENUE, motif=self.motif.raw().strip()
        )
