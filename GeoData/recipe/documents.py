"""The four public documents that found the project, and the meetings, projects and actors they name.

Facts typed by hand from the documents; no sentence of theirs. Places are communes of the COG of 2024.
"""

D1 = "CNR santé, article sur l’instruction du 17 mars 2023"
D2 = "Ministère de la Santé, brochure « Les CNR territoriaux », septembre 2023"
D3 = "ARS Hauts-de-France, organisation du CNR santé, 2022"
D4 = "ARS Grand Est, un an de CNR en Meurthe-et-Moselle, 2023"

# Commune of today for each name; Briey is in Val de Briey, Clairlieu in Villers-lès-Nancy and
# Saint-Andéol-le-Château in Beauvallon since 2018.
BRIEY = ("54099", "Val de Briey")
LONGWY = ("54323", "Longwy")
NANCY = ("54395", "Nancy")
TOUL = ("54528", "Toul")
LUNEVILLE = ("54329", "Lunéville")
GERBEVILLER = ("54222", "Gerbéviller")
CLAIRLIEU = ("54578", "Villers-lès-Nancy")
LONGUYON = ("54322", "Longuyon")
BEAUVALLON = ("69179", "Beauvallon")
GRIGNY = ("69096", "Grigny")
GROIX = ("56069", "Groix")
LUXEUIL = ("70311", "Luxeuil-les-Bains")
NOWHERE = ("", "")

# tas, date, place, commune.
MEETINGS = [
    ("artois-douaisis", "2022-11-17", "Gayant Expo", "59178", "Douai"),
    ("oise", "2022-11-25", "", "60141", "Chantilly"),
    ("somme-littoral-sud", "2022-11-29", "Mégacité", "80021", "Amiens"),
    ("hainaut", "2022-12-01", "Cité des congrès", "59606", "Valenciennes"),
    ("metropole-flandres", "2022-12-06", "Grand Palais", "59350", "Lille"),
    ("aisne-haute-somme", "2022-12-08", "Familistère", "02361", "Guise"),
    ("littoral-nord", "2022-12-15", "Kursaal", "59183", "Dunkerque"),
]

# id, name, kind, département, theme, territory named, carriers, partners, place, precision, document.
# precision: `commune` where the document names the place, `nom` where the carrier is only named after it.
PROJECTS = [
    ("mediation-pays-haut", "Médiation en santé", "projet", "54", "aller vers", "Pays-Haut",
     "CPTS de Briey ; CPTS du Pays-Haut",
     "MSP de Longwy ; dépistage des cancers ; CPAM ; CCAS ; CAF ; PASS", LONGWY, "commune", D4),
    ("icope-nancy-luneville", "ICOPE", "projet", "54", "prévention de la dépendance", "Nancy, Lunéville",
     "CPTS Nancy Métropole ; MSP de Gerbéviller", "MSP de Clairlieu", NANCY, "nom", D4),
    ("influenceurs-terres-de-lorraine", "Influenceurs en santé, 11–15 ans", "projet", "54",
     "prévention auprès des jeunes", "Terres de Lorraine", "CH de Toul",
     "CPTS du Sud Toulois ; CLS ; Éducation nationale", TOUL, "commune", D4),
    ("telemedecine-lunevillois", "Combinaisons de télémédecine", "projet", "54", "télémédecine",
     "Lunévillois", "CLS Pays du Lunévillois", "URPS infirmiers ; URPS médecins ; MSP de Longuyon",
     LUNEVILLE, "nom", D4),
    ("groix-biologie", "Biologie délocalisée sur l’île", "retour_de_terrain", "56", "accès aux soins",
     "Groix", "", "APSIB ; GHBS", GROIX, "commune", D2),
    ("herault-remplacements", "Plateforme de remplacement des CPTS", "retour_de_terrain", "34",
     "attractivité", "Hérault", "CPTS", "", NOWHERE, "departement", D2),
    ("grigny-medecins", "Médecins en relais", "retour_de_terrain", "69", "médecin traitant", "Grigny",
     "CPTS ; MSP de Saint-Andéol", "", GRIGNY, "commune", D2),
    ("luxeuil-soins-non-programmes", "Soins non programmés", "retour_de_terrain", "70",
     "continuité et soins non programmés", "Luxeuil-les-Bains", "CPTS de Luxeuil-les-Bains", "", LUXEUIL,
     "nom", D2),
    ("medisis", "MEDISIS", "parcours_article_51", "54", "parcours de soins", "",
     "CH de Lunéville ; CH de Saint-Nicolas-de-Port ; CH de Haguenau ; HC de Colmar ; "
     "CH Albert Schweitzer de Colmar", "", LUNEVILLE, "commune", D4),
]

# name, kind, role, project, place, precision.
ACTORS = [
    ("CPTS de Briey", "CPTS", "porteur", "mediation-pays-haut", BRIEY, "nom"),
    ("CPTS du Pays-Haut", "CPTS", "porteur", "mediation-pays-haut", NOWHERE, "departement"),
    ("MSP de Longwy", "MSP", "pivot", "mediation-pays-haut", LONGWY, "commune"),
    ("CPTS Nancy Métropole", "CPTS", "porteur", "icope-nancy-luneville", NANCY, "nom"),
    ("MSP de Gerbéviller", "MSP", "porteur", "icope-nancy-luneville", GERBEVILLER, "commune"),
    ("MSP de Clairlieu", "MSP", "partenaire", "icope-nancy-luneville", CLAIRLIEU, "commune"),
    ("CH de Toul", "CH", "porteur", "influenceurs-terres-de-lorraine", TOUL, "commune"),
    ("CPTS du Sud Toulois", "CPTS", "partenaire", "influenceurs-terres-de-lorraine", NOWHERE,
     "departement"),
    ("CLS Pays du Lunévillois", "CLS", "porteur", "telemedecine-lunevillois", LUNEVILLE, "nom"),
    ("MSP de Longuyon", "MSP", "expérience", "telemedecine-lunevillois", LONGUYON, "commune"),
    ("GHBS", "CH", "hôpital de référence", "groix-biologie", ("56121", "Lorient"), "commune"),
    ("CPTS de Saint-Andéol", "CPTS", "porteur", "grigny-medecins", BEAUVALLON, "nom"),
    ("MSP de Saint-Andéol", "MSP", "porteur", "grigny-medecins", BEAUVALLON, "commune"),
    ("CPTS de Luxeuil-les-Bains", "CPTS", "porteur", "luxeuil-soins-non-programmes", LUXEUIL, "nom"),
    ("CH de Lunéville", "CH", "établissement", "medisis", LUNEVILLE, "commune"),
    ("CH de Saint-Nicolas-de-Port", "CH", "établissement", "medisis",
     ("54483", "Saint-Nicolas-de-Port"), "commune"),
    ("CH de Haguenau", "CH", "établissement", "medisis", ("67180", "Haguenau"), "commune"),
    ("Hospices civils de Colmar", "CH", "établissement", "medisis", ("68066", "Colmar"), "commune"),
    ("CH Albert Schweitzer", "CH", "établissement", "medisis", ("68066", "Colmar"), "commune"),
]

# Themes of the meetings: scale, theme.
THEMES = [("national", theme, D3) for theme in (
    "médecin traitant", "continuité des soins et soins non programmés", "attractivité", "prévention")] + [
    ("Hauts-de-France", theme, D3) for theme in (
        "coordination", "santé mentale", "santé des femmes", "One Health", "jeunes", "cancers",
        "personnes âgées et handicap", "accès aux professionnels")]
