"""Charts that are laid out by the browser: plain HTML, no chart library."""
