#!/usr/bin/env python3
"""Everything that is built into the program, as CycloneDX 1.5 on standard output (H-011).

Asks cargo for the packages that the program needs on this system and Cargo.lock for their
checksums. No time and no random number are in it, so that two lists of one commit are the same.
"""
import json
import pathlib
import subprocess
import tomllib

top = pathlib.Path(__file__).resolve().parent.parent
command = ["cargo", "metadata", "--format-version=1", "--locked", "--filter-platform=x86_64-unknown-linux-gnu"]
metadata = json.loads(subprocess.run(command, cwd=top, check=True, capture_output=True).stdout)
lock = tomllib.loads((top / "Cargo.lock").read_text())
checksums = {(package["name"], package["version"]): package.get("checksum") for package in lock["package"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
packages = {package["id"]: package for package in metadata["packages"]}


def needed(node):
    """What the program itself is made of: neither tests nor what only builds it."""
    for dependency in node["deps"]:
        if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
            yield dependency["pkg"]


root = metadata["resolve"]["root"]
found, waiting = set(), [root]
while waiting:
    package = waiting.pop()
    if package not in found:
        found.add(package)
        waiting.extend(needed(nodes[package]))


def component(package):
    name, version = package["name"], package["version"]
    entry = {
        "type": "library",
        "bom-ref": f"pkg:cargo/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package.get("license"):
        entry["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if checksum := checksums.get((name, version)):
        entry["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return entry


def reference(identifier):
    return f"pkg:cargo/{packages[identifier]['name']}@{packages[identifier]['version']}"


program = component(packages[root]) | {"type": "application"}
order = sorted(found, key=reference)
document = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": program},
    "components": [component(packages[identifier]) for identifier in order if identifier != root],
    "dependencies": [
        {"ref": reference(identifier), "dependsOn": sorted(map(reference, set(needed(nodes[identifier]))))}
        for identifier in order
    ],
}
print(json.dumps(document, indent=1))
