"""A permit for tests of the writers alone, which are about files and not about the record."""

from lpk_desktop.domain.privacy import Way
from lpk_desktop.services.privacy import Permit

PERMIT = Permit(way=Way.REJECTS, persons=frozenset())
