#!/usr/bin/env python3
"""Writes pytorch-lstm.json, -gru and -rnn: losses, gradients and AdamW steps of networks computed by PyTorch in f64;
and pytorch-lstm-learned.json and so on, the same of networks that start from a learned h and c (learned), whose layers'
results are normalised (norm), whose tokens are heard as their weights of the output (tied), or that have it all (all).

Matrices are written as Lilt keeps them, (in, G) and (H, V), the transposes of PyTorch's. Run it beside the JSON.
"""
import json
import pathlib
import torch

VOCABULARY, LAYERS, HIDDEN = 9, 3, 10
SEQUENCES = [[0, 3, 5, 2, 8, 1], [0, 7, 7, 4, 6, 2, 3, 8, 1], [0, 1], [0, 2, 4, 1], [0, 5, 6, 5, 3, 4, 2, 7, 1]]
STEPS, RATE, DECAY = 3, 0.01, 0.1
CELLS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}


class Start(torch.nn.Module):
    """A learned h, and for the LSTM c, before the first token."""
    def __init__(self, cell, draw):
        super().__init__()
        self.output = torch.nn.Parameter(draw(HIDDEN))
        self.state = torch.nn.Parameter(draw(HIDDEN)) if cell == "lstm" else None

    def forward(self):
        parts = [part.reshape(1, 1, -1) for part in (self.output, self.state) if part is not None]
        return tuple(parts) if self.state is not None else parts[0]


def network(cell, options, generator):
    def draw(*shape):
        # Rounded to f32, so that both sides start from the same numbers.
        return (torch.randn(*shape, generator=generator) * 0.4).double()
    sizes = [HIDDEN if layer or "tied" in options else VOCABULARY for layer in range(LAYERS)]
    layers = [CELLS[cell](size, HIDDEN).double() for size in sizes]
    output = torch.nn.Linear(HIDDEN, VOCABULARY).double()
    with torch.no_grad():
        for layer in layers:
            layer.weight_ih_l0.copy_(draw(*layer.weight_ih_l0.shape))
            layer.weight_hh_l0.copy_(draw(*layer.weight_hh_l0.shape))
            layer.bias_ih_l0.copy_(draw(*layer.bias_ih_l0.shape))
            layer.bias_hh_l0.zero_()
            if cell == "gru":
                # Lilt has one bias a gate, but for n, whose product of h is scaled by r.
                layer.bias_hh_l0[2 * HIDDEN:] = draw(HIDDEN)
                alone = torch.arange(3 * HIDDEN) >= 2 * HIDDEN
                layer.bias_hh_l0.register_hook(lambda gradient, alone=alone: gradient * alone)
            else:
                layer.bias_hh_l0.requires_grad_(False)
        output.weight.copy_(draw(*output.weight.shape))
        output.bias.copy_(draw(*output.bias.shape))
    starts = [Start(cell, draw) for _ in layers] if "learned" in options else []
    return layers, output, starts


def named(layers, output, starts):
    for index, layer in enumerate(layers):
        yield f"layers.{index}.input", layer.weight_ih_l0
        yield f"layers.{index}.recurrent", layer.weight_hh_l0
        yield f"layers.{index}.bias", layer.bias_ih_l0
        if layer.bias_hh_l0.requires_grad:
            yield f"layers.{index}.recurrentBias", layer.bias_hh_l0
    for index, start in enumerate(starts):
        yield f"layers.{index}.initialOutput", start.output
        if start.state is not None:
            yield f"layers.{index}.initialState", start.state
    yield "output.weight", output.weight
    yield "output.bias", output.bias


def numbers(name, tensor):
    tensor = tensor.detach()[2 * HIDDEN:] if name.endswith("recurrentBias") else tensor.detach()
    return [float(f"{x:.9g}") for x in (tensor.t() if tensor.dim() == 2 else tensor).reshape(-1).tolist()]


def loss_of(layers, output, starts, residual, options):
    total, count = 0, 0
    for sequence in SEQUENCES:
        tokens = torch.tensor(sequence)
        heard = torch.nn.functional.one_hot(tokens[:-1], VOCABULARY).double()
        signal = (heard @ output.weight if "tied" in options else heard).unsqueeze(1)
        for index, layer in enumerate(layers):
            result, _ = layer(signal, starts[index]()) if starts else layer(signal)
            signal = result + signal if residual and index > 0 else result
            if "norm" in options:
                signal = torch.nn.functional.layer_norm(signal, (HIDDEN,))
        total = total + torch.nn.functional.cross_entropy(output(signal[:, 0]), tokens[1:], reduction="sum")
        count += len(sequence) - 1
    return total, count


def recorded(cell, residual, options):
    modules = network(cell, options, torch.Generator().manual_seed(11 + residual))
    parameters = dict(named(*modules))
    case = {"residual": residual, "weights": {name: numbers(name, p) for name, p in parameters.items()}}
    optimizer = torch.optim.AdamW(parameters.values(), lr=RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=DECAY)
    case["losses"] = []
    for step in range(STEPS):
        optimizer.zero_grad()
        total, count = loss_of(*modules, residual, options)
        (total / count).backward()
        case["losses"].append(total.item())
        if step == 0:
            case["gradients"] = {name: numbers(name, p.grad) for name, p in parameters.items()}
            case["norm"] = float(torch.nn.utils.get_total_norm([p.grad for p in parameters.values()]))
        optimizer.step()
    case["stepped"] = {name: numbers(name, p) for name, p in parameters.items()}
    return case


for cell in CELLS:
    for name, options in (("", ()), ("-learned", ("learned",)), ("-norm", ("norm",)), ("-tied", ("tied",)),
                          ("-all", ("learned", "norm", "tied"))):
        # Options are checked on smaller networks.
        LAYERS, HIDDEN = (2, 6) if options else (3, 10)
        pathlib.Path(__file__).with_name(f"pytorch-{cell}{name}.json").write_text(json.dumps({
            "vocabulary": VOCABULARY, "layers": LAYERS, "hidden": HIDDEN, "sequences": SEQUENCES, "rate": RATE,
            "decay": DECAY, "cases": [recorded(cell, residual, options) for residual in (False, True)]}) + "\n")
