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


@pytest.mark.parametrize(("n_people", "lengths"), [(0, [0]), (1, [1]), (64, [64]), (65, [48, 17]), (200, [64, 64, 64, 8]), (2047, [64] * 31 + [63]), (2048, [128] * 16), (4100, [128] * 32 + [4])])
def test_blocks_of_people_are_as_long_as_each_other_and_longer_where_they_are_many(monkeypatch, n_people, lengths):
    monkeypatch.setattr(threads, "ROWS", 64)
    parts = threads.blocks(n_people)
    assert [part.stop - part.start for part in parts] == lengths
    assert [part.start for part in parts] == [0, *(part.stop for part in parts[:-1])] and parts[-1].stop == n_people


@pytest.mark.parametrize("room", [None, {}], ids=["new", "lent"])
def test_all_blocks_are_worked_at_once_also_the_first(monkeypatch, room):
    monkeypatch.setattr(threads, "ROWS", 64)
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    together, numbers = Barrier(2), np.arange(130.0)

    def make(rows):
        if rows.start < 96:  # the first two of three
            together.wait(timeout=20)  # in two threads, or it fails
        return {"once": numbers[rows], "twice": np.stack([numbers[rows]] * 2, axis=1)}

    with threads.at_most(2):
        made = threads.by_rows(130, make, room)
        again = threads.by_rows(130, make, room)
    assert list(made) == ["once", "twice"] and (made["once"] == numbers).all() and (made["twice"] == numbers[:, None]).all()
    assert (again["once"] is made["once"]) == (room is not None)


@pytest.mark.parametrize("n_threads", [1, 2])
@pytest.mark.parametrize("odd_is_first", [True, False])
@pytest.mark.parametrize("odd", [{}, {"one": np.zeros(48), "other": np.zeros(48)}, {"one": np.zeros(48, np.float32)}, {"one": np.zeros((48, 2))}], ids=["fewer", "more", "of a type", "wider"])
def test_blocks_that_make_other_arrays_are_refused(monkeypatch, odd, odd_is_first, n_threads):
    monkeypatch.setattr(threads, "ROWS", 64)
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    with threads.at_most(n_threads), pytest.raises(ValueError, match="^people [0-9]+ to [0-9]+ have "):
        threads.by_rows(96, lambda rows: odd if (rows.start == 0) == odd_is_first else {"one": np.zeros(48)})


def test_a_room_lends_only_arrays_of_the_kind_that_is_asked_for(monkeypatch):
    monkeypatch.setattr(threads, "ROWS", 64)
    room = {"one": np.zeros(96, np.float32)}
    made = threads.by_rows(96, lambda rows: {"one": np.full(rows.stop - rows.start, 1e300)}, room)
    assert made["one"].tolist() == [1e300] * 96 and room["one"] is made["one"]


def test_threads_get_as_many_blocks_as_each_other(monkeypatch):
    monkeypatch.setattr(threads, "ROWS", 640)
    monkeypatch.setattr(threads, "WORTH_IT", 0)
    for n_threads, n_people, n_parts in ((1, 1900, 3), (2, 1900, 4), (4, 1900, 4), (9, 1900, 9), (2, 640, 1)):
        with threads.at_most(n_threads):
            assert len(threads.blocks(n_people)) == n_parts
