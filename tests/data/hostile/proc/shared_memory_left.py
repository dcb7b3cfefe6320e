# tries: to leave shared memory behind and to read what others left

import glob
import os

loot = ""
for path in glob.glob("/dev/shm/*") + glob.glob("/dev/mqueue/*"):
    try:
        with open(path) as file:
            loot += file.read(10_000)
    except OSError:
        pass
for folder in ("/dev/shm", "/dev/mqueue", "/run", "/var/tmp", "/dev"):
    try:
        with open(os.path.join(folder, "left-by-neighbour"), "w") as file:
            file.write("left by a neighbour")
    except OSError:
        pass


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
