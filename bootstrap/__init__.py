"""What `run.py` is made of. Standard library only, on Linux, macOS and Windows.

The files of this package must parse on Python versions that are too old to run the product.
"""
