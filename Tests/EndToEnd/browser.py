"""A headless Chromium, Debian's where there is one, that notes every complaint of a page and keeps pictures."""
import os
import pathlib
import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = ROOT / ".build/screenshots"


@contextmanager
def browser():
    program = os.environ.get("SLUICE_BROWSER") or next(
        filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
    )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


class Visit:
    """A page, and what it complained of."""

    def __init__(self, running, width=1400, scheme="light"):
        self.context = running.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.set_default_timeout(20_000)

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def close(self):
        self.context.close()


# Every text of the visible charts that leaves its picture, and how much wider the page is than the window.
OVERFLOW = """() => {
  const lost = [];
  for (const chart of document.querySelectorAll('svg.chart')) {
    if (!chart.getClientRects().length) continue;
    const frame = chart.viewBox.baseVal;
    for (const text of chart.querySelectorAll('text')) {
      const box = text.getBBox();
      if (box.x < -3 || box.x + box.width > frame.width + 3 || box.y < -3 || box.y + box.height > frame.height + 3)
        lost.push(text.textContent);
    }
  }
  return {lost, wider: document.documentElement.scrollWidth - innerWidth};
}"""
