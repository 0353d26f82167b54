"""Days as people read them."""

from datetime import date


def day_in_words(day: date) -> str:
    """29 March 2026, which is the same day to whoever writes 3/29 and whoever writes 29.3."""
    return f"{day.day} {day:%B %Y}"
