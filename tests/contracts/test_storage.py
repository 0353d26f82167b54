"""What contracts take up of a business's storage."""

from __future__ import annotations

import shutil

from smoothschedule.core.api import App
from smoothschedule.storage.disk import DiskStorage
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer, sent_file
from tests.contracts.world import WAIVER, doc, field, link_of, sent, spot, uploaded
from tests.factories import Business
from tests.mailbox import Mailbox
from tests.web import signed_in, visitor

PROOF = field("proof", "attachment")
#: Made anew whenever somebody looks.
PASSING = ("drafts", "previews")


def test_the_storage_in_use_is_what_lies_in_the_store(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner, store = signed_in(app, business), mailbox.runtime.files
    assert isinstance(store, DiskStorage)
    folder = store.folder / "tenants" / str(business.id)
    shutil.rmtree(folder, ignore_errors=True)  # of tests before this one
    uploaded(owner, mailbox)
    content = [*WAIVER["body"]["content"], *doc([spot("proof")])["content"]]
    wish = {
        **WAIVER,
        "fields": [*WAIVER["fields"], PROOF],
        "body": {"type": "doc", "content": content},
    }
    sent(owner, business, wish)
    mailbox.deliver()
    link = link_of(mailbox, business.people[Role.CUSTOMER].email)
    signer = Signer(visitor(app, business), link).agree()
    file = signer.post("/files?field_id=proof", **sent_file(b"%PDF-1.7 " + b"x" * 999, "id.pdf"))
    signer.save("proof", {"file_id": file.json["id"]})
    signer.save("agree", True)
    signer.save("sign", signer.ink())
    assert signer.finish().status_code == 200
    mailbox.deliver()

    uses = {use["limit"]: use["used"] for use in owner.get("/tenant/plan").json["uses"]}
    kept = [path for path in folder.rglob("*") if path.is_file()]
    lasting = [path for path in kept if not set(path.parts) & set(PASSING)]
    assert {path.parent.name for path in lasting} == {"documents", "sealed", "images", "files"}
    assert uses["storage_bytes"] == sum(path.stat().st_size for path in lasting)
