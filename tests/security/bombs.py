"""Small files that would become large, and files that are two things at once."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pillow_heif
from openpyxl import Workbook
from PIL import Image

HIDDEN = b"<script>alert('HAI-MAT')</script>"
_MEGABYTE = 1 << 20


def saved(form: str, size: tuple[int, int] = (48, 32), **options: object) -> bytes:
    """Return a picture of one colour."""
    held = io.BytesIO()
    image = Image.new("RGB", size, "teal")
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(held)
    else:
        image.save(held, form, **options)  # type: ignore[arg-type]
    return held.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def _png_with(chunk: bytes) -> bytes:
    png = saved("PNG")
    return png[:33] + chunk + png[33:]


def _png(width: int, height: int, pixels: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _jpeg_of_many_scans() -> bytes:
    jpeg = saved("JPEG", (6000, 6000), progressive=True)
    scan = jpeg[jpeg.rfind(b"\xff\xda") : -2]
    return jpeg[:-2] + scan * 5_000 + b"\xff\xd9"


def _gif_of_many_frames() -> bytes:
    gif = saved("GIF")
    return gif[:-1] + gif[gif.index(b"\x2c") : -1] * 50_000 + b"\x3b"


def pictures() -> dict[str, bytes]:
    """Return pictures that are bombs, by what they are."""
    zeros = zlib.compress(bytes(100 * _MEGABYTE))
    webp = bytearray(saved("WEBP"))
    webp[12:12] = b"VP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2
    webp[4:8] = struct.pack("<I", len(webp) - 8)
    heif = bytearray(saved("AVIF"))
    at = heif.index(b"ispe")
    return {
        "png 60000 x 60000": _png(60_000, 60_000, zlib.compress(b"\0" * 1000)),
        "png with too many pixels for its size": _png(48, 32, zeros),
        "png text that unpacks": _png_with(_chunk(b"zTXt", b"k\0\0" + zeros)),
        "png international text that unpacks": _png_with(_chunk(b"iTXt", b"k\0\x01\0\0\0" + zeros)),
        "png profile that unpacks": _png_with(_chunk(b"iCCP", b"k\0\0" + zeros)),
        "png of chunks without end": _png_with(_chunk(b"tEXt", b"k\0v") * 100_000),
        "png that says nothing of its length": _png_with(b"\xff\xff\xff\xffzTXtk\0\0"),
        "jpeg of many scans": _jpeg_of_many_scans(),
        "jpeg of nothing but marks": b"\xff\xd8" + b"\xff" * 2_000_000,
        "jpeg of empty segments": b"\xff\xd8" + b"\xff\xe1\0\0" * 500_000,
        "gif of many frames": _gif_of_many_frames(),
        "webp of a huge canvas": bytes(webp),
        "avif that lies about its size": bytes(heif[: at + 8] + b"\xff" * 8 + heif[at + 16 :]),
        "avif of boxes without end": bytes(heif[:32]) + b"\0\0\0\x08free" * 500_000,
        "tiff": b"II*\0" + b"\xff" * 1000,
        "ico": b"\0\0\x01\0\x01\0" + b"\xff" * 1000,
        "html": b"<html>" + HIDDEN,
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'>" + HIDDEN + b"</svg>",
        "svg with an entity": b"<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;",
    }


def polyglots() -> dict[str, bytes]:
    """Return sound pictures that are something else too, by what they are."""
    jpeg, archive = saved("JPEG"), io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.html", HIDDEN)
    return {
        "jpeg with a script behind": jpeg + HIDDEN,
        "jpeg with a script in a comment": saved("JPEG", comment=HIDDEN),
        "jpeg with a script in exif": saved("JPEG", exif=b"Exif\0\0II*\0" + HIDDEN),
        "png with a script in a text": _png_with(_chunk(b"tEXt", b"k\0" + HIDDEN)),
        "png that is an archive": saved("PNG") + archive.getvalue(),
        "webp with a script behind": saved("WEBP") + HIDDEN,
        "webp with a script in xmp": saved("WEBP", xmp=HIDDEN),
        "gif with a script in a comment": saved("GIF", comment=HIDDEN),
        "pdf behind a jpeg": jpeg + b"%PDF-1.7 /OpenAction" + HIDDEN,
    }


HEAD = ["Lĩnh vực", "Tổng tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn"]
_LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)


def workbook(*rows: list[object]) -> bytes:
    """Return a workbook of one sheet."""
    book, held = Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(held)
    return held.getvalue()


def rewritten(book: bytes, **members: tuple[bytes, bytes]) -> bytes:
    """Return a workbook in whose members (`sheet`, `strings`) one text is another."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    changes = {names[key]: change for key, change in members.items()}
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            if name in changes:
                before, after = changes[name]
                assert before in data
                data = data.replace(before, after, 1)
            new.writestr(name, data)
    return held.getvalue()


def workbooks(secret: str) -> dict[str, bytes]:
    """Return workbooks that attack; `secret` is the path of a file that none may show."""
    book = workbook(["Đất đai", 10, 6, 3, 1])
    laughs = f"<!DOCTYPE x [{_LAUGHS}]>".encode()
    outside = f'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file://{secret}">]>'.encode()
    field = "Đất đai".encode()
    row = b'<row r="3"><c r="A3"><v>1</v></c></row>'
    return {
        "laughing entities": rewritten(book, strings=(b"<sst", laughs + b"<sst")),
        "laughing text": rewritten(
            rewritten(book, strings=(b"<sst", laughs + b"<sst")), strings=(field, b"&l9;")
        ),
        "entity of a file": rewritten(
            rewritten(book, strings=(b"<sst", outside + b"<sst")), strings=(field, b"&l9;")
        ),
        "a million rows": rewritten(book, sheet=(b"</sheetData>", row * 200_000 + b"</sheetData>")),
        "a row far down": rewritten(
            book,
            sheet=(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'),
        ),
        "a count beyond all": rewritten(book, strings=(b'uniqueCount="', b'uniqueCount="99999999')),
        "a text of many letters": workbook(["a" * 32_767] + ["9" * 32_000] * 4),
        "letters of every tag": rewritten(
            book, strings=(field, b"<r><t>" * 200_000 + field + b"</t></r>" * 200_000)
        ),
        "merged without end": rewritten(
            book,
            sheet=(
                b"</sheetData>",
                b"</sheetData><mergeCells>"
                + b'<mergeCell ref="A1:XFD1048576"/>' * 4_000
                + b"</mergeCells>",
            ),
        ),
        "no end": book[: len(book) // 2],
        "a bomb of nothing": rewritten(
            book, sheet=(b"</sheetData>", b" " * (70 << 20) + b"</sheetData>")
        ),
    }


def tables() -> dict[str, bytes]:
    """Return text tables that attack."""
    head = ",".join(HEAD)
    return {
        "an open quote": f'{head}\n"'.encode() + b"a,\n" * 100_000,
        "one long line": f"{head}\n".encode() + b"a," * 500_000,
        "spaces before a word": f"{head}\nđến 0h{' ' * 900_000}x,1,1,0,0".encode(),
        "entities in entities": f"{head}\n&{'amp;' * 200_000}lt;,1,1,0,0".encode(),
        "rows of quotes": f"{head}\n".encode() + b'""""""\n' * 4_900,
        "digits": f"{head}\nĐất đai,{'9' * 900_000},1,0,0".encode(),
        "dots": f"{head}\nĐất đai,{'1.' * 400_000},1,0,0".encode(),
        "many columns": (",".join(HEAD * 40) + "\n").encode() * 4_000,
        "half a letter": head.encode("utf-16") + b"\xd8",
    }
