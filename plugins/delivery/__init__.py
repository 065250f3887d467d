"""Delivery: bring a release to where readers get it, so that no page points to what is not there.

`rsync` goes to another machine over ssh. For object storage `plan`, which is pure, orders what is
to be done to a bucket, and `s3` does it with boto3, which is asked for only then.

Settings, in the file of publishing: `rsync: {host, folder, port, identity, known_hosts}` and
`s3: {bucket, endpoint, region, prefix, profile, cdn, addressing, grace_hours}`. Secrets come from
the environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) or from the file that `profile` names.
"""

from plugins.delivery.errors import DeliveryBusyError, DeliveryError
from plugins.delivery.facts import Upload
from plugins.delivery.rsync import RsyncTarget, deliver_rsync
from plugins.delivery.rsync_settings import RsyncFile
from plugins.delivery.s3 import Delivered, deliver_s3
from plugins.delivery.s3_bucket import Limits
from plugins.delivery.s3_settings import S3File
from plugins.delivery.s3_target import S3Target, read_s3_target

__all__ = [
    "Delivered",
    "DeliveryBusyError",
    "DeliveryError",
    "Limits",
    "RsyncFile",
    "RsyncTarget",
    "S3File",
    "S3Target",
    "Upload",
    "deliver_rsync",
    "deliver_s3",
    "read_s3_target",
]
