# tries: to write its own points into the gradebook and the results
# plain: changes

import pathlib
import sqlite3

for name in ("@TOP@/gradebook.db", "../gradebook.db", "/host@TOP@/gradebook.db"):
    try:
        with sqlite3.connect(name) as db:
            db.execute("update grade set points = 100")
    except Exception:
        pass
for name in ("@TOP@/results.jsonl", "../results.jsonl"):
    try:
        path = pathlib.Path(name)
        if path.exists():
            path.write_text('{"student": "me", "points": 100.0}')
    except OSError:
        pass


def double(x):
    return None


def mean_square(x):
    return None
