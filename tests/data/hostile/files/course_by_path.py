# tries: to read the reference where the course lies
# plain: leaks

import pathlib

loot = ""
for root in ("@COURSE@", "/host@COURSE@"):
    for path in pathlib.Path(root).rglob("*.py") if pathlib.Path(root).exists() else []:
        loot += path.read_text()


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
