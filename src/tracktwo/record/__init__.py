"""The store of documents and claims: bytes archived, every span proved again on demand."""
