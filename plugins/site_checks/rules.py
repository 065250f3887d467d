"""What a site is checked against: facts of the portal that its files do not tell."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.site_checks.addresses import origin_of, resolve


@dataclass(frozen=True, slots=True)
class Rules:
    """What the checks of one site need to know.

    `origin` is scheme and host of the portal, without a slash at the end. Addresses begin with a
    slash: `redirects` are old addresses, one that ends in `*` with everything below it; `unseen`
    may neither be there nor be named (drafts, scheduled items), with everything below them;
    `unlisted` may be there but in no sitemap, feed or data; `served` are answered by the web server
    without a file. `machine_paths` are folders whose names no reader is to see; `form_origins` may
    get what readers type. Raise ValueError for an origin that is no http(s) origin.
    """

    origin: str
    redirects: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    unlisted: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()
    machine_paths: frozenset[str] = frozenset()
    form_origins: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        whole = resolve(self.origin, "/")
        if not whole.startswith(("http://", "https://")) or origin_of(whole) != self.origin:
            raise ValueError(f"expected an origin such as https://a.example, got {self.origin!r}")
