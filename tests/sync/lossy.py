"""The far end of HTTP, breaking where a test says."""

from __future__ import annotations

from typing import Any

import requests


class KilledError(Exception):
    """The process ends here."""


class Lossy(requests.Session):
    """A session whose calls break by plan: for each call None, or when ("before", "after") and how."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: list[tuple[str, Exception] | None] = []
        self.calls: list[str] = []
        self.mount("http://", _Line(self))

    def kill(self, call: int, when: str) -> None:
        """End the process at the `call`-th call from here on."""
        self.plan = [None] * call + [(when, KilledError())]

    def cut(self, *calls: int, when: str = "after") -> None:
        """Lose these calls, or after them their answers."""
        self.plan = [
            (when, requests.ConnectionError()) if call in calls else None for call in range(max(calls) + 1)
        ]


class _Line(requests.adapters.HTTPAdapter):
    def __init__(self, session: Lossy) -> None:
        super().__init__()
        self._session = session

    def send(self, request: requests.PreparedRequest, *rest: Any, **options: Any) -> requests.Response:
        fate = self._session.plan.pop(0) if self._session.plan else None
        self._session.calls.append(str(request.path_url).partition("?")[0].removeprefix("/v1"))
        if fate and fate[0] == "before":
            raise fate[1]
        response = super().send(request, *rest, **options)
        if fate:
            response.close()
            raise fate[1]
        return response
