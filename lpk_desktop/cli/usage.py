"""What people read when a command is not one of ours, or not complete."""

from __future__ import annotations

import typer

from lpk_desktop.language import _


def usage_words(error: typer.TyperException) -> list[str]:
    """What could not be understood, and how to see what can; a group alone gets its help.

    Typer speaks English and names the classes of its usage errors nowhere in public, so they are
    told apart by what they carry.
    """
    if type(error).__name__ == "NoArgsIsHelpError":
        return [error.format_message()]
    context = getattr(error, "ctx", None)
    command = "lpk-desktop" if context is None else context.command_path
    return [_problem(error), _("Cara memakainya: {command} --help").format(command=command)]


def _problem(error: typer.TyperException) -> str:
    option, parameter = getattr(error, "option_name", None), getattr(error, "param", None)
    if option:
        return _("Pilihan {option} tidak ada, atau isinya belum ditulis.").format(option=option)
    if parameter is not None:
        hint = parameter.get_error_hint()
        return _("Isian {parameter} belum ditulis, atau tidak cocok.").format(parameter=hint)
    return _("Ada kata yang bukan perintah atau isian.")
