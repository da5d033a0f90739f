"""Files for the tests of this room, made from nothing: PDF by hand, docx by python-docx."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from docx import Document as new_docx

PARAGRAPHS = (
    "Freedonia has begun talks with Sylvania over people whom it does not want, its minister of the"
    " interior said on Monday, adding that nothing was signed.",
    "“We are talking,” the minister said. The talks are at an early stage, and nobody has decided"
    " who would be sent, or where those who come would live.",
    "Rights groups objected. They said that the country cannot guarantee the safety of those whom"
    " it takes, and that no law allows it to hold them.",
)


def page(head: str = "", body: str = "", title: str = "Talks begin in Freedonia") -> str:
    """An HTML page with an article; `head` and `body` go into it as they are."""
    told = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>{title}</h1>"
        f"{body}{told}</article><footer>© 2031 The Freedonian</footer></body></html>"
    )


def pdf(pages: Sequence[Sequence[str]], *, trailer: str = "") -> bytes:
    """A PDF whose pages show these lines, with a table of offsets as the format asks for."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for i, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = zlib.compress(f"BT /F1 11 Tf 72 720 Td {shown}ET".encode("cp1252"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + stream + b"\nendstream")
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def docx(title: str = "Talks begin in Freedonia", *, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A docx with a title, the paragraphs, a list and a table."""
    made = new_docx()
    made.add_heading(title, level=0)
    for words in PARAGRAPHS:
        made.add_paragraph(words)
    made.add_paragraph("The first point", style="List Bullet")
    if rows:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()
