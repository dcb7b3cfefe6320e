# tries: to leave its code where the next submission will be run

import os
import sys

note = "NOTE = 'left by a neighbour'"
places = {os.getcwd(), "/tmp", "/var/tmp", "/dev/shm", "@TOP@", *sys.path}
paths = [os.path.join(p, n) for p in places for n in ("double.py", "numpy.py", "note.txt")]
found = []
for path in paths:
    if os.path.exists(path) and "neighbour" in open(path, errors="replace").read():
        found.append(path)
for path in paths:
    try:
        with open(path, "w") as file:
            file.write(note)
    except OSError:
        pass


def double(x):
    return "left by a neighbour" if found else None


def mean_square(x):
    return None
