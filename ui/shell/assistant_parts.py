"""The five parts of the assistant: which fields, and the few words that sum up the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.etablissement import contract_name, places
from cpom_desktop.services.queries.preview import preview_margin
from ui.kit.capacity_card import CapacityCard
from ui.kit.cards import Card
from ui.kit.dossier_specs import DossierSpecs
from ui.kit.field_flow import FieldFlow
from ui.kit.form import Form
from ui.kit.labels import SafeLabel
from ui.kit.states import Strip
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.content.schema import Avis
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldRow, FieldSpec
    from ui.session import Session

TEAM = (
    "direction",
    "gouvernance",
    "referent-cpom",
    "medecin-coordonnateur",
    "idec",
    "referent-qualite",
    "finances",
    "ressources-humaines",
)
"""Stakeholders of the pack that the last part asks for, in order."""


class Part(QWidget):
    """One part: its fields are those of the pages, bound the same way."""

    slug: ClassVar[str]
    title: ClassVar[str]
    purpose: ClassVar[str]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.form = Form(session, parent=self)
        self.specs = DossierSpecs(session, warn=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.build()
        self.column.addStretch(1)

    def build(self) -> None:
        """Put the fields."""
        raise AssertionError(self.slug)

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return a few words of what she answered, empty when nothing yet."""
        raise AssertionError(self.slug, snapshot)

    def reload(self, *, force: bool = False) -> None:
        """Show the dossier again."""
        self.form.reload(self.session.snapshot, force=force)
        self.refresh()

    def refresh(self) -> None:
        """Show what is computed from the answers; nothing by default."""

    def focus_first(self) -> None:
        """Put the caret in the first field."""
        self.form.focus(self.form.keys()[0])

    def card(self, title: str = "") -> FieldFlow:
        """Add a card, and return where its fields go."""
        card = Card(title)
        flow = FieldFlow()
        card.add(flow)
        self.column.addWidget(card)
        return flow

    def add(self, spec: FieldSpec) -> FieldRow:
        """Bind a field."""
        return self.form.add(spec)


class EtablissementPart(Part):
    """Who the EHPAD is."""

    slug = "etablissement"
    title = "Établissement"
    purpose = "Ces informations figureront à l'article 1er du contrat et sur tous les documents."

    def build(self) -> None:
        """Put the fields."""
        etab = self.specs.etab
        flow = self.card()
        flow.line((self.add(etab("nom")), 400), (self.add(etab("statut_juridique")), 240))
        flow.line((self.add(etab("gestionnaire")), 400))
        flow.line(
            (self.add(replace(etab("finess_et"), optional=True)), 210),
            (self.add(replace(etab("finess_ej"), optional=True)), 210),
            (self.add(replace(etab("siret"), optional=True)), 220),
        )
        flow.line(
            (self.add(etab("adresse")), 360),
            (self.add(etab("code_postal")), 110),
            (self.add(etab("commune")), 220),
        )

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return the name."""
        return snapshot.etablissement.nom


class AutoritesPart(Part):
    """Who signs with her, and on which track she is."""

    slug = "autorites"
    title = "Autorités"
    purpose = "Le code postal a proposé les autorités et le régime ; corrigez-les au besoin."

    def build(self) -> None:
        """Put the track under its dated notice, then who signs, then the other notices."""
        first, *others = self.session.content.avis.avis
        self._situation(first)
        etab = self.specs.etab
        flow = self.card(_("Qui signe avec vous"))
        flow.line((self.add(self.specs.departement()), 240), (self.add(etab("ars")), 360))
        flow.line((self.add(etab("collectivite")), 360))
        flow.whole(self.add(etab("collectivite_signataire", "flag")))
        flow.line((self.add(etab("regime_tarifaire")), 260))
        self._regime = SafeLabel("", "help", wrap=True)
        flow.whole(self._regime)
        for avis in others:
            notice = self.card()
            notice.whole(Strip("conseil", avis.titre))
            notice.whole(_notice(avis))

    def _situation(self, avis: Avis) -> None:
        card = self.card(_("Votre situation"))
        card.whole(Strip("conseil", avis.titre))
        card.whole(_notice(avis))
        card.line((self.add(self.specs.piste()), 400))
        self._track = SafeLabel("", "small-2", wrap=True)
        card.whole(self._track)

    def refresh(self) -> None:
        """Show the note of the tariff regime, and what the chosen track is for."""
        snapshot, content = self.session.snapshot, self.session.content
        code = snapshot.etablissement.departement
        known = code in content.territoires.departements
        self._regime.setText(content.proposal_for(code).regime_note if known else "")
        self._regime.setVisible(known)
        track = next((p for p in content.avis.pistes if p.slug == snapshot.dossier.piste), None)
        self._track.setText(f"{track.description} {track.convient_si}" if track else "")
        self._track.setVisible(track is not None)

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return the track, else the ARS."""
        pistes = {p.slug: p.libelle for p in self.session.content.avis.pistes}
        piste = snapshot.dossier.piste
        return pistes[piste] if piste else snapshot.etablissement.ars


def _notice(avis: Avis) -> SafeLabel:
    """Return what a dated notice says, and until when the law is known."""
    text = _(
        "{texte} {a_faire} État du droit connu au {jour}.",
        texte=avis.texte,
        a_faire=avis.a_faire,
        jour=format_date(avis.etat_du_droit),
    )
    return SafeLabel(text, "small-2", wrap=True)


class PerimetrePart(Part):
    """What the contract covers."""

    slug = "perimetre"
    title = "Périmètre"
    purpose = "Les places que le contrat couvrira, d'après l'arrêté d'autorisation."

    def build(self) -> None:
        """Put the fields."""
        self._places = CapacityCard(self.form)
        self.column.addWidget(self._places)
        flow = self.card()
        flow.line(
            (self.add(self.specs.date("etablissement", "autorise_depuis")), 200),
            (self.add(self.specs.authorised_until()), 200),
            (self.add(self.specs.etab("option_soins")), 220),
            (self.add(self.specs.etab("zone_scolaire")), 170),
        )
        plans = replace(self.specs.etab("projet_perimetre", "text"), optional=True, lines=2)
        flow.whole(self.add(plans))

    def refresh(self) -> None:
        """Show the totals."""
        self._places.show_totals(self.session.snapshot)

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return the number of places."""
        total = places(snapshot)
        return ngettext("{n} place", "{n} places", total) if total else ""


class DatesPart(Part):
    """When to sign, from when, and what it means for the start."""

    slug = "dates"
    title = "Dates"
    purpose = "Le rétroplanning est calculé à rebours depuis la date visée."

    def build(self) -> None:
        """Put the fields."""
        date = self.specs.date
        now = self.card(_("Contrat en cours"))
        now.line(
            (self.add(replace(self.specs.contract_in_force(), optional=True)), 240),
            (self.add(replace(date("dossier", "fin_contrat_actuel"), optional=True)), 240),
            (self.add(replace(date("dossier", "prolonge_jusqu_au"), optional=True)), 240),
        )
        flow = self.card(_("Contrat à préparer"))
        self._target = self.add(self.specs.target())
        flow.line((self._target, 260), (self.add(date("dossier", "date_effet")), 260))
        self._margin = Strip("conseil")
        flow.whole(self._margin)
        flow.line(
            (self.add(self.specs.years()), 260),
            (self.add(self.specs.contract_end()), 260),
        )

    def refresh(self) -> None:
        """Tell when the work should begin for that date, and name the date after the track."""
        snapshot, content = self.session.snapshot, self.session.content
        self._target.label.setText(self.specs.target().label)
        try:
            told, late = preview_margin(snapshot, content, self.session.workspace.today)
        except RegleInvalide as error:
            told, late = self.session.sentence(error), True
        self._margin.setVisible(bool(told))
        self._margin.set_text(told, tone="alerte" if late else "conseil")

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return the contract, or the date aimed at."""
        if snapshot.dossier.date_effet:
            return contract_name(snapshot)
        target = snapshot.dossier.date_signature
        return format_date(target) if target else ""


class EquipePart(Part):
    """Who carries the work with her."""

    slug = "equipe"
    title = "Équipe"
    purpose = "Nommez les personnes que vous connaissez ; le reste peut attendre."

    def build(self) -> None:
        """Put a name and a function for each person of the team."""
        flow = self.card()
        by_slug = {a.slug: a for a in self.session.snapshot.acteurs if a.slug}
        for acteur in (by_slug[slug] for slug in TEAM if slug in by_slug):
            flow.line(*self._person(acteur))

    def _person(self, acteur: Acteur) -> tuple[tuple[FieldRow, int], tuple[FieldRow, int]]:
        role = self._role(acteur)
        name = self.specs.person(acteur, "nom", _("{role} : nom", role=role))
        function = self.specs.person(acteur, "fonction", _("Fonction"))
        rows = self.add(replace(name, optional=True)), self.add(function)
        rows[1].editor.setAccessibleName(_("{role} : fonction", role=role))
        return (rows[0], 380), (rows[1], 300)

    def _role(self, acteur: Acteur) -> str:
        roles = {r.acteur: r.libelle for r in self.session.content.raci.roles}
        return roles.get(acteur.slug, acteur.fonction)

    def focus_first(self) -> None:
        """Put the caret in the first name; a dossier whose team was deleted has none."""
        if self.form.keys():
            super().focus_first()

    def answer(self, snapshot: DossierSnapshot) -> str:
        """Return how many people are named."""
        named = sum(bool(a.nom) for a in snapshot.acteurs if a.slug in TEAM)
        return ngettext("{n} personne nommée", "{n} personnes nommées", named) if named else ""


PARTS: tuple[type[Part], ...] = (
    EtablissementPart,
    AutoritesPart,
    PerimetrePart,
    DatesPart,
    EquipePart,
)
