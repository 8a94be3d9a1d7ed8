"""Rules about axes and objectives: each founded, carried out, measured, and not too many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.domain.objectifs import Objectif
    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "objectifs"
MOST_OBJECTIFS = 15
"""Operational objectives above which a contract is hard to follow (kit §1.10: observed median)."""
BASE = ("axes", "objectifs")


def _of(ground: Ground, objectif: Objectif, phrase: str, que_faire: str, champ: str) -> Releve:
    number = numeros(ground.snapshot.axes, ground.snapshot.objectifs).get(objectif.id, "")
    return Releve(
        objet=f"objectifs.{objectif.id}",
        phrase=_(phrase, libelle=objectif.libelle),
        que_faire=que_faire,
        page=PAGE,
        champ=f"objectifs.{objectif.id}.{champ}",
        ou=_("Objectif {numero}", numero=number),
    )


def _operational(ground: Ground) -> list[Objectif]:
    return [o for o in ground.snapshot.objectifs if o.strategique_id is not None]


@REGISTRE.regle(
    "objectif-sans-fiche",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque objectif opérationnel a une fiche action",
    pourquoi="Un objectif sans action ne se négocie pas : rien ne dit comment l'atteindre.",
    tables=(*BASE, "fiches_action"),
)
def objectif_sans_fiche(ground: Ground) -> Iterator[Releve]:
    """Find the operational objectives that no fiche carries out, told together."""
    carried = {fiche.objectif_id for fiche in ground.snapshot.fiches_action}
    bare = [objectif for objectif in _operational(ground) if objectif.id not in carried]
    if bare:
        yield Releve(
            objet=together("objectifs", (objectif.id for objectif in bare)),
            phrase=ngettext(
                "Aucune fiche ne met en œuvre {n} objectif : {noms}.",
                "Aucune fiche ne met en œuvre {n} objectifs : {noms}.",
                len(bare),
                noms=some([objectif.libelle for objectif in bare]),
            ),
            que_faire=_("Rattachez-y une fiche action, ou retirez l'objectif."),
            page=PAGE,
            champ=f"objectifs.{bare[0].id}.libelle",
            ou=_("Axes et objectifs"),
        )


@REGISTRE.regle(
    "strategique-sans-operationnel",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque objectif stratégique se décline en objectifs opérationnels",
    pourquoi="Le cap ne suffit pas : l'annexe demande des objectifs opérationnels mesurés.",
    tables=BASE,
)
def strategique_sans_operationnel(ground: Ground) -> Iterator[Releve]:
    """Find the strategic objectives with nothing under them."""
    above = {objectif.strategique_id for objectif in ground.snapshot.objectifs}
    for objectif in ground.snapshot.objectifs:
        if objectif.strategique_id is None and objectif.id not in above:
            yield _of(
                ground,
                objectif,
                "« {libelle} » n'a aucun objectif opérationnel.",
                _("Ajoutez-en au moins un."),
                "libelle",
            )


@REGISTRE.regle(
    "axe-vide",
    Gravite.CONSEIL,
    stage=3,
    titre="Chaque axe porte au moins un objectif",
    pourquoi="Un axe vide se lit comme un oubli dans l'arbre des objectifs.",
    tables=BASE,
)
def axe_vide(ground: Ground) -> Iterator[Releve]:
    """Find the axes without any objective."""
    used = {objectif.axe_id for objectif in ground.snapshot.objectifs}
    for rank, axe in enumerate(ground.snapshot.axes, start=1):
        if axe.id not in used:
            yield Releve(
                objet=f"axes.{axe.id}",
                phrase=_("L'axe « {libelle} » n'a aucun objectif.", libelle=axe.libelle),
                que_faire=_("Ajoutez un objectif, ou retirez l'axe."),
                page=PAGE,
                champ=f"axes.{axe.id}.libelle",
                ou=_("Axe {rang}", rang=rank),
            )


@REGISTRE.regle(
    "objectif-sans-constat",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque objectif opérationnel part d'un constat du diagnostic",
    pourquoi="Les autorités demandent pourquoi cet objectif : le constat est la réponse.",
    tables=(*BASE, "objectifs_constats", "fiches_action", "fiches_constats"),
)
def objectif_sans_constat(ground: Ground) -> Iterator[Releve]:
    """Find the objectives founded by no finding, of theirs or of their fiches.

    Those that no fiche carries out yet are told by their own rule.
    """
    snapshot = ground.snapshot
    carried = {fiche.objectif_id for fiche in snapshot.fiches_action}
    founded = {link.objectif_id for link in snapshot.objectifs_constats}
    fiches = {link.fiche_id for link in snapshot.fiches_constats}
    founded |= {f.objectif_id or 0 for f in snapshot.fiches_action if f.id in fiches}
    for objectif in _operational(ground):
        if objectif.id in carried and objectif.id not in founded:
            yield _of(
                ground,
                objectif,
                "« {libelle} » ne s'appuie sur aucun constat.",
                _("Liez-le au critère du diagnostic qui le fonde."),
                "constats",
            )


@REGISTRE.regle(
    "objectif-sans-domaine",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque objectif opérationnel dit son domaine",
    pourquoi="L'annexe range les objectifs par domaine : activité, qualité, accompagnement…",
    tables=BASE,
)
def objectif_sans_domaine(ground: Ground) -> Iterator[Releve]:
    """Find the operational objectives whose legal domain is not said."""
    for objectif in _operational(ground):
        if not objectif.domaine:
            yield _of(
                ground,
                objectif,
                "Le domaine de « {libelle} » n'est pas dit.",
                _("Choisissez son domaine."),
                "domaine",
            )


@REGISTRE.regle(
    "trop-d-objectifs",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Quinze objectifs opérationnels au plus",
    pourquoi="Au-delà de quinze, médiane observée, le suivi annuel s'épuise. C'est un conseil.",
    tables=(*BASE, "packs_integres"),
)
def trop_d_objectifs(ground: Ground) -> Iterator[Releve]:
    """Find that there are more operational objectives than can be followed."""
    number = len(_operational(ground))
    region = ground.content.objectifs.maximum if number else None
    if region is not None and number > region:
        yield Releve(
            objet="objectifs.region",
            phrase=_(
                "{n} objectifs opérationnels : votre région en accepte {limite} au plus.",
                n=number,
                limite=region,
            ),
            que_faire=_("Regroupez-en, ou convenez-en avec votre ARS."),
            page=PAGE,
            ou=_("Axes et objectifs"),
        )
    elif number > MOST_OBJECTIFS:
        yield Releve(
            objet="objectifs",
            phrase=_(
                "{n} objectifs opérationnels : au-delà de {limite}, le suivi s'épuise.",
                n=number,
                limite=MOST_OBJECTIFS,
            ),
            que_faire=_("Regroupez-en, ou gardez les moins prioritaires hors du contrat."),
            page=PAGE,
            ou=_("Axes et objectifs"),
        )


@REGISTRE.regle(
    "objectif-en-double",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Aucun objectif n'est écrit deux fois",
    pourquoi="Deux objectifs de même nom se confondent dans les documents.",
    tables=BASE,
)
def objectif_en_double(ground: Ground) -> Iterator[Releve]:
    """Find the objectives that say what another says."""
    words = Counter(fold(objectif.libelle) for objectif in ground.snapshot.objectifs)
    seen: set[str] = set()
    for objectif in ground.snapshot.objectifs:
        said = fold(objectif.libelle)
        if words[said] > 1 and said in seen:
            yield _of(
                ground,
                objectif,
                "« {libelle} » est écrit deux fois.",
                _("Gardez-en un, ou dites ce qui les distingue."),
                "libelle",
            )
        seen.add(said)


@REGISTRE.regle(
    "objectif-a-adapter",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les objectifs pris dans la bibliothèque sont adaptés",
    pourquoi="Un objectif repris mot pour mot se voit : il n'engage pas l'établissement.",
    tables=BASE,
)
def objectif_a_adapter(ground: Ground) -> Iterator[Releve]:
    """Find the objectives taken from the library and not yet made hers."""
    for objectif in ground.snapshot.objectifs:
        if objectif.a_adapter:
            yield _of(
                ground,
                objectif,
                "« {libelle} » vient de la bibliothèque : il reste à adapter.",
                _("Relisez ses mots, puis retirez la marque « à adapter »."),
                "libelle",
            )


@REGISTRE.regle(
    "domaine-legal-sans-objectif",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque domaine cité par la loi a un objectif",
    pourquoi="Le contrat porte des objectifs dans chacun des domaines que la loi cite.",
    tables=BASE,
)
def domaine_legal_sans_objectif(ground: Ground) -> Iterator[Releve]:
    """Find the legal domains without an operational objective, once there are some."""
    objectifs = _operational(ground)
    covered = {objectif.domaine for objectif in objectifs}
    for domaine in ground.content.objectifs.domaines if objectifs else ():
        if domaine.legal and domaine.slug not in covered:
            yield Releve(
                objet=f"domaine.{domaine.slug}",
                phrase=_("Aucun objectif dans le domaine « {nom} ».", nom=domaine.libelle),
                que_faire=_("Ajoutez-en un, ou dites pourquoi il n'y en a pas."),
                page=PAGE,
                ou=_("Axes et objectifs"),
            )


@REGISTRE.regle(
    "objectif-obligatoire-absent",
    Gravite.BLOQUANT,
    stage=3,
    titre="Les objectifs que la région demande sont pris",
    pourquoi="Votre ARS les attend dans chaque contrat.",
    tables=(*BASE, "packs_integres"),
)
def objectif_obligatoire_absent(ground: Ground) -> Iterator[Releve]:
    """Find the objectives that the pack of the region asks for and that were not taken."""
    taken = {objectif.modele for objectif in ground.snapshot.objectifs}
    for model in ground.content.objectifs.objectifs:
        if model.obligatoire and model.slug not in taken:
            yield Releve(
                objet=f"obligatoire.{model.slug}",
                phrase=_("L'objectif obligatoire « {nom} » manque.", nom=model.libelle),
                que_faire=_("Prenez-le dans la bibliothèque."),
                page="bibliotheque",
                champ=f"bibliotheque.{model.slug}",
                ou=_("Bibliothèque"),
            )
