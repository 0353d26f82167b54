"""What stays of a signature that somebody sent."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st
from PIL import Image, ImageDraw, PngImagePlugin

from smoothschedule.contracts.rules.ink import MARGIN, MOST_BYTES, NoInk, Refusal, inked


def drawn(
    *,
    size: tuple[int, int] = (600, 200),
    ground: tuple[int, int, int, int] = (0, 0, 0, 0),
    ink: tuple[int, int, int, int] = (10, 20, 120, 255),
    points: tuple[tuple[int, int], ...] = ((100, 150), (200, 60), (320, 140), (480, 80)),
) -> Image.Image:
    image = Image.new("RGBA", size, ground)
    ImageDraw.Draw(image).line(points, fill=ink, width=5)
    return image


def png(image: Image.Image, **options: object) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", **options)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(NoInk) as caught:
        inked(data)
    return caught.value.refusal


def test_a_signature_is_cut_to_its_strokes() -> None:
    found = inked(png(drawn()))
    assert 380 <= found.width_px <= 400 + 2 * MARGIN
    assert 90 <= found.height_px <= 110 + 2 * MARGIN
    assert opened(found.png).size == (found.width_px, found.height_px)


def test_white_paper_becomes_clear_and_the_ink_keeps_its_colour() -> None:
    jpeg = BytesIO()
    drawn(ground=(255, 255, 255, 255)).convert("RGB").save(jpeg, "JPEG", quality=95)
    image = opened(inked(jpeg.getvalue()).png).convert("RGBA")
    assert image.getpixel((0, 0))[3] == 0
    strongest = max(image.get_flattened_data(), key=lambda pixel: pixel[3])
    assert strongest[3] > 200
    assert strongest[2] > strongest[0] + 25  # blue it was, blue it is


def test_on_a_phones_picture_grey_paper_in_the_light_of_a_lamp_becomes_clear_too() -> None:
    lamp = Image.linear_gradient("L").resize((1200, 800)).point(lambda light: 150 + light // 4)
    photo = Image.merge("RGB", (lamp, lamp, lamp.point(lambda light: light - 12)))
    paper = Image.effect_noise((1200, 800), 8).convert("RGB")
    photo = Image.blend(photo, paper, 0.05)
    ImageDraw.Draw(photo).line(((300, 500), (500, 300), (700, 480), (900, 320)), (30, 30, 70), 8)
    jpeg = BytesIO()
    photo.save(jpeg, "JPEG", quality=85)
    found = inked(jpeg.getvalue())
    assert 580 <= found.width_px <= 640
    assert 190 <= found.height_px <= 230
    ink = sum(opened(found.png).getchannel("A").histogram()[128:])
    assert 4_000 < ink < 9_000


def test_nothing_of_the_file_but_its_pixels_survives() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "secret-comment")
    info.add_itxt("XML:com.adobe.xmp", "<script>secret-xmp</script>")
    sent = png(drawn(), pnginfo=info, exif=b"Exif\x00\x00secret-exif") + b"secret-tail"
    kept = inked(sent).png
    assert b"secret" not in kept
    assert set(_chunks(kept)) <= {b"IHDR", b"IDAT", b"IEND"}


def test_colours_that_cannot_be_seen_are_not_kept() -> None:
    image = drawn(ground=(200, 0, 0, 0))
    kept = opened(inked(png(image)).png).convert("RGBA")
    assert all(pixel[:3] == (0, 0, 0) for pixel in kept.get_flattened_data() if pixel[3] == 0)


def test_only_the_first_frame_of_an_animation_counts() -> None:
    first, second = drawn(), drawn(points=((0, 0), (599, 199)))
    sent = BytesIO()
    first.save(sent, "PNG", save_all=True, append_images=[second])
    assert inked(sent.getvalue()).png == inked(png(first)).png


def test_a_huge_picture_is_scaled_down() -> None:
    large = drawn(size=(4000, 1500), points=((10, 10), (3900, 1400)))
    assert max(opened(inked(png(large)).png).size) <= 1_600 + 2 * MARGIN


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (600, 200), (0, 0, 0, 0)),
        Image.new("RGB", (600, 200), "white"),
        drawn(points=((100, 100), (103, 100))),
        drawn(ink=(255, 255, 255, 255)),
        drawn(ink=(0, 0, 0, 10)),
    ],
    ids=["clear", "white", "a dot", "white ink", "nearly clear ink"],
)
def test_a_picture_with_next_to_nothing_on_it_is_no_signature(image: Image.Image) -> None:
    assert refusal_of(png(image)) is Refusal.EMPTY


def test_a_black_box_is_no_signature() -> None:
    assert refusal_of(png(Image.new("RGB", (300, 100), "black"))) is Refusal.SOLID


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        b"%PDF-1.7\n%%EOF",
    ],
)
def test_svg_and_everything_else_that_is_no_png_or_jpeg_is_refused(data: bytes) -> None:
    assert refusal_of(data) is Refusal.UNREADABLE


def test_a_file_of_20_megabytes_is_refused_unread() -> None:
    assert refusal_of(png(drawn()) + b"\0" * 20_000_000) is Refusal.TOO_LARGE
    assert MOST_BYTES < 20_000_000


@pytest.mark.parametrize("side", [5_000, 30_000, 2_000_000])
def test_a_bomb_of_pixels_is_refused_before_it_goes_off(side: int) -> None:
    assert refusal_of(_bomb(side)) is Refusal.TOO_LARGE


def test_a_bomb_of_text_is_refused() -> None:
    text = zlib.compress(b"a" * 80_000_000, 9)
    whole = png(drawn())
    chunk = _chunk(b"zTXt", b"Comment\0\0" + text)
    at = whole.index(b"IDAT") - 4
    assert refusal_of(whole[:at] + chunk + whole[at:]) is Refusal.UNREADABLE


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_picture_is_refused_or_read_and_never_an_error(data: st.DataObject) -> None:
    whole = bytearray(png(drawn(size=(120, 60), points=((5, 50), (60, 5), (110, 50)))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    try:
        found = inked(bytes(whole[:cut]))
    except NoInk:
        return
    assert opened(found.png).size == (found.width_px, found.height_px)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _bomb(side: int) -> bytes:
    """A small PNG that claims to be a square of that many pixels a side."""
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 2_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (_chunk(b"IHDR", head), _chunk(b"IDAT", body), _chunk(b"IEND", b""))
    )


def _chunks(data: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kinds.append(data[at + 4 : at + 8])
        at += 12 + length
    return kinds
