"""`python -m etl brief`: briefings from the command line, for work that runs by the clock."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from kpi.briefing.file import BriefingFileError, from_json
from kpi.briefing.forms import FormError, compose
from kpi.briefing.links import base_url
from kpi.briefing.model import Briefing, Form
from kpi.briefing.register import Register, RegisterError, register_folder
from kpi.briefing.resolve import content_of
from kpi.export import ExportRefusedError, Format
from kpi.export.files import export
from kpi.export.pdf.typeset import TypesetError
from kpi.store.warehouse import Snapshot, current_snapshot
from kpi.words import message

_READY = [form for form in Form if form is not Form.SELECTION]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--form", type=Form, choices=_READY, default=Form.REPORT, help="kiểu bản tin")
    parser.add_argument("--province", default="", help="mã tỉnh, thành phố, ví dụ lai_chau")
    parser.add_argument("--provinces", type=_listed, default=(), help="các tỉnh để so sánh, cách nhau bằng dấu phẩy")
    parser.add_argument("--indicator", default="", help="mã chỉ tiêu")
    parser.add_argument("--file", type=Path, help="tệp bản tin đã lưu; thay cho --form và các mã")
    parser.add_argument("--format", type=_formats, default=tuple(Format), help="pptx,docx,xlsx,pdf")
    parser.add_argument("--out", type=Path, required=True, help="thư mục ghi tệp")
    parser.add_argument("--address", default=None, help="địa chỉ của Thước đo 57 để dẫn liên kết")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _formats(text: str) -> tuple[Format, ...]:
    known = {str(form): form for form in Format}
    wrong = [name for name in _listed(text) if name not in known]
    if wrong:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong)}: không có định dạng này; có: {', '.join(known)}")
    return tuple(known[name] for name in _listed(text))


def run(options: argparse.Namespace, warehouse: Path, out: Console, err: Console) -> int:
    """Write the files; returns 0, or 1 when the briefing was refused. Raises WarehouseError."""
    snapshot = current_snapshot(warehouse)
    try:
        briefing = _briefing(options, snapshot)
        written = _write(options, snapshot, briefing, Register(register_folder(warehouse)), err)
    except FormError as error:
        return _refuse(err, [message(error.key, options.language, **error.values)])
    except BriefingFileError as error:
        return _refuse(err, error.problems)
    except ExportRefusedError as error:
        return _refuse(err, [f"{problem.place}. {problem.title}: {problem.why}" for problem in error.problems])
    except (RegisterError, TypesetError) as error:
        return _refuse(err, [str(error)])
    except OSError as error:
        return _refuse(err, [f"{error.filename}: {error.strerror}"])
    for path in written:
        out.print(str(path), highlight=False, soft_wrap=True)
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
    options: argparse.Namespace, snapshot: Snapshot, briefing: Briefing, register: Register, err: Console
) -> list[Path]:
    """Make every file before the first is written, so that a refusal leaves nothing behind."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bar:
        task = bar.add_task(message(f"form.{briefing.form}", options.language), total=len(options.format) + 1)
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


def _refuse(err: Console, problems: Sequence[str]) -> int:
    for problem in problems:
        err.print(f"• {problem}", style="red", markup=False, highlight=False, soft_wrap=True)
    err.print("Từ chối: chưa xuất tệp nào.", style="bold red")
    return 1
