"""Debian's python3-librouteros as the judge of the simulator: it works on the router whose ports are given, and says what it saw."""

import json
import ssl
import sys

from librouteros import connect
from librouteros.exceptions import TrapError
from librouteros.login import plain, token
from librouteros.query import And, Key, Or

task = json.loads(sys.argv[1])


def log_in(port, password="secret", **more):
    return connect("127.0.0.1", "admin", password, port=port, encoding="utf-8", timeout=10, **more)


def trap_of(work):
    try:
        work()
    except TrapError as error:
        return str(error)
    return None


def rows():
    api = log_in(task["port"], login_method=token if task["oldLogin"] else plain)
    secrets = api.path("ppp", "secret")
    before = [row["name"] for row in secrets]
    added = secrets.add(name="anna", password="x" * 20000, service="pppoe", disabled=True)
    name, disabled = Key("name"), Key("disabled")
    found = list(secrets.select(name, disabled).where(And(name == "anna", disabled == True)))
    either = [row["name"] for row in secrets.select(name).where(Or(name == "anna", name == before[0]))]
    secrets.update(**{".id": added, "comment": "by hand", "disabled": False})
    changed = next(row for row in secrets if row["name"] == "anna")
    seen = {
        "before": before,
        "added": added,
        "found": found,
        "either": either,
        "comment": changed["comment"],
        "longest": len(changed["password"]),
        "double": trap_of(lambda: secrets.add(name="anna", service="pppoe")),
        "gone": trap_of(lambda: secrets.remove("*FFFF")),
        "unknown": trap_of(lambda: tuple(api("/no/such/thing/print"))),
        "profile": trap_of(lambda: secrets.add(name="b", profile="nowhere")),
        "pings": len(list(api("/tool/ping", address="10.0.0.1", count=3))),
        "utf8": [row["comment"] for row in secrets if row["name"] == "utf8"],
        "version": next(iter(api("/system/resource/print")))["version"],
    }
    filters = api.path("ip", "firewall", "filter")
    ids = [filters.add(chain="forward", comment=text) for text in ("a", "b", "c")]
    tuple(filters("move", numbers=ids[2], destination=ids[0]))
    seen["order"] = [row["comment"] for row in filters]
    secrets.remove(added)
    seen["after"] = [row["name"] for row in secrets]
    api.close()
    return seen


def tls():
    context = ssl.create_default_context(cadata=task["certificate"])
    context.check_hostname = False
    api = log_in(task["tlsPort"], ssl_wrapper=context.wrap_socket)
    identity = next(iter(api("/system/identity/print")))["name"]
    api.close()
    return {"identity": identity}


def refused():
    return {"trap": trap_of(lambda: log_in(task["port"], password="wrong"))}


print(json.dumps({"rows": rows, "tls": tls, "refused": refused}[task["do"]]()))
