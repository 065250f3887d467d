"""The sitemap (sơ đồ trang) for robots, and robots.txt.

A pure library: entries in, bytes out; no clock, disk or network. No settings: the limits are
those of the sitemap protocol 0.9.
"""

from plugins.sitemaps.core import SitemapEntry, render_sitemaps
from plugins.sitemaps.robots import render_robots

__all__ = ["SitemapEntry", "render_robots", "render_sitemaps"]
