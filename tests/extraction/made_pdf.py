"""A PDF as Arabic ones are made: glyphs in visual order, their letters in a ToUnicode map, no font embedded."""


def make_pdf(lines: list[str]) -> bytes:
    letters = sorted({letter for line in lines for letter in line})
    mapping = "\n".join(f"<{ord(letter):04X}> <{ord(letter):04X}>" for letter in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(letters)} beginbfchar\n{mapping}\n"
        "endbfchar endcmap end end"
    )
    shown = "\n".join(
        f"1 0 0 1 60 {780 - 24 * row} Tm <{''.join(f'{ord(letter):04X}' for letter in reversed(line))}> Tj"
        for row, line in enumerate(lines)
    )
    content = f"BT /F1 14 Tf\n{shown}\nET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        "/Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H "
        "/DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /DW 500 /FontDescriptor 8 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -300 1000 1000] /ItalicAngle 0 "
        "/Ascent 1000 /Descent -300 /CapHeight 700 /StemV 80 >>",
    ]
    pdf = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(pdf))
        pdf += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n"
    return f"{pdf}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")
