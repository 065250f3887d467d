"""Why a delivery stopped, in one line that an operator can act on."""

from __future__ import annotations


class DeliveryError(Exception):
    """The target cannot be brought to the release; the message says what, where and what to do.

    Readers of the target are not harmed by it, and the next delivery finishes the work.
    """


class DeliveryBusyError(DeliveryError):
    """Another delivery to the same target is under way: try again later."""
