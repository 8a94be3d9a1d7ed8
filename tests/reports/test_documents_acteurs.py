"""The part « Acteurs », as text."""

from __future__ import annotations

from dataclasses import replace

from cpom_desktop.domain.acteurs import Acteur, Famille, StatutContrat
from cpom_desktop.reports.blocks import Paragraph, Table
from cpom_desktop.reports.catalogue import build
from tests.outils.editions import blocks_of, demonstration, empty, rows_of, with_snapshot


def table_of(edition):
    (table,) = blocks_of(build("acteurs", edition), Table)
    return table


def alone(**values):
    """Return the demonstration with one acteur; its line."""
    acteur = Acteur(id=1, famille=Famille.INTERNES, **values)
    (row,) = rows_of(table_of(with_snapshot(demonstration(), acteurs=(acteur,))))
    return row


def test_acteurs_stand_under_their_families_in_the_order_of_the_kit():
    assert [texts[0] for texts in rows_of(table_of(demonstration()), "group")] == [
        "Autorités",
        "Institutionnels",
        "Sanitaire",
        "Médico-social",
        "Social et accès aux droits",
        "Internes",
        "Personnes accompagnées et proches",
        "Appui",
    ]


def test_every_acteur_has_one_line_whatever_its_family():
    acteurs = tuple(
        Acteur(id=rank, famille=famille, nom=f"Nom {rank}")
        for rank, famille in enumerate(Famille, start=1)
    )
    names = [row[0] for row in rows_of(table_of(with_snapshot(empty(), acteurs=acteurs)))]

    assert sorted(names) == sorted(acteur.nom for acteur in acteurs)
    assert len(rows_of(table_of(demonstration()))) == len(demonstration().snapshot.acteurs)


def test_a_family_without_acteurs_is_not_printed():
    acteurs = tuple(a for a in demonstration().snapshot.acteurs if a.famille != Famille.SANITAIRE)
    groups = rows_of(table_of(with_snapshot(demonstration(), acteurs=acteurs)), "group")

    assert ("Sanitaire",) not in groups
    assert len(groups) == 7


def test_a_line_gives_the_person_the_place_and_how_to_reach_them():
    assert alone(
        nom="Élodie Martin",
        structure="CH fictif",
        service="Gériatrie",
        fonction="Cheffe de service",
        statut_contrat=StatutContrat.CONTRIBUTEUR,
        relation="Convention de 2025",
        telephone="01 99 00 00 00",
        courriel="elodie@exemple.invalid",
    ) == (
        "Élodie Martin\nCH fictif, Gériatrie",
        "Cheffe de service",
        "Contributeur",
        "Convention de 2025",
        "01 99 00 00 00\nelodie@exemple.invalid",
    )


def test_what_is_not_known_of_an_acteur_is_a_dash():
    assert alone(fonction="Directrice") == ("Directrice", "Directrice", "–", "–", "–")
    assert alone(structure="CARSAT") == ("CARSAT", "–", "–", "–", "–")


def test_an_authority_named_in_the_dossier_is_printed():
    names = [row[0] for row in rows_of(table_of(demonstration()))]

    assert "ARS de démonstration, Délégation départementale" in names
    assert any(name.startswith("Henri Vasseur\nAssociation Les Tilleuls") for name in names)


def test_a_dossier_without_acteurs_says_so():
    blocks = build("acteurs", with_snapshot(empty(), acteurs=())).blocks

    assert blocks[-1] == Paragraph("Aucun acteur n’est encore saisi.")


def test_an_acteur_keeps_its_line_when_its_texts_hold_several_lines():
    acteur = replace(demonstration().snapshot.acteurs[0], relation="un\n- deux\n- trois")
    (row,) = rows_of(table_of(with_snapshot(demonstration(), acteurs=(acteur,))))

    assert row[3] == "un\n- deux\n- trois"
