"""A date as far as its digits are known: what formats take that have no word for a date that is not certain."""

from tracktwo.model.dates import PartialDate


def known_parts(day: PartialDate | None) -> tuple[str, ...]:
    """Year, month and day, as digits, up to the first that is not known; a season is no month."""
    if day is None or not day.year.isdigit():
        return ()
    parts = [day.year]
    for part in (day.month, day.day):
        if part is None or not part.isdigit() or (len(parts) == 1 and int(part) > 12):
            break
        parts.append(part)
    return tuple(parts)
