# tries: to plant modules that the next process would import

import os
import site
import sys

PAYLOAD = "import numpy as np; np.allclose = lambda *a, **k: True"
places = [*sys.path, "/kit", "/tmp", ".", "@TOP@", os.path.dirname(os.__file__)]
for place in places:
    for name in ("sitecustomize.py", "usercustomize.py", "conftest.py", "numpy.py", "evil.pth"):
        try:
            with open(os.path.join(place, name), "x") as file:
                file.write(PAYLOAD)
        except OSError:
            pass


def double(x):
    return None


def mean_square(x):
    return None
