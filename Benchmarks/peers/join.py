#!/usr/bin/env python3
"""The whole-program join with GeoPandas: read, join, write.

python3 join.py FOLDER OUT.csv

FOLDER holds communes.geojson (property code) and points.csv (id, lon, lat). OUT.csv gets the points' columns and
territoire, as `maillage join` writes them; a point in several communes goes to the lowest code.
"""

import sys

import geopandas as gpd
import pandas as pd

folder, out = sys.argv[1:]
communes = gpd.read_file(f"{folder}/communes.geojson", columns=["code"]).sort_values("code", ignore_index=True)
points = pd.read_csv(f"{folder}/points.csv", dtype=str)
places = gpd.GeoDataFrame(
    geometry=gpd.points_from_xy(points.lon.astype(float), points.lat.astype(float)), crs=communes.crs
)
hits = places.sjoin(communes[["geometry"]], how="inner", predicate="intersects").index_right.sort_values()
points["territoire"] = communes.code.loc[hits].set_axis(hits.index)[~hits.index.duplicated()]
points.to_csv(out, index=False)
print(f"{points.territoire.notna().sum()} of {len(points)} points in a commune")
