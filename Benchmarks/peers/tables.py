"""Reads points.csv as the `csv` job of maillage-bench does: text to columns, coordinates to numbers.

usage: python3 tables.py DIR
"""
import json
import sys
import time

import pandas


def read(path):
    start = time.perf_counter()
    table = pandas.read_csv(path)
    return time.perf_counter() - start, table


runs = [read(sys.argv[1] + "/points.csv") for _ in range(3)]
table = runs[0][1]
print(json.dumps({
    "job": "csv",
    "seconds": round(min(seconds for seconds, _ in runs), 4),
    "rows": len(table),
    "columns": len(table.columns),
    "coordinate_sum": round(float(table["lon"].sum() + table["lat"].sum()), 3),
    "threads": 1,
}))
