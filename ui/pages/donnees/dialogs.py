"""The dialogs of the page: why a figure is right, a reference value, an indicator of hers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.donnees import Polarite, Unite
from cpom_desktop.domain.saisie import parse_decimal, parse_integer
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    AddIndicateurPropre,
    AddRepere,
    UpdateIndicateurPropre,
    UpdateRepere,
    UpdateValeur,
)
from cpom_desktop.services.queries.words import choices
from ui.asking import AskingDialog
from ui.kit.combo import ChoiceField
from ui.kit.fields import LineField, TextField

if TYPE_CHECKING:
    from decimal import Decimal

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.domain.valeurs import IndicateurPropre
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.donnees_types import IndicateurLu, Question, RepereLu
    from ui.session import Session

_REPERES, _PROPRES = "reperes", "indicateurs_propres"


class ExplainDialog(AskingDialog):
    """Why a surprising figure is right: one sentence, kept beside it."""

    def __init__(
        self, session: Session, question: Question, commentaire: str, parent: QWidget
    ) -> None:
        super().__init__(
            session,
            _("Pourquoi ce nombre est-il exact ?"),
            question.texte,
            "circle-help",
            _("Confirmer le nombre"),
            parent,
        )
        self._question = question
        self.commentaire = TextField(_("Votre explication"), lines=2)
        self.commentaire.setPlaceholderText(_("Deux postes gelés depuis mars, non remplacés."))
        self.commentaire.set_raw(commentaire)
        self._ask(_("Votre explication, en une phrase"), self.commentaire)
        self._begin(self.commentaire)

    def _operation(self) -> Operation | None:
        said = self.commentaire.raw().strip()
        if not said:
            self._lack(_("Dites en une phrase pourquoi ce nombre est exact."), self.commentaire)
            return None
        place = self._question
        return UpdateValeur(
            donnee=place.donnee, annee=place.annee, commentaire=said, confirmee=True
        )


class RepereDialog(AskingDialog):
    """A reference value of hers: with its year and its source, always."""

    def __init__(
        self,
        session: Session,
        indicateur: IndicateurLu,
        repere: RepereLu | None,
        parent: QWidget,
    ) -> None:
        super().__init__(
            session,
            _("Quel repère voulez-vous ajouter ?") if repere is None else _("Modifier ce repère"),
            indicateur.libelle,
            "target",
            _("Ajouter le repère") if repere is None else _("Modifier le repère"),
            parent,
        )
        self._indicateur, self._repere = indicateur, repere
        self.valeur = LineField(label(_REPERES, "valeur"), align_right=True)
        self.annee = LineField(label(_REPERES, "annee"))
        self.champ = LineField(label(_REPERES, "champ"))
        self.champ.setPlaceholderText(_("EHPAD publics de la région"))
        self.source = LineField(label(_REPERES, "source"))
        self.source.setPlaceholderText(_("Fédération, enquête de mars 2026"))
        if repere is not None:
            self.valeur.set_raw(format_number(repere.valeur))
            self.annee.set_raw(str(repere.annee))
            self.champ.set_raw(repere.champ)
            self.source.set_raw(repere.source)
        self._ask(_("Valeur"), self.valeur)
        self._ask(_("Année"), self.annee)
        self._ask(_("De qui (facultatif)"), self.champ)
        self._ask(_("Source"), self.source)
        self._begin(self.valeur)

    def _operation(self) -> Operation | None:
        valeur = self._number()
        annee = self._year() if valeur is not None else None
        if valeur is None or annee is None:
            return None
        if not self.source.raw().strip():
            self._lack(
                _("Dites d'où vient ce repère : sans source, il ne se défend pas."), self.source
            )
            return None
        about = {"champ": self.champ.raw(), "source": self.source.raw()}
        if self._repere is None or self._repere.repere_id is None:
            return AddRepere(indicateur=self._indicateur.slug, valeur=valeur, annee=annee, **about)
        return UpdateRepere(id=self._repere.repere_id, valeur=valeur, annee=annee, **about)

    def _number(self) -> Decimal | None:
        text = self.valeur.raw().strip().removesuffix("%").strip()
        try:
            return parse_decimal(text)
        except RegleInvalide as error:
            self._lack(self._session.sentence(error), self.valeur)
            return None

    def _year(self) -> int | None:
        try:
            return parse_integer(self.annee.raw())
        except RegleInvalide:
            self._lack(_("Indiquez l'année du repère, par exemple 2024."), self.annee)
            return None


class IndicateurDialog(AskingDialog):
    """An indicator of hers: one figure, or one divided by another."""

    def __init__(
        self, session: Session, groupe: str, propre: IndicateurPropre | None, parent: QWidget
    ) -> None:
        super().__init__(
            session,
            _("Quel indicateur voulez-vous suivre ?")
            if propre is None
            else _("Modifier cet indicateur"),
            _("Il se saisit, se compare et s'imprime comme les autres."),
            "trending-up",
            _("Ajouter l'indicateur") if propre is None else _("Modifier l'indicateur"),
            parent,
        )
        self._propre = propre
        self._build(groupe if propre is None else propre.groupe)
        if propre is not None:
            self._fill(propre)
        self._begin(self.libelle)

    def _build(self, groupe: str) -> None:
        groupes = [(g.slug, g.libelle) for g in self._session.content.donnees.groupes]
        self.libelle = LineField(label(_PROPRES, "libelle"))
        self.libelle.setPlaceholderText(_("Repas à texture modifiée"))
        self.groupe = ChoiceField(label(_PROPRES, "groupe"), groupes, none_label=None)
        self.groupe.set_value(groupe)
        self.numerateur = LineField(label(_PROPRES, "numerateur"))
        self.numerateur.setPlaceholderText(_("Repas mixés servis"))
        self.denominateur = LineField(label(_PROPRES, "denominateur"))
        self.denominateur.setPlaceholderText(_("Repas servis"))
        self.unite = ChoiceField(label(_PROPRES, "unite"), choices(Unite), none_label=None)
        self.unite.set_value(Unite.POUR_CENT)
        decimals = [(n, str(n)) for n in range(5)]
        self.decimales = ChoiceField(label(_PROPRES, "decimales"), decimals, none_label=None)
        self.decimales.set_value(1)
        self.polarite = ChoiceField(
            label(_PROPRES, "polarite"), choices(Polarite), none_label=None
        )
        self.polarite.set_value(Polarite.NEUTRE)
        self.source = LineField(label(_PROPRES, "source"))
        for words, field in (
            (label(_PROPRES, "libelle"), self.libelle),
            (label(_PROPRES, "groupe"), self.groupe),
            (_("Ce que vous comptez (numérateur)"), self.numerateur),
            (_("Divisé par (vide si rien n'est divisé)"), self.denominateur),
            (label(_PROPRES, "unite"), self.unite),
            (label(_PROPRES, "decimales"), self.decimales),
            (label(_PROPRES, "polarite"), self.polarite),
            (_("D'où vient la définition (facultatif)"), self.source),
        ):
            self._ask(words, field)

    def _fill(self, propre: IndicateurPropre) -> None:
        self.libelle.set_raw(propre.libelle)
        self.numerateur.set_raw(propre.numerateur)
        self.denominateur.set_raw(propre.denominateur)
        self.unite.set_value(propre.unite)
        self.decimales.set_value(propre.decimales)
        self.polarite.set_value(propre.polarite)
        self.source.set_raw(propre.source)

    def _operation(self) -> Operation | None:
        if not self.libelle.raw().strip():
            self._lack(_("Donnez un nom à cet indicateur."), self.libelle)
            return None
        values = {
            "libelle": self.libelle.raw(),
            "groupe": str(self.groupe.value()),
            "numerateur": self.numerateur.raw(),
            "denominateur": self.denominateur.raw(),
            "unite": self.unite.value(),
            "decimales": self.decimales.value(),
            "polarite": self.polarite.value(),
            "source": self.source.raw(),
        }
        if self._propre is None:
            return AddIndicateurPropre(**values)  # type: ignore[arg-type]
        return UpdateIndicateurPropre(id=self._propre.id, **values)  # type: ignore[arg-type]
