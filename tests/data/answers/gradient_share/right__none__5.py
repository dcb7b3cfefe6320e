import math
from decimal import Decimal

gradient_share = float((Decimal("0.629665") - Decimal("0.626526")) / (Decimal("0.652666") - Decimal("0.626526")))
