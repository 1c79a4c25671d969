"""An attacker's view of the running product: what one client may not do to the others."""
