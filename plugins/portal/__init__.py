"""The portal: puts the capabilities together, and stands between them and Pelican.

- `reading` reads, `prepare` checks, `site` says which article stands in which list, `*_views` say
  what each page shows, `machines` what machines read, `publish` writes it all;
- `unchanged` and `keys` say what need not be made again;
- `host` and `generators` are the edge: the only modules that know Pelican.

Settings in pelicanconf.py: PATH, OUTPUT_PATH, THEME, CACHE_PATH (Pelican's own), BUILD_TIME (ISO
8601; default: SOURCE_DATE_EPOCH, else the clock), PRODUCTION (refuse what may not go public) and
PROFILE (say where the time went).
What is particular to an office stands in data/portal.yaml.
"""

from typing import Any

from pelican.plugins import signals

from plugins.portal.host import Portal


def use_portal_reader(readers: Any) -> None:
    """Let this project read Markdown."""
    from plugins.portal import generators

    generators.use_portal_reader(readers)


def check_nothing_dropped(found: list[Any]) -> None:
    """Stop the build when Pelican or a plugin dropped an item."""
    from plugins.portal import generators

    generators.check_nothing_dropped(found)


def register() -> None:
    """Connect to Pelican. Receivers are module-level: Pelican keeps only weak references."""
    signals.readers_init.connect(use_portal_reader)
    signals.all_generators_finalized.connect(check_nothing_dropped)


__all__ = ["Portal", "register"]
