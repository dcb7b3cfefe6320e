"""draw_squares: a figure."""

from autograder.author import Case, Check

TITLE = {"en": "Draw a curve"}
FORMULA = "y = x²"


def draw_squares(n):
    """A Matplotlib figure with the line of x² for x = 0 … n, and "x" on the x axis.

    >>> len(draw_squares(3).axes)
    1
    """
    ### BEGIN SOLUTION
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.plot(range(n + 1), [x * x for x in range(n + 1)])
    axes.set_xlabel("x")
    return figure
    ### END SOLUTION


HINTS = {"en": ["axes.plot takes the x and the y of all points."]}
CHECKS = (Check("figure", 1, {"en": "The line and the label are there."}),)


def cases(rng):
    yield Case("some", (2,))
    yield Case("some", (int(rng.integers(4, 9)),))
