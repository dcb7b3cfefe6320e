"""speed_of_light: a number with a unit."""

from autograder.author import Case, Check

KIND = "variable"
TITLE = {"en": "Light"}
FORMULA = "299 792 458 m/s"
DOCSTRING = {"en": 'The speed of light with a unit, to three digits: "… m/s" or "… km/s".'}

### BEGIN SOLUTION
speed_of_light = "299792.458 km/s"
### END SOLUTION

HINTS = {"en": ["It is about 1 foot in a nanosecond."]}
RULES = {"rtol": 0.005}
CHECKS = (Check("speed", 1, {"en": "Number and unit are right."}),)


def cases(rng):
    yield Case("speed", units={"m/s": 1, "km/s": 1000, "km/h": 1 / 3.6})
