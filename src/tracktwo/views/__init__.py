"""What people read: briefs, tables and exports over the record."""
