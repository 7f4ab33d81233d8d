"""Meetings, projects and actors of the founding documents at their communes, and our reading of territories."""

from documents import ACTORS, D3, MEETINGS, PROJECTS
from files import check

# Our reading of each project's territory: EPCI (code, name of INSEE) and why. Only the communes of the
# project's département count. The documents name territories, not lists of communes.
TOWN, REGION, CARRIER = "ville nommée", "pays nommé", "commune d’un porteur"
READING = {
    "mediation-pays-haut": [
        ("200070845", "Communauté de communes Orne Lorraine Confluences", TOWN),
        ("245400262", "Grand Longwy Agglomération", TOWN),
        ("200043693", "Communauté de communes Terre Lorraine du Longuyonnais", REGION),
        ("200070290", "Communauté de communes Coeur du Pays Haut", REGION),
        ("245701404", "Communauté de communes du Pays Haut Val d'Alzette", REGION)],
    "icope-nancy-luneville": [
        ("245400676", "Métropole du Grand Nancy", TOWN),
        ("200070324", "Communauté de communes du Territoire de Lunéville à Baccarat", TOWN),
        ("200067643", "Communauté de communes Meurthe Mortagne Moselle", CARRIER)],
    "influenceurs-terres-de-lorraine": [
        ("200070563", "Communauté de communes Terres Touloises", TOWN),
        ("200035772", "Communauté de communes du Pays du Saintois", TOWN),
        ("245400510", "Communauté de communes du Pays de Colombey et du Sud Toulois", REGION),
        ("245400171", "Communauté de communes Moselle et Madon", REGION)],
    "telemedecine-lunevillois": [
        ("200070324", "Communauté de communes du Territoire de Lunéville à Baccarat", REGION),
        ("200067643", "Communauté de communes Meurthe Mortagne Moselle", REGION),
        ("200069433", "Communauté de communes de Vezouze en Piémont", REGION),
        ("245400759", "Communauté de communes du Pays du Sanon", REGION)],
    "luxeuil-soins-non-programmes": [
        ("247000755", "Communauté de communes du Pays de Luxeuil", TOWN)],
}
# Territories that are one commune, or a whole département.
COMMUNES = {"groix-biologie": "56069", "grigny-medecins": "69096"}
DEPARTMENTS = {"herault-remplacements": "34"}
# Communes of Meurthe-et-Moselle in no project's territory by this reading, and their inhabitants.
OUTSIDE_54 = (145, 137783)


def meetings(places, names):
    tas = {code: name for level, code, name in names if level == "tas"}
    return [
        (f"{key}-{date}", key, "tas", f"Réunion du TAS {tas[key]}", date, place,
         *places.row(code, town), D3)
        for key, date, place, code, town in MEETINGS]


def projects(places):
    return [
        (key, name, kind, department, theme, territory, carriers, partners,
         *places.row(*place, precision), source)
        for key, name, kind, department, theme, territory, carriers, partners, place, precision, source
        in PROJECTS]


def actors(places):
    of_project = {row[0]: row for row in PROJECTS}
    lines = []
    for number, (name, kind, role, project, place, precision) in enumerate(ACTORS, 1):
        where = places.row(*place, precision)
        department = (places.by_code[place[0]]["departement"] if place[0] else of_project[project][3])
        lines.append((f"a{number:02d}", name, kind, role, project, department, *where,
                      of_project[project][-1]))
    return lines


def territories(communes, names):
    """(project, commune, EPCI) of every commune, then one row a project and an EPCI, to be checked."""
    print("territoires des projets (notre lecture)")
    epci_names = {code: name for level, code, name in names if level == "epci"}
    department = {row[0]: row[3] for row in PROJECTS}
    of_epci, of_department = {}, {}
    for commune in communes:
        of_epci.setdefault(commune["epci"], []).append(commune)
        of_department.setdefault(commune["departement"], []).append(commune)
    members, summary = [], []

    def add(project, group, epci, name, why):
        members.extend((project, c["code"], c["epci"]) for c in group)
        summary.append((project, epci, name, len(group), sum(c["population"] for c in group), why))

    for project, reading in READING.items():
        for epci, name, why in reading:
            if epci_names[epci] != name:
                check(f"EPCI {epci}", epci_names[epci], name)
            add(project, [c for c in of_epci[epci] if c["departement"] == department[project]],
                epci, name, why)
    by_code = {c["code"]: c for c in communes}
    for project, code in COMMUNES.items():
        add(project, [by_code[code]], "", by_code[code]["nom"], "commune nommée")
    for project, code in DEPARTMENTS.items():
        add(project, of_department[code], "", "Hérault", "département nommé")
    members.sort()
    summary.sort()
    inside = {code for project, code, _ in members}
    outside = [c for c in of_department["54"] if c["code"] not in inside]
    check("communes de Meurthe-et-Moselle dans aucun territoire de projet, habitants",
          (len(outside), sum(c["population"] for c in outside)), OUTSIDE_54)
    return members, summary
