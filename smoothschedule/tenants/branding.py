"""The business's logo: checked, drawn anew, kept in the store, counted in its storage."""

from __future__ import annotations

import warnings
from email.utils import formataddr, parseaddr
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageOps, UnidentifiedImageError

from smoothschedule.config import Settings
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Malformed, NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.storage.port import FileMissingError, Storage
from smoothschedule.tenants import events, quotas
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.rules.plans import Limit
from smoothschedule.tenants.settings import shows_our_name

FORMATS = ("PNG", "JPEG", "WEBP")
MIMETYPES = ("image/png", "image/jpeg", "image/webp")
#: Mail programs show no WebP.
STORED_AS = "image/png"
MOST_BYTES, MOST_PIXELS, WIDEST = 1_000_000, 40_000_000, 512


class LogoRefused(Malformed):
    slug = "logo-refused"
    title = "Please choose a PNG, JPEG or WebP picture of 1 MB at most."


def set_logo(work: Work, tenant: Tenant, content: bytes, *, files: Storage) -> Tenant:
    """The picture is the business's logo, drawn anew so that nothing else rides in the file.

    Raises LogoRefused for what is no such picture, QuotaReached. Emits TenantChanged, and
    LogoReplaced when there was one before.
    """
    drawn = redrawn(content)
    growth = len(drawn) - (tenant.logo_bytes or 0)
    if growth > 0:
        quotas.require(work, Limit.STORAGE_BYTES, adding=growth)
    former, logo_id = tenant.logo_id, new_id()
    tenant.logo_id, tenant.logo_bytes = logo_id, len(drawn)
    _tell(work, tenant, former)  # the database has agreed before a file is left behind
    files.put(logo_key(tenant.id, logo_id), BytesIO(drawn), content_type=STORED_AS)
    return tenant


def remove_logo(work: Work, tenant: Tenant) -> Tenant:
    """The business has no logo; its name stands there again. Emits as `set_logo`."""
    former = tenant.logo_id
    tenant.logo_id = tenant.logo_bytes = None
    _tell(work, tenant, former)
    return tenant


def logo_file(tenant: Tenant, logo_id: UUID, *, files: Storage) -> bytes:
    """The business's present logo; raises NotFound for any other."""
    if tenant.logo_id != logo_id:
        raise NotFound
    try:
        with files.open(logo_key(tenant.id, logo_id)) as file:
            return file.read()
    except FileMissingError:
        raise NotFound from None


def logo_key(tenant_id: UUID, logo_id: UUID) -> str:
    """Where the store keeps it."""
    return f"tenants/{tenant_id}/logo/{logo_id}.png"


def logo_url(tenant: Tenant) -> str | None:
    """The logo's path on the business's hosts; a new logo has a new one."""
    return f"/api/v1/public/logo/{tenant.logo_id}" if tenant.logo_id else None


def sender_of(work: Work, tenant: Tenant, settings: Settings) -> str:
    """Whom the business's mails come from: in our name, or in its own where its plan allows."""
    if shows_our_name(work, tenant):
        return settings.mail_from
    return formataddr((one_line(tenant.name), parseaddr(settings.mail_from)[1]))


def redrawn(content: bytes) -> bytes:
    """The picture as PNG, upright, WIDEST pixels at most; raises LogoRefused."""
    if len(content) > MOST_BYTES:
        raise LogoRefused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise LogoRefused("This picture has too many pixels.")
                upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning) as error:
        raise LogoRefused from error
    except Image.DecompressionBombError as error:
        raise LogoRefused("This picture has too many pixels.") from error
    upright.thumbnail((WIDEST, WIDEST))
    written = BytesIO()
    upright.save(written, "PNG", optimize=True)
    return written.getvalue()


def _tell(work: Work, tenant: Tenant, former: UUID | None) -> None:
    work.session.flush()
    work.emit(events.TenantChanged(tenant.id))
    if former is not None:
        work.emit(events.LogoReplaced(former, tenant.id))
