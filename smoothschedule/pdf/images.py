"""Pictures as objects of a PDF: JPEG as it came, anything else as plain pixels with a mask."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from smoothschedule.pdf.increment import Increment, reference
from smoothschedule.pdf.refusals import Code, Refused

MOST_BYTES: Final = 10_000_000
MOST_PIXELS: Final = 24_000_000
# Sharper than any printer at the size of a signature; what is larger is scaled down.
LONGEST_SIDE: Final = 2_400
ORIENTATION: Final = 0x0112
UPRIGHT: Final = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """Ready to be written. `pixels` are packed by `filter`, None for raw ones."""

    width: int
    height: int
    pixels: bytes
    space: bytes
    filter: bytes | None = None
    mask: bytes | None = None


def picture_of(data: bytes) -> Picture:
    """The image of a PNG or JPEG file. Raises Refused for any other and for huge ones."""
    if len(data) > MOST_BYTES:
        raise Refused(Code.IMAGE_TOO_LARGE, f"{len(data)} bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
            _check_size(image)
            image.load()
            return _picture(image, data)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(Code.IMAGE_TOO_LARGE, str(error)) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(Code.IMAGE_UNREADABLE, str(error)) from error


def embedded(increment: Increment, picture: Picture) -> int:
    """The number of the image object."""
    entries = {
        "/Type": b"/XObject",
        "/Subtype": b"/Image",
        "/Width": b"%d" % picture.width,
        "/Height": b"%d" % picture.height,
        "/BitsPerComponent": b"8",
        "/ColorSpace": picture.space,
    }
    if picture.filter is not None:
        entries["/Filter"] = picture.filter
    if picture.mask is not None:
        mask = {**entries, "/ColorSpace": b"/DeviceGray"}
        entries["/SMask"] = reference(increment.add_stream(picture.mask, mask))
    return increment.add_stream(picture.pixels, entries)


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Refused(Code.IMAGE_TOO_LARGE, f"{image.width} x {image.height} pixels")


def _picture(image: Image.Image, data: bytes) -> Picture:
    is_upright = image.getexif().get(ORIENTATION, UPRIGHT) == UPRIGHT
    is_small = max(image.size) <= LONGEST_SIDE
    if image.format == "JPEG" and image.mode in {"RGB", "L"} and is_upright and is_small:
        space = b"/DeviceRGB" if image.mode == "RGB" else b"/DeviceGray"
        return Picture(image.width, image.height, data, space, b"/DCTDecode")
    upright = ImageOps.exif_transpose(image)
    coloured = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    if not is_small:
        coloured.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    mask = coloured.getchannel("A").tobytes() if coloured.mode == "RGBA" else None
    pixels = coloured.convert("RGB").tobytes()
    return Picture(coloured.width, coloured.height, pixels, b"/DeviceRGB", mask=mask)
