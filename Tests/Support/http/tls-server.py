#!/usr/bin/env python3
"""tls-server.py FOLDER [mutual]: a server with the habits, good and bad, that the client's tests need.

Prints its port. FOLDER has server.crt, server.key and, for mutual, ca.crt that client certificates must be of."""
import http.server, json, ssl, sys, threading, time

folder, mutual = sys.argv[1], "mutual" in sys.argv[2:]
sent = 0
connections = 0
# What paths under /api answer, one after the other, and what they were asked.
script, requests = [], []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        global connections
        connections += 1
        super().setup()

    def log_message(self, *arguments):
        pass

    def answer(self, text, status=200, headers=()):
        body = text.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def begin_chunks(self):
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def play(self, step):
        """A step: status, headers, body; or chunks, and then the end, a cut, or a wait."""
        headers = list(step.get("headers", {}).items())
        if "chunks" not in step:
            return self.answer(step.get("body", ""), step.get("status", 200), headers)
        self.begin_chunks()
        for chunk in step["chunks"]:
            self.chunk(chunk.encode())
        time.sleep(step.get("wait", 0))
        if step.get("cut"):
            self.close_connection = True
        else:
            self.chunk(b"")

    def handle_any(self):
        global sent
        path = self.path.split("?")[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if path == "/echo":
            subject = self.connection.getpeercert() or {}
            names = [value for part in subject.get("subject", ()) for _, value in part]
            fields = {name.lower(): value for name, value in self.headers.items()}
            self.answer(json.dumps({"method": self.command, "path": self.path, "headers": fields,
                                    "body": body.decode(), "peer": names}))
        elif path == "/connections":
            self.answer(str(connections))
        elif path == "/script":
            script[:] = json.loads(body)
            requests.clear()
            self.answer("")
        elif path == "/requests":
            self.answer(json.dumps(requests))
        elif path.startswith("/api"):
            requests.append({"method": self.command, "path": self.path, "body": body.decode(),
                             "fields": {name.lower(): value for name, value in self.headers.items()}})
            self.play(script.pop(0) if script else {"status": 599})
        elif path == "/silent":
            time.sleep(30)
        elif path == "/endless":
            self.begin_chunks()
            while True:
                self.chunk(b"x" * 65536)
                sent += 65536
        elif path == "/sent":
            self.answer(str(sent))
        elif path == "/drip":
            self.begin_chunks()
            for number in range(5):
                self.chunk(b"%d\n" % number)
                time.sleep(0.05)
            self.chunk(b"")
        elif path == "/broken":
            self.begin_chunks()
            self.chunk(b"half")
            self.close_connection = True
        elif path == "/large-head":
            self.answer("", headers=[("X-Large-%d" % n, "y" * 1000) for n in range(90)])
        elif path == "/redirect":
            self.answer("", 302, [("Location", "/echo")])
        else:
            self.answer("no such thing", 404)

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.handle_error = lambda request, address: None
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(folder + "/server.crt", folder + "/server.key")
if mutual:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(folder + "/ca.crt")
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
# Ends with the test that started it, however that ends.
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
