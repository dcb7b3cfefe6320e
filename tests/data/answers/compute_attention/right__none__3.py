import numpy

def _softmax(a):
    shifted = a - numpy.amax(a, axis=1)[:, None]
    expo = numpy.exp(shifted)
    return expo / numpy.sum(expo, axis=1)[:, None]

def compute_attention(queries, keys, values):
    queries = numpy.array(queries, dtype=numpy.float64)
    keys = numpy.array(keys, dtype=numpy.float64)
    values = numpy.array(values, dtype=numpy.float64)
    d = queries.shape[1]
    w = _softmax(numpy.einsum("id,jd->ij", queries, keys) * d ** -0.5)
    return numpy.einsum("ij,jv->iv", w, values), w
