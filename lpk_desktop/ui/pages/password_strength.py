"""What a new password is worth, in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from lpk_desktop.domain.passwords import SHORTEST, Weakness, weakness_of
from lpk_desktop.language import _, counted


class Judgement(NamedTuple):
    """`problem` says why the password cannot be taken; else `praise` says what it is worth, in `role`."""

    problem: str = ""
    praise: str = ""
    role: str = "text3"


def judge(password: str, *, name: str = "") -> Judgement:
    """Refuse what is short or what others would try first; praise length before odd signs."""
    weakness = weakness_of(password, name=name)
    if weakness is Weakness.SHORT:
        missing = SHORTEST - len(password)
        return Judgement(problem=counted("Paling sedikit 8 huruf, kurang {count}", missing))
    if weakness is Weakness.PLAIN:
        return Judgement(problem=_("Terlalu mudah ditebak. Coba beberapa kata yang tidak berhubungan"))
    if len(password) >= 16 or (len(password) >= 12 and _kinds(password) >= 3):
        return Judgement(
            praise=_("Kuat. Empat kata yang mudah diingat lebih baik daripada simbol acak."), role="okFg"
        )
    return Judgement(praise=_("Cukup. Lebih panjang lebih aman, misalnya empat kata."), role="warnFg")


def _kinds(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)
