"""Random slot cases around offset changes, in the JSON form.

They are made from a plain random generator: hypothesis draws its seed. Drawing every field
by itself costs more than both answers together, and a failing case is small enough to read.
"""

from datetime import UTC, date, datetime, timedelta

# Zone and a day near which its offset changes: by an hour, half an hour, two hours, a whole
# day; at midnight, a minute past it, a quarter to three; and two zones that never change.
CHANGES = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2025, 10, 26)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2018, 2, 17)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2025, 11, 2)),
    ("America/St_Johns", date(2006, 4, 2)),
    ("America/St_Johns", date(2006, 10, 29)),
    ("Africa/Cairo", date(2023, 4, 28)),
    ("Pacific/Chatham", date(2026, 4, 5)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Antarctica/Troll", date(2026, 10, 25)),
    ("America/Caracas", date(2016, 5, 1)),
    ("Asia/Pyongyang", date(2018, 5, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Asia/Kathmandu", date(2026, 5, 4)),
    ("UTC", date(2026, 5, 4)),
]
STATUSES = [
    "hold",
    "pending",
    "confirmed",
    "checked_in",
    "in_progress",
    "completed",
    "expired",
    "rejected",
    "cancelled",
    "no_show",
]


WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def minute_of(day):
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) // 60


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def written(minute, second=0):
    moment = datetime.fromtimestamp(minute * 60 + second, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def wall_minute(random):
    """A time of day, mostly where clocks change and at the ends of the day."""
    return random.choice(
        [
            random.choice([0, 0, 30, 120, 150, 165, 180, 23 * 60, 23 * 60 + 30, 1440, 1440]),
            random.randint(0, 48) * 5,
            random.randint(0, 288) * 5,
            random.randint(0, 1440),
        ]
    )


def window(random):
    """Mostly in order: a window that ends before it starts is ignored, which teaches little."""
    pair = [wall_minute(random), wall_minute(random)]
    return [clock(minute) for minute in (pair if random.random() < 0.2 else sorted(pair))]


def windows(random):
    kind = random.random()
    if kind < 0.2:
        return [["00:00", "24:00"]]
    return [] if kind < 0.4 else [window(random) for _ in range(random.randint(1, 3))]


def busy_entry(random, middle):
    start = middle + random.randint(-1500, 2500)
    length = random.choice([0, 5, 10, 30, 37, 60, 200])
    entry = {"start": written(start), "end": written(start + length)}
    for name in ("buffer_before_min", "buffer_after_min"):
        if random.random() < 0.5:
            entry[name] = random.choice([0, 5, 10, 30, 60])
    if random.random() < 0.3:
        entry["status"] = random.choice(STATUSES)
    if random.random() < 0.5:
        entry["service"] = random.choice(["yoga", "cut"])
        entry["seats"] = random.randint(1, 4)
    if random.random() < 0.5:
        entry["id"] = random.choice(["b1", "b2"])
    return entry


def time_off(random, middle):
    start = middle + random.randint(-1500, 2500)
    return {"start": written(start), "end": written(start + random.choice([0, 1, 15, 60, 300]))}


def closure(random, day):
    """Some days near that one; yearly it began some years before."""
    first = day + timedelta(days=random.randint(-2, 2))
    last = first + timedelta(days=random.choice([0, 0, 1]))
    is_yearly = random.random() < 0.5
    years = random.randint(0, 3) if is_yearly else 0
    first, last = (each.replace(year=each.year - years) for each in (first, last))
    return {"first": first.isoformat(), "last": last.isoformat(), "yearly": is_yearly}


def calendar(random, zone, day):
    middle = minute_of(day)
    made = {
        "timezone": zone,
        "weekly_hours": {},
        "time_off": [time_off(random, middle) for _ in range(random.randint(0, 2))],
        "busy": [busy_entry(random, middle) for _ in range(random.randint(0, 4))],
    }
    if random.random() < 0.25:
        made["closures"] = [closure(random, day)]
    offsets = range(-2, 3)
    if random.random() < 0.5:
        made["weekly_hours"] = {name: windows(random) for name in WEEKDAYS}
        offsets = (-1, 1)
    days = [day + timedelta(days=offset) for offset in offsets]
    made["date_overrides"] = {each.isoformat(): windows(random) for each in days}
    # Closed on either side, so that every free range ends within what the oracle looks at.
    closed = (day - timedelta(days=3), day + timedelta(days=3))
    made["date_overrides"] |= {each.isoformat(): [] for each in closed}
    return made


def service(random, middle):
    fields = {
        "duration_min": random.choice([5, 15, 20, 30, 45, 60, 60, 90, 240, 1500]),
        "step_min": random.choice([5, 7, 10, 15, 20, 25, 30, 45, 60, 90]),
        "buffer_before_min": random.choice([0, 0, 5, 30]),
        "buffer_after_min": random.choice([0, 0, 10, 60]),
        "min_notice_min": random.choice([0, 0, 0, 1, 60, 1000]),
        "horizon_days": random.choice([None, None, None, None, 0, 1, 2, 3]),
        "now": written(middle + random.randint(-2500, 500), random.randint(0, 59)),
    }
    if random.random() < 0.3:
        fields["exclude_booking"] = "b1"
    if random.random() < 0.3:
        fields["capacity"] = random.randint(1, 6)
        fields["party_size"] = random.randint(1, 3)
        fields["service"] = random.choice(["yoga", "cut"])
    return fields


def segments(random, places):
    """Parts of an appointment as [minutes, places held]; each place is held at some time."""
    made = [
        [random.choice([5, 10, 20, 30, 45]), [p for p in range(places) if random.random() < 0.6]]
        for _ in range(random.randint(1, 4))
    ]
    for place in range(places):
        held = random.choice(made)[1]
        if place not in held:
            held.append(place)
    return made


def slot_case(random, alignment):
    """A case of that alignment, on the window grid now and then in segments."""
    case = case_in_one_piece(random, alignment)
    if alignment == "window" and random.random() < 0.35:
        is_all = case.get("combine") == "all"
        case["segments"] = segments(random, len(case["resources"]) if is_all else 1)
        case["duration_min"] = sum(minutes for minutes, _ in case["segments"])
    return case


def case_in_one_piece(random, alignment):
    """A case of that alignment; weeks without an end have tests of their own."""
    zone, day = random.choice(CHANGES)
    middle = minute_of(day)
    begins = middle + random.choice([-1440, -720, -61, 0, 300])
    ends = begins + random.choice([600, 1440, 1440, 2880])
    query = {"start": written(begins), "end": written(ends)}
    case = {"alignment": alignment, "query": query} | service(random, middle)
    how_many = random.choice([0, 0, 1, 2, 2, 3])
    if how_many == 0:
        return case | calendar(random, zone, day)
    case["combine"] = random.choice(["any", "all"])
    case["resources"] = []
    for number in range(how_many):
        # Now and then somebody works by the clock of another place.
        own_zone = random.choice([zone, zone, zone, "UTC", "Asia/Kathmandu"])
        own = calendar(random, own_zone, day)
        case["resources"].append({"id": f"r{number}"} | own)
    return case
