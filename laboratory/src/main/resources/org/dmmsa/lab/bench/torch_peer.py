"""PyTorch doing what a workload of `bench` does: one task as JSON on stdin, its times on stdout.

The same as there: sizes, dropout rates, batch shapes, real lengths and masks, threads, AdamW with
weight decay, gradients of every weight, the number of repetitions and of those that do not count.
Not the same: BERT's last layer computes all positions here, where ours leaves out those that the
pooler does not read; a text's vector is the pooler's, where DMMSA takes a mean; DMMSA's four loss terms are
one smooth L1 over the sentiment and the six features, so its classes, its contrast and its dynamic
weighting are missing here (little beside the encoders; not measured); batches of an epoch are made
beforehand here, beside the steps there; a step reads its loss, as ours does. With `--device cuda`
batches lie on the GPU beforehand, where ours are copied there at each step; products of float32 may
round to TF32 on both sides, as that is TensorFlow's choice.
"""

import argparse
import json
import sys
import time

import torch
import transformers
from torch import nn


class Bert(nn.Module):
    """Hugging Face's BERT."""

    def __init__(self, sizes):
        super().__init__()
        layers = sizes["encoder"]
        self.bert = transformers.BertModel(
            transformers.BertConfig(
                vocab_size=sizes["vocabulary"],
                max_position_embeddings=sizes["positions"],
                num_hidden_layers=layers["layers"],
                hidden_size=layers["width"],
                num_attention_heads=layers["heads"],
                intermediate_size=layers["inner"],
                hidden_dropout_prob=layers["dropout"],
                attention_probs_dropout_prob=layers["attention_dropout"],
                hidden_act={"gelu": "gelu", "gelu_tanh": "gelu_pytorch_tanh"}[layers["activation"]],
            )
        )
        self.width = layers["width"]

    def forward(self, tokens, mask):
        return self.bert(input_ids=tokens, attention_mask=mask.long()).pooler_output


class SequenceEncoder(nn.Module):
    """ConFEDE's audio and vision encoder: linear map, CLS, positions, layers, norm, masked mean."""

    def __init__(self, sizes):
        super().__init__()
        layers = sizes["transformer"]
        width = layers["width"]
        self.input = nn.Linear(sizes["features"], width)
        self.cls = nn.Parameter(torch.ones(1, 1, width))
        self.position = nn.Parameter(torch.zeros(1, sizes["frames"] + 1, width))
        self.dropout = nn.Dropout(layers["dropout"])
        layer = nn.TransformerEncoderLayer(
            width, layers["heads"], layers["inner"], layers["dropout"], "gelu", batch_first=True
        )
        self.layers = nn.TransformerEncoder(layer, layers["layers"])
        self.norm = nn.LayerNorm(width)

    def forward(self, frames, mask):
        real = nn.functional.pad(mask, (1, 0), value=True)  # [B, T + 1]
        x = torch.cat([self.cls.expand(len(frames), -1, -1), self.input(frames)], dim=1)
        x = self.dropout(x + self.position[:, : x.shape[1]])
        x = self.norm(self.layers(x, src_key_padding_mask=~real))
        share = real[..., None].to(x.dtype)
        return (x * share).sum(1) / share.sum(1)


def narrowing(width_in, widest, hidden, out):
    """A head whose hidden layers halve."""
    widths = [width_in] + [widest >> i for i in range(hidden)] + [out]
    layers = []
    for i in range(len(widths) - 1):
        layers += [nn.GELU()] if i else []
        layers.append(nn.Linear(widths[i], widths[i + 1]))
    return nn.Sequential(*layers)


class TextRegression(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.text = Bert(network["bert"])
        self.head = nn.Sequential(nn.Dropout(network["dropout"]), nn.Linear(self.text.width, 1))

    def forward(self, batch):
        return self.head(self.text(*batch["tokens"]))


class Dmmsa(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.text = Bert(network["bert"]) if "bert" in network else None
        self.audio = SequenceEncoder(network["audio"])
        self.vision = SequenceEncoder(network["vision"])
        width = network["audio"]["transformer"]["width"]
        text = self.text.width if self.text else network["text_width"]
        feature = network["feature"]
        self.projections = nn.ModuleList(
            nn.Sequential(
                nn.LayerNorm(size),
                nn.Linear(size, feature),
                nn.Tanh(),
                nn.Dropout(network["feature_dropout"]),
            )
            for size in (text, text, width, width, width, width)
        )
        hidden = network["head_layers"]
        self.sentiment = narrowing(6 * feature, width, hidden, 1)
        self.unimodal = narrowing(feature, feature // 2, min(hidden, 2), 1)

    def forward(self, batch):
        if self.text:
            text = self.text(*batch["tokens"])
        else:
            features, mask = batch["text"]
            text = (features * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        audio = self.audio(*batch["audio"])
        vision = self.vision(*batch["vision"])
        vectors = (text, text, audio, audio, vision, vision)
        features = [project(x) for project, x in zip(self.projections, vectors)]
        each = [self.unimodal(feature) for feature in features]
        return torch.cat([self.sentiment(torch.cat(features, dim=1))] + each, dim=1)


class Lstm(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.lstm = nn.LSTM(network["features"], network["units"], batch_first=True)
        self.head = nn.Linear(network["units"], 1)

    def forward(self, batch):
        return self.head(self.lstm(batch["audio"][0])[1][0][-1])


NETWORKS = {"bert": TextRegression, "dmmsa": Dmmsa, "lstm": Lstm}


def masked(lengths):
    """Which steps are real, [B, T], T being the longest."""
    return torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]


def on(device, batch):
    """The same batch on another device."""
    if isinstance(batch, dict):
        return {name: on(device, each) for name, each in batch.items()}
    if isinstance(batch, tuple):
        return tuple(on(device, each) for each in batch)
    return batch.to(device)


def made_up(shape, network):
    """A batch of these lengths; what it says does not matter."""
    batch = {"labels": torch.linspace(-3, 3, shape["rows"])[:, None]}
    if shape["tokens"]:
        mask = masked(shape["tokens"])
        batch["tokens"] = torch.randint(network["bert"]["vocabulary"], mask.shape) * mask, mask
    for name, lengths in shape["frames"].items():
        if name == "text":
            width = network.get("text_width")
        else:
            width = network[name]["features"] if name in network else network["features"]
        if width is not None:
            mask = masked(lengths)
            batch[name] = torch.rand(*mask.shape, width) * mask[..., None], mask
    return batch


def step(task, options):
    """What is repeated."""
    network = task["network"]
    cast = torch.autocast(options.device, torch.bfloat16, enabled=options.precision == "bfloat16")
    if task["kind"] == "matrix":
        matrix = torch.rand(network["size"], network["size"])
        matrix = matrix.to(options.device, getattr(torch, network["type"]))
        return lambda: torch.mm(matrix, matrix)
    model = NETWORKS[task["kind"]](network).to(options.device)
    model.train(task["train"])
    batches = [on(options.device, made_up(shape, network)) for shape in task["batches"]]
    run = torch.compile(model, dynamic=True) if options.compile else model
    if not task["train"]:

        @torch.inference_mode()
        def answer():
            for batch in batches:
                with cast:
                    run(batch).cpu()

        return answer
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6, weight_decay=1e-3)

    def train():
        for batch in batches:
            with cast:
                scores = run(batch)
            loss = nn.functional.smooth_l1_loss(scores.float(), batch["labels"].expand_as(scores))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            loss.item()

    return train


def times(once, seconds, device):
    """Seconds of each repetition, as many as `Effort` asks for."""

    def timed():
        start = time.perf_counter()
        once()
        if device == "cuda":
            torch.cuda.synchronize()
        return time.perf_counter() - start

    long = timed() > seconds
    if not long:
        once()
    measured = []
    while len(measured) < (3 if long else 5) or sum(measured) < seconds:
        measured.append(timed())
    return measured


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--compile", action="store_true", help="by torch.compile")
    options = parser.parse_args()
    task = json.load(sys.stdin)
    if task["kind"] == "versions":
        answer = {"torch": torch.__version__, "transformers": transformers.__version__}
    else:
        torch.set_num_threads(task["threads"])
        torch.manual_seed(1)
        torch.backends.cuda.matmul.allow_tf32 = True
        answer = {"times": times(step(task, options), task["seconds"], options.device)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
