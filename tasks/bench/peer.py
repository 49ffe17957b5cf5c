"""PyTorch's side of `deno task bench`: makes training steps when asked to, one JSON message a line.

usage: python3 peer.py JOB, a JSON object: network (unet2d, full, unet3d, product), batch, size, precision (float32,
bfloat16), threads, layout (contiguous, channels_last), and for unet2d and unet3d width and depth.

Says {"ready": ..} once, then answers each {"steps": n} on standard input with {"done": ..}; ends with its input.
"""

import contextlib
import json
import math
import platform
import sys
import time


def say(message):
    print(json.dumps(message), flush=True)


def memory(field):
    """Bytes of VmRSS (resident now) or VmHWM (at most so far); None where there is no /proc."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))
    except OSError:
        return None


try:
    import torch
except ImportError as error:
    say({"error": f"PyTorch cannot be imported: {error}"})
    sys.exit(1)

from torch.nn import functional as F

from pytorch.contrast import MethodLoss
from pytorch.deeplab import DeepLab
from pytorch.unets import UNet2d, UNet3d, deep_supervision


def squares(batch, size):
    """Labels with a rectangle of foreground in every image."""
    labels = torch.zeros(batch, *size, dtype=torch.long)
    labels[:, size[0] // 4 :, size[1] // 3 :] = 1
    return labels


def slabs(batch, size, classes=4):
    """Labels in slabs along the first axis, one a class."""
    depth = torch.arange(size[0]) * classes // size[0]
    return depth.view(1, -1, 1, 1).expand(batch, *size).contiguous()


def build(job, cast):
    """Network, loss(output, labels), optimiser, images and labels of a job."""
    batch, size = job["batch"], job["size"]
    shape = {key: job[key] for key in ("width", "depth") if key in job}
    if job["network"] == "unet3d":
        network, loss = UNet3d(**shape), deep_supervision
        images, labels = torch.randn(batch, 4, *size), slabs(batch, size)
        optimizer = torch.optim.SGD(
            network.parameters(), 1e-2, momentum=0.99, nesterov=True, weight_decay=3e-5, fused=True
        )
        return network, loss, optimizer, images, labels
    images, labels = torch.randn(batch, 3, *size), squares(batch, size)
    if job["network"] == "full":
        network, method = DeepLab(), MethodLoss(size[0])
        network.add_module("loss", method)
        loss = lambda output, labels: method(output, labels, cast)
    else:
        network = UNet2d(**shape)
        loss = lambda output, labels: F.cross_entropy(output.float(), labels)
    optimizer = torch.optim.Adam(network.parameters(), 1e-3, weight_decay=1e-5, fused=True)
    return network, loss, optimizer, images, labels


def training(job):
    """One training step, and the number of weights."""
    cast = contextlib.nullcontext
    if job["precision"] == "bfloat16":
        cast = lambda: torch.autocast("cpu", torch.bfloat16)
    network, loss, optimizer, images, labels = build(job, cast)
    network.train()
    if job.get("layout") == "channels_last":
        layout = torch.channels_last_3d if images.dim() == 5 else torch.channels_last
        # By hand: `Module.to` would also convert buffers of the losses.
        for parameter in network.parameters():
            if parameter.dim() == images.dim():
                parameter.data = parameter.data.contiguous(memory_format=layout)
        images = images.contiguous(memory_format=layout)

    def step():
        optimizer.zero_grad(set_to_none=True)
        with cast():
            output = network(images)
        value = loss(output, labels)
        value.backward()
        optimizer.step()
        return value.item()

    return step, sum(parameter.numel() for parameter in network.parameters())


def product(job):
    """A product of two square matrices."""
    a, b = (torch.randn(*job["size"]).to(getattr(torch, job["precision"])) for _ in range(2))

    def step():
        return torch.mm(a, b)[0, 0].item()

    return step, 0


def main():
    job = json.loads(sys.argv[1])
    torch.set_num_threads(job["threads"])
    torch.manual_seed(0)
    footprint = memory("VmRSS")
    step, parameters = (product if job["network"] == "product" else training)(job)
    about = {
        "PyTorch": torch.__version__,
        "Python": platform.python_version(),
        "threads": str(torch.get_num_threads()),
    }
    say({"ready": {"parameters": parameters, "footprint": footprint, "about": about}})
    for line in sys.stdin:
        seconds, losses = [], []
        for _ in range(json.loads(line)["steps"]):
            start = time.perf_counter()
            value = step()
            seconds.append(time.perf_counter() - start)
            losses.append(value if math.isfinite(value) else None)
        say({"done": {"seconds": seconds, "losses": losses, "peak": memory("VmHWM")}})


if __name__ == "__main__":
    main()
