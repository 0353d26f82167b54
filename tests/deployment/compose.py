"""docker-compose.yml as Docker Compose reads it, as far as we use it: merged and filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}")


class Overriding:
    """A value that stands in place of the earlier file's instead of being merged with it."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Loader(yaml.SafeLoader):
    """YAML with Compose's `!override`."""


def _overriding(loader: Loader, node: yaml.Node) -> Overriding:
    if isinstance(node, yaml.SequenceNode):
        return Overriding(loader.construct_sequence(node, deep=True))
    assert isinstance(node, yaml.MappingNode)
    return Overriding(loader.construct_mapping(node, deep=True))


Loader.add_constructor("!override", _overriding)


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


@cache
def load(name: str) -> dict[str, Any]:
    """One file, without what only anchors need."""
    loaded = yaml.load(text_of(name), Loader)  # noqa: S506 - our own safe loader
    return {key: value for key, value in loaded.items() if not key.startswith("x-")}


def merged(base: Any, over: Any) -> Any:
    """What Compose makes of two files: mappings by key, lists one after the other."""
    if isinstance(over, Overriding):
        return over.value
    if isinstance(base, dict) and isinstance(over, dict):
        keys = [*base, *(key for key in over if key not in base)]
        return {
            key: _merged_entry(key, base[key], over[key])
            if key in base and key in over
            else plain(over[key] if key in over else base[key])
            for key in keys
        }
    if isinstance(base, dict) and isinstance(over, list):
        return merged(base, {name: {} for name in over})
    if isinstance(base, list) and isinstance(over, list):
        return base + [each for each in over if each not in base]
    return plain(over)


def _merged_entry(key: str, base: Any, over: Any) -> Any:
    # A command is one value, though it is written as a list.
    if key in ("command", "entrypoint", "test") and not isinstance(over, Overriding):
        return over
    return merged(base, over)


def plain(value: Any) -> Any:
    """The value without marks of how it is to be merged."""
    if isinstance(value, Overriding):
        return value.value
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return value


@cache
def production() -> dict[str, Any]:
    """What deploy.sh starts."""
    return plain(load("docker-compose.yml"))  # type: ignore[no-any-return]


@cache
def development() -> dict[str, Any]:
    """What `docker compose up` starts in a working copy."""
    over = load("docker-compose.override.yml")
    return merged(load("docker-compose.yml"), over)  # type: ignore[no-any-return]


def variables() -> dict[str, set[str]]:
    """Variable -> the defaults it has in docker-compose.yml; None of them where none is said."""
    found: dict[str, set[str]] = {}
    for name, how, default in VARIABLE.findall(text_of("docker-compose.yml")):
        found.setdefault(name, set()).add(default if how == "-" else "")
    return found


def example() -> dict[str, str]:
    """.env.example: variable -> value."""
    return dict(re.findall(r"^(\w+)=(.*)$", text_of(".env.example"), re.MULTILINE))


def filled_in(text: str, given: Mapping[str, str]) -> str:
    """The text with ${NAME} and ${NAME:-default} replaced."""
    said = VARIABLE.sub(
        lambda found: given.get(found[1]) or (found[3] if found[2] == "-" else ""), text
    )
    return said.replace("$$", "$")
