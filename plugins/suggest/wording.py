"""The evidence for a suggestion in words that an editor can judge it by."""

from __future__ import annotations

from plugins.suggest.core import PinProposal, Reason, TopicProposal
from plugins.suggest.tags import Place, TagProposal

#: A category says something for a tag that at least one in so many of its articles has.
_SAYS_SOMETHING = 10
_PLACES = {
    Place.TITLE: "tên thẻ có trong tiêu đề",
    Place.LEAD: "tên thẻ có trong sapo",
    Place.TEXT: "tên thẻ có nhiều lần trong bài",
    Place.ONCE: "tên thẻ có một lần trong bài",
}
_REASONS = {
    Reason.LINKED: "bài này dẫn tới nó, nhưng nó không tự hiện trong Tin liên quan",
    Reason.TAGS: "gần bài này và cùng từ hai thẻ, nhưng không tự hiện trong Tin liên quan",
}


def tag_line(proposal: TagProposal) -> str:
    """Say why a tag is proposed; what says nothing for it is left out."""
    reasons = []
    if proposal.near:
        reasons.append(f"{proposal.near} trong {proposal.of_near} bài gần nhất có thẻ này")
    if proposal.place:
        reasons.append(_PLACES[proposal.place])
    if proposal.in_category * _SAYS_SOMETHING >= max(1, proposal.of_category):
        counts = f"{proposal.in_category} trong {proposal.of_category}"
        reasons.append(f"{counts} bài cùng chuyên mục có thẻ này")
    return f"{proposal.tag.name}: {'; '.join(reasons)}"


def topic_line(proposal: TopicProposal) -> str:
    """Say why a running story is proposed."""
    counts = f"{proposal.near} trong {proposal.of_near}"
    return f"{proposal.name}: {counts} bài gần nhất thuộc dòng sự kiện này"


def pin_line(proposal: PinProposal, title: str) -> str:
    """Say why an article, named by its title, is proposed as a pin."""
    return f"“{title}”: {_REASONS[proposal.reason]}"
