"""Work shared by threads: each task done once, whoever does it, and of failures the one that tells why."""

from functools import partial
from threading import Barrier, Event, get_ident
from time import sleep

import numpy as np
import pytest
from few_people import a_day

from sim.population import threads


@pytest.mark.parametrize("n_threads", [1, 2, 9])
def test_each_of_many_tasks_is_done_once_by_those_who_ask_and_by_helpers(n_threads):
    done, together = [], Barrier(n_threads)

    def task(number):
        if number < n_threads:
            together.wait(timeout=20)  # as many threads are at work at once, or it fails
        done.append((number, get_ident(), np.geterr()["divide"]))
        return number

    with threads.at_most(n_threads), np.errstate(divide="raise"):
        assert threads.at_once(threads.WORTH_IT, *(partial(task, number) for number in range(400))) == list(range(400))
    assert sorted(number for number, _, _ in done) == list(range(400)) and threads.at_once(threads.WORTH_IT) == []
    assert len({thread for _, thread, _ in done}) == n_threads and get_ident() in {thread for _, thread, _ in done}
    assert {setting for _, _, setting in done} == {"raise"}


@pytest.mark.parametrize("n_threads", [2, 9])
def test_of_two_tasks_that_fail_the_first_tells_why_and_no_other_begins(n_threads):
    begun, second_fails = [], Event()

    def task(number):
        begun.append(number)
        if number == 40:
            assert second_fails.wait(timeout=20)
        if number == 41:
            second_fails.set()
        if number in (40, 41):
            raise ValueError(number)
        sleep(0.01 if number > 41 else 0)

    with threads.at_most(n_threads), pytest.raises(ValueError, match="^40$"):
        threads.at_once(threads.WORTH_IT, *(partial(task, number) for number in range(1000)))
    assert len(begun) < 900


def test_who_ends_the_program_ends_it_at_once_whatever_else_fails():
    begun, together, failed, asks = [], Barrier(2), Event(), get_ident()

    def task(number):
        begun.append(number)
        together.wait(timeout=20)
        if get_ident() == asks:
            failed.wait(timeout=20)
            raise KeyboardInterrupt
        failed.set()
        raise ValueError(number)

    with threads.at_most(2), pytest.raises(KeyboardInterrupt):
        threads.at_once(threads.WORTH_IT, *(partial(task, number) for number in range(1000)))
    assert len(begun) == 2


@pytest.mark.parametrize("way", ["of_all", "once"])
def test_what_is_asked_for_once_is_made_by_one_thread_whoever_asks(way):
    today, made, together = a_day(5), [], Barrier(2)

    def make():
        made.append(get_ident())
        sleep(0.05)
        return np.arange(5)

    def ask():
        together.wait(timeout=20)
        return getattr(today, way)("numbers", make)

    with threads.at_most(2):
        one, other = threads.at_once(threads.WORTH_IT, ask, ask)
    assert len(made) == 1 and one.tolist() == other.tolist() == list(range(5))


def test_what_is_made_once_may_be_made_in_threads_that_ask_for_other_things():
    today, together = a_day(5), Barrier(2)

    def part(value):
        together.wait(timeout=20)
        return today.alike(value).sum()

    with threads.at_most(2):
        assert today.once("sums", lambda: threads.at_once(threads.WORTH_IT, partial(part, 0.0), partial(part, 1.0))) == [0, 5]
