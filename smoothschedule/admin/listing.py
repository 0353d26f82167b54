"""A list of the console: Flask-Admin's model view over the request's own unit of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask import Response, request
from flask_admin.contrib.sqla import ModelView
from sqlalchemy.orm import Query

from smoothschedule.admin.dialogs import Button, Dialog
from smoothschedule.admin.page import Page, query_string, shows
from smoothschedule.core.api import current_work
from smoothschedule.core.csv_export import csv_download, csv_lines
from smoothschedule.core.problems import Malformed
from smoothschedule.core.unit_of_work import Work

#: Beyond this many pages a search finds sooner what one is looking for.
LAST_PAGE = 199
EXPORTED_AT_ONCE = 500


class NoSession:
    """Flask-Admin asks for a session when it starts; there is one only during a request."""

    session = None


class Listing(Page, ModelView):
    """Rows to look at, search, filter, sort and export; what can be done to them are `acts`.

    Subclasses say `shown` (a class of shown.py), `title`, `slug`, `permission` and columns as
    Flask-Admin has them.
    """

    shown: ClassVar[type[Any]]
    title: ClassVar[str]
    slug: ClassVar[str]
    icon: ClassVar[str]
    #: One sentence for a list without rows.
    empty: ClassVar[str] = "There is nothing here yet."
    dialogs: ClassVar[tuple[Dialog, ...]] = ()
    #: Key of the dialog that asks about all the chosen rows.
    bulk: ClassVar[str | None] = None
    #: Acts that belong to no row.
    page_buttons: ClassVar[tuple[Button, ...]] = ()
    #: What `?done=` says in words.
    notices: ClassVar[dict[str, str]] = {}
    list_template = "console/list.html"
    can_create = can_edit = can_delete = False
    page_size = 50
    named_filter_urls = True
    simple_list_pager = True

    def __init__(self) -> None:
        ModelView.__init__(
            self,
            self.shown,
            NoSession(),
            name=self.title,
            endpoint=f"console_{self.slug}",
            url=f"/admin/{self.slug}",
            menu_icon_value=self.icon,
        )

    @shows("/")
    def index_view(self) -> Response:
        """The list."""
        shown: Response = super().index_view()
        return shown

    @shows("/export.csv")
    def export_view(self) -> Response:
        """The rows of the list as filtered, without pages."""
        asked = self._get_list_extra_args()
        _, query = self.get_list(None, None, False, asked.search, asked.filters, execute=False)
        names = list(self.column_export_list)
        lines = _lines(current_work(), query, self.shown.id, names)
        return csv_download(self.slug, names, lines, row_count=query.limit(None).count())

    def buttons(self, row: Any) -> list[Button]:
        """What can be done to the row."""
        return []

    def name_of(self, row: Any) -> str:
        """What the row is called."""
        return str(row.name)

    def is_choosable(self, row: Any) -> bool:
        """Whether the bulk act may be done to the row."""
        return True

    def figures(self) -> list[tuple[str, object]]:
        """Numbers above the list, each with its words."""
        return []

    def render(self, template: str, **values: Any) -> Response:
        """The list with what it knows besides its rows."""
        dialogs = {d.key: d for d in self.dialogs if current_work().actor.may(d.permission)}
        known = {
            "back": query_string(without=("done",)),
            "query": query_string(without=("done", "page")),
            "notice": self.notices.get(request.args.get("done", "")),
            "dialogs": dialogs.values(),
            "bulk_dialog": dialogs.get(self.bulk or ""),
            "page_buttons": [b for b in self.page_buttons if b.dialog in dialogs],
            "buttons_of": lambda row: [b for b in self.buttons(row) if b.dialog in dialogs],
            "has_acts": dialogs.keys() - {b.dialog for b in self.page_buttons},
            "figures": self.figures(),
            "last_page": LAST_PAGE,
        }
        return Page.render(self, template, **known, **values)

    # Between Flask-Admin and the list.

    def scaffold_form(self) -> Any:
        """No row is edited field by field, so no form can be made to say too much."""
        return self.form_base_class

    def get_query(self) -> Any:
        """Asked in the request's own unit of work."""
        return current_work().session.query(self.shown)

    def get_list(self, page: int | None, *args: Any, **kwargs: Any) -> tuple[int | None, Any]:
        """As many rows as fit; whether there are more is asked by one row too many."""
        page = min(max(page or 0, 0), LAST_PAGE)
        count, rows = super().get_list(page, *args, **kwargs)
        if not isinstance(rows, Query):
            self._template_args["has_more"] = len(rows) > self.page_size
            rows = rows[: self.page_size]
        return count, rows

    def _apply_filters(self, query: Any, *others: Any) -> Any:
        """Without Flask-Admin's joins: what is shown is one select already."""
        *unchanged, filters = others
        for index, _, value in filters:
            query = self._filters[index].apply(query, self._filters[index].clean(value))
        return query, *unchanged

    def _apply_pagination(self, query: Any, page: int | None, page_size: int | None) -> Any:
        size = page_size or self.page_size
        return query.limit(size + 1).offset((page or 0) * size)

    def _apply_sorting(self, query: Any, joins: Any, column: Any, descending: bool) -> Any:
        """With the key last, so that rows that are alike keep their order from page to page."""
        query, joins = super()._apply_sorting(query, joins, column, descending)
        return query.order_by(self.shown.id.desc()), joins

    def _get_list_filter_args(self) -> Any:
        """Flask-Admin's, without empty ones; raises Malformed for what no filter takes."""
        found = []
        for name, value in request.args.items():
            key = name.split("_", 1)[1] if name.startswith("flt") and "_" in name else None
            if key is None or not value.strip():
                continue
            if self._filter_args is None or key not in self._filter_args:
                raise Malformed(errors={"query": {name: ["There is no such filter."]}})
            index, chosen = self._filter_args[key]
            if not chosen.validate(value):
                raise Malformed(errors={"query": {chosen.name: ["This cannot be looked for."]}})
            found.append((index, chosen.name, value))
        return found

    def _get_list_extra_args(self) -> Any:
        asked = super()._get_list_extra_args()
        return asked.clone(extra_args={}, page=min(max(asked.page or 0, 0), LAST_PAGE))


def _lines(work: Work, query: Query[Any], id: Any, names: list[str]) -> Iterator[str]:
    """The query's rows as lines of CSV, newest first; each part in a short transaction of its own.

    So a slow download keeps no connection, and no row comes twice.
    """
    unread = query.limit(None).offset(None).order_by(None).order_by(id.desc())
    while True:
        with work.apart() as own:
            rows = unread.limit(EXPORTED_AT_ONCE).with_session(own.session).all()
        yield csv_lines([_plain(getattr(row, name)) for name in names] for row in rows)
        if len(rows) < EXPORTED_AT_ONCE:
            return
        unread = unread.filter(id < rows[-1].id)


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
