"""How the invented people of a demo sign: by the operations that a signer's page asks for."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin
from typing import Any, Final

from PIL import Image, ImageDraw

from smoothschedule.contracts.models import Contract, ContractCopy, ContractSigner
from smoothschedule.contracts.operations.answering import save_value
from smoothschedule.contracts.operations.declining import decline
from smoothschedule.contracts.operations.inking import put_down
from smoothschedule.contracts.operations.signing import finish, shown_now
from smoothschedule.contracts.operations.signing_links import token_of
from smoothschedule.contracts.operations.viewing import consent, open_contract
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.answers import GIVEN
from smoothschedule.contracts.rules.consent import CURRENT
from smoothschedule.contracts.rules.fields import INKED, Field, FieldType
from smoothschedule.contracts.sitting import Sitting, sitting_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

AGENT: Final = "SmoothSchedule demo"
#: Steps of the pen in one letter, and pixels of the picture for one of the signature's.
STEPS: Final = 24
SCALE: Final = 3


def read(work: Work, signer: ContractSigner, *, secret_key: str) -> Sitting:
    """The signer has opened the contract by the link that they were given."""
    token = token_of(signer, secret_key)
    assert token is not None
    sitting = sitting_of(work, token, lock="update")
    open_contract(sitting, user_agent=AGENT)
    return sitting


def sign(work: Work, signer: ContractSigner, *, files: Storage, secret_key: str) -> None:
    """The signer has read, agreed, filled everything in and signed; nobody is mailed of it."""
    sitting = read(work, signer, secret_key=secret_key)
    consent(sitting, CURRENT, "en", user_agent=AGENT)
    for field in sitting.fields:
        if field.role == signer.role_key and field.type not in GIVEN:
            save_value(sitting, field.id, _answer(sitting, field, files), version=None)
    finish(sitting, seen=shown_now(sitting), secret_key=secret_key, user_agent=AGENT)
    keep_quiet(work, sitting.contract)


def refuse(work: Work, signer: ContractSigner, *, reason: str, secret_key: str) -> None:
    """The signer has read the contract and declined."""
    sitting = read(work, signer, secret_key=secret_key)
    decline(sitting, reason=reason, user_agent=AGENT)


def keep_quiet(work: Work, contract: Contract) -> None:
    """Whoever is asked now, or would have a copy at the end, counts as told."""
    signers = signers_of(work, contract.id)
    for signer in signers:
        if signer.state == "notified":
            signer.notified_at = work.now
    if contract.is_signed_by_all:
        told = ["sender", *(f"signer:{each.id}" for each in signers)]
        work.session.add_all(ContractCopy(contract_id=contract.id, recipient=key) for key in told)
    work.session.flush()


def handwriting(name: str) -> bytes:
    """A PNG of a stroke that looks signed, and is another one for each name."""
    letters = [ord(each) for each in name if each.isalpha()]
    points: list[tuple[float, float]] = []
    x = 20.0
    for at, letter in enumerate(letters):
        height = (62 if at == 0 else 14 + letter % 5 * 5) * (1 if letter % 7 else 1.6)
        width = 26 if at == 0 else 11 + letter % 3 * 3
        for step in range(STEPS):
            turn = 2 * pi * step / STEPS
            drift = width * step / STEPS
            lean = height * 0.35 * (1 - cos(turn)) / 2
            points.append((x + drift + lean + sin(turn) * width / 3, 100 - lean / 0.35))
        x += width
    points += [(x + 10 + step * 2, 104 - 10 * sin(step / 12)) for step in range(40)]
    return _drawn(points)


def _drawn(points: list[tuple[float, float]]) -> bytes:
    right = max(x for x, _ in points)
    size = (int(right) + 20, 130)
    picture = Image.new("RGBA", (size[0] * SCALE, size[1] * SCALE), (20, 30, 90, 0))
    pen = ImageDraw.Draw(picture)
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    for begin, end in pairwise(scaled):
        pen.line((begin, end), (20, 30, 90, 255), 3 * SCALE)
    written = BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(written, "PNG")
    return written.getvalue()


def _answer(sitting: Sitting, field: Field, files: Storage) -> Any:
    if field.type in INKED:
        picture = handwriting(sitting.signer.name)
        kind = field.type.value
        image = put_down(sitting, picture, kind=kind, how="drawn", files=files)
        return {"image_id": str(image.id)}
    return True if field.type is FieldType.CHECKBOX else "None that I know of"
