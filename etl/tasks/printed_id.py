"""The id of a thing that a document numbers itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

# Holds the number as the document prints it, so capitals occur ("….III.1.a").
PrintedId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]+$")]
