# tries: to lead whoever cleans up out of the scratch folder by links

import os

for name, target in (("home", "@HOME@"), ("root", "/"), ("top", "@TOP@"), ("self", ".")):
    try:
        os.symlink(target, name)
    except OSError:
        pass
try:
    os.mkfifo("pipe")
except OSError:
    pass
deep = "d"
try:
    for _ in range(200):
        os.mkdir(deep)
        deep += "/d"
    os.chmod("d", 0)
except OSError:
    pass


def double(x):
    return sorted(os.listdir("top")) if os.path.exists("top") else None


def mean_square(x):
    return None
