"""Territories of the Hauts-de-France: TAS (our approximation) and territoires de démocratie sanitaire."""

from files import check

# Arrondissements of each TAS, by INSEE name; Oise and Aisne are whole départements.
TAS_ARRONDISSEMENTS = {
    "artois-douaisis": ["Arras", "Lens", "Béthune", "Douai"],
    "oise": ["Beauvais", "Clermont", "Compiègne", "Senlis"],
    "somme-littoral-sud": ["Amiens", "Abbeville", "Montdidier", "Montreuil"],
    "hainaut": ["Valenciennes", "Avesnes-sur-Helpe", "Cambrai"],
    "metropole-flandres": ["Lille"],
    "aisne-haute-somme": [
        "Laon", "Saint-Quentin", "Soissons", "Vervins", "Château-Thierry", "Péronne"],
    "littoral-nord": ["Dunkerque", "Saint-Omer", "Calais", "Boulogne-sur-Mer"],
}
TAS_NAMES = {
    "artois-douaisis": "Artois-Douaisis", "oise": "Oise", "somme-littoral-sud": "Somme Littoral Sud",
    "hainaut": "Hainaut", "metropole-flandres": "Métropole-Flandres",
    "aisne-haute-somme": "Aisne Haute-Somme", "littoral-nord": "Littoral Nord",
}
# Flandre intérieure: in the arrondissement of Dunkerque, but in Métropole-Flandres.
INNER_FLANDERS = {"200040947": 50, "245900758": 4}
# Territoires de démocratie sanitaire: name, population printed (December 2016), population kept of that date.
TDS = {
    "aisne": ("Aisne", "540103", "540103"),
    "hainaut": ("Hainaut", "991669", "991669"),
    "metropole-flandres": ("Métropole-Flandres", "1003987", "1603987"),
    "oise": ("Oise", "815161", "815161"),
    "pas-de-calais": ("Pas-de-Calais", "1465000", "1465000"),
    "somme": ("Somme", "571537", "571537"),
}
TDS_HAINAUT = ["Valenciennes", "Avesnes-sur-Helpe", "Cambrai", "Douai"]


def tas(communes, names):
    """commune code → TAS: the approximation by arrondissement and EPCI."""
    code_of = {name: code for level, code, name in names
               if level == "arrondissement" and code[:2] in ("02", "59", "60", "62", "80")}
    of_arrondissement = {
        code_of[name]: key for key, members in TAS_ARRONDISSEMENTS.items() for name in members}
    result, moved = {}, {epci: 0 for epci in INNER_FLANDERS}
    for commune in communes:
        if commune["region"] != "32":
            continue
        key = of_arrondissement[commune["arrondissement"]]
        if commune["departement"] == "59" and commune["epci"] in INNER_FLANDERS:
            moved[commune["epci"]] += 1
            key = "metropole-flandres"
        result[commune["code"]] = key
    sums = {}
    for commune in communes:
        if commune["code"] in result:
            key = result[commune["code"]]
            sums[key] = sums.get(key, 0) + commune["population"]
    print("TAS des Hauts-de-France")
    check("communes de la région 32", len(result), 3788)
    check("communes de Flandre intérieure par EPCI", moved, INNER_FLANDERS)
    check("TAS", sorted(sums), sorted(TAS_NAMES))
    check("population des sept TAS", sum(sums.values()), 5998916)
    check("population de Métropole-Flandres", sums["metropole-flandres"], 1392879)
    check("population de Littoral Nord", sums["littoral-nord"], 684873)
    print("  populations :", dict(sorted(sums.items())))
    return result


def democracy(communes, names):
    """commune → territoire de démocratie sanitaire, and one row a territory with its three populations."""
    names_of = {code: name for level, code, name in names if level == "arrondissement"}
    by_department = {"02": "aisne", "60": "oise", "62": "pas-de-calais", "80": "somme"}
    members, legal = [], {}
    for commune in communes:
        if commune["region"] != "32":
            continue
        key = by_department.get(commune["departement"])
        if key is None:
            hainaut = names_of[commune["arrondissement"]] in TDS_HAINAUT
            key = "hainaut" if hainaut else "metropole-flandres"
        members.append((commune["code"], key))
        legal[key] = legal.get(key, 0) + commune["population"]
    check("territoires de démocratie sanitaire", sorted(legal), sorted(TDS))
    check("leur population", sum(legal.values()), 5998916)
    return members, [(key, *TDS[key], legal[key]) for key in sorted(TDS)]
