"""Places given by a commune: its code is checked against the COG of 2024, its point is the commune's."""

from files import check

COLUMNS = ["commune", "commune_nom", "lon", "lat", "precision"]


class Places:
    """Looks communes up by the code and the name that a document's place has today."""

    def __init__(self, communes):
        self.by_code = {c["code"]: c for c in communes}

    def row(self, code, name, precision="commune"):
        """commune, its name, lon, lat, precision. No code: the place is known by département only."""
        if not code:
            return ("", "", "", "", "departement")
        commune = self.by_code[code]
        if commune["nom"] != name:
            check(f"commune {code}", commune["nom"], name)
        return (code, name, commune["lon"], commune["lat"], precision)
