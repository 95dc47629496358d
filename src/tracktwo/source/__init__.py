"""From bytes to documents: files, folders, addresses and feeds become canonical text with passages marked."""
