"""Print what uv.lock pins as hash-checked pip requirements, for machines without uv.

    requirements.py [--dev]

One source of truth: nothing is pinned twice. Standard library only.
"""

import pathlib
import sys
import tomllib

LOCK = pathlib.Path(__file__).resolve().parent.parent / "uv.lock"
ROOT = "frontwatch"


def main(argv: list[str]) -> None:
    packages = {package["name"]: package for package in tomllib.loads(LOCK.read_text("utf-8"))["package"]}
    root = packages[ROOT]
    wanted = list(root["dependencies"])
    if "--dev" in argv:
        wanted += root["dev-dependencies"]["dev"]
    for name, marker in sorted(closure(packages, wanted).items()):
        package = packages[name]
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        hashes = " ".join(f"--hash={file['hash']}" for file in files)
        print(f"{name}=={package['version']}{f' ; {marker}' if marker else ''} {hashes}")


def closure(packages: dict, wanted: list[dict]) -> dict[str, str]:
    """Every package that is needed, with the marker under which it is; "" is always."""
    markers: dict[str, set[str]] = {}
    seen = set()
    todo = [(edge, "") for edge in wanted]
    while todo:
        edge, above = todo.pop()
        marker = " and ".join(f"({part})" for part in (above, edge.get("marker", "")) if part)
        step = (edge["name"], marker, tuple(edge.get("extra", ())))
        if step in seen:
            continue
        seen.add(step)
        markers.setdefault(edge["name"], set()).add(marker)
        package = packages[edge["name"]]
        below = list(package.get("dependencies", []))
        for extra in edge.get("extra", []):
            below += package.get("optional-dependencies", {}).get(extra, [])
        todo += [(each, marker) for each in below]
    return {name: "" if "" in found else " or ".join(sorted(found)) for name, found in markers.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
