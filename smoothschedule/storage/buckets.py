"""What is done to a bucket as a whole: by an operator's command, never while people are served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from smoothschedule.storage.port import UNFINISHED, StorageError
from smoothschedule.storage.s3 import MISSING, client_of

#: Links are the secret, no cookie is asked for, and businesses have domains of their own.
CORS_OF_FILES: Final = {
    "CORSRules": [
        {
            "AllowedOrigins": ["*"],
            "AllowedMethods": ["GET", "HEAD", "PUT"],
            "AllowedHeaders": ["Content-Type", "Range"],
            "ExposeHeaders": ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"],
            "MaxAgeSeconds": 86_400,
        }
    ]
}
CORS_OF_ASSETS: Final = {
    "CORSRules": [
        {"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD"], "MaxAgeSeconds": 86_400}
    ]
}
#: Only a safety net: the task `uploads` deletes them within hours.
UNFINISHED_DAYS: Final = 3
LIFECYCLE: Final = {
    "Rules": [
        {
            "ID": "unfinished-uploads",
            "Status": "Enabled",
            "Filter": {"Prefix": UNFINISHED},
            "Expiration": {"Days": UNFINISHED_DAYS},
        }
    ]
}
NOT_THERE: Final = frozenset({"NotImplemented", "MethodNotAllowed"})
FOR_EVER: Final = "public, max-age=31536000, immutable"
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}
#: Twins that the build made; of them only the second is understood everywhere.
TWINS: Final = (".br", ".gz")


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were sent, and how many were there already."""

    sent: int
    kept: int


class Bucket:
    """A bucket with its rules."""

    def __init__(self, name: str, **access: Any) -> None:
        self.name = name
        self._client: Any = client_of(**access)

    def take_uploads(self) -> list[str]:
        """Browsers may send into the bucket by our links and read by them, and what is never
        finished goes by itself; rules of before are replaced.

        Returns the kinds of rules that the store does not know. Raises StorageError.
        """
        name, client = self.name, self._client
        acts = {
            "CORS": lambda: client.put_bucket_cors(Bucket=name, CORSConfiguration=CORS_OF_FILES),
            "lifecycle": lambda: client.put_bucket_lifecycle_configuration(
                Bucket=name, LifecycleConfiguration=LIFECYCLE
            ),
        }
        unknown = []
        for kind, act in acts.items():
            try:
                act()
            except (BotoCoreError, ClientError) as error:
                if not _is_unknown(error):
                    raise StorageError(f"{name} takes no {kind} rules: {error}") from error
                unknown.append(kind)
        return unknown

    def publish(self, folder: Path, *, part: str, is_public: bool) -> Published:
        """Every file of that part of the folder is in the bucket by its path in the folder, to be
        kept for ever; older ones stay for pages that are still open. Raises StorageError.
        """
        sent = kept = 0
        try:
            self._client.put_bucket_cors(Bucket=self.name, CORSConfiguration=CORS_OF_ASSETS)
            for path in sorted((folder / part).rglob("*")):
                if not path.is_file() or path.suffix in TWINS:
                    continue
                key = path.relative_to(folder).as_posix()
                if self._send(key, path, is_public=is_public):
                    sent += 1
                else:
                    kept += 1
        except (BotoCoreError, ClientError) as error:
            raise StorageError(f"{self.name} does not take the files: {error}") from error
        return Published(sent, kept)

    def _send(self, key: str, path: Path, *, is_public: bool) -> bool:
        """Whether it had to be sent: a name holds its content's hash, so size tells enough."""
        twin = path.with_name(f"{path.name}.gz")
        body = (twin if twin.is_file() else path).read_bytes()
        if self._size(key) == len(body):
            return False
        more = {"ContentEncoding": "gzip"} if twin.is_file() else {}
        if is_public:
            more["ACL"] = "public-read"
        self._client.put_object(
            Bucket=self.name,
            Key=key,
            Body=body,
            ContentType=TYPES.get(path.suffix, "application/octet-stream"),
            CacheControl=FOR_EVER,
            **more,
        )
        return True

    def _size(self, key: str) -> int | None:
        try:
            found = self._client.head_object(Bucket=self.name, Key=key)
        except ClientError as error:
            if error.response["Error"].get("Code") in MISSING:
                return None
            raise
        return int(found["ContentLength"])


def _is_unknown(error: Exception) -> bool:
    """Whether the store has nothing like that at all."""
    return isinstance(error, ClientError) and error.response["Error"].get("Code") in NOT_THERE
