"""`sluice evaluate`: a real load on a real system, and the files it leaves, read by parsers that are not ours."""
import csv
import json
import pathlib
import signal
import subprocess

import pytest
from system import SLUICE
from waiting import wait_until

MANIFEST = """\
name: small
job:
  command: [sh, -c, "sleep 0.4"]
  duration: 400ms
task: {cpu: 0.25, memory: 512MiB}
scaling: {min: 1, max: 4}
"""


def evaluate(folder, *arguments, code=0):
    result = subprocess.run(
        [SLUICE, "evaluate", *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == code, result.stderr + result.stdout
    return result


def processes(folder):
    """The processes that run in a folder or were told of it."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace")
                here = str((entry / "cwd").readlink())
            except OSError:
                continue
            if str(folder) in words or here.startswith(str(folder)):
                found.append(words)
    return found


@pytest.fixture
def project(tmp_path):
    (tmp_path / "sluice.yaml").write_text(MANIFEST)
    return tmp_path


def test_a_burst_is_measured_and_compared(project):
    told = json.loads(
        evaluate(project, "--burst", 24, "--concurrency", 8, "--json", "--threshold", "failed <= 0").stdout
    )
    folder = pathlib.Path(told["folder"])
    assert folder.parent == project / "evaluations"
    assert sorted(path.name for path in folder.iterdir()) == [
        "evaluation.json", "jobs.csv", "manifest.json", "predicted.json", "report.html", "series.csv", "timeline.json",
        "up.log",
    ]
    rows = list(csv.DictReader((folder / "jobs.csv").open()))
    assert len(rows) == 24 and {row["outcome"] for row in rows} == {"succeeded"}
    for row in rows:
        times = [float(row[name]) for name in ["sent", "submitted", "started", "finished"]]
        # The status document has milliseconds, cut off.
        assert all(later >= earlier - 0.002 for earlier, later in zip(times, times[1:])) and float(row["run"]) >= 0.4
        assert float(row["wait"]) == pytest.approx(times[2] - times[1], abs=0.002)
    # The numbers of the summary follow from the table, counted here again.
    measured, waits = told["measured"], sorted(float(row["wait"]) for row in rows)
    assert measured["submitted"] == measured["succeeded"] == 24
    assert measured["wait"]["p50"] == pytest.approx(waits[11], abs=0.002)
    assert measured["wait"]["p95"] == pytest.approx(waits[22], abs=0.002)
    drain = max(float(row["finished"]) for row in rows) - min(float(row["submitted"]) for row in rows)
    assert measured["drainTime"] == pytest.approx(drain, abs=0.002)
    assert measured["peakTasks"] == 4 and len({row["task"] for row in rows}) == 4
    # One slot of 0.4 s for every four jobs cannot be beaten.
    assert drain >= 24 / 4 * 0.4
    for row in told["agreement"]["rows"]:
        if row["measured"]:
            off = (row["predicted"] - row["measured"]) / row["measured"]
            assert row["difference"] == pytest.approx(off, abs=1e-9)
    series = list(csv.DictReader((folder / "series.csv").open()))
    assert max(int(row["running"]) for row in series) == 4
    timeline = json.loads((folder / "timeline.json").read_text())
    assert timeline["source"]["kind"] == "measured" and len(timeline["jobs"]["id"]) == 24
    assert all(task is not None for task in timeline["jobs"]["task"])
    assert {line["item"] for line in timeline["cost"]} > {"Fargate", "SQS"}
    assert told["thresholds"] == [{"threshold": "failed <= 0", "measured": "0", "holds": True}]
    report = (folder / "report.html").read_text()
    assert "How far the prediction was off" in report and "<td>measured</td>" not in report
    assert not processes(folder)
    # A report finds the timeline in the folder.
    subprocess.run([SLUICE, "report", folder, "-o", "again.html"], cwd=project, check=True, capture_output=True)
    assert "last job done after" in (project / "again.html").read_text()
    # What was measured is a timeline as any other.
    words = subprocess.run([SLUICE, "explain", folder / "timeline.json"], capture_output=True, text=True, check=True).stdout
    assert "24 jobs" in words


def test_a_missed_threshold_ends_with_99(project):
    result = evaluate(project, "--burst", 3, "--threshold", "p95 wait < 1ms", "--output", "here", "--rest", "0s", code=99)
    assert "MISSED" in result.stdout and (project / "here/report.html").exists()
    again = evaluate(project, "--burst", 3, "--output", "here", code=1)
    assert "is not empty" in again.stderr


def test_ctrl_c_keeps_what_was_measured(project):
    process = subprocess.Popen(
        [SLUICE, "evaluate", "--rate", "4/s", "--for", "10m", "--shape", "constant", "--output", "cut", "--json"],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    objects = project / "cut/state/objects/small-data/jobs"
    wait_until(lambda: objects.exists() and len(list(objects.iterdir())) >= 6, "six jobs were begun")
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    told = json.loads(out)
    assert told["interruption"] == "interrupted"
    # The prediction is cut off where the measurement was: nothing is compared that was not seen.
    assert told["predicted"]["length"] <= told["measured"]["length"] + 0.001
    assert told["predicted"]["submitted"] == told["measured"]["submitted"]
    rows = list(csv.DictReader((project / "cut/jobs.csv").open()))
    assert len(rows) == 2400 and sum(row["outcome"] == "not submitted" for row in rows) > 2000
    assert sum(row["outcome"] == "succeeded" for row in rows) == told["measured"]["succeeded"] >= 3
    assert (project / "cut/report.html").exists() and not processes(project / "cut")


def test_failing_jobs_are_followed_to_their_end(project):
    (project / "sluice.yaml").write_text(MANIFEST.replace("sleep 0.4", "exit 3"))
    told = json.loads(evaluate(project, "--burst", 5, "--json", "--rest", "0s").stdout)
    assert told["measured"]["failed"] == 5 and told["measured"]["unfinished"] == 0
    rows = csv.DictReader((pathlib.Path(told["folder"]) / "jobs.csv").open())
    assert {(row["outcome"], row["cause"]) for row in rows} == {("failed", "rejected")}


def test_a_system_that_does_not_come_up_says_why(project):
    assert "there is no load" in evaluate(project, code=2).stderr
    assert "no job in this load" in evaluate(project, "--burst", 0, code=2).stderr
    assert "nowhere.csv" in evaluate(project, "--burst", 1, "--input", "nowhere.csv", code=1).stderr
    assert "No such file" in evaluate(project, "--burst", 1, "--output", "/proc/nowhere/x", code=1).stderr
    assert "--rest is a time" in evaluate(project, "--burst", 1, "--rest", "soon", code=64).stderr
    (project / "mine").mkdir()
    evaluate(project, "--burst", 1, "--stack", "nowhere", "--output", "mine", code=1)
    assert (project / "mine").is_dir() and not list((project / "mine").iterdir())
    (project / "sluice.yaml").write_text(MANIFEST + "local: {port: 99999}\n")
    assert "local.port" in evaluate(project, "--burst", 1, code=2).stderr
    assert not (project / "evaluations").exists()
