"""What a release is: a whole site that readers get, its name, its hashes, its place in time.

Pure: names, the manifest (SHA256SUMS), the facts in release.json, which releases may go and which
files of earlier ones stay. No settings.
"""

from plugins.releases.core import (
    DETAILS,
    MARKER,
    SUMS,
    DamagedReleaseError,
    Keep,
    Release,
    address_of,
    content_hash,
    format_release,
    format_sums,
    is_release_name,
    parse_release,
    parse_sums,
    release_name,
    still_asked_for,
    to_prune,
)

__all__ = [
    "DETAILS",
    "MARKER",
    "SUMS",
    "DamagedReleaseError",
    "Keep",
    "Release",
    "address_of",
    "content_hash",
    "format_release",
    "format_sums",
    "is_release_name",
    "parse_release",
    "parse_sums",
    "release_name",
    "still_asked_for",
    "to_prune",
]
