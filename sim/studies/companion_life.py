"""What a companion does in its own process, see companions.py."""

import os
import pickle
import queue
import signal
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module

from ..core.sources import TOP
from .code import digest_of

IDLE = 600.0  # seconds after which a companion that nobody asks ends by itself
LIVED = tuple(sorted(each.name for each in TOP.iterdir() if each.suffix == ".py" or each.name in ("core", "mechanisms", "population", "studies", "timeline")))
CODE = digest_of(LIVED)  # as it was at the start, of both: code that is edited while one of them runs is not that of the other
READY = -1  # number of the first answer, which nobody asked for


def serve(home, work):
    """Do what comes over the standard input, one after another, as long as there is one: the life of a companion of the program in `home`.

    `work` is the module with most of what will be asked, loaded before it is.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that is printed gets among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for us
    asked, stopped = queue.SimpleQueue(), set()
    if home != __file__:
        return  # another copy of the program, which may live other lives
    threading.Thread(target=_listen, args=(asked, stopped), daemon=True).start()
    from ..core import catalogue
    import_module(work)
    catalogue.ensure_registered()
    _answer(answers, READY, True, (CODE, catalogue.on_shelves()), 0.0)
    with suppress(queue.Empty):
        while True:
            number, wanted = asked.get(timeout=IDLE)
            began = time.process_time()
            try:
                function, given = pickle.loads(wanted)
                done, answer = True, function(*given, lambda *_, number=number: number not in stopped)
            except Exception as error:
                done, answer = False, repr(error)
            _answer(answers, number, done, answer, time.process_time() - began)
    os._exit(0)  # Python cannot end by itself while a thread waits for the input


def _answer(answers, *answer):
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _listen(asked, stopped):
    with suppress(Exception):
        while True:
            number, wanted = pickle.load(sys.stdin.buffer)
            if wanted is None:
                stopped.add(number)
            else:
                asked.put((number, wanted))
    os._exit(0)  # the process that started it is gone
