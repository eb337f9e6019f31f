"""What one visit looks at on the page of studies: a thread reads, works out and draws, and publishes states that never change."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from pathlib import Path

import solara

from .. import ArchiveError, SweepResults
from . import study_choice, study_told
from .study_folder import Listed, forget, offered_studies, read_study, stamp_of
from .study_names import Naming
from .study_small import NAME, Small, SmallStudy, tables
from .study_told import Shown
from .study_uploads import Refused, read_files
from .study_view import View, unpacked, view_of

_EVERY = 2.0  # seconds between looks at whether more runs are published
_MOST_OWN = 3  # exports that a visit has open


@dataclass(frozen=True, eq=False)
class StudyState:
    """What the page may know at one moment; `problem` is (key of a text, what fills it)."""

    listed: tuple[Listed, ...] = ()
    of: str = ""
    naming: Naming | None = None
    view: View | None = None
    overview: tuple = ((), (), ())
    choice: tuple[str, ...] = ()
    so_far: bool = False  # whether the choice may still change with runs to come
    parts: tuple[Shown, ...] = ()
    busy: bool = False
    looked: bool = False
    problem: tuple[str, dict] | None = None
    small: Small = Small()


@dataclass(frozen=True)
class _Wish:
    of: str
    look: tuple
    language: str


class StudyDesk:
    """Opens one study at a time; closed, it frees everything."""

    def __init__(self, of: str = "", view: str = ""):
        self._state = StudyState()
        self.state: solara.Reactive[StudyState] = solara.reactive(self._state)
        self._wish = _Wish(of, tuple(unpacked(view).items()), "en")
        self._done: tuple = ()
        self._own: dict[str, tuple[str, SweepResults]] = {}
        self._changed, self._watched, self._closed = threading.Condition(), False, False
        self._new = True
        self._thread: threading.Thread | None = None
        self.small = SmallStudy(lambda small: self._set(small=small))

    # What a page asks.

    def watch(self, language: str):
        """Keep the state up to date in a language as long as somebody looks; return a function that ends this."""
        self._ask(language=language, watched=True)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="noaber-studies", daemon=True)
            self._thread.start()
        return lambda: self._ask(watched=False)

    def open(self, name: str) -> None:
        """Open a study of the list; any other name is passed over."""
        if name in {each.name for each in self._state.listed}:
            self._ask(of=name)

    def choose(self, key: str, value: str) -> None:
        """Look at another outcome, span of time, group, quantity or factor."""
        with self._changed:
            naming, view = self._state.naming, self._state.view
            if naming is None or view is None or view.changed(naming.results, key, value) == view:
                return
            # Seen at once, so that the next choice builds on this one; what was drawn before belongs to another view.
            view = view.changed(naming.results, key, value)
            self._state = replace(self._state, view=view, parts=(), choice=(), busy=True)
            self._ask(look=tuple(unpacked(view.packed()).items()))
        self._tell()

    def receive(self, files: list) -> None:
        """Open an export that the visitor has."""
        self._set(busy=True, problem=None)
        threading.Thread(target=self._received, args=(files,), name="noaber-upload", daemon=True).start()

    def start_small(self) -> None:
        """Start the small study, or go on with it, and look at it."""
        self.small.start()
        if self.small.folder:
            self._ask(of=NAME)

    def close(self) -> None:
        """Stop whatever still runs, and free what was opened."""
        self.small.close()
        self._closed = True
        if self.small.folder:
            forget(self.small.folder)
        self._own.clear()
        self._ask(watched=False)

    # What the thread does.

    def _ask(self, watched: bool | None = None, **changes) -> None:
        with self._changed:
            self._wish = replace(self._wish, **changes)
            self._watched = self._watched if watched is None else watched
            self._new = True
            self._changed.notify_all()

    def _received(self, files: list) -> None:
        try:
            title, results = read_files(files)
        except Refused as refused:
            self._set(busy=False, problem=(refused.key, refused.fill))
            return
        with self._changed:
            name = f"own {len(self._own) + 1}"
            while len(self._own) >= _MOST_OWN:
                self._own.pop(next(iter(self._own)))
            while name in self._own:
                name += "+"
            self._own[name] = title, results
        self._ask(of=name)

    def _work(self) -> None:
        while not self._closed:
            with self._changed:
                self._changed.wait_for(lambda: self._new or self._closed, _EVERY if self._watched else None)
                self._new, wish = False, self._wish
            if not self._closed and self._watched:
                try:
                    self._look(wish)
                except Exception as error:  # half an archive, a file that is gone: the page says so, and goes on looking
                    self._done, problem = (), ("unreadable", {"message": str(error)[:200]})
                    known = self._state.problem == problem  # told already, two seconds ago
                    self._set(busy=False, looked=True, problem=problem)
                    if not known and not isinstance(error, (ArchiveError, OSError, ValueError)):
                        logging.getLogger(__name__).exception("a study could not be shown")

    def _look(self, wish: _Wish) -> None:
        listed = self._listed()
        chosen = next((each for each in listed if each.name == wish.of), None) or next(iter(listed), None)
        if chosen is None:
            self._set(listed=(), looked=True, busy=False)
            return
        stamp = stamp_of(chosen.folder) if chosen.folder else ()
        if (wish, chosen, stamp) == self._done:
            if listed != self._state.listed:
                self._set(listed=listed)
            return
        same = self._done[:2] == (wish, chosen)  # only more runs: what is shown stays until all is drawn anew
        if not same:
            self._set(listed=listed, of=chosen.name, busy=True, parts=(), choice=(), problem=None, looked=True)
        results = read_study(chosen.folder, stamp) if chosen.folder else self._own[chosen.name][1]
        if self._draw(Naming(results, wish.language), view_of(results, dict(wish.look)), chosen.folder, same):
            self._done = wish, chosen, stamp

    def _draw(self, naming: Naming, view: View, folder: Path | None, together: bool) -> bool:
        """Publish the parts, each as soon as it is drawn, or together; return whether nothing newer was asked for meanwhile."""
        head = {"naming": naming, "view": view, "overview": study_told.overview(naming)}
        # Of more runs the heading comes with the sentences below it: else each counts others.
        if not together and not self._set_if_wished(head):
            return False
        parts: list[Shown] = []
        if naming.results.n_finished and view.outcome:
            choice = study_choice.choice_of(naming, view)
            told = {**head, "choice": choice.told if choice else (), "so_far": bool(choice and choice.so_far)}
            if not together:
                self._set_if_wished(told)
            for make in self._makers(naming, view, folder, choice):
                part = None if self._new else make()
                parts += [part] if part else []
                if not self._set_if_wished({} if together else {"parts": tuple(parts)}):
                    return False
            return self._set_if_wished({**told, "parts": tuple(parts), "busy": False})
        return self._set_if_wished({**head, "busy": False})

    def _makers(self, naming, view, folder, choice):
        yield lambda: study_told.map_of(naming, view)
        yield lambda: study_told.matters_of(naming, view)
        if choice:
            yield lambda: study_choice.policies_of(naming, choice)
            yield lambda: study_choice.duels_of(naming, choice)
            yield lambda: study_choice.regrets_of(naming, choice)
            yield lambda: study_choice.box_of(naming, view, choice)
        yield lambda: study_told.courses_of(naming, view, folder)

    def _listed(self) -> tuple[Listed, ...]:
        own = [Listed(name, title) for name, (title, _) in self._own.items()]
        small = self.small.folder
        if small and stamp_of(small):
            own.append(Listed(NAME, tables()["title"], small))
        return (*offered_studies(), *own)

    def _set_if_wished(self, changes: dict) -> bool:
        """Publish what was worked out, unless something newer has been asked for; return whether it is still wished."""
        with self._changed:
            if self._new or self._closed:
                return False
            self._state = replace(self._state, **changes)
        self._tell()
        return True

    def _set(self, **changes) -> None:
        with self._changed:
            self._state = replace(self._state, **changes)
        self._tell()

    def _tell(self) -> None:
        # Outside the lock, as whoever draws a page meanwhile may wait for it; the last word is the newest.
        while not self._closed and self.state.value is not self._state:
            self.state.set(self._state)
