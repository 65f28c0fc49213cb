"""The fetal heart rate job on thirty minutes of four channels at 500 Hz, as whole processes on one core.

A labour recording is repeated to thirty minutes and written as CSV, the form in which the original system got its data. Beside the
job runs the Python reference, with one thread, where it is there (../shared/tools/fhr, numpy and scipy). Times on shared
machines drift, so the column to read is the ratio; both run in turn.

    python3 Benchmarks/fetal_heart_rate.py [ROUNDS]
"""
import array
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SLUICE = os.environ.get("SLUICE_BIN", str(ROOT / ".build/release/sluice"))
SHARED = ROOT.parent / "shared"
REFERENCE = SHARED / "tools/fhr/baseline.py"


def record():
    """A record of 500 Hz where the open ones lie, else the longest that comes along: samples by channel, rate, units a microvolt."""
    for path in [SHARED / "data/fhr/open/labour/r02", ROOT / "Examples/fhr/records/a55"]:
        if path.with_suffix(".hea").exists():
            head, *signals = path.with_suffix(".hea").read_text().split("\n")
            rate = float(head.split()[2].split("/")[0])
            gain = float(signals[0].split()[2].split("(")[0].split("/")[0])
            values = array.array("h", path.with_suffix(".dat").read_bytes())
            return path.name, [values[channel::4] for channel in range(4)], rate, gain
    raise SystemExit("no recording was found")


def write_csv(path, minutes=30, rate=500):
    name, channels, own, gain = record()
    step = int(own // rate)
    channels = [channel[::step] for channel in channels]
    length = len(channels[0])
    with open(path, "w") as file:
        file.write("time_s,ch1_uV,ch2_uV,ch3_uV,ch4_uV\n")
        rows = [",".join(f"{channel[index] / gain:.1f}" for channel in channels) for index in range(length)]
        for sample in range(minutes * 60 * rate):
            file.write(f"{sample / rate:.3f},{rows[sample % length]}\n")
    return name


def run(command, cwd):
    """Processor seconds, peak memory in MiB and last line of a command on one core."""
    pinned = ["taskset", "-c", "0", *command] if shutil.which("taskset") else command
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = subprocess.Popen(pinned, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = process.stdout.read().decode(errors="replace").strip()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed: {told[-400:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10), told


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        csv = pathlib.Path(folder) / "long.csv"
        name = write_csv(csv)
        contenders = {"sluice job fhr": [SLUICE, "job", "fhr", str(csv), "--output", folder]}
        python = shutil.which("python3") or sys.executable
        if REFERENCE.exists() and subprocess.run([python, "-c", "import scipy"], capture_output=True).returncode == 0:
            contenders["Python reference"] = [python, str(REFERENCE), "trace", str(csv), "--json", f"{folder}/reference.json"]
        else:
            print("The Python reference is not here, or lacks numpy and scipy; it is left out.", file=sys.stderr)
        found = {each: [] for each in contenders}
        for number in range(rounds):
            for each, command in contenders.items():
                print(f"round {number + 1} of {rounds}: {each}", file=sys.stderr)
                found[each].append(run(command, folder))
    print(f"\n30 min of {name}, four channels, 500 Hz, {rounds} rounds, one core, from CSV to outputs\n")
    print("| what | CPU s, least | CPU s, median | of the reference | peak MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    base = found.get("Python reference")
    for each, runs in found.items():
        seconds = sorted(run[0] for run in runs)
        # Pair by pair, for the machine drifts.
        ratios = sorted(mine[0] / theirs[0] for mine, theirs in zip(runs, base)) if base else []
        ratio = f"{ratios[len(ratios) // 2]:.3f}" if ratios else ""
        print(f"| {each} | {seconds[0]:.2f} | {seconds[len(seconds) // 2]:.2f} | {ratio} | {max(run[1] for run in runs):.0f} |")
    print("\nread: " + "; ".join(run[2].rsplit("(", 1)[-1].rstrip(")") for run in found["sluice job fhr"]))


main()
