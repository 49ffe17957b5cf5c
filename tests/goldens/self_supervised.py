"""Numbers of BYOL, SimSiam and SimCLR in float64 PyTorch, for self_supervised.json.

Weight k, value i in row-major order of [in, out], is .7 sin(1.3 i + k + 1); gammas are 1 + .3 of that sine.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
IMAGES, CHANNELS, HIDDEN, SIZE, NARROW = 4, 5, 6, 3, 2


def wave(k, *shape, scale=0.7):
    n = int(torch.tensor(shape).prod())
    return (scale * torch.sin(1.3 * torch.arange(n) + k + 1)).reshape(shape)


class Head:
    """Layers of (numbers out, batch norm, ReLU); weights from number k on."""

    def __init__(self, k, size, layers):
        self.layers = []
        for to, norm, relu in layers:
            weight = wave(k, size, to)
            if norm:
                self.layers.append((weight, 1 + wave(k + 1, to, scale=0.3), wave(k + 2, to), relu))
            else:
                self.layers.append((weight, None, wave(k + 1, to), relu))
            k, size = k + (3 if norm else 2), to
        self.next = k

    def __call__(self, x):
        for weight, gamma, beta, relu in self.layers:
            x = x @ weight
            x = x + beta if gamma is None else F.batch_norm(x, None, None, gamma, beta, training=True)
            x = F.relu(x) if relu else x
        return x


def cosine(p, z):
    return F.cosine_similarity(p, z, dim=1).mean()


def byol(online, target):
    projector = Head(0, CHANNELS, [(HIDDEN, True, True), (SIZE, False, False)])
    predictor = Head(projector.next, SIZE, [(HIDDEN, True, True), (SIZE, False, False)])
    slow = Head(predictor.next, CHANNELS, [(HIDDEN, True, True), (SIZE, False, False)])
    q = [predictor(projector(x)) for x in online]
    z = [slow(x).detach() for x in target]
    return (2 - 2 * cosine(q[0], z[1])) + (2 - 2 * cosine(q[1], z[0]))


def simsiam(online, _target):
    projector = Head(0, CHANNELS, [(HIDDEN, True, True), (HIDDEN, True, True), (SIZE, True, False)])
    predictor = Head(projector.next, SIZE, [(NARROW, True, True), (SIZE, False, False)])
    z = [projector(x) for x in online]
    p = [predictor(x) for x in z]
    return -cosine(p[0], z[1].detach()) / 2 - cosine(p[1], z[0].detach()) / 2


def simclr(temperature):
    def loss(online, _target):
        projector = Head(0, CHANNELS, [(HIDDEN, True, True), (SIZE, False, False)])
        z = F.normalize(projector(torch.cat(online)), dim=1)
        s = z @ z.T / temperature
        total = 0
        for i in range(2 * IMAGES):
            others = torch.cat([s[i, :i], s[i, i + 1 :]])
            total = total - s[i, (i + IMAGES) % (2 * IMAGES)] + torch.logsumexp(others, 0)
        return total / (2 * IMAGES)

    return loss


def array(x):
    return {"shape": list(x.shape), "data": [float(f"{v:.12g}") for v in x.detach().flatten()]}


def case(name, loss):
    online = [wave(k, IMAGES, CHANNELS, scale=1.5).requires_grad_() for k in (40, 41)]
    target = [wave(k, IMAGES, CHANNELS, scale=1.5).requires_grad_() for k in (42, 43)]
    value = loss(online, target)
    value.backward()
    assert all(x.grad is None for x in target)
    return {"name": name, "loss": float(f"{value.item():.12g}"), "grads": [array(x.grad) for x in online]}


CASES = [
    case("byol", byol),
    case("simsiam", simsiam),
    case("simclr, temperature .1", simclr(0.1)),
    case("simclr, temperature .5", simclr(0.5)),
]
DESCRIPTION = (
    "Loss of each method, and its gradients for the pooled features of both views: waves 40 and 41 of scale 1.5; the "
    "target network's are 42 and 43. What the waves and the heads are: self_supervised.py beside it."
)
TARGET = pathlib.Path(__file__).with_suffix(".json")
TARGET.write_text(json.dumps({"description": DESCRIPTION, "cases": CASES}) + "\n")
