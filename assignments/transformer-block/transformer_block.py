# 学習する Transformer
#
# 関数の中の raise NotImplementedError(...) を消し、続きを書いて完成させてください。
# 確かめるには、このフォルダで python -m pytest を実行します。1 つだけなら：
#     python -m pytest -k attention_mask
# 解答で import してよいのは、Python の標準ライブラリと numpy だけです。
# 「# %%」の行は、VS Code などでセルの区切りになります。

import math

import numpy as np


# %% attention_mask: 因果マスクとパディングマスク（5 点）


def attention_mask(ids, pad, causal):
    """クエリ i がキー j を見てよいかどうかを、すべての i と j について表にします。

    mask[i, j] は、トークン j がパディングではなく、さらに causal が真のときは j が i より後では
    ない場合に True です。トークンは自分自身を見てもかまいません。

    ids: (n,) 整数。先頭はパディングではありません   pad: 整数   causal: bool
    戻り値は bool の配列 (n, n) です。行 i が、トークン i の見てよい相手を表します。パディングの
    トークンの行も、ほかの行と同じように作ります。

    >>> attention_mask([5, 3, 0], 0, True)
    array([[ True, False, False],
           [ True,  True, False],
           [ True,  True, False]])
    """
    raise NotImplementedError("attention_mask")


# %% masked_attention: マスクつきの注意（8 点）


def masked_attention(Q, K, V, mask):
    """mask[i, j] が True の場所だけで、クエリ i がキー j を見るスケール化内積注意です。

    スコアは Q Kᵀ / √d_k です。見てはいけないキーのスコアは −∞ とし、その重みはちょうど 0 になります。
    残りのキーが注意のすべてを分け合うので、weights の各行の和は 1 です。

    Q: (n_q, d_k)   K: (n_k, d_k)   V: (n_k, d_v)
    mask: (n_q, n_k) bool。どの行にも True が 1 つ以上あります
    戻り値はタプル (output, weights) です。形は (n_q, d_v) と (n_q, n_k) で、どちらも float64 です。
    スコアの絶対値が 10,000 程度でも、結果は有限で、NumPy の警告も出ないようにします。

    >>> output, weights = masked_attention(
    ...     [[1, 0], [0, 2]], [[1, 1], [1, 0]], [[3], [5]], [[True, False], [True, True]])
    >>> weights.round(6)
    array([[1.     , 0.     ],
           [0.80443, 0.19557]])
    >>> output.round(6)
    array([[3.      ],
           [3.391141]])
    """
    raise NotImplementedError("masked_attention")


# %% multi_head_attention: マルチヘッド注意（9 点）


def multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask):
    """複数のヘッドによる自己注意です。各ヘッドは、列を分けた自分の担当分だけを使います。

    1. 射影：Q = X W_Q, K = X W_K, V = X W_V を計算します。
    2. 分割：d_head = d_model / n_heads とし、Q, K, V の最初の d_head 列が 1 番目のヘッド、
       次の d_head 列が 2 番目のヘッド、というように分けます。
    3. 注意：ヘッドごとに、同じマスクのもとで、√d_head で割る注意を計算します。
    4. 結合：ヘッドの出力を順に横に並べ、W_O を掛けます。

    X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
    n_heads: 整数。d_model を割り切ります
    戻り値はタプル (output, weights) です。形は (n, d_model) と (n_heads, n, n) です。

    >>> X, one = [[1, 0], [0, 2]], [[1, 0], [0, 1]]
    >>> mask = [[True, True], [True, True]]
    >>> output, weights = multi_head_attention(X, one, one, one, one, 2, mask)
    >>> weights.round(4)
    array([[[0.7311, 0.2689],
            [0.5   , 0.5   ]],
    <BLANKLINE>
           [[0.5   , 0.5   ],
            [0.018 , 0.982 ]]])
    >>> output.round(4)
    array([[0.7311, 1.    ],
           [0.5   , 1.964 ]])
    """
    raise NotImplementedError("multi_head_attention")


# %% positional_encoding: 正弦波の位置エンコーディング（6 点）


def positional_encoding(n, d_model):
    """n 個のトークンの位置を、正弦波で表します。列は 2 つで 1 組で、組ごとに波長が違います。

    角度を p / 10000^(2i/d_model) とすると、行 p の列 2i はその sin、列 2i + 1 はその cos です。
    位置 p も組の番号 i も 0 から数えます。

    n: 1 以上の整数   d_model: 偶数
    戻り値は float64 の配列 (n, d_model) です。
    出典：Vaswani et al. 2017, 3.5 節

    >>> positional_encoding(3, 4).round(4)
    array([[ 0.    ,  1.    ,  0.    ,  1.    ],
           [ 0.8415,  0.5403,  0.01  ,  1.    ],
           [ 0.9093, -0.4161,  0.02  ,  0.9998]])
    """
    raise NotImplementedError("positional_encoding")


# %% embed_tokens: 埋め込みと位置の和（3 点）


def embed_tokens(ids, E):
    """最初のブロックへの入力です。トークンに対応する E の行の √d_model 倍に、位置を足します。

    ids: (n,) 整数   E: (語彙数, d_model)。語彙の 1 トークンが 1 行です
    戻り値は float64 の配列 (n, d_model) です。先頭のトークンの位置を 0 とし、位置は
    positional_encoding の値をそのまま使います（√d_model 倍しません）。

    >>> embed_tokens([1, 0], [[0.5, -0.5], [0.1, 0.2]]).round(4)
    array([[ 0.1414,  1.2828],
           [ 1.5486, -0.1668]])
    """
    raise NotImplementedError("embed_tokens")


# %% layer_norm: 層正規化（6 点）


def layer_norm(x, gamma, beta, eps):
    """x の各行を、その行自身の平均と分散で正規化し、拡大してずらします。

    gamma · (x − μ) / √(σ² + eps) + beta

    μ は 1 行の d 個の数の平均、σ² は分散（d で割るもの）です。

    x: (n, d)。1 行が 1 トークン   gamma, beta: (d,)   eps: 正の float
    戻り値は float64 の配列 (n, d) です。数がすべて等しい行の結果は beta になります。

    >>> layer_norm([[1.0, 2.0, 6.0]], [1, 1, 1], [0, 0, 10], 1e-5).round(4)
    array([[-0.9258, -0.4629, 11.3887]])
    """
    raise NotImplementedError("layer_norm")


# %% layer_norm_backward: 層正規化の逆伝播（6 点）


def layer_norm_backward(dy, x, gamma, eps):
    """層正規化の出力の勾配から、入力とパラメータの勾配を求めます。

    y = layer_norm(x, gamma, beta, eps) と損失 L に対して、dy は ∂L/∂y です。行の平均と分散は
    その行のすべての数に依存するので、∂L/∂x には道が 2 つ以上あります。

    dy: (n, d)   x: (n, d)   gamma: (d,)   eps: 正の float
    戻り値はタプル (dx, dgamma, dbeta) です。∂L/∂x (n, d)、∂L/∂gamma (d,)、∂L/∂beta (d,) です。
    gamma と beta はすべての行で使われるので、その勾配は行についての和になります。

    >>> dx, dgamma, dbeta = layer_norm_backward([[1, 2, 4]], [[1.0, 2.0, 6.0]], [1, 1, 1], 1e-5)
    >>> dx.round(4)
    array([[-0.0882,  0.1102, -0.022 ]])
    >>> dgamma.round(4), dbeta
    (array([-0.9258, -0.9258,  5.5549]), array([1., 2., 4.]))
    """
    raise NotImplementedError("layer_norm_backward")


# %% cross_entropy: 語彙全体の交差エントロピー（6 点）


def cross_entropy(logits, targets, pad):
    """ターゲットが pad ではないすべての位置について、−ln p(ターゲット) の平均を返します。

    p は logits の 1 行の、語彙の方向の softmax です。ln は自然対数です。ターゲットが pad の位置は
    まったく数えません。和にも、割る数にも入れません。

    logits: (n, 語彙数)   targets: (n,) 整数。pad ではないものが 1 つ以上あります   pad: 整数。
    pad 自身も語彙の番号の 1 つです
    戻り値は float です。logits の絶対値が 10,000 程度でも、損失は有限で、NumPy の警告も出ない
    ようにします。

    >>> loss = cross_entropy([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]], [1, 2, 0], 0)
    >>> round(float(loss), 6)
    0.753109
    """
    raise NotImplementedError("cross_entropy")


# %% cross_entropy_gradient: 交差エントロピーの勾配（5 点）


def cross_entropy_gradient(logits, targets, pad):
    """cross_entropy(logits, targets, pad) の、logits についての勾配です。

    損失は、ターゲットが pad ではない m 個の位置の平均です。ほかの位置は損失に影響しません。

    logits: (n, 語彙数)   targets: (n,) 整数。pad ではないものが 1 つ以上あります   pad: 整数
    戻り値は float64 の配列 (n, 語彙数) です。logits の絶対値が 10,000 程度でも、結果は有限で、
    NumPy の警告も出ないようにします。

    >>> cross_entropy_gradient([[0.0, 0.0], [3.0, 1.0]], [1, 0], 0)
    array([[ 0.5, -0.5],
           [ 0. ,  0. ]])
    """
    raise NotImplementedError("cross_entropy_gradient")


# %% multi_head_backward: マルチヘッド注意の逆伝播（6 点）


def multi_head_backward(dout, X, W_Q, W_K, W_V, W_O, n_heads, mask):
    """multi_head_attention の出力の勾配から、入力と重みの勾配を求めます。

    output, weights = multi_head_attention(X, W_Q, W_K, W_V, W_O, n_heads, mask) と損失 L に対して、
    dout は ∂L/∂output です。X はクエリ、キー、バリューとして使われるので、その勾配は 3 つの和です。

    dout, X: (n, d_model)   W_Q, W_K, W_V, W_O: (d_model, d_model)   mask: (n, n) bool
    戻り値は (dX, dW_Q, dW_K, dW_V, dW_O) です。それぞれ、対応するものと同じ形です。

    1 つのヘッドで、重みを A = softmax(S), S = Q Kᵀ / √d_head、A V の勾配を dhead とすると、
    dV = Aᵀ dhead, dA = dhead Vᵀ であり、softmax の 1 行からは
    dS_ij = A_ij (dA_ij − Σ_k dA_ik A_ik) が得られます。

    >>> one, mask = np.eye(2), np.ones((2, 2), dtype=bool)
    >>> grads = multi_head_backward([[1, 0], [0, 2]], [[1, 0], [2, 1]], one, one, one, one, 1, mask)
    >>> grads[0].round(4)
    array([[0.0599, 0.2353],
           [1.2317, 2.0563]])
    """
    raise NotImplementedError("multi_head_backward")


# %% block_forward: Transformer ブロックの順伝播（4 点）


def block_forward(x, params, n_heads, mask):
    """pre-norm の Transformer ブロックです。注意と FFN に、層正規化と残差接続が付きます。

    middle = x + attention(layer_norm(x))
    y = middle + FFN(layer_norm(middle)),   FFN(z) = relu(z W1 + b1) W2 + b2

    x: (n, d_model)   n_heads: 整数   mask: (n, n) bool
    params: 次の辞書
        gamma1, beta1 (d_model,)          1 番目の層正規化
        W_Q, W_K, W_V, W_O (d_model, d_model)   multi_head_attention
        gamma2, beta2 (d_model,)          2 番目の層正規化
        W1 (d_model, d_ff), b1 (d_ff,), W2 (d_ff, d_model), b2 (d_model,)   FFN
    層正規化では、どちらも eps = 1e-5 とします。
    戻り値は y (n, d_model) です。

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> block_forward([[3.0, 1.0]], params, 1, [[True]]).round(4)
    array([[5., 0.]])
    """
    raise NotImplementedError("block_forward")


# %% block_backward: Transformer ブロックの逆伝播（4 点）


def block_backward(dy, x, params, n_heads, mask):
    """block_forward の出力の勾配から、入力とすべてのパラメータの勾配を求めます。

    y = block_forward(x, params, n_heads, mask) と損失 L に対して、dy は ∂L/∂y です。順伝播の途中の
    値は、ここでもう一度計算します。残差接続では、勾配がそのまま通り、枝を通って戻ってきた分が
    足されます。

    dy, x: (n, d_model)   params, n_heads, mask: block_forward と同じ
    戻り値はタプル (dx, grads) です。∂L/∂x (n, d_model) と、params と同じ名前でそれぞれの勾配を持つ
    辞書です。

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> dx, grads = block_backward([[1.0, 0.0]], [[3.0, 1.0]], params, 1, [[True]])
    >>> abs(dx.round(4))
    array([[1., 0.]])
    >>> grads["b1"], grads["b2"]
    (array([1., 0.]), array([1., 0.]))
    """
    raise NotImplementedError("block_backward")


# %% TransformerBlock: 状態を持つ Transformer ブロック（4 点）


class TransformerBlock:
    """最後の入力を覚え、パラメータの勾配を足していく Transformer ブロックです。

    TransformerBlock(params, n_heads)   params と n_heads は block_forward と同じ
    forward(x, mask)   block_forward と同じものを返し、x と mask を backward のために覚えます
    backward(dy)       最後の forward の x について ∂L/∂x を返し（dy はその出力の ∂L/∂y）、
                       パラメータの勾配を grads に足します
    grads              params と同じ名前の辞書。どの和も 0 から始まります
    clear()            grads の和をすべて 0 に戻します

    >>> one, nil = np.ones(2), np.zeros(2)
    >>> params = dict(gamma1=one, beta1=nil, W_Q=np.eye(2), W_K=np.eye(2), W_V=np.eye(2),
    ...     W_O=np.eye(2), gamma2=one, beta2=nil, W1=np.eye(2), b1=nil, W2=np.eye(2), b2=nil)
    >>> block = TransformerBlock(params, 1)
    >>> for _ in range(2):
    ...     y = block.forward([[3.0, 1.0]], [[True]])
    ...     dx = block.backward([[1.0, 0.0]])
    >>> y.round(4), abs(dx.round(4)), block.grads["b2"]
    (array([[5., 0.]]), array([[1., 0.]]), array([2., 0.]))
    """

    def __init__(self, params, n_heads):
        raise NotImplementedError("TransformerBlock")

    def forward(self, x, mask):
        raise NotImplementedError("TransformerBlock")

    def backward(self, dy):
        raise NotImplementedError("TransformerBlock")

    def clear(self):
        raise NotImplementedError("TransformerBlock")


# %% adam_step: Adam の一歩（6 点）


def adam_step(w, grad, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Adam の一歩です。重みごとに違う学習率で更新します。

    m ← β₁ m + (1 − β₁) grad       勾配の移動平均
    v ← β₂ v + (1 − β₂) grad²      勾配の二乗の移動平均
    m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)       0 から始めたことによる偏りを補正します
    w ← w − lr · m̂ / (√v̂ + eps)

    w, grad, m, v: 同じ形の配列。最初の一歩の前の m と v は 0 です
    t: 整数。この一歩の番号で、1 から数えます   lr, beta1, beta2, eps: float
    戻り値は新しい配列のタプル (w, m, v) です。m と v は、次の一歩で使うものです。
    出典：Kingma and Ba 2015, Algorithm 1

    >>> nil = np.zeros(2)
    >>> w, m, v = adam_step(np.array([1.0, 1.0]), np.array([100.0, -0.01]), nil, nil, 1, 0.1)
    >>> w.round(6)
    array([0.9, 1.1])
    >>> [round(float(a), 9) for a in (*m, *v)]
    [10.0, -0.001, 10.0, 1e-07]
    """
    raise NotImplementedError("adam_step")


# %% warmup_rate: 学習率のウォームアップ（4 点）


def warmup_rate(t, lr, warmup):
    """ステップ t の学習率です。lr まで直線的に上げ、そのあとは √t に反比例して下げます。

    lr · min(t / warmup, √(warmup / t))

    t: 整数。ステップの番号で、1 から数えます   lr: float。t = warmup で達する最大値
    warmup: 1 以上の整数
    戻り値は float です。

    >>> [round(float(warmup_rate(t, 0.1, 4)), 4) for t in (1, 2, 4, 16)]
    [0.025, 0.05, 0.1, 0.05]
    """
    raise NotImplementedError("warmup_rate")


# %% teacher_forcing: 教師強制の入力とターゲット（3 点）


def teacher_forcing(sequences, sep, pad):
    """答えの「次のトークン」を予測する学習のために、入力とターゲットを作ります。

    どの系列も、問題、sep、答えの順に並んでいます。位置 j のモデルは j までのトークンを見て、
    j + 1 番目のトークンを予測します。
      inputs   最後を除くすべてのトークン
      targets  最初を除くすべてのトークン。targets[:, j] は inputs[:, j] の次のトークンです
    問題は予測の対象ではありません。答えの最初のトークンより前のターゲットは pad とし、損失では
    無視されます。sep 自身も予測しません。

    sequences: (b, n) 整数。どの行にも sep がちょうど 1 つあります   sep, pad: 整数
    戻り値はタプル (inputs, targets) です。どちらも (b, n − 1) の整数です。

    >>> inputs, targets = teacher_forcing([[3, 1, 9, 1, 3]], 9, 0)
    >>> inputs
    array([[3, 1, 9, 1]])
    >>> targets
    array([[0, 0, 1, 3]])
    """
    raise NotImplementedError("teacher_forcing")


# %% greedy_decode: 貪欲な復号（4 点）


def greedy_decode(next_logits, prompt, end, max_new):
    """プロンプトの続きを、いつもいちばん確率の高いトークンで、1 つずつ書いていきます。

    next_logits(ids) は整数のリストを受け取り、配列 (len(ids), 語彙数) を返します。行 i は、
    ids[0] から ids[i] までを見たときの、ids[i] の次のトークンの logits です。
    新しいトークンは後ろに足し、それまでのすべてと一緒に読み直します。いちばん確率の高いトークンが
    end になったとき、または max_new 個を書いたときに終わります。モデルを必要以上に呼びません。

    prompt: 整数のリスト   end: 整数   max_new: 1 以上の整数
    戻り値は新しいトークンのリストです。プロンプトと end は含みません。

    >>> def count_up(ids):
    ...     return np.eye(6)[[min(i + 1, 5) for i in ids]]
    >>> greedy_decode(count_up, [0, 1], 5, 10)
    [2, 3, 4]
    >>> greedy_decode(count_up, [0, 1], 5, 2)
    [2, 3]
    """
    raise NotImplementedError("greedy_decode")


# %% train_until_right: 正しく解けるまでの学習（5 点）


def train_until_right(loss_and_gradient, accuracy, w, batches, held_out, lr, warmup, goal):
    """検証データの正解率が目標に達するまで、バッチを 1 つずつ使って学習します。

    ステップ t = 1, 2, … では、t 番目のバッチを使って、次のことをします。
      1. 今の w での損失と勾配を計算します：loss_and_gradient(w, batch)
      2. 学習率 warmup_rate(t, lr, warmup) で、Adam で一歩進みます（beta1, beta2, eps は標準の値）。
      3. 新しい w で accuracy(w, held_out) を測ります。
      4. 1 の損失と 3 の正解率を記録します。
    正解率が goal 以上になったとき、またはバッチを使い切ったときに終わります。

    loss_and_gradient(w, batch) → (float, w と同じ形の配列)   accuracy(w, data) → 0 から 1 の float
    w: (p,)。モデルのすべての重みを 1 列に並べたもの   batches: リスト   held_out: 学習に使っては
    いけない検証データ   lr, goal: float   warmup: 整数
    戻り値はタプル (w, history) です。最後の w（新しい配列。渡された w は書き換えません）と、
    history = {"loss": [...], "accuracy": [...]}（実行したステップごとに float が 1 つ）です。

    >>> def loss_and_gradient(w, batch):
    ...     return float((w[0] - batch) ** 2), 2 * (w - batch)
    >>> def accuracy(w, data):
    ...     return float(abs(w[0] - data) < 0.5)
    >>> model = (loss_and_gradient, accuracy)
    >>> w, history = train_until_right(*model, [0.0], [1.0] * 9, 1.0, 0.4, 2, 1.0)
    >>> w.round(4), history["accuracy"]
    (array([0.5953]), [0.0, 1.0])
    """
    raise NotImplementedError("train_until_right")


# %% explain_training: 下がる損失を疑う（6 点）
# 損失が下がっても、モデルが課題を学んだとは限りません。式と数値で説明してください。
#
# 1. teacher_forcing でずらすのを忘れ、targets を inputs と同じにすると、損失はすぐに 0 に近づくのに、
#    貪欲な復号は失敗します。モデルは何を学びましたか。注意重みはどのような形になりますか。
# 2. 訓練データが少ないと、訓練損失は 0 に近づくのに、検証データの正解率は上がりません。どの曲線を
#    見れば気づけますか。実験の数値を 1 つ挙げてください。
# 3. Adam の最初の一歩（t = 1）では、勾配の大きさによらず、どの重みもほぼ lr だけ動きます。式から
#    導き、ウォームアップがなぜ役に立つかを説明してください。
#
# 数行の式と、200〜400 字ほどの文章が目安です。
explain_training = r"""
（ここに答えを書いてください。）
"""
