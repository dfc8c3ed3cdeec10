"""First run: the centre, its first administrator, the recovery code, and where to begin."""

from lpk_desktop.ui.pages.first_run.answers import (
    AdministratorAnswers,
    CentreAnswers,
    FirstRunAnswers,
    Start,
)
from lpk_desktop.ui.pages.first_run.page import FirstRun

__all__ = ["AdministratorAnswers", "CentreAnswers", "FirstRun", "FirstRunAnswers", "Start"]
