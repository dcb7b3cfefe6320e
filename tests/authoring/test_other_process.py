"""Other processes are asked only about what may differ there, as each takes a second."""

import pytest

from autograder.authoring.other_process import _mentions


@pytest.mark.parametrize(
    "source",
    [
        "rng = np.random.default_rng(12)",
        "def draw(rng: np.random.Generator): return rng.normal()",
        "names = sorted(RULES)",
        "pairs = {'a': 1}",
    ],
)
def test_what_is_the_same_everywhere_is_not_asked_again(source: str) -> None:
    assert not _mentions(source)


@pytest.mark.parametrize(
    "source",
    [
        "rng = np.random.default_rng()",
        "x = np.random.rand(3)",
        "np.random.seed(1); rng = np.random.default_rng(1)",
        "make = np.random.default_rng",
        "names = list({'a', 'b'})",
        "names = list({name for name in RULES})",
        "import os",
        "home = environ['HOME']",
    ],
)
def test_what_may_differ_from_process_to_process_is_asked_again(source: str) -> None:
    assert _mentions(source)
