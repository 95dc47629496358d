"""Gates: figures measured on dev splits, with pinned floors. Not in the wheel."""
