#!/usr/bin/env python3
"""The same network and the same work in PyTorch: whole training updates on random tokens, and sampling steps.

  pytorch_lstm.py training [--precision f32|bf16] [--updates 5] [--batch 64] [--steps 128]
  pytorch_lstm.py sampling [--precision f32|bf16] [--streams 1 64 256] [--loop lstm|hand]

training: three nn.LSTM layers of 512 on one-hot tokens, linear output, cross-entropy, clipping to a global norm of 1,
AdamW. sampling: a token for each stream a step, softmax and a draw; `lstm` steps nn.LSTM, `hand` writes the step out
with F.linear, the faster way for few streams.
"""
import argparse
import contextlib
import resource
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("work", choices=["training", "sampling"])
parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
parser.add_argument("--vocabulary", type=int, default=137)
parser.add_argument("--layers", type=int, default=3)
parser.add_argument("--hidden", type=int, default=512)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--steps", type=int, default=128)
parser.add_argument("--updates", type=int, default=5)
parser.add_argument("--streams", type=int, nargs="+", default=[1, 64, 256])
parser.add_argument("--loop", choices=["lstm", "hand"], default="lstm")
parser.add_argument("--seconds", type=float, default=2)
parser.add_argument("--threads", type=int, default=torch.get_num_threads())
options = parser.parse_args()
torch.manual_seed(1)
torch.set_num_threads(options.threads)
V, L, H = options.vocabulary, options.layers, options.hidden


def autocast():
    if options.precision == "f32":
        return contextlib.nullcontext()
    return torch.autocast("cpu", dtype=torch.bfloat16)


def summary(rates):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return f"{statistics.median(rates):.0f} ({min(rates):.0f} to {max(rates):.0f}) tokens/s, peak {peak} MB"


lstm, output = nn.LSTM(V, H, L), nn.Linear(H, V)


def training():
    parameters = [*lstm.parameters(), *output.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=0.001)
    tokens = torch.randint(V, (options.steps + 1, options.batch))
    rates = []
    for update in range(options.updates + 1):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        with autocast():
            hidden, _ = lstm(F.one_hot(tokens[:-1], V).float())
            logits = output(hidden)
        F.cross_entropy(logits.float().reshape(-1, V), tokens[1:].reshape(-1)).backward()
        nn.utils.clip_grad_norm_(parameters, 1)
        optimizer.step()
        if update > 0:
            rates.append(options.steps * options.batch / (time.perf_counter() - start))
    print(f"torch {options.precision}: {summary(rates)}", flush=True)


def steps(streams):
    """Yields once a step; the last tokens decide the next."""
    tokens = torch.zeros(streams, dtype=torch.long)
    if options.loop == "lstm":
        state = None
        while True:
            with autocast():
                hidden, state = lstm(F.one_hot(tokens, V).float().unsqueeze(0), state)
                logits = output(hidden[0])
            tokens = torch.multinomial(torch.softmax(logits.float(), -1), 1)[:, 0]
            yield
    kind = torch.bfloat16 if options.precision == "bf16" else torch.float32
    bias = [(getattr(lstm, f"bias_ih_l{i}") + getattr(lstm, f"bias_hh_l{i}")).to(kind) for i in range(L)]
    table = lstm.weight_ih_l0.t().to(kind) + bias[0]
    into = [None] + [getattr(lstm, f"weight_ih_l{i}").to(kind) for i in range(1, L)]
    recurrent = [getattr(lstm, f"weight_hh_l{i}").to(kind) for i in range(L)]
    weight, offset = output.weight.to(kind), output.bias.to(kind)
    h = [torch.zeros(streams, H, dtype=kind) for _ in range(L)]
    c = [torch.zeros(streams, H) for _ in range(L)]
    while True:
        for i in range(L):
            sums = table[tokens] if i == 0 else F.linear(h[i - 1], into[i], bias[i])
            gates = (sums + F.linear(h[i], recurrent[i])).float()
            enter, forget, cell, leave = gates.chunk(4, 1)
            c[i] = torch.sigmoid(forget) * c[i] + torch.sigmoid(enter) * torch.tanh(cell)
            h[i] = (torch.sigmoid(leave) * torch.tanh(c[i])).to(kind)
        logits = F.linear(h[-1], weight, offset).float()
        tokens = torch.multinomial(torch.softmax(logits, -1), 1)[:, 0]
        yield


def sampling():
    with torch.inference_mode():
        for streams in options.streams:
            stepping = steps(streams)
            next(stepping)
            rates = []
            for _ in range(5):
                start, count = time.perf_counter(), 0
                while time.perf_counter() - start < options.seconds / 5:
                    next(stepping)
                    count += streams
                rates.append(count / (time.perf_counter() - start))
            print(f"torch {options.precision}, {options.loop}, {streams} streams: {summary(rates)}", flush=True)


training() if options.work == "training" else sampling()
