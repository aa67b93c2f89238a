# Makes pdf/places.pdf, in which every place where a PDF holds text has an address of its
# own (in example.com, so nobody's), with an earlier revision. qpdf and mutool write the
# files places-qpdf.pdf and places-mutool.pdf from it.
import os, subprocess

n = 0
def m():
    global n
    n += 1
    return f"m{n}@example.com"

def stream(body, extra=""):
    return f"<</Length {len(body)}{extra}>>stream\n{body}\nendstream"

def xmp(t):
    return stream('<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{t}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>', "/Type/Metadata/Subtype/XML")

objs = {}
def add(body):
    objs[len(objs) + 1] = body
    return f"{len(objs)} 0 R"
def late():
    return add(None)
def put(ref, body):
    objs[int(ref.split()[0])] = body

catalog, pages, page, info = late(), late(), late(), late()
font = add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
text = lambda t, y=700: f"BT /F1 10 Tf 50 {y} Td ({t}) Tj ET\n"
res = f"<</Font<</F1 {font}>>>>"
inner = add(stream(text(m(), 600), f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources{res}"))
form = add(stream(text(m(), 620) + "/X Do", f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 {font}>>/XObject<</X {inner}>>>>"))
pattern = add(stream(text(m()), f"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 99 99]/XStep 99/YStep 99/Resources{res}"))
group = add(stream(text(m()), f"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency>>/Resources{res}"))
ocg = add(f"<</Type/OCG/Name(layer of {m()})>>")
image = add(stream("\0" * 64, "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray"))
content = (text(m()) + "/Pattern cs /P1 scn /X Do /G1 gs\n" + f"/OC /L1 BDC {text(m(), 500)} EMC\n" + f"3 Tr {text(m(), 480)} 0 Tr 1 g {text(m(), -300)}"
    + f"/Span <</ActualText ({m()})>> BDC {text('shown', 460)} EMC\n/Span /A1 BDC {text('shown', 440)} EMC\n/Figure <</Alt ({m()})>> BDC /I Do EMC\n"
    + f"q 8 0 0 8 0 0 cm BI /W 8 /H 8 /BPC 8 /CS /G ID {'x' * 64} EI Q {text(m(), 420)}")
cont = add(stream(content))
body = f"BI /W 8 /H 8 /F /Fl ID {'x' * 64}\n{text(m(), 400)}"  # its end is missing
cont2 = add(stream(body))

note = add(f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents({m()})/T({m()})/Subj({m()})/RC(<p>{m()}</p>)/Popup<</Type/Annot/Subtype/Popup/Contents({m()})>>>>")
link = add(f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:{m()})/Next<</S/URI/URI(http://example.com/?{m()})>>>>>>")
free = add(f"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/AP<</N {add(stream(text(m()), f'/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources{res}'))}>>>>")
def spec(t):
    f = add(stream(f"words of {t}\n", "/Type/EmbeddedFile"))
    return f"<</Type/Filespec/F(a.txt)/Desc({m()})/EF<</F {f}>>>>"
clip = add(f"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS {spec(m())}>>")
media = add(f"<</Type/Annot/Subtype/Screen/Rect[0 0 9 9]/T({m()})/A<</S/Rendition/R<</S/MR/N({m()})>>>>>>")

field = add(f"<</FT/Tx/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(field)/TU({m()})/TM({m()})/V({m()})/DV({m()})/MK<</CA({m()})>>>>")
choice = add(f"<</FT/Ch/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(choice)/V(one)/Opt[[(one)({m()})]({m()})]>>")
yes = add(stream(text(m()), f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources{res}"))
box = add(f"<</FT/Btn/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(box)/V/Off/AP<</N<</Yes {yes}>>>>>>")
long = add(f"<</FT/Tx/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(long)/V {add(stream(m()))}>>")
loose = add(f"<</FT/Tx/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/T(loose)/V({m()})>>")
parent = late()
kid = add(f"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/Parent {parent}>>")
put(parent, f"<</FT/Tx/T(parent)/V({m()})/Kids[{kid}]>>")
bare = add(f"<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/AP<</N {add(stream(text(m()), f'/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources{res}'))}>>>>")
sig = add(f"<</FT/Sig/T(sig)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 0 0 0]/Name({m()})/Reason({m()})/Location({m()})/ContactInfo({m()})"
    + "/Contents<3020310630040c026e6f" + "0c" + f"{len(m()):02x}" + "%s>>>>>" % f"m{n}@example.com".encode().hex())

item = add(f"<</Title({m()})/A<</S/URI/URI(http://example.com/{m()})>>>>")
outlines = add(f"<</Type/Outlines/First {item}/Last {item}/Count 1>>")
elem = add(f"<</Type/StructElem/S/Figure/T({m()})/Alt({m()})/ActualText({m()})/E({m()})/A<</O/UserProperties/P[<</N(name)/V({m()})>>]>>>>")
struct = add(f"<</Type/StructTreeRoot/K {elem}>>")
script = add(stream(f"app.alert('{m()}');"))
thread = add(f"<</Type/Thread/I<</Title({m()})/Author({m()})>>>>")
xfa = add(stream(f"<data><mail>{m()}</mail></data>"))
put(info, f"<</Author({m()})/Title(<)/Keywords({m()})/Custom({m()})/Creator({m()})>>")
put(page, f"<</Type/Page/Parent {pages}/MediaBox[0 0 600 800]/Contents[{cont} {cont2}]/Metadata {add(xmp(m()))}/PieceInfo<</App<</Private({m()})>>>>"
    f"/Resources<</Font<</F1 {font}>>/XObject<</X {form}/I {image}>>/Pattern<</P1 {pattern}>>/ExtGState<</G1<</SMask<</S/Alpha/G {group}>>>>>>/Properties<</L1 {ocg}/A1<</ActualText({m()})>>>>>>"
    f"/Annots[{note} {link} {free} {clip} {media} {field} {choice} {box} {long} {loose} {kid} {bare} {sig}]>>")
put(pages, f"<</Type/Pages/Kids[{page}]/Count 1>>")
put(catalog, f"<</Type/Catalog/Pages {pages}/Outlines {outlines}/StructTreeRoot {struct}/Metadata {add(xmp(m()))}/OpenAction<</S/JavaScript/JS {script}>>"
    f"/AA<</WC<</S/JavaScript/JS(app.alert\\('{m()}'\\))>>>>/Names<</EmbeddedFiles<</Names[({m()}){spec(m())}]>>/JavaScript<</Names[(x)<</S/JavaScript/JS(y='{m()}')>>]>>>>"
    f"/AF[{spec(m())}]/URI<</Base(http://{m()}/)>>/PageLabels<</Nums[0<</P({m()})>>]>>/Threads[{thread}]/OCProperties<</OCGs[{ocg}]/D<</Name({m()})>>>>"
    f"/AcroForm<</Fields[{field} {choice} {box} {long} {sig}]/XFA[(datasets){xfa}]>>/Collection<</Schema<</A<</Type/CollectionField/Subtype/S/N({m()})>>>>>>>>")
add(stream(f"nobody refers to this, {m()}\n", "/Type/EmbeddedFile"))

# The newest revision, and in front of it what was replaced.
out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
def revision(some, prev):
    at = {}
    for k, v in some.items():
        at[k] = len(out)
        out.extend(f"{k} 0 obj\n{v}\nendobj\n".encode("latin-1"))
    x = len(out)
    out.extend(b"xref\n")
    for k in sorted(at):
        out.extend(f"{k} 1\n{at[k]:010d} 00000 n \n".encode())
    out.extend(f"trailer<</Size {len(objs)+1}/Root {catalog}/Info {info}{f'/Prev {prev}' if prev else ''}>>\nstartxref\n{x}\n%%EOF\n".encode())
    return x
now = dict(objs)
last = n
replaced = {cont: stream(text("before: " + m())), field: f"<</FT/Tx/T(field)/V({m()})>>", info: f"<</Author({m()})>>", xfa: stream(f"<data><mail>{m()}</mail></data>")}
first = dict(now)
for ref, v in replaced.items():
    first[int(ref.split()[0])] = v
p = revision(first, 0)
revision({int(ref.split()[0]): now[int(ref.split()[0])] for ref in replaced}, p)
os.makedirs("pdf", exist_ok=True)
open("pdf/places.pdf", "wb").write(out)
print(n, "markers,", n - last, "of them in the earlier revision, from", last + 1)
subprocess.run(["qpdf", "--object-streams=generate", "--encrypt", "", "owner", "256", "--", "pdf/places.pdf", "pdf/places-qpdf.pdf"])
subprocess.run(["mutool", "clean", "-z", "pdf/places.pdf", "pdf/places-mutool.pdf"])
