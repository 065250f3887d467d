"""Settings of the portal: literals and imports, no logic. What an office is called, its
address, navigation and imprint stand in content/data/portal.yaml."""

import sys
from pathlib import Path

# Pelican started from anywhere must find this project's own packages.
sys.path.insert(0, str(Path(__file__).parent))

from plugins.portal import Portal

PELICAN_CLASS = Portal
PLUGINS = ["plugins.portal"]

PATH = "content"
OUTPUT_PATH = "output"
CACHE_PATH = ".cache"
THEME = "theme"

ARTICLE_PATHS = [""]
ARTICLE_EXCLUDES = ["pages", "data", "media"]
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
# Keep Pelican from wanting readers, locales and guesses that this project does not use.
FILENAME_METADATA = "(?!)"
READERS = {"html": None, "rst": None}
TIMEZONE = "Asia/Ho_Chi_Minh"
DEFAULT_LANG = "vi"
DEFAULT_DATE_FORMAT = "%d/%m/%Y"
ARTICLE_TRANSLATION_ID = "article_id"
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False
TYPOGRIFY = False
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
