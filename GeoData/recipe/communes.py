"""The communes of the COG of 1 January 2024 with population, point, surface and levels."""

import math
from collections import Counter, defaultdict

import contours
from files import check, rows

# Beyond this distance from the centre of the contour, La Poste's point is of a former commune or wrong.
POINT_TOLERANCE_M = 500.0
# Restored in 2024: in no file with coordinates. Place of the village, read on a map, good to about 1 km.
BY_HAND = {"85165": (-1.131, 46.798), "85212": (-1.151, 46.796)}
# Inhabitants in no territory of a level: Mayotte has no arrondissement, four islands no EPCI.
OUTSIDE = {"arrondissement": 256518, "epci": 6448}
TABLES = "commune-tables/"


def metres(a, b):
    """Distance of two places a few kilometres apart, in metres (sphere of 6,371 km)."""
    x = (a[0] - b[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    return math.radians(math.hypot(x, a[1] - b[1])) * 6371000


def populations(folder, communes, arm):
    """code → (municipal population, year). Arrondissements municipaux are summed; Mayotte is of 2017."""
    result = {}
    parts = {}
    for row in rows(folder, TABLES + "population-municipale-2022-geo2024.csv", ";"):
        code, count = row["COM"], int(row["PMUN"])
        if code in arm:
            parts[code] = count
            total, year = result.get(arm[code][0], (0, 2022))
            result[arm[code][0]] = (total + count, year)
        elif code in communes:
            result[code] = (count, 2022)
    of_dgcl = rows(folder, "epci-composition/epcicom2025.csv")
    for row in of_dgcl:
        if row["insee"].startswith("976"):
            result[row["insee"]] = (int(row["pmun_2025"]), 2017)
    return result, parts, {row["insee"]: int(row["pmun_2025"]) for row in of_dgcl}


def la_poste(folder):
    points = {}
    for row in rows(folder, TABLES + "laposte_hexasmal.csv", ";"):
        if row["coordonnees_gps"].strip():
            latitude, longitude = map(float, row["coordonnees_gps"].split(","))
            points.setdefault(row["Code_commune_INSEE"], (longitude, latitude))
    return points


def read(folder):
    """Returns the communes (dictionaries), the arrondissements municipaux and the refused La Poste points."""
    cog = [r for r in rows(folder, TABLES + "communes-cog2024.csv")]
    communes = {r["COM"]: r for r in cog if r["TYPECOM"] == "COM"}
    arm = {r["COM"]: (r["COMPARENT"], r["LIBELLE"]) for r in cog if r["TYPECOM"] == "ARM"}
    levels = {r["CODGEO"]: r for r in rows(folder, "insee-appartenance/appartenance-2024-communes.csv")}
    population, parts, of_dgcl = populations(folder, communes, arm)
    posted = la_poste(folder)
    shapes = contours.carry(
        contours.read(folder), rows(folder, TABLES + "mouvements-communes.csv"))

    print("communes")
    check("communes du COG 2024", len(communes), 34935)
    check("communes avec population", sum(c in population for c in communes), 34935)
    check("mêmes codes dans la table d'appartenance", set(levels) == set(communes), True)
    # DGCL prints the same legal populations in the communes of 2025, for members of an EPCI only.
    members = sum(population[c][0] for c in communes if not levels[c]["EPCI"].startswith("ZZZZ"))
    check("population des communes membres d'un EPCI, égale à celle de la DGCL",
          members, sum(of_dgcl.values()))
    check("contours de 2018 hors du COG 2024", sorted(set(shapes) - set(communes)), [])

    result, refused, sources = [], [], Counter()
    for code in sorted(communes):
        shape = shapes.get(code)
        point, source = posted.get(code), "la_poste"
        if point and shape and metres(point, shape[1]) > POINT_TOLERANCE_M:
            refused.append((code, communes[code]["LIBELLE"], round(metres(point, shape[1]))))
            point = None
        if point is None and shape:
            point, source = shape[1], "contour"
        if point is None:
            point, source = BY_HAND[code], "carte"
        sources[source] += 1
        level = levels[code]
        known = {key: ("" if level[key].startswith("ZZZZ") else level[key])
                 for key in ("DEP", "REG", "ARR", "EPCI", "BV2022")}
        result.append({
            "code": code, "nom": communes[code]["LIBELLE"],
            "population": population[code][0], "millesime": population[code][1],
            "lon": point[0], "lat": point[1], "source": source,
            "surface": shape[0] / 1e6 if shape else None,
            "departement": known["DEP"], "region": known["REG"], "arrondissement": known["ARR"],
            "epci": known["EPCI"], "bassin_de_vie": known["BV2022"]})
    print("  points :", dict(sorted(sources.items())), "; points La Poste écartés :", len(refused))
    print("  surfaces inconnues :", [c["code"] for c in result if c["surface"] is None])
    municipal = [(code, arm[code][0], arm[code][1], parts[code]) for code in sorted(arm)]
    check("arrondissements municipaux", len(municipal), 45)
    return result, municipal, refused


def level_names(folder, communes):
    """niveau, code, name of every level, and INSEE's own number of communes (NB_COM) checked."""
    fields = {"departement": "DEP", "region": "REG", "arrondissement": "ARR", "epci": "EPCI",
              "bassin_de_vie": "BV2022"}
    zones = defaultdict(dict)
    for row in rows(folder, "insee-appartenance/appartenance-2024-zones-supra-communales.csv"):
        if not row["CODGEO"].startswith("ZZZZ"):
            zones[row["NIVGEO"]][row["CODGEO"]] = (row["LIBGEO"], int(row["NB_COM"]))
    names = []
    expected = {"departement": 101, "region": 18, "arrondissement": 333, "epci": 1255,
                "bassin_de_vie": 1707}
    total = sum(c["population"] for c in communes)
    check("population de la France (Mayotte de 2017 comprise)", total, 68017091)
    for level, field in fields.items():
        counts = Counter(c[level] for c in communes if c[level])
        check(f"{level} : territoires", len(zones[field]), expected[level])
        same = {code: count for code, (_, count) in zones[field].items()} == dict(counts)
        check(f"{level} : communes par territoire égales à NB_COM", same, True)
        outside = sum(c["population"] for c in communes if not c[level])
        check(f"{level} : population hors de tout territoire", outside, OUTSIDE.get(level, 0))
        names += [(level, code, zones[field][code][0]) for code in sorted(zones[field])]
    return names
