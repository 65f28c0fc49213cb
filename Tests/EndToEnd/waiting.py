"""Waiting for something that another process does."""
import threading

PATIENCE = 60


def wait_until(condition, what, patience=PATIENCE):
    """Asks until `condition` gives something true; the event is only a way to wait between questions."""
    pause = threading.Event()
    for _ in range(int(patience / 0.05)):
        result = condition()
        if result:
            return result
        pause.wait(0.05)
    raise AssertionError(f"not within {patience} s: {what}")
