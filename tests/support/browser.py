"""A headless Chromium that is driven through its debugging protocol over two pipes
(https://chromedevtools.github.io/devtools-protocol/)."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

MISSING = "chromium is not installed"

# The texts of a page that stand out least from the background that the page itself gives them, white if it gives none, as
# [contrast, text]; the contrast is that of WCAG 2.2 (1.4.3), which asks for 4.5.
FAINTEST = """(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isClear = (colour) => channels(colour)[3] === 0;
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!isClear(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement, text = walk.currentNode.data.trim();
    if (!text || !element.getClientRects().length || ['SCRIPT', 'STYLE'].includes(element.tagName)) continue;
    const style = getComputedStyle(element);
    const light = [luminance(element.namespaceURI.endsWith('svg') ? style.fill : style.color), luminance(behind(element))].sort((a, b) => b - a);
    found.push([(light[0] + 0.05) / (light[1] + 0.05), text.slice(0, 40)]);
  }
  return found.sort((a, b) => a[0] - b[0]).slice(0, 3);
})()"""
LEAST_CONTRAST = 4.5


def find_chromium():
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """A tab. `events` has what the browser told of it without being asked."""

    def __init__(self, browser):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.events = []
        browser.pages[self.session] = self
        for domain in ("Page", "Network", "Log", "Runtime", "DOM"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def show(self, width, height, scheme, scripts):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    def open(self, path):
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        self.browser.wait(lambda: any(event["method"] == "Page.loadEventFired" for event in self.events))

    def value(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def check_contrast(self):
        faintest = self.value(FAINTEST)
        assert len(faintest) == 3, "there is no text"
        assert faintest[0][0] >= LEAST_CONTRAST, f"texts that are hard to read: {faintest}"

    def screenshot(self, path, whole=False):
        image = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(image["data"]))


class Browser:
    def __init__(self, program):
        self.profile = tempfile.TemporaryDirectory()
        self.pages, self.answers, self.buffer, self.last = {}, {}, b"", 0
        to_browser, self.writer = os.pipe()
        self.reader, from_browser = os.pipe()
        arguments = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                     f"--user-data-dir={self.profile.name}", "--remote-debugging-pipe", "about:blank"]

        def place_pipes():  # the browser reads from 3 and writes to 4
            low, high = os.dup(to_browser), os.dup(from_browser)
            os.dup2(low, 3)
            os.dup2(high, 4)

        # It keeps things in the home beside its profile.
        environment = {**os.environ, "HOME": self.profile.name}
        self.process = subprocess.Popen(arguments, close_fds=False, preexec_fn=place_pipes, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
        except (OSError, AssertionError):
            self.process.kill()
        self.process.wait(20)
        os.close(self.writer)
        os.close(self.reader)
        self.profile.cleanup()

    def call(self, method, session=None, **parameters):
        self.last += 1
        number = self.last
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.writer, json.dumps(message).encode() + b"\0")
        self.wait(lambda: number in self.answers)
        answer = self.answers.pop(number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def wait(self, holds, seconds=60):
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "the browser does not answer"
            piece = os.read(self.reader, 1 << 20)
            assert piece, "the browser has gone"
            *messages, self.buffer = (self.buffer + piece).split(b"\0")
            for message in map(json.loads, messages):
                if "id" in message:
                    self.answers[message["id"]] = message
                elif message.get("sessionId") in self.pages:
                    self.pages[message["sessionId"]].events.append(message)
