"""Health establishments: urgences of SAE 2022, CPTS and maisons de santé of FINESS in Occitanie."""

from collections import Counter

from files import check, rows

# SAE writes overseas codes with a letter: 9A1xx is 971xx.
OVERSEAS = {"9A": "97", "9B": "97", "9C": "97", "9D": "97", "9F": "97"}
# Collectivités d'outre-mer since 2007, outside the COG of communes: code of SAE → code, département, name,
# and the point of the main town, entered by hand, good to about 1 km.
COLLECTIVITIES = {
    "97123": ("97701", "977", "Saint-Barthélemy", "-62.850", "17.896"),
    "97127": ("97801", "978", "Saint-Martin", "-63.083", "18.067"),
}


def successors(folder):
    """Code of a commune → its code at the COG of 2024, by the mergers of INSEE's list."""
    events = sorted(
        (m["DATE_EFF"], m["COM_AV"], m["COM_AP"])
        for m in rows(folder, "commune-tables/mouvements-communes.csv")
        if m["TYPECOM_AV"] == m["TYPECOM_AP"] == "COM" and m["MOD"] in {"31", "32", "33", "34", "41", "50"}
        and m["COM_AV"] != m["COM_AP"] and "2018-01-01" <= m["DATE_EFF"] <= "2024-01-01")
    return events


def commune_of(code, by_code, events):
    """A code as a file writes it → a code of the COG of 2024."""
    if code[:2] in OVERSEAS:
        code = OVERSEAS[code[:2]] + code[2:]
    if code in by_code:
        return code
    for _, before, after in events:
        if before == code:
            code = after
    return code


def emergencies(folder, communes):
    """Every authorised emergency department of SAE 2022, at its commune's point."""
    by_code = {c["code"]: c for c in communes}
    events = successors(folder)
    sites = {r["fi"]: r for r in rows(folder, "sae-2022/ID_2022r.csv", ";", "cp1252")}
    lines, moved = [], []
    for row in rows(folder, "sae-2022/URGENCES_2022r.csv", ";", "cp1252"):
        printed = sites[row["FI"]]["COMINSEE"]
        code = commune_of(printed, by_code, events)
        if code != printed:
            moved.append(printed)
        if code in by_code:
            c = by_code[code]
            place = (code, c["nom"], c["departement"], c["region"])
            where = (c["lon"], c["lat"], "commune")
        else:
            code, department, name, lon, lat = COLLECTIVITIES[code]
            place, where = (code, name, department, ""), (lon, lat, "carte")
        lines.append((
            row["FI"], " ".join(row["RS"].rstrip(" -").split()), *place, row["AUTGEN"], row["AUTSAIS"],
            row["AUTPED"], row["EMG"], *where))
    lines.sort()
    regions = Counter(line[5] for line in lines)
    print("urgences")
    check("services d'urgence autorisés", len(lines), 624)
    check("numéros FINESS distincts", len({line[0] for line in lines}), 624)
    check("dont Hauts-de-France", regions["32"], 49)
    check("dont outre-mer", [regions[r] for r in ("01", "02", "03", "04", "06")], [4, 3, 3, 4, 1])
    check("dont collectivités d'outre-mer, hors du COG des communes", regions[""], 2)
    check("codes portés au COG de 2024", (len(moved), [c for c in moved if c[1].isdigit()]),
          (18, ["69152"]))
    return lines


# Category of FINESS, number in the extraction.
OCCITANIE = {"604": 82, "603": 372}


def finess(folder, communes, category):
    """Establishments of a category in Occitanie: number, name, commune and the point of their address."""
    by_code = {c["code"]: c for c in communes}
    lines = []
    for row in rows(folder, "finess-occitanie/etablissements_occitanie.csv", ";"):
        if row["categetab"] == category:
            commune = by_code[row["code_insee"]]
            lines.append((
                row["numero_finess_etablissement"], " ".join(row["raison_sociale"].split()),
                commune["code"], commune["nom"], commune["departement"], f"{float(row['longitude']):.5f}",
                f"{float(row['latitude']):.5f}", "adresse"))
    lines.sort()
    check(f"FINESS Occitanie, catégorie {category}", len(lines), OCCITANIE[category])
    check("numéros distincts", len({line[0] for line in lines}), len(lines))
    check("tous en Occitanie", {by_code[line[2]]["region"] for line in lines}, {"76"})
    return lines
