"""The figures of « Les Tilleuls » (numbers §8), by year and by slug."""

from __future__ import annotations

from decimal import Decimal

_ROWS = """
places_hp 84 84 84
places_ht 2 2 2
places_aj 6 6 6
jours_ouverture 365 366 365
jours_ouverture_aj 250 250 250
journees_hp 28820 29207 29434
journees_ht 438 498 533
journees_aj 870 960 1050
gir_1 8 9 10
gir_2 33 34 35
gir_3 16 16 16
gir_4 16 15 15
gir_5 5 5 4
gir_6 1 1 1
presents 79 80 81
entrees 26 26 25
sorties 27 25 24
deces 22 21 20
duree_sorties 25650 23250 21888
chutes 216 207 191
projets_a_jour 58 66 74
energie 1118000 1066000 1014000
surface 5200 5200 5200
etp_direction 2.0 2.0 2.0
etp_administration 2.5 2.5 2.5
etp_services_generaux 3.0 3.0 3.0
etp_restauration 5.0 5.0 5.0
etp_socio_educatif 1.0 1.0 1.0
etp_ash 11.8 12.0 12.0
etp_aides_soignants 20.0 20.5 21.0
etp_infirmiers 7.0 7.2 7.5
etp_paramedicaux 0.8 1.0 1.0
etp_psychologue 0.5 0.6 0.6
etp_medecin_coordonnateur 0.4 0.5 0.5
etp_budgetes 57.0 58.0 58.5
absences_courtes 520 480 450
absences_moyennes 800 760 720
absences_longues 610 560 540
absences_maternite 90 150 180
absences_at_mp 400 350 310
absences_conges 70 65 60
effectif_cdi 62 61 64
recrutements_cdi 17 16 15
departs_cdi 18 13 17
produits_g1_hebergement 1819164 1899849 1960976
produits_g2_hebergement 62000 64000 66500
produits_g3_hebergement 18000 16000 19500
charges_g1_hebergement 628000 645000 660000
charges_g2_hebergement 928000 952000 975000
charges_g3_hebergement 441000 437000 431000
produits_g1_dependance 517761 530948 541359
produits_g2_dependance 3000 3000 3200
produits_g3_dependance 0 0 0
charges_g1_dependance 52000 53500 54000
charges_g2_dependance 466000 476000 486000
charges_g3_dependance 6000 6000 6000
produits_g1_soins 1411493 1453322 1488936
produits_g2_soins 9000 9500 9800
produits_g3_soins 0 0 0
charges_g1_soins 96000 99500 101000
charges_g2_soins 1296000 1340000 1372000
charges_g3_soins 18500 18000 17500
c68 260000 256000 252000
c78 6000 4000 5000
c675 0 0 1000
c775 0 0 2500
c777 12000 12000 12000
fri 345000 373500 363500
fre 322918 268537 251308
bfr 192000 198000 201000
encours_dette 1062000 941500 818500
remboursement_capital 118000 120500 123000
amortissements_constructions 3610000 3801000 3994000
brut_constructions 7200000 7240000 7300000
amortissements_equipements 742000 771000 802000
brut_equipements 1150000 1180000 1215000
c6111 - - 42000
c6112 - - 11000
c621 - - 38000
c6223 - - 4000
c6226 - - 9000
"""


def figures(year: int) -> dict[str, Decimal]:
    """Return the figures of 2023, 2024 or 2025; those that are not given are left out."""
    lines = [line.split() for line in _ROWS.strip().splitlines()]
    place = year - 2022
    return {line[0]: Decimal(line[place]) for line in lines if line[place] != "-"}
