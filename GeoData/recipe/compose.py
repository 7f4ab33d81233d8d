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
import hauts_de_france
from files import write


def surface(value):
    """km², to the hectare, finer below one km²; nothing where unknown."""
    if value is None:
        return ""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"


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
    size += write(out, "niveaux.csv", ["niveau", "code", "nom"], names)
    size += write(out, "tas.csv", ["commune", "tas"], sorted(tas.items()))
    size += write(
        out, "tas-reunions.csv",
        ["tas", "tas_nom", "date", "lieu", "commune", "commune_nom", "lon", "lat"],
        hauts_de_france.meetings(communes))
    size += write(
        out, "territoires-democratie-sanitaire.csv", ["commune", "territoire"], members)
    size += write(
        out, "territoires-democratie-sanitaire-populations.csv",
        ["territoire", "nom", "population_imprimee", "population_2016_retenue", "population_2022"],
        territories)
    size += write(
        out, "urgences-hauts-de-france.csv",
        ["finess", "nom", "commune", "commune_nom", "autorisation_generale",
         "autorisation_saisonniere", "autorisation_pediatrique", "equipe_mobile_geriatrie", "lon",
         "lat", "precision"],
        hauts_de_france.emergencies(folder, communes))
    size += cog.compose(folder, os.path.join(os.path.dirname(os.path.abspath(out)), "cog"))
    print(f"total : {size} octets")


main()
