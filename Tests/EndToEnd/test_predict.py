"""`simulate`, `tune`, `lint` and `explain` as a user meets them: the built tool, its output and its exit codes."""
import json
import pathlib
import subprocess

import pytest
from system import ROOT, SLUICE

FHR = str(ROOT / "Examples/fhr/sluice.yaml")


def sluice(*arguments, cwd=None):
    return subprocess.run([SLUICE, *arguments], capture_output=True, text=True, cwd=cwd, timeout=120)


def summary(*arguments, cwd=None):
    run = sluice("simulate", *arguments, "--json", cwd=cwd)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["summary"]


def test_a_fixed_fleet_needs_no_manifest_and_follows_the_closed_form(tmp_path):
    run = summary("--burst", "100", "--set", "job.duration=30s", "--set", "scaling.min=20", "--set", "scaling.max=20", cwd=tmp_path)
    assert run["drainTime"] == 150
    assert run["wait"]["p50"] == 60
    assert run["wait"]["maximum"] == 120
    assert run["peakTasks"] == 20


def test_the_same_seed_gives_the_same_run_and_another_one_does_not():
    load = ["--file", FHR, "--rate", "0.5/s", "--for", "1h"]
    assert summary(*load, "--seed", "7") == summary(*load, "--seed", "7")
    assert summary(*load, "--seed", "7") != summary(*load, "--seed", "8")


def test_text_has_plots_and_a_bill():
    run = sluice("simulate", "--file", FHR, "--burst", "100")
    assert run.returncode == 0
    for part in ["100 succeeded", "Messages   █ waiting", "Tasks   █ running", "Fargate", "Lambda with the same memory"]:
        assert part in run.stdout


def test_a_missed_threshold_ends_with_99(tmp_path):
    scenario = tmp_path / "burst.yaml"
    scenario.write_text("load: {burst: 100}\nthresholds: [p95 wait < 10m, cost < 2 USD]\n")
    run = sluice("simulate", "--file", FHR, "--scenario", str(scenario))
    assert run.returncode == 0, run.stdout + run.stderr
    assert "holds   p95 wait < 10m" in run.stdout
    run = sluice("simulate", "--file", FHR, "--scenario", str(scenario), "--threshold", "p95 wait < 1s")
    assert run.returncode == 99
    assert "MISSED  p95 wait < 1s" in run.stdout


def test_many_seeds_give_intervals_and_comparisons_stand_side_by_side():
    run = sluice(
        "simulate", "--file", FHR, "--rate", "0.2/s", "--for", "1h", "--runs", "20",
        "--compare", "steps,steps+plain,steps:scaling.steps.period=60s,backlog,direct", "--json",
    )
    assert run.returncode == 0, run.stderr
    columns = {column["name"]: column for column in json.loads(run.stdout)}
    assert len(columns) == 5
    for column in columns.values():
        spread = column["spreads"]["cost, USD"]
        assert column["runs"] == 20 and spread["low"] <= spread["mean"] <= spread["high"]
    assert columns["steps"]["spreads"]["killed at work"]["mean"] == 0
    assert columns["steps+plain"]["spreads"]["killed at work"]["mean"] > 0
    assert columns["direct"]["spreads"]["cost, USD"]["high"] < columns["steps"]["spreads"]["cost, USD"]["low"]


def test_a_trace_and_measured_durations_are_read(tmp_path):
    (tmp_path / "trace.csv").write_text("submitted\n0\n10\n20\n")
    (tmp_path / "durations.csv").write_text("seconds\n5\n")
    run = summary(
        "--trace", str(tmp_path / "trace.csv"), "--set", f"service.file={tmp_path}/durations.csv",
        "--set", "scaling.min=1", "--set", "scaling.max=1", cwd=tmp_path,
    )
    assert (run["submitted"], run["drainTime"], run["wait"]["maximum"]) == (3, 25, 0)


@pytest.mark.parametrize("arguments, message", [
    (["--burst", "many"], "many"),
    ([], "there is no load"),
    (["--burst", "1", "--compare", "fastest"], "neither steps, backlog or direct"),
    (["--burst", "1", "--set", "scaling.maxx=3"], "did you mean 'scaling.max'"),
    (["--trace", "nowhere.csv"], "there is no such trace file"),
    (["--burst", "1", "--threshold", "p95 wait < 5"], "no time with its unit"),
])
def test_what_makes_no_sense_is_refused(arguments, message):
    run = sluice("simulate", "--file", FHR, *arguments)
    assert run.returncode in (1, 2, 64)
    assert message in run.stderr


def test_explain_tells_the_chain_from_metric_to_first_job(tmp_path):
    timeline = tmp_path / "run.json"
    assert sluice("simulate", "--file", FHR, "--burst", "100", "--timeline", str(timeline)).returncode == 0
    document = json.loads(timeline.read_text())
    assert document["format"] == "sluice-timeline/1"
    assert len(document["jobs"]["id"]) == 100
    whole = sluice("explain", str(timeline))
    assert whole.returncode == 0 and "to add and" in whole.stdout
    moment = json.loads(sluice("explain", str(timeline), "--at", "70s", "--json").stdout)
    assert "It scaled from 2 to 12 tasks" in moment["answer"]
    assert {"metric", "alarm", "decision", "reason", "task", "job"} <= {entry["kind"] for entry in moment["entries"]}
    outside = sluice("explain", str(timeline), "--at", "9h")
    assert outside.returncode == 1 and "outside of the run" in outside.stderr
    nonsense = tmp_path / "nonsense.json"
    nonsense.write_text("{}")
    assert "this is no timeline" in sluice("explain", str(nonsense)).stderr


def test_explain_tells_a_run_of_this_machine(system):
    up = system("sleep 0.2\n", maximum=1)
    jobs = [up.submit() for _ in range(3)]
    for job in jobs:
        up.finished(job)
    assert up.stop() == 0
    told = sluice("explain", "--json", cwd=up.folder)
    assert told.returncode == 0, told.stderr
    entries = json.loads(told.stdout)["entries"]
    texts = [entry["text"] for entry in entries]
    assert any(text.startswith("from 0 to 1 task: ") for text in texts)
    assert any("is the first of 1 to be ready" in text for text in texts)
    first = next(text for text in texts if "is the first on a new task" in text)
    assert any(job in first for job in jobs)


def test_lint_finds_the_originals_faults_and_ends_with_1():
    run = sluice("lint", "--file", FHR, "--json")
    assert run.returncode == 1
    rules = {finding["rule"] for finding in json.loads(run.stdout)}
    assert {"no-dead-band", "long-period", "scale-in-ignores-work", "vcpu-quota"} <= rules
    clean = sluice("lint", "--file", str(ROOT / "Examples/python-job/sluice.yaml"))
    assert clean.returncode == 0 and "nothing found" in clean.stdout


def test_tune_finds_a_cheaper_configuration_whose_lines_work(tmp_path):
    run = sluice("tune", "--file", FHR, "--wait", "p95=3m", "--burst", "100", "--every", "1d", "--json")
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["best"]["wait"] <= 180 < found["present"]["wait"]
    assert found["best"]["cost"] < found["present"]["cost"]
    again = sluice("tune", "--file", FHR, "--wait", "p95=3m", "--burst", "100", "--every", "1d", "--json")
    assert json.loads(again.stdout) == found
    manifest = tmp_path / "sluice.yaml"
    text = pathlib.Path(FHR).read_text()
    manifest.write_text(text[: text.index("scaling:")] + found["best"]["changes"] + "\n")
    again = summary("--file", str(manifest), "--burst", "100")
    assert again["wait"]["p95"] <= 180
    assert sluice("tune", "--file", FHR, "--wait", "max=1s", "--burst", "100").returncode == 99


def test_the_table_of_scenario_keys_is_in_the_documentation():
    keys = sluice("simulate", "--keys").stdout.strip()
    assert keys in (ROOT / "docs/simulate.md").read_text()
