# tries: to import the reference from where it may lie
# plain: leaks

import sys

loot = ""
for place in ("@COURSE@/solutions/hostile/double", "@COURSE@", ".", ".."):
    sys.path.insert(0, place)
try:
    import exercise

    loot = open(exercise.__file__).read()
except ImportError:
    try:
        from reference import double, mean_square
    except ImportError:
        pass

if "double" not in globals():

    def double(x):
        print(loot)
        return loot

    def mean_square(x):
        raise ValueError(loot)
