"""JSON of a portal: data for reuse, JSON Feed, the web manifest; and robots.txt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from plugins.site_checks.facts import Enclosure, Fault, Kind
from plugins.site_checks.links import Links

_FEED_VERSION = "https://jsonfeed.org/version/"
#: A whole text that is nothing but an address.
_ADDRESS = re.compile(r"(?:https?:/)?/[A-Za-z0-9._~%/?#=&+:@,;-]*")
_ICONS = ("icons", "screenshots", "shortcuts")
_MOST_DEPTH = 200


class JsonFile:
    """What is in one JSON file: addresses, and whether it is what its name promises."""

    def __init__(self, text: str, base: str) -> None:
        self.links = Links(base)
        self.faults: list[Fault] = []
        self.enclosures: list[Enclosure] = []
        self.kind = Kind.DATA
        self._text = text
        try:
            data = json.loads(text, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            self.faults.append(Fault("json-broken", error.lineno))
            return
        except (ValueError, RecursionError):
            self.faults.append(Fault("json-broken", 1))
            return
        if isinstance(data, dict) and str(data.get("version", "")).startswith(_FEED_VERSION):
            self._feed(data)
        elif base.endswith(".webmanifest"):
            self._manifest(data)
        elif not base.endswith(".schema.json"):
            self._take_in(data)
        self.faults += self.links.faults

    def _feed(self, feed: dict[str, Any]) -> None:
        """Source: https://www.jsonfeed.org/version/1.1/."""
        self.kind = Kind.FEED
        items = feed.get("items")
        if not feed.get("title") or not isinstance(items, list):
            self.faults.append(Fault("feed-incomplete", 1, "title, items"))
            return
        for key in ("home_page_url", "feed_url"):
            self._own(feed, key)
        for key in ("icon", "favicon"):
            self._go(feed, key)
        known: set[str] = set()
        for item in items:
            if not isinstance(item, dict) or not isinstance(item.get("id"), str):
                self.faults.append(Fault("feed-incomplete", 1, "id"))
                continue
            line = self._line(item["id"])
            if item["id"] in known:
                self.faults.append(Fault("feed-id-twice", line, item["id"]))
            known.add(item["id"])
            if not (item.get("content_html") or item.get("content_text")):
                self.faults.append(Fault("feed-incomplete", line, "content_html"))
            self._own(item, "url")
            for key in ("date_published", "date_modified"):
                if key in item and not _is_moment(item[key]):
                    self.faults.append(Fault("feed-date", line, str(item[key])))
            for attachment in item.get("attachments", ()):
                address = self.links.go(attachment.get("url", ""), line)
                size = attachment.get("size_in_bytes")
                if isinstance(size, int):
                    self.enclosures.append(Enclosure(address, size, line))

    def _manifest(self, manifest: Any) -> None:
        """Source: https://www.w3.org/TR/appmanifest/."""
        if not isinstance(manifest, dict) or not manifest.get("name"):
            self.faults.append(Fault("manifest-incomplete", 1, "name"))
            return
        for key in ("start_url", "scope"):
            self._go(manifest, key)
        for member in _ICONS:
            for entry in manifest.get(member, ()):
                if isinstance(entry, dict):
                    self._go(entry, "url")
                    if isinstance(entry.get("src"), str):
                        self.links.load(entry["src"], self._line(entry["src"]))

    def _take_in(self, data: Any) -> None:
        for address in dict.fromkeys(_addresses(data)):
            # What follows a # names a thing, no place in a page.
            self.links.go(address.partition("#")[0] or address, 1)

    def _own(self, data: dict[str, Any], key: str) -> None:
        if isinstance(data.get(key), str):
            self.links.require_own(data[key], self._line(data[key]))
        else:
            self.faults.append(Fault("feed-incomplete", 1, key))

    def _go(self, data: dict[str, Any], key: str) -> None:
        if isinstance(data.get(key), str):
            self.links.go(data[key], self._line(data[key]))

    def _line(self, value: str) -> int:
        place = self._text.find(json.dumps(value, ensure_ascii=False))
        return self._text.count("\n", 0, place) + 1 if place >= 0 else 1


def _addresses(data: Any) -> Iterator[str]:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if value[:1] in {"/", "h"} and _ADDRESS.fullmatch(value):
                yield value
        elif isinstance(value, dict):
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _refuse(name: str) -> Any:
    """Refuse NaN and Infinity, which Python writes and no other program reads."""
    raise ValueError(name)


def read_robots(text: str, base: str) -> Links:
    """Return the sitemaps that robots.txt names; shutting all robots out is a fault (RFC 9309)."""
    links = Links(base, wants_absolute=True)
    is_for_all = False
    was_agent = False
    for number, row in enumerate(text.splitlines(), 1):
        key, _, value = row.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            is_for_all = value == "*" or (was_agent and is_for_all)
        elif key == "disallow" and value in {"/", "/*"} and is_for_all:
            links.faults.append(Fault("robots-shut", number))
        elif key == "sitemap":
            links.require_own(row.partition(":")[2].strip(), number)
        was_agent = key == "user-agent"
    if not links.own:
        links.faults.append(Fault("robots-sitemap", 1))
    return links
