"""What a worker needs at most for one large upload: itself, and the process that opens the file.

    python -m benchmarks.worker_memory FILE

Prints both peaks in MB as JSON. The file goes the way that an upload goes: read from the store,
prepared in a process of its own, kept in the store again.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from time import time

from smoothschedule import job_queue
from smoothschedule.pdf.confined import prepare
from smoothschedule.pdf.marks import MOST_BYTES
from smoothschedule.storage.disk import DiskStorage

KEPT = "application/pdf"


def peaks(data: bytes) -> tuple[float, float]:
    """Worker's and child's peak in MB, of a worker that is started for this alone."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = [sys.executable, "-m", "benchmarks.worker_memory", file.name]
        answer = subprocess.run(command, check=True, capture_output=True)
    own, child = json.loads(answer.stdout)
    return own, child


def main() -> None:
    """The way of one upload, in this process."""
    assert job_queue.QUEUE  # a worker has the whole product loaded
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        files = DiskStorage(Path(folder), secret="x", base_url="http://x", now=time)  # noqa: S106
        with source.open("rb") as upload:
            files.put("upload", upload, content_type=KEPT)
        with files.open("upload") as file:
            data = file.read(MOST_BYTES + 1)
        prepared = prepare(data)
        hashlib.sha256(prepared.data)
        files.put("kept", BytesIO(prepared.data), content_type=KEPT)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(json.dumps([_own_peak(), child]))


def _own_peak() -> float:
    """This process's peak in MB. Not `ru_maxrss`, which begins with that of whoever started us."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
