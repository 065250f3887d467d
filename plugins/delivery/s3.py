"""Deliver a release to S3-compatible object storage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TypeVar

from plugins.delivery.errors import DeliveryBusyError, DeliveryError
from plugins.delivery.facts import Held, Listed, Record, Upload
from plugins.delivery.parcels import Parcel, address_of, is_folder, pack
from plugins.delivery.plan import Deed, Plan, Policy, Step, plan_delivery, unfinished, unknown_keys
from plugins.delivery.record import parse_record, render_record
from plugins.delivery.s3_bucket import Bucket, ChangedError, Limits, connect
from plugins.delivery.s3_bytes import etags_of
from plugins.delivery.s3_lock import RENEW_S, Lock, Owner, holding
from plugins.delivery.s3_messages import explained
from plugins.delivery.s3_target import S3Target
from plugins.vietnamese import format_bytes, format_integer

RECORD = "current.json"
#: The first sends, the second finds nothing to send; more only if others write at the same time.
_ROUNDS = 4
_MOST_NAMED = 5
_PATIENT = Limits()

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a delivery did: objects sent, their bytes, objects left as they were, and deleted.

    `changed` are the addresses at which a cache may hold something else than the bucket;
    `waiting` objects left the site and are deleted by a later delivery.
    """

    sent: int
    bytes: int
    kept: int
    deleted: int
    changed: tuple[str, ...] = ()
    waiting: int = 0


def deliver_s3(
    target: S3Target,
    release: str,
    uploads: Iterable[Upload],
    redirects: Mapping[str, str],
    now: datetime,
    say: Callable[[str], None],
    limits: Limits = _PATIENT,
) -> Delivered:
    """Make a bucket hold exactly a release, in an order in which no page points to nothing.

    `redirects` are new addresses by old ones; those of whole folders are left to the server in
    front. `now` is aware. Interrupted anywhere, it leaves old and new pages that are whole, and
    the next delivery finishes the work. An earlier release is delivered in the same way.

    Raises DeliveryError, and DeliveryBusyError while another delivery to the target runs.
    """
    parcels = pack(uploads, redirects)
    folders = sorted(filter(is_folder, redirects))
    if folders:
        where = "docs/operators/luu-tru-doi-tuong.md"
        say(f"Chuyển hướng cả thư mục ({_named(folders)}) phải khai ở CDN: xem {where}")
    with explained(target):
        bucket = connect(target, limits)
        with holding(bucket, Owner.here(now)) as lock:
            delivery = _Delivery(bucket, lock, Policy(grace=target.grace), say, limits.threads)
            return delivery.run(release, parcels, now)


class _Delivery:
    """One delivery, under its lock."""

    def __init__(
        self, bucket: Bucket, lock: Lock, policy: Policy, say: Callable[[str], None], threads: int
    ) -> None:
        self.bucket = bucket
        self.lock = lock
        self.policy = policy
        self.say = say
        self.threads = threads
        self.renewed = time.monotonic()
        self.sent: dict[str, Deed] = {}
        self.record: Record | None = None
        self.etag = ""

    def run(self, release: str, parcels: Mapping[str, Parcel], now: datetime) -> Delivered:
        want = {key: parcel.item for key, parcel in parcels.items()}
        self.read_record()
        # What this delivery did, beside what the record says.
        known, size = self.record, 0
        for _ in range(_ROUNDS):
            have = self.bucket.list()
            found = self.find(have, known, parcels)
            plan = plan_delivery(release, want, have, known, found, now, self.policy)
            if not plan.sends:
                return self.finish(plan, size)
            size += self.tell(plan, parcels, len(have))
            known = plan.base
            self.keep(unfinished(known, want))
            added = self.do(plan.adds, parcels)
            known = replace(known, objects={**known.objects, **plan.adopted, **added})
            self.keep(unfinished(known, want))
            changed = self.do(plan.changes, parcels)
            known = replace(known, objects={**known.objects, **changed})
        names = _named([key for step in plan.sends for key in step.keys])
        fix = "xem có ai khác đang ghi vào bucket này không, rồi gửi lại"
        raise DeliveryError(f"gửi xong mà kho vẫn khác bản phát hành ({names}) -> {fix}")

    def finish(self, plan: Plan, size: int) -> Delivered:
        """Write the record of a bucket that holds the release, then delete what is long out."""
        was, after = self.record or Record(), plan.after
        is_waiting = any(held.since for held in after.objects.values())
        if is_waiting or replace(after, at=was.at, deliveries=was.deliveries) != was:
            self.lock.check()
            self.keep(after)
        self.do(plan.deletes, {})
        gone = [key for step in plan.deletes for key in step.keys]
        if new := after.others.keys() - was.others.keys():
            count = format_integer(len(new))
            self.say(f"Trong kho có {count} tệp không phải của cổng, để nguyên: {_named(new)}")
        changed = {key for key, deed in self.sent.items() if deed is not Deed.ADD}.union(gone)
        return Delivered(
            sent=len(self.sent),
            bytes=size,
            kept=plan.kept - len(self.sent),
            deleted=len(gone),
            changed=tuple(sorted(map(address_of, changed))),
            waiting=plan.waiting,
        )

    def tell(self, plan: Plan, parcels: Mapping[str, Parcel], there: int) -> int:
        """Say what is about to be sent; return how many bytes."""
        counts = dict.fromkeys(Deed, 0)
        for step in plan.sends:
            counts[step.deed] += len(step.keys)
        size = sum(
            parcels[key].item.size
            for step in plan.sends
            if step.deed is not Deed.STAMP
            for key in step.keys
        )
        shown = {deed: format_integer(count) for deed, count in counts.items()}
        self.say(
            f"Kho đang có {format_integer(there)} tệp: giữ {format_integer(plan.kept)}, "
            f"thêm {shown[Deed.ADD]}, thay {shown[Deed.CHANGE]} ({format_bytes(size)}), "
            f"đổi cách phục vụ {shown[Deed.STAMP]}"
        )
        return size

    def find(
        self, have: Mapping[str, Listed], known: Record | None, parcels: Mapping[str, Parcel]
    ) -> dict[str, Held]:
        """Ask what the objects are that the record does not know, if deliveries made them."""

        def ask(key: str) -> Held | None:
            held, parcel = self.bucket.ask(key), parcels.get(key)
            if held is None or parcel is None or held.item.sha256 != parcel.item.sha256:
                return held
            # Metadata can be copied onto other bytes; a digest made by the server cannot.
            is_whole = held.etag in etags_of(parcel)
            return held if is_whole else replace(held, item=replace(held.item, sha256=""))

        answers = self.at_once(ask, unknown_keys(have, known))
        return {key: held for key, held in answers.items() if held is not None}

    def do(self, steps: Iterable[Step], parcels: Mapping[str, Parcel]) -> dict[str, Held]:
        """Do steps, one after the other; return what is then known of what they sent."""
        made: dict[str, Held] = {}
        for step in steps:
            self.lock.check()
            if step.deed is Deed.DELETE:
                self.at_once(self.bucket.delete, step.keys)
                continue
            send = self.bucket.stamp if step.deed is Deed.STAMP else self.bucket.put
            etags = self.at_once(partial(_apply, send, parcels), step.keys)
            made |= {key: Held(parcels[key].item, etag) for key, etag in etags.items()}
            self.sent |= dict.fromkeys(step.keys, step.deed)
        return made

    def at_once(self, act: Callable[[str], Answer], keys: Sequence[str]) -> dict[str, Answer]:
        """Return what an act gives for each key, by several threads; the first fault ends it."""
        answers: dict[str, Answer] = {}
        todo = iter(keys)
        running: dict[Future[Answer], str] = {}
        with ThreadPoolExecutor(self.threads) as pool:
            try:
                while True:
                    for key in islice(todo, 2 * self.threads - len(running)):
                        running[pool.submit(act, key)] = key
                    if not running:
                        return answers
                    done, _ = wait(running, timeout=RENEW_S, return_when=FIRST_COMPLETED)
                    for future in done:
                        answers[running.pop(future)] = future.result()
                    if time.monotonic() - self.renewed >= RENEW_S:
                        self.lock.renew()
                        self.renewed = time.monotonic()
                        left = format_integer(len(keys) - len(answers))
                        self.say(f"Còn {left} tệp trong bước này")
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def read_record(self) -> None:
        """Read the record of the last delivery."""
        note = self.bucket.read(RECORD)
        if note is not None:
            self.record, self.etag = parse_record(note.data), note.etag
            if self.record is None:
                self.say(f"Bản ghi {RECORD} trong kho không đọc được: dò lại cả kho")

    def keep(self, record: Record) -> None:
        """Write a record, if it says anything new. Raises DeliveryBusyError."""
        if record == self.record:
            return
        try:
            self.etag = self.bucket.write(RECORD, render_record(record), self.etag)
        except ChangedError:
            raise DeliveryBusyError(
                "một máy khác vừa gửi vào kho này -> chạy lại để gửi bản mới nhất"
            ) from None
        self.record = record


def _apply(send: Callable[[str, Parcel], str], parcels: Mapping[str, Parcel], key: str) -> str:
    return send(key, parcels[key])


def _named(names: Iterable[str]) -> str:
    ordered = sorted(names)
    rest = len(ordered) - _MOST_NAMED
    shown = ", ".join(ordered[:_MOST_NAMED])
    return f"{shown} và {format_integer(rest)} tên khác" if rest > 0 else shown
