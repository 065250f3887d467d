"""The files of data/service-quality: the points of one period each."""

from __future__ import annotations

from pydantic import Field

from plugins.content_model.fields import Address, DateTime, Points, Text
from plugins.content_model.located import Located
from plugins.content_model.models import ServiceScore
from plugins.content_model.problems import Problem
from plugins.content_model.schema import FileModel
from plugins.content_model.validate import validate


class ScoreFile(FileModel, title="Điểm chất lượng phục vụ của một kỳ"):
    """A file of data/service-quality: the points of one period."""

    period: Text = Field(description="kỳ chấm điểm: 2026-10, 2026-Q3 hoặc 2026")
    as_of: DateTime = Field(description="thời điểm chốt điểm")
    transparency: Points = Field(description="công khai, minh bạch; tối đa 18")
    timeliness: Points = Field(description="tiến độ giải quyết; tối đa 20")
    digitisation: Points = Field(description="số hóa hồ sơ; tối đa 22")
    online_service: Points = Field(description="cung cấp dịch vụ công trực tuyến; tối đa 12")
    online_payment: Points = Field(description="thanh toán trực tuyến; tối đa 10")
    satisfaction: Points = Field(description="mức độ hài lòng; tối đa 18")
    total: Points | None = Field(None, description="tổng điểm, để soát lại phép cộng")
    source: Text = Field("", description="nơi công bố điểm")
    url: Address | None = Field(None, description="trang chính thức công bố điểm")


def read_score(located: Located, path: str) -> tuple[ServiceScore | None, list[Problem]]:
    """Return what a file of points states; None where it has a problem."""
    checked = validate(ScoreFile, located, path)
    if checked.model is None:
        return None, list(checked.problems)
    stated = {name: getattr(checked.model, name) for name in ScoreFile.model_fields}
    return ServiceScore(path=path, lines=dict(located.lines), **stated), []
