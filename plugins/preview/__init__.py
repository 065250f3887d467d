"""Live preview (`make serve`): one process that builds, serves on loopback, and builds again.

- `server`: the built portal over HTTP, with a small script and the problems put into each page;
- `loop`: builds when a file is saved, and tells open pages.

Nothing of this is in the published portal. No settings but content, cache and port.
"""
