"""Import of dossier reports: from the spreadsheet of a provincial system to data/dossiers.

A chain of pure steps between two edges: `files` (disk to sheets, in a process of its own for
formats that can crash a reader) and `store` (the content folder).

1. `wordings`, `header`: which rows are the header, what each column means. The built-in wordings
   are data (`columns.yaml`); content/data/dossier-columns.yaml and `--mapping` add to them.
2. `counts`, `rows`, `table`: each row is data, a total, a section, or left out with a reason.
3. `solve`, `build`: sums that must hold, what follows from them, every number that does not fit.
4. `periods`, `understand`: for which period, as the titles or the officer say.
5. `review`, `write`, `show`, `command`: checks among all reports, the file, what the officer sees.

Nothing is guessed: what is not clear is a problem that says what to write, and then nothing is
written. No settings of its own.
"""

from __future__ import annotations

from plugins.dossiers.importing.command import Task, run_import
from plugins.dossiers.importing.files import UnreadableError, Workbook, load_workbook
from plugins.dossiers.importing.understand import Understood, Wishes, understand
from plugins.dossiers.importing.wordings import Vocabulary, build_vocabulary
from plugins.dossiers.importing.write import render_period

__all__ = [
    "Task",
    "Understood",
    "UnreadableError",
    "Vocabulary",
    "Wishes",
    "Workbook",
    "build_vocabulary",
    "load_workbook",
    "render_period",
    "run_import",
    "understand",
]
