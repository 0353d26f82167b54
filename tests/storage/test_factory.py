import subprocess
import sys
from pathlib import Path

import pytest

from smoothschedule.storage.disk import DiskStorage
from smoothschedule.storage.factory import storage_from


def test_a_folder_is_kept_on_disk() -> None:
    storage = storage_from("folder:var/files", secret="s" * 32, base_url="http://localhost/files")

    assert isinstance(storage, DiskStorage)
    assert storage.folder == Path("var/files")


@pytest.mark.parametrize("url", ["", "folder:", "s3://", "ftp://example.test/x"])
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="FILES_URL"):
        storage_from(url, secret="s" * 32, base_url="http://localhost/files")


def test_boto3_is_loaded_only_by_those_who_use_it() -> None:
    program = (
        "import sys; from smoothschedule.storage.factory import storage_from;"
        "storage_from('folder:x', secret='s', base_url='http://h'); "
        "print('boto3' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"
