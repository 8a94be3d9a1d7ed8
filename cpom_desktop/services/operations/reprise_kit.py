"""Copying from the kit what a dossier works with: instances, documents to gather, check-lists."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.controles import Controle, ListeControle, Rubrique
from cpom_desktop.domain.instances import Instance, InstanceMembre
from cpom_desktop.domain.pieces import Piece
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, next_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cpom_desktop.content.schema_relations import InstanceModele
    from cpom_desktop.services.ports import Records


class PartieKit(StrEnum):
    """What may be copied from the kit."""

    INSTANCES = "instances"
    PIECES = "pieces"
    CONTROLES = "controles"
    RUBRIQUES = "rubriques"


class CopyFromKit(Operation, frozen=True):
    """Copy from the packs what the dossier lacks; what it has is left as it is.

    Answers how many rows were added, members of instances left out.
    """

    parties: list[PartieKit]

    def title(self) -> str:
        """Return its title."""
        return _("reprendre les listes du kit")

    def apply(self, records: Records, context: Context) -> int:
        """Insert after hers, each part in the order of the kit."""
        return sum(COPIES[partie](records, context) for partie in dict.fromkeys(self.parties))


def _acteurs(records: Records) -> Mapping[str | None, int]:
    return {acteur.slug: acteur.id for acteur in records.all(Acteur) if acteur.slug}


def _insert(records: Records, rows: Iterable[object]) -> int:
    return len([records.insert(row) for row in rows])


def _copy_instances(records: Records, context: Context) -> int:
    present = records.all(Instance)
    known, place, acteurs = {i.slug for i in present}, next_place(present), _acteurs(records)
    models = [m for m in context.content.comitologie.instances if m.slug not in known]
    for ordre, model in enumerate(models, start=place):
        instance_id = records.insert(_instance(model, ordre, acteurs))
        _insert(records, _membres(model, instance_id, acteurs))
    return len(models)


def _instance(model: InstanceModele, ordre: int, acteurs: Mapping[str | None, int]) -> Instance:
    return Instance(
        id=0,
        slug=model.slug,
        ordre=ordre,
        nom=model.nom,
        abrege=model.abrege,
        objet=model.objet,
        composition=model.composition,
        phase=model.phase,
        frequence=model.frequence,
        quorum=model.quorum,
        delai_convocation=model.delai_convocation,
        delai_dossier=model.delai_dossier,
        delai_compte_rendu=model.delai_compte_rendu,
        regle_validation=model.regle_validation,
        confidentialite=model.confidentialite,
        president_id=acteurs.get(model.president),
        secretaire_id=acteurs.get(model.secretaire),
    )


def _membres(
    model: InstanceModele, instance_id: int, acteurs: Mapping[str | None, int]
) -> Iterable[InstanceMembre]:
    seated = [membre for membre in model.membres if membre.acteur in acteurs]
    for ordre, membre in enumerate(seated, start=1):
        yield InstanceMembre(
            id=0,
            instance_id=instance_id,
            ordre=ordre,
            acteur_id=acteurs[membre.acteur],
            qualite=membre.qualite,
            voix=membre.voix,
        )


def _copy_pieces(records: Records, context: Context) -> int:
    present = records.all(Piece)
    known, place, acteurs = {p.slug for p in present}, next_place(present), _acteurs(records)
    models = [m for m in context.content.pieces.pieces if m.slug not in known]
    return _insert(
        records,
        (
            Piece(
                id=0,
                slug=model.slug,
                ordre=ordre,
                titre=model.titre,
                type=model.type,
                themes=",".join(model.themes),
                emetteur=model.emetteur,
                validite=model.validite,
                validite_mois=model.validite_mois,
                validite_exercice=model.validite_exercice,
                periode=model.periode,
                detenteur_id=acteurs.get(model.detenteur),
                donnees_personnelles=model.donnees_personnelles,
            )
            for ordre, model in enumerate(models, start=place)
        ),
    )


def _copy_controles(records: Records, context: Context) -> int:
    return sum(_copy_list(records, context, liste) for liste in ListeControle)


def _copy_list(records: Records, context: Context, liste: ListeControle) -> int:
    kit = context.content.controles
    present = [c for c in records.all(Controle) if c.liste is liste]
    known, place = {c.slug for c in present}, next_place(present)
    labels = {etape.slug: etape.libelle for etape in kit.etapes}
    models = [m for m in kit.points_of(liste) if m.slug not in known]
    return _insert(
        records,
        (
            Controle(
                id=0,
                liste=liste,
                slug=model.slug,
                ordre=ordre,
                etape=labels[model.etape],
                texte=model.texte,
            )
            for ordre, model in enumerate(models, start=place)
        ),
    )


def _copy_rubriques(records: Records, context: Context) -> int:
    known = {(r.fiche, r.slug) for r in records.all(Rubrique)}
    return _insert(
        records,
        (
            Rubrique(
                id=0,
                fiche=fiche.slug,
                slug=model.slug,
                ordre=ordre,
                titre=model.titre,
                texte=model.texte,
            )
            for fiche in context.content.controles.fiches
            for ordre, model in enumerate(fiche.rubriques, start=1)
            if (fiche.slug, model.slug) not in known
        ),
    )


COPIES: Mapping[PartieKit, Callable[[Records, Context], int]] = {
    PartieKit.INSTANCES: _copy_instances,
    PartieKit.PIECES: _copy_pieces,
    PartieKit.CONTROLES: _copy_controles,
    PartieKit.RUBRIQUES: _copy_rubriques,
}
