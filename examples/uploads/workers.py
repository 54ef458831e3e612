"""Two HTTP workers, with nothing but Python's own library."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Worker:
    """Answers each POST with what `work` makes of its body."""

    def __init__(self):
        worker = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = json.dumps(worker.work(body)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()


def file_name(upload):
    return upload["Records"][0]["s3"]["object"]["key"]


class Thumbnails(Worker):
    """Takes batches, and says which messages of a batch failed: only those come again."""

    def __init__(self):
        self.made = set()
        self.batches = 0
        self.repaired = False
        super().__init__()

    def work(self, batch):
        self.batches += 1
        failures = []
        for record in batch["Records"]:
            name = file_name(json.loads(record["body"]))
            if name.startswith("broken") and not self.repaired:
                failures.append({"itemIdentifier": record["messageId"]})
            else:
                self.made.add(name)
        return {"batchItemFailures": failures}


class Audit(Worker):
    """Takes one upload at a time."""

    def __init__(self):
        self.seen = set()
        super().__init__()

    def work(self, upload):
        self.seen.add(file_name(upload))
        return {}
