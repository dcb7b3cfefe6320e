# -*- coding: cp932 -*-
def alpha(x):
    return x + 1


def beta(x):
    # 二倍
    return 2 * x


def gamma(x):
    """Minus x."""
    return -x
