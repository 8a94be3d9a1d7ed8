"""The dialogs of the page: why she decides so, a point or a heading of hers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.operations import (
    AddControle,
    AddRubrique,
    UpdateControle,
    UpdateRubrique,
)
from cpom_desktop.services.queries.controles import etapes_of
from ui.asking import AskingDialog
from ui.kit.combo import ChoiceField
from ui.kit.fields import LineField, TextField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.controles import EtatControle, ListeControle, Rubrique
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.controles_types import PointLu
    from ui.session import Session


class ReasonDialog(AskingDialog):
    """Why a point does not concern her, or why she decides against the dossier."""

    def __init__(
        self, session: Session, point: PointLu, etat: EtatControle, words: str, parent: QWidget
    ) -> None:
        found = point.trouve
        text = _("Le dossier dit : {phrase}.", phrase=found.phrase) if found else ""
        super().__init__(session, words, text, "circle-help", _("Garder"), parent)
        self._point, self._etat = point, etat
        self.motif = TextField(_("Raison"), lines=2)
        self.motif.setPlainText(point.row.motif)
        self._ask(_("Raison"), self.motif)
        self._begin(self.motif)

    def _operation(self) -> Operation | None:
        motif = self.motif.raw().strip()
        if not motif:
            self._lack(_("Dites en une phrase pourquoi."), self.motif)
            return None
        return UpdateControle(id=self._point.id, etat=self._etat, motif=motif)


class PointDialog(AskingDialog):
    """A point of hers: what to check, and under which heading."""

    def __init__(
        self, session: Session, liste: ListeControle, etape: str, parent: QWidget
    ) -> None:
        super().__init__(
            session,
            _("Quel point voulez-vous vérifier ?"),
            _("Il prend sa place dans la liste, et s'imprime avec elle."),
            "list-checks",
            _("Ajouter le point"),
            parent,
        )
        self._liste = liste
        self.texte = LineField(_("Point à vérifier"))
        names = [(name, name) for name in self._etapes(etape)]
        self.etape = ChoiceField(_("Étape"), names, none_label=_("Vos points"))
        self.etape.set_value(etape or None)
        self._ask(_("Point à vérifier"), self.texte)
        self._ask(_("Étape"), self.etape)
        self._begin(self.texte)

    def _etapes(self, etape: str) -> list[str]:
        kept = (c.etape for c in self._session.snapshot.controles if c.liste is self._liste)
        names = (*etapes_of(self._session.content, self._liste), *kept, etape)
        return [name for name in dict.fromkeys(names) if name]

    def _operation(self) -> Operation | None:
        texte = self.texte.raw().strip()
        if not texte:
            self._lack(_("Dites ce qu'il faut vérifier."), self.texte)
            return None
        return AddControle(liste=self._liste, texte=texte, etape=str(self.etape.value() or ""))


class RubriqueDialog(AskingDialog):
    """The title of a heading: a new one, or another name for one."""

    def __init__(
        self, session: Session, fiche: str, rubrique: Rubrique | None, parent: QWidget
    ) -> None:
        adds = rubrique is None
        super().__init__(
            session,
            _("Quelle rubrique voulez-vous ajouter ?") if adds else _("Quel est son titre ?"),
            "",
            "clipboard-check",
            _("Ajouter la rubrique") if adds else _("Renommer"),
            parent,
        )
        self._fiche, self._rubrique = fiche, rubrique
        self.titre = LineField(_("Titre de la rubrique"))
        self.titre.setText(rubrique.titre if rubrique else "")
        self._ask(_("Titre de la rubrique"), self.titre)
        self._begin(self.titre)

    def _operation(self) -> Operation | None:
        titre = self.titre.raw().strip()
        if not titre:
            self._lack(_("Donnez un titre à la rubrique."), self.titre)
            return None
        if self._rubrique is not None:
            return UpdateRubrique(id=self._rubrique.id, titre=titre)
        return AddRubrique(fiche=self._fiche, titre=titre)
