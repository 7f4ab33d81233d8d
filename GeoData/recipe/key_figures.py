"""Key figures printed by the founding documents, and the money of the FIR. Typed by hand.

The map of the brochure prints regional figures whose region the order of the text does not tell: such figures
stay « non attribué », those printed together in one group; none is guessed.
"""

from documents import D1, D2, D3, D4
from files import check

FRANCE = ("france", "national", "FR", "France")
HDF = ("hauts-de-france", "region", "32", "Hauts-de-France")
EST = ("grand-est", "region", "44", "Grand Est")
IDF = ("ile-de-france", "region", "11", "Île-de-France")
MEETINGS, PEOPLE, PROJECTS, PROPOSALS = "réunions", "participants", "projets", "propositions"
MORE, ABOUT, NEARLY = "plus de", "environ", "près de"

# group and place, then (label, value, qualifier, unit, year, document).
ATTRIBUTED = [
    (FRANCE, "réunions de la première phase, octobre à décembre 2022", 250, "", MEETINGS, 2022, D1),
    (FRANCE, "projet à fort potentiel transformant par département, au moins", 1, "", PROJECTS, 2023, D1),
    (FRANCE, "événements de la première phase", 250, MORE, "événements", 2022, D2),
    (FRANCE, "participants de la première phase", 10000, ABOUT, PEOPLE, 2022, D2),
    (FRANCE, "réunions", 450, MORE, MEETINGS, 2023, D2),
    (FRANCE, "projets", 250, NEARLY, PROJECTS, 2023, D2),
    (FRANCE, "médicobus", 100, "", "médicobus", 2023, D2),
    (FRANCE, "maisons de santé", 4000, "", "maisons de santé", 2023, D2),
    (HDF, "réunions territoriales, une par TAS", 7, "", MEETINGS, 2022, D2),
    (HDF, "territoires d’animation en santé", 7, "", "territoires", 2022, D3),
    (HDF, "thèmes nationaux", 4, "", "thèmes", 2022, D3),
    (HDF, "enjeux régionaux", 8, "", "thèmes", 2022, D3),
    (HDF, "territoires de démocratie sanitaire", 6, "", "territoires", 2023, D2),
    (HDF, "priorités", 10, "", "priorités", 2023, D2),
    (HDF, "actions complémentaires choisies", 30, ABOUT, "actions", 2023, D2),
    (HDF, "actions pilotées", 50, ABOUT, "actions", 2023, D2),
    (HDF, "actions par CNR", 10, ABOUT, "actions", 2023, D2),
    (EST, "réunions territoriales", 44, "", MEETINGS, 2023, D2),
    (EST, "dialogues régionaux", 3, "", MEETINGS, 2023, D2),
    (EST, "participants", 1100, "", PEOPLE, 2023, D2),
    (EST, "projet par département", 1, "", PROJECTS, 2023, D2),
    (EST, "dialogues", 44, "", MEETINGS, 2023, D4),
    (EST, "réunions régionales thématiques", 3, "", MEETINGS, 2023, D4),
    (EST, "participants", 1100, MORE, PEOPLE, 2023, D4),
    (EST, "contributions", 1700, MORE, "contributions", 2023, D4),
    (EST, "axes", 4, "", "axes", 2023, D4),
    (EST, "solutions", 16, "", "solutions", 2023, D4),
    (EST, "initiatives en cours", 20, "", "initiatives", 2023, D4),
    (EST, "territoires de démocratie sanitaire (les départements)", 10, "", "territoires", 2022, D4),
    (EST, "membres du conseil territorial de santé de chaque département", 50, "", "membres", 2023, D4),
    (IDF, "personnes interrogées par sondage", 3000, "", "personnes", 2023, D2),
    (("grigny", "commune", "69096", "Grigny"), "habitants", 10000, ABOUT, "habitants", 2023, D2),
    (("grigny", "commune", "69096", "Grigny"), "médecins en relais", 12, "", "médecins", 2023, D2),
]
TERRITORIAL, DEPARTMENTAL = "réunions territoriales", "réunions départementales"
# One tuple a group printed together: (label, value, unit). Their region is not known.
UNATTRIBUTED = [
    [("réunions", 28, MEETINGS)],
    [(PEOPLE, 1070, PEOPLE), ("contributions écrites", 54, "contributions"), (PROPOSALS, 50, PROPOSALS),
     ("actions", 24, "actions")],
    [(PEOPLE, 1000, PEOPLE), (PROPOSALS, 160, PROPOSALS)],
    [(PEOPLE, 1250, PEOPLE), ("engagements", 5, "engagements"), (PROJECTS, 30, PROJECTS)],
    [(DEPARTMENTAL, 7, MEETINGS), (PEOPLE, 250, PEOPLE), (PROJECTS, 16, PROJECTS),
     ("projet régional", 1, PROJECTS)],
    [(TERRITORIAL, 21, MEETINGS), (PEOPLE, 1200, PEOPLE), (PROPOSALS, 100, PROPOSALS),
     (PROJECTS, 6, PROJECTS)],
    [(PROJECTS, 8, PROJECTS)],
    [(TERRITORIAL, 38, MEETINGS), (PEOPLE, 3700, PEOPLE), (PROJECTS, 34, PROJECTS)],
    [(DEPARTMENTAL, 12, MEETINGS), (PEOPLE, 1000, PEOPLE), (PROJECTS, 8, PROJECTS)],
    [(TERRITORIAL, 9, MEETINGS), ("ateliers", 36, "ateliers")],
    [(TERRITORIAL, 25, MEETINGS), (PEOPLE, 233, PEOPLE), (PROJECTS, 41, PROJECTS)],
    [(PROPOSALS, 24, PROPOSALS), (PEOPLE, 700, PEOPLE), (PROJECTS, 5, PROJECTS)],
]
# Printed for Guyane, Martinique, Guadeloupe, La Réunion and Mayotte in an order that cannot be told.
OVERSEAS = [(PROJECTS, 5, PROJECTS), (PROPOSALS, 24, PROPOSALS), (PROJECTS, 13, PROJECTS),
            (PROPOSALS, 77, PROPOSALS)]
OVERSEAS_NAME = "Guyane, Martinique, Guadeloupe, La Réunion ou Mayotte"

# niveau, code, name, year, euros, what, source.
FIR = [
    ("pays", "FR", "France", 2023, 30_000_000, "enveloppe FIR supplémentaire, reconduite chaque année", D2),
    ("region", "32", "Hauts-de-France", 2023, 2_600_000, "FIR consacré au CNR santé", D2),
    ("region", "44", "Grand Est", 2023, 1_000_000, "FIR consacré au CNR santé", D4),
]


def figures():
    lines = [
        (*place, label, value, qualifier, unit, year, source)
        for place, label, value, qualifier, unit, year, source in ATTRIBUTED]
    for number, group in enumerate(UNATTRIBUTED, 1):
        lines += [(f"na-{number:02d}", "non attribué", "", "", label, value, "", unit, 2023, D2)
                  for label, value, unit in group]
    lines += [("na-outre-mer", "non attribué", "", OVERSEAS_NAME, label, value, "", unit, 2023, D2)
              for label, value, unit in OVERSEAS]
    print("chiffres clés")
    check("groupes sans région", len({line[0] for line in lines if not line[2]}), 13)
    return lines


def financing(names):
    regions = {code: name for level, code, name in names if level == "region"}
    for level, code, name, *_ in FIR:
        if level == "region":
            check(f"région {code}", regions[code], name)
    return FIR
