"""Why the business's data cannot be taken away now."""

from __future__ import annotations

from smoothschedule.core.problems import Clash, Over


class ExportUnderway(Clash):
    slug = "export-underway"
    title = "An export is being made already. Wait until it is done."


class ExportOver(Over):
    slug = "export-over"
    title = "This export is no longer kept. Make a new one."
