"""Markdown bodies to safe HTML.

`convert` is a function of one body and knows nothing of other files: links and pictures inside
the content folder stay `content:` addresses, and are reported as references. `fill_in` puts the
real addresses and renditions in their place once the whole portal is known.

No settings: what Markdown means is the same on every portal.
"""

from plugins.markup.convert import Converted, convert
from plugins.markup.fill_in import Address, fill_in

__all__ = ["Address", "Converted", "convert", "fill_in"]
