#!/usr/bin/env python3
"""The `shapefile` job with GDAL through pyogrio, on one thread: the files to geometries and attributes.

python3 shapefile.py --make FOLDER   writes communes.shp and its companions from communes.geojson, in Lambert-93
python3 shapefile.py FOLDER
"""

import os

os.environ["GDAL_NUM_THREADS"] = "1"

import json
import sys
import time

import pyogrio
import shapely

if sys.argv[1] == "--make":
    communes = pyogrio.read_dataframe(f"{sys.argv[2]}/communes.geojson").to_crs(2154)
    pyogrio.write_dataframe(communes, f"{sys.argv[2]}/communes.shp", encoding="UTF-8")
    sys.exit()

path = f"{sys.argv[1]}/communes.shp"
best = float("inf")
for _ in range(3):
    start = time.perf_counter()
    frame = pyogrio.read_dataframe(path)
    best = min(best, time.perf_counter() - start)
places = shapely.get_coordinates(frame.geometry.values)
print(
    json.dumps(
        {
            "job": "shapefile",
            "seconds": round(best, 4),
            "features": len(frame),
            "vertices": len(places),
            # One after the other, as the other side adds: metres to the 13th digit depend on the order.
            "coordinate_sum": round(float(places.cumsum()[-1]), 3),
            "name_bytes": int(frame["nom"].map(lambda name: len(name.encode())).sum()),
            "threads": 1,
        }
    )
)
