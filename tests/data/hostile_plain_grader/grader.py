"""A grader as many are written: student code, answers and verdict in one process."""

import numpy as np
import reference
import submission


def test_double():
    rng = np.random.default_rng(7)
    for size in (3, 4, 7):
        x = rng.normal(size=size)
        expected = reference.double(x)
        np.testing.assert_allclose(submission.double(x.copy()), expected)


def test_mean_square():
    rng = np.random.default_rng(8)
    for size in (3, 5, 8):
        x = rng.normal(size=size)
        expected = reference.mean_square(x)
        assert np.allclose(submission.mean_square(x.copy()), expected)
