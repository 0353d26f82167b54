"""A slow second opinion on slot cases: minute by minute, straight from the words of the rules.

It reads the JSON form itself and shares no code with the package. Every minute of a few days
is looked at by itself: what the clock on the wall shows, who works, what is busy. It knows no
intervals, no bisecting and no `fold`. Times other than `now` must be whole minutes.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

BLOCKING = {"hold", "pending", "confirmed", "checked_in", "in_progress", "completed"}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS_AROUND = 5
DAY = 24 * 60


def minute_of(text):
    second = datetime.fromisoformat(text).timestamp()
    assert second % 60 == 0
    return int(second) // 60


class Wall:
    """What the clock of a zone shows in each UTC minute of some days (as minutes, like UTC)."""

    def __init__(self, zone_name, first_minute, last_minute):
        zone = ZoneInfo(zone_name)
        self.shown = {}
        self.first = {}
        for minute in range(first_minute, last_minute):
            local = datetime.fromtimestamp(minute * 60, UTC).astimezone(zone)
            wall = minute + int(local.utcoffset().total_seconds()) // 60
            self.shown[minute] = wall
            self.first.setdefault(wall, minute)

    def moment(self, wall):
        """The first minute that shows `wall`; if none does, later by the gap."""
        if wall in self.first:
            return self.first[wall]
        for minute, shown in self.shown.items():
            after = self.shown.get(minute + 1, shown)
            if shown < wall < after:
                return self.moment(wall + after - shown - 1)
        raise AssertionError("the wall time lies outside of what was looked at")


@lru_cache(maxsize=64)
def wall_of(zone_name, first_minute, last_minute):
    return Wall(zone_name, first_minute, last_minute)


class Resource:
    def __init__(self, case, own):
        fields = {**case, **own}
        middle = minute_of(case["query"]["start"]) // DAY * DAY
        first, last = middle - DAYS_AROUND * DAY, middle + DAYS_AROUND * DAY
        self.wall = wall_of(fields["timezone"], first, last)
        self.windows = list(self.read_windows(fields, first + DAY, last - DAY))
        self.working = {minute for a, b in self.windows for minute in range(a, b)}
        self.off = {
            minute
            for entry in fields.get("time_off", [])
            for minute in range(minute_of(entry["start"]), minute_of(entry["end"]))
        }
        for entry in fields.get("closures", []):
            self.off |= set(self.read_closure(entry, middle))
        self.read_busy(case, fields)

    def read_windows(self, fields, first, last):
        for day in range(first // DAY, last // DAY):
            date = datetime.fromtimestamp(day * DAY * 60, UTC).date()
            listed = fields.get("weekly_hours", {}).get(WEEKDAYS[date.weekday()], [])
            for opens, closes in fields.get("date_overrides", {}).get(date.isoformat(), listed):
                wall_opens, wall_closes = (
                    day * DAY + int(text[:2]) * 60 + int(text[3:]) for text in (opens, closes)
                )
                if wall_opens < wall_closes:
                    a, b = self.wall.moment(wall_opens), self.wall.moment(wall_closes)
                    if a < b:
                        yield a, b

    def read_closure(self, entry, middle):
        """From the first midnight to that after the last day, in each year near `middle`."""
        begins, ends = (date.fromisoformat(entry[name]) for name in ("first", "last"))
        length = (ends - begins).days + 1
        asked = datetime.fromtimestamp(middle * 60, UTC).year
        years = range(asked - 1, asked + 2) if entry["yearly"] else [begins.year]
        for year in years:
            first = minute_of(f"{begins.replace(year=year)}T00:00:00Z")
            for day in range(first, first + length * DAY, DAY):
                if year >= begins.year and abs(day - middle) < (DAYS_AROUND - 1) * DAY:
                    yield from range(self.wall.moment(day), self.wall.moment(day + DAY))

    def read_busy(self, case, fields):
        """Minutes in which this booking would not be tolerated, nobody's buffers but theirs."""
        capacity = fields.get("capacity")
        spare = None if capacity is None else capacity - case.get("party_size", 1)
        self.is_too_small = spare is not None and spare < 0
        self.busy, seats = set(), {}
        for entry in fields.get("busy", []):
            start, end = minute_of(entry["start"]), minute_of(entry["end"])
            is_excluded = "id" in entry and entry["id"] == case.get("exclude_booking")
            if start >= end or is_excluded or entry.get("status", "confirmed") not in BLOCKING:
                continue
            start -= entry.get("buffer_before_min", 0)
            end += entry.get("buffer_after_min", 0)
            shares = capacity is not None and entry.get("service") == case.get("service")
            for minute in range(start, end):
                if shares:
                    seats[minute] = seats.get(minute, 0) + entry.get("seats", 1)
                else:
                    self.busy.add(minute)
        self.busy |= {minute for minute, taken in seats.items() if taken > (spare or 0)}

    def could_take(self, case, start, place=0, more=0):
        """Whether an appointment from the minute `start` fits; `now` is not looked at.

        `place` is which requirement this resource meets, `more` how many minutes longer each
        part is looked at.
        """
        parts = list(held(case, place))
        last = case["duration_min"]
        bare = {start + each for a, b in parts for each in range(a, b + more)}
        wide = bare | {
            start + each
            for a, b in parts
            for each in (
                *range(a - case["buffer_before_min"] if a == 0 else a, a),
                *range(b, b + more + (case["buffer_after_min"] if b == last else 0)),
            )
        }
        return (
            self.working.issuperset(bare)
            and self.off.isdisjoint(bare)
            and self.busy.isdisjoint(wide)
            and not self.is_too_small
        )

    def free_minutes(self, case):
        """Minutes that some appointment could cover, whatever its length."""
        before, after = case["buffer_before_min"], case["buffer_after_min"]
        return {
            minute
            for minute in self.working - self.off
            if self.busy.isdisjoint(range(minute - before, minute + after + 1))
            and not self.is_too_small
        }

    def is_within_horizon(self, case, second):
        if case["horizon_days"] is None:
            return True
        now_minute = int(datetime.fromisoformat(case["now"]).timestamp()) // 60
        zone_today = wall_day(self.wall, now_minute)
        return self.wall.shown[second // 60] // DAY - zone_today <= case["horizon_days"]


def held(case, place):
    """The runs of minutes after the start in which that requirement is held."""
    minutes, at = set(), 0
    for length, places in case.get("segments", [[case["duration_min"], [place]]]):
        if place in places:
            minutes |= set(range(at, at + length))
        at += length
    return runs(minutes)


def wall_day(wall, minute):
    if minute in wall.shown:
        return wall.shown[minute] // DAY
    offset = wall.shown[min(wall.shown)] - min(wall.shown)
    return (minute + offset) // DAY


def runs(minutes):
    """Maximal runs of minutes that follow each other, as [start, end)."""
    ordered = sorted(minutes)
    start = None
    for minute in ordered:
        start = minute if start is None else start
        if minute + 1 not in minutes:
            yield start, minute + 1
            start = None


def window_grid(case, windows):
    for opens, closes in windows:
        yield from (minute * 60 for minute in range(opens, closes, case["step_min"]))


def optimized_grid(case, minutes, wall, earliest):
    duration, step = case["duration_min"] * 60, case["step_min"] * 60
    for a, b in runs(minutes):
        lo, end = max(a * 60, earliest), b * 60
        if end - lo < duration:
            continue
        n = (end - lo - duration) // step + 1
        slack = (end - lo - duration) - (n - 1) * step
        start = first_round(case["step_min"], lo, lo + slack, wall)
        while start + duration <= end:
            yield start
            start += step


def first_round(step, lo, latest, wall):
    units = [next(u for u in (60, 30, 20, 15, 10, 5, 1) if step % u == 0), 15, 5]
    for unit in [u for u in units if u > 1]:
        for minute in count(-(-lo // 60)):
            if minute * 60 > latest:
                break
            if wall.shown[minute] % 60 % unit == 0:
                return minute * 60
    return lo


def starts(case):
    """The offered starts in UTC seconds, and with `any` who could take each."""
    resources = {own.get("id", "only"): Resource(case, own) for own in case.get("resources", [{}])}
    now = datetime.fromisoformat(case["now"]).timestamp()
    earliest = int(now) + case["min_notice_min"] * 60
    asked = range(minute_of(case["query"]["start"]) * 60, minute_of(case["query"]["end"]) * 60)
    if case.get("combine", "any") == "all":
        together = list(resources.values())
        grid = grid_of_all(case, together, earliest)
        found = {t: ["all"] for t in grid if is_offered(case, together, t, earliest, asked)}
    else:
        found = {}
        for name, one in resources.items():
            for t in sorted(set(grid_of_all(case, [one], earliest))):
                if is_offered(case, [one], t, earliest, asked):
                    found.setdefault(t, []).append(name)
    return dict(sorted(found.items()))


def grid_of_all(case, resources, earliest):
    first = resources[0]
    if case["alignment"] == "optimized":
        minutes = set.intersection(*(each.free_minutes(case) for each in resources))
        return list(optimized_grid(case, minutes, first.wall, earliest))
    windows = []
    for opens, closes in first.windows:
        minutes = set(range(opens, closes))
        for other in [] if "segments" in case else resources[1:]:
            minutes &= other.working
        windows += runs(minutes)
    return list(window_grid(case, windows))


def is_offered(case, resources, t, earliest, asked):
    if t < earliest or t not in asked:
        return False
    return all(
        each.is_within_horizon(case, t) and fits(case, each, t, place)
        for place, each in enumerate(resources)
    )


def fits(case, resource, t, place):
    """A start within a minute needs every minute it touches."""
    return resource.could_take(case, t // 60, place, more=0 if t % 60 == 0 else 1)
