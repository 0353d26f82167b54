"""What the mails about contracts say; paragraphs whose variables are empty are left out."""

from __future__ import annotations

from typing import Final

from smoothschedule.contracts.rules.states import SignerKind
from smoothschedule.scheduling.mails.texts import Wording

#: What is asked of whom, and what the button says.
ACTS: Final = {
    SignerKind.SIGNER: ("asks you to sign", "Read and sign it"),
    SignerKind.APPROVER: ("asks you to approve", "Read and approve it"),
    SignerKind.VIEWER: ("sends you to read", "Read it"),
}
_YOURS = (
    "The link is yours alone: please do not pass it on. It works on your phone and computer, and"
    " can be used until {{expires}}."
)
REQUEST: Final = Wording(
    "{{business}} {{act}} “{{title}}”",
    "Hello {{name}},\n\n{{sender}} {{act}} “{{title}}”.\n\n{{former}} lets you do so in"
    " their place.\n\n{{word}}\n\n{{message}}\n\n{{link}}\n\n" + _YOURS,
)
REMINDER: Final = Wording(
    "Reminder: “{{title}}” waits for you",
    "Hello {{name}},\n\n“{{title}}” from {{sender}} still waits for you.\n\n{{link}}\n\n" + _YOURS,
)
RENEWED: Final = Wording(
    "“{{title}}” was corrected",
    "Hello {{name}},\n\n{{sender}} corrected “{{title}}” after you had opened it: it names {{heir}}"
    " now. What you have filled in is kept. Please read it again before you sign.\n\n{{link}}\n\n"
    + _YOURS,
)
VOIDED: Final = Wording(
    "“{{title}}” was taken back",
    "Hello {{name}},\n\n{{business}} took “{{title}}” back, so there is nothing left for you to"
    " do. The reason:\n\n{{reason}}",
)
CODE: Final = Wording(
    "Your code: {{code}}",
    "Hello {{name}},\n\nyour code to open the contract from {{business}} is\n\n{{code}}\n\nIt"
    " works once, for {{minutes}} minutes. If you did not ask for it, you need not do anything:"
    " without the link and this code nobody can open the contract.",
)
COPY: Final = Wording(
    "Signed by everybody: {{title}}",
    "Hello {{name}},\n\neverybody has signed “{{title}}” ({{number}}). The finished document is"
    " sealed, so that any later change to it can be seen.\n\n{{link}}\n\n{{attached}}\n\n"
    "{{lasts}}\n\n{{business}}",
)
DECLINED: Final = Wording(
    "Declined: {{title}}",
    "Hello {{name}},\n\n{{who}} declined to sign “{{title}}” ({{number}}). The reason given:\n\n"
    "{{reason}}\n\nNobody can sign this contract any more. You can make a new one from the same"
    " template.\n\n{{link}}",
)
SEAL_FAILED: Final = Wording(
    "Not sealed yet: {{title}}",
    "Hello {{name}},\n\neverybody has signed “{{title}}” ({{number}}), but the finished document"
    " could not be sealed:\n\n{{reason}}\n\nNothing that was signed is lost. You can try again."
    "\n\n{{link}}",
)
