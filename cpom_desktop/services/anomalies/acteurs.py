"""Rules about the stakeholders: who signs, who is named, who is written twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille, StatutContrat
from cpom_desktop.domain.instances import is_ars, is_collectivite
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.anomalies.regles import Gravite, Registre, Releve, some, together
from cpom_desktop.services.queries.acteurs import name_key
from cpom_desktop.services.queries.acteurs_doublons import alike, both_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.anomalies.regles import Ground

REGISTRE = Registre()
PAGE = "acteurs"


def _signatories(ground: Ground) -> list[Acteur]:
    acteurs = ground.snapshot.acteurs
    return [acteur for acteur in acteurs if acteur.statut_contrat is StatutContrat.SIGNATAIRE]


def _nobody_signs(who: str, expected: Sequence[Acteur], objet: str) -> Releve:
    """Return that nobody signs for a party; the first that could is where it is mended."""
    field = f"acteurs.{expected[0].id}.statut_contrat" if expected else ""
    return Releve(
        objet=f"signataire.{objet}",
        phrase=_("Aucun signataire indiqué pour {partie}.", partie=who),
        que_faire=_("Choisissez le statut « signataire » pour la personne qui signera."),
        page=PAGE,
        champ=field,
        ou=_("Acteurs, signataires"),
    )


@REGISTRE.regle(
    "signataire-ars-absent",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le signataire de l'ARS est indiqué",
    pourquoi="La page de signature portera « à compléter ».",
    tables=("acteurs",),
)
def signataire_ars_absent(ground: Ground) -> Iterator[Releve]:
    """Find that nobody signs for the ARS."""
    if not any(is_ars(acteur) for acteur in _signatories(ground)):
        expected = [acteur for acteur in ground.snapshot.acteurs if is_ars(acteur)]
        yield _nobody_signs(_("l'ARS"), expected[::-1], "ars")


@REGISTRE.regle(
    "signataire-departement-absent",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le signataire du conseil départemental est indiqué",
    pourquoi="La page de signature portera « à compléter ».",
    tables=("acteurs", "etablissement"),
)
def signataire_departement_absent(ground: Ground) -> Iterator[Releve]:
    """Find that nobody signs for the département, when it signs."""
    signs = ground.snapshot.etablissement.collectivite_signataire
    if signs and not any(is_collectivite(acteur) for acteur in _signatories(ground)):
        expected = [acteur for acteur in ground.snapshot.acteurs if is_collectivite(acteur)]
        yield _nobody_signs(_("le conseil départemental"), expected[::-1], "departement")


@REGISTRE.regle(
    "signataire-gestionnaire-absent",
    Gravite.BLOQUANT,
    stage=1,
    titre="Le signataire du gestionnaire est indiqué",
    pourquoi="La page de signature portera « à compléter ».",
    tables=("acteurs",),
)
def signataire_gestionnaire_absent(ground: Ground) -> Iterator[Releve]:
    """Find that nobody signs for the managing body."""
    if all(acteur.famille is Famille.AUTORITES for acteur in _signatories(ground)):
        inside = [a for a in ground.snapshot.acteurs if a.famille is Famille.INTERNES]
        yield _nobody_signs(_("le gestionnaire"), inside, "gestionnaire")


@REGISTRE.regle(
    "signataire-sans-nom",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Chaque signataire a un nom",
    pourquoi="La page de signature imprime le nom et la qualité de chacun.",
    tables=("acteurs",),
)
def signataire_sans_nom(ground: Ground) -> Iterator[Releve]:
    """Find the signatories that have no name yet, told together."""
    nameless = [acteur for acteur in _signatories(ground) if not acteur.nom]
    if nameless:
        names = some([a.fonction or a.structure or _("un signataire") for a in nameless])
        yield Releve(
            objet=together("acteurs", (acteur.id for acteur in nameless)),
            phrase=ngettext(
                "{n} signataire n'a pas encore de nom : {qui}.",
                "{n} signataires n'ont pas encore de nom : {qui}.",
                len(nameless),
                qui=names,
            ),
            que_faire=_("Donnez le nom de la personne qui signera."),
            page=PAGE,
            champ=f"acteurs.{nameless[0].id}.nom",
            ou=_("Acteurs, signataires"),
        )


@REGISTRE.regle(
    "autorite-sans-contact",
    Gravite.CONSEIL,
    stage=1,
    titre="L'ARS et le département ont chacun un interlocuteur nommé",
    pourquoi="Sans nom, ni convocation ni courrier ne partent au bon endroit.",
    tables=("acteurs", "etablissement"),
)
def autorite_sans_contact(ground: Ground) -> Iterator[Releve]:
    """Find the authorities in which nobody is named."""
    authorities = [("ars", _("l'ARS"), is_ars)]
    if ground.snapshot.etablissement.collectivite_signataire:
        authorities.append(("departement", _("le conseil départemental"), is_collectivite))
    for objet, who, belongs in authorities:
        known = [acteur for acteur in ground.snapshot.acteurs if belongs(acteur)]
        if not any(acteur.nom for acteur in known):
            yield Releve(
                objet=f"contact.{objet}",
                phrase=_("Aucun interlocuteur n'est nommé pour {partie}.", partie=who),
                que_faire=_("Nommez la personne qui suit votre dossier."),
                page=PAGE,
                champ=f"acteurs.{known[0].id}.nom" if known else "",
                ou=_("Acteurs"),
            )


@REGISTRE.regle(
    "acteur-en-double",
    Gravite.A_VERIFIER,
    stage=1,
    titre="Personne n'est saisi deux fois",
    pourquoi="Un acteur en double reçoit deux convocations et manque dans la moitié des listes.",
    tables=("acteurs",),
)
def acteur_en_double(ground: Ground) -> Iterator[Releve]:
    """Find the stakeholders that seem to be one, under the name the page keeps them by."""
    known = ground.snapshot.acteurs_by_id
    for one, other in alike(ground.snapshot):
        name = known[other].display_name or _("Cet acteur")
        yield Releve(
            objet=f"acteurs.{one}.{other}",
            phrase=_("« {nom} » semble saisi deux fois.", nom=name),
            que_faire=_("Supprimez l'un des deux, ou dites que ce sont deux acteurs."),
            page=PAGE,
            champ=f"acteurs.{other}.nom",
            ou=_("Acteurs"),
            cle=both_key(one, other),
        )


@REGISTRE.regle(
    "nom-ecrit-de-deux-facons",
    Gravite.CONSEIL,
    stage=0,
    titre="Une même personne est écrite d'une seule façon",
    pourquoi="Deux orthographes d'un nom se voient d'un document à l'autre.",
    tables=("acteurs", "reunions_presences"),
)
def nom_ecrit_de_deux_facons(ground: Ground) -> Iterator[Releve]:
    """Find the names that differ by their accents, capitals or spaces only."""
    snapshot = ground.snapshot
    spelled: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for acteur in snapshot.acteurs:
        spelled[name_key(acteur.nom)].append((acteur.nom, PAGE, f"acteurs.{acteur.id}.nom"))
    for row in snapshot.reunions_presences:
        place = f"reunions_presences.{row.id}.nom"
        spelled[name_key(row.nom)].append((row.nom, "reunions", place))
    for key, places in spelled.items():
        ways = dict.fromkeys(nom for nom, _page, _champ in places)
        if key and len(ways) > 1:
            _nom, page, champ = next(place for place in places if place[0] != places[0][0])
            yield Releve(
                objet=f"nom.{key}",
                phrase=_("Un même nom est écrit de deux façons : {noms}.", noms=some([*ways])),
                que_faire=_("Gardez une seule écriture."),
                page=page,
                champ=champ,
                ou=_("Acteurs") if page == PAGE else _("Réunions"),
            )
