"""Help in the person's language: Typer frames its own in English, whatever the texts inside it say."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from lpk_desktop.domain.privacy import without_numbers
from lpk_desktop.errors import UserError
from lpk_desktop.language import _

F = TypeVar("F", bound=Callable[..., Any])

WIDEST = 100
_LEFT_COLUMN = 34

Row = tuple[str, str]
"""What is typed, and what it is for."""


class Command(TyperCommand):
    """One command; `help` and `metavar` texts are msgids marked by N_, looked up when they are shown."""

    allow_extra_args = True  # so that `parse_args` can name them

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_text(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse words that are left over, by name."""
        rest = super().parse_args(ctx, args)
        if rest:
            raise UserError(
                "extra-words", words=without_numbers(" ".join(rest))[:80], command=ctx.command_path
            )
        return rest


class Group(TyperGroup):
    """A command that has commands."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return help_text(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant; one that is none is named, with those there are."""
        if args and self.get_command(ctx, args[0]) is None:
            known = ", ".join(self.list_commands(ctx))
            raise UserError(
                "no-such-command", word=without_numbers(args[0])[:40], known=known, command=ctx.command_path
            )
        return super().resolve_command(ctx, args)


class Program(typer.Typer):
    """A program or a group in it; its commands are ours unless they say otherwise."""

    def __init__(self, *, help: str, **settings: Any) -> None:  # noqa: A002  Typer's own name
        super().__init__(
            cls=Group, help=help, add_completion=False, pretty_exceptions_enable=False, **settings
        )

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = Command, **settings: Any
    ) -> Callable[[F], F]:
        """Register a function as a command."""
        return super().command(name, cls=cls, **settings)


def group(help: str, **settings: Any) -> Program:  # noqa: A002  Typer's own name
    """A group of commands that shows its help when nothing is asked of it."""
    return Program(help=help, no_args_is_help=True, **settings)


def help_text(ctx: Any) -> str:
    """All that a person needs to use one command, in the chosen language."""
    command = ctx.command
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    arguments = [each for each in shown if each.param_type_name == "argument"]
    options = [each for each in shown if each.param_type_name == "option"]
    commands = [(name, _said(each.help)) for name, each in getattr(command, "commands", {}).items()]
    asked = ("--help", _("Tampilkan keterangan ini."))
    blocks = [
        _filled(_("Cara pakai: {usage}").format(usage=_usage(ctx, arguments, options, commands=commands))),
        _filled(_said(command.help), indent="  "),
        _section(_("Isian"), [(_(each.metavar or each.name), _about(each)) for each in arguments]),
        _section(_("Pilihan"), [*((_typed(each), _about(each)) for each in options), asked]),
        _section(_("Perintah"), commands),
        _shared(ctx),
    ]
    return "\n\n".join(block for block in blocks if block.strip())


def name_of(parameter: Any) -> str:
    """A parameter as a person types it: --cohort, or the name of an argument in the help."""
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return _(parameter.metavar or parameter.name)


def _usage(ctx: Any, arguments: Sequence[Any], options: Sequence[Any], *, commands: Sequence[Row]) -> str:
    parts = [ctx.command_path, *(_typed(each) for each in options if each.required)]
    if any(not each.required for each in options):
        parts.append(_("[PILIHAN]"))
    for each in arguments:
        word = _(each.metavar or each.name) + ("..." if each.nargs != 1 else "")
        parts.append(word if each.required else f"[{word}]")
    if commands:
        parts.append(_("PERINTAH ..."))
    return " ".join(parts)


def _typed(option: Any) -> str:
    names = ", ".join(sorted((*option.opts, *option.secondary_opts), key=len))
    return names if option.is_flag else " ".join((names, _(option.metavar or option.name)))


def _about(parameter: Any) -> str:
    """What it is for, and what holds when it is left out."""
    remarks = []
    if parameter.required:
        remarks.append(_("wajib"))
    least = getattr(parameter, "min", None)
    if least is not None:
        remarks.append(_("paling sedikit {least}").format(least=least))
    if isinstance(parameter.envvar, str):
        remarks.append(_("atau lewat {variable}").format(variable=parameter.envvar))
    default = parameter.default
    if default is not None and default is not False and str(default):
        remarks.append(_("bawaan: {value}").format(value=_(str(default))))
    about = _said(parameter.help)
    return f"{about} ({', '.join(remarks)})" if remarks else about


def _shared(ctx: Any) -> str:
    """Where the options of the whole program are explained."""
    root = ctx.find_root()
    names = ", ".join(name_of(each) for each in root.command.params)
    if root is ctx or not names:
        return ""
    text = _("Berlaku juga {names}; lihat {command} --help.").format(names=names, command=root.command_path)
    return _filled(text)


def _section(title: str, rows: Iterable[Row]) -> str:
    listed = list(rows)
    if not listed:
        return ""
    column = min(max(len(typed) for typed, _about in listed) + 2, _LEFT_COLUMN)
    lines = [f"{title}:"]
    for typed, about in listed:
        told = textwrap.wrap(about, _width() - column - 2, break_on_hyphens=False) or [""]
        beside = told.pop(0) if len(typed) + 2 <= column else ""
        lines.append(f"  {typed:<{column}}{beside}".rstrip())
        lines += [" " * (column + 2) + line for line in told]
    return "\n".join(lines)


def _said(text: str | None) -> str:
    # gettext gives the catalogue's header for the empty text.
    return _(text) if text else ""


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _width(), initial_indent=indent, subsequent_indent=indent or "  ", break_on_hyphens=False
    )


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST) - 1
