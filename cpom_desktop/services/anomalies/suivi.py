"""Rules about what runs through the dossier: requests, follow-ups, deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.echeancier import echeancier
from cpom_desktop.services.queries.echeancier_lignes import TABLES as DATED
from cpom_desktop.services.queries.echeancier_types import Origine
from cpom_desktop.services.queries.journal import TABLES as EXCHANGES
from cpom_desktop.services.queries.journal import EtatSuite, journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.journal import LigneEchange

REGISTRE = Registre()
TOLD_ELSEWHERE = frozenset({Origine.TACHE, Origine.REUNION})
"""Late dates that the rules of the plan and of the meetings tell."""


def _waiting(ground: Ground, suite: EtatSuite) -> list[LigneEchange]:
    lines = journal(ground.snapshot, ground.today).lignes
    return [line for line in lines if line.suite is suite][::-1]


@REGISTRE.regle(
    "demande-sans-reponse",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Aucune demande ne reste sans réponse",
    pourquoi="Une demande oubliée coûte un COPIL.",
    tables=EXCHANGES,
)
def demande_sans_reponse(ground: Ground) -> Iterator[Releve]:
    """Find the requests that wait for an answer, told together, the oldest first."""
    waiting = _waiting(ground, EtatSuite.SANS_REPONSE)
    if waiting:
        yield Releve(
            objet=together("echanges", (line.cle for line in waiting)),
            phrase=ngettext(
                "{n} demande est sans réponse, depuis le {jour} : {objets}.",
                "{n} demandes sont sans réponse, la plus ancienne du {jour} : {objets}.",
                len(waiting),
                jour=format_date(waiting[0].jour),
                objets=some([line.objet.rstrip(".") for line in waiting]),
            ),
            que_faire=_("Relancez, ou notez la réponse reçue."),
            page="journal",
            champ=f"echanges.{waiting[0].echange_id}",
            ou=_("Journal des échanges"),
        )


@REGISTRE.regle(
    "suite-en-retard",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Les suites promises sont données à temps",
    pourquoi="Ce qui est promis à l'ARS ou au département est attendu à sa date.",
    tables=EXCHANGES,
)
def suite_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the follow-ups that should have been given, told together."""
    late = _waiting(ground, EtatSuite.EN_RETARD)
    if late:
        yield Releve(
            objet=together("echanges", (line.cle for line in late)),
            phrase=ngettext(
                "{n} suite est en retard : {objets}.",
                "{n} suites sont en retard : {objets}.",
                len(late),
                objets=some([(line.suite_quoi or line.objet).rstrip(".") for line in late]),
            ),
            que_faire=_("Donnez cette suite, ou changez sa date."),
            page="journal",
            champ=f"echanges.{late[0].echange_id}",
            ou=_("Journal des échanges"),
        )


@REGISTRE.regle(
    "echeance-en-retard",
    Gravite.A_VERIFIER,
    stage=0,
    titre="Aucune échéance n'est passée sans être faite",
    pourquoi="Une échéance légale manquée se relève au contrôle.",
    tables=(*DATED, "packs_integres"),
)
def echeance_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the dates that are past, but those of the plan and of the meetings."""
    dates = echeancier(ground.snapshot, ground.content, ground.today)
    late = [line for line in dates.late if line.origine not in TOLD_ELSEWHERE]
    if late:
        yield Releve(
            objet=together("echeances", (line.cle for line in late)),
            phrase=ngettext(
                "{n} échéance est passée : {titres}.",
                "{n} échéances sont passées : {titres}.",
                len(late),
                titres=some([line.titre.rstrip(".") for line in late]),
            ),
            que_faire=_("Dites qu'elle est faite, ou donnez une nouvelle date."),
            page="echeancier",
            champ=f"echeances.{late[0].cle}",
            ou=_("Échéancier"),
        )
