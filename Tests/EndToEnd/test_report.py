"""`sluice report`: a simulated run as a page and as pictures, read by an XML parser that is not ours."""
import html.parser
import json
import subprocess
import xml.etree.ElementTree as tree

import pytest
from system import ROOT, SLUICE

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments, cwd, code=0):
    result = subprocess.run([SLUICE, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=60)
    assert result.returncode == code, result.stderr + result.stdout
    return result


@pytest.fixture
def simulated(tmp_path):
    run("simulate", "--burst", "100", "--timeline", tmp_path / "run.json", cwd=ROOT / "Examples/fhr")
    return tmp_path / "run.json"


class Cells(html.parser.HTMLParser):
    """The tables of a page, row by row."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.cell = [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        self.cell = tag in ("th", "td")

    def handle_data(self, data):
        if self.cell:
            self.rows[-1].append(data)

    def handle_endtag(self, tag):
        self.cell = False


def test_the_page_tells_the_numbers_of_the_run(simulated, tmp_path):
    run("report", simulated, "-o", "pages/run.html", cwd=tmp_path)
    rows = {row[0]: row[1] for row in Cells((tmp_path / "pages/run.html").read_text()).rows if len(row) > 1}
    timeline = json.loads(simulated.read_text())
    assert rows["jobs"] == "100"
    assert rows["most tasks running"] == str(max(timeline["series"]["running"]))
    assert float(rows["cost, USD"]) == pytest.approx(sum(line["dollars"] for line in timeline["cost"]), abs=0.005)


def test_each_chart_is_an_svg_file_with_a_title_and_words(simulated, tmp_path):
    told = run("report", simulated, "--svg", "pictures", cwd=tmp_path).stdout.split()
    names = ["queue", "tasks", "gantt", "times", "cost"]
    assert told == ["report.html", *(f"pictures/{name}.svg" for name in names)]
    for path in told[1:]:
        root = tree.parse(tmp_path / path).getroot()
        assert root.tag == f"{SVG}svg" and root.get("role") == "img"
        assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc").endswith(".")
        assert root.find(f"{SVG}path") is not None or root.find(f"{SVG}rect[@class='bar job']") is not None


def test_two_runs_stand_on_the_same_axes_and_in_columns(simulated, tmp_path):
    run("simulate", "--burst", "50", "--timeline", tmp_path / "less.json", cwd=ROOT / "Examples/fhr")
    told = run("report", simulated, "less.json", "--svg", "both", cwd=tmp_path).stdout.split()
    assert told[1:] == [f"both/runs-{name}.svg" for name in ["queue", "tasks", "wait", "run-time", "cost"]]
    rows = Cells((tmp_path / "report.html").read_text()).rows
    assert ["", "run", "less"] in rows or ["run", "less"] in rows
    assert ["jobs", "100", "50"] in rows
    lines = tree.parse(tmp_path / told[1]).getroot().findall(f"{SVG}path")
    assert [line.get("class") for line in lines] == ["line run-0", "line run-1"]
    assert "More than 6 runs" in run("report", *["run.json"] * 7, cwd=tmp_path, code=64).stderr


def test_a_missing_or_broken_timeline_is_named_and_nothing_is_written(tmp_path):
    assert "nowhere.json" in run("report", "nowhere.json", cwd=tmp_path, code=1).stderr
    (tmp_path / "broken.json").write_text("{")
    assert "broken.json" in run("report", "broken.json", cwd=tmp_path, code=1).stderr
    assert not (tmp_path / "report.html").exists()
