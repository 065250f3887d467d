"""What stops a command of publishing and says in its own words why."""

from plugins.delivery import DeliveryError
from plugins.publishing.inventory import ForeignFileError
from plugins.publishing.rollback import NoReleaseError
from plugins.publishing.store import StoreError
from plugins.publishing.verify import SiteUnreachableError
from plugins.releases import DamagedReleaseError

REFUSALS = (
    DamagedReleaseError,
    DeliveryError,
    ForeignFileError,
    NoReleaseError,
    SiteUnreachableError,
    StoreError,
)
