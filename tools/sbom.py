"""Write what a portal is made of: requirements/sbom.cdx.json, in CycloneDX 1.6.

    python tools/sbom.py

The packages of requirements/site.txt with their hashes, and the fonts that every portal ships.
The same lock gives the same bytes: there is no time in it, and its serial number comes from what
it lists. Needs the packages of requirements/test.txt.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tools.supply import LICENCES, LOCK, ROOT, Locked, licence_of, read_lock, read_policy

TARGET = ROOT / "requirements/sbom.cdx.json"
_FONTS = ROOT / "theme/static/fonts"
_NAMES = {"be-vietnam-pro": "Be Vietnam Pro", "source-serif-4": "Source Serif 4"}


def build_sbom(
    packages: Mapping[str, Locked],
    licences: Mapping[str, str],
    fonts: Mapping[str, bytes],
    project: Mapping[str, Any],
) -> str:
    """Return the JSON text for these packages, their SPDX licences, font files and pyproject."""
    bom = Bom()
    root = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        licenses=[LicenseExpression(project["license"])],
    )
    bom.metadata.component = root
    libraries = {name: _library(each, licences[name]) for name, each in packages.items()}
    files = [_font(name, data) for name, data in sorted(fonts.items())]
    for component in (*libraries.values(), *files):
        bom.components.add(component)
    direct = [libraries[name] for name, each in packages.items() if "" in each.needed_by]
    bom.register_dependency(root, [*direct, *files])
    for name, library in libraries.items():
        needs = [libraries[other] for other, each in packages.items() if name in each.needed_by]
        bom.register_dependency(library, needs)
    written = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string()
    return _settled(json.loads(written))


def _library(package: Locked, licence: str) -> Component:
    purl = PackageURL("pypi", None, package.name, package.version)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        # Of the files that the lock allows, one is installed.
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in package.hashes],
        licenses=[LicenseExpression(licence)],
    )


def _font(name: str, data: bytes) -> Component:
    family = next(family for prefix, family in _NAMES.items() if name.startswith(prefix))
    digest = hashlib.sha256(data).hexdigest()
    return Component(
        name=f"theme/static/fonts/{name}",
        type=ComponentType.FILE,
        bom_ref=f"font:{name}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        licenses=[LicenseExpression("OFL-1.1")],
        properties=[Property(name="font:family", value=family)],
    )


def _settled(bom: dict[str, Any]) -> str:
    """Take out what differs from run to run."""
    del bom["metadata"]["timestamp"], bom["serialNumber"]
    listed = json.dumps(bom, sort_keys=True)
    serial = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(listed.encode()).hexdigest())
    bom["serialNumber"] = f"urn:uuid:{serial}"
    return json.dumps(bom, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def current_sbom() -> str:
    """Return the text for what is locked and lies in the theme. Raises ValueError by name."""
    policy = read_policy(LICENCES.read_text("utf-8"))
    packages = read_lock(LOCK.read_text("utf-8"))
    licences = {name: licence_of(name, policy).expression for name in packages}
    if unknown := [name for name, licence in licences.items() if not licence]:
        raise ValueError(f"chưa rõ giấy phép: {', '.join(unknown)}; xem python tools/audit.py")
    fonts = {file.name: file.read_bytes() for file in _FONTS.glob("*.woff2")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return build_sbom(packages, licences, fonts, project)


def main() -> int:
    """Write the file; return the exit status."""
    try:
        text = current_sbom()
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    TARGET.write_text(text, "utf-8")
    sys.stdout.write(f"Đã ghi {TARGET.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
