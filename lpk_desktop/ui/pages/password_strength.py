"""What a new password is worth, in one sentence."""

from __future__ import annotations

from typing import NamedTuple

from lpk_desktop.language import _, counted

SHORTEST = 8
_COMMON = (
    "password",
    "katasandi",
    "rahasia",
    "qwerty",
    "admin",
    "indonesia",
    "bismillah",
    "sayang",
    "12345",
    "11111",
)


class Judgement(NamedTuple):
    """`problem` says why the password cannot be taken; else `praise` says what it is worth, in `role`."""

    problem: str = ""
    praise: str = ""
    role: str = "text3"


def judge(password: str) -> Judgement:
    """Refuse what is short or what everybody tries first; praise length before odd signs.

    Length counts more than signs: NIST SP 800-63B section 3.1.1 asks for the same order.
    """
    missing = SHORTEST - len(password)
    if missing > 0:
        return Judgement(problem=counted("Paling sedikit 8 huruf, kurang {count}", missing))
    plain = password.casefold().replace(" ", "")
    if len(set(plain)) < 4 or (len(plain) < 14 and any(word in plain for word in _COMMON)):
        return Judgement(problem=_("Terlalu mudah ditebak. Coba beberapa kata yang tidak berhubungan"))
    if len(password) >= 16 or (len(password) >= 12 and _kinds(password) >= 3):
        return Judgement(
            praise=_("Kuat. Empat kata yang mudah diingat lebih baik daripada simbol acak."), role="okFg"
        )
    return Judgement(praise=_("Cukup. Lebih panjang lebih aman, misalnya empat kata."), role="warnFg")


def _kinds(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)
