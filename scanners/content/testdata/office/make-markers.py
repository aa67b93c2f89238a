#!/usr/bin/env python3
"""Writes one document of each kind in which every place where a person can put text
holds an address of its own: m1@example.com, m2@example.com, and so on. How many there
are stands in markers.txt, which the test reads. Places come from ISO/IEC 29500,
ISO/IEC 26300, the extensions [MS-XLSX], [MS-DOCX], [MS-PPTX] and the XML of Office 2003.
Run it in this folder."""
import base64, io, re, zipfile

counts = {}

class Doc:
    def __init__(self, name):
        self.name, self.n = name, 0
    def m(self):
        self.n += 1
        return f"m{self.n}@example.com"
    def fill(self, text):
        """Puts a marker at each place that is written «»."""
        return re.sub("«»", lambda _: self.m(), text)
    def zip(self, parts):
        b = io.BytesIO()
        with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
            for name, text in parts.items():
                info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                data = text if isinstance(text, bytes) else self.fill(text).encode()
                z.writestr(info, data)
        return b.getvalue()
    def write(self, data):
        open(self.name, "wb").write(data)
        counts[self.name] = self.n

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
R = f'xmlns:r="{REL}"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'

def rels(*all):
    out = HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    for i, (kind, target, *mode) in enumerate(all, 1):
        t = kind if "/" in kind else f"{REL}/{kind}"
        out += f'<Relationship Id="rId{i}" Type="{t}" Target="{target}"' + (' TargetMode="External"' if mode else "") + "/>"
    return out + "</Relationships>"

def types(defaults, overrides):
    out = HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    out += "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in defaults.items())
    return out + "".join(f'<Override PartName="{p}" ContentType="{t}"/>' for p, t in overrides.items()) + "</Types>"

PROPS = {
    "docProps/core.xml": HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        '<dc:title>«»</dc:title><dc:subject>«»</dc:subject><dc:creator>«»</dc:creator><cp:keywords>«»</cp:keywords><dc:description>«»</dc:description><cp:lastModifiedBy>«»</cp:lastModifiedBy><cp:category>«»</cp:category><cp:contentStatus>«»</cp:contentStatus></cp:coreProperties>',
    "docProps/app.xml": HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>Microsoft Excel</Application>'
        '<TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>«»</vt:lpstr></vt:vector></TitlesOfParts><Manager>«»</Manager><Company>«»</Company><HyperlinkBase>«»</HyperlinkBase></Properties>',
    "docProps/custom.xml": HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Client"><vt:lpwstr>«»</vt:lpwstr></property><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="«»"><vt:lpwstr>x</vt:lpwstr></property></Properties>',
    "customXml/item1.xml": '<client xmlns="urn:example:crm" id="«»"><mail>«»</mail></client>',
    "customXml/itemProps1.xml": HEAD + '<ds:datastoreItem ds:itemID="{1}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
    "customXml/_rels/item1.xml.rels": rels(("customXmlProps", "itemProps1.xml")),
    "_xmlsignatures/sig1.xml": '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyInfo><X509Data><X509IssuerSerial><X509IssuerName>CN=«»</X509IssuerName></X509IssuerSerial></X509Data></KeyInfo><Object><SignatureProperties><SignatureProperty><SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig"><SignatureText>«»</SignatureText><SignatureComments>«»</SignatureComments></SignatureInfoV1></SignatureProperty></SignatureProperties></Object></Signature>',
}

CHART = HEAD + (f'<c:chartSpace {C} {A}><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>«»</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:idx val="0"/>'
    '<c:tx><c:strRef><c:f>Sheet1!$A$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>«»</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    '<c:cat><c:strRef><c:f>Sheet1!$A$2</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>«»</c:v></c:pt></c:strCache></c:strRef></c:cat>'
    '<c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>')

DIAGRAM = {
    "data": HEAD + f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {A}><dgm:ptLst><dgm:pt modelId="1"><dgm:prSet custT="1"/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>«»</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>',
    "drawing": HEAD + f'<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" {A}><dsp:spTree><dsp:sp><dsp:nvSpPr><dsp:cNvPr id="0" name="" descr="«»"/></dsp:nvSpPr><dsp:txBody><a:bodyPr/><a:p><a:r><a:t>«»</a:t></a:r></a:p></dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>',
}

VML = f'<xml {V}><v:shape id="_x0000_s1025" alt="«»" title="«»" href="mailto:«»"><v:textbox><div style="text-align:left">«»<br><font>«»</font></div></v:textbox><v:textpath string="«»"/><x:ClientData ObjectType="Drop"><x:Anchor>1, 15, 0, 2</x:Anchor><x:FmlaMacro>«»</x:FmlaMacro></x:ClientData></v:shape></xml>'

def embedded_docx(text):
    d = io.BytesIO()
    with zipfile.ZipFile(d, "w") as z:
        z.writestr(zipfile.ZipInfo("[Content_Types].xml", (2020, 1, 1, 0, 0, 0)), types({"rels": "application/vnd.openxmlformats-package.relationships+xml"}, {"/word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"}))
        z.writestr(zipfile.ZipInfo("word/document.xml", (2020, 1, 1, 0, 0, 0)), HEAD + f"<w:document {W}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>")
    return d.getvalue()

def printer(text):
    return (text[:31].encode("utf-16le") + b"\0" * 64)[:64] + bytes(range(1, 40)) * 2

exec(open("markers-ooxml.py").read())
exec(open("markers-odf.py").read())

with open("markers.txt", "w") as f:
    for name in sorted(counts):
        f.write(f"{name} {counts[name]}\n")
