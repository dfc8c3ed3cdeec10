"""What people read when a command is not one of ours, or not complete."""

from __future__ import annotations

from typing import Any

import typer

from lpk_desktop.errors import UserError
from lpk_desktop.terminal.helping import name_of


def as_user_error(error: typer.TyperException, *, program: str) -> UserError:
    """A usage error of Typer as one of ours: it names what does not fit, and what would.

    Typer speaks English and names the classes of its usage errors nowhere in public, so they are
    told apart by their names and by what they carry.
    """
    context = getattr(error, "ctx", None)
    command = program if context is None else context.command_path
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", None)
    if parameter is not None:
        missing = type(error).__name__ == "MissingParameter"
        return _missing(parameter, command) if missing else _misfit(parameter, command)
    if option is None:
        return UserError("usage-unclear", command=command)
    if type(error).__name__ != "NoSuchOption":
        return UserError("option-misused", option=option, command=command)
    near = ", ".join(getattr(error, "possibilities", None) or ())
    if near:
        return UserError("no-such-option-but", option=option, near=near, command=command)
    return UserError("no-such-option", option=option, command=command)


def _missing(parameter: Any, command: str) -> UserError:
    return UserError("value-missing", name=name_of(parameter), command=command)


def _misfit(parameter: Any, command: str) -> UserError:
    """What the parameter takes: one of a few words, a number in a range, or something else."""
    kind, name = parameter.type_descriptor, name_of(parameter)
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if kind.is_choice:
        known = ", ".join(str(getattr(each, "value", each)) for each in kind.choices)
        return UserError("not-a-choice", name=name, known=known, command=command)
    if least is not None and most is not None:
        return UserError("number-outside", name=name, least=least, most=most, command=command)
    if least is not None:
        return UserError("number-too-small", name=name, least=least, command=command)
    return UserError("value-misfit", name=name, command=command)
