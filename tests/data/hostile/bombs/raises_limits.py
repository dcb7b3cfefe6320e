# tries: to raise the limits that were set for it

import resource

hoard = []
for name in dir(resource):
    if name.startswith("RLIMIT_"):
        try:
            which = getattr(resource, name)
            hard = resource.getrlimit(which)[1]
            resource.setrlimit(which, (hard, hard))
            resource.setrlimit(which, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        except (OSError, ValueError):
            pass


def double(x):
    while True:
        hoard.append(bytearray(10_000_000))


def mean_square(x):
    while True:
        pass
