"""A report as a file in a real browser: by light and in the dark, narrow and wide, on paper, without a network."""
import subprocess

import pytest
from browser import OVERFLOW, Visit, browser
from system import ROOT, SLUICE


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A page of one simulated run, of two runs upon each other, and of one with ten thousand jobs."""
    folder = tmp_path_factory.mktemp("reports")

    def run(*arguments, cwd=folder):
        subprocess.run([SLUICE, *map(str, arguments)], cwd=cwd, check=True, capture_output=True, timeout=60)

    example = ROOT / "Examples/fhr"
    run("simulate", "--burst", "100", "--timeline", folder / "steps.json", cwd=example)
    run("simulate", "--burst", "100", "--set", "scaling.policy=direct", "--timeline", folder / "direct.json", cwd=example)
    run("simulate", "--burst", "10000", "--timeline", folder / "many.json", cwd=example)
    run("report", "steps.json", "-o", "one.html")
    run("report", "steps.json", "direct.json", "-o", "two.html")
    run("report", "many.json", "-o", "many.html")
    return folder


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize("width", [400, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_renders_from_its_file(reports, chromium, width, scheme):
    seen = Visit(chromium, width=width, scheme=scheme)
    asked = []
    seen.page.on("request", lambda request: asked.append(request.url))
    for name, charts in [("one", 5), ("two", 15), ("many", 5)]:
        asked.clear()
        seen.page.goto((reports / f"{name}.html").as_uri())
        assert [url for url in asked if not url.startswith("data:")] == [(reports / f"{name}.html").as_uri()]
        # Of each chart's two sizes one is shown, the one that fits.
        shown = "narrow" if width == 400 else "wide"
        assert seen.page.locator("svg.chart:visible").count() == seen.page.locator(f"svg.chart.{shown}:visible").count() == charts
        found = seen.page.evaluate(OVERFLOW)
        assert found["wider"] <= 0 and not found["lost"], (name, found)
        described = "s => s.every(e => e.querySelector('title')?.textContent && e.querySelector('desc')?.textContent)"
        assert seen.page.locator("svg.chart[role=img]").evaluate_all(described)
        ground = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(15, 20, 25)")
        seen.picture(f"report-{name}-{scheme}-{width}")
    assert not seen.complaints
    seen.close()


def test_text_stands_out_from_its_ground(reports, chromium):
    """Contrast of every text with the page, by the formula of WCAG 2.2, 1.4.3: 4.5 to 1 at least."""
    for scheme in ["light", "dark"]:
        seen = Visit(chromium, scheme=scheme)
        seen.page.goto((reports / "two.html").as_uri())
        lowest = seen.page.evaluate(
            """() => {
              const light = color => {
                const part = color.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
              };
              const ground = light(getComputedStyle(document.body).backgroundColor);
              const ratio = color => { const l = light(color);
                return (Math.max(l, ground) + 0.05) / (Math.min(l, ground) + 0.05); };
              return Math.min(...[...document.querySelectorAll('svg.chart text, h1, h2, p, th, td')]
                .filter(e => e.getClientRects().length)
                .map(e => ratio(e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color)));
            }"""
        )
        assert lowest >= 4.5, scheme
        seen.close()


def test_on_paper_it_is_light_and_wide(reports, chromium):
    seen = Visit(chromium, scheme="dark")
    seen.page.goto((reports / "one.html").as_uri())
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert seen.page.locator("svg.chart.wide:visible").count() == 5
    assert seen.page.pdf(format="A4")[:5] == b"%PDF-"
    seen.close()


def test_ten_thousand_jobs_stay_a_small_page(reports):
    assert (reports / "many.html").stat().st_size < 3e6
