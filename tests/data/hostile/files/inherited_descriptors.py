# tries: to read, write and seek in every descriptor it inherited

import os

loot = ""
for fd in range(4, 1024):
    for name in (str(fd),):
        try:
            os.lseek(fd, 0, 0)
            loot += os.read(fd, 10_000).decode("latin-1")
        except OSError:
            pass
        try:
            os.write(fd, b"x" * 10)
        except OSError:
            pass


def double(x):
    return loot


def mean_square(x):
    return loot
