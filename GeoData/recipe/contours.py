"""Surface and centre of each commune from the IGN contours of 2018, on the GRS80 ellipsoid.

Longitude and authalic sine of latitude make an equal-area plane (Lambert's cylindrical projection), so the
shoelace formula gives true areas anywhere in France: J. P. Snyder, Map Projections, 1987, formula 3-12.
"""

import gzip
import json
import math
import os

A = 6378137.0
E2 = 0.006694380022900788
E = math.sqrt(E2)
Q_POLE = 1 + (1 - E2) / (2 * E) * math.log((1 + E) / (1 - E))


def authalic(latitude):
    """q(latitude) / 2: its product with a² and a difference of longitudes is an area."""
    s = math.sin(math.radians(latitude))
    return (1 - E2) * (s / (1 - E2 * s * s) + math.log((1 + E * s) / (1 - E * s)) / (2 * E)) / 2


def ring_moments(ring):
    """Signed area in square metres, then the two first moments in degrees times square metres."""
    lon0, lat0 = ring[0]
    q0 = authalic(lat0)
    # One common factor turns differences of q into degrees of latitude near the ring, for the moments.
    twice = mx = my = 0.0
    ax = ay = ab = 0.0
    for lon, lat in ring[1:]:
        bx, by, bb = math.radians(lon - lon0), authalic(lat) - q0, lat - lat0
        cross = ax * by - bx * ay
        twice += cross
        mx += cross * (ax + bx)
        my += cross * (ab + bb)
        ax, ay, ab = bx, by, bb
    area = twice / 2 * A * A
    return area, lon0 * area + math.degrees(mx) / 6 * A * A, lat0 * area + my / 6 * A * A


def polygon_moments(rings):
    """Area and moments of a shell less its holes, whatever their winding."""
    total = [0.0, 0.0, 0.0]
    for number, ring in enumerate(rings):
        moments = ring_moments(ring)
        sign = (1 if moments[0] >= 0 else -1) * (1 if number == 0 else -1)
        for i in range(3):
            total[i] += sign * moments[i]
    return total


def read(folder):
    """code of 2018 → (area in m², moments of the largest polygon): islets do not move the centre."""
    path = os.path.join(folder, "communes-2018", "communes-france-2018.geojson.gz")
    with gzip.open(path) as file:
        features = json.load(file)["features"]
    result = {}
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        parts = [polygon_moments(polygon) for polygon in polygons]
        main = max(parts, key=lambda part: part[0])
        result[feature["properties"]["code"]] = (sum(part[0] for part in parts), main)
    return result


# Events of INSEE's list that give the whole of one commune to another: 31 to 34 mergers, 41 change of
# département, 50 change of the seat and so of the code.
WHOLE = {"31", "32", "33", "34", "41", "50"}
# Splits between 2018 and 2024 whose parts are whole communes of 2018.
SPLITS = {"60453": "60694", "60694": "60694", "60054": "60054"}
# Splits of communes merged before 2018: the contours of 2018 hold only the whole.
UNKNOWN = {"14712", "85084"}


def carry(contours, movements):
    """Contours of 2018 summed by commune of 2024: code → (area, moments of the main polygons)."""
    successor = {}
    events = [
        (m["DATE_EFF"], m["COM_AV"], m["COM_AP"])
        for m in movements
        if m["MOD"] in WHOLE and m["TYPECOM_AV"] == m["TYPECOM_AP"] == "COM"
        and "2018-01-01" < m["DATE_EFF"] <= "2024-01-01" and m["COM_AV"] != m["COM_AP"]
    ]
    events.sort()
    result = {}
    for code in sorted(contours):
        if code in UNKNOWN:
            continue
        target = SPLITS.get(code)
        if target is None:
            target = code
            for _, before, after in events:
                if before == target:
                    target = after
        area, main = contours[code]
        total = result.setdefault(target, [0.0, 0.0, 0.0, 0.0])
        total[0] += area
        for i in range(3):
            total[i + 1] += main[i]
    return {code: (t[0], (t[2] / t[1], t[3] / t[1])) for code, t in result.items()}
