"""Numbers with a unit: "3.5 m/s" or (3.5, "m/s")."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from autograder.models import PlainValue

_QUANTITY = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*", re.ASCII)


def in_base_unit(value: PlainValue, units: Mapping[str, float]) -> float | None:
    """The number converted to the unit of size 1; None without a number or a known unit."""
    if isinstance(value, str) and (found := _QUANTITY.fullmatch(value)):
        number: PlainValue = float(found[1])
        unit: PlainValue = found[2]
    elif isinstance(value, (tuple, list)) and len(value) == 2:
        number, unit = value
    else:
        return None
    if isinstance(number, np.ndarray) and number.shape == ():
        number = number.item()
    if type(number) not in (int, float) or type(unit) is not str or unit not in units:
        return None
    return float(number) * units[unit]
