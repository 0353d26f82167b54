"""A new build of the front end takes the place of the one that is being served."""

from __future__ import annotations

import os
import re
from pathlib import Path
from time import time

import pytest

from scripts.local import frontend


def make_build(folder: Path, mark: str) -> Path:
    """A document that names one script, as the build makes them."""
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / f"app-{mark}.js").write_text(mark)
    (folder / "app.html").write_text(f'<script src="/assets/app-{mark}.js"></script>')
    return folder


def is_whole(served: Path) -> bool:
    """Whether each document is there with every file that it names."""
    documents = list(served.glob("*.html"))
    named = [name for each in documents for name in re.findall(r'src="/(.+?)"', each.read_text())]
    return bool(named) and all((served / name).is_file() for name in named)


def test_no_document_ever_names_a_file_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = make_build(tmp_path / "dist", "one")
    seen = []
    replace = Path.replace

    def replace_and_look(self: Path, target: Path) -> Path:
        seen.append(is_whole(served))
        replaced = replace(self, target)
        seen.append(is_whole(served))
        return replaced

    monkeypatch.setattr(Path, "replace", replace_and_look)
    frontend.publish(make_build(tmp_path / "next", "two"), served)
    assert len(seen) == 4
    assert all(seen)
    assert "app-two.js" in (served / "app.html").read_text()
    assert not (tmp_path / "next").exists()


def test_files_of_the_build_before_stay_for_a_day(tmp_path: Path) -> None:
    served = make_build(tmp_path / "dist", "one")
    frontend.publish(make_build(tmp_path / "next", "two"), served)
    assert (served / "assets" / "app-one.js").is_file()
    long_ago = time() - frontend.KEPT_SECONDS - 60
    for path in served.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    frontend.publish(make_build(tmp_path / "next", "two"), served)
    assert not (served / "assets" / "app-one.js").exists()
    assert is_whole(served)
