"""The offline bundle: the whole data with pages that open without a network."""
