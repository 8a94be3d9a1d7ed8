"""What spoils a sound dossier outside its objectives: rule → the edit that it must find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cpom_desktop.domain.acteurs import Famille, StatutContrat
from cpom_desktop.domain.diagnostic import Cotation, NatureConstat
from cpom_desktop.domain.dossier import TypeCapacite
from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import CLOSED, EtatTache
from tests.outils.dossier_sain import added, each, edited, without


def contract(**values):
    return lambda s: replace(s, dossier=replace(s.dossier, **values))


def house(**values):
    return lambda s: replace(s, etablissement=replace(s.etablissement, **values))


def places(kind, **values):
    return lambda s: edited(
        s, "capacites", next(c.id for c in s.capacites if c.type is kind), **values
    )


def acteur(slug, **values):
    return lambda s: edited(
        s, "acteurs", next(a.id for a in s.acteurs if a.slug == slug), **values
    )


def line(s, *, authorities=False):
    """Return the first activity, or the first where the authorities are expected."""
    return next(a.id for a in s.raci_activites if a.autorites_attendues or not authorities)


def without_meanings(*meanings):
    def spoilt(s):
        for sens in meanings:
            s = without(s, "raci_cases", activite_id=line(s), sens=sens)
        return s

    return spoilt


def two_answer(s):
    case = next(c for c in s.raci_cases if c.sens is Sens.RESPONSABLE)
    other = next(r.id for r in s.raci_roles if r.id != case.role_id)
    return added(s, "raci_cases", case.id, role_id=other)


def one_answers_for_all(s):
    role = s.raci_roles[0].id
    left = tuple(c for c in s.raci_cases if c.sens is not Sens.RESPONSABLE)
    like = next(c for c in s.raci_cases if c.sens is Sens.RESPONSABLE)
    rows = [
        replace(like, id=9000 + n, activite_id=a.id, role_id=role)
        for n, a in enumerate(s.raci_activites)
    ]
    return replace(s, raci_cases=(*left, *rows))


def no_authority(s):
    held = {r.id for r in s.raci_roles if r.slug in {"ars", "cd"}}
    spot = line(s, authorities=True)
    cases = (c for c in s.raci_cases if c.activite_id != spot or c.role_id not in held)
    return replace(s, raci_cases=tuple(cases))


def late_task(s):
    done = next(t for t in s.tasks if t.fin_reelle == date(2027, 3, 11))
    return edited(s, "tasks", done.id, etat=EtatTache.A_FAIRE, fin_reelle=None)


def pinned_too_soon(s):
    waits = {link.task_id for link in s.task_links}
    before = {link.task_id: link.predecessor_id for link in s.task_links}
    still = {t.id for t in s.tasks if t.etat not in CLOSED}
    found = next(t for t in s.tasks if t.id in waits & still and before[t.id] in still)
    return edited(s, "tasks", found.id, date_epinglee=date(2027, 3, 15))


def open_task(**values):
    return lambda s: edited(
        s, "tasks", next(t.id for t in s.tasks if t.etat not in CLOSED), **values
    )


def instance(slug, **values):
    return lambda s: edited(
        s, "instances", next(i.id for i in s.instances if i.slug == slug), **values
    )


def unseated(belongs):
    """Take out of the instances the stakeholders that answer to this."""

    def spoilt(s):
        out = {a.id for a in s.acteurs if belongs(a)}
        kept = (m for m in s.instances_membres if m.acteur_id not in out)
        return replace(s, instances_membres=tuple(kept))

    return spoilt


def nobody_named(s):
    for acteur_id in [a.id for a in s.acteurs if a.famille is Famille.AUTORITES]:
        s = edited(s, "acteurs", acteur_id, nom="")
    return s


def twice(s):
    own = next(a for a in s.acteurs if not a.slug and a.structure)
    return added(s, "acteurs", own.id)


def piece(**values):
    return lambda s: edited(s, "pieces", s.pieces[0].id, **values)


def constat(nature, **values):
    return lambda s: edited(
        s, "constats", next(c.id for c in s.constats if c.nature is nature), **values
    )


def theme_unrated(s):
    return replace(s, constats=tuple(c for c in s.constats if not c.critere.startswith("dg-h")))


def figure(donnee, **values):
    """Spoil a figure in the last year that it was typed for."""

    def spoilt(s):
        known = [v for v in s.valeurs if v.donnee == donnee]
        last = max(known, key=lambda v: v.annee)
        return edited(s, "valeurs", last.id, **{"confirmee": False, **values})

    return spoilt


def reunion(standing, **values):
    return lambda s: edited(
        s, "reunions", next(r.id for r in s.reunions if r.etat is standing), **values
    )


def minutes_too_soon(s):
    drawn = next(r.id for r in s.reunions if r.etat is EtatReunion.BROUILLON)
    point = next(p for p in s.reunions_points if p.reunion_id == drawn)
    return edited(s, "reunions_points", point.id, notes="Accord sur les axes.")


def too_long(s):
    drawn = next(r.id for r in s.reunions if r.etat is EtatReunion.BROUILLON)
    return edited(s, "reunions", drawn, duree_minutes=10)


def echange(**values):
    return lambda s: edited(s, "echanges", s.echanges[0].id, **values)


GATE = {
    "identite-incomplete": house(gestionnaire=""),
    "identifiant-douteux": house(siret="12345678200011"),
    "places-non-saisies": lambda s: each(s, "capacites", autorisees=None),
    "capacites-incoherentes": places(TypeCapacite.PASA, autorisees=100),
    "contrat-sans-date": contract(date_effet=None),
    "dates-du-contrat": contract(date_effet=date(2027, 12, 1)),
    "duree-inhabituelle": contract(duree_annees=6),
    "contrats-qui-se-chevauchent": contract(date_effet=date(2027, 12, 31)),
    "signataire-ars-absent": acteur("dgars", statut_contrat=StatutContrat.CONTACT),
    "signataire-departement-absent": acteur("president-departement", statut_contrat=None),
    "signataire-gestionnaire-absent": acteur("gouvernance", statut_contrat=None),
    "signataire-sans-nom": acteur("dgars", nom=""),
    "autorite-sans-contact": nobody_named,
    "acteur-en-double": twice,
    "nom-ecrit-de-deux-facons": acteur("referent-qualite", nom="Sophie LEMAIRE"),
    "instance-sans-membre": lambda s: replace(s, instances_membres=()),
    "copil-sans-ars": unseated(lambda a: a.slug.startswith("ars")),
    "copil-sans-departement": unseated(lambda a: "departement" in a.slug),
    "instance-sans-presidence": instance("copil", president_id=None),
    "quorum-hors-d-atteinte": instance("copil", quorum=99),
    "cvs-absent-du-copil": unseated(lambda a: a.slug == "cvs"),
    "plan-sans-date": contract(date_signature=None),
    "plan-ne-tient-pas": contract(date_signature=date(2027, 4, 1)),
    "date-visee-douteuse": contract(date_signature=date(2027, 3, 1)),
    "plan-a-verifier": pinned_too_soon,
    "tache-critique-en-retard": contract(date_signature=date(2027, 6, 1)),
    "tache-en-retard": late_task,
    "tache-sans-responsable": open_task(acteur_id=None),
    "raci-ligne-vide": lambda s: without(s, "raci_cases", activite_id=line(s)),
    "raci-sans-responsable": without_meanings(Sens.RESPONSABLE),
    "raci-plusieurs-responsables": two_answer,
    "raci-sans-realisateur": without_meanings(Sens.REALISATEUR),
    "raci-personne-informee": without_meanings(Sens.CONSULTE, Sens.INFORME),
    "raci-autorites-absentes": no_authority,
    "raci-surcharge": one_answers_for_all,
    "piece-manquante": piece(etat=EtatPiece.MANQUANTE),
    "piece-trop-ancienne": piece(valable_jusqu_au=date(2027, 1, 1)),
    "donnee-douteuse": figure("etp_aides_soignants"),
    "donnees-en-desaccord": figure("gir_1", valeur=Decimal(60)),
    "places-differentes": figure("places_hp", valeur=Decimal(82)),
    "derniere-annee-non-saisie": lambda s: replace(
        s, valeurs=tuple(v for v in s.valeurs if v.annee < 2026)
    ),
    "point-ars-sans-explication": lambda s: replace(s, explications=()),
    "theme-jamais-cote": theme_unrated,
    "faiblesse-sans-texte": constat(NatureConstat.FAIBLESSE, texte=" "),
    "force-sans-preuve": lambda s: replace(
        constat(NatureConstat.FORCE, preuve="")(s), constats_pieces=(), fichiers=()
    ),
    "constat-a-verifier": constat(NatureConstat.FORCE, a_verifier=True),
    "non-concerne-sans-motif": constat(
        NatureConstat.FORCE, cotation=Cotation.NON_CONCERNE, motif=""
    ),
    "feuille-de-route-vide": lambda s: each(s, "constats", rang=None),
    "reunion-sans-compte-rendu": reunion(
        EtatReunion.TENUE, jour=date(2027, 2, 1), diffusee_le=None
    ),
    "convocation-en-retard": reunion(EtatReunion.BROUILLON, jour=date(2027, 3, 16)),
    "compte-rendu-avant-la-reunion": minutes_too_soon,
    "reunion-passee-non-tenue": reunion(EtatReunion.BROUILLON, jour=date(2027, 3, 2)),
    "reunion-a-reconvoquer": reunion(EtatReunion.BROUILLON, etat=EtatReunion.CONVOQUEE),
    "ordre-du-jour-trop-long": too_long,
    "demande-sans-reponse": echange(attend_reponse=True, clos_le=None),
    "suite-en-retard": echange(
        attend_reponse=False,
        suite="Envoyer la synthèse",
        suite_le=date(2027, 3, 1),
        suite_faite_le=None,
        task_id=None,
    ),
    "echeance-en-retard": piece(etat=EtatPiece.DEMANDEE, attendue_le=date(2027, 3, 1)),
}
"""Rule → what is spoilt of a sound dossier for it to find something."""
