"""A dialogue on a line of time: rounds, contacts, incidents and changes of state on lanes by track.

``to_svg`` makes a drawing that prints, ``to_html`` one page that filters without a network. Dates that are not known
to the day are drawn as the intervals that they are.
"""

from tracktwo.views.timeline.page import to_html
from tracktwo.views.timeline.plan import Plan, plan
from tracktwo.views.timeline.svg import to_svg

__all__ = ["Plan", "plan", "to_html", "to_svg"]
