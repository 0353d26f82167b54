"""Acts of the console: the buttons of a row, and the small forms that they open."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a dialog."""

    name: str
    label: str
    #: text, number or choice
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    value: str = ""
    hint: str = ""
    low: int = 1
    high: int = 300
    is_required: bool = True


REASON = Field("reason", "Reason", hint="Kept in the audit, with your name.")


@dataclass(frozen=True, slots=True)
class Dialog:
    """A form that asks before something is done. `{name}` in texts is the row's name."""

    key: str
    title: str
    body: str
    act: str
    #: Endpoint of the page that does it, ".suspend", or a path of the API, "/api/v1/…".
    target: str
    #: Who may; the buttons and the form are not there for others.
    permission: str
    fields: tuple[Field, ...] = ()
    is_danger: bool = False

    @property
    def is_of_api(self) -> bool:
        """Sent as JSON by the page's script: the API answers where to go on."""
        return self.target.startswith("/api/")


@dataclass(frozen=True, slots=True)
class Button:
    """An act of one row. With a `denial` it is disabled and says why."""

    dialog: str
    words: str
    #: What the row is called in the dialog and to screen readers.
    name: str
    #: Hidden fields: the row's id, its version.
    values: dict[str, str | None] = field(default_factory=dict)
    denial: str | None = None
