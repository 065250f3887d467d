"""A publish that is killed at any moment, again and again, while somebody reads all along."""

from __future__ import annotations

import signal
from random import Random

from publishing_desk import Desk, is_whole
from readers import Reader, new_edition, reading

KILLS = 24
#: A publish of the sample takes less on a quiet machine, so that some are over by then.
LONGEST_S = 1.6


def test_readers_get_one_whole_release_whenever_a_publish_is_killed(desk: Desk) -> None:
    chance = Random(11)
    new_edition(desk, 0)
    desk.publish()
    reader = Reader(desk.public)
    killed = switched = 0
    with reading(reader):
        for number in range(1, KILLS + 1):
            before = desk.current
            new_edition(desk, number)
            run = desk.run("publish", at=number, killed_after_s=chance.uniform(0.05, LONGEST_S))
            killed += run.status == -signal.SIGALRM
            switched += desk.current != before
            assert run.status in {0, -signal.SIGALRM}, run.err
            assert len(reader.editions()) == 1
            if number % 5 == 0:
                assert is_whole(desk.public / "releases" / desk.current)
                desk.publish(at=number)
                assert reader.editions() == {str(number)}
                assert is_whole(desk.public / "releases" / desk.current)
    assert reader.faults == []
    assert reader.pages > KILLS
    assert killed > KILLS // 3
    assert switched < KILLS
