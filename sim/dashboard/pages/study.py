"""Study: a page that is still to come; it says what it will show."""

from __future__ import annotations

import solara

from ..cards import to_come
from ..session import Session


@solara.component
def Page(session: Session):
    """Say what will be here."""
    to_come(session, "study")
