#!/usr/bin/env python3
"""The same network and the same work in PyTorch: whole training updates on random tokens, and sampling steps.

  pytorch_lstm.py training [--precision f32|bf16] [--updates 5] [--batch 64] [--steps 128]
  pytorch_lstm.py epoch --tunes TOKENFILE [--precision f32|bf16] [--updates 20] [--batch 64]
  pytorch_lstm.py sampling [--precision f32|bf16] [--streams 1 64 256] [--loop lstm|hand]

training: three nn.LSTM layers of 512 on one-hot tokens, linear output, cross-entropy, clipping to a global norm of 1,
AdamW. epoch: the same updates on real tunes, a line each, in batches of nearly one length, padded; only real tokens count;
--updates takes as many batches spread over the epoch. sampling: a token for each stream a step, softmax and a draw; `lstm` steps nn.LSTM, `hand` writes the step out
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
parser.add_argument("work", choices=["training", "epoch", "sampling"])
parser.add_argument("--precision", choices=["f32", "bf16"], default="f32")
parser.add_argument("--vocabulary", type=int, default=137)
parser.add_argument("--layers", type=int, default=3)
parser.add_argument("--hidden", type=int, default=512)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--steps", type=int, default=128)
parser.add_argument("--updates", type=int, default=5)
parser.add_argument("--tunes")
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


def timed_updates(batches):
    """Updates on (inputs, targets), both (steps, tunes); targets below 0 are padding. The first one is not counted."""
    parameters = [*lstm.parameters(), *output.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=0.001)
    times = []
    for inputs, targets in batches:
        start, processor_start = time.perf_counter(), time.process_time()
        optimizer.zero_grad(set_to_none=True)
        with autocast():
            hidden, _ = lstm(F.one_hot(inputs, V).float())
            logits = output(hidden)
        F.cross_entropy(logits.float().reshape(-1, V), targets.reshape(-1), ignore_index=-1).backward()
        nn.utils.clip_grad_norm_(parameters, 1)
        optimizer.step()
        tokens = int((targets >= 0).sum())
        times.append((tokens, time.perf_counter() - start, time.process_time() - processor_start))
    return times[1:]


def training():
    tokens = torch.randint(V, (options.steps + 1, options.batch))
    times = timed_updates([(tokens[:-1], tokens[1:])] * (options.updates + 1))
    processor = statistics.median(tokens / seconds for tokens, _, seconds in times)
    rates = [tokens / seconds for tokens, seconds, _ in times]
    print(f"torch {options.precision}: {summary(rates)}, {processor:.0f} tokens a second of processor time", flush=True)


def epoch():
    tunes = [line.split() for line in open(options.tunes, encoding="utf-8")]
    number = {word: index + 2 for index, word in enumerate(sorted({word for tune in tunes for word in tune}))}
    assert len(number) + 2 <= V, f"give --vocabulary {len(number) + 2} or more"
    tunes = sorted(([0] + [number[word] for word in tune] + [1] for tune in tunes), key=len)
    batches = []
    for first in range(0, len(tunes), options.batch):
        group = tunes[first:first + options.batch]
        longest = max(map(len, group))
        padded = torch.tensor([tune + [-1] * (longest - len(tune)) for tune in group]).t()
        batches.append((padded[:-1].clamp(min=0), padded[1:]))
    chosen = [batches[index * len(batches) // options.updates] for index in range(min(options.updates, len(batches)))]
    times = timed_updates(chosen[-1:] + chosen)
    tokens, seconds, processor = (sum(column) for column in zip(*times))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"torch {options.precision}: {tokens / seconds:.0f} real tokens/s, peak {peak} MB, "
        f"{tokens / processor:.0f} tokens a second of processor time", flush=True)


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


{"training": training, "epoch": epoch, "sampling": sampling}[options.work]()
