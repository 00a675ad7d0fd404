#!/usr/bin/env python3
"""folk-rnn's network trained in PyTorch, its held-out loss written as lilt train writes its own, for one picture.

  pytorch_recipes.py TRAIN HELDOUT LOG --recipe folkrnn|adam [--batch 16] [--tokens 7e6] [--rate R] [--threads 1]
  lilt plot lilt=lilt.metrics.jsonl adam=LOG --over minutes -o picture.svg

TRAIN and HELDOUT hold a tune a line (lilt corpus --split writes them). folkrnn is config5 of folk-rnn: dropout 0.5 after
each layer, RMSProp 0.003 (alpha 0.9), gradients clipped element by element at 5, forget bias 5. adam is today's habit:
Adam 0.002, dropout 0.2, global norm clipped at 1, forget bias 1. Both: three LSTM layers of 512 on one-hot tokens,
length-sorted padded batches whose padding is masked. LOG.state keeps what a stopped run needs to go on.

With --rate the seconds of the log are real tokens over that rate, which should have been measured alone on the machine;
without it they are those spent in updates.
"""
import argparse
import json
import os
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("train")
parser.add_argument("heldout")
parser.add_argument("log")
parser.add_argument("--recipe", choices=["folkrnn", "adam"], required=True)
parser.add_argument("--batch", type=int, default=16)
parser.add_argument("--tokens", type=float, default=7e6)
parser.add_argument("--every", type=float, default=470_000, help="tokens between held-out losses")
parser.add_argument("--rate", type=float)
parser.add_argument("--hidden", type=int, default=512)
parser.add_argument("--threads", type=int, default=1)
parser.add_argument("--seed", type=int, default=1)
o = parser.parse_args()
torch.set_num_threads(o.threads)
torch.manual_seed(o.seed)
draw = random.Random(o.seed)
FOLKRNN = o.recipe == "folkrnn"
H = o.hidden


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.split() for line in file if line.strip()]


train, heldout = read(o.train), read(o.heldout)
number = {token: i + 2 for i, token in enumerate(sorted({token for tune in train for token in tune}))}
V = len(number) + 2  # 0 begins and pads, 1 ends


def numbered(tunes):
    return [[0] + [number[t] for t in tune] + [1] for tune in tunes if all(t in number for t in tune)]


train, heldout = numbered(train), numbered(heldout)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.LSTM(V if layer == 0 else H, H) for layer in range(3))
        self.output = nn.Linear(H, V)
        self.dropout = nn.Dropout(0.5 if FOLKRNN else 0.2)
        for layer in self.layers:
            for gate in range(4):
                rows = slice(gate * H, gate * H + H)
                nn.init.xavier_uniform_(layer.weight_ih_l0.data[rows])
                nn.init.orthogonal_(layer.weight_hh_l0.data[rows])
            nn.init.zeros_(layer.bias_ih_l0)
            nn.init.zeros_(layer.bias_hh_l0)
            layer.bias_ih_l0.data[H : 2 * H] = 5 if FOLKRNN else 1

    def forward(self, tokens):
        signal = F.one_hot(tokens, V).float()
        for layer in self.layers:
            signal = self.dropout(layer(signal)[0])
        return self.output(signal)


def padded(tunes):
    longest = max(map(len, tunes))
    tokens = torch.zeros(longest, len(tunes), dtype=torch.long)
    real = torch.zeros(longest, len(tunes), dtype=torch.bool)
    for column, tune in enumerate(tunes):
        tokens[: len(tune), column] = torch.tensor(tune)
        real[: len(tune), column] = True
    return tokens, real


def batches(tunes, shuffled):
    order = sorted(range(len(tunes)), key=lambda i: (len(tunes[i]), draw.random()))
    groups = [order[i : i + o.batch] for i in range(0, len(order), o.batch)]
    if shuffled:
        draw.shuffle(groups)
    return [[tunes[i] for i in group] for group in groups]


def loss_of(network, tunes):
    tokens, real = padded(tunes)
    logits, targets = network(tokens[:-1])[real[1:]], tokens[1:][real[1:]]
    return F.cross_entropy(logits, targets), targets.numel()


def heldout_loss(network):
    network.eval()
    total = count = 0
    with torch.no_grad():
        for tunes in batches(heldout, False):
            loss, tokens = loss_of(network, tunes)
            total, count = total + float(loss) * tokens, count + tokens
    network.train()
    return total / count


network = Network()
if FOLKRNN:
    optimizer = torch.optim.RMSprop(network.parameters(), lr=0.003, alpha=0.9, eps=1e-6)
else:
    optimizer = torch.optim.Adam(network.parameters(), lr=0.002)
at = dict(step=0, tokens=0, seconds=0.0, epoch=1, best=99.0, smoothed=0.0, pending=[], next=o.every)
state = o.log + ".state"
if os.path.exists(state):
    kept = torch.load(state, weights_only=False)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    torch.set_rng_state(kept["torch"])
    draw.setstate(kept["draw"])
    at = kept["at"]
    with open(o.log) as log:  # what was logged after the state was written comes again
        lines = [line for line in log if json.loads(line)["step"] <= at["step"]]
    with open(o.log, "w") as log:
        log.writelines(lines)


def record(**fields):
    seconds = at["tokens"] / o.rate if o.rate else at["seconds"]
    line = dict(epoch=at["epoch"], step=at["step"], seconds=round(seconds, 1), **fields)
    with open(o.log, "a") as log:
        log.write(json.dumps(line) + "\n")


while at["tokens"] < o.tokens:
    if not at["pending"]:
        at["epoch"] += at["step"] > 0
        at["pending"] = batches(train, True)
    tunes = at["pending"].pop()
    begun = time.monotonic()
    optimizer.zero_grad(set_to_none=True)
    loss, tokens = loss_of(network, tunes)
    loss.backward()
    if FOLKRNN:
        nn.utils.clip_grad_value_(network.parameters(), 5)
    else:
        nn.utils.clip_grad_norm_(network.parameters(), 1)
    optimizer.step()
    at["seconds"] += time.monotonic() - begun
    at["step"] += 1
    at["tokens"] += tokens
    at["smoothed"] = loss.item() if at["step"] == 1 else 0.98 * at["smoothed"] + 0.02 * loss.item()
    if at["step"] % 20 == 0:
        record(kind="update", loss=round(at["smoothed"], 4))
    if at["tokens"] >= at["next"] or at["tokens"] >= o.tokens:
        at["next"] += o.every
        held = heldout_loss(network)
        record(kind="validation", heldOutLoss=round(held, 4), isBest=held < at["best"])
        at["best"] = min(at["best"], held)
        kept = dict(network=network.state_dict(), optimizer=optimizer.state_dict(), at=at)
        kept.update(torch=torch.get_rng_state(), draw=draw.getstate())
        torch.save(kept, state + ".new")
        os.replace(state + ".new", state)
        print(f"{o.recipe}: {at['tokens'] / 1e6:.2f} M tokens, {at['seconds'] / 60:.1f} min, held out {held:.4f}", flush=True)
print(f"{o.recipe}: best {at['best']:.4f}")
