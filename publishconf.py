"""Settings for publishing: those of pelicanconf.py, and nothing that may not go public."""

import sys
from pathlib import Path

# As in pelicanconf.py, which must itself be found first.
sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

PRODUCTION = True
