"""``python -m tracktwo`` is ``tracktwo``."""

from tracktwo.cli import main

main()
