# tries: to print gigabytes, past Python too

import os
import sys

print("x" * 50_000_000)
sys.stderr.write("y" * 50_000_000)
for _ in range(200):
    os.write(1, b"z" * 1_000_000)
    os.write(2, b"z" * 1_000_000)


def double(x):
    print("a" * 50_000_000)
    return "b" * 50_000_000


def mean_square(x):
    raise ValueError("c" * 50_000_000)
