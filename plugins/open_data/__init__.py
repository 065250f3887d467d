"""Open data (dữ liệu mở): what a portal offers to programs, described in the terms of DCAT 3.

A pure library: facts in, bytes out. `render_dcat` writes the catalogue that harvesters of data
portals read: https://www.w3.org/TR/vocab-dcat-3/.
"""

from plugins.open_data.core import Catalog, Dataset, Distribution, render_dcat

__all__ = ["Catalog", "Dataset", "Distribution", "render_dcat"]
