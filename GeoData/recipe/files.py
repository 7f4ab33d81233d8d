"""Reading the official files and writing our tables: delimited text in, CSV (UTF-8, comma, LF) out."""

import csv
import io
import os


def rows(folder, name, delimiter=",", encoding="utf-8-sig"):
    """Rows of one delimited file, as dictionaries of texts (codes keep their zeros)."""
    with open(os.path.join(folder, name), encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write(folder, name, columns, lines):
    """Writes one table and returns its size in bytes; the same rows always give the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(lines)
    data = text.getvalue().encode("utf-8")
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)
    print(f"{name}: {len(lines)} lignes, {len(data)} octets")
    return len(data)


def check(label, found, expected):
    """Prints a check figure and stops the recipe where it is not what the publisher prints."""
    print(f"  {'ok ' if found == expected else 'NON'} {label} : {found}")
    if found != expected:
        raise SystemExit(f"{label} : attendu {expected}")
