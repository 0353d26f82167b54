"""A process of its own for a file from outside, and what parent and child say to each other.

The child knows nothing but the bytes: no settings, no connections, an empty environment. Its
limits of time and memory hold before the first byte is read.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any, Final

from smoothschedule.pdf.document import reading
from smoothschedule.pdf.marks import MOST_BYTES
from smoothschedule.pdf.refusals import Code, Refused

# PDFium and the allocators end a process that gets no more memory by these.
EXHAUSTED: Final = {signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}
#: What a child does with the words and the bytes of one message.
Act = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use up before it is refused as too large."""

    cpu_seconds: int = 60
    wall_seconds: int = 90
    memory_bytes: int = 1_500_000_000


def asked(
    child: str, words: dict[str, Any], data: bytes, limits: Limits
) -> tuple[dict[str, Any], bytes]:
    """What the child, a module, answers to this message. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(Code.TOO_LARGE, f"{len(data)} bytes")
    # Files, not pipes: a pipe's reader and writer each hold a copy of the whole message.
    with TemporaryFile() as question, TemporaryFile() as answer:
        write_message(question, words, data)
        _run(child, question, answer, limits)
        told, body = read_message(answer)
    if "code" in told:
        raise Refused(Code(told["code"]), told["detail"])
    return told, body


def _run(child: str, question: IO[bytes], answer: IO[bytes], limits: Limits) -> None:
    """The child has answered, and both files stand at their beginning; raises Refused when it
    came to no good end."""
    question.seek(0)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", child, str(limits.cpu_seconds), str(limits.memory_bytes)],
            stdin=question,
            stdout=answer,
            stderr=subprocess.PIPE,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Code.TOO_LARGE, f"more than {limits.wall_seconds} seconds") from error
    if ended.returncode:
        raise Refused(_code_of(ended.returncode), ended.stderr.decode(errors="replace")[-500:])
    answer.seek(0)


def _code_of(status: int) -> Code:
    """What a child's end says about the file."""
    return Code.TOO_LARGE if -status in EXHAUSTED else Code.MALFORMED


def answer_one(acts: Mapping[str, Act]) -> None:
    """In the child: its limits hold, the one message on standard input is answered."""
    cpu_seconds, memory_bytes = (int(each) for each in sys.argv[1:])
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    logging.disable(logging.CRITICAL)
    words, data = read_message(sys.stdin.buffer)
    try:
        with reading():
            answer, body = acts[words["act"]](words, data)
    except Refused as refused:
        answer, body = {"code": refused.code, "detail": refused.detail}, b""
    write_message(sys.stdout.buffer, answer, body)


def write_message(file: IO[bytes], words: dict[str, Any], body: bytes) -> None:
    """One message: a line of JSON, then bytes to the end."""
    file.write(json.dumps(words).encode() + b"\n")
    file.write(body)


def read_message(file: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """What `write_message` wrote."""
    return json.loads(file.readline()), file.read()


def _limit(what: int, most: int) -> None:
    """Lower the soft limit, and the hard one with it where the system lets us."""
    hard = resource.getrlimit(what)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (allowed, allowed))
