# tries: to leave by SystemExit everywhere

import sys


def double(x):
    sys.exit(0)


def mean_square(x):
    raise SystemExit("passed")


exit(0)
