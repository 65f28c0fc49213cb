"""`sluice job fhr` on real recordings: its files are read by PhysioNet's own library, its scores held against another scorer's."""
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree

import pytest
import wfdb
from browser import Visit, browser
from system import ROOT, SLUICE, System
from waiting import wait_until

RECORDS = ROOT / "Examples/fhr/records"
SHARED = ROOT.parent / "shared"
OPEN = SHARED / "data/fhr/open"


def job(*arguments, code=0, prefix=()):
    result = subprocess.run(
        [*prefix, SLUICE, "job", "fhr", *map(str, arguments)], capture_output=True, text=True, timeout=300
    )
    assert result.returncode == code, result.stdout + result.stderr
    return result


def test_the_annotation_files_are_read_by_others(tmp_path):
    job(RECORDS / "a35.hea", "--output", tmp_path)
    told = json.loads((tmp_path / "fhr.json").read_text())
    for name, extension, times in [
        ("beats", "fqrs", told["fetal"]["r_s"]),
        ("maternal", "qrs", told["maternal"]["r_s"]),
    ]:
        read = wfdb.rdann(str(tmp_path / name), extension)
        assert set(read.symbol) == {"N"} and len(times) > 60
        # Whole samples here, tenths of a millisecond there.
        assert len(read.sample) == len(times)
        assert all(abs(sample - time * told["fs"]) <= 0.6 for sample, time in zip(read.sample, times))
    # The reference beside the record, read by the same library, is what was found.
    reference = wfdb.rdann(str(RECORDS / "a35"), "fqrs").sample / told["fs"]
    near = sum(min(abs(time - beat) for beat in told["fetal"]["r_s"]) <= 0.05 for time in reference)
    assert near / len(reference) > 0.98


def test_the_strip_says_what_it_is(tmp_path):
    job(long_record(tmp_path), "--output", tmp_path)
    root = tree.parse(tmp_path / "ctg.svg").getroot()
    words = " ".join(text for text in root.itertext() if text.strip())
    for expected in ["bpm", "cm/min", "20 bpm/cm", "not a medical device", "fetal", "maternal", "quality", "baseline"]:
        assert expected in words


def test_nothing_written_leaves_the_strip(tmp_path):
    """A minute and five, drawn by a real browser."""
    for name, record in [("one", RECORDS / "a35.hea"), ("five", long_record(tmp_path))]:
        job(record, "--output", tmp_path / name)
        with browser() as running:
            seen = Visit(running)
            seen.page.set_content((tmp_path / name / "ctg.svg").read_text())
            lost = seen.page.evaluate(
                """() => { const frame = document.querySelector('svg').viewBox.baseVal;
                  return [...document.querySelectorAll('text')].filter(text => { const box = text.getBBox();
                    return box.x < 0 || box.x + box.width > frame.width || box.y < 0 || box.y + box.height > frame.height;
                  }).map(text => text.textContent) }"""
            )
            assert lost == [] and not seen.complaints
            seen.picture(f"ctg-{name}")
            seen.close()


def test_one_processor_and_many_give_the_same_bytes(tmp_path):
    """Five blocks, in one thread and in several."""
    folders = []
    for name, prefix in [("many", ()), ("one", ("taskset", "-c", "0") if shutil.which("taskset") else ())]:
        folders.append(tmp_path / name)
        job(long_record(tmp_path), "--output", folders[-1], prefix=prefix)
    for name in ["fhr.json", "ctg.svg", "beats.fqrs", "maternal.qrs"]:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


@pytest.mark.skipif(not (SHARED / "tools/fhr/synth.py").exists(), reason="the generator is not beside the repository")
def test_a_long_record_has_the_events_that_were_put_into_it(tmp_path):
    """Half an hour of two hearts whose beats, accelerations and decelerations are known."""
    subprocess.run(
        [sys.executable, SHARED / "tools/fhr/synth.py", tmp_path / "long", "--minutes", "30", "--seed", "1", "--events"],
        check=True, capture_output=True, timeout=120, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    job(tmp_path / "long.hea", "--output", tmp_path / "out")
    told = json.loads((tmp_path / "out/fhr.json").read_text())
    truth = wfdb.rdann(str(tmp_path / "long"), "fqrs").sample / told["fs"]
    found = told["fetal"]["r_s"]
    assert sum(min(abs(beat - time) for time in found) <= 0.05 for beat in truth) / len(truth) > 0.99
    assert abs(len(found) - len(truth)) <= 0.01 * len(truth)

    def hits(event, change):
        begin, length, height = change
        rises = event["kind"] == "acceleration"
        return event["from_s"] < begin + length and event["to_s"] > begin and rises == (height > 0)

    changes = json.loads((tmp_path / "long.json").read_text())["events"]
    missed = [change for change in changes if not any(hits(event, change) for event in told["events"])]
    # One acceleration lies in the middle of the long deceleration, where it is none.
    long = max(changes, key=lambda change: change[1])
    assert all(long[0] < change[0] < long[0] + long[1] for change in missed) and len(missed) <= 1
    assert all(any(hits(event, change) for change in changes) for event in told["events"])


def test_a_burst_of_records_goes_through_the_whole_platform(tmp_path):
    """The example as it is: records in, results by id, the strip on the job's page."""
    system = System(tmp_path, (ROOT / "Examples/fhr/sluice.yaml").read_text(), "")
    try:
        ids = {}
        for name in ["a08", "a35", "a55"]:
            job(RECORDS / f"{name}.hea", "--csv", tmp_path / f"{name}.csv")
            status, _, body = system.request(
                "PUT", f"/inputs/{name}.csv", (tmp_path / f"{name}.csv").read_bytes(), {"content-type": "text/csv"}
            )
            assert status == 201
            ids[name] = system.submit(source=json.loads(body)["uri"])
        for name, each in ids.items():
            assert system.finished(each)["status"] == "succeeded"
            told = json.loads(system.output(each, "fhr.json"))
            reference = wfdb.rdann(str(RECORDS / name), "fqrs").sample
            assert abs(len(told["fetal"]["r_s"]) - len(reference)) <= 3
            code, headers, body = system.request("GET", f"/jobs/{each}/output/ctg.svg")
            assert code == 200 and headers["Content-Type"] == "image/svg+xml" and body.startswith(b"<svg ")
            assert len(system.output(each, "beats.fqrs")) > 100
        with browser() as running:
            seen = Visit(running)
            seen.page.goto(f"{system.info['dashboard']}/jobs/{ids['a35']}")
            picture = seen.page.locator(".outputs img").first
            picture.wait_for()
            wait_until(lambda: picture.evaluate("image => image.naturalWidth") >= 800, "the strip is shown")
            seen.picture("dashboard-fhr-job")
            assert not seen.complaints
            seen.close()
    finally:
        system.stop()


def long_record(folder):
    """A record of a minute, five times over."""
    header = (RECORDS / "a35.hea").read_text().splitlines()
    first = header[0].split()
    (folder / "long.dat").write_bytes((RECORDS / "a35.dat").read_bytes() * 5)
    signals = [line.replace("a35.dat", "long.dat").split() for line in header[1:5]]
    # Five times as many samples have another checksum: sums are kept modulo 65536, as signed numbers.
    for signal in signals:
        signal[6] = str((int(signal[6]) * 5 + 0x8000) % 0x10000 - 0x8000)
    lines = [f"long {first[1]} {first[2]} {int(first[3]) * 5}", *(" ".join(signal) for signal in signals)]
    (folder / "long.hea").write_text("\n".join(lines) + "\n")
    return folder / "long.hea"


def test_what_is_no_recording_is_told_apart(tmp_path):
    assert "it is a folder" in job(tmp_path, code=3).stderr
    assert "no such file" in job(tmp_path / "none.edf", code=3).stderr
    (tmp_path / "noise.txt").write_bytes(b"1,2\n3,4\n\x1b[31m\x07\xff\n")
    told = job(tmp_path / "noise.txt", code=3).stderr
    assert "line 3" in told and "CSV" in told and "\x1b" not in told
    assert "Name a recording" in job(code=64).stderr
    record = RECORDS / "a35.hea"
    assert "nowhere" in job(record, "--csv", "/proc/nowhere/x.csv", code=1).stderr


@pytest.mark.parametrize(
    "spoil, said",
    [
        (lambda data: data[:1001], "bad.dat"),
        (lambda data: data[:5000] + bytes(4) + data[5004:], "damaged"),
        (lambda data: b"", "bad.dat"),
    ],
)
def test_a_damaged_record_is_rejected_for_good(tmp_path, spoil, said):
    (tmp_path / "bad.hea").write_text((RECORDS / "a35.hea").read_text().replace("a35", "bad"))
    (tmp_path / "bad.dat").write_bytes(spoil((RECORDS / "a35.dat").read_bytes()))
    assert said in job(tmp_path / "bad.hea", "--output", tmp_path, code=3).stderr


@pytest.mark.skipif(not OPEN.exists(), reason="the open records are not beside the repository")
def test_scores_are_those_of_the_other_scorer(tmp_path):
    folder = OPEN / "labour"
    told = json.loads(job("--score", folder, "--json").stdout)
    detections = {}
    for header in sorted(folder.glob("*.hea")):
        job(header, "--output", tmp_path / header.stem)
        found = wfdb.rdann(str(tmp_path / header.stem / "beats"), "fqrs").sample.tolist()
        head = wfdb.rdheader(str(header.with_suffix("")))
        detections[header.stem] = {"fs": head.fs, "duration_s": head.sig_len / head.fs, "fqrs": found}
    (tmp_path / "det.json").write_text(json.dumps(detections))
    subprocess.run(
        [sys.executable, SHARED / "tools/fhr/score.py", tmp_path / "det.json", folder, "--json", tmp_path / "theirs.json"],
        capture_output=True, text=True, timeout=120, check=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    theirs = json.loads((tmp_path / "theirs.json").read_text())["records"]
    assert len(told["records"]) == 7
    for name, ours in told["records"].items():
        for key in ["n_ref", "n_det", "tp", "Se", "PPV", "F1", "MAE_t", "dFHR", "in5", "cover", "E1", "E2"]:
            mine = ours["MAE_ms" if key == "MAE_t" else key]
            assert mine == pytest.approx(theirs[name][key], abs=6e-4), (name, key)
    assert told["all"]["F1"] >= 0.995 and told["all"]["dFHR"] <= 0.25
