"""Strategies of public operations, on rows that are there or not, in or out of bounds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from cpom_desktop.domain.acteurs import Famille, Position
from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.domain.dossier import LectureRaci, OptionSoins, Piste, TypeCapacite
from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.domain.moyens import NatureCout, SourceFinancement
from cpom_desktop.domain.raci import Sens
from cpom_desktop.domain.tasks import EtatTache, ModePlanification
from cpom_desktop.services import operations as ops

TEXTS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(["", " ", "Ana", "<b>", "'); --", "a\ud800", "x" * 201, "é\x00👩‍⚕️"]),
)
DATES = st.one_of(st.none(), st.dates(), st.dates(date(2026, 1, 1), date(2029, 1, 1)))
SMALL = st.integers(-1, 6)


def some_id(rows):
    """Return a strategy of ids: mostly of these rows, sometimes of none."""
    known = [row.id for row in rows]
    return st.one_of(st.sampled_from(known), SMALL) if known else SMALL


def given(**fields):
    """Return a strategy of some of these fields, with values."""
    return st.fixed_dictionaries({}, optional=fields)


def of_acteurs(s):
    ids = some_id(s.acteurs)
    fields = given(
        nom=TEXTS,
        attentes=TEXTS,
        influence=st.one_of(st.none(), SMALL),
        position=st.sampled_from([None, *Position]),
        telephone=TEXTS,
    )
    return st.one_of(
        st.builds(ops.AddActeur, famille=st.sampled_from(Famille), nom=TEXTS, interet=SMALL),
        st.builds(lambda i, f: ops.UpdateActeur(id=i, **f), ids, fields),
        st.builds(ops.DeleteActeurs, ids=st.lists(ids, max_size=3)),
    )


def of_tasks(s):
    ids, acteurs = some_id(s.tasks), st.one_of(st.none(), some_id(s.acteurs))
    fields = given(
        titre=TEXTS,
        duree_jours=SMALL,
        etat=st.sampled_from(EtatTache),
        acteur_id=acteurs,
        date_epinglee=DATES,
        jalon=st.booleans(),
        mode=st.sampled_from(ModePlanification),
        avancement=st.integers(-1, 101),
        limite_jours=SMALL,
    )
    return st.one_of(
        st.builds(
            ops.AddTask,
            phase=st.sampled_from(["cadrage", "redaction"]),
            titre=TEXTS,
            acteur_id=acteurs,
            predecesseurs=st.lists(ids, max_size=2),
        ),
        st.builds(lambda i, f: ops.UpdateTask(id=i, **f), ids, fields),
        st.builds(ops.DeleteTasks, ids=st.lists(ids, max_size=3)),
        st.builds(ops.SetPredecessors, task_id=ids, predecesseurs=st.lists(ids, max_size=3)),
    )


def of_raci(s):
    lines, roles = some_id(s.raci_activites), some_id(s.raci_roles)
    cell = st.builds(
        ops.CellValue,
        activite_id=lines,
        role_id=roles,
        sens=st.lists(st.sampled_from(Sens), max_size=3),
    )
    role = given(libelle=TEXTS, acteur_id=st.one_of(st.none(), some_id(s.acteurs)))
    return st.one_of(
        st.builds(ops.SetRaciCells, cells=st.lists(cell, max_size=4)),
        st.builds(ops.AddRaciActivite, phase=st.just("cadrage"), titre=TEXTS),
        st.builds(ops.UpdateRaciActivite, id=lines, titre=TEXTS),
        st.builds(ops.DeleteRaciActivites, ids=st.lists(lines, max_size=2)),
        st.builds(lambda i, f: ops.UpdateRaciRole(id=i, **f), roles, role),
    )


def of_dossier(s):
    contract = given(
        piste=st.sampled_from([None, *Piste]),
        date_signature=DATES,
        date_effet=DATES,
        duree_annees=st.integers(0, 8),
        lecture_raci=st.sampled_from(LectureRaci),
    )
    house = given(
        nom=TEXTS,
        finess_et=TEXTS,
        siret=TEXTS,
        departement=st.sampled_from(["99", "67", "zz"]),
        code_postal=st.sampled_from(["99120", "67000", ""]),
        ars=TEXTS,
        option_soins=st.sampled_from([None, *OptionSoins]),
    )
    places = given(autorisees=st.one_of(st.none(), SMALL), financees=st.integers(-1, 2001))
    return st.one_of(
        st.builds(lambda f: ops.UpdateDossier(**f), contract),
        st.builds(lambda f: ops.UpdateEtablissement(**f), house),
        st.builds(
            lambda t, f: ops.UpdateCapacite(type=t, **f), st.sampled_from(TypeCapacite), places
        ),
        st.builds(ops.AssumeAnomalie, cle=st.sampled_from("ab"), motif=TEXTS),
        st.builds(ops.PrepareDossier, remplacer=st.booleans()),
        st.builds(ops.StartDossier, nom=TEXTS),
    )


CRITERES = st.sampled_from(["dg-a01", "dg-e08", "dg-h03", "inconnu"])
MONEY = st.one_of(st.none(), st.integers(-1, 5), st.just(10**12))
YEARS = st.sampled_from([1999, 2028, 2032, 2101])
VALUES = st.one_of(st.none(), st.decimals(-5, 5, places=2), st.just(Decimal("NaN")))


def of_diagnostic(s):
    fields = given(
        cotation=st.sampled_from([None, *Cotation]),
        texte=TEXTS,
        motif=TEXTS,
        nature=st.sampled_from([None, *NatureConstat]),
        priorite=st.one_of(st.none(), SMALL),
        a_verifier=st.booleans(),
        position_ars=st.sampled_from([None, *PositionAutorite]),
        note_departement=TEXTS,
    )
    return st.builds(lambda c, f: ops.UpdateConstat(critere=c, **f), CRITERES, fields)


def of_objectifs(s):
    axes, objectifs = some_id(s.axes), some_id(s.objectifs)
    return st.one_of(
        st.builds(ops.AddAxe, libelle=TEXTS),
        st.builds(ops.AddAxes, libelles=st.lists(TEXTS, max_size=3)),
        st.builds(ops.UpdateAxe, id=axes, libelle=TEXTS),
        st.builds(ops.DeleteAxes, ids=st.lists(axes, max_size=2)),
        st.builds(
            ops.AddObjectif,
            axe_id=axes,
            libelle=TEXTS,
            strategique_id=st.one_of(st.none(), objectifs),
        ),
        st.builds(ops.UpdateObjectif, id=objectifs, libelle=TEXTS),
        st.builds(ops.DeleteObjectifs, ids=st.lists(objectifs, max_size=2)),
    )


def of_fiches(s):
    fiches, acteurs = some_id(s.fiches_action), st.one_of(st.none(), some_id(s.acteurs))
    objectifs = st.one_of(st.none(), some_id(s.objectifs))
    fields = given(
        titre=TEXTS,
        objectif_id=objectifs,
        responsable_id=acteurs,
        statut=st.sampled_from(StatutFiche),
        redigee_le=DATES,
        etat_des_lieux=TEXTS,
    )
    return st.one_of(
        st.builds(ops.AddFicheAction, titre=TEXTS, objectif_id=objectifs),
        st.builds(lambda i, f: ops.UpdateFicheAction(id=i, **f), fiches, fields),
        st.builds(ops.DeleteFichesAction, ids=st.lists(fiches, max_size=2)),
        st.builds(ops.SetFicheConstats, fiche_id=fiches, criteres=st.lists(CRITERES, max_size=3)),
    )


def of_parts(s):
    fiches, acteurs = some_id(s.fiches_action), st.one_of(st.none(), some_id(s.acteurs))
    etapes, moyens, paid = map(some_id, (s.etapes, s.moyens, s.financements))
    step = given(libelle=TEXTS, fin=DATES, avancement=st.integers(-1, 101))
    means = given(libelle=TEXTS, montant_centimes=MONEY, derniere_annee=YEARS)
    return st.one_of(
        st.builds(ops.AddEtape, fiche_id=fiches, libelle=TEXTS, responsable_id=acteurs),
        st.builds(lambda i, f: ops.UpdateEtape(id=i, **f), etapes, step),
        st.builds(ops.DeleteEtapes, ids=st.lists(etapes, max_size=2)),
        st.builds(
            ops.AddMoyen,
            fiche_id=fiches,
            libelle=TEXTS,
            nature=st.sampled_from(NatureCout),
            montant_centimes=MONEY,
            premiere_annee=YEARS,
        ),
        st.builds(lambda i, f: ops.UpdateMoyen(id=i, **f), moyens, means),
        st.builds(ops.DeleteMoyens, ids=st.lists(moyens, max_size=2)),
        st.builds(
            ops.AddFinancement,
            fiche_id=fiches,
            source=st.sampled_from(SourceFinancement),
            montant_centimes=MONEY,
        ),
        st.builds(ops.UpdateFinancement, id=paid, precision=TEXTS, montant_centimes=MONEY),
        st.builds(ops.DeleteFinancements, ids=st.lists(paid, max_size=2)),
    )


def of_indicateurs(s):
    ids = some_id(s.indicateurs)
    fields = given(libelle=TEXTS, unite=TEXTS, valeur_initiale=VALUES, annee_initiale=YEARS)
    return st.one_of(
        st.builds(ops.AddIndicateur, fiche_id=some_id(s.fiches_action), libelle=TEXTS),
        st.builds(lambda i, f: ops.UpdateIndicateur(id=i, **f), ids, fields),
        st.builds(ops.DeleteIndicateurs, ids=st.lists(ids, max_size=2)),
        st.builds(ops.SetCible, indicateur_id=ids, annee=YEARS, valeur=VALUES),
    )


FAMILIES = (
    of_acteurs,
    of_tasks,
    of_raci,
    of_dossier,
    of_diagnostic,
    of_objectifs,
    of_fiches,
    of_parts,
    of_indicateurs,
)
