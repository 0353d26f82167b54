"""A business words its mails itself, or goes back to ours."""

from __future__ import annotations

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.mails.texts import Wording, variables_of
from smoothschedule.scheduling.models import MailText
from smoothschedule.scheduling.queries.mail_texts import own_text
from smoothschedule.scheduling.refusals import UnknownVariable
from smoothschedule.scheduling.rules.mails import TextKind
from smoothschedule.scheduling.rules.templating import has_stray_braces, names_in


def word(work: Work, kind: TextKind, wording: Wording, *, version: int) -> MailText:
    """Mails of this kind say this from now on. Raises Stale or UnknownVariable."""
    require_known(kind, wording)
    found = _as_seen(work, kind, version)
    if found is None:
        found = MailText(kind=kind.value)
        work.session.add(found)
    found.subject, found.body = wording.subject, wording.body
    work.session.flush()
    work.record(Tag.MAIL_TEXT_CHANGED, "mail_text", found.id, kind=kind.value)
    return found


def reset(work: Work, kind: TextKind, *, version: int) -> None:
    """Mails of this kind say what ours say. Raises Stale."""
    found = _as_seen(work, kind, version)
    if found is not None:
        work.session.delete(found)
        work.record(Tag.MAIL_TEXT_RESET, "mail_text", found.id, kind=kind.value)


def require_known(kind: TextKind, wording: Wording) -> None:
    """Every variable has a value in mails of this kind; raises UnknownVariable beside the field."""
    known = set(variables_of(kind))
    errors: dict[str, list[str]] = {}
    for field in ("subject", "body"):
        text = getattr(wording, field)
        strange = sorted(names_in(text) - known)
        sentences = [f"There is no {{{{{name}}}}} in this mail." for name in strange]
        if has_stray_braces(text):
            sentences.append("Write a variable as {{name}}, in small letters.")
        if sentences:
            errors[field] = sentences
    if errors:
        raise UnknownVariable(errors={"json": errors})


def _as_seen(work: Work, kind: TextKind, version: int) -> MailText | None:
    found = own_text(work, kind, lock=True)
    if (found.version if found else 0) != version:
        raise Stale
    return found
