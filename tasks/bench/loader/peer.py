"""PyTorch's side of `deno task bench loader`: batches from a DataLoader when asked for, one JSON message a line.

usage: python3 peer.py JOB, a JSON object: root (a folder with images and masks), size, batch, workers, kept (decode all
pictures before, in the process that the workers are forked from).

Says {"ready": ..} once, then answers each {"steps": n} on standard input with {"done": ..}; ends with its input.
"""

import json
import math
import os
import platform
import random
import sys
import time


def say(message):
    print(json.dumps(message), flush=True)


try:
    import numpy as np
    import PIL
    import torch
    from PIL import Image
    from torch.utils.data import DataLoader, Dataset, Sampler
except ImportError as error:
    say({"error": f"PyTorch's side cannot start: {error}"})
    sys.exit(1)

MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
PREFETCH = 2


def drawn_map(width, height, size):
    """From a pixel of the output to one of the picture: rotation, shear, scale, shift and flips at random."""
    angle, shear = random.uniform(-math.pi / 2, math.pi / 2), math.tan(math.radians(random.uniform(-20, 20)))
    across, down = random.uniform(0.8, 1.2), random.uniform(0.8, 1.2)
    cos, sin = math.cos(angle), math.sin(angle)
    flip_x, flip_y = random.choice((-1, 1)), random.choice((-1, 1))
    x, y = width / size * flip_x, height / size * flip_y
    a, b = cos / across * x, (shear * cos - sin) / down * y
    d, e = sin / across * x, (shear * sin + cos) / down * y
    half = size / 2
    c = width * (0.5 + random.uniform(-0.1, 0.1)) - (a + b) * half
    f = height * (0.5 + random.uniform(-0.1, 0.1)) - (d + e) * half
    return a, b, c, d, e, f


class Pictures(Dataset):
    """Pictures and masks of a folder, decoded, moved at random, with other colours, normalised."""

    def __init__(self, root, size, kept):
        folders = [os.path.join(root, name) for name in ("images", "masks")]
        files = [[os.path.join(folder, name) for name in sorted(os.listdir(folder))] for folder in folders]
        self.files, self.size = list(zip(*files)), size
        self.kept = [self.decode(i) for i in range(len(self.files))] if kept else None

    def __len__(self):
        return len(self.files)

    def decode(self, i):
        image, mask = self.files[i]
        return Image.open(image).convert("RGB"), Image.open(mask).convert("L")

    def __getitem__(self, i):
        image, mask = self.kept[i] if self.kept else self.decode(i)
        shape, way = (self.size, self.size), drawn_map(image.width, image.height, self.size)
        image = image.transform(shape, Image.AFFINE, way, Image.BILINEAR)
        mask = mask.transform(shape, Image.AFFINE, way, Image.NEAREST)
        hue, saturation = random.randint(-50, 50), random.randint(-50, 50)
        hsv = np.asarray(image.convert("HSV"), np.int16)
        hsv = np.stack([(hsv[..., 0] + hue) % 256, np.clip(hsv[..., 1] + saturation, 0, 255), hsv[..., 2]], -1)
        rgb = np.asarray(Image.fromarray(hsv.astype(np.uint8), "HSV").convert("RGB"), np.float32)
        labels = (np.asarray(mask) >= 128).astype(np.int64)
        return torch.from_numpy((rgb / 255 - MEAN) / STD), torch.from_numpy(labels)


class Endless(Sampler):
    """One order of all after another, so that workers never wait for the end of an epoch."""

    def __init__(self, count):
        self.count = count

    def __iter__(self):
        while True:
            yield from torch.randperm(self.count).tolist()


def main():
    job = json.loads(sys.argv[1])
    torch.set_num_threads(1)
    pictures = Pictures(job["root"], job["size"], job["kept"])
    workers = job["workers"]
    ahead = {"prefetch_factor": PREFETCH, "persistent_workers": True} if workers else {}
    loader = DataLoader(pictures, job["batch"], sampler=Endless(len(pictures)), num_workers=workers, **ahead)
    batches = iter(loader)
    versions = {"PyTorch": torch.__version__, "Pillow": PIL.__version__, "Python": platform.python_version()}
    say({"ready": {"parameters": 0, "footprint": None, "about": versions}})
    for line in sys.stdin:
        steps, total = json.loads(line)["steps"], 0.0
        # Made while it was not our turn
        for _ in range(PREFETCH * workers + 1):
            next(batches)
        start = time.perf_counter()
        for _ in range(steps):
            images, labels = next(batches)
            total += images.view(-1)[0].item()
        seconds = (time.perf_counter() - start) / steps
        say({"done": {"seconds": [seconds], "losses": [total], "peak": None}})


if __name__ == "__main__":
    main()
