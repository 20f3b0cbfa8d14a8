"""Fetches from a Splynx what LibreQoS' importer fetches, and makes circuits of it by the importer's rules.

python3 splynx-importer.py http://host:port key secret; prints the circuits as JSON.
"""
import base64
import json
import sys
import urllib.request

base, key, secret = sys.argv[1:4]
HEADERS = {"Authorization": "Basic %s" % base64.b64encode((key + ":" + secret).encode()).decode()}


def get(target):
    request = urllib.request.Request(base + "/api/2.0/" + target, headers=HEADERS)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())


def main():
    tariffs = {one["id"]: [float(one["speed_download"]), float(one["speed_upload"])] for one in get("admin/tariffs/internet")}
    names = {one["id"]: one["name"] for one in get("admin/customers/customer")}
    online = get("admin/customers/customers-online")
    routers = {one["id"]: one["title"] for one in get("admin/networking/routers") if one["ip"] is not None}
    sectors = {}
    for one in get("admin/networking/routers-sectors"):
        sectors.setdefault(one["router_id"], []).append(one)
    services = get("admin/customers/customer/0/internet-services?main_attributes%5Bstatus%5D=active")
    hardware = {one["id"]: one for one in get("admin/networking/monitoring")}
    sites = {one["id"]: one["title"] for one in get("admin/networking/network-sites")}
    taken, circuits = set(), {}
    for service in services:
        if service["status"] != "active":
            continue
        wanted = [service["ipv4"]] + service["ipv4_route"].split(", ") + [service["ipv6"]] + service["ipv6_delegated"].split(", ")
        found = [one for one in wanted if one.strip() and one not in taken]
        if not found:
            found = [one[field] for one in online if one["service_id"] == service["id"] for field in ("ipv4", "ipv6") if one[field]]
        if not found:
            continue
        taken.update(found)
        parent = service["access_device"] if service["access_device"] != 0 else service["router_id"]
        device = hardware.get(parent)
        above = hardware.get(device["parent_id"]) if device and device["parent_id"] != 0 else None
        circuits[str(service["id"])] = {
            "name": names[service["customer_id"]],
            "kbps": tariffs[service["tariff_id"]],
            "addresses": found,
            "mac": service["mac"],
            "parent": ("" if above is None else above["title"] + "_") + device["title"] if device else None,
            "isAccessPoint": bool(device) and device["type"] == 5,
        }
    print(json.dumps({"circuits": circuits, "routers": len(routers), "sectors": sum(map(len, sectors.values())), "sites": sorted(sites.values())}))


main()
