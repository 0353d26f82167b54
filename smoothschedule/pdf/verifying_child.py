"""`python -m smoothschedule.pdf.verifying_child CPU_SECONDS MEMORY_BYTES`: what a file is."""

import base64
from typing import Any

from smoothschedule.pdf.confinement import answer_one
from smoothschedule.pdf.verification import verify


def _verify(words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    found = verify(data, [base64.b64decode(each) for each in words["certificates"]])
    moments = {
        name: None if moment is None else moment.isoformat()
        for name, moment in (
            ("sealed_at", found.sealed_at),
            ("timestamped_at", found.timestamped_at),
        )
    }
    rest = {
        "verdict": found.verdict,
        "sealed_bytes": found.sealed_bytes,
        "reason": found.reason,
        "trouble": found.trouble,
    }
    return {**moments, **rest}, b""


if __name__ == "__main__":
    answer_one({"verify": _verify})
