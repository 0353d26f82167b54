"""Who is where, as the product should know it: a model to hold the product against."""

from __future__ import annotations

from dataclasses import dataclass, field

from smoothschedule.users.rules import PLATFORM_ROLES, Role
from tests.factories import Person
from tests.web import Browser

#: What is lent on the walk.
LENT = "edit_locations"
VISIT_MINUTES, LOAN_MINUTES = 60, 30


@dataclass(eq=False)
class Figure:
    """A real person, as they are now."""

    person: Person
    role: Role
    is_active: bool = True

    @property
    def is_of_platform(self) -> bool:
        return self.role in PLATFORM_ROLES


@dataclass(eq=False)
class Login:
    """A session of somebody as themselves; it may sleep while they are in another's place."""

    figure: Figure
    is_over: bool = False

    @property
    def holds(self) -> bool:
        return self.figure.is_active and not self.is_over


@dataclass(eq=False)
class Loan:
    """LENT, lent to somebody."""

    id: str
    figure: Figure
    age: int = 0
    is_revoked: bool = False

    @property
    def is_active(self) -> bool:
        return not self.is_revoked and self.age < LOAN_MINUTES


@dataclass(eq=False)
class Stay:
    """A visit: an entry when it is in nobody's place."""

    own: Login
    target: Figure | None
    mode: str
    #: The secret that is still to be redeemed.
    token: str | None = None
    age: int = 0
    is_over: bool = False
    actor_role: Role = field(init=False)
    target_role: Role | None = field(init=False)

    def __post_init__(self) -> None:
        self.actor_role = self.actor.role
        self.target_role = self.target.role if self.target else None

    @property
    def actor(self) -> Figure:
        return self.own.figure

    @property
    def is_in_time(self) -> bool:
        """Not over by the clock: a secret lasts 30 seconds only."""
        return not self.is_over and self.age < (1 if self.token else VISIT_MINUTES)

    @property
    def actor_stands(self) -> bool:
        return self.own.holds and self.actor.role == self.actor_role

    @property
    def target_stands(self) -> bool:
        target = self.target
        return target is None or (target.is_active and target.role == self.target_role)

    @property
    def stands(self) -> bool:
        return self.is_in_time and self.actor_stands and self.target_stands

    @property
    def keeps_from_another(self) -> bool:
        """Whether the actor must end this one before they may start another."""
        return self.is_in_time and self.actor_stands


@dataclass(eq=False)
class Seat:
    """A browser: of somebody as themselves or, while `stay` is there, on that visit."""

    browser: Browser
    login: Login
    stay: Stay | None = None

    @property
    def shown(self) -> Figure:
        """Whom the application shows this browser as."""
        return (self.stay.target if self.stay else None) or self.login.figure

    @property
    def is_in(self) -> bool:
        return self.stay.stands if self.stay else self.login.holds

    @property
    def is_at_business(self) -> bool:
        return self.stay is not None or not self.login.figure.is_of_platform

    @property
    def is_entry(self) -> bool:
        return self.stay is not None and self.stay.target is None

    def is_lent(self, loans: list[Loan]) -> bool:
        return any(loan.is_active for loan in loans if loan.figure is self.shown)

    def holds_lent(self, loans: list[Loan]) -> bool:
        """Whether LENT is among this browser's permissions."""
        if self.is_entry:
            assert self.stay is not None
            return self.stay.mode == "act" or self.is_lent(loans)
        own = self.shown.role in (Role.TENANT_OWNER, Role.TENANT_MANAGER)
        return own or self.is_lent(loans)

    def may_use_lent(self, loans: list[Loan]) -> bool:
        """The same, for a write: in somebody's place to look only, nothing is written."""
        only_looks = self.stay is not None and self.stay.mode == "view" and not self.is_entry
        return self.holds_lent(loans) and not only_looks

    @property
    def may_add_customers(self) -> bool:
        if self.stay is not None and self.stay.mode == "view":
            return False
        return self.is_entry or self.shown.role != Role.CUSTOMER
