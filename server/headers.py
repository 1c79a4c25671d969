"""The headers that every answer carries: what a browser may load, run and tell others on behalf of a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)


def inline_script_hashes(shells: Iterable[bytes]) -> tuple[str, ...]:
    """The sources that allow exactly the inline scripts of the start pages, each once, in order."""
    scripts = dict.fromkeys(script for shell in shells for script in _INLINE_SCRIPT.findall(shell))
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts)


def content_policy(script_hashes: Iterable[str]) -> str:
    """The Content-Security-Policy of the product, which allows the inline scripts of these hashes and no other.

    Two sources are wider than we would like, because Streamlit works that way (see docs/security.md): it hands the
    code of components to the browser as `blob:`, and it and the chart library write styles into the page.
    """
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(("'self'", "blob:", *script_hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "media-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def security_headers(policy: str) -> dict[str, str]:
    """All headers of that kind by name, with `policy` as the Content-Security-Policy."""
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": "SAMEORIGIN",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
