"""Whose turn it is: equal numbers act in parallel, smaller ones before larger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from smoothschedule.contracts.rules.states import ACTING, SignerKind, SignerState


class Routed(Protocol):
    """What has to be known of a signer."""

    @property
    def routing_order(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...


R = TypeVar("R", bound=Routed)


def current(signers: Iterable[R]) -> list[R]:
    """Those who take part: nobody who was replaced."""
    return [each for each in signers if each.state != SignerState.REPLACED]


def is_finished(signers: Sequence[Routed]) -> bool:
    """Everybody who signs or approves has done so."""
    acting = [each for each in current(signers) if each.kind in ACTING]
    return bool(acting) and all(each.state == SignerState.SIGNED for each in acting)


def turn(signers: Sequence[Routed]) -> int | None:
    """The smallest number of which somebody has still to act; None when nobody has."""
    open_orders = [
        each.routing_order
        for each in current(signers)
        if each.kind in ACTING and each.state != SignerState.SIGNED
    ]
    return min(open_orders, default=None)


def is_turn_of(signer: Routed, signers: Sequence[Routed]) -> bool:
    """Nobody has to act before them."""
    now = turn(signers)
    return now is not None and signer.routing_order <= now


def due(signers: Sequence[R]) -> list[R]:
    """Those who wait and whose turn it is: they are to be told now.

    Viewers are told with their number and hold nobody up. Those in copy hear at the end.
    """
    return [
        each
        for each in current(signers)
        if each.state == SignerState.WAITING
        and each.kind != SignerKind.CC
        and is_turn_of(each, signers)
    ]
