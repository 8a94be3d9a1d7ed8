"""The two dialogs of the échéancier: a reminder of hers, another date and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.operations import AddEcheance, SetEcheance
from cpom_desktop.services.queries.echeancier_dit import days_of
from cpom_desktop.services.queries.echeancier_mots import reminders_words
from ui.asking import AskingDialog
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField
from ui.kit.fields import LineField, TextField
from ui.kit.specs import date_reader
from ui.pages.echeancier.fields import USUAL

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.echeancier_types import Ligne
    from ui.session import Session


class DateDialog(AskingDialog):
    """A dialog that asks for a date and something more, and keeps it until it is written."""

    def __init__(
        self, session: Session, title: str, text: str, icon: str, verb: str, parent: QWidget
    ) -> None:
        super().__init__(session, title, text, icon, verb, parent)
        self._read = date_reader(session.workspace)
        self.jour = DateField(_("Date"), parse=self._read)

    def _dated(self, jour: date) -> Operation | None:
        """Return what to run; None when something else lacks, which is told."""
        raise AssertionError(jour)

    def _operation(self) -> Operation | None:
        try:
            jour = self._read(self.jour.raw())
            if jour is None:
                raise RegleInvalide("echeance-sans-date")
        except RegleInvalide as error:
            self._lack(self._session.sentence(error), self.jour)
            return None
        return self._dated(jour)


class ReminderDialog(DateDialog):
    """A reminder of hers: what, when, who, and when to recall it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Quel rappel voulez-vous ajouter ?"),
            _("Il prend sa place dans l'échéancier, le tableau de bord et votre agenda."),
            "alarm-clock",
            _("Ajouter le rappel"),
            parent,
        )
        self.titre = LineField(_("Ce qu'il faut faire"))
        self.titre.setPlaceholderText(_("Relancer le département"))
        people = [(a.id, a.nom or a.display_name) for a in session.snapshot.acteurs if a.nom]
        self.acteur = ChoiceField(_("Qui s'en charge"), people, none_label=_("Personne"))
        offered = [(text, reminders_words(days_of(text))) for text in USUAL]
        self.rappels = ChoiceField(_("Me rappeler"), offered, none_label=_("Pas de rappel"))
        self.rappels.set_value("7")
        self._ask(_("Ce qu'il faut faire"), self.titre)
        self._ask(_("Date"), self.jour)
        self._ask(_("Qui s'en charge"), self.acteur)
        self._ask(_("Me rappeler"), self.rappels)
        self._begin(self.titre)

    def _dated(self, jour: date) -> Operation | None:
        if not self.titre.raw().strip():
            self._lack(_("Dites ce qu'il faut faire."), self.titre)
            return None
        acteur = self.acteur.value()
        return AddEcheance(
            titre=self.titre.raw(),
            jour=jour,
            acteur_id=acteur if isinstance(acteur, int) else None,
            rappels=str(self.rappels.value() or ""),
        )


class OtherDateDialog(DateDialog):
    """Another date for a computed deadline; the rule and hers stay side by side."""

    def __init__(self, session: Session, line: Ligne, parent: QWidget) -> None:
        given = line.jour_calcule is None
        super().__init__(
            session,
            _("Quelle est la date ?") if given else _("Quelle date retenez-vous ?"),
            _("Vous la donnez : aucune règle ne la calcule.")
            if given
            else _(
                "La règle donne le {jour}. Elle reste affichée à côté de la vôtre.",
                jour=format_date(line.jour_calcule, "full"),
            ),
            "calendar-clock",
            _("Retenir cette date"),
            parent,
        )
        self._line, self._given = line, given
        self.motif = TextField(_("Raison"), lines=2)
        self.motif.setPlaceholderText(_("Délai accordé par l'ARS, courrier du 3 mars"))
        self.motif.setPlainText(line.motif)
        if line.jour is not None and line.moved:
            self.jour.setText(format_date(line.jour))
        self._ask(_("Date"), self.jour)
        self._ask(_("Raison (facultatif)") if given else _("Raison"), self.motif)
        self._begin(self.jour)

    def _dated(self, jour: date) -> Operation | None:
        motif = self.motif.raw().strip()
        if not motif and not self._given:
            self._lack(_("Dites en une phrase pourquoi la date change."), self.motif)
            return None
        return SetEcheance(cle=self._line.cle, jour=jour, motif=motif)
