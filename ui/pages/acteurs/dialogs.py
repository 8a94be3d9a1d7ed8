"""The dialogs of a stakeholder: who comes, who was there before, which two are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cpom_desktop.domain.acteurs import Civilite
from cpom_desktop.domain.saisie import parse_email, parse_phone
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    AddInterlocuteur,
    ChangeInterlocuteur,
    DeleteInterlocuteurs,
    MergeActeurs,
    UpdateInterlocuteur,
)
from cpom_desktop.services.queries.acteurs_doublons import doublons
from cpom_desktop.services.queries.acteurs_suppression import consequences, sentence_of
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.words import choices
from ui.attempt import Attempt
from ui.kit.buttons import DangerButton, PrimaryButton, SecondaryButton
from ui.kit.combo import ChoiceField
from ui.kit.date_field import DateField
from ui.kit.dialogs import KitDialog
from ui.kit.fields import LineField
from ui.kit.labels import SafeLabel
from ui.kit.specs import date_reader
from ui.pages.acteurs.deleting import fit_height
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QShowEvent

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.echanges import Interlocuteur
    from cpom_desktop.services.operations import Operation
    from ui.session import Session

T = TypeVar("T")
REST = 225
"""Height of a dialog without its fields, in pixels at 100 %."""


class AskDialog(KitDialog):
    """Fields, and a verb that runs one operation; it stays, with what she typed, until written."""

    def __init__(
        self, session: Session, title: str, text: str, icon: str, parent: QWidget
    ) -> None:
        super().__init__(title, text, icon_name=icon, parent=parent)
        self._session = session
        self._read_date = date_reader(session.workspace)
        self._attempt = Attempt(session, self, self._refuse)
        self.error = SafeLabel("", "error-strong", wrap=True)
        self.error.hide()
        fields = QFrame()
        fields.setProperty("role", "surface")
        self._grid = QGridLayout(fields)
        self._grid.setContentsMargins(0, 0, px(4), 0)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(8))
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(fields)
        self.body.addWidget(self._area)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the words again, now that they are dressed."""
        super().showEvent(event)
        fit_height(self)

    def _end(self, verb: str, *, first: QWidget) -> None:
        """Put the refusal and the buttons, and the caret in the first field.

        Large letters on a small screen: the fields scroll, the buttons stay in sight.
        """
        wanted = self._grid.sizeHint().height()
        room = self.screen().availableGeometry().height() - px(REST)
        self._area.setFixedHeight(min(wanted, max(room, px(80))))
        self.body.addWidget(self.error)
        cancel = self.add_button(SecondaryButton(_("Annuler")))
        cancel.clicked.connect(self.reject)
        self.keep = self.add_button(PrimaryButton(verb))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self._on_keep)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        fit_height(self)

    def _ask(self, *fields: QWidget) -> None:
        """Put fields beside each other, under their names."""
        row, share = self._grid.rowCount(), 2 // len(fields)
        for place, field in enumerate(fields):
            self._grid.addWidget(_named(field), row, place * share, 1, share)
            self._grid.setColumnStretch(place * share, 1)

    def _operation(self) -> Operation:
        """Return what to run.

        Raises:
            RegleInvalide: a field does not read.
        """
        raise AssertionError(type(self).__name__)

    def _on_keep(self) -> None:
        try:
            operation = self._operation()
        except RegleInvalide as error:
            self._refuse(self._session.sentence(error))
            return
        self._attempt.run(operation)

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        self.setAccessibleDescription(sentence)
        fit_height(self)

    def _day(self, field: DateField) -> date | None:
        return self._read(field, self._read_date)

    def _read(self, field: LineField, read: Callable[[str], T]) -> T:
        """Read a field; a refusal takes the caret there."""
        try:
            return read(field.raw())
        except RegleInvalide:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            raise

    def _name(self, field: LineField) -> str:
        if not field.raw().strip():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            raise RegleInvalide("nom-vide")
        return field.raw()


class ChangeDialog(AskDialog):
    """Someone else speaks for a stakeholder from a day on."""

    def __init__(self, session: Session, acteur: Acteur, parent: QWidget) -> None:
        leaving = acteur.nom or _("La personne actuelle")
        super().__init__(
            session,
            _("Qui est le nouvel interlocuteur ?"),
            _(
                "{nom} reste dans la liste des interlocuteurs, et ses échanges gardent son nom.",
                nom=leaving,
            ),
            "user-check",
            parent,
        )
        self._acteur = acteur
        self.nom = LineField(label("acteurs", "nom"))
        self.le = DateField(_("À partir du"), parse=self._read_date)
        self.le.setText(format_date(session.workspace.today))
        self.civilite = ChoiceField(label("acteurs", "civilite"), choices(Civilite))
        self.fonction = LineField(label("acteurs", "fonction"))
        self.fonction.setText(acteur.fonction)
        self.telephone = LineField(label("acteurs", "telephone"))
        self.courriel = LineField(label("acteurs", "courriel"))
        self._ask(self.nom, self.le)
        self._ask(self.civilite, self.fonction)
        self._ask(self.telephone, self.courriel)
        self._end(_("Changer d'interlocuteur"), first=self.nom)

    def _operation(self) -> Operation:
        nom, le = self._name(self.nom), self._day(self.le)
        if le is None:
            raise RegleInvalide("echeance-sans-date")
        civilite = self.civilite.value()
        return ChangeInterlocuteur(
            acteur_id=self._acteur.id,
            nom=nom,
            le=le,
            civilite=civilite if isinstance(civilite, Civilite) else None,
            fonction=self.fonction.raw(),
            telephone=self._read(self.telephone, parse_phone),
            courriel=self._read(self.courriel, parse_email),
        )


class FormerDialog(AskDialog):
    """Someone who spoke for a stakeholder before: to add, to correct, to delete."""

    def __init__(
        self, session: Session, acteur: Acteur, former: Interlocuteur | None, parent: QWidget
    ) -> None:
        place = acteur.structure or acteur.display_name
        super().__init__(
            session,
            _("Qui était votre interlocuteur avant ?") if former is None else former.nom,
            _("Pour {structure}. Laissez vides les dates que vous ne connaissez pas.",
              structure=place),
            "history",
            parent,
        )  # fmt: skip
        self._acteur, self._former = acteur, former
        self.nom = LineField(label("interlocuteurs", "nom"))
        self.fonction = LineField(label("interlocuteurs", "fonction"))
        self.depuis = DateField(label("interlocuteurs", "depuis"), parse=self._read_date)
        self.jusqu_au = DateField(label("interlocuteurs", "jusqu_au"), parse=self._read_date)
        self.telephone = LineField(label("interlocuteurs", "telephone"))
        self.courriel = LineField(label("interlocuteurs", "courriel"))
        self.note = LineField(label("interlocuteurs", "note"))
        self._ask(self.nom, self.fonction)
        self._ask(self.depuis, self.jusqu_au)
        self._ask(self.telephone, self.courriel)
        self._ask(self.note)
        if former is not None:
            self._fill(former)
        self._end(_("Ajouter") if former is None else _("Enregistrer"), first=self.nom)

    def _fill(self, former: Interlocuteur) -> None:
        for name in ("nom", "fonction", "telephone", "courriel", "note"):
            getattr(self, name).setText(getattr(former, name))
        for field, day in ((self.depuis, former.depuis), (self.jusqu_au, former.jusqu_au)):
            field.setText(format_date(day) if day else "")
        self.delete = self.add_button(DangerButton(_("Supprimer")))
        self.delete.clicked.connect(self._on_delete)

    def _operation(self) -> Operation:
        since, until = self._day(self.depuis), self._day(self.jusqu_au)
        if since and until and until < since:
            raise RegleInvalide(
                "fin-avant-debut", fin=f"{until:%d/%m/%Y}", debut=f"{since:%d/%m/%Y}"
            )
        phone = self._read(self.telephone, parse_phone)
        mail = self._read(self.courriel, parse_email)
        nom, fonction, note = self._name(self.nom), self.fonction.raw(), self.note.raw()
        if self._former is None:
            return AddInterlocuteur(
                acteur_id=self._acteur.id, nom=nom, fonction=fonction, telephone=phone,
                courriel=mail, depuis=since, jusqu_au=until, note=note,
            )  # fmt: skip
        return UpdateInterlocuteur(
            id=self._former.id, nom=nom, fonction=fonction, telephone=phone, courriel=mail,
            depuis=since, jusqu_au=until, note=note,
        )  # fmt: skip

    def _on_delete(self) -> None:
        if self._former is not None:
            self._attempt.run(DeleteInterlocuteurs(ids=[self._former.id]))


class MergeDialog(AskDialog):
    """Which other stakeholder is the same, and which of the two is kept."""

    def __init__(self, session: Session, acteur: Acteur, other: int, parent: QWidget) -> None:
        super().__init__(
            session,
            _("Fusionner « {nom} » avec un autre acteur ?", nom=acteur.display_name),
            _(
                "Tout ce qui nomme l'autre nommera celui que vous gardez. Ce qui lui manque est "
                "pris à l'autre ; les échanges passés gardent leurs noms. Vous pourrez annuler."
            ),
            "users",
            parent,
        )
        self._acteur = acteur
        alike = doublons(session.snapshot).get(acteur.id, ())
        self.other = ChoiceField(
            _("L'autre acteur"), _offered(session, acteur.id, alike), none_label=None
        )
        self.other.set_value(other or next(iter(alike), None))
        self.side = ChoiceField(_("Garder"), self._sides(), none_label=None)
        self.side.set_value(True)
        self.told = SafeLabel("", "small", wrap=True)
        self._ask(self.other)
        self._ask(self.side)
        self.body.addWidget(self.told)
        self.other.edited.connect(self._tell)
        self.side.edited.connect(self._tell)
        self._end(_("Fusionner"), first=self.other)
        self._tell()

    def _sides(self) -> list[tuple[object, str]]:
        """Return the two, by their names."""
        other = self._session.snapshot.acteurs_by_id.get(self._other_id())
        told = whole_name(other) if other else _("L'autre acteur")
        return [(True, whole_name(self._acteur)), (False, told)]

    @property
    def kept(self) -> int:
        """The stakeholder that stays."""
        return self._acteur.id if self.side.value() else self._other_id()

    def _other_id(self) -> int:
        value = self.other.value()
        return value if isinstance(value, int) else 0

    def _gone(self) -> int:
        return self._other_id() if self.side.value() else self._acteur.id

    def _tell(self) -> None:
        """Tell what moves from one to the other."""
        self.side.set_choices(self._sides())
        gone = self._session.snapshot.acteurs_by_id.get(self._gone())
        self.keep.setEnabled(self._other_id() != 0)
        if gone is None:
            self.told.setText("")
            return
        moved = consequences(self._session.snapshot, [gone.id])
        told = sentence_of((*moved.loses, *moved.keeps, *moved.goes))
        nothing = _("Rien dans le dossier ne nomme « {nom} ».", nom=gone.display_name)
        words = _("Passent de l'un à l'autre : {quoi}.", quoi=told)
        self.told.setText(words if told else nothing)
        fit_height(self)

    def _operation(self) -> Operation:
        return MergeActeurs(garde_id=self.kept, autre_id=self._gone())


def _offered(session: Session, acteur_id: int, alike: tuple[int, ...]) -> list[tuple[object, str]]:
    """Return every other stakeholder, those that seem to be the same first."""
    others = [a for a in session.snapshot.acteurs if a.id != acteur_id]
    others.sort(key=lambda a: (a.id not in alike, fold(whole_name(a))))
    return [(a.id, whole_name(a)) for a in others]


def whole_name(acteur: Acteur) -> str:
    """Return « Philippe Caron (ARS de démonstration) »: two people of one name are told apart."""
    about = acteur.structure or acteur.fonction
    name = acteur.display_name or _("À compléter")
    return f"{name} ({about})" if about and about != name else name


def _named(field: QWidget) -> QWidget:
    """Return a field under its name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    name = SafeLabel(field.accessibleName(), "label")
    name.setBuddy(field)
    column.addWidget(name)
    column.addWidget(field)
    return box
