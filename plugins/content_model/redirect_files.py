"""data/redirects.yaml: where readers of old addresses are sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, unquote_to_bytes

from pydantic import AfterValidator, Field, WithJsonSchema, create_model

from plugins.content_model.entries import read_entries
from plugins.content_model.fields import Boolean, Text, wrong
from plugins.content_model.located import Located
from plugins.content_model.models import Redirect
from plugins.content_model.problems import Problem
from plugins.content_model.schema import FileModel

# No URL has these unescaped, and servers' configurations give them a meaning.
_SIGNS = re.compile(r'["$\\<>^`{|}]')
#: Ends an address that means a folder with all that is below it.
EVERYTHING = "/*"
#: What a web server can be asked for, percent-encoded, in bytes; web servers refuse longer lines.
_LONGEST = 2000
_BAD_CODE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LEADS_ASTRAY = re.compile(r"//|/\.{1,2}(?:/|$)")
_ELSEWHERE = re.compile(r"https://([^/?#@\s]+?)((?::[0-9]{1,5})?(?:[/?#].*)?)")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_WHOLE = re.compile(r"https?://[^/]*(/[^?#]*)?", re.IGNORECASE)
# The rest of what RFC 3986 allows, such as quotes and $, means something to some web server.
_SAFE = "/:?#@&=+,!*%"


def _old_address(text: str) -> str:
    if whole := _WHOLE.match(text):
        raise wrong("path", "có cả tên miền", f"viết {whole[1] or '/…'}")
    if not text.startswith("/") or _LEADS_ASTRAY.search(text):
        raise wrong("path", f"“{text}” không phải đường dẫn", "viết như /thu-muc/bai-cu.html")
    plain = re.split(r"[?#]", text, maxsplit=1)[0]
    if plain != text:
        message = "máy chủ chỉ xét phần trước dấu ? và dấu #"
        raise wrong("query", message, f"viết {plain}" if plain != "/" else "bỏ mục này")
    _refuse_stars(text)
    _refuse_long(text)
    if text.strip("/*") == "":
        raise wrong("path", "đây là trang chủ hoặc cả cổng", "viết địa chỉ của một trang cũ")
    decoded = _decoded(text)
    if not decoded.isprintable() or _LEADS_ASTRAY.search(decoded):
        raise wrong("unreadable", "có ký tự không nhìn thấy", "chép lại địa chỉ từ trình duyệt")
    if sign := _SIGNS.search(decoded):
        message = f"dấu {sign[0]} không dùng được trong địa chỉ cũ"
        raise wrong("sign", message, "chuyển hướng cả thư mục của nó: /thu-muc/*")
    return text


def _new_address(text: str) -> str:
    if any(not sign.isprintable() or sign.isspace() for sign in text):
        raise wrong(
            "unreadable", "có dấu cách hoặc ký tự không nhìn thấy", "viết %20 thay dấu cách"
        )
    _refuse_stars(text)
    if text.startswith("/"):
        if _LEADS_ASTRAY.search(re.split(r"[?#]", text, maxsplit=1)[0]):
            raise wrong("path", f"“{text}” không phải đường dẫn", "viết như /thu-muc/bai-moi/")
    elif text.lower().startswith("http://"):
        message, fix = "địa chỉ http:// không an toàn", f"viết https://{text[7:]}"
        raise wrong("insecure", message, fix)
    elif _host(text) is None:
        fix = "viết /duong-dan/ của trang trong cổng, hoặc https://…"
        raise wrong("address", f"“{text}” không phải địa chỉ", fix)
    if text.endswith(EVERYTHING) and re.search(r"[?#]", text):
        raise wrong("wildcard", "dấu /* đứng sau dấu ? hoặc #", "viết như /thu-muc-moi/*")
    if not _decoded(text).isprintable():
        raise wrong("unreadable", "có ký tự không nhìn thấy", "chép lại địa chỉ từ trình duyệt")
    _refuse_long(text)
    return text


def _refuse_stars(text: str) -> None:
    if "*" in text.removesuffix(EVERYTHING):
        message = "dấu * chỉ đứng cuối, sau dấu /, để chỉ cả thư mục"
        folder = text.partition("*")[0].rpartition("/")[0] or "/thu-muc"
        raise wrong("wildcard", message, f"viết như {folder}/*")


def _refuse_long(text: str) -> None:
    if len(quote(text, safe=_SAFE)) > _LONGEST:
        raise wrong("length", "địa chỉ quá dài", f"viết không quá {_LONGEST} ký tự")


def _decoded(text: str) -> str:
    try:
        if not _BAD_CODE.search(text):
            return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        pass
    message = "sau dấu % phải là hai chữ số thập lục phân của chữ UTF-8"
    raise wrong("encoding", message, "viết %25 nếu dấu % là một phần của địa chỉ")


def _host(text: str) -> str | None:
    found = _ELSEWHERE.fullmatch(text)
    try:
        host = found[1].encode("idna").decode().lower() if found else ""
    except UnicodeError:
        return None
    return host if _HOST.fullmatch(host) else None


_JSON: dict[str, Any] = {"type": "string"}
OldAddress = Annotated[Text, AfterValidator(_old_address), WithJsonSchema(_JSON)]
NewAddress = Annotated[Text, AfterValidator(_new_address), WithJsonSchema(_JSON)]


class _RedirectFile(FileModel):
    stand_ins: ClassVar[Mapping[str, str]] = {"from": "/x/", "to": "/x/"}


# As a mapping: a class cannot declare a field called `from`.
_FIELDS: dict[str, Any] = {
    "from": (
        OldAddress,
        Field(description="đường dẫn cũ, không có tên miền; /thu-muc/* là cả thư mục"),
    ),
    "to": (
        NewAddress,
        Field(
            description="trang bây giờ: /duong-dan/ trong cổng, hoặc https://…; from có /* thì to "
            "cũng có /*, phần sau giữ nguyên"
        ),
    ),
    "permanent": (
        Boolean,
        Field(True, description="true: chuyển hẳn (301); false: chuyển tạm (302)"),
    ),
}
_KEYWORDS = {"title": "Chuyển hướng"}
#: One entry of data/redirects.yaml.
RedirectFile: type[FileModel] = create_model(
    "RedirectFile", __base__=_RedirectFile, __cls_kwargs__=_KEYWORDS, **_FIELDS
)


def read_redirects(located: Located, path: str) -> tuple[tuple[Redirect, ...], list[Problem]]:
    """Return the redirects of a file in its order, and what is wrong with it.

    Those with a problem of their own are not among them; those that lead to another one are.
    """
    entries = read_entries(RedirectFile, located, path)
    problems = list(entries.problems)
    faulty = {problem.line for problem in problems}
    found: list[Redirect] = []
    for entry, lines in entries.found:
        if faulty & set(lines.values()):
            continue
        old, new = getattr(entry, "from"), getattr(entry, "to")  # noqa: B009
        if old.endswith(EVERYTHING) != new.endswith(EVERYTHING):
            message = "chỉ một trong from và to có dấu /* ở cuối"
            fix = "viết /* ở cuối cả hai, hoặc bỏ ở cả hai"
            problems.append(Problem(path, lines["to"], "to-wildcard", "to", message, fix))
            continue
        found.append(_redirect(old, new, entry, lines))
    problems += _repeated(found, path)
    problems += _leading_on(found, path)
    return tuple(found), problems


def _redirect(old: str, new: str, entry: FileModel, lines: Mapping[str, int]) -> Redirect:
    is_folder = old.endswith(EVERYTHING)
    host = _host(new)
    if host is not None and (parts := _ELSEWHERE.fullmatch(new)):
        new = f"https://{host}{parts[2]}"
    return Redirect(
        source=_decoded(old.removesuffix("*") if is_folder else old),
        target=quote(new.removesuffix("*") if is_folder else new, safe=_SAFE),
        is_folder=is_folder,
        is_permanent=getattr(entry, "permanent"),  # noqa: B009
        lines=dict(lines),
    )


def _repeated(redirects: Sequence[Redirect], path: str) -> Iterator[Problem]:
    known: dict[tuple[str, bool], Redirect] = {}
    for redirect in redirects:
        first = known.setdefault(redirect.key, redirect)
        if first is not redirect:
            message = f"địa chỉ này đã có ở dòng {first.lines['from']}"
            yield Problem(
                path, redirect.lines["from"], "from-twice", "from", message, "chỉ giữ một"
            )


def _leading_on(redirects: Sequence[Redirect], path: str) -> Iterator[Problem]:
    """Yield a problem for each redirect to an address that is itself sent on."""
    book = _Book(redirects)
    for redirect in redirects:
        line = redirect.lines["to"]
        final = book.end_of(redirect)
        if final is None:
            message, fix = "chuyển hướng vòng tròn, không đến trang nào", "viết địa chỉ trang thật"
            yield Problem(path, line, "to-loop", "to", message, fix)
        elif final != redirect.target:
            message = f"{redirect.target} lại được chuyển tiếp"
            end = "*" if redirect.is_folder else ""
            yield Problem(path, line, "to-chain", "to", message, f"viết {final}{end}")


class _Book:
    """Redirects as a web server looks them up: the address itself, else its longest folder."""

    def __init__(self, redirects: Sequence[Redirect]) -> None:
        self._by_key = {redirect.key: redirect for redirect in redirects}

    def end_of(self, redirect: Redirect) -> str | None:
        """Return where readers end who are sent on by one redirect, None for nowhere.

        Below a folder they may turn round by another way than at its top.
        """
        targets = [redirect.target]
        if redirect.is_folder and redirect.target.startswith("/"):
            targets += [
                quote(f"{redirect.target}{source[len(redirect.target) :]}", safe=_SAFE)
                for source, _ in self._by_key
                if source.startswith(redirect.target)
            ]
        ends = [self._followed(target) for target in targets]
        return None if None in ends else ends[0]

    def _followed(self, target: str) -> str | None:
        for _ in range(len(self._by_key) + 1):
            further = self._sent_on(target)
            if further is None:
                return target
            target = further
        return None

    def _sent_on(self, target: str) -> str | None:
        if not target.startswith("/"):
            return None
        path = unquote_to_bytes(re.split(r"[?#]", target, maxsplit=1)[0]).decode()
        if exact := self._by_key.get((path.rstrip("/"), False)):
            return exact.target
        folder = path if path.endswith("/") else f"{path}/"
        while folder != "/":
            if found := self._by_key.get((folder.rstrip("/"), True)):
                rest = path[len(folder) :]
                return f"{found.target}{quote(rest, safe=_SAFE)}"
            folder = f"{folder.rstrip('/').rpartition('/')[0]}/"
        return None
