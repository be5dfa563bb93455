"""Web applications that use python-cas, one for each version of the protocol. Argument: URL of CAS.

The first part of the path names the application: v1, v2, v3, renew, gateway, front (a proxy).
"""
import json
import sys
import uuid
from http.cookies import SimpleCookie
from socketserver import ThreadingMixIn
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cas import CASClient

CAS = sys.argv[1] + "/"

sessions = {}
# What the callback of the proxy got: proxy-granting tickets by the text that CAS tells with the user.
granted = {}


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def client_of(name, service):
    more = {}
    if name == "renew":
        more["renew"] = True
    if name == "gateway":
        more["extra_login_params"] = {"gateway": "true"}
    if name == "front":
        more["proxy_callback"] = BASE + "/front/callback"
    version = {"v1": 1, "v2": 2}.get(name, 3)
    return CASClient(version=version, service_url=service, server_url=CAS, **more)


def application(environ, start_response):
    name, _, page = environ["PATH_INFO"].strip("/").partition("/")
    service = BASE + environ["PATH_INFO"]
    query = dict(parse_qsl(environ["QUERY_STRING"]))
    cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    key = cookies["session"].value if "session" in cookies else None
    client = client_of(name, service)

    def send(told, status="200 OK"):
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(told).encode()]

    def redirect(to, *headers):
        start_response("302 Found", [("Location", to), *headers])
        return []

    if page == "callback":
        if "pgtIou" in query:
            granted[query["pgtIou"]] = query["pgtId"]
        return send({})
    if page == "leave":
        sessions.pop(key, None)
        return redirect(client.get_logout_url(query.get("back")))
    if environ["REQUEST_METHOD"] == "POST":
        size = int(environ["CONTENT_LENGTH"])
        form = dict(parse_qsl(environ["wsgi.input"].read(size).decode()))
        for session, told in list(sessions.items()):
            if client.verify_logout_request(form["logoutRequest"].encode(), told["ticket"]):
                del sessions[session]
        return send({})
    if key in sessions:
        told = dict(sessions[key])
        if "for" in query:
            target = CASClient(version=3, service_url=query["for"], server_url=CAS)
            told["proxyTicket"] = target.get_proxy_ticket(granted[told["iou"]])
        return send(told)
    if "ticket" in query:
        user, attributes, iou = client.verify_ticket(query["ticket"])
        if user is None:
            return send({"error": "no such ticket"}, "403 Forbidden")
        key = uuid.uuid4().hex
        sessions[key] = {"user": user, "attributes": attributes, "iou": iou, "ticket": query["ticket"]}
        return redirect(service, ("Set-Cookie", "session=%s; Path=/%s" % (key, name)))
    if name == "gateway" and "asked" in cookies:
        return send({"user": None})
    return redirect(client.get_login_url(), ("Set-Cookie", "asked=1; Path=/" + name))


with make_server("127.0.0.1", 0, application, Server, Quiet) as server:
    BASE = "http://127.0.0.1:%d" % server.server_port
    print(BASE, flush=True)
    server.serve_forever()
