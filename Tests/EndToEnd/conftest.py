"""A project with a shell job, run by the built `sluice up`, driven from outside as a user would."""
import os
import signal
import subprocess
import sys

import pytest
from system import SLUICE, System

MANIFEST = """
name: test
job:
  command: [sh, job.sh]
  duration: {duration}
  timeout: {timeout}
task: {{memory: {memory}, stopTimeout: {stop}}}
queue: {{visibility: {visibility}, retries: {retries}, backoff: {{initial: 1s, maximum: 1s}}}}
scaling: {{min: {minimum}, max: {maximum}, direct: {{idleTimeout: 1s}}}}
"""


@pytest.fixture
def system(tmp_path):
    """Starts systems with a given script; all are stopped at the end."""
    started = []

    def start(script, *arguments, **values):
        settings = dict(
            duration="1s", timeout="30s", memory="512MiB", stop="10s", visibility="6s", retries=1, minimum=0, maximum=2
        )
        settings.update(values)
        running = System(tmp_path, MANIFEST.format(**settings), script, *arguments)
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.process.send_signal(signal.SIGTERM)
            try:
                running.process.wait(30)
            except subprocess.TimeoutExpired:
                running.process.kill()


def pytest_configure(config):
    if not os.access(SLUICE, os.X_OK):
        sys.exit(f"{SLUICE} is missing: run `make build` first, or set SLUICE_BIN")
