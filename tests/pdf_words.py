"""The words that a PDF of ours shows, read from its own character maps."""

import io
import re

import pikepdf

HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def words_of_pdf(paper: bytes) -> str:
    """Every character shown, in the order of drawing, without spaces between pieces."""
    shown = []
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        for page in pdf.pages:
            maps = {name: _characters(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
            held: dict[int, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    held = maps[str(operands[0])]
                elif str(operator) in {"Tj", "TJ"}:
                    pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
                    shown += [_read(bytes(one), held) for one in pieces if isinstance(one, pikepdf.String)]
    return "".join(shown)


def _read(codes: bytes, held: dict[int, str]) -> str:
    return "".join(held.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _characters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        pairs = HEX.findall(block)
        found |= {int(code, 16): _text(text) for code, text in zip(pairs[::2], pairs[1::2], strict=True)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in zip(*[iter(HEX.findall(block))] * 3, strict=True):
            start = int.from_bytes(bytes.fromhex(text.decode()))
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found


def _text(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")
