"""Options that several commands take, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lpk_desktop.language import N_

Cohort = Annotated[str, typer.Option("--cohort", help=N_("Nomor kelas."), metavar=N_("KELAS"))]
AnyCohort = Annotated[str | None, typer.Option("--cohort", help=N_("Nomor kelas."), metavar=N_("KELAS"))]
CohortArgument = Annotated[str, typer.Argument(help=N_("Nomor kelas."), metavar=N_("KELAS"))]
Out = Annotated[Path, typer.Option("--out", help=N_("Folder untuk PDF."), metavar=N_("FOLDER"))]
OneFile = Annotated[bool, typer.Option("--one-file", help=N_("Semua dalam satu PDF."))]
Roster = Annotated[Path, typer.Argument(help=N_("Excel, ODS, atau CSV."), metavar=N_("BERKAS"))]
