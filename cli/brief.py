"""`python -m etl brief`: briefings from the command line, for work that runs by the clock."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from cli.output import Output
from kpi.briefing.file import BriefingFileError, from_json
from kpi.briefing.forms import FormError, compose
from kpi.briefing.links import base_url
from kpi.briefing.model import Briefing, Form
from kpi.briefing.register import Register, RegisterError, register_folder
from kpi.briefing.resolve import content_of
from kpi.export import ExportRefusedError
from kpi.export.files import export
from kpi.export.formats import BRIEFING_FORMATS, Format
from kpi.export.pdf.typeset import TypesetError
from kpi.store.warehouse import Snapshot, current_snapshot
from kpi.words import message

_READY = [form for form in Form if form is not Form.SELECTION]


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """The options of the command."""

    def explained(name: str, **values: object) -> str:
        return message(f"command.brief_{name}", lang, **values)

    formats = ", ".join(BRIEFING_FORMATS)

    parser.add_argument("--form", type=Form, choices=_READY, default=Form.REPORT, help=explained("form"))
    parser.add_argument("--province", default="", help=explained("province"))
    parser.add_argument("--provinces", type=_listed, default=(), help=explained("provinces"))
    parser.add_argument("--indicator", default="", help=explained("indicator"))
    parser.add_argument("--file", type=Path, help=explained("file"))
    parser.add_argument(
        "--format",
        type=lambda text: _formats(text, lang),
        default=BRIEFING_FORMATS,
        help=explained("format", formats=formats),
    )
    parser.add_argument("--out", type=Path, required=True, help=explained("out"))
    parser.add_argument("--address", default=None, help=explained("address"))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _formats(text: str, lang: str) -> tuple[Format, ...]:
    known = {str(form): form for form in BRIEFING_FORMATS}
    wrong = [name for name in _listed(text) if name not in known]
    if wrong or not _listed(text):
        names, offered = ", ".join(wrong) or f"'{text}'", ", ".join(known)
        raise argparse.ArgumentTypeError(message("cli.format_unknown", lang, names=names, known=offered))
    return tuple(known[name] for name in _listed(text))


def run(options: argparse.Namespace, warehouse: Path, output: Output) -> int:
    """Write the files; returns 0, or 1 when the briefing was refused. Raises WarehouseError."""
    snapshot = current_snapshot(warehouse)
    try:
        briefing = _briefing(options, snapshot)
        written = _write(options, snapshot, briefing, Register(register_folder(warehouse)), output)
    except FormError as error:
        return _refuse(output, [message(error.key, options.language, **error.values)])
    except BriefingFileError as error:
        return _refuse(output, error.problems)
    except ExportRefusedError as error:
        return _refuse(output, [f"{problem.place}. {problem.title}: {problem.why}" for problem in error.problems])
    except (RegisterError, TypesetError) as error:
        return _refuse(output, [str(error)])
    except OSError as error:
        return _refuse(output, [f"{error.filename}: {error.strerror}"])
    for path in written:
        output.line(str(path))
    return 0


def _briefing(options: argparse.Namespace, snapshot: Snapshot) -> Briefing:
    if options.file:
        return from_json(options.file.read_bytes(), options.language)
    indicators = [options.indicator] if options.indicator and options.form is Form.COMPARISON else []
    return compose(
        snapshot,
        options.form,
        province_id=options.province,
        indicator_id=options.indicator,
        provinces=options.provinces,
        indicators=indicators,
        lang=options.language,
    )


def _write(
    options: argparse.Namespace, snapshot: Snapshot, briefing: Briefing, register: Register, output: Output
) -> list[Path]:
    """Make every file before the first is written, so that a refusal leaves nothing behind."""
    title = message(f"form.{briefing.form}", options.language)
    with output.progress(title, len(options.format) + 1) as (bar, task):
        content = content_of(snapshot, briefing, base_url=options.address or base_url())
        bar.advance(task)
        made = []
        for form in options.format:
            made.append(export(content, form, register))
            bar.advance(task)
    options.out.mkdir(parents=True, exist_ok=True)
    written = []
    for file in made:
        path = options.out / file.name
        path.write_bytes(file.data)
        written.append(path)
    return written


def _refuse(output: Output, problems: Sequence[str]) -> int:
    for problem in problems:
        output.complain(f"• {problem}")
    output.refuse("cli.refused_brief")
    return 1
