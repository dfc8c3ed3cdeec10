"""The user's matter, told apart from our bug."""

from __future__ import annotations

from typing import Any


class UserError(Exception):
    """Something a person can mend: a file open in Excel, a wrong password, a full disk.

    `code` names the cause and selects the words in `lpk_desktop.messages`; `facts` fill them.
    Facts never hold a NIK or KPJ: they end up in logs and on screens.
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code
