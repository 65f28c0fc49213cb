"""`sluice dead`: letters are looked at, sent again and dropped; what was done is noted, and jobs run afresh."""
import json
import subprocess

import pytest
from system import SLUICE, System
from waiting import wait_until

MANIFEST = """\
name: letters
job: {command: [sh, job.sh], duration: 1s, timeout: 20s}
queue: {retries: 1, visibility: 10s}
task: {cpu: 0.25, memory: 512MiB}
scaling: {min: 1, max: 2}
"""

# Fails for as long as the file `broken` lies beside the manifest.
SCRIPT = """\
if [ -e "$SLUICE_PARAMETERS_FOLDER/broken" ]; then echo "the disk is full" >&2; exit 3; fi
echo fine > "$SLUICE_OUTPUT/result.txt"
"""


@pytest.fixture
def system(tmp_path):
    script = SCRIPT.replace("$SLUICE_PARAMETERS_FOLDER", str(tmp_path))
    (tmp_path / "broken").touch()
    running = System(tmp_path, MANIFEST, script)
    yield running
    running.stop()


def dead(system, *arguments, code=0):
    result = subprocess.run(
        [SLUICE, "dead", *arguments], cwd=system.folder, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )
    assert result.returncode == code, result.stderr + result.stdout
    return result


def letters(system, *arguments):
    return json.loads(dead(system, "list", "--json", *arguments).stdout)


def failed(system, count):
    jobs = [system.submit(key=f"job-{number}") for number in range(count)]
    assert {system.finished(job)["error"]["cause"] for job in jobs} == {"rejected"}
    wait_until(lambda: len(letters(system)) == count, "all letters are there")
    return jobs


def audit(system):
    files = sorted((system.folder / ".sluice/objects" / system.info["bucket"] / "audit").rglob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text().splitlines()]


def test_a_letter_is_looked_at_and_sent_again_and_its_job_runs_afresh(system):
    jobs = failed(system, 3)
    found = letters(system)
    assert sorted(letter["job"] for letter in found) == jobs
    assert {letter["cause"] for letter in found} == {"rejected"}
    shown = dead(system, "show", jobs[1]).stdout
    assert jobs[1] in shown and "rejected" in shown and '"parameters"' in shown
    # Looking takes nothing away, and everybody can look at once afterwards.
    assert len(letters(system)) == 3 and len(letters(system, "--cause", "timeout")) == 0
    assert len(letters(system, "--newer", "1h", "--match", jobs[0])) == 1 and not letters(system, "--older", "1h")
    would = dead(system, "retry", jobs[0], "--dry-run")
    assert jobs[0] in would.stdout and "would be sent again" in would.stderr
    assert len(letters(system)) == 3 and not audit(system)

    (system.folder / "broken").unlink()
    told = json.loads(dead(system, "retry", jobs[0], jobs[2], "--json").stdout)
    assert sorted(letter["job"] for letter in told["done"]) == [jobs[0], jobs[2]] and not told["left"]
    for job in (jobs[0], jobs[2]):
        status = wait_until(lambda: (found := system.status(job)) and found["status"] == "succeeded" and found, "it ran again")
        # The failed attempt is told and no longer counted.
        assert status["attempt"] == 1 and len(status["history"]) == 1 and status["history"][0]["error"]["cause"] == "rejected"
        assert system.output(job, "result.txt") == b"fine\n"
    assert [letter["job"] for letter in letters(system)] == [jobs[1]]
    lines = audit(system)
    assert [(line["deed"], line["cause"]) for line in lines] == [("retry", "rejected")] * 2
    assert sorted(line["job"] for line in lines) == [jobs[0], jobs[2]] and all("@" in line["actor"] for line in lines)


def test_a_job_that_fails_again_is_a_letter_again_with_all_its_attempts(system):
    (system.folder / "job.sh").write_text("exit 7\n")
    job = system.submit(key="again")
    status = system.finished(job)
    assert status["status"] == "failed" and status["attempt"] == 2
    wait_until(lambda: letters(system), "the letter is there")
    dead(system, "retry", "--all")
    status = wait_until(
        lambda: (found := system.status(job)) and len(found["history"]) == 4 and found["status"] == "failed" and found,
        "it failed again",
    )
    # Two attempts as the first time, not one that finds its attempts used up.
    assert status["attempt"] == 2 and status["formerAttempts"] == 2
    wait_until(lambda: [letter["job"] for letter in letters(system)] == [job], "there is one letter, not two")


def test_the_same_key_does_not_run_a_failed_job_again_but_sqs_redrive_does(system):
    job = failed(system, 1)[0]
    (system.folder / "broken").unlink()
    assert system.submit(key=job) == job
    sqs = system.client("sqs")
    wait_until(lambda: system.counts() == (0, 0), "the repeated message is gone")
    assert system.status(job)["status"] == "failed"
    arn = sqs.get_queue_attributes(QueueUrl=system.queue_url("-dead"), AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    main = sqs.get_queue_attributes(QueueUrl=system.queue_url(), AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sqs.start_message_move_task(SourceArn=arn, DestinationArn=main)
    wait_until(lambda: system.status(job)["status"] == "succeeded", "SQS's own redrive ran it again")


def test_dropping_asks_and_is_noted(system):
    jobs = failed(system, 2)
    refused = dead(system, "drop", jobs[0], code=1)
    assert "--yes" in refused.stderr and len(letters(system)) == 2
    assert "Say which" in dead(system, "drop", "--yes", code=64).stderr
    dead(system, "drop", jobs[0], "--yes")
    assert [letter["job"] for letter in letters(system)] == [jobs[1]]
    assert [(line["deed"], line["job"]) for line in audit(system)] == [("drop", jobs[0])]
    assert system.status(jobs[0])["status"] == "failed"
    assert "no such dead letter" in dead(system, "drop", jobs[0], "--yes", code=1).stderr


def test_a_message_that_is_no_job_is_a_letter_without_one(system):
    system.client("sqs").send_message(QueueUrl=system.queue_url(), MessageBody="what?")
    found = wait_until(lambda: letters(system), "the letter is there")[0]
    assert "job" not in found and found["cause"] == "message" and found["body"] == "what?"
    assert found["messageID"] in dead(system, "list").stdout
    dead(system, "drop", found["messageID"], "--yes")
    assert "no dead letters" in dead(system, "list").stderr
