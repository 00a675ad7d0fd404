#!/usr/bin/env python3
"""Writes pickles of the structure of folk-rnn's models with random weights, and what numpy makes of them.

    python3 make_pickles.py        # beside itself; needs numpy

python2.pkl: protocol 2 with the opcodes of Python 2's cPickle: str is a byte string, array data too. protocol0.pkl: the same
in protocol 0, all text. python3.pkl: as Python 3 writes it. expected.json: for some tokens in their order the distribution of
the next, by a forward pass of the arrays as Lasagne's layers do it.
"""
import io
import json
import os
import pickle
import struct

import numpy as np

TOKENS = ["|", "G", "</s>", "A", "K:Cmaj", "B", "M:6/8", "<s>", "c", ":|", "|:", "2"]
V, H, LAYERS = len(TOKENS), 8, 3
folder = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(1)


def draw(*shape):
    return random.normal(0, 0.6, shape).astype(np.float32)


arrays = [np.eye(V, dtype=np.float32)]
for layer in range(LAYERS):
    for gate in range(4):
        arrays += [draw(V if layer == 0 else H, H), draw(H, H), draw(H)]
    arrays += [draw(1, H), draw(1, H)]
# Some arrays come column by column, as numpy keeps a transposed one.
arrays[2] = np.asfortranarray(arrays[2])
arrays += [draw(H, V), draw(V)]
model = {
    "configuration": "config5", "experiment_id": "config5-20160101", "iteration": 70000, "metrics": {"train": [np.float32(0.5)]},
    "token2idx": {token: index for index, token in enumerate(TOKENS)}, "param_values": arrays, "since": 1.5, "none": None,
}


class Python2(pickle._Pickler):
    """Strings and bytes as Python 2 has them, one kind."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_string(self, value):
        data = value if isinstance(value, bytes) else value.encode("latin-1")
        if self.proto == 0:
            text = "".join(
                "\\x%02x" % b if b < 32 or b > 126 else "\\" + chr(b) if chr(b) in "\\'" else chr(b) for b in data)
            self.write(b"S'" + text.encode() + b"'\n")
        elif len(data) < 256:
            self.write(b"U" + struct.pack("<B", len(data)) + data)
        else:
            self.write(b"T" + struct.pack("<i", len(data)) + data)
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_string


for name, protocol in (("python2", 2), ("protocol0", 0)):
    stream = io.BytesIO()
    Python2(stream, protocol).dump(model)
    with open(os.path.join(folder, name + ".pkl"), "wb") as file:
        # Where numpy 1 had what numpy 2 keeps in _core.
        file.write(stream.getvalue().replace(b"cnumpy._core.", b"cnumpy.core."))
with open(os.path.join(folder, "python3.pkl"), "wb") as file:
    pickle.dump(model, file, 4)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


number = model["token2idx"]
heard = ["<s>", "M:6/8", "K:Cmaj", "|:", "G", "2", "A", "|", "B", "c", ":|"]
values = [array.astype(np.float64) for array in arrays]
cells = [values[1 + 14 * layer + 12] for layer in range(LAYERS)]
hs = [values[1 + 14 * layer + 13] for layer in range(LAYERS)]
distributions = []
for token in heard:
    x = values[0][number[token]][None]
    for layer in range(LAYERS):
        p = values[1 + 14 * layer :]
        i, f, o = (sigmoid(x @ p[k] + hs[layer] @ p[k + 1] + p[k + 2]) for k in (0, 3, 9))
        g = np.tanh(x @ p[6] + hs[layer] @ p[7] + p[8])
        cells[layer] = f * cells[layer] + i * g
        x = hs[layer] = o * np.tanh(cells[layer])
    z = (x @ values[-2] + values[-1])[0]
    e = np.exp(z - z.max())
    distributions.append({token: float(q) for token, q in zip(TOKENS, e / e.sum())})
with open(os.path.join(folder, "expected.json"), "w") as file:
    json.dump({"heard": heard, "next": distributions}, file, indent=0)
