"""The code officiel géographique of every year: which codes were communes, and the events between them."""

import gzip
import json
import os
from collections import defaultdict

from files import check, rows, write

TABLES = "commune-tables/"
FIRST, LAST = 2012, 2026
# Published by INSEE for 1 January. 2014 as published has 36,681: Culey (55138), restored on that day, was
# entered in the COG of 2015.
PUBLISHED = {2012: 36700, 2013: 36681, 2014: 36682, 2015: 36658, 2016: 35885, 2017: 35416, 2018: 35357,
             2019: 34970, 2020: 34968, 2021: 34965, 2022: 34955, 2023: 34945, 2024: 34935, 2025: 34875,
             2026: 34875}
# What changes the list of communes: restored, merged, moved to another département, other seat.
# 10 (name), 34, 35, 70, 71 and 72 (status of a part of a commune) do not.
KINDS = {"21", "32", "41", "50"}


def events(folder):
    """Rows between two communes from 2012 on, and those that say which former commune is restored."""
    kept = []
    for row in rows(folder, TABLES + "mouvements-communes.csv"):
        types = (row["TYPECOM_AV"], row["TYPECOM_AP"])
        if row["DATE_EFF"] <= f"{FIRST}-01-01" or row["MOD"] not in KINDS:
            continue
        if types == ("COM", "COM") or (row["MOD"] == "21" and types[1] == "COM"):
            kept.append((row["DATE_EFF"], row["MOD"], types[0], row["COM_AV"], types[1], row["COM_AP"]))
    return sorted(kept)


def lists(last, moves):
    """Year → codes of the communes of 1 January, from the last list back to the first."""
    by_date = defaultdict(list)
    for date, _, before, old, _, new in moves:
        if before == "COM":
            by_date[date].append((old, new))
    current, result = set(last), {LAST: set(last)}
    for year in range(LAST - 1, FIRST - 1, -1):
        for date in sorted((d for d in by_date if f"{year}-01-01" < d <= f"{year + 1}-01-01"), reverse=True):
            edges = by_date[date]
            old, new = {a for a, _ in edges}, {b for _, b in edges}
            # 49144 became 44225 and 14513 became 50649 for no time: both merged on the same day.
            passing = (old & new) - current
            check_known(date, new - passing, current)
            current = (current - new) | (old - passing)
        result[year] = set(current)
    return result


def check_known(date, new, current):
    if not new <= current:
        raise SystemExit(f"mouvements du {date} : communes inconnues après {sorted(new - current)}")


def periods(by_year):
    """code, first and last year of each unbroken period as a commune."""
    result = []
    for code in sorted(set().union(*by_year.values())):
        start = None
        for year in range(FIRST, LAST + 2):
            present = year <= LAST and code in by_year[year]
            if present and start is None:
                start = year
            if not present and start is not None:
                result.append((code, start, year - 1))
                start = None
    return result


def parts(folder):
    """code, nature, commune of 2024, commune of 2026: communes déléguées and associées, arrondissements."""
    found = defaultdict(dict)
    for year in (2024, 2026):
        for row in rows(folder, TABLES + f"communes-cog{year}.csv"):
            if row["TYPECOM"] != "COM":
                found[row["COM"], row["TYPECOM"]][year] = row["COMPARENT"]
    return [(code, nature, at.get(2024, ""), at.get(2026, "")) for (code, nature), at in sorted(found.items())]


def codes(folder, year):
    return {r["COM"] for r in rows(folder, TABLES + f"communes-cog{year}.csv") if r["TYPECOM"] == "COM"}


def contour_codes(folder):
    """Codes of the IGN contours of 2018."""
    with gzip.open(os.path.join(folder, "communes-2018", "communes-france-2018.geojson.gz")) as file:
        return {feature["properties"]["code"] for feature in json.load(file)["features"]}


def geofla_codes(folder):
    """Codes of IGN's GEOFLA 2016: metropolitan communes, Paris, Lyon and Marseille by arrondissement."""
    with open(os.path.join(folder, TABLES, "GEOFLA_COMMUNE.dbf"), "rb") as file:
        data = file.read()
    count, head, size = (int.from_bytes(data[a:b], "little") for a, b in ((4, 8), (8, 10), (10, 12)))
    return {data[head + i * size + 1:head + i * size + 6].decode("ascii") for i in range(count)}


def compose(folder, out):
    """Writes the three tables and returns their size."""
    os.makedirs(out, exist_ok=True)
    print("cog")
    moves = events(folder)
    by_year = lists(codes(folder, 2026), moves)
    for year, count in sorted(PUBLISHED.items()):
        check(f"communes au 1er janvier {year}", len(by_year[year]), count)
    of_2017 = {r["CODGEO"] for r in rows(
        folder, "insee-appartenance/table-appartenance-geo-communes-2017-latin1.csv", ";", "latin-1")}
    check("mêmes codes que le COG 2024", by_year[2024] == codes(folder, 2024), True)
    check("mêmes codes que les contours de 2018", by_year[2018] == contour_codes(folder), True)
    check("mêmes codes que la table d'appartenance de 2017", by_year[2017] == of_2017, True)
    listed = parts(folder)
    cities = {row[2] for row in listed if row[1] == "ARM"}
    of_2016 = {c for c in by_year[2016] if c < "97"} - cities | {r[0] for r in listed if r[1] == "ARM"}
    check("mêmes codes que GEOFLA 2016", of_2016 == geofla_codes(folder), True)
    size = write(out, "communes.csv", ["code", "debut", "fin"], periods(by_year))
    size += write(
        out, "mouvements.csv",
        ["date", "mod", "type_avant", "code_avant", "type_apres", "code_apres"], moves)
    size += write(
        out, "rattachements.csv", ["code", "nature", "commune_2024", "commune_2026"], listed)
    return size
