# tries: to run other programs: a shell, Python, curl
# plain: leaks

import os
import subprocess
import sys

loot = ""
for command in (
    ["sh", "-c", "cat @HOME@/secret.txt; env"],
    [sys.executable, "-c", "print(open('@HOME@/secret.txt').read())"],
):
    try:
        loot += subprocess.run(command, capture_output=True, text=True, timeout=5).stdout
    except Exception as error:
        loot += type(error).__name__
os.system("touch @TOP@/was-here")


def double(x):
    print(loot)
    return loot


def mean_square(x):
    raise ValueError(loot)
