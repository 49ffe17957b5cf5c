"""What the real TensorBoard finds in a folder of event files, as JSON."""
import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

found = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "histograms": 0})
found.Reload()
tags = found.Tags()
print(json.dumps({
    "scalars": {tag: [[e.step, e.value] for e in found.Scalars(tag)] for tag in tags["scalars"]},
    "images": {
        tag: [[e.step, e.width, e.height, e.encoded_image_string[:2].hex()] for e in found.Images(tag)]
        for tag in tags["images"]
    },
    "histograms": {
        tag: [
            [e.step, e.histogram_value.num, e.histogram_value.sum, sum(e.histogram_value.bucket)]
            for e in found.Histograms(tag)
        ]
        for tag in tags["histograms"]
    },
}))
