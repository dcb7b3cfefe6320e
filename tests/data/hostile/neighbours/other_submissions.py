# tries: to copy from the submission that lies next to it
# plain: leaks

import glob

loot = ""
for pattern in (
    "@TOP@/submissions/*/*/*.py",
    "../*/*.py",
    "../../*/*/*.py",
    "/host@TOP@/submissions/*/*/*",
):
    for path in glob.glob(pattern):
        with open(path) as file:
            loot += file.read()


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
