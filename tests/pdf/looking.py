"""Looks at pages as a reader would show them, not as our own code reads them."""

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

LONGEST_SIDE = 800
FRINGE = 2


def seen(data, index=0, password=None):
    document = pypdfium2.PdfDocument(data, password=password)
    document.init_forms()
    try:
        page = document[index]
        scale = min(1.5, LONGEST_SIDE / max(page.get_size()))
        return page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def count(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def pixels(area, size):
    width, height = size
    return (
        round(area.x * width),
        round(area.y * height),
        round((area.x + area.width) * width),
        round((area.y + area.height) * height),
    )


def changed(before, after):
    assert before.size == after.size
    found = ImageChops.difference(before, after).convert("L")
    return found.point(lambda value: 255 if value > 24 else 0)


def inside(difference, area):
    return difference.crop(pixels(area, difference.size)).getbbox()


def outside(difference, areas):
    rest = difference.copy()
    for area in areas:
        left, top, right, bottom = pixels(area, rest.size)
        ImageDraw.Draw(rest).rectangle(
            (left - FRINGE, top - FRINGE, right + FRINGE, bottom + FRINGE), fill=0
        )
    return rest.getbbox()


def ink(image: Image.Image):
    """Where the image is not white."""
    return ImageChops.invert(image.convert("L")).point(lambda v: 255 if v > 60 else 0).getbbox()
