# Transformer 入門
#
# 関数の中の raise NotImplementedError(...) を消し、続きを書いて完成させてください。
# 確かめるには、このフォルダで python -m pytest を実行します。1 つだけなら：
#     python -m pytest -k compute_attention
# 解答で import してよいのは、Python の標準ライブラリと numpy だけです。
# 「# %%」の行は、VS Code などでセルの区切りになります。

import math

import numpy as np


# %% compute_attention: スケール化内積注意（scaled dot-product attention）（20 点）


def compute_attention(Q, K, V):
    """クエリとよく合うキーの重みほど大きくして、バリュー（V の行）の加重平均を計算します。

    softmax(Q Kᵀ / √d_k) V　　softmax はキーの方向に計算します。

    Q: (n_q, d_k)   1 行が 1 つのクエリ
    K: (n_k, d_k)   1 行が 1 つのキー
    V: (n_k, d_v)   1 行が 1 つのバリュー。K の同じ行のキーに対応します
    戻り値はタプル (output, weights) です。output は (n_q, d_v)、weights は (n_q, n_k) で、
    どちらも float64 です。weights の各行の和は 1 になります。

    引数は配列でもリストでもかまいません。引数を書き換えてはいけません。スコアの絶対値が
    10,000 程度になっても、結果は有限で、NumPy の警告も出ないようにします。
    出典：Vaswani et al. 2017, "Attention Is All You Need", 式 (1)

    >>> output, weights = compute_attention([[1, 0]], [[0.8, 0.6], [0, 0]], [[0.3], [0.9]])
    >>> weights.round(6)
    array([[0.637767, 0.362233]])
    >>> output.round(6)
    array([[0.51734]])
    """
    raise NotImplementedError("compute_attention")


# %% feed_forward: 位置ごとの順伝播型ネットワーク（FFN）（7 点）


def feed_forward(x, W1, b1, W2, b2):
    """線形変換を 2 回行い、そのあいだに ReLU をはさみます。x の各行に別々に適用します。

    FFN(x) = relu(x W1 + b1) W2 + b2　　relu(z) は z > 0 なら z、それ以外は 0 です。

    x: (n, d_model)   1 行が 1 つのトークン
    W1: (d_model, d_ff)   b1: (d_ff,)
    W2: (d_ff, d_model)   b2: (d_model,)
    戻り値は形 (n, d_model) の float64 の配列です。

    多くの教材にある式 W2 * sigma(W1*x + b1) + b2 は、列ベクトル x についての書き方です。
    この演習ではトークンが行なので、x が左に来ます。引数は配列でもリストでもかまいません。引数を
    書き換えてはいけません。
    出典：Vaswani et al. 2017, "Attention Is All You Need", 式 (2)

    >>> feed_forward([[1.0, 2.0]], [[1, -1], [1, -1]], [0.5, 0.5], [[2, 0], [0, 2]], [0, 1])
    array([[7., 1.]])
    """
    raise NotImplementedError("feed_forward")


# %% bce_loss: 二値交差エントロピー損失（10 点）


def bce_loss(y_true, y_pred):
    """二値交差エントロピーを、全要素について平均します。

    L = −mean( t ln y + (1 − t) ln(1 − y) )

    t は y_true の要素（正解ラベル）、y は y_pred の要素（予測）です。ln は自然対数です。

    y_true: 形は自由、各要素は [0, 1]。多くは 0 か 1 ですが、0.9 のようなソフトラベルもあります
    y_pred: y_true と同じ形、各要素は [0, 1] の確率
    戻り値は 1 つの float で、0 以上です（ガードによるわずかな誤差を除く）。

    ln 0 は −∞ ですが、確率がちょうど 0 や 1 でも、損失は有限で、NumPy の警告も出ないように
    します。そのためのガードは 1e-7 以下とします。この教材のように対数の中に 1e-9 を足しても、
    y を 1e-9 から 1 − 1e-9 の範囲に収めても正解です。確信をもって外した予測の損失は、
    それでも 14 以上になります。
    引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

    >>> round(float(bce_loss([1.0], [0.6265255])), 6)
    0.467566
    """
    raise NotImplementedError("bce_loss")


# %% bce_gradient: 交差エントロピーの勾配（7 点）


def bce_gradient(X, y_true, y_pred):
    """モデル y_pred = sigmoid(X w + b) の平均 BCE 損失 L の勾配を求めます。

    ∂L/∂w = Xᵀ (y − t) / n、∂L/∂b = mean(y − t)　　t は y_true、y は y_pred です。
    シグモイド関数の微分が対数の微分と打ち消し合うので、この簡単な形になります。

    X: (n, d)   1 行が 1 つのサンプル
    y_true: (n,)   [0, 1] のラベル
    y_pred: (n,)   これらのサンプルについてモデルが予測した確率
    戻り値はタプル (grad_w, grad_b) です。grad_w は形 (d,) の float64 の配列、grad_b は float です。

    引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

    >>> grad_w, grad_b = bce_gradient([[1.0, 2.0], [3.0, 4.0]], [1.0, 0.0], [0.5, 0.5])
    >>> grad_w
    array([0.5, 0.5])
    >>> float(grad_b)
    0.0
    """
    raise NotImplementedError("bce_gradient")


# %% sgd_step: 勾配降下法の一歩（10 点）


def sgd_step(w, grad, lr):
    """勾配降下法の更新を 1 回行います。勾配と逆の向きに、勾配の長さの lr 倍だけ進みます。

    w − lr · grad

    w: 任意の形   grad: w と同じ形   lr: float、学習率
    戻り値は w と同じ形の新しい配列です。w と grad は書き換えません。

    更新の大きさに制限は付けません。f(w) = ½ λ w² では、lr < 2/λ なら損失は下がり、
    lr > 2/λ なら発散します。それを数値で確かめるのが目的です。

    観察 3 の更新は次のとおりです。

    >>> sgd_step([0.3, 0.9, 0.0], [-0.055733, -0.031655, -0.087388], 0.1).round(6)
    array([0.305573, 0.903166, 0.008739])
    """
    raise NotImplementedError("sgd_step")


# %% gradient_share: 勾配の取り分（3 点）
# 予測の上昇のうち、重みの更新だけによる割合（0 から 1 までの数）。
#
# 観察 3 では、予測が y = 0.626526 から y_new = 0.652666 に上がりました。
# ところが、そこでは重みを更新しただけでなく、それまでなかったバイアス 0.1 も
# 足しています（しかも勾配は、計算したばかりの BCE ではなく二乗誤差のものです）。
#
# バイアスを足さず、重みの更新だけを行ったときの予測を y_step とします。
#
# (y_step − y) / (y_new − y)
#
# を求め、その値（float）を gradient_share に代入してください。±0.005 まで正解です。
#
# 採点ではこのセルだけが実行されます。x、w、lr など、上のセルの変数は使えません。数値を
# そのまま書くか、必要な値をこのセルの中で定義してください。
gradient_share = None


# %% l2_penalty: L2 正則化項（10 点）


def l2_penalty(w, lam):
    """L2 正則化項（大きな重みを抑えるために損失に加える項）を計算します。

    lam · Σ wᵢ²。w の形によらず、すべての重みについて足し合わせます。係数 ½ は付けません。

    w: 任意の形   lam: float、正則化の強さ
    戻り値は float です。

    観察 3 の更新後の重みでは、次の値になります。

    >>> penalty = l2_penalty([0.305573, 0.903166, 0.008739], 0.01)
    >>> round(float(penalty), 6)  # 0.467566 + 0.009092 が正則化つきの損失
    0.009092
    """
    raise NotImplementedError("l2_penalty")


# %% batch_predict: ミニバッチの予測（10 点）


def batch_predict(X, w, b):
    """バッチの各サンプルについて、モデルが予測する確率を求めます。

    y = sigmoid(X w + b)　　sigmoid(z) = 1 / (1 + e^(−z)) です。

    X: (n, d)   1 行が 1 つのサンプル
    w: (d,)   特徴量ごとに 1 つの重み
    b: float。どのサンプルにも同じバイアスを足します
    戻り値は形 (n,) の float64 の配列で、1 サンプルにつき 1 つの確率です。

    z = X w + b の絶対値が 10,000 程度になっても（正でも負でも）、結果は有限で、NumPy の
    警告も出ないようにします。引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

    >>> X = [[0.8, -0.4, 0.2], [0.2, 0.1, -0.3], [0.5, -0.2, 0.7]]
    >>> batch_predict(X, [0.305573, 0.903166, 0.008739], 0.1).round(4)
    array([0.4962, 0.5619, 0.5196])
    """
    raise NotImplementedError("batch_predict")


# %% choose_learning_rate: 学習率を選ぶ（8 点）


def choose_learning_rate(X, y, candidates, steps):
    """すべての候補で学習を行い、最後の損失がいちばん低い学習率を選びます。

    候補ごとに、ロジスティック回帰 y_pred = sigmoid(X w + b) を w = 0, b = 0 から始め、
    平均 BCE に対して、全データを使った勾配降下法を steps ステップ実行します。最後の更新を終えた
    時点の損失が有限で、しかも学習前の損失 ln 2 より小さい候補のうち、その損失が最小のものを
    返します。

    X: (n, d)   y: (n,) の正解ラベル   candidates: 学習率（> 0）、順不同。nan が混ざっていても
    よく、nan が選ばれることはありません   steps: 1 以上の整数
    戻り値は float で、学習率そのものです。
    当てはまる候補が一つもなければ ValueError を送出します。

    >>> X = [[-1, 0], [1, 1], [0, 0], [0, 1]]
    >>> y = [0, 0, 0, 1]
    >>> choose_learning_rate(X, y, [10.0, 0.5, 5.0, 8.0], 3)  # 0.707, 0.623, 0.460, 0.532
    5.0
    """
    raise NotImplementedError("choose_learning_rate")


# %% train_with_early_stopping: 早期終了つきの学習（10 点）


def train_with_early_stopping(X_train, y_train, X_val, y_val, lr, lam, max_epochs, patience):
    """検証損失が下がらなくなるまで、L2 正則化つきのロジスティック回帰を学習させます。

    w = 0, b = 0 から始めます。1 エポックでは次のことをします。
      1. BCE(訓練データ) + lam · Σ wᵢ² に対して、全データで 1 回だけ更新します。w の勾配は
         grad_w + 2 · lam · w です。バイアスは正則化しません。
      2. そのあとで、訓練データと検証データの平均 BCE を記録します。
         どちらにも正則化項は含めません。
    検証損失がそれまでのどのエポックよりも小さい（<）とき、そのエポックで「改善した」とみなします。
    改善のないエポックが patience 回続いたとき、または max_epochs 回に達したときに終わります。

    X_train: (n, d)   y_train: (n,)   X_val: (m, d)   y_val: (m,)
    lr, lam: float   max_epochs, patience: 1 以上の整数
    戻り値は、検証損失が最小だったエポックの w (d,) と b（float）、そして
    history = {"train": [...], "val": [...]}（実行したエポックごとに float が 1 つ）です。

    >>> X, y = [[1, 0], [0, 2], [1, 1]], [1, 0, 1]
    >>> w, b, history = train_with_early_stopping(X, y, [[2, 0]], [0], 0.6, 0.0, 1, 2)
    >>> w.round(6), round(float(b), 6)
    (array([ 0.2, -0.1]), 0.1)
    >>> round(float(history["train"][0]), 6), round(float(history["val"][0]), 6)
    (0.598964, 0.974077)
    """
    raise NotImplementedError("train_with_early_stopping")


# %% standardize: 特徴量の標準化（5 点）


def standardize(X_train, X_new):
    """各列を、訓練データでのその列の平均と標準偏差を使って標準化します。

    z = (x − 平均) / 標準偏差　　どちらも X_train の同じ列から求めます。標準偏差は母標準偏差です
    （n − 1 ではなく n で割ります）。訓練データにも新しいデータにも、同じ値を使います。

    X_train: (n, d)   1 行が 1 つのサンプル
    X_new: (m, d)   同じ特徴量を持つ新しいサンプル。m は n と違ってもかまいません
    戻り値はタプル (Z_train, Z_new) です。どちらも float64 の配列で、形は X_train、X_new と同じです。

    X_train で値が一定の列は、平均を引くだけにします（1 で割る）。NumPy の警告も出ないように
    します。引数は配列でもリストでもかまいません。引数を書き換えてはいけません。

    >>> Z_train, Z_new = standardize([[0, 5], [2, 5]], [[4, 6]])
    >>> Z_train
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> Z_new
    array([[3., 1.]])
    """
    raise NotImplementedError("standardize")


# %% explain_divergence: 発散を説明する（10 点）
# 学習率が大きすぎると、なぜ学習は発散するのでしょうか。
#
# f(w) = ½ λ w² を例に、式と数値の両方で説明してください。
#
# 1. 勾配降下法の 1 回の更新で w が何倍になるかを式で示し、発散する条件が lr > 2/λ に
#    なることを導いてください。
# 2. λ と lr を自分で選び、w と損失が 3 ステップのあいだにどう変わるかを数値で示してください。
#    収束する例と発散する例を一つずつ挙げます。
# 3. ロジスティック回帰の BCE では、学習率が大きすぎても損失が nan や inf になるとは
#    限りません。それはなぜですか。では、発散にどうやって気づけばよいでしょうか。
#
# 数行の式と、150〜400 字ほどの文章が目安です。
explain_divergence = r"""
（ここに答えを書いてください。）
"""
