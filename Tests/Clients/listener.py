"""An HTTP endpoint that remembers what is posted to it."""
import contextlib
import http.server
import json
import queue
import threading
import urllib.request


class Listener:
    """Answers every POST with the next of `statuses`, then with 200."""

    def __init__(self, statuses=(), confirms=True):
        self.posts = queue.Queue()
        self.statuses = list(statuses)
        self.confirms = confirms
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                status = listener.statuses.pop(0) if listener.statuses else 200
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()
                kind = self.headers["x-amz-sns-message-type"]
                if status == 200 and kind == "SubscriptionConfirmation" and listener.confirms:
                    urllib.request.urlopen(json.loads(body)["SubscribeURL"], timeout=10).read()
                listener.posts.put((self.path, dict(self.headers), body))

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/told?by=sns"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def next(self, patience=30):
        """The next post: path, headers, body."""
        return self.posts.get(timeout=patience)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@contextlib.contextmanager
def listening(**options):
    listener = Listener(**options)
    try:
        yield listener
    finally:
        listener.close()
