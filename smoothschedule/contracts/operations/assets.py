"""Pictures for written templates: checked, drawn anew, kept once."""

from __future__ import annotations

import hashlib
import warnings
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select

from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.models import ContractAsset
from smoothschedule.contracts.operations.quotas import require_room
from smoothschedule.contracts.problems import AssetRefused
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage

MIMETYPES: Final = ("image/png", "image/jpeg")
STORED_AS: Final = "image/png"
MOST_BYTES, MOST_PIXELS, WIDEST = 2_000_000, 24_000_000, 1_600


def add_asset(work: Work, content: bytes, *, files: Storage) -> ContractAsset:
    """The picture can be shown in templates; one that is there already is that one.

    Raises AssetRefused, QuotaReached.
    """
    drawn, (width, height) = _redrawn(content)
    digest = hashlib.sha256(drawn).hexdigest()
    known = work.session.scalar(select(ContractAsset).where(ContractAsset.sha256 == digest))
    if known is not None:
        return known
    if work.context.tenant_id is None:
        raise NotFound
    require_room(work, len(drawn))
    key = content_key(work.context.tenant_id, "assets", digest, "png")
    added = ContractAsset(
        sha256=digest, path=key, size_bytes=len(drawn), width_px=width, height_px=height
    )
    work.session.add(added)
    work.session.flush()
    work.record(Tag.TEMPLATE_PICTURE_ADDED, "contract_asset", added.id)
    files.put(key, BytesIO(drawn), content_type=STORED_AS)
    return added


def _redrawn(content: bytes) -> tuple[bytes, tuple[int, int]]:
    if len(content) > MOST_BYTES:
        raise AssetRefused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise AssetRefused("This picture has too many pixels.")
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        raise AssetRefused from error
    except Image.DecompressionBombError as error:
        raise AssetRefused("This picture has too many pixels.") from error
    upright.thumbnail((WIDEST, WIDEST))
    written = BytesIO()
    upright.save(written, "PNG", optimize=True)
    return written.getvalue(), upright.size
