"""From a read document to the claims it makes: pure functions, no storage, no other document."""
