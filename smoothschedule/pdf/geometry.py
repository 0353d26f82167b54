"""Where a point of the displayed page lies in the user space of a PDF page.

User space has its origin where the boxes say, y up. The displayed page is MediaBox cut by
CropBox, turned clockwise by Rotate; fractions count from its top left, *sheet* coordinates
from its bottom left, y up, in units of user space. One such unit is UserUnit points on paper.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Final

from smoothschedule.pdf.refusals import Code, Refused

# Below it nothing can be placed, above it no reader shows the page.
SMALLEST_SIDE: Final = 3.0
LARGEST_SIDE: Final = 200_000.0
# Fractions come from browsers, which round.
ROUNDING: Final = 1e-6

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of user space, left < right and bottom < top."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """In units of user space."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """In units of user space."""
        return self.top - self.bottom

    def cut(self, other: "Box") -> "Box | None":
        """What both cover, None where they do not overlap."""
        return box_of(
            (
                max(self.left, other.left),
                max(self.bottom, other.bottom),
                min(self.right, other.right),
                min(self.top, other.top),
            ),
            is_ordered=True,
        )


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a displayed page: fractions 0..1 of it, origin top left."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Raises Refused when any of it lies outside the page."""
        values = (self.x, self.y, self.width, self.height)
        is_inside = (
            all(isfinite(value) for value in values)
            and self.x >= -ROUNDING
            and self.y >= -ROUNDING
            and self.width > 0
            and self.height > 0
            and self.x + self.width <= 1 + ROUNDING
            and self.y + self.height <= 1 + ROUNDING
        )
        if not is_inside:
            raise Refused(Code.OUTSIDE_PAGE, f"x, y, width, height: {values}")


@dataclass(frozen=True, slots=True)
class Frame:
    """What decides where things are on a page. `rotation`: 0, 90, 180 or 270, clockwise."""

    box: Box
    rotation: int = 0
    user_unit: float = 1.0

    @property
    def sheet_width(self) -> float:
        """Of the page as displayed, in units of user space."""
        return self.box.height if self.rotation % 180 else self.box.width

    @property
    def sheet_height(self) -> float:
        """Of the page as displayed, in units of user space."""
        return self.box.width if self.rotation % 180 else self.box.height

    @property
    def matrix(self) -> Matrix:
        """Turns sheet coordinates into user space, as the operator `cm` takes it."""
        box = self.box
        match self.rotation:
            case 90:
                return (0, 1, -1, 0, box.right, box.bottom)
            case 180:
                return (-1, 0, 0, -1, box.right, box.top)
            case 270:
                return (0, -1, 1, 0, box.left, box.top)
            case _:
                return (1, 0, 0, 1, box.left, box.bottom)

    def on_sheet(self, area: Area) -> Box:
        """The area in sheet coordinates."""
        left = area.x * self.sheet_width
        top = (1 - area.y) * self.sheet_height
        return Box(
            left,
            top - area.height * self.sheet_height,
            left + area.width * self.sheet_width,
            top,
        )

    def in_user_space(self, area: Area) -> Box:
        """The area in user space."""
        sheet = self.on_sheet(area)
        corners = [
            transformed(self.matrix, x, y)
            for x, y in ((sheet.left, sheet.bottom), (sheet.right, sheet.top))
        ]
        (x1, y1), (x2, y2) = corners
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def transformed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point under the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def box_of(numbers: tuple[float, ...], *, is_ordered: bool = False) -> Box | None:
    """The rectangle between two opposite corners; None when it has no area.

    `is_ordered`: the first corner must be the lower left one.
    """
    if len(numbers) != 4 or not all(isfinite(number) for number in numbers):
        return None
    x1, y1, x2, y2 = numbers
    if not is_ordered:
        x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    return Box(x1, y1, x2, y2) if x1 < x2 and y1 < y2 else None


def frame_of(
    media: tuple[float, ...] | None,
    *,
    crop: tuple[float, ...] | None = None,
    rotate: float = 0,
    user_unit: float = 1,
) -> Frame:
    """The frame of a page whose entries hold these numbers.

    A CropBox without area counts as none, as every reader takes it. Raises Refused where
    readers would disagree about what is displayed.
    """
    media_box = box_of(media) if media is not None else None
    if media_box is None:
        raise Refused(Code.BAD_PAGE_BOX, f"MediaBox {media}")
    crop_box = box_of(crop) if crop is not None else None
    shown = media_box if crop_box is None else media_box.cut(crop_box)
    if shown is None:
        raise Refused(Code.BAD_PAGE_BOX, f"CropBox {crop} outside MediaBox {media}")
    sides = (shown.width, shown.height)
    if min(sides) < SMALLEST_SIDE or max(sides) > LARGEST_SIDE:
        raise Refused(Code.BAD_PAGE_BOX, f"sides {sides}")
    if not isfinite(rotate) or rotate % 90:
        raise Refused(Code.BAD_PAGE_BOX, f"Rotate {rotate}")
    if not isfinite(user_unit) or user_unit <= 0:
        raise Refused(Code.BAD_PAGE_BOX, f"UserUnit {user_unit}")
    return Frame(shown, int(rotate % 360), float(user_unit))
