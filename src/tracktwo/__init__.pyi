from tracktwo.answers import Brief as Brief
from tracktwo.answers import Reading as Reading
from tracktwo.answers import Rows as Rows
from tracktwo.interface import open as open
from tracktwo.interface import read as read

__version__: str
