"""Rules about the instances: who sits, who presides, whether they can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.instances import COPIL, AnomalieInstance
from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve
from cpom_desktop.services.queries.comitologie import instance_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground
    from cpom_desktop.services.queries.comitologie import InstanceView

REGISTRE = Registre()
PAGE = "comitologie"
TABLES = ("instances", "instances_membres", "acteurs", "etablissement")


def _found(ground: Ground, kind: AnomalieInstance, que_faire: str) -> Iterator[Releve]:
    for view in instance_views(ground.snapshot):
        for constat in view.constats:
            if constat.kind is kind:
                yield Releve(
                    objet=f"instances.{view.instance.id}",
                    phrase=_of_instance(view, constat.texte),
                    que_faire=que_faire,
                    page=PAGE,
                    champ=constat.champ,
                    ou=view.instance.display_name,
                )


def _of_instance(view: InstanceView, texte: str) -> str:
    """Return a sentence that says which instance it is about."""
    if view.instance.slug == COPIL and "comité" in texte:
        return texte
    return _("{nom} : {phrase}", nom=view.instance.display_name, phrase=_lowered(texte))


def _lowered(texte: str) -> str:
    return texte[:1].lower() + texte[1:]


@REGISTRE.regle(
    "instance-sans-membre",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Chaque instance a des membres",
    pourquoi="Une instance sans membre ne peut être ni convoquée ni réunie.",
    tables=TABLES,
)
def instance_sans_membre(ground: Ground) -> Iterator[Releve]:
    """Find the instances where nobody sits."""
    todo = _("Désignez ses membres, ou retirez l'instance.")
    yield from _found(ground, AnomalieInstance.SANS_MEMBRE, todo)


@REGISTRE.regle(
    "copil-sans-ars",
    Gravite.BLOQUANT,
    stage=1,
    titre="L'ARS siège au comité de pilotage",
    pourquoi="Le COPIL réunit les parties qui signent le contrat.",
    tables=TABLES,
)
def copil_sans_ars(ground: Ground) -> Iterator[Releve]:
    """Find that the ARS has no seat in the COPIL."""
    yield from _found(ground, AnomalieInstance.SANS_ARS, _("Ajoutez un membre de l'ARS."))


@REGISTRE.regle(
    "copil-sans-departement",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le département siège au comité de pilotage",
    pourquoi="Le COPIL réunit les parties qui signent le contrat.",
    tables=TABLES,
)
def copil_sans_departement(ground: Ground) -> Iterator[Releve]:
    """Find that the département signs and has no seat in the COPIL."""
    todo = _("Ajoutez un membre du département.")
    yield from _found(ground, AnomalieInstance.SANS_COLLECTIVITE, todo)


@REGISTRE.regle(
    "instance-sans-presidence",
    Gravite.CONSEIL,
    stage=1,
    titre="Chaque instance a une présidence",
    pourquoi="Quelqu'un ouvre la séance, et signe le compte rendu.",
    tables=TABLES,
)
def instance_sans_presidence(ground: Ground) -> Iterator[Releve]:
    """Find the instances that nobody presides."""
    yield from _found(ground, AnomalieInstance.SANS_PRESIDENT, _("Choisissez qui préside."))


@REGISTRE.regle(
    "quorum-hors-d-atteinte",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Le quorum de chaque instance peut être atteint",
    pourquoi="Une instance qui ne peut atteindre son quorum ne peut rien valider.",
    tables=TABLES,
)
def quorum_hors_d_atteinte(ground: Ground) -> Iterator[Releve]:
    """Find the instances with fewer votes than their quorum."""
    todo = _("Ajoutez des membres qui votent, ou baissez le quorum.")
    yield from _found(ground, AnomalieInstance.QUORUM, todo)


@REGISTRE.regle(
    "cvs-absent-du-copil",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Le conseil de la vie sociale est représenté au COPIL",
    pourquoi="Son avis est demandé avant la signature.",
    tables=TABLES,
)
def cvs_absent_du_copil(ground: Ground) -> Iterator[Releve]:
    """Find that no resident, family or council of theirs sits in the COPIL."""
    for view in instance_views(ground.snapshot):
        if view.instance.slug != COPIL or not view.membres:
            continue
        families = {membre.acteur.famille for membre in view.membres}
        if Famille.PERSONNES_ACCOMPAGNEES not in families:
            yield Releve(
                objet=f"instances.{view.instance.id}.cvs",
                phrase=_("Conseil de la vie sociale sans représentant au COPIL."),
                que_faire=_("Ajoutez le président du CVS, ou un représentant."),
                page=PAGE,
                champ=f"instances.{view.instance.id}.membres",
                ou=_("Comité de pilotage, membres"),
            )
