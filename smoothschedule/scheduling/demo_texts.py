"""Names, prices and hours of the demo businesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Flavour(StrEnum):
    """The kinds of demo business."""

    SALON = "salon"
    CLINIC = "clinic"


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works on some weekdays (0 is Monday), with a break at noon or without."""

    name: str
    color: str
    weekdays: tuple[int, ...]
    opens: int
    closes: int
    break_at: int | None = None

    @property
    def windows(self) -> Iterator[tuple[int, int, int]]:
        """(weekday, opens, closes) in minutes of the wall clock."""
        for weekday in self.weekdays:
            if self.break_at is None:
                yield weekday, self.opens * 60, self.closes * 60
            else:
                yield weekday, self.opens * 60, self.break_at * 60
                yield weekday, (self.break_at + 1) * 60, self.closes * 60


@dataclass(frozen=True, slots=True)
class Treatment:
    """A service: minutes, minutes of tidying up after, price in minor units, who gives it."""

    name: str
    description: str
    color: str
    minutes: int
    after: int
    price: int
    staff: tuple[int, ...]
    needs_room: bool = False
    requires_approval: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that makes one flavour."""

    locations: tuple[tuple[str, str], ...]
    staff: tuple[Worker, ...]
    rooms: tuple[str, ...]
    services: tuple[Treatment, ...]
    notes: tuple[str, ...]


_WEEK = (0, 1, 2, 3, 4)
_SALON_WEEK = (1, 2, 3, 4, 5)

PLACES = {
    Flavour.SALON: Place(
        locations=(
            ("Downtown", "214 Mulberry Street, New York, NY 10012"),
            ("Brooklyn", "88 Atlantic Avenue, Brooklyn, NY 11201"),
        ),
        staff=(
            Worker("Stella", "#e64980", _SALON_WEEK, 9, 17, 13),
            Worker("Dario Conti", "#7048e8", _SALON_WEEK, 10, 18),
            Worker("Mina Okafor", "#1c7ed6", (1, 2, 4, 5), 9, 17, 12),
            Worker("Theo Lindqvist", "#0ca678", (0, 1, 2, 3), 8, 16),
            Worker("Priya Raman", "#f76707", (2, 3, 4, 5, 6), 11, 19, 15),
            Worker("Jonah Weiss", "#5c940d", (0, 2, 4, 5), 10, 18),
        ),
        rooms=("Colour room", "Treatment room"),
        services=(
            Treatment("Women's cut", "Wash, cut and blow-dry.", "#e64980", 60, 0, 8500, (0, 1, 2)),
            Treatment("Men's cut", "Cut and finish.", "#1c7ed6", 30, 0, 4500, (1, 3, 5)),
            Treatment(
                "Full colour",
                "Root to tip, with a patch test.",
                "#7048e8",
                120,
                15,
                16500,
                (0, 2),
                needs_room=True,
            ),
            Treatment("Blow-dry", "Wash and style.", "#0ca678", 45, 0, 5500, (0, 2, 4)),
            Treatment("Beard trim", "Shape, trim and hot towel.", "#f59f00", 20, 5, 2500, (3, 5)),
            Treatment(
                "Facial",
                "Cleanse, peel and mask.",
                "#f76707",
                60,
                15,
                9500,
                (4,),
                needs_room=True,
            ),
            Treatment(
                "Bridal trial",
                "Hair for the day, tried in advance.",
                "#ae3ec9",
                90,
                15,
                18000,
                (0, 1),
                requires_approval=True,
            ),
        ),
        notes=(
            "Sensitive scalp, use the mild shampoo.",
            "Brings her daughter along.",
            "Prefers a quiet visit.",
            "Asked for the window seat.",
        ),
    ),
    Flavour.CLINIC: Place(
        locations=(
            ("Kreuzberg", "Oranienstraße 120, 10969 Berlin"),
            ("Mitte", "Torstraße 44, 10119 Berlin"),
        ),
        staff=(
            Worker("Stella", "#0b7285", _WEEK, 8, 16, 12),
            Worker("Dr. Anja Brandt", "#1c7ed6", _WEEK, 8, 14),
            Worker("Dr. Emre Yildiz", "#7048e8", (0, 1, 3, 4), 10, 18, 13),
            Worker("Lena Hoffmann", "#0ca678", _WEEK, 9, 17, 13),
            Worker("Tomasz Nowak", "#f76707", (1, 2, 3, 4, 5), 8, 16),
        ),
        rooms=("Room 1", "Room 2"),
        services=(
            Treatment("First visit", "History and examination.", "#1c7ed6", 45, 15, 8000, (1, 2)),
            Treatment("Check-up", "Follow-up with your doctor.", "#0b7285", 20, 5, 4500, (1, 2)),
            Treatment("Physiotherapy", "One-to-one treatment.", "#0ca678", 30, 5, 3800, (0, 3, 4)),
            Treatment(
                "Ultrasound",
                "Examination with report.",
                "#7048e8",
                30,
                10,
                9500,
                (1, 2),
                needs_room=True,
            ),
            Treatment(
                "Massage", "Back and neck.", "#f59f00", 45, 15, 5500, (0, 3, 4), needs_room=True
            ),
            Treatment(
                "Travel vaccination",
                "Advice and vaccination.",
                "#e64980",
                20,
                5,
                4000,
                (0, 2),
                requires_approval=True,
            ),
        ),
        notes=(
            "Wheelchair access needed.",
            "Brings earlier findings.",
            "Interpreter for Turkish, please.",
            "Call when running late.",
        ),
    ),
}

CUSTOMERS = (
    "Amelia Hart", "Noah Fischer", "Zoe Laurent", "Liam Becker", "Ines Carvalho",
    "Oscar Nilsson", "Maya Goldberg", "Felix Wagner", "Chloe Martin", "Hugo Santos",
    "Nadia Petrova", "Samuel Osei", "Clara Schmidt", "Luca Romano", "Aisha Rahman",
    "Ben Carter", "Freya Jensen", "Mateo Alvarez", "Hannah Klein", "Ravi Patel",
    "Elena Popescu", "Jack Sullivan", "Sofia Lindgren", "Daniel Kim", "Ruth Abebe",
    "Paul Vogel", "Marta Kowalska", "Adam Novak", "Leila Haddad", "Tim Krueger",
    "Nora Byrne", "Viktor Horvat", "Grace Mbeki", "Simon Keller", "Yuki Tanaka",
    "Carmen Ortega", "Peter Lang", "Alice Moreau", "Omar Farouk",
)  # fmt: skip
