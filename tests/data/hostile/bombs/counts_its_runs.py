# tries: to keep count of its runs in a file and behave from the third on

import os

runs = 0
for place in (".", "/tmp", "/var/tmp", "@TOP@"):
    path = os.path.join(place, "runs")
    runs = max(runs, os.path.getsize(path) if os.path.exists(path) else 0)
for place in (".", "/tmp", "/var/tmp", "@TOP@"):
    path = os.path.join(place, "runs")
    try:
        with open(path, "a") as file:
            file.write("x")
    except OSError:
        pass


def double(x):
    return "left by a neighbour" if runs else 0


def mean_square(x):
    return runs
