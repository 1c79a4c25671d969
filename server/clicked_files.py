"""Files that are made when their button is clicked; why one was not made is told on the page."""

from __future__ import annotations

import asyncio
import logging

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime import get_instance
from streamlit.runtime.backend_operation_handler import BackendOperationHandler

from ui.unmade_file import UnmadeFileError

_LOG = logging.getLogger(__name__)
UNMADE = "Chưa tạo được tệp. The file was not made."
"""Stands under the button for five seconds, in a place that knows no language."""


class ClickedFiles(BackendOperationHandler):
    """Makes the files of one session's buttons, as Streamlit's own handler does, and remembers why one was not made."""

    def __init__(self) -> None:
        self._reasons: list[BaseException] = []

    async def handle(self, request: BackendOperationRequest, session_id: str) -> BackendOperationResponse:  # noqa: ARG002
        """Answer with the address of the file, or with an error."""
        manager = get_instance().media_file_mgr
        try:
            url = await asyncio.to_thread(manager.execute_deferred, request.deferred_file.file_id)
        except Exception as error:  # noqa: BLE001 - whatever kept the file from being made is told to its reader
            reason = error.__cause__ or error
            if not isinstance(reason, UnmadeFileError):
                _LOG.warning("A file was not made", exc_info=error)
            self._reasons.append(reason)
            return BackendOperationResponse(request_id=request.request_id, error_msg=UNMADE)
        made = DeferredFileResponsePayload(url=url)
        return BackendOperationResponse(request_id=request.request_id, deferred_file=made)

    def reason(self) -> BaseException | None:
        """Why a file was not made, told once; None when there is nothing to tell."""
        return self._reasons.pop(0) if self._reasons else None
