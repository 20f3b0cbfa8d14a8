"""Reads ShapedDevices.csv and network.json as LibreQoS does before it takes them: the same splitting, the same types, the same limits.

python3 libreqos-reader.py ShapedDevices.csv network.json [whole|decimal]; prints what it read as JSON, and every fault.
"""
import csv
import ipaddress
import json
import sys


def node_names(tree, seen, faults):
    for name, node in tree.items():
        if name in seen:
            faults.append(f"Non-unique node name in network.json: {name}")
        seen.add(name)
        if int(node["downloadBandwidthMbps"]) < 1 or int(node["uploadBandwidthMbps"]) < 1:
            faults.append(f"No bandwidth for {name}")
        node_names(node.get("children", {}), seen, faults)


def addresses(text, family, seen, row_number, faults):
    listed = [one for one in text.replace(" ", "").split(",") if one != ""]
    for one in listed:
        if one in seen:
            faults.append(f"{one} at row {row_number} is duplicate")
        seen.add(one)
        try:
            if ipaddress.ip_network(one).version != family:
                faults.append(f"{one} at row {row_number} is of the other family")
        except ValueError as error:
            faults.append(f"{one} at row {row_number} is not valid: {error}")
    return listed


def rates(fields, number, least, row_number, faults):
    try:
        down_min, up_min, down_max, up_max = (number(one) for one in fields)
    except ValueError as error:
        faults.append(f"rates at row {row_number}: {error}")
        return None
    if min(down_min, up_min) < least or min(down_max, up_max) < 2 * least:
        faults.append(f"rates at row {row_number} are below the least")
    if down_min > down_max or up_min > up_max:
        faults.append(f"a minimum at row {row_number} is above its maximum")
    return [down_min, up_min, down_max, up_max]


def main():
    devices_file, network_file = sys.argv[1], sys.argv[2]
    is_whole = len(sys.argv) < 4 or sys.argv[3] == "whole"
    faults, circuits, names, seen = [], {}, set(), set()
    with open(network_file) as file:
        node_names(json.load(file), names, faults)
    with open(devices_file) as file:
        rows = [row for row in csv.reader(file, delimiter=",") if not row[0].startswith("#")]
    rows.pop(0)
    for row_number, row in enumerate(rows, 2):
        if len(row) != 13:
            faults.append(f"row {row_number} has {len(row)} columns")
            continue
        circuit, name, _, _, parent, mac, ipv4, ipv6 = row[:8]
        if circuit == "":
            faults.append(f"No circuit id at row {row_number}")
        if circuit in circuits and circuits[circuit]["parent"] != parent:
            faults.append(f"{circuit} has two parents")
        if parent != parent.strip() or (parent != "" and parent not in names):
            faults.append(f"{parent} at row {row_number} is not in network.json")
        circuits[circuit] = {
            "name": name,
            "parent": parent,
            "mac": mac,
            "ipv4": addresses(ipv4, 4, seen, row_number, faults),
            "ipv6": addresses(ipv6, 6, seen, row_number, faults),
            "mbps": rates(row[8:12], int if is_whole else float, 1 if is_whole else 0.1, row_number, faults),
            "comment": row[12],
        }
        if not circuits[circuit]["ipv4"] and not circuits[circuit]["ipv6"]:
            faults.append(f"{circuit} has no address")
    print(json.dumps({"circuits": circuits, "nodes": sorted(names), "faults": faults}))


main()
