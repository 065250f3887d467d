"""The theme's own files: one stylesheet, scripts and fonts, each named by the hash of its bytes.

A name that changes with the content may be cached for ever by browsers and proxies. Icons keep
their names, because pages outside the portal refer to them.

No settings.
"""

from plugins.assets.core import AssetError, Assets, build_assets

__all__ = ["AssetError", "Assets", "build_assets"]
