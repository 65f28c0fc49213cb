"""The dashboard in a real browser: it lives, it acts, it keeps strangers out, and it can be used by everybody."""
import http.server
import json
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest
from browser import OVERFLOW, Visit, browser
from system import SLUICE, System
from waiting import wait_until

MANIFEST = """\
name: shop
job: {command: [sh, job.sh], duration: 1s, timeout: 20s}
queue: {retries: 1, visibility: 10s}
task: {cpu: 0.25, memory: 512MiB}
scaling: {min: 1, max: 3}
"""

SCRIPT = """\
if [ -e "@/broken" ]; then echo "cannot <b>read</b> & understand this" >&2; exit 3; fi
echo "0.5 half way" > "$SLUICE_PROGRESS"
sleep 0.5
echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="200" height="100"><rect width="20" height="10"/></svg>' \
  > "$SLUICE_OUTPUT/strip.svg"
echo '{"beats": 12}' > "$SLUICE_OUTPUT/fhr.json"
echo "the job has spoken <i>here</i>"
"""


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture
def system(tmp_path):
    running = System(tmp_path, MANIFEST, SCRIPT.replace("@", str(tmp_path)))
    yield running
    running.stop()


@pytest.fixture
def visit(chromium):
    visits = []

    def go(address, **options):
        visits.append(Visit(chromium, **options))
        visits[-1].page.goto(address)
        return visits[-1]

    yield go
    for each in visits:
        each.close()


def tile(page, name):
    return page.locator(".tiles div").filter(has=page.locator("dt", has_text=name)).locator("dd").inner_text()


def test_the_overview_lives_without_a_reload(system, visit):
    seen = visit(system.info["dashboard"])
    page = seen.page
    page.locator("#link", has_text="live").wait_for()
    page.evaluate("window.stayed = true")
    assert tile(page, "succeeded") == "0"
    before = page.locator("#live-charts").inner_html()
    jobs = [system.submit(key=f"job-{number}") for number in range(6)]
    page.locator(".tiles div", has_text="succeeded").locator("dd", has_text="6").wait_for()
    assert page.locator("#live-charts").inner_html() != before
    assert page.locator("#live-jobs tbody tr").count() == 6
    assert page.locator("#live-charts svg.wide .bar.job:has(title)").count() == 6
    assert page.evaluate("window.stayed") and not seen.complaints
    assert {page.locator("#live-jobs a").nth(0).inner_text()} <= set(jobs) | {""}


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_complains_of_nothing(system, visit, width, scheme):
    (system.folder / "broken").touch()
    bad = system.submit(key="bad")
    system.finished(bad)
    (system.folder / "broken").unlink()
    good = [system.submit(key=f"good-{number}") for number in range(5)]
    for job in good:
        system.finished(job)
    task = system.status(good[0])["task"]
    address = system.info["dashboard"]
    places = ["", "/jobs", f"/jobs/{good[0]}", f"/jobs/{bad}", "/tasks", f"/tasks/{task}", "/dead", "/decisions", "/runs"]
    seen = visit(address, width=width, scheme=scheme)
    for place in places:
        seen.page.goto(address + place)
        seen.page.locator("#link", has_text="live").wait_for()
        found = seen.page.evaluate(OVERFLOW)
        assert found["wider"] <= 0 and not found["lost"], (place, found)
        name = place.strip("/").split("/")[0] or "overview"
        seen.picture(f"dashboard-{name}{'-one' if place.count('/') > 1 else ''}-{scheme}-{width}")
        # What a screen reader needs: one heading of the first order, named fields, texts for pictures.
        assert seen.page.locator("h1").count() == 1 and seen.page.locator("main").count() == 1
        assert seen.page.locator("img:not([alt])").count() == 0
        unnamed = seen.page.evaluate(
            "() => [...document.querySelectorAll('input:not([type=hidden]), select, button')].filter("
            "e => !(e.labels?.length || e.getAttribute('aria-label') || e.textContent.trim())).length"
        )
        assert unnamed == 0, place
        assert seen.page.locator("svg.chart:not([role=img])").count() == 0
    assert not seen.complaints
    ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(15, 20, 25)")


def test_a_job_has_its_log_its_outputs_and_its_timings(system, visit):
    job = system.submit({"level": 3}, key="one")
    system.finished(job)
    seen = visit(f"{system.info['dashboard']}/jobs?q=on")
    seen.page.get_by_role("link", name=job).click()
    page = seen.page
    assert page.locator("h1").inner_text() == f"Job {job}"
    assert page.locator("dd .state").inner_text() == "succeeded"
    assert "the job has spoken <i>here</i>" in page.locator("#live-log pre").inner_text()
    assert '"level": 3' in page.locator("#live-parameters pre").inner_text().replace(" :", ":")
    wait_until(lambda: page.evaluate("document.querySelector('.outputs img').naturalWidth") == 200, "the output is shown")
    assert f"sluice logs {job}" in page.locator(".cli").inner_text()
    page.get_by_role("link", name="fhr.json").click()
    assert '"beats": 12' in page.content()
    assert not seen.complaints


def test_jobs_are_filtered_and_searched(system, visit):
    (system.folder / "broken").touch()
    system.finished(system.submit(key="spoilt"))
    (system.folder / "broken").unlink()
    for number in range(3):
        system.finished(system.submit(key=f"fresh-{number}"))
    page = visit(f"{system.info['dashboard']}/jobs").page
    page.get_by_label("Status").select_option("failed")
    page.get_by_role("button", name="Show").click()
    assert page.locator("#live-table tbody tr").count() == 1 and "spoilt" in page.locator("#live-table").inner_text()
    page.get_by_label("Status").select_option("")
    page.get_by_label("Id, task").fill("FRESH")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=FRESH*")
    assert page.locator("#live-table tbody tr").count() == 3
    assert page.get_by_label("Id, task").input_value() == "FRESH"


def test_a_dead_letter_is_sent_again_by_clicking(system, visit):
    (system.folder / "broken").touch()
    jobs = [system.submit(key=f"job-{number}") for number in range(3)]
    for job in jobs:
        system.finished(job)
    (system.folder / "broken").unlink()
    seen = visit(f"{system.info['dashboard']}")
    page = seen.page
    page.locator("#live-letters", has_text="(3)").wait_for()
    page.get_by_role("link", name="Dead letters").click()
    page.get_by_role("button", name="Send the chosen again").click()
    assert page.locator("h1").inner_text() == "Nothing was chosen"
    page.get_by_role("link", name="Back").click()
    # By keyboard: the box is reached and ticked.
    page.get_by_label(f"Choose {jobs[1]}").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send the chosen again").click()
    assert page.locator("h1").inner_text() == "Send 1 letter again?"
    assert f"sluice dead retry {jobs[1]}" in page.locator(".cli").inner_text()
    assert system.status(jobs[1])["status"] == "failed"
    page.get_by_role("button", name="Send 1 letter again").click()
    page.get_by_role("status").filter(has_text="1 letter was sent again").wait_for()
    seen.picture("dashboard-dead-sent-again")
    wait_until(lambda: system.status(jobs[1])["status"] == "succeeded", "the job ran again")
    # Dropping asks, and a no leaves everything.
    page.get_by_role("button", name="Drop all").click()
    assert page.locator("h1").inner_text() == "Drop 2 letters for good?"
    page.get_by_role("link", name="No, leave them").click()
    assert page.locator("tbody tr").count() == 2
    page.get_by_role("button", name="Drop all").click()
    page.get_by_role("button", name="Drop 2 letters for good").click()
    page.get_by_text("There are no dead letters").wait_for()
    audit = system.folder / ".sluice/objects" / system.info["bucket"] / "audit"
    lines = [json.loads(line) for path in audit.rglob("*.jsonl") for line in path.read_text().splitlines()]
    assert sorted(line["deed"] for line in lines) == ["drop", "drop", "retry"]
    assert all(line["actor"].endswith("(dashboard)") for line in lines) and not seen.complaints


def test_a_decision_opens_its_explanation(system, visit):
    for number in range(8):
        system.submit(key=f"job-{number}")
    seen = visit(f"{system.info['dashboard']}/decisions")
    seen.page.get_by_role("link", name="1 → 3").click()
    assert "jobs waiting" in seen.page.locator("#live-story").inner_text()
    assert "sluice explain --at" in seen.page.locator(".cli").inner_text() and not seen.complaints


def test_a_second_system_in_the_folder_leaves_the_first_in_reach(system):
    for _ in range(2):
        second = subprocess.run(
            [SLUICE, "up", "--port", "0"], cwd=system.folder, capture_output=True, text=True, timeout=30
        )
        assert second.returncode == 1 and "in use" in second.stderr
        listed = subprocess.run([SLUICE, "list"], cwd=system.folder, capture_output=True, text=True, timeout=30)
        assert listed.returncode == 0, listed.stderr


def test_history_survives_a_restart(system, visit):
    job = system.submit(key="before")
    system.finished(job)
    system.stop()
    system.start()
    seen = visit(f"{system.info['dashboard']}/jobs/{job}")
    assert "the job has spoken" in seen.page.locator("#live-log pre").inner_text()
    seen.page.get_by_role("link", name="Runs").click()
    seen.page.locator("main li a").first.click()
    assert "measured: direct on this machine" in seen.page.locator("main").inner_text()
    assert seen.page.locator("svg.wide .bar.job:has(title)").count() == 1 and not seen.complaints


def test_the_keyboard_reaches_everything(system, visit):
    seen = visit(f"{system.info['dashboard']}/jobs")
    reached = []
    for _ in range(12):
        seen.page.keyboard.press("Tab")
        reached.append(seen.page.evaluate("(document.activeElement.textContent || document.activeElement.name).trim()"))
    assert reached[0] == "Skip to the content"
    assert reached[1:7] == ["Overview", "Jobs", "Tasks", "Dead letters", "Decisions", "Runs"]
    assert "q" in reached and "Show" in reached


def ask(system, path, method="GET", body=None, **headers):
    names = {"sec_site": "sec-fetch-site", "sec_mode": "sec-fetch-mode"}
    request = urllib.request.Request(
        system.info["endpoint"] + path, data=body, method=method,
        headers={names.get(name, name): value for name, value in headers.items()},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


def test_strangers_are_kept_out(system, visit):
    (system.folder / "broken").touch()
    system.finished(system.submit(key="bad"))
    form = b"deed=drop-all&confirmed=yes&message=x"
    own = system.info["endpoint"]
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert ask(system, "/dashboard")[0] == 200
    # A name that somebody made lead here.
    assert ask(system, "/dashboard", host="evil.example:80")[0] == 403
    assert ask(system, "/dashboard/dead", "POST", form, **kind)[0] == 403
    assert ask(system, "/dashboard/dead", "POST", form, origin="http://evil.example", **kind)[0] == 403
    assert ask(system, "/dashboard/dead", "POST", form, origin="null", **kind)[0] == 403
    assert ask(system, "/dashboard/dead", "POST", form, origin=own, sec_site="cross-site", **kind)[0] == 403
    assert ask(system, "/dashboard/jobs/bad/log", sec_site="cross-site", sec_mode="no-cors")[0] == 403
    assert ask(system, "/dashboard/dead", "DELETE")[0] in (403, 405)
    headers = ask(system, "/dashboard")[1]
    assert "script-src 'self'" in headers["content-security-policy"] and "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "sandbox" in ask(system, "/dashboard/jobs/bad/log")[1]["content-security-policy"]

    # A page elsewhere sends our form, as a browser does.
    letter = json.loads(
        subprocess.run([SLUICE, "dead", "list", "--json"], cwd=system.folder, capture_output=True, text=True, check=True).stdout
    )[0]["messageID"]
    text = (
        f'<form method=post action="{own}/dashboard/dead"><input name=deed value=drop><input name=confirmed value=yes>'
        f'<input name=message value="{letter}"></form><script>document.forms[0].submit()</script>'
    ).encode()

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        seen = visit(f"http://localhost:{server.server_port}/")
        seen.page.get_by_text("Only the dashboard's own pages").wait_for()
    finally:
        server.shutdown()
        server.server_close()
    left = json.loads(
        subprocess.run([SLUICE, "dead", "list", "--json"], cwd=system.folder, capture_output=True, text=True, check=True).stdout
    )
    assert [each["messageID"] for each in left] == [letter]


def test_an_open_page_does_not_hold_up_the_end(system, visit):
    seen = visit(system.info["dashboard"])
    seen.page.locator("#link", has_text="live").wait_for()
    system.stop(patience=20)
    seen.page.locator("#link", has_text="trying again").wait_for()
    # Another run under the same address: the page comes back to life by itself.
    port = urllib.parse.urlsplit(system.info["endpoint"]).port
    system.arguments = ["--port", str(port)]
    system.start()
    seen.page.locator("#link", has_text="live").wait_for()
