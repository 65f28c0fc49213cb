"""Kills and stops: no work is lost, whatever dies."""
import os
import pathlib
import signal
import subprocess

from waiting import wait_until



def alive(pid):
    """Whether a process runs; one that nobody has collected yet does not."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


WAIT_FOR_FILE = 'echo "0.1 waiting" > "$SLUICE_PROGRESS"\nwhile [ ! -e "{}" ]; do sleep 0.1; done\n'


def test_a_killed_worker_is_replaced_and_its_job_run_again(system, tmp_path):
    gate = tmp_path / "gate"
    up = system(WAIT_FOR_FILE.format(gate), maximum=1, visibility="3s", timeout="60s")
    job = up.submit()
    up.running(job)
    victim = up.workers()[0]
    os.kill(victim, signal.SIGKILL)
    gate.touch()
    ended = up.finished(job)
    assert ended["status"] == "succeeded" and ended["attempt"] == 2
    assert ended["history"][0]["error"]["cause"] == "lost"
    assert victim not in up.workers()
    # What the dead worker had started went with it.
    left = subprocess.run(["pgrep", "-f", str(gate)], capture_output=True, text=True).stdout.split()
    assert left == []


def test_a_stop_gives_back_what_cannot_end_and_the_next_start_goes_on(system, tmp_path):
    gate = tmp_path / "gate"
    up = system(WAIT_FOR_FILE.format(gate), duration="600s", timeout="601s", stop="5s", maximum=1, visibility="60s")
    job = up.submit()
    up.running(job)
    assert up.stop() == 0
    assert "given back" in up.errors()
    gate.touch()
    up.start()
    ended = up.finished(job)
    assert ended["status"] == "succeeded"
    assert ended["attempt"] == 1 and [attempt["givenBack"] for attempt in ended["history"]] == [True]


def test_a_stop_lets_a_job_end_that_can(system, tmp_path):
    gate = tmp_path / "gate"
    up = system(WAIT_FOR_FILE.format(gate), duration="2s", timeout="60s", stop="60s", maximum=1)
    job = up.submit()
    up.running(job)
    up.process.send_signal(signal.SIGINT)
    wait_until(lambda: "Stopping" in up.errors(), "the stop has begun")
    gate.touch()
    assert up.process.wait(60) == 0
    assert "1 finished" in up.errors()
    status = up.file(f"jobs/{job}/status.json")
    assert b'"succeeded"' in status


def test_a_second_signal_stops_at_once(system, tmp_path):
    up = system(WAIT_FOR_FILE.format(tmp_path / "never"), duration="2s", timeout="600s", stop="60s", maximum=1)
    job = up.submit()
    up.running(job)
    up.process.send_signal(signal.SIGINT)
    wait_until(lambda: "Stopping" in up.errors(), "the stop has begun")
    up.process.send_signal(signal.SIGINT)
    assert up.process.wait(20) == 130


def test_a_killed_system_loses_no_job_and_leaves_no_worker(system, tmp_path):
    gate = tmp_path / "gate"
    up = system(WAIT_FOR_FILE.format(gate), maximum=2, visibility="3s", timeout="60s", retries=3)
    jobs = [up.submit() for _ in range(5)]
    up.running(jobs[0])
    workers = up.workers()
    up.process.kill()
    up.process.wait()
    wait_until(lambda: not any(alive(pid) for pid in workers), "the workers have gone")
    gate.touch()
    up.start()
    for job in jobs:
        assert up.finished(job)["status"] == "succeeded"


def test_the_fleet_grows_with_the_queue_and_goes_back_to_zero(system, tmp_path):
    gate = tmp_path / "gate"
    up = system(WAIT_FOR_FILE.format(gate), minimum=0, maximum=3, timeout="60s")
    assert up.workers() == []
    jobs = [up.submit() for _ in range(6)]
    wait_until(lambda: len(up.workers()) == 3, "three workers run")
    wait_until(lambda: up.counts() == (3, 3), "three jobs are in flight")
    gate.touch()
    for job in jobs:
        assert up.finished(job)["status"] == "succeeded"
    wait_until(lambda: up.workers() == [], "no worker is left")


def test_memory_that_the_machine_has_not_lowers_the_maximum(system):
    up = system("exit 0", memory="100000GiB", maximum=5)
    assert "1 to" not in up.errors()
    assert up.finished(up.submit())["status"] == "succeeded"


def test_jobs_that_end_while_their_progress_is_written_are_not_lost(system):
    # Each writes its progress just before the supervisor looks, and ends while that is being stored.
    up = system(
        'echo "0.5 x" > "$SLUICE_PROGRESS"; sleep "1.0$SLUICE_ATTEMPT"; echo "0.9 y" >> "$SLUICE_PROGRESS"\n',
        maximum=4, visibility="30s",
    )
    for job in [up.submit() for _ in range(24)]:
        ended = up.finished(job)
        assert ended["status"] == "succeeded" and ended["attempt"] == 1, ended
