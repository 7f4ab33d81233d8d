"""Composes the tables of GeoData from the official files, and checks every figure it prints.

The tables of the COG go to `cog`, beside the folder of the others.

python3 GeoData/recipe/compose.py FOLDER_OF_OFFICIAL_FILES GeoData/tables

Standard library only; the same files give the same bytes. The files and their millésimes are in ../README.md.
"""

import os
import sys

sys.dont_write_bytecode = True

import cog
import communes as communes_of_2024
import documents
import hauts_de_france
import health
import key_figures
import projects
from files import check, write
from places import COLUMNS as PLACE
from places import Places


def surface(value):
    """km², to the hectare, finer below one km²; nothing where unknown."""
    if value is None:
        return ""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


def grand_est(communes, names):
    """The ten territoires de démocratie sanitaire of the Grand Est are its départements."""
    own = {c["departement"] for c in communes if c["region"] == "44"}
    check("territoires de démocratie sanitaire du Grand Est", len(own), 10)
    return [("territoire_democratie_sanitaire_grand_est", code, name)
            for level, code, name in names if level == "departement" and code in own]


def founding(out, communes, names):
    """Meetings, projects, actors and figures of the founding documents."""
    places = Places(communes)
    size = write(
        out, "reunions.csv",
        ["id", "territoire", "niveau", "libelle", "date", "lieu", *PLACE, "source"],
        projects.meetings(places, names))
    size += write(
        out, "projets.csv",
        ["id", "nom", "type", "departement", "theme", "territoire", "porteurs", "partenaires", *PLACE,
         "source"], projects.projects(places))
    size += write(
        out, "acteurs.csv", ["id", "nom", "type", "role", "projet", "departement", *PLACE, "source"],
        projects.actors(places))
    members, reading = projects.territories(communes, names)
    size += write(out, "projets-territoires.csv", ["projet", "commune", "epci"], members)
    size += write(
        out, "projets-territoires-lecture.csv",
        ["projet", "epci", "nom", "communes", "population", "notre_lecture"], reading)
    size += write(
        out, "chiffres-cles.csv",
        ["groupe", "attribution", "code", "nom", "libelle", "valeur", "qualificatif", "unite", "annee",
         "source"], key_figures.figures())
    size += write(
        out, "financements.csv",
        ["niveau", "code", "nom", "annee", "montant_euros", "libelle", "source"],
        key_figures.financing(names))
    return size + write(out, "themes.csv", ["echelle", "theme", "source"], documents.THEMES)


def establishments(folder, out, communes):
    size = write(
        out, "urgences-france.csv",
        ["finess", "nom", "commune", "commune_nom", "departement", "region", "autorisation_generale",
         "autorisation_saisonniere", "autorisation_pediatrique", "equipe_mobile_geriatrie", "lon",
         "lat", "precision"], health.emergencies(folder, communes))
    for name, category in (("cpts-occitanie.csv", "604"), ("maisons-de-sante-occitanie.csv", "603")):
        size += write(
            out, name,
            ["finess", "nom", "commune", "commune_nom", "departement", "lon", "lat", "precision"],
            health.finess(folder, communes, category))
    return size


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder, out = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    communes, municipal, refused = communes_of_2024.read(folder)
    names = communes_of_2024.level_names(folder, communes)
    for commune in communes:
        # 5 decimals are about one metre: the points are not known better.
        commune["lon"], commune["lat"] = f"{commune['lon']:.5f}", f"{commune['lat']:.5f}"
    size = write(
        out, "communes.csv",
        ["code", "nom", "population", "population_millesime", "lon", "lat", "point_source",
         "surface_km2", "departement", "region", "arrondissement", "epci", "bassin_de_vie"],
        [(c["code"], c["nom"], c["population"], c["millesime"], c["lon"], c["lat"], c["source"],
          surface(c["surface"]), c["departement"], c["region"], c["arrondissement"], c["epci"],
          c["bassin_de_vie"]) for c in communes])
    size += write(
        out, "arrondissements-municipaux.csv", ["code", "commune", "nom", "population", "lon", "lat"],
        municipal)
    size += write(
        out, "points-la-poste-ecartes.csv", ["code", "nom", "distance_centre_m"], refused)

    tas = hauts_de_france.tas(communes, names)
    members, territories = hauts_de_france.democracy(communes, names)
    names += [("tas", key, name) for key, name in sorted(hauts_de_france.TAS_NAMES.items())]
    names += [("territoire_democratie_sanitaire", key, name) for key, name, *_ in territories]
    names += grand_est(communes, names)
    size += write(out, "niveaux.csv", ["niveau", "code", "nom"], names)
    size += write(out, "tas.csv", ["commune", "tas"], sorted(tas.items()))
    size += write(
        out, "territoires-democratie-sanitaire.csv", ["commune", "territoire"], members)
    size += write(
        out, "territoires-democratie-sanitaire-populations.csv",
        ["territoire", "nom", "population_imprimee", "population_2016_retenue", "population_2022"],
        territories)
    size += founding(out, communes, names)
    size += establishments(folder, out, communes)
    size += cog.compose(folder, os.path.join(os.path.dirname(os.path.abspath(out)), "cog"))
    print(f"total : {size} octets")


main()
