"""Access to care by SciPy and pandas beside maillage-bench: the same answers, the ratio of the times, the peak memory.

usage: python3 access.py DIR BENCH [--runs N] [--threads N] [JOB ...]
       python3 access.py --make DIR
       python3 access.py --job DIR JOB

BENCH is the built maillage-bench. Each run is a process of its own, ours and the peer's in turn; the shortest time of each
side counts, by the clock on the wall (`ratio`) and by that of the processor, which other programs disturb less
(`processor_ratio`). Ends with status 1 where an answer differs. `--make` writes the matrix of 20 million rows, plain and
gzipped.

Jobs: e2sfca, nearest-access, access-national (35,228 x 35,228 communes within 20 km, weight 1 - x / 20 km), access-times and
access-times-gz (from the file of the matrix to the access). All but the last two begin with the places in memory.
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

JOBS = ["e2sfca", "nearest-access", "access-national", "access-times", "access-times-gz"]
ROWS = 20_000_000


def make(folder):
    """Each commune to those 53, 106, ... places further in the file: no pair stands twice."""
    with open(folder + "/communes.csv", encoding="utf-8") as file:
        codes = [line.split(",")[0] for line in file][1:]
    count = len(codes)
    with open(folder + "/times.csv", "w") as plain, gzip.open(folder + "/times.csv.gz", "wt", 6) as packed:
        for out in (plain, packed):
            out.write("from,to,minutes\n")
        for start in range(0, ROWS, count):
            step = start // count + 1
            text = "".join(
                f"{codes[row]},{codes[(row + 53 * step) % count]},{(row + 7 * step) % 60 + 1}\n"
                for row in range(min(count, ROWS - start)))
            plain.write(text)
            packed.write(text)


def places(path, figure):
    import geopandas
    import pandas

    table = pandas.read_csv(path)
    points = geopandas.GeoSeries(geopandas.points_from_xy(table.lon, table.lat), crs=4326).to_crs(2154)
    return points.get_coordinates().values, table[figure].values


def catchment(i, j, weight, people, capacity):
    import numpy

    weighted = numpy.bincount(j, weight * people[i], len(capacity))
    ratio = numpy.divide(capacity, weighted, out=numpy.zeros(len(capacity)), where=weighted > 0)
    return numpy.bincount(i, weight * ratio[j], len(people))


def steps(cost, limits):
    import numpy

    return numpy.select([cost <= limit for limit in limits], [1, 2 / 3, 1 / 3], 0.0)


def answer(access, people, pairs):
    return {
        "pairs": int(pairs), "mean_per_100k": round(float((access * people).sum() / people.sum() * 1e5), 6),
        "max_per_100k": round(float(access.max() * 1e5), 6), "zero_access": int((access == 0).sum())}


def by_distance(folder, job):
    import numpy
    from scipy.spatial import cKDTree

    demand, people = places(folder + "/communes.csv", "population")
    if job == "access-national":
        supply, capacity = demand, people
    else:
        supply, capacity = places(folder + "/sites.csv", "capacity")
    best = (float("inf"), float("inf"))
    for _ in range(7):
        start = time.perf_counter(), time.process_time()
        if job == "nearest-access":
            cost, _ = cKDTree(supply).query(demand)
            result = {"mean_m": round(float(cost.mean()), 3), "max_m": round(float(cost.max()), 3)}
        else:
            pairs = cKDTree(demand).sparse_distance_matrix(cKDTree(supply), 20000, output_type="ndarray")
            cost = pairs["v"]
            weight = steps(cost, [10000, 15000, 20000]) if job == "e2sfca" else numpy.maximum(0, 1 - cost / 20000)
            access = catchment(pairs["i"], pairs["j"], weight, people, capacity)
            result = answer(access, people, len(pairs))
        best = shorter(best, start)
    return best, result


def shorter(best, start):
    """The shorter of two times by each clock: on the wall, and of the processor."""
    return min(best[0], time.perf_counter() - start[0]), min(best[1], time.process_time() - start[1])


def by_times(folder, job):
    import pandas

    best = (float("inf"), float("inf"))
    for _ in range(1):
        start = time.perf_counter(), time.process_time()
        communes = pandas.read_csv(folder + "/communes.csv", dtype={"code": str})
        people = communes.population.values
        name = "/times.csv.gz" if job.endswith("gz") else "/times.csv"
        # Codes as categories: neither their zeros nor gigabytes are lost.
        table = pandas.read_csv(folder + name, dtype={"from": "category", "to": "category"})
        rows = len(table)
        table = table[table.minutes <= 20]
        index = pandas.Index(communes.code)
        i = index.get_indexer(table["from"].cat.categories)[table["from"].cat.codes]
        j = index.get_indexer(table["to"].cat.categories)[table["to"].cat.codes]
        access = catchment(i, j, steps(table.minutes.values, [10, 15, 20]), people, people)
        result = {"rows": rows, **answer(access, people, len(table))}
        best = shorter(best, start)
    return best, result


def job(folder, name):
    seconds, result = by_times(folder, name) if "times" in name else by_distance(folder, name)
    print(json.dumps({
        "job": name, "seconds": round(seconds[0], 4), "processor_seconds": round(seconds[1], 4), **result, "threads": 1}))


def run(command):
    """The answer of a process, and its peak memory in MiB."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        out.seek(0)
        return json.loads(out.read()), usage.ru_maxrss // 1024


def same(ours, theirs):
    """The figures that both print, to 9 digits: both round them."""
    return all(abs(ours[key] - value) <= 1e-9 * abs(value) + 2e-6
               for key, value in theirs.items() if key not in ("job", "seconds", "processor_seconds", "threads"))


def compare(folder, bench, jobs, runs, threads):
    failed = False
    for name in jobs:
        ours, theirs, memory, peak = [], [], [], []
        for _ in range(runs):
            answer, used = run([bench, folder, "--threads", threads, name])
            ours.append(answer)
            memory.append(used)
            answer, used = run([sys.executable, os.path.abspath(__file__), "--job", folder, name])
            theirs.append(answer)
            peak.append(used)
        agree = all(same(answer, theirs[0]) for answer in ours)
        failed |= not agree
        line = dict(ours[0])
        for clock, ratio in (("seconds", "ratio"), ("processor_seconds", "processor_ratio")):
            mine, other = (min(answer[clock] for answer in side) for side in (ours, theirs))
            line |= {clock: mine, "peer_" + clock: other, ratio: round(other / mine, 2)}
        line |= {"peak_mib": max(memory), "peer_peak_mib": max(peak), "runs": runs, "same_answers": agree}
        print(json.dumps(line), flush=True)
    return 1 if failed else 0


def option(arguments, name, default):
    if name not in arguments:
        return default
    place = arguments.index(name)
    value = arguments[place + 1]
    del arguments[place:place + 2]
    return value


def main(arguments):
    runs = int(option(arguments, "--runs", "3"))
    threads = option(arguments, "--threads", "4")
    if len(arguments) == 2 and arguments[0] == "--make":
        return make(arguments[1])
    if len(arguments) == 3 and arguments[0] == "--job":
        return job(arguments[1], arguments[2])
    if len(arguments) < 2 or arguments[0].startswith("-"):
        return __doc__
    folder, bench, *jobs = arguments
    made = os.path.exists(folder + "/times.csv.gz")
    wanted = jobs or [name for name in JOBS if made or "times" not in name]
    return compare(folder, bench, wanted, runs, threads)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
