"""Whether a contact or a round is the one that was promised: by its form, parties, time, place and number.

A proposal for a person to confirm, like every other; see :mod:`tracktwo.analysis.fulfilment`.
"""

from datetime import date, timedelta

from tracktwo.analysis.fulfilment import SHARE, Teller, folded, share_of
from tracktwo.analysis.likeness import content_words
from tracktwo.analysis.undertaking import Undertaking
from tracktwo.lexicon import load
from tracktwo.model import Engagement, Form, Round, Status
from tracktwo.model.dates import Edtf

#: A contact so long after the day promised keeps the promise late; later ones are other contacts.
LATE = timedelta(days=31)
#: A contact without a day promised keeps the promise within so long.
WITHIN = timedelta(days=400)


def kept_by_contact(
    teller: Teller, contact: Engagement | Round, words: str, due: str | None, told: date
) -> bool:
    """Whether a contact or a round is what was promised.

    Args:
        teller: the promise.
        contact: what a later document tells of.
        words: the sentence that tells of it.
        due: when it was promised for, EDTF.
        told: the day on which the promise was told.
    """
    form = Form.ROUND if isinstance(contact, Round) else contact.form
    undertaking = teller.undertaking
    if contact.status is not Status.HELD or not _form_fits(undertaking, form):
        return False
    if not is_in_time(contact.when, due, told) or not teller.by <= _parties_of(contact):
        return False
    if form is Form.SIGNING:
        return share_of(undertaking.core, content_words(words)) >= SHARE
    if undertaking.is_of_a_body and share_of(undertaking.core, content_words(words)) >= SHARE:
        return _place_fits(undertaking, contact, words, form)
    if undertaking.core and not undertaking.is_contact:
        return False
    return _place_fits(undertaking, contact, words, form) and _ordinal_fits(undertaking, contact, words)


def may_be_kept_by_contact(teller: Teller) -> bool:
    """Whether any form of contact is what was promised: a quick look before all contacts are gone through."""
    return any(_form_fits(teller.undertaking, form) for form in Form)


def _form_fits(undertaking: Undertaking, form: Form) -> bool:
    return undertaking.verb in load("fulfilment")["contacts"].get(form.value, ())


def is_in_time(when: str | None, due: str | None, told: date) -> bool:
    """Whether a contact on ``when`` can be the one promised on the day ``told`` for ``due``."""
    if when is None or not Edtf.parse(when).has_year:
        return False
    start, end = Edtf.parse(when).bounds()
    if start is None or end is None or end <= told:
        return False
    if due is None:
        return start <= told + WITHIN
    last = Edtf.parse(due).bounds()[1]
    # "By March" is kept in January too.
    return last is None or start < last + LATE


def _parties_of(contact: Engagement | Round) -> frozenset[str]:
    if isinstance(contact, Round):
        return frozenset((*contact.dialogue.parties, *(d.party for d in contact.delegates if d.party)))
    everyone = (*contact.who, *contact.with_)
    return frozenset(code for p in everyone if p.party for code in p.party.split("+"))


def _place_fits(undertaking: Undertaking, contact: Engagement | Round, words: str, form: Form) -> bool:
    if not undertaking.places:
        return True
    told = f"{words} {contact.where or ''}".casefold()
    if any(p.casefold() in told for p in undertaking.places):
        return True
    return form is not Form.VISIT and contact.where is None


def _ordinal_fits(undertaking: Undertaking, contact: Engagement | Round, words: str) -> bool:
    if not undertaking.ordinals:
        return True
    order = [str(w) for w in load("fulfilment")["ordinals"]]
    if isinstance(contact, Round) and contact.ordinal and contact.ordinal <= len(order):
        return order[contact.ordinal - 1] in undertaking.ordinals
    named = set(folded(words)) & set(order)
    return not named or bool(named & undertaking.ordinals)
