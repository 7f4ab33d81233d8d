#!/usr/bin/env python3
"""The `geopackage` job with GDAL through pyogrio, on one thread: the file to geometries and attributes.

python3 geopackage.py FOLDER

FOLDER holds communes.gpkg, which `maillage-bench FOLDER geopackage` makes.
"""

import os

os.environ["GDAL_NUM_THREADS"] = os.environ["OGR_GPKG_NUM_THREADS"] = "1"

import json
import sys
import time

import pyogrio
import shapely

path = f"{sys.argv[1]}/communes.gpkg"
best = float("inf")
for _ in range(3):
    start = time.perf_counter()
    frame = pyogrio.read_dataframe(path)
    best = min(best, time.perf_counter() - start)
places = shapely.get_coordinates(frame.geometry.values)
print(
    json.dumps(
        {
            "job": "geopackage",
            "seconds": round(best, 4),
            "features": len(frame),
            "vertices": len(places),
            "coordinate_sum": round(float(places.sum()), 3),
            "name_bytes": int(frame["nom"].map(lambda name: len(name.encode())).sum()),
            "threads": 1,
        }
    )
)
