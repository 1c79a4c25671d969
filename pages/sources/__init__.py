"""Phương pháp và nguồn: the method, the documents, the sources."""
