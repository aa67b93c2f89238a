# Part of make-markers.py: the kinds of OpenDocument, and EPUB.

ODF = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in dict(office="office", text="text", table="table", draw="drawing", style="style", meta="meta", form="form", presentation="presentation", number="datastyle", svg="svg-compatible", config="config", script="script", anim="animation", chart="chart").items())
ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'

META = ('<office:meta><meta:generator>LibreOffice/7.4</meta:generator><meta:initial-creator>«»</meta:initial-creator><dc:creator>«»</dc:creator><dc:title>«»</dc:title><dc:subject>«»</dc:subject><dc:description>«»</dc:description><meta:keyword>«»</meta:keyword><meta:printed-by>«»</meta:printed-by>'
    '<meta:user-defined meta:name="Client">«»</meta:user-defined><meta:user-defined meta:name="«»">x</meta:user-defined><meta:template xlink:href="file:///home/«»/a.ott" xlink:title="«»"/></office:meta>')
SETTINGS = '<office:settings><config:config-item-set config:name="s"><config:config-item config:name="PrinterName" config:type="string">«»</config:config-item><config:config-item config:name="CurrentDatabaseDataSource" config:type="string">«»</config:config-item><config:config-item config:name="ViewAreaTop" config:type="int">138</config:config-item></config:config-item-set></office:settings>'
SCRIPTS = '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="https://x/?m=«»"/></office:event-listeners></office:scripts>'
NOTE = '<office:annotation><dc:creator>«»</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><text:p>«»</text:p></office:annotation>'
FRAME = '<draw:frame draw:name="«»"><draw:text-box><text:p>«»</text:p></draw:text-box><svg:title>«»</svg:title><svg:desc>«»</svg:desc></draw:frame>'
FORMS = ('<office:forms><form:form form:name="f" form:command="SELECT «»" form:datasource="«»"><form:text form:name="«»" form:id="c" form:title="«»" form:value="«»" form:current-value="«»"/><form:textarea form:current-value="«»"><text:p>«»</text:p></form:textarea>'
    '<form:checkbox form:label="«»"/><form:listbox form:name="l"><form:option form:label="«»" form:value="«»"/></form:listbox><form:combobox form:value="«»"><form:item form:label="«»"/></form:combobox></form:form></office:forms>')
MASTER = '<office:master-styles><style:master-page style:name="Default"><style:header><text:p>«»</text:p></style:header><style:footer><text:p>«»</text:p></style:footer></style:master-page></office:master-styles>'
STYLES = f'<office:styles><number:number-style style:name="N1"><number:text>CHF </number:text></number:number-style></office:styles>{MASTER}'

TEXT = ('<office:text>' + FORMS + '<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>«»</dc:creator><dc:date>2020-01-01T00:00:00</dc:date></office:change-info><text:p>«»</text:p></text:deletion></text:changed-region></text:tracked-changes>'
    '<text:variable-decls><text:variable-decl text:name="«»"/></text:variable-decls><text:user-field-decls><text:user-field-decl office:string-value="«»" text:name="u"/></text:user-field-decls>'
    '<text:p>«» and <text:span>m</text:span><text:span>901@example.com</text:span><text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>«»</text:p></text:note-body></text:note></text:p>'
    '<text:p>call 13800000001<text:note text:note-class="footnote"><text:note-citation>2</text:note-citation><text:note-body><text:p>x</text:p></text:note-body></text:note></text:p>'
    '<text:p><text:a xlink:href="mailto:«»" office:title="«»">«»</text:a>' + NOTE + ' <text:bookmark text:name="«»"/><text:hidden-text text:string-value="«»"/><text:conditional-text text:string-value-if-true="«»" text:string-value-if-false="«»"/><text:placeholder text:description="«»">«»</text:placeholder> '
    '<text:database-display text:database-name="«»" text:table-name="t" text:column-name="c">«»</text:database-display> <text:bibliography-mark text:identifier="b" text:author="«»" text:annote="«»" text:custom1="«»">«»</text:bibliography-mark> '
    '<text:ruby><text:ruby-base>«»</text:ruby-base><text:ruby-text>«»</text:ruby-text></text:ruby> <text:drop-down text:name="«»"><text:label text:value="«»"/>«»</text:drop-down><text:dde-connection office:dde-topic="x"/></text:p>'
    '<text:section text:name="«»" text:condition="m==&quot;«»&quot;"><text:p>«»</text:p></text:section>' + f'<text:p>{FRAME}</text:p>' +
    '<table:table table:name="Table1"><table:table-row><table:table-cell><text:p>name</text:p></table:table-cell><table:table-cell><text:p>mail</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell><table:table-cell><text:p>«»</text:p></table:table-cell></table:table-row></table:table></office:text>')

SHEET = ('<office:spreadsheet><table:tracked-changes><table:cell-content-change table:id="c1"><office:change-info><dc:creator>«»</dc:creator><dc:date>2020-01-01T00:00:00</dc:date><text:p>«»</text:p></office:change-info><table:previous><table:change-track-table-cell office:value-type="string"><text:p>«»</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>'
    '<table:content-validations><table:content-validation table:name="val1" table:condition="of:cell-content-is-in-list(&quot;«»&quot;;&quot;«»&quot;)"><table:help-message table:title="«»" table:display="true"><text:p>«»</text:p></table:help-message><table:error-message table:title="«»"><text:p>«»</text:p></table:error-message></table:content-validation></table:content-validations>'
    '<table:table table:name="«»">' + FORMS + f'<table:shapes>{FRAME}</table:shapes>' +
    '<table:scenario table:scenario-ranges="A1" table:is-active="false" table:comment="«»"/><table:table-row><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>mail</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>ssn</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string"><text:p>x</text:p>' + NOTE + '</table:table-cell><table:table-cell office:value-type="string" table:formula="of:=IF([.A1]=&quot;«»&quot;;1;2)"><text:p>m<text:span>901@example.com</text:span></text:p></table:table-cell><table:table-cell office:value-type="float" office:value="78051120"><text:p>078-05-1120</text:p></table:table-cell></table:table-row>'
    '<table:table-row><table:table-cell office:value-type="string" office:string-value="«»"/><table:table-cell office:value-type="string"><text:p><text:a xlink:href="mailto:«»">«»</text:a></text:p></table:table-cell></table:table-row></table:table>'
    "<table:table table:name=\"'file:///home/m902@example.com/a.ods'#$Sheet1\"><table:table-source xlink:href=\"file:///home/«»/a.ods\"/><table:table-row><table:table-cell office:value-type=\"string\"><text:p>«»</text:p></table:table-cell></table:table-row></table:table>"
    '<table:named-expressions><table:named-range table:name="«»" table:cell-range-address="$A.$A$1"/><table:named-expression table:name="e" table:expression="&quot;«»&quot;"/></table:named-expressions>'
    '<table:database-ranges><table:database-range table:name="«»" table:target-range-address="A.A1"><table:filter><table:filter-condition table:field-number="0" table:value="«»" table:operator="="/></table:filter><table:database-source-sql table:database-name="«»" table:sql-statement="SELECT «»"/></table:database-range></table:database-ranges>'
    '<table:data-pilot-tables><table:data-pilot-table table:name="«»"><table:data-pilot-field table:source-field-name="mail"><table:data-pilot-level><table:data-pilot-members><table:data-pilot-member table:name="«»"/></table:data-pilot-members></table:data-pilot-level></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>'
    '<table:dde-links><table:dde-link><office:dde-source office:dde-application="«»" office:dde-topic="«»" office:dde-item="x"/><table:table><table:table-row><table:table-cell office:value-type="string" office:string-value="«»"/></table:table-row></table:table></table:dde-link></table:dde-links></office:spreadsheet>')

SLIDES = ('<office:presentation><presentation:header-decl presentation:name="h">«»</presentation:header-decl><presentation:footer-decl presentation:name="f">«»</presentation:footer-decl><presentation:date-time-decl presentation:name="d" presentation:source="fixed">«»</presentation:date-time-decl>'
    '<draw:page draw:name="«»">' + FORMS + FRAME + NOTE + '<draw:custom-shape><text:p>«»</text:p></draw:custom-shape><presentation:notes><draw:frame><draw:text-box><text:p>«»</text:p></draw:text-box></draw:frame></presentation:notes></draw:page><presentation:settings><presentation:show presentation:name="«»" presentation:pages="a"/></presentation:settings></office:presentation>')

OBJECT = f'<office:document-content {ODF}><office:body><office:chart><chart:chart><chart:title><text:p>«»</text:p></chart:title><table:table table:name="local-table"><table:table-row><table:table-cell office:value-type="string"><text:p>«»</text:p></table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body></office:document-content>'

def odf(kind, media, body):
    d = Doc(f"markers.{kind}")
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{media}",
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>',
        "META-INF/documentsignatures.xml": '<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0"><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><X509IssuerName>CN=«»</X509IssuerName></Signature></document-signatures>',
        "content.xml": HEAD + f"<office:document-content {ODF}>{SCRIPTS}<office:body>{body}</office:body></office:document-content>",
        "styles.xml": HEAD + f"<office:document-styles {ODF}>{STYLES}</office:document-styles>",
        "meta.xml": HEAD + f"<office:document-meta {ODF}>{META}</office:document-meta>",
        "settings.xml": HEAD + f"<office:document-settings {ODF}>{SETTINGS}</office:document-settings>",
        "Object 1/content.xml": HEAD + OBJECT,
        "Basic/Standard/Module1.xml": HEAD + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">MsgBox "«»"</script:module>',
        "Scripts/python/a.py": "print('«»')\n",
        "VersionList.xml": HEAD + '<VL:version-list xmlns:VL="http://openoffice.org/2001/versions-list"><VL:version-entry VL:title="Version1" VL:comment="«»" VL:creator="«»"/></VL:version-list>',
        "manifest.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="x"><a:b xmlns:a="urn:a">«»</a:b></rdf:Description></rdf:RDF>',
    }
    inner = {"mimetype": parts["mimetype"], "content.xml": HEAD + f"<office:document-content {ODF}><office:body><office:text><text:p>«» in an earlier version</text:p></office:text></office:body></office:document-content>"}
    parts["Versions/Version1"] = d.zip(inner)
    d.write(d.zip(parts))

def flat(kind, media, body):
    d = Doc(f"markers.{kind}")
    doc = base64.b64encode(embedded_docx(d.m())).decode()
    image = f'<draw:frame><draw:object><office:binary-data>\n   {doc[:60]}\n   {doc[60:]}\n</office:binary-data></draw:object></draw:frame>'
    body = body.replace("</draw:page>", image + "</draw:page>").replace("</office:text>", f"<text:p>{image}</text:p></office:text>").replace("</table:shapes>", image + "</table:shapes>")
    d.write(d.fill(HEAD + f'<office:document {ODF} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.{media}">{META}{SETTINGS}{SCRIPTS}{STYLES}<office:body>{body}</office:body></office:document>').encode())

for kind, media, body in [("t", "text", TEXT), ("s", "spreadsheet", SHEET), ("p", "presentation", SLIDES)]:
    odf("od" + kind, media, body)
    flat("fod" + kind, media, body)

def epub():
    d = Doc("markers.epub")
    d.write(d.zip({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": HEAD + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OPS/book.opf": HEAD + '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>«»</dc:title><dc:creator id="c">«»</dc:creator><meta refines="#c" property="file-as">«»</meta><dc:contributor>«»</dc:contributor><dc:identifier id="id">«»</dc:identifier></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
        "OPS/a.xhtml": HEAD + '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>«»</title></head><body><p>«»</p><img src="a.png" alt="«»"/><a href="mailto:«»">«»</a><!-- «» --></body></html>',
        "OPS/nav.xhtml": HEAD + '<html xmlns="http://www.w3.org/1999/xhtml"><body><nav><ol><li>«»</li></ol></nav></body></html>',
        "OPS/toc.ncx": HEAD + '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><docTitle><text>«»</text></docTitle></ncx>',
        "OPS/style.css": "/* «» */ p { margin: 0 }\n",
    }))

epub()
