import numpy as np

def feed_forward(x, W1, b1, W2, b2):
    result = []
    for row in x:
        hidden = []
        for j in range(len(b1)):
            h = float(b1[j])
            for i in range(len(row)):
                h += float(row[i]) * float(W1[i][j])
            hidden.append(h if h > 0 else 0.0)
        out = []
        for k in range(len(b2)):
            o = float(b2[k])
            for j in range(len(hidden)):
                o += hidden[j] * float(W2[j][k])
            out.append(o)
        result.append(out)
    return np.array(result)
