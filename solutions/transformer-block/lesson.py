# %% [markdown] lang="ja" section="introduction"
# # 学習する Transformer
#
# 前の教材「Transformer 入門」では、1 つのヘッドの注意と、ロジスティック回帰の学習を確かめました。今回は、その先の部品をひとつずつ作り、**文字の並びを逆順に書く Transformer** を学習させます。
#
# 約束は前回と同じです。**すべての主張を「式」と「数値の変化」の両方で確かめます。**
#
# **到達目標** マスク、マルチヘッド、位置、層正規化、残差接続、Adam、ウォームアップがそれぞれ何を解決するのかを、コードと数値で説明できるようになります。
#
# **前提** 「Transformer 入門」を終えていること。行列積 $Y = XW$ の勾配が $dX = dY\,W^{\top}$、$dW = X^{\top} dY$ であることを、形から思い出せること。
#
# 使うのは NumPy だけです。

# %% [markdown] lang="en" section="introduction"
# # A Transformer that learns
#
# The previous lesson, "Transformer Basics", ended with one head of attention and the training of a logistic regression. This one builds the remaining parts one by one and trains **a Transformer that writes a word backwards**.
#
# The promise is the same: **every claim is shown twice, as a formula and as a change in numbers.**
#
# **Goal** Explain with code and numbers what masks, several heads, position, layer normalisation, residuals, Adam and warm-up are each good for.
#
# **Before you start** You have done "Transformer Basics", and you can recover from the shapes that a product $Y = XW$ has the gradients $dX = dY\,W^{\top}$ and $dW = X^{\top} dY$.
#
# NumPy is all you need.

# %% [markdown] lang="ja"
# ### 全体の流れ
#
# | 節 | 書く関数 |
# |---|---|
# | 観察 1：マスク | `attention_mask`, `masked_attention` |
# | 観察 2：ヘッド | `multi_head_attention` |
# | 観察 3：位置 | `positional_encoding`, `embed_tokens` |
# | 観察 4：層正規化 | `layer_norm`, `layer_norm_backward` |
# | 観察 5：損失 | `cross_entropy`, `cross_entropy_gradient` |
# | 観察 6：ブロック | `multi_head_backward`, `block_forward`, `block_backward` |
# | 観察 7：Adam とウォームアップ | `adam_step`, `warmup_rate` |
# | 観察 8：教師強制と復号 | `teacher_forcing`, `greedy_decode` |
# | 実験 1：逆順に書く | `train_until_right` |
# | 実験 2〜4：三つの失敗 | （新しく書く関数はありません） |
# | まとめ | `explain_training`（記述） |
#
# 進め方は前回と同じです。予想を紙に書き、関数を完成させ、下のセルで数値を見て、式に代入します。行きづまったら、ターミナルで `autograder check --hint attention_mask` のように入力すると、ヒントが少しずつ出ます。
#
# 数値やグラフを出すだけのセルは、採点では実行されません。答えの関数に必要なものは、演習のセルの中に書いてください。`math` と `np`（NumPy）と、前の演習の関数は、いつでも使えます。

# %% [markdown] lang="en"
# ### The map
#
# | section | what you write |
# |---|---|
# | Observation 1, masks | `attention_mask`, `masked_attention` |
# | Observation 2, heads | `multi_head_attention` |
# | Observation 3, position | `positional_encoding`, `embed_tokens` |
# | Observation 4, layer normalisation | `layer_norm`, `layer_norm_backward` |
# | Observation 5, loss | `cross_entropy`, `cross_entropy_gradient` |
# | Observation 6, the block | `multi_head_backward`, `block_forward`, `block_backward` |
# | Observation 7, Adam and warm-up | `adam_step`, `warmup_rate` |
# | Observation 8, teacher forcing and decoding | `teacher_forcing`, `greedy_decode` |
# | Experiment 1, writing backwards | `train_until_right` |
# | Experiments 2 to 4, three failures | (nothing new to write) |
# | Summary | `explain_training` (in words) |
#
# Work as before: write a prediction on paper, complete the function, look at the numbers of the cell below, put them into the formula. When you are stuck, type `autograder check --hint attention_mask` in a terminal: hints come a little at a time.
#
# Cells that only print or plot are not run in grading. Put everything an answer needs into its exercise cell. `math`, `np` (NumPy) and the functions of earlier exercises are always there.

# %%
import math

import numpy as np

# %% lang="ja" tags=["demo", "hide-input"]
WAITING = "このセルは {names} の完成を待っています。演習を解いたら、もう一度実行してください。"
NOT_YET = "{name} がまだありません。上のセルから順に実行してください。"
STOPPED = "このセルは途中で止まりました（{error}）。先に check で {names} を確かめましょう。"

# %% lang="en" tags=["demo", "hide-input"]
WAITING = "This cell is waiting for {names}. Solve the exercise, then run the cell again."
NOT_YET = "{name} is not there yet. Run the cells above first, from the top."
STOPPED = "This cell stopped on the way ({error}). First check {names}."

# %% tags=["demo", "hide-input"]
import traceback
from contextlib import contextmanager

import matplotlib.pyplot as plt

np.set_printoptions(precision=6, suppress=True)


@contextmanager
def using(*exercises):
    try:
        yield
    except Exception as error:
        plt.close("all")
        frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        innermost = [name for name in frames if name in exercises][-1:]
        empty = [name for name in exercises if globals().get(name, 0) is None]
        if isinstance(error, NotImplementedError) or empty:
            print("⏳", WAITING.format(names=", ".join(empty or innermost or exercises)))
        elif isinstance(error, NameError) and not innermost:
            print("⏳", NOT_YET.format(name=error.name))
        else:
            problem = f"{type(error).__name__}: {error}"
            print("⚠", STOPPED.format(error=problem, names=", ".join(innermost or exercises)))


# %% [markdown] lang="ja" section="observation-1"
# ## 観察 1：見てはいけないものを隠す
#
# **問い** 次のトークンを予測するモデルに、次のトークンが見えていたら、何を学ぶでしょうか。
#
# 答えを写すだけです。そこで、位置 $i$ のクエリには、位置 $j \le i$ のキーだけを見せます（**因果マスク**）。長さの違う文をそろえるために入れた **パディング** も、誰からも見えないようにします。
#
# ### 演習：`attention_mask`
#
# $$\text{mask}_{ij} = (\text{ids}_j \ne \text{pad}) \;\wedge\; (j \le i)$$
#
# **予想** トークンが `[5, 3, 0]`（0 がパディング）のとき、3 × 3 の表の 9 つのうち、True はいくつでしょうか。

# %% [markdown] lang="en" section="observation-1"
# ## Observation 1: hide what must not be seen
#
# **Question** If a model that should predict the next token can see the next token, what does it learn?
#
# To copy it. So the query at position $i$ may see only keys at positions $j \le i$ (the **causal mask**). And **padding**, which fills up shorter sentences, is hidden from everybody.
#
# ### Exercise: `attention_mask`
#
# $$\text{mask}_{ij} = (\text{ids}_j \ne \text{pad}) \;\wedge\; (j \le i)$$
#
# **Prediction** For the tokens `[5, 3, 0]`, 0 being padding, how many of the 9 entries are True?

# %% exercise="attention_mask"

# %% tags=["demo"]
with using("attention_mask"):
    mask = attention_mask([5, 3, 0], 0, True)
    print(mask.astype(int))
    print("True:", mask.sum())

# %% [markdown] lang="ja"
# **数値** True は **5** 個です。最後の列（パディング）はすべて 0、右上の三角形も 0 です。
#
# ### 演習：`masked_attention`
#
# 隠すキーの重みは 0 でなければなりません。では、注意のどの段階で隠せばよいでしょうか。
#
# $$s_{ij} = \begin{cases} q_i \cdot k_j / \sqrt{d_k} & \text{mask}_{ij} \\ -\infty & \text{otherwise} \end{cases}
# \qquad A = \mathrm{softmax}(s)$$
#
# **予想** スコアが $(2,\ 1,\ 3)$ で、3 番目を隠すとします。(a) softmax の前に $-\infty$ にする、(b) softmax のあとで 0 を掛ける、(c) softmax の前に 0 にする。重みの和が 1 になるのはどれでしょうか。3 番目の重みが 0 になるのはどれでしょうか。

# %% [markdown] lang="en"
# **Numbers** **5** entries are True. The last column, the padding, is all 0, and so is the upper triangle.
#
# ### Exercise: `masked_attention`
#
# A hidden key must have the weight 0. At which stage of attention should it be hidden?
#
# $$s_{ij} = \begin{cases} q_i \cdot k_j / \sqrt{d_k} & \text{mask}_{ij} \\ -\infty & \text{otherwise} \end{cases}
# \qquad A = \mathrm{softmax}(s)$$
#
# **Prediction** Let the scores be $(2,\ 1,\ 3)$, the third one hidden. (a) Set it to $-\infty$ before the softmax, (b) multiply by 0 after the softmax, (c) set it to 0 before the softmax. For which do the weights sum to 1? For which is the third weight 0?

# %% exercise="masked_attention"


# %% tags=["demo"]
def softmax(row):
    e = np.exp(row - np.max(row))
    return e / e.sum()


scores, hidden = np.array([2.0, 1.0, 3.0]), np.array([False, False, True])
after = softmax(scores) * ~hidden
zero = softmax(np.where(hidden, 0.0, scores))
with using("masked_attention"):
    keys = scores.reshape(3, 1)
    _, right = masked_attention([[1.0]], keys, np.eye(3), [~hidden])
    print("(a)", right[0], "  sum =", f"{right.sum():.6f}")
    print("(b)", after, "  sum =", f"{after.sum():.6f}")
    print("(c)", zero, "  sum =", f"{zero.sum():.6f}")

# %% [markdown] lang="ja"
# **数値** (a) は $0.731059 + 0.268941$ で和が 1、3 番目は 0 です。(b) は和が 0.334759 しかなく、注意の 3 分の 2 が消えました。(c) は和が 1 でも、隠したはずのキーが 0.090031 を受け取っています。
#
# **式** (c) の理由は $e^{0} = 1$ です。0 は「なし」ではなく、スコア 0 の普通のキーになります。$e^{-\infty} = 0$ だけが本当に消します。
#
# **意味** softmax は「残ったものの間で 1 を分ける」操作です。だから、分ける **前** に候補から外します。

# %% [markdown] lang="en"
# **Numbers** (a) gives $0.731059 + 0.268941$, a sum of 1, and the third is 0. (b) sums to 0.334759 only: two thirds of the attention are lost. (c) sums to 1, but the key that should be hidden receives 0.090031.
#
# **Formula** The reason for (c) is $e^{0} = 1$: zero is not nothing, it is an ordinary key with the score 0. Only $e^{-\infty} = 0$ makes it vanish.
#
# **Meaning** A softmax shares 1 out among those that are there. So take a key away **before** the sharing.

# %% [markdown] lang="ja" section="observation-2"
# ## 観察 2：いくつもの見方をする
#
# **問い** 1 つの softmax の重みは、1 か所に集中するほど、ほかを見られなくなります。2 つの場所を同時に、別々の目的で見るにはどうすればよいでしょうか。
#
# 列をいくつかの組に分け、組ごとに独立に注意を計算します。1 組を **ヘッド** と呼びます。
#
# ### 演習：`multi_head_attention`
#
# $$\text{head}_h = \mathrm{Attention}(Q_h, K_h, V_h) \qquad
# \text{output} = [\,\text{head}_1 \;\cdots\; \text{head}_H\,]\; W_O$$
#
# - **なぜ射影 $W_Q, W_K, W_V$？** 同じ $x$ から、探すもの、見出し、中身という 3 つの役割を別々に作るためです。
# - **なぜ $\sqrt{d_{\text{head}}}$？** 1 つのヘッドの内積は $d_{\text{head}}$ 個の積の和だからです。
# - **なぜ $W_O$？** ヘッドの結果を並べただけでは、ヘッドどうしが混ざらないからです。
#
# **予想** $X$ の行が $(1, 0)$ と $(0, 2)$、射影がすべて単位行列、ヘッドが 2 つとします。どちらのヘッドも 1 列しか見ません。トークン 2（$(0, 2)$）は、ヘッド 1 ではどこを見るでしょうか。

# %% [markdown] lang="en" section="observation-2"
# ## Observation 2: several ways of looking
#
# **Question** The more one softmax concentrates on a place, the less it sees elsewhere. How can a token look at two places at once, for two purposes?
#
# Divide the columns into groups and compute attention for each group by itself. A group is a **head**.
#
# ### Exercise: `multi_head_attention`
#
# $$\text{head}_h = \mathrm{Attention}(Q_h, K_h, V_h) \qquad
# \text{output} = [\,\text{head}_1 \;\cdots\; \text{head}_H\,]\; W_O$$
#
# - **Why the projections $W_Q, W_K, W_V$?** From one $x$ they make three roles: what is looked for, the title, the content.
# - **Why $\sqrt{d_{\text{head}}}$?** The dot product of one head adds up $d_{\text{head}}$ products.
# - **Why $W_O$?** Side by side, the results of the heads are not yet mixed.
#
# **Prediction** Let the rows of $X$ be $(1, 0)$ and $(0, 2)$, all projections the identity, and let there be 2 heads. Each head sees one column only. Where does token 2, $(0, 2)$, look in head 1?

# %% exercise="multi_head_attention"

# %% tags=["demo"]
with using("multi_head_attention"):
    X, one, everything = np.array([[1.0, 0.0], [0.0, 2.0]]), np.eye(2), np.ones((2, 2), dtype=bool)
    for heads in (1, 2):
        output, weights = multi_head_attention(X, one, one, one, one, heads, everything)
        for h in range(heads):
            print(f"{heads} heads, head {h + 1}: token 2 looks at", weights[h, 1].round(4))

# %% [markdown] lang="ja"
# **数値** ヘッドが 1 つのとき、トークン 2 はほとんど自分だけを見ます（0.9442）。2 つに分けると、ヘッド 1 では 0.5 ずつ、ヘッド 2 では自分に 0.982 です。
#
# **式** ヘッド 1 から見たトークン 2 は 0 なので、スコアはどちらも $0 \times 1 = 0$ と $0 \times 0 = 0$ で、重みは半々です。ヘッド 2 では $2 \times 2 / \sqrt{1} = 4$ と 0 です。
#
# **意味** 同じトークンが、ヘッドごとに違う見方をします。平均すると、この違いは消えてしまいます。だから平均せずに並べ、混ぜ方は $W_O$ に学ばせます。

# %% [markdown] lang="en"
# **Numbers** With one head, token 2 sees almost only itself (0.9442). With two, head 1 shares 0.5 each, and head 2 gives 0.982 to itself.
#
# **Formula** In head 1 token 2 is 0, so its scores are $0 \times 1 = 0$ and $0 \times 0 = 0$, and the weights are even. In head 2 they are 0 and $2 \times 2 / \sqrt{1} = 4$.
#
# **Meaning** One token looks differently in each head. Averaging would undo the difference; so the heads are put side by side, and $W_O$ learns how to mix them.

# %% [markdown] lang="ja" section="observation-3"
# ## 観察 3：注意は順番を知らない
#
# **問い** 「犬が人をかむ」と「人が犬をかむ」は、同じ単語の並べ替えです。注意は、この 2 つを区別できるでしょうか。
#
# **予想** トークンを並べ替えてから（マスクのない）注意を計算すると、出力は (a) まったく別の値になる、(b) 同じ値が並べ替わるだけ。

# %% [markdown] lang="en" section="observation-3"
# ## Observation 3: attention does not know order
#
# **Question** "Dog bites man" and "man bites dog" hold the same words. Can attention tell them apart?
#
# **Prediction** Shuffle the tokens, then compute attention without a mask. The output is (a) quite different, (b) the same values, shuffled.

# %% tags=["demo"]
rng = np.random.default_rng(0)
X = rng.normal(size=(4, 6))
W_Q, W_K, W_V, W_O = rng.normal(size=(4, 6, 6)) / math.sqrt(6)
shuffled = [2, 0, 3, 1]
everything = np.ones((4, 4), dtype=bool)

with using("multi_head_attention"):
    before, _ = multi_head_attention(X, W_Q, W_K, W_V, W_O, 2, everything)
    after, _ = multi_head_attention(X[shuffled], W_Q, W_K, W_V, W_O, 2, everything)
    print("without position, largest difference:", f"{np.abs(before[shuffled] - after).max():.6f}")

# %% [markdown] lang="ja"
# **数値** 差は 0.000000、答えは (b) です。注意にとって、文は順番のない袋です。
#
# そこで、位置ごとに違うベクトルを足します。波長の違う $\sin$ と $\cos$ を組にしたものが使われます。
#
# ### 演習：`positional_encoding`
#
# $$\mathrm{PE}_{p,\,2i} = \sin\frac{p}{10000^{2i/d}} \qquad \mathrm{PE}_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d}}$$
#
# 1 組は円の上の 1 点の座標です。位置が 1 つ進むと、点は決まった角度だけ回ります。速く回る組は近くの位置を、ゆっくり回る組は遠くの位置を見分けます。

# %% [markdown] lang="en"
# **Numbers** The difference is 0.000000: (b). To attention a sentence is a bag without order.
#
# So we add a vector that differs by position: sines and cosines of several wavelengths, in pairs.
#
# ### Exercise: `positional_encoding`
#
# $$\mathrm{PE}_{p,\,2i} = \sin\frac{p}{10000^{2i/d}} \qquad \mathrm{PE}_{p,\,2i+1} = \cos\frac{p}{10000^{2i/d}}$$
#
# A pair holds the coordinates of a point on a circle. With each position the point turns by a fixed angle. Fast pairs tell near positions apart, slow pairs far ones.

# %% exercise="positional_encoding"

# %% tags=["demo", "hide-input"]
with using("positional_encoding", "multi_head_attention"):
    P = positional_encoding(4, 6)
    before, _ = multi_head_attention(X + P, W_Q, W_K, W_V, W_O, 2, everything)
    after, _ = multi_head_attention(X[shuffled] + P, W_Q, W_K, W_V, W_O, 2, everything)
    print("with position, largest difference:", f"{np.abs(before[shuffled] - after).max():.6f}")

    P = positional_encoding(40, 16)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2))
    left.imshow(P.T, aspect="auto", cmap="RdBu")
    left.set(xlabel="position", ylabel="column")
    right.plot(P @ P[10])
    right.axvline(10, color="gray", linewidth=1)
    right.set(xlabel="position", ylabel="PE[position] . PE[10]")
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **意味** 位置を足すと、並べ替えで結果が変わりました。右の図は、位置 10 との内積です。自分自身でいちばん大きく、離れるほど小さくなる傾向があります。注意は内積で動くので、これだけで「近く」が見えます。
#
# ### 演習：`embed_tokens`
#
# $$x = E[\text{ids}] \cdot \sqrt{d_{\text{model}}} + \mathrm{PE}$$
#
# **なぜ $\sqrt{d_{\text{model}}}$ 倍？** $E$ の成分は、ふつう $1/\sqrt{d_{\text{model}}}$ 程度の小さな乱数で始めます。位置の成分は 1 程度です。そのまま足すと、どのトークンかが位置の波に埋もれます。このことは実験 4 で確かめます。

# %% [markdown] lang="en"
# **Meaning** With position added, shuffling changes the result. The right panel shows the dot product with position 10: largest with itself, and by and large smaller further away. Attention works by dot products, so this alone lets it see what is near.
#
# ### Exercise: `embed_tokens`
#
# $$x = E[\text{ids}] \cdot \sqrt{d_{\text{model}}} + \mathrm{PE}$$
#
# **Why times $\sqrt{d_{\text{model}}}$?** The entries of $E$ usually start as random numbers of about $1/\sqrt{d_{\text{model}}}$, those of the position are about 1. Added as they are, the token drowns in the waves. Experiment 4 puts this to the test.

# %% exercise="embed_tokens"

# %% tags=["demo"]
with using("embed_tokens"):
    E = np.random.default_rng(1).normal(size=(9, 16)) / 4
    x = embed_tokens([3, 1, 3], E)
    print("shape:", x.shape)
    print("same token, two places, largest difference:", f"{np.abs(x[0] - x[2]).max():.4f}")

# %% [markdown] lang="ja" section="observation-4"
# ## 観察 4：大きさをそろえる
#
# **問い** 層を重ねるたびに数の大きさが 2 倍になったら、10 層目ではどうなるでしょうか。
#
# 1024 倍です。softmax は一人勝ちになり、勾配は消えるか爆発します。**層正規化** は、トークンごとに、平均を 0、標準偏差を 1 にそろえます。
#
# ### 演習：`layer_norm`
#
# $$y = \gamma\, \hat{x} + \beta \qquad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
#
# **予想** $(1, 2, 6)$ と、その 10 倍の $(10, 20, 60)$ を正規化すると、結果はどれだけ違うでしょうか。

# %% [markdown] lang="en" section="observation-4"
# ## Observation 4: even out the sizes
#
# **Question** If every layer doubled the size of the numbers, what would the tenth layer give?
#
# 1024 times as much. The softmax becomes winner-takes-all, and gradients vanish or explode. **Layer normalisation** gives each token the mean 0 and the standard deviation 1.
#
# ### Exercise: `layer_norm`
#
# $$y = \gamma\, \hat{x} + \beta \qquad \hat{x} = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}$$
#
# **Prediction** Normalise $(1, 2, 6)$ and ten times that, $(10, 20, 60)$. How different are the results?

# %% exercise="layer_norm"

# %% tags=["demo"]
with using("layer_norm"):
    for factor in (1, 10):
        token = factor * np.array([[1.0, 2.0, 6.0]])
        print(f"{factor:3d} times:", layer_norm(token, np.ones(3), np.zeros(3), 1e-5)[0].round(4))

# %% [markdown] lang="ja"
# **数値** どちらも −0.9258、−0.4629、1.3887 です。
#
# **式** $\mu = 3$、$\sigma^2 = (4 + 1 + 9) / 3 = 4.6667$、$\sqrt{4.6667} = 2.1602$ なので、最初の成分は $-2 / 2.1602 = -0.9258$ です。10 倍すると分子も分母も 10 倍になり、打ち消し合います。
#
# ### 演習：`layer_norm_backward`
#
# **予想** $x$ の 1 つの成分だけを少し増やすと、$y$ の成分はいくつ変わるでしょうか。
#
# すべてです。$\mu$ と $\sigma$ がその行の全成分に依存するからです。そのため、勾配には道が 3 つあります。
#
# $$dx = \frac{g - \overline{g} - \hat{x}\;\overline{g\,\hat{x}}}{\sqrt{\sigma^2 + \varepsilon}} \qquad g = dy \cdot \gamma$$
#
# 上線は行の平均です。第 1 項は直接の道、第 2 項は $\mu$ を通る道、第 3 項は $\sigma$ を通る道です。

# %% [markdown] lang="en"
# **Numbers** Both give −0.9258, −0.4629, 1.3887.
#
# **Formula** $\mu = 3$, $\sigma^2 = (4 + 1 + 9) / 3 = 4.6667$ and $\sqrt{4.6667} = 2.1602$, so the first entry is $-2 / 2.1602 = -0.9258$. Ten times as large, numerator and denominator both are, and it cancels.
#
# ### Exercise: `layer_norm_backward`
#
# **Prediction** Raise a single entry of $x$ a little. How many entries of $y$ change?
#
# All of them: $\mu$ and $\sigma$ depend on the whole row. So the gradient has three paths.
#
# $$dx = \frac{g - \overline{g} - \hat{x}\;\overline{g\,\hat{x}}}{\sqrt{\sigma^2 + \varepsilon}} \qquad g = dy \cdot \gamma$$
#
# A bar is the mean of a row. The first term is the direct path, the second leads through $\mu$, the third through $\sigma$.

# %% exercise="layer_norm_backward"


# %% tags=["demo"]
def slope(loss, array):
    """The gradient of loss() with respect to an array, by moving one number at a time."""
    found = np.zeros(array.shape)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + 1e-5
        up = loss()
        array[place] = kept - 1e-5
        found[place] = (up - loss()) / 2e-5
        array[place] = kept
    return found


with using("layer_norm", "layer_norm_backward"):
    rng = np.random.default_rng(2)
    x, dy = rng.normal(size=(2, 4)), rng.normal(size=(2, 4))
    gamma, beta = np.array([1.0, 2.0, 0.5, 1.5]), np.zeros(4)
    dx, dgamma, dbeta = layer_norm_backward(dy, x, gamma, 1e-5)
    measured = slope(lambda: (dy * layer_norm(x, gamma, beta, 1e-5)).sum(), x)
    print("formula: ", dx[0].round(4))
    print("measured:", measured[0].round(4))
    print("sum of a row of dx:", f"{abs(dx[0].sum()):.6f}")
    print("dx . x-hat (nearly 0):", f"{abs(dx[0] @ (x[0] - x[0].mean())):.4f}")

# %% [markdown] lang="ja"
# **数値** 式の値と、1 つずつ動かして測った値（**数値微分**）が一致します。$dx$ の行の和は 0.000000 です。
#
# **意味** 行全体に同じ数を足しても $y$ は変わりません。だから、その向きの勾配は 0 です。行全体を拡大しても $y$ はほとんど変わらないので、$dx$ と $x - \mu$ の内積もほぼ 0 です。2 つの引き算は、この 2 つの向きを取り除いています。

# %% [markdown] lang="en"
# **Numbers** The formula agrees with what moving one number at a time measures (**finite differences**). A row of $dx$ adds up to 0.000000.
#
# **Meaning** Adding one number to a whole row leaves $y$ as it was, so the gradient in that direction is 0. Stretching the row hardly changes $y$ either, so $dx$ and $x - \mu$ are almost orthogonal. The two subtractions remove these two directions.

# %% [markdown] lang="ja" section="observation-5"
# ## 観察 5：語彙全体の損失
#
# **問い** 次のトークンの候補が 9 個あります。何も知らないモデルの損失は、いくつでしょうか。
#
# ### 演習：`cross_entropy`
#
# $$L = -\frac{1}{m} \sum_{\text{target} \ne \text{pad}} \ln \mathrm{softmax}(z)_{\text{target}}$$
#
# $m$ は、パディングではない位置の数です。
#
# **予想** パディングも数えると、損失は大きくなるでしょうか、小さくなるでしょうか。

# %% [markdown] lang="en" section="observation-5"
# ## Observation 5: a loss over the whole vocabulary
#
# **Question** There are 9 candidates for the next token. What is the loss of a model that knows nothing?
#
# ### Exercise: `cross_entropy`
#
# $$L = -\frac{1}{m} \sum_{\text{target} \ne \text{pad}} \ln \mathrm{softmax}(z)_{\text{target}}$$
#
# $m$ is the number of positions that are not padding.
#
# **Prediction** If padding counted, would the loss be larger or smaller?

# %% exercise="cross_entropy"

# %% tags=["demo"]
logits = np.array([[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [5.0, 1.0, 1.0]])
with using("cross_entropy"):
    print(f"9 candidates, nothing known: {cross_entropy(np.zeros((1, 9)), [4], 0):.6f}")
    print(f"padding ignored: {cross_entropy(logits, [1, 2, 0], 0):.6f}")
    print(f"padding counted: {cross_entropy(logits, [1, 2, 0], -1):.6f}")
    for row, target in ((0, 1), (1, 2), (2, 0)):
        print(f"  position {row + 1}: {cross_entropy(logits[[row]], [target], -1):.6f}")

# %% [markdown] lang="ja"
# **数値** 何も知らない損失は $\ln 9 = 2.197225$ です。パディングを無視した損失は 0.753109 ですが、数えると 0.514065 に下がります。
#
# **式** $(0.407606 + 1.098612) / 2 = 0.753109$、$(0.407606 + 1.098612 + 0.035976) / 3 = 0.514065$ です。
#
# **意味** パディングの予測は簡単なので、数えると損失が小さく見えます。モデルは賢くなったのではなく、やさしい問題を足されただけです。
#
# ### 演習：`cross_entropy_gradient`
#
# $-\ln \mathrm{softmax}(z)_t = \ln \sum_j e^{z_j} - z_t$ を微分すると、きれいな形になります。
#
# $$\frac{\partial L}{\partial z} = \frac{\mathrm{softmax}(z) - \text{one-hot}(t)}{m}$$

# %% [markdown] lang="en"
# **Numbers** Knowing nothing costs $\ln 9 = 2.197225$. With padding ignored the loss is 0.753109; with padding counted it drops to 0.514065.
#
# **Formula** $(0.407606 + 1.098612) / 2 = 0.753109$ and $(0.407606 + 1.098612 + 0.035976) / 3 = 0.514065$.
#
# **Meaning** Padding is easy to predict, so counting it makes the loss look small. The model is no wiser; it was given easy questions as well.
#
# ### Exercise: `cross_entropy_gradient`
#
# Differentiate $-\ln \mathrm{softmax}(z)_t = \ln \sum_j e^{z_j} - z_t$, and the result is neat.
#
# $$\frac{\partial L}{\partial z} = \frac{\mathrm{softmax}(z) - \text{one-hot}(t)}{m}$$

# %% exercise="cross_entropy_gradient"

# %% tags=["demo"]
with using("cross_entropy", "cross_entropy_gradient"):
    gradient = cross_entropy_gradient(logits, [1, 2, 0], 0)
    measured = slope(lambda: cross_entropy(logits, [1, 2, 0], 0), logits)
    print(gradient.round(4))
    print("largest difference to the measured slope:", f"{np.abs(gradient - measured).max():.6f}")

# %% [markdown] lang="ja" section="observation-6"
# ## 観察 6：ブロックを組み立てる
#
# **問い** 注意と FFN を 1 つのブロックにまとめると、勾配はどこを通って戻ってくるでしょうか。
#
# まず、注意の逆伝播を書きます。ここがいちばんの山場です。
#
# ### 演習：`multi_head_backward`
#
# ヘッドごとに、重み $A = \mathrm{softmax}(S)$、$S = QK^{\top}/\sqrt{d}$、出力 $AV$ の勾配を $G$ とすると、
#
# $$dV = A^{\top} G \qquad dA = G V^{\top} \qquad dS_{ij} = A_{ij}\Bigl(dA_{ij} - \sum_k dA_{ik} A_{ik}\Bigr) \qquad
# dQ = \frac{dS\, K}{\sqrt{d}} \qquad dK = \frac{dS^{\top} Q}{\sqrt{d}}$$
#
# $X$ はクエリ、キー、バリューとして 3 回使われるので、その勾配は 3 つの和です。

# %% [markdown] lang="en" section="observation-6"
# ## Observation 6: putting the block together
#
# **Question** With attention and FFN in one block, which way does the gradient come back?
#
# First the backward pass of attention: the steepest part of the climb.
#
# ### Exercise: `multi_head_backward`
#
# For one head with the weights $A = \mathrm{softmax}(S)$, $S = QK^{\top}/\sqrt{d}$, and the gradient $G$ of its output $AV$,
#
# $$dV = A^{\top} G \qquad dA = G V^{\top} \qquad dS_{ij} = A_{ij}\Bigl(dA_{ij} - \sum_k dA_{ik} A_{ik}\Bigr) \qquad
# dQ = \frac{dS\, K}{\sqrt{d}} \qquad dK = \frac{dS^{\top} Q}{\sqrt{d}}$$
#
# $X$ is used three times, for queries, keys and values, so its gradient is a sum of three.

# %% exercise="multi_head_backward"

# %% tags=["demo"]
with using("multi_head_attention", "multi_head_backward"):
    rng = np.random.default_rng(3)
    X, G = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    W = list(rng.normal(size=(4, 4, 4)) / 2)
    causal = np.tri(3, dtype=bool)
    gradients = multi_head_backward(G, X, *W, 2, causal)
    for name, array, formula in zip(
        ["X", "W_Q", "W_K", "W_V", "W_O"], [X, *W], gradients, strict=True
    ):
        measured = slope(lambda: (G * multi_head_attention(X, *W, 2, causal)[0]).sum(), array)
        print(f"{name:4s} largest difference: {np.abs(formula - measured).max():.6f}")

# %% [markdown] lang="ja"
# **数値** 5 つの勾配が、どれも数値微分と一致します（差は 0.000000）。
#
# ### 演習：`block_forward`
#
# $$m = x + \mathrm{MHA}(\mathrm{LN}_1(x)) \qquad y = m + \mathrm{FFN}(\mathrm{LN}_2(m))$$
#
# - **なぜ $x$ を足す？** 枝（注意や FFN）が何も学んでいなくても、$x$ がそのまま通るからです。これを **残差接続** と呼びます。
# - **なぜ枝の中だけを正規化する？** $x$ から $y$ まで、正規化を通らない道が残るからです（**pre-norm**）。原論文の図は、足したあとに正規化する post-norm です。
#
# **予想** $W_O$、$W_2$、$b_2$ がすべて 0 のブロックに $x$ を入れると、何が出るでしょうか。

# %% [markdown] lang="en"
# **Numbers** All 5 gradients agree with finite differences (0.000000 apart).
#
# ### Exercise: `block_forward`
#
# $$m = x + \mathrm{MHA}(\mathrm{LN}_1(x)) \qquad y = m + \mathrm{FFN}(\mathrm{LN}_2(m))$$
#
# - **Why add $x$?** Even if a branch (attention or FFN) has learnt nothing, $x$ passes as it is. This is a **residual connection**.
# - **Why normalise inside the branches only?** Then there is a way from $x$ to $y$ that passes no normalisation (**pre-norm**). The figure of the original paper normalises after adding: post-norm.
#
# **Prediction** Put $x$ into a block whose $W_O$, $W_2$ and $b_2$ are all 0. What comes out?

# %% exercise="block_forward"

# %% [markdown] lang="ja"
# ### 演習：`block_backward`
#
# $y = m + \text{枝}(m)$ なら $dm = dy + \text{枝}'(dy)$ です。**残差接続では勾配がそのまま通り、枝を通って戻ってきた分が足されます。** これを 2 段分、出力の側から行います。

# %% [markdown] lang="en"
# ### Exercise: `block_backward`
#
# If $y = m + \text{branch}(m)$, then $dm = dy + \text{branch}'(dy)$. **A residual hands the gradient on as it is, and what came back through the branch is added.** Do this for both stages, from the output backwards.

# %% exercise="block_backward"


# %% tags=["demo"]
def some_params(rng, d, wide):
    params = {name: rng.normal(size=(d, d)) / 2 for name in ("W_Q", "W_K", "W_V", "W_O")}
    params |= {
        "gamma1": np.ones(d),
        "beta1": np.zeros(d),
        "gamma2": np.ones(d),
        "beta2": np.zeros(d),
    }
    params |= {"W1": rng.normal(size=(d, wide)) / 2, "b1": np.zeros(wide)}
    return params | {"W2": rng.normal(size=(wide, d)) / 2, "b2": np.zeros(d)}


with using("block_forward", "block_backward"):
    rng = np.random.default_rng(4)
    x, dy, params = rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), some_params(rng, 4, 8)
    dx, grads = block_backward(dy, x, params, 2, causal)
    worst = 0.0
    for name, array in [("x", x), *params.items()]:
        measured = slope(lambda: (dy * block_forward(x, params, 2, causal)).sum(), array)
        worst = max(worst, np.abs(measured - (dx if name == "x" else grads[name])).max())
    print("arrays checked:", 1 + len(params), f"  largest difference: {worst:.6f}")

    idle = params | {"W_O": np.zeros((4, 4)), "W2": np.zeros((8, 4))}
    print(
        "idle block: y - x =", f"{np.abs(block_forward(x, idle, 2, causal) - x).max():.6f}", end=""
    )
    print("   dx - dy =", f"{np.abs(block_backward(dy, x, idle, 2, causal)[0] - dy).max():.6f}")

# %% [markdown] lang="ja"
# **数値** **13** 個の配列の勾配が、すべて数値微分と一致します。枝が 0 のブロックでは $y = x$、$dx = dy$ です。
#
# **意味** 枝が何も学んでいない段階でも、勾配は弱まらずに入力まで届きます。深いモデルが学習できるのは、この道のおかげです。

# %% [markdown] lang="en"
# **Numbers** The gradients of all **13** arrays agree with finite differences. In a block with idle branches $y = x$ and $dx = dy$.
#
# **Meaning** Even while the branches have learnt nothing, the gradient reaches the input without loss. This way is what makes deep models trainable.

# %% [markdown] lang="ja" section="observation-7"
# ## 観察 7：Adam とウォームアップ
#
# **問い** 勾配が 100 の重みと −0.01 の重みがあります。同じ学習率で、どちらにもちょうどよい一歩を選べるでしょうか。
#
# ### 演習：`adam_step`
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \quad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \quad
# \hat m = \frac{m}{1 - \beta_1^t} \quad \hat v = \frac{v}{1 - \beta_2^t} \quad
# w \leftarrow w - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# **予想** 学習率 0.1 の最初の一歩で、2 つの重みはそれぞれどれだけ動くでしょうか。補正（$\hat m$、$\hat v$）がなければ、どうなるでしょうか。

# %% [markdown] lang="en" section="observation-7"
# ## Observation 7: Adam and warm-up
#
# **Question** One weight has the gradient 100, another −0.01. Can one learning rate give both a step of the right size?
#
# ### Exercise: `adam_step`
#
# $$m \leftarrow \beta_1 m + (1 - \beta_1)\, g \quad v \leftarrow \beta_2 v + (1 - \beta_2)\, g^2 \quad
# \hat m = \frac{m}{1 - \beta_1^t} \quad \hat v = \frac{v}{1 - \beta_2^t} \quad
# w \leftarrow w - \eta \frac{\hat m}{\sqrt{\hat v} + \varepsilon}$$
#
# **Prediction** With a learning rate of 0.1, how far does each weight move in the first step? And without the correction of $\hat m$ and $\hat v$?

# %% exercise="adam_step"

# %% tags=["demo"]
with using("adam_step"):
    nil = np.zeros(2)
    g = np.array([100.0, -0.01])
    w, m, v = adam_step(nil, g, nil, nil, 1, 0.1)
    print("Adam:               ", w.round(6))
    print("without correction: ", (-0.1 * m / (np.sqrt(v) + 1e-8)).round(4))
    print("plain descent:      ", -0.1 * g)

# %% [markdown] lang="ja"
# **数値** Adam では、どちらもほぼ 0.1 だけ動きます。普通の勾配降下では −10 と 0.001 です。補正がなければ 0.3162 で、3 倍以上も動いてしまいます。
#
# **式** $t = 1$ では $\hat m = g$、$\hat v = g^2$ なので、$\hat m / \sqrt{\hat v} = g / |g| = \pm 1$ です。補正がなければ $0.1\,g / \sqrt{0.001\,g^2} = \pm 3.1623$ 倍です。
#
# **意味** Adam は勾配の **大きさ** を捨て、**符号のそろい方** で歩幅を決めます。しかし最初の一歩では、1 つのバッチの符号しか見ていません。それでも、すべての重みが一斉に学習率だけ動きます。そこで、最初の学習率は小さくしておきます。
#
# ### 演習：`warmup_rate`
#
# $$\eta_t = \eta \cdot \min\!\left(\frac{t}{T},\ \sqrt{\frac{T}{t}}\right) \qquad T = \text{warmup}$$

# %% [markdown] lang="en"
# **Numbers** With Adam both move by nearly 0.1; with plain gradient descent by −10 and 0.001. Without the correction it would be 0.3162, more than three times too far.
#
# **Formula** At $t = 1$, $\hat m = g$ and $\hat v = g^2$, so $\hat m / \sqrt{\hat v} = g / |g| = \pm 1$. Without the correction it is $0.1\,g / \sqrt{0.001\,g^2} = \pm 3.1623$.
#
# **Meaning** Adam drops the **size** of a gradient and goes by **how steadily it keeps its sign**. But in the first step it has seen the sign of a single batch, and yet every weight moves by the whole learning rate at once. So the first rates are kept small.
#
# ### Exercise: `warmup_rate`
#
# $$\eta_t = \eta \cdot \min\!\left(\frac{t}{T},\ \sqrt{\frac{T}{t}}\right) \qquad T = \text{warmup}$$

# %% exercise="warmup_rate"

# %% tags=["demo", "hide-input"]
with using("warmup_rate"):
    steps = range(1, 161)
    figure, axes = plt.subplots(figsize=(6, 3))
    axes.plot(steps, [warmup_rate(t, 0.05, 40) for t in steps], label="lr = 0.05, warmup = 40")
    peak = 0.05 * math.sqrt(40)
    axes.plot(steps, [warmup_rate(t, peak, 1) for t in steps], "--", label="no warm-up")
    axes.set(xlabel="step", ylabel="learning rate")
    axes.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# 破線は、$\eta$ を $\sqrt{40}$ 倍にして `warmup` を 1 にしたものです。40 ステップ目からは実線とまったく同じで、**最初の 40 ステップだけが違います**。実験 2 で、この 2 つを比べます。

# %% [markdown] lang="en"
# The dashed line has $\eta$ times $\sqrt{40}$ and a `warmup` of 1. From step 40 on it is exactly the solid line: **only the first 40 steps differ**. Experiment 2 compares the two.

# %% [markdown] lang="ja" section="observation-8"
# ## 観察 8：教師強制と復号
#
# **問い** 「3 1 2」を読んで「2 1 3」と書くモデルに、学習では何を見せ、何を答えさせればよいでしょうか。
#
# 系列は「問題、区切り、答え、終わり」の順に並べます：`3 1 2 | 2 1 3 .`。学習では、正しい答えを入力にも入れておき、**1 つ先** を予測させます（**教師強制**）。因果マスクがあるので、1 つ先は見えません。
#
# ### 演習：`teacher_forcing`
#
# **予想** 入力とターゲットを 1 つずらすのを忘れると、学習中の損失はどうなるでしょうか。

# %% [markdown] lang="en" section="observation-8"
# ## Observation 8: teacher forcing and decoding
#
# **Question** A model should read "3 1 2" and write "2 1 3". What does it see in training, and what does it answer?
#
# A sequence is question, separator, answer, end: `3 1 2 | 2 1 3 .`. In training the right answer is part of the input, and the model predicts **one place ahead** (**teacher forcing**). Thanks to the causal mask it cannot see one place ahead.
#
# ### Exercise: `teacher_forcing`
#
# **Prediction** If one forgets to shift inputs and targets against each other, what does the loss do in training?

# %% exercise="teacher_forcing"

# %% tags=["demo"]
SEP, END, PAD = 7, 8, 0  # the letters are 1 to 6
with using("teacher_forcing"):
    inputs, targets = teacher_forcing([[3, 1, 2, SEP, 2, 1, 3, END]], SEP, PAD)
    print("inputs: ", inputs[0])
    print("targets:", targets[0])

# %% [markdown] lang="ja"
# **意味** 区切り（7）の下にあるのが、答えの最初のトークン 2 です。問題の部分は 0（パディング）なので、損失では数えません。問題は乱数で、予測できないからです。ずらすのを忘れると、入力とターゲットが同じになり、写すだけで損失が 0 に近づきます。そして、書くことは何も学びません。
#
# ### 演習：`greedy_decode`
#
# 学習が終わったら、答えは誰も教えてくれません。モデルは自分が書いたトークンを読み直しながら、1 つずつ書きます。

# %% [markdown] lang="en"
# **Meaning** Below the separator (7) stands 2, the first token of the answer. For the question the targets are 0, padding, which the loss ignores: the question is random and cannot be predicted. Without the shift, inputs and targets would be equal, and copying would bring the loss near 0. Nothing about writing would be learnt.
#
# ### Exercise: `greedy_decode`
#
# After training nobody supplies the answer. The model writes one token at a time and reads back what it has written.

# %% exercise="greedy_decode"


# %% tags=["demo"]
def count_up(ids):
    """A model that always writes the next number."""
    return np.eye(9)[[min(token + 1, 8) for token in ids]]


with using("greedy_decode"):
    print("count up from 2, 3:", greedy_decode(count_up, [2, 3], 8, 10))
    print("at most 2 tokens:  ", greedy_decode(count_up, [2, 3], 8, 2))

# %% [markdown] lang="ja" section="experiment-training"
# ## 実験 1：逆順に書く Transformer
#
# 部品がそろいました。3 文字の単語を逆順に書くモデルを学習させます。文字は 6 種類なので、単語は $6 \times 6 \times 6 = 216$ 個です。20 個は検証のために取っておき、学習には一度も使いません。
#
# 次のセルは、部品をつなぐだけの道具です。すべての重みを 1 列に並べ（`pack`）、`loss_and_gradient` が損失と勾配を、`accuracy` が正解率を計算します。勾配は、出力から入力へ、あなたの逆伝播の関数を順に呼んで求めます。

# %% [markdown] lang="en" section="experiment-training"
# ## Experiment 1: a Transformer that writes backwards
#
# All parts are there. We train a model to write words of three letters backwards. There are 6 letters, so $6 \times 6 \times 6 = 216$ words; 20 are held out and never used for training.
#
# The next cell only joins the parts. `pack` puts all weights in one row, `loss_and_gradient` computes loss and gradient, `accuracy` the share of right answers. The gradient is found by calling your backward functions one after the other, from the output to the input.

# %% tags=["demo", "hide-input"]
vocabulary, d_model, d_ff, n_heads = 9, 16, 32, 2
shapes = {"E": (vocabulary, d_model), "U": (d_model, vocabulary)}
shapes |= dict.fromkeys(("W_Q", "W_K", "W_V", "W_O"), (d_model, d_model))
shapes |= dict.fromkeys(("gamma1", "beta1", "gamma2", "beta2", "b2"), (d_model,))
shapes |= {"W1": (d_model, d_ff), "b1": (d_ff,), "W2": (d_ff, d_model)}
token_size = 1.0  # experiment 4 changes it


def pack(params):
    return np.concatenate([np.ravel(params[name]) for name in shapes])


def unpack(w):
    params, start = {}, 0
    for name, shape in shapes.items():
        stop = start + math.prod(shape)
        params[name] = w[start:stop].reshape(shape)
        start = stop
    return params


def new_model(seed):
    rng = np.random.default_rng(seed)
    params = {}
    for name, shape in shapes.items():
        if len(shape) == 1:
            params[name] = np.ones(shape) if name.startswith("gamma") else np.zeros(shape)
        else:
            params[name] = rng.normal(size=shape) / math.sqrt(d_model)
    return pack(params)


def run(params, ids):
    mask = attention_mask(ids, PAD, True)
    x = embed_tokens(ids, token_size * params["E"])
    return x, mask, block_forward(x, params, n_heads, mask)


def loss_and_gradient(w, batch):
    params, (inputs, targets) = unpack(w), batch
    seen = [run(params, ids) for ids in inputs]
    h = np.concatenate([y for _, _, y in seen])
    logits, flat = h @ params["U"], np.ravel(targets)
    dlogits = cross_entropy_gradient(logits, flat, PAD)
    grads = {name: np.zeros(shape) for name, shape in shapes.items()}
    grads["U"] = h.T @ dlogits
    dh = (dlogits @ params["U"].T).reshape(len(inputs), -1, d_model)
    for ids, (x, mask, _), dy in zip(inputs, seen, dh, strict=True):
        dx, more = block_backward(dy, x, params, n_heads, mask)
        for name, value in more.items():
            grads[name] += value
        np.add.at(grads["E"], ids, token_size * math.sqrt(d_model) * dx)
    return float(cross_entropy(logits, flat, PAD)), pack(grads)


def accuracy(w, data):
    params, right = unpack(w), 0
    for ids, wanted in zip(*data, strict=True):
        written = (run(params, ids)[2] @ params["U"]).argmax(axis=1)
        right += bool(np.all((written == wanted) | (wanted == PAD)))
    return right / len(data[0])


def examples(words):
    separator, end = np.full((len(words), 1), SEP), np.full((len(words), 1), END)
    return teacher_forcing(np.hstack([words, separator, words[:, ::-1], end]), SEP, PAD)


rng = np.random.default_rng(0)
letters = range(1, 7)
words = rng.permutation([[a, b, c] for a in letters for b in letters for c in letters])
held_out_words, training_words = words[:20], words[20:]


def batches(words, steps):
    rng = np.random.default_rng(1)
    return [examples(words[rng.integers(0, len(words), 16)]) for _ in range(steps)]


model_parts = [
    "attention_mask", "masked_attention", "multi_head_attention", "positional_encoding",
    "embed_tokens", "layer_norm", "layer_norm_backward", "cross_entropy",
    "cross_entropy_gradient", "multi_head_backward", "block_forward", "block_backward",
    "adam_step", "warmup_rate", "teacher_forcing", "train_until_right",
]  # fmt: skip
print(
    "words:", len(words), "  for training:", len(training_words), "  held out:", len(held_out_words)
)
print("weights:", len(new_model(0)))

# %% [markdown] lang="ja"
# ### 演習：`train_until_right`
#
# 1 ステップは「損失と勾配 → 学習率 → Adam の一歩 → 検証データの正解率」です。検証データがすべて正解になったら終わります。
#
# **予想** 何も知らないときの損失は $\ln 9 = 2.197225$ くらいです。最初の損失は、これより大きいでしょうか、小さいでしょうか。

# %% [markdown] lang="en"
# ### Exercise: `train_until_right`
#
# One step is "loss and gradient → learning rate → Adam step → accuracy on the held-out data". It ends when all held-out words are right.
#
# **Prediction** Knowing nothing costs about $\ln 9 = 2.197225$. Is the first loss larger or smaller than that?

# %% exercise="train_until_right"

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    held_out = examples(held_out_words)
    trained, history = train_until_right(
        loss_and_gradient,
        accuracy,
        new_model(2),
        batches(training_words, 200),
        held_out,
        0.02,
        40,
        1.0,
    )
    losses, rights = history["loss"], history["accuracy"]
    print("steps:", len(losses))
    print(f"loss: {losses[0]:.4f} -> {losses[-1]:.4f}   held-out accuracy: {rights[-1]:.2f}")
    figure, axes = plt.subplots(figsize=(7, 3))
    axes.plot(range(1, len(losses) + 1), losses, label="loss (training batch)")
    axes.plot(range(1, len(rights) + 1), rights, label="accuracy (held out)")
    axes.axhline(math.log(9), color="gray", linestyle="--", linewidth=1)
    axes.set(xlabel="step")
    axes.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 200 ステップもかからずに、一度も見たことのない 20 語がすべて正解になります（実装の丸め方によって、ステップ数は少し変わります）。最初の損失は、乱数の重みが「確信をもって外す」ので $\ln 9$ より大きくなります。
#
# では、モデルは **どうやって** 逆順に書いているのでしょうか。注意重みを見ます。**予想** 区切り（位置 3）から始まる 3 行は、それぞれどの列を見ているはずですか。

# %% [markdown] lang="en"
# **Numbers** In fewer than 200 steps all 20 words that it has never seen are right (the number of steps varies a little with the rounding of your functions). The first loss is above $\ln 9$, because random weights miss with confidence.
#
# But **how** does the model write backwards? Look at its attention weights. **Prediction** Which columns should the three rows that begin with the separator (position 3) look at?


# %% tags=["demo", "hide-input"]
def attention_maps(w, ids):
    params = unpack(w)
    x, mask, _ = run(params, ids)
    normed = layer_norm(x, params["gamma1"], params["beta1"], 1e-5)
    names = ("W_Q", "W_K", "W_V", "W_O")
    return multi_head_attention(normed, *(params[name] for name in names), n_heads, mask)[1]


def show_maps(rows):
    figure, panels = plt.subplots(len(rows), n_heads, figsize=(8, 3.3 * len(rows)), squeeze=False)
    for (title, weights, ids), line in zip(rows, panels, strict=True):
        names = [{SEP: "|", END: "."}.get(int(token), str(token)) for token in ids]
        for h, panel in enumerate(line):
            panel.imshow(weights[h], cmap="Blues", vmin=0, vmax=1)
            panel.set(title=f"{title} head {h + 1}", xlabel="key", ylabel="query")
            panel.set(xticks=range(len(names)), yticks=range(len(names)))
            panel.set(xticklabels=names, yticklabels=names)
    figure.tight_layout()
    plt.show()


with using(*model_parts, "greedy_decode"):
    held_out = examples(held_out_words)
    trained, _ = train_until_right(
        loss_and_gradient,
        accuracy,
        new_model(2),
        batches(training_words, 200),
        held_out,
        0.02,
        40,
        1.0,
    )

    def next_logits(ids):
        params = unpack(trained)
        return run(params, ids)[2] @ params["U"]

    for word in held_out_words[:5].tolist():
        print(word, "->", greedy_decode(next_logits, [*word, SEP], END, 6))
    typical = np.mean([attention_maps(trained, ids) for ids in held_out[0]], axis=0)
    for query in (3, 4, 5):
        best = typical[:, query].max(axis=0).argmax()
        print(f"position {query} looks most at position {best}")
    ids = held_out[0][1]
    show_maps([("", attention_maps(trained, ids), ids)])

# %% [markdown] lang="ja"
# **数値** 検証データ 20 語の平均では、位置 3 は位置 2 を、位置 4 は位置 1 を、位置 5 は位置 0 を、いちばんよく見ています。
#
# **意味** 右上から左下へ下りる対角線が、「逆順」そのものです。誰もこの規則を書いていません。損失を下げる勾配が、この模様を作りました。位置がなければ、この模様は作れません（観察 3）。

# %% [markdown] lang="en"
# **Numbers** On average over the 20 held-out words, position 3 looks most at position 2, position 4 at position 1, position 5 at position 0.
#
# **Meaning** The diagonal that runs from upper right to lower left is "backwards" itself. Nobody wrote this rule down; the gradient that lowers the loss has drawn the pattern. Without position it could not (observation 3).

# %% [markdown] lang="ja" section="experiment-warmup"
# ## 実験 2：ウォームアップなしで発散する
#
# **よくある誤解** 「Adam は学習率を自動で調整するので、最初から大きくても問題ない。」
#
# 観察 7 の図の 2 つの学習率を比べます。40 ステップ目からは同じです。**予想** 最初の 40 ステップの違いは、120 ステップ目にはもう消えているでしょうか。

# %% [markdown] lang="en" section="experiment-warmup"
# ## Experiment 2: divergence without warm-up
#
# **A common misconception** "Adam adapts its learning rates, so a large one does no harm at the start."
#
# Compare the two schedules of observation 7; from step 40 on they are the same. **Prediction** Will the difference of the first 40 steps be gone by step 120?

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    held_out, data = examples(held_out_words), batches(training_words, 120)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2))
    finals = []
    for name, lr, warmup in [("warm-up", 0.05, 40), ("no warm-up", 0.05 * math.sqrt(40), 1)]:
        w, history = train_until_right(
            loss_and_gradient, accuracy, new_model(2), data, held_out, lr, warmup, 1.0
        )
        losses, rights = history["loss"], history["accuracy"]
        print(
            f"{name:10s}: steps = {len(losses)}   first loss = {losses[0]:.2f}   "
            f"highest loss = {max(losses):.2f}   held-out accuracy = {max(rights):.2f}"
        )
        left.semilogy(range(1, len(losses) + 1), losses, label=name)
        right.plot(range(1, len(rights) + 1), rights, label=name)
        finals.append((name + ",", attention_maps(w, held_out[0][1]), held_out[0][1]))
    left.axhline(math.log(9), color="gray", linestyle="--", linewidth=1)
    left.set(xlabel="step", ylabel="loss")
    right.set(xlabel="step", ylabel="held-out accuracy", ylim=(-0.05, 1.05))
    left.legend()
    figure.tight_layout()
    plt.show()
    show_maps(finals)

# %% [markdown] lang="ja"
# **数値** ウォームアップがあると、損失は最初の値を超えません。なければ、最初の数ステップで最初の値の何倍にもなり、120 ステップかけても戻りきりません。
#
# **式** $t = 1$ では、どの重みも $\eta_1$ だけ動きます（観察 7）。$\eta_1$ は、ウォームアップがあれば $0.05 / 40 = 0.00125$、なければ約 0.32 です。重みの大きさは $1/\sqrt{16} = 0.25$ ほどなので、1 歩で初期値よりも大きく動くことになります。
#
# **意味** 注意の図を見てください。最初に softmax を飽和させてしまうと、そこでは勾配がほとんど流れず、あとから学習率を下げても抜け出すのに時間がかかります。学習率は「平均してどれくらいか」だけではなく、**いつ** 大きいかが問題です。

# %% [markdown] lang="en"
# **Numbers** With warm-up the loss never exceeds its first value. Without, it rises within a few steps to several times that value, and 120 steps do not make up for it.
#
# **Formula** At $t = 1$ every weight moves by $\eta_1$ (observation 7). With warm-up $\eta_1$ is $0.05 / 40 = 0.00125$, without it about 0.32. Weights are about $1/\sqrt{16} = 0.25$ in size, so one step moves them further than they were large.
#
# **Meaning** Look at the attention maps. Once the softmax is saturated hardly any gradient flows, and lowering the rate later takes long to undo it. It is not only the average size of a learning rate that matters, but **when** it is large.

# %% [markdown] lang="ja" section="experiment-memorising"
# ## 実験 3：暗記を見逃す
#
# **よくある誤解** 「損失が 0 に近づいたのだから、課題を学んだはずだ。」
#
# 学習に使う単語を、12 語だけにします。**予想** 訓練の損失は、196 語のときより速く下がるでしょうか。検証データの正解率はどうなるでしょうか。

# %% [markdown] lang="en" section="experiment-memorising"
# ## Experiment 3: memorising goes unseen
#
# **A common misconception** "The loss has gone to 0, so the task has been learnt."
#
# Now only 12 words are used for training. **Prediction** Does the training loss fall faster than with 196 words? And the held-out accuracy?

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    held_out = examples(held_out_words)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2))
    for count in (196, 12):
        some = training_words[:count]
        w, history = train_until_right(
            loss_and_gradient, accuracy, new_model(2), batches(some, 110), held_out, 0.02, 40, 1.0
        )
        losses, rights = history["loss"], history["accuracy"]
        held_loss, _ = loss_and_gradient(w, held_out)
        print(
            f"{count:3d} words: steps = {len(losses)}   training loss = {losses[-1]:.4f}   "
            f"held-out loss = {held_loss:.4f}   held-out accuracy = {rights[-1]:.2f}"
        )
        left.plot(range(1, len(losses) + 1), losses, label=f"{count} words")
        right.plot(range(1, len(rights) + 1), rights, label=f"{count} words")
    left.set(xlabel="step", ylabel="training loss")
    right.set(xlabel="step", ylabel="held-out accuracy", ylim=(-0.05, 1.05))
    left.legend()
    figure.tight_layout()
    plt.show()

# %% [markdown] lang="ja"
# **数値** 12 語では、訓練損失はほとんど 0 になります。それなのに、検証データの正解率は低いままで、検証データの損失は訓練損失よりもはるかに大きくなります。
#
# **意味** 左の図だけを見ると、12 語のほうが「うまくいった」ように見えます。右の図が、反対のことを教えます。12 語なら、規則を学ばなくても、1 語ずつ暗記すれば損失は下がるからです。**暗記と理解は、学習に使わなかったデータでしか区別できません。**

# %% [markdown] lang="en"
# **Numbers** With 12 words the training loss is almost 0. Yet the held-out accuracy stays low, and the held-out loss is far above the training loss.
#
# **Meaning** The left panel alone makes the 12 words look like the better run; the right panel says the opposite. Twelve words can be learnt by heart, one by one, without any rule. **Only data that took no part in training tell memorising from understanding.**

# %% [markdown] lang="ja" section="experiment-embedding"
# ## 実験 4：合わない入力
#
# **よくある誤解** 「埋め込みは学習で決まるのだから、最初の大きさは何でもよい。」
#
# 埋め込みの大きさを変えて、同じ学習をします。位置の成分は、いつも 1 程度です。**予想** 埋め込みが小さすぎると何が見えなくなり、大きすぎると何が見えなくなるでしょうか。

# %% [markdown] lang="en" section="experiment-embedding"
# ## Experiment 4: inputs that do not fit
#
# **A common misconception** "Embeddings are learnt, so their size at the start does not matter."
#
# The same training with embeddings of other sizes; the entries of the position are always about 1. **Prediction** What becomes invisible if the embeddings are too small, and what if they are too large?

# %% tags=["demo", "hide-input"]
with using(*model_parts):
    held_out, data = examples(held_out_words), batches(training_words, 90)
    figure, axes = plt.subplots(figsize=(6, 3.2))
    finals = []
    for token_size in (0.025, 1.0, 10.0):
        params = unpack(new_model(2))
        tokens = math.sqrt(d_model) * token_size * params["E"]
        w, history = train_until_right(
            loss_and_gradient, accuracy, new_model(2), data, held_out, 0.02, 40, 1.0
        )
        losses, rights = history["loss"], history["accuracy"]
        print(
            f"spread of the tokens = {tokens.std():7.4f}   steps = {len(losses)}   "
            f"loss = {losses[-1]:.4f}   held-out accuracy = {rights[-1]:.2f}"
        )
        axes.plot(range(1, len(losses) + 1), losses, label=f"{token_size:g} times")
        finals.append((f"{token_size:g} times,", attention_maps(w, held_out[0][1]), held_out[0][1]))
    token_size = 1.0
    axes.set(xlabel="step", ylabel="loss")
    axes.legend()
    figure.tight_layout()
    plt.show()
    show_maps(finals)

# %% [markdown] lang="ja"
# **数値** ちょうどよい大きさ（1 倍）では 90 ステップほどで全問正解です。小さすぎるとき（0.025 倍）も大きすぎるとき（10 倍）も、同じステップ数では届きません。
#
# **式** 層正規化は、トークンと位置の **和** を正規化します。トークンの標準偏差が $s$、位置が 1 程度なら、正規化したあとのトークンの割合は、およそ $s / \sqrt{s^2 + 1}$ です。$s = 0.025$ ならほとんど 0、$s = 10$ なら位置の割合 $1 / \sqrt{s^2 + 1}$ のほうがほとんど 0 です。
#
# **意味** 小さすぎると **どのトークンか** が見えず、大きすぎると **どこにあるか** が見えません。注意の図では、逆順の対角線がまだできていません。どちらも「学習で決まる」数ですが、見えないものの勾配は小さいので、学習に時間がかかります。$\sqrt{d_{\text{model}}}$ 倍は、2 つの大きさをそろえるためのものです。

# %% [markdown] lang="en"
# **Numbers** With the size that fits (1 times) all words are right within about 90 steps. Too small (0.025 times) and too large (10 times) do not get there in the same number of steps.
#
# **Formula** Layer norm normalises the **sum** of token and position. If tokens have a standard deviation of $s$ and positions of about 1, the share of the token after normalising is about $s / \sqrt{s^2 + 1}$. For $s = 0.025$ it is almost 0; for $s = 10$ the share of the position, $1 / \sqrt{s^2 + 1}$, is.
#
# **Meaning** Too small, and **which token** it is cannot be seen; too large, and **where it stands** cannot. In the attention maps the diagonal of "backwards" is not there yet. Training could find any size, but what cannot be seen has a small gradient, so it takes long. Multiplying by $\sqrt{d_{\text{model}}}$ makes the two sizes alike.

# %% [markdown] lang="ja" section="summary"
# ## 要点整理
#
# | 失敗 | 式 | どの曲線でわかるか |
# |---|---|---|
# | ウォームアップなしで発散する | $\Delta w = -\eta\, \hat m / \sqrt{\hat v}$、$t = 1$ では $\pm \eta$ | 最初の数ステップの損失 |
# | 暗記を見逃す | $L$ は訓練データの平均でしかない | 検証データの正解率と損失 |
# | 入力の大きさが合わない | $E \sqrt{d_{\text{model}}} + \mathrm{PE}$ | 損失の下がり始める時期 |
#
# ### 記述問題：`explain_training`
#
# 最後に、自分の言葉で説明してください。人が読んで採点します。式と数値の **両方** を使うのが約束です。実験のセルで、学習率や単語の数を自分の値に変えると、数値の例がすぐに作れます。

# %% [markdown] lang="en" section="summary"
# ## What to take away
#
# | failure | formula | which curve shows it |
# |---|---|---|
# | divergence without warm-up | $\Delta w = -\eta\, \hat m / \sqrt{\hat v}$, which is $\pm \eta$ at $t = 1$ | the loss of the first steps |
# | memorising goes unseen | $L$ is a mean over the training data, no more | accuracy and loss on held-out data |
# | inputs of a size that does not fit | $E \sqrt{d_{\text{model}}} + \mathrm{PE}$ | when the loss begins to fall |
#
# ### In words: `explain_training`
#
# Finally, explain in your own words. A person reads and marks this. Use **both** formulas and numbers. Change the learning rate or the number of words in the cells above, and you have your own example in numbers.

# %% [markdown] exercise="explain_training"
