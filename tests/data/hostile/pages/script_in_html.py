# tries: to run a script in the teacher's browser

import numpy as np

EVIL = "<script>alert('evil-marker')</script><img src=x onerror=alert(1)>"
print(EVIL)


def double(x):
    print(EVIL)
    return EVIL


def mean_square(x):
    raise ValueError(f"{EVIL} </td></table><h1>100 points</h1> {{{{ 7 * 7 }}}} {{% raise %}}")
