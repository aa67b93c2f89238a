# Part of make-markers.py: the kinds of Office Open XML.

def xlsx():
    d = Doc("markers.xlsx")
    CT = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": types({"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing", "bin": "application/octet-stream", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
            {"/xl/workbook.xml": CT + "sheet.main+xml", "/xl/worksheets/sheet1.xml": CT + "worksheet+xml", "/xl/worksheets/sheet2.xml": CT + "worksheet+xml", "/xl/sharedStrings.xml": CT + "sharedStrings+xml", "/xl/comments1.xml": CT + "comments+xml", "/xl/tables/table1.xml": CT + "table+xml"}),
        "_rels/.rels": rels(("officeDocument", "/xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": rels(("worksheet", "/xl/worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("sharedStrings", "sharedStrings.xml"), ("externalLink", "externalLinks/externalLink1.xml"), ("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"), ("chartsheet", "chartsheets/sheet3.xml")),
        "xl/workbook.xml": HEAD + f'<workbook {X} {R}><fileSharing userName="«»"/><workbookPr codeName="ThisWorkbook"/><sheets><sheet name="«»" sheetId="1" r:id="rId1"/><sheet name="Hidden" sheetId="2" state="veryHidden" r:id="rId2"/><sheet name="Chart1" sheetId="3" r:id="rId6"/></sheets>'
            '<externalReferences><externalReference r:id="rId4"/></externalReferences><definedNames><definedName name="Client" comment="«»" description="«»" help="«»">"«»"</definedName></definedNames><customWorkbookViews><customWorkbookView name="«»" guid="{1}"/></customWorkbookViews></workbook>',
        "xl/sharedStrings.xml": HEAD + f'<sst {X} count="4" uniqueCount="4"><si><t>«»</t></si><si><r><t>m</t></r><r><rPr><b/></rPr><t>901@example.com</t></r><rPh sb="0" eb="1"><t>«»</t></rPh></si><si><t>«» a text that no cell shows any more</t></si><si><t>name</t></si></sst>',
        "xl/worksheets/_rels/sheet1.xml.rels": rels(("hyperlink", "mailto:«»", 1), ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vmlDrawing1.vml"), ("table", "../tables/table1.xml"), ("drawing", "../drawings/drawing1.xml"), ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"), ("printerSettings", "../printerSettings/printerSettings1.bin")),
        "xl/worksheets/sheet1.xml": HEAD + f'<worksheet {X} {R} {MC} xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><cols><col min="1" max="1" hidden="1"/></cols><sheetData>'
            '<row r="1"><c r="A1" t="s"><v>3</v></c><c r="B1" t="inlineStr"><is><t>mail</t></is></c><c r="C1" t="inlineStr"><is><t>note</t></is></c></row>'
            '<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><r><t>m</t></r><r><t>902@example.com</t></r><rPh sb="0" eb="1"><t>«»</t></rPh></is></c></row>'
            '<row r="3"><c r="A3" t="str"><f>IF(A1="«»","«»",2)</f><v>«»</v></c><c r="B3"><v>1.3800000001E10</v></c></row></sheetData>'
            '<protectedRanges><protectedRange name="«»" sqref="A1" securityDescriptor="O:«»"/></protectedRanges><scenarios><scenario name="«»" user="«»" comment="«»"><inputCells r="A1" val="«»"/></scenario></scenarios>'
            '<autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="«»"/></filters></filterColumn><filterColumn colId="1"><customFilters><customFilter val="*«»*"/></customFilters></filterColumn></autoFilter>'
            '<conditionalFormatting sqref="A1"><cfRule type="containsText" priority="1" operator="containsText" text="«»"><formula>NOT(ISERROR(SEARCH("«»",A1)))</formula></cfRule></conditionalFormatting>'
            '<dataValidations count="1"><dataValidation type="list" sqref="A1" errorTitle="«»" error="«»" promptTitle="«»" prompt="«»"><formula1>"«»,other"</formula1></dataValidation></dataValidations>'
            '<hyperlinks><hyperlink ref="A2" r:id="rId1" tooltip="«»" display="«»"/></hyperlinks><headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;14«»&amp;C«»</oddHeader><evenFooter>&amp;R«»</evenFooter></headerFooter>'
            '<drawing r:id="rId5"/><legacyDrawing r:id="rId3"/><oleObjects><oleObject progId="Word" link="[1]!«»" shapeId="1"/></oleObjects><tableParts><tablePart r:id="rId4"/></tableParts>'
            '<extLst><ext uri="{1}"><x14:dataValidations><x14:dataValidation type="list"><x14:formula1><xm:f>"«»"</xm:f></x14:formula1><xm:sqref>A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst></worksheet>',
        "xl/worksheets/sheet2.xml": HEAD + f'<worksheet {X}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>«»</t></is></c></row></sheetData></worksheet>',
        "xl/worksheets/sheet9.xml": HEAD + f'<worksheet {X}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>«» in a sheet that the workbook does not name</t></is></c></row></sheetData></worksheet>',
        "xl/chartsheets/sheet3.xml": HEAD + f'<chartsheet {X}><headerFooter><oddHeader>«»</oddHeader></headerFooter></chartsheet>',
        "xl/comments1.xml": HEAD + f'<comments {X}><authors><author>«»</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>«»</t></r></text></comment></commentList></comments>',
        "xl/threadedComments/threadedComment1.xml": HEAD + '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" personId="{1}" id="{2}"><text>«»</text></threadedComment></ThreadedComments>',
        "xl/persons/person.xml": HEAD + '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="«»" id="{1}" userId="S::«»::1" providerId="AD"/></personList>',
        "xl/drawings/vmlDrawing1.vml": VML,
        "xl/drawings/drawing1.xml": HEAD + f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" {A} {R}><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col></xdr:from><xdr:sp textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="«»" descr="«»" title="«»"><a:hlinkClick r:id="rId1" tooltip="«»"/></xdr:cNvPr></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>«»</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>',
        "xl/drawings/_rels/drawing1.xml.rels": rels(("hyperlink", "mailto:«»", 1), ("chart", "../charts/chart1.xml")),
        "xl/charts/chart1.xml": CHART,
        "xl/diagrams/data1.xml": DIAGRAM["data"], "xl/diagrams/drawing1.xml": DIAGRAM["drawing"],
        "xl/tables/table1.xml": HEAD + f'<table {X} id="1" name="Table1" displayName="Table1" comment="«»" ref="A1:C3" headerRowCaption="x"><autoFilter ref="A1:C3"><filterColumn colId="0"><filters><filter val="«»"/></filters></filterColumn></autoFilter><tableColumns count="1"><tableColumn id="1" name="name"><calculatedColumnFormula>"«»"</calculatedColumnFormula></tableColumn></tableColumns></table>',
        "xl/externalLinks/externalLink1.xml": HEAD + f'<externalLink {X} {R}><externalBook r:id="rId1"><sheetNames><sheetName val="«»"/></sheetNames><definedNames><definedName name="«»" refersTo="=Sheet1!$A$1"/></definedNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>mail</v></cell></row><row r="2"><cell r="A2" t="str"><v>«»</v></cell></row></sheetData></sheetDataSet></externalBook><ddeLink ddeService="«»" ddeTopic="«»"><ddeItems><ddeItem name="«»"><values><value t="str"><val>«»</val></value></values></ddeItem></ddeItems></ddeLink></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": rels(("externalLinkPath", "file:///C:/Users/«»/book.xlsx", 1)),
        "xl/pivotCache/pivotCacheDefinition1.xml": HEAD + f'<pivotCacheDefinition {X} {R} r:id="rId1" refreshedBy="«»"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="x"/></cacheSource><cacheFields count="2"><cacheField name="mail"><sharedItems count="2"><s v="«»"/><s v="«»"/></sharedItems></cacheField><cacheField name="other"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>',
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels(("pivotCacheRecords", "pivotCacheRecords1.xml")),
        "xl/pivotCache/pivotCacheRecords1.xml": HEAD + f'<pivotCacheRecords {X} count="1"><r><x v="0"/><s v="«»"/></r></pivotCacheRecords>',
        "xl/pivotTables/pivotTable1.xml": HEAD + f'<pivotTableDefinition {X} name="PivotTable1" cacheId="1" rowHeaderCaption="«»" dataCaption="«»"><pivotFields><pivotField name="«»" axis="axisRow"><items><item n="«»" x="0"/></items></pivotField></pivotFields><dataFields><dataField name="Sum of «»" fld="1"/></dataFields></pivotTableDefinition>',
        "xl/slicers/slicer1.xml": HEAD + '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><slicer name="«»" cache="c" caption="«»"/></slicers>',
        "xl/connections.xml": HEAD + f'<connections {X}><connection id="1" name="«»" description="«»" odcFile="C:\\Users\\«»\\a.odc" type="1"><dbPr connection="DSN=x;UID=«»" command="SELECT * FROM t WHERE m=\'«»\'"/><webPr url="http://x/?m=«»" post="m=«»"/><textPr sourceFile="C:\\«».txt"/></connection></connections>',
        "xl/queryTables/queryTable1.xml": HEAD + f'<queryTable {X} name="«»" connectionId="1"><queryTableRefresh><queryTableFields><queryTableField id="1" name="«»"/></queryTableFields></queryTableRefresh></queryTable>',
        "xl/revisions/revisionHeaders.xml": HEAD + f'<headers {X} {R} guid="{{1}}"><header guid="{{1}}" dateTime="2020-01-01T00:00:00Z" userName="«»" r:id="rId1"/></headers>',
        "xl/revisions/revisionLog1.xml": HEAD + f'<revisions {X}><rcc rId="1" sId="1"><oc r="A1" t="inlineStr"><is><t>«»</t></is></oc><nc r="A1" t="str"><v>«»</v></nc></rcc><rcmt sheetId="1" cell="A1" guid="{{1}}" author="«»"/></revisions>',
        "xl/revisions/userNames.xml": HEAD + f'<users {X} count="1"><userInfo guid="{{1}}" name="«»" id="-1" dateTime="2020-01-01T00:00:00Z"/></users>',
        "xl/ctrlProps/ctrlProp1.xml": HEAD + '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="Drop"><itemLst><item val="«»"/></itemLst></formControlPr>',
        "xl/activeX/activeX1.xml": HEAD + '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{1}"><ax:ocxPr ax:name="Caption" ax:value="«»"/></ax:ocx>',
        "xl/xmlMaps.xml": HEAD + f'<MapInfo {X} SelectionNamespaces=""><Schema ID="1"><x>«»</x></Schema><Map ID="1" Name="«»" RootElement="a"><DataBinding FileBindingName="«»" ConnectionID="1" DataBindingLoadMode="1"/></Map></MapInfo>',
        "xl/metadata.xml": HEAD + f'<metadata {X}><metadataStrings count="1"><s v="«»"/></metadataStrings></metadata>',
        "xl/volatileDependencies.xml": HEAD + f'<volTypes {X}><volType type="realTimeData"><main first="«»"><tp t="s"><v>«»</v><stp>«»</stp><tr r="A1" s="1"/></tp></main></volType></volTypes>',
        "customUI/customUI14.xml": '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" label="«»"/></tabs></ribbon></customUI>',
        "docMetadata/LabelInfo.xml": HEAD + '<clbl:labelList xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{1}" siteId="«»"/></clbl:labelList>',
        "xl/richData/rdrichvalue.xml": HEAD + '<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata" count="1"><rv s="0"><v>«»</v></rv></rvData>',
        **PROPS,
    }
    parts["xl/embeddings/Microsoft_Word_Document.docx"] = embedded_docx(d.m())
    parts["xl/printerSettings/printerSettings1.bin"] = printer(d.m())
    d.write(d.zip(parts))

def docx():
    d = Doc("markers.docx")
    body = (
        '<w:p><w:bookmarkStart w:id="0" w:name="«»"/><w:r><w:t>«»</w:t></w:r><w:r><w:t xml:space="preserve"> m</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>901@example.com</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>m902</w:t></w:r><w:r><w:t>@exa</w:t></w:r><w:ins w:id="9" w:author="«»"><w:r><w:t>mple.com and</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> </w:t></w:r><w:del w:id="1" w:author="«»" w:date="2020-01-01T00:00:00Z"><w:r><w:delText>«»</w:delText></w:r></w:del><w:ins w:id="2" w:author="«»"><w:r><w:t>«»</w:t></w:r></w:ins></w:p>'
        '<w:p><w:moveFrom w:id="3" w:author="«»"><w:r><w:t>«»</w:t></w:r></w:moveFrom></w:p><w:p><w:pPr><w:pPrChange w:id="4" w:author="«»"><w:pPr/></w:pPrChange></w:pPr></w:p>'
        '<w:p><w:hyperlink r:id="rId1" w:tooltip="«»"><w:r><w:t>«»</w:t></w:r></w:hyperlink></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="«»"/><w:entryMacro w:val="m"/><w:helpText w:type="text" w:val="«»"/><w:statusText w:type="text" w:val="«»"/><w:textInput><w:default w:val="«»"/></w:textInput><w:ddList><w:listEntry w:val="«»"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> HYPER</w:instrText></w:r><w:r><w:instrText>LINK "mailto:m9</w:instrText></w:r><w:r><w:instrText>03@example.com" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>«»</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        '<w:p><w:fldSimple w:instr=" MERGEFIELD «» "><w:r><w:t>«»</w:t></w:r></w:fldSimple></w:p>'
        '<w:sdt><w:sdtPr><w:alias w:val="«»"/><w:tag w:val="«»"/><w:placeholder><w:docPart w:val="DefaultPlaceholder"/></w:placeholder><w:dropDownList w:lastValue="«»"><w:listItem w:displayText="«»" w:value="«»"/></w:dropDownList></w:sdtPr><w:sdtContent><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:sdtContent></w:sdt>'
        '<w:p><w:r><w:t>before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH><wp:posOffset>123456789</wp:posOffset></wp:positionH><wp:docPr id="1" name="«»" descr="«»" title="«»"/><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>once m904@example.com</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        '<mc:Fallback><w:pict><v:shape alt="«»"><v:textbox><w:txbxContent><w:p><w:r><w:t>once m904@example.com</w:t></w:r></w:p><w:p><w:r><w:t>only here «»</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>and after m905@example.com</w:t></w:r></w:p>'
        '<w:p><w:r><w:pict><v:shape><v:textpath string="«»"/></v:shape></w:pict></w:r></w:p>'
        '<w:tbl><w:tblPr><w:tblCaption w:val="«»"/><w:tblDescription w:val="«»"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>mail</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>«»</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>'
        '<w:p><w:r><w:ruby><w:rt><w:r><w:t>«»</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>«»</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>'
        '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>«»</m:t></m:r></m:oMath></w:p>'
        '<w:p><w:smartTag w:uri="u" w:element="PersonName"><w:smartTagPr><w:attr w:name="n" w:val="«»"/></w:smartTagPr><w:r><w:t>«»</w:t></w:r></w:smartTag></w:p>'
        '<w:p><w:customXml w:element="e"><w:customXmlPr><w:attr w:name="n" w:val="«»"/></w:customXmlPr><w:r><w:t>«»</w:t></w:r></w:customXml></w:p>'
        '<w:p><w:r><w:t>138</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>0000-0001</w:t></w:r></w:p><w:altChunk r:id="rId2"/><w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>')
    ns = f"{W} {R} {WP} {A} {MC} {WPS} {V} {C}"
    p = "<w:p><w:r><w:t>«»</w:t></w:r></w:p>"
    parts = {
        "[Content_Types].xml": types({"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "html": "text/html", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, {"/word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"}),
        "_rels/.rels": rels(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": rels(("hyperlink", "mailto:«»", 1), ("aFChunk", "afchunk.html"), ("attachedTemplate", "file:///C:/Users/«»/a.dotm", 1)),
        "word/_rels/settings.xml.rels": rels(("mailMergeSource", "file:///C:/Users/«»/list.csv", 1)),
        "word/document.xml": HEAD + f"<w:document {ns}><w:body>{body}</w:body></w:document>",
        "word/header1.xml": HEAD + f"<w:hdr {ns}>{p}</w:hdr>", "word/footer1.xml": HEAD + f"<w:ftr {ns}>{p}</w:ftr>", "word/kopf.xml": HEAD + f"<w:hdr {ns}>{p}</w:hdr>",
        "word/footnotes.xml": HEAD + f'<w:footnotes {ns}><w:footnote w:id="1">{p}</w:footnote></w:footnotes>', "word/endnotes.xml": HEAD + f'<w:endnotes {ns}><w:endnote w:id="1">{p}</w:endnote></w:endnotes>',
        "word/comments.xml": HEAD + f'<w:comments {ns}><w:comment w:id="1" w:author="«»" w:initials="«»">{p}</w:comment></w:comments>',
        "word/commentsExtended.xml": HEAD + '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="1" w15:done="0"/></w15:commentsEx>',
        "word/people.xml": HEAD + '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="«»"><w15:presenceInfo w15:providerId="AD" w15:userId="S::«»::1"/></w15:person></w15:people>',
        "word/glossary/document.xml": HEAD + f'<w:glossaryDocument {ns}><w:docParts><w:docPart><w:docPartPr><w:name w:val="«»"/><w:category><w:name w:val="«»"/></w:category><w:description w:val="«»"/></w:docPartPr><w:docPartBody>{p}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>',
        "word/settings.xml": HEAD + f'<w:settings {ns}><w:docVars><w:docVar w:name="v" w:val="«»"/></w:docVars><w:mailMerge><w:connectString w:val="DSN=«»"/><w:query w:val="SELECT «»"/><w:addressFieldName w:val="«»"/><w:mailSubject w:val="«»"/><w:odso><w:udl w:val="UID=«»"/><w:fieldMapData><w:name w:val="«»"/><w:mappedName w:val="«»"/></w:fieldMapData></w:odso></w:mailMerge></w:settings>',
        "word/numbering.xml": HEAD + f'<w:numbering {ns}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="«» %1."/></w:lvl></w:abstractNum></w:numbering>',
        "word/styles.xml": HEAD + f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>',
        "word/afchunk.html": "<html><body><p>«»</p></body></html>",
        "word/afchunk2.txt": "a text «»\n", "word/afchunk3.mht": "From: x\nSubject: s\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><body>«»</body></html>\n",
        "word/charts/chart1.xml": CHART, "word/diagrams/data1.xml": DIAGRAM["data"], "word/diagrams/drawing1.xml": DIAGRAM["drawing"],
        "word/drawings/drawing1.xml": HEAD + f'<c:userShapes {C} {A} xmlns:cdr="http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"><cdr:sp><cdr:txBody><a:p><a:r><a:t>«»</a:t></a:r></a:p></cdr:txBody></cdr:sp></c:userShapes>',
        "word/vbaData.xml": HEAD + '<wne:vbaSuppData xmlns:wne="http://schemas.microsoft.com/office/word/2006/wordml"><wne:mcds><wne:mcd wne:macroName="«»"/></wne:mcds></wne:vbaSuppData>',
        "word/recipients.xml": HEAD + f'<w:recipients {W}><w:recipientData><w:active w:val="0"/><w:column w:val="1"/><w:uniqueTag w:val="AA=="/></w:recipientData></w:recipients>',
        **PROPS,
    }
    parts["word/embeddings/d.docx"] = embedded_docx(d.m())
    d.write(d.zip(parts))

def pptx():
    d = Doc("markers.pptx")
    PP = f"{P} {A} {R}"
    shape = '<p:sp><p:nvSpPr><p:cNvPr id="2" name="«»" descr="«»" title="«»"><a:hlinkClick r:id="rId1" tooltip="«»"/></p:cNvPr></p:nvSpPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>«»</a:t></a:r><a:fld id="{1}" type="slidenum"><a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>'
    slide = lambda kind: HEAD + f'<p:{kind} {PP}><p:cSld name="«»"><p:spTree>{shape}</p:spTree></p:cSld></p:{kind}>'
    table = '<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>name</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>mail</a:t></a:r></a:p></a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>«»</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>'
    parts = {
        "[Content_Types].xml": types({"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}, {"/ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"}),
        "_rels/.rels": rels(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": HEAD + f'<p:presentation {PP}><p:custShowLst><p:custShow name="«»" id="0"/></p:custShowLst><p:extLst><p:ext uri="{{1}}"><p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="«»" id="{{1}}"/></p14:sectionLst></p:ext></p:extLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": rels(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": slide("sld").replace("</p:spTree>", table + "</p:spTree>"), "ppt/folien/folie2.xml": slide("sld"),
        "ppt/slides/_rels/slide1.xml.rels": rels(("hyperlink", "mailto:«»", 1)),
        "ppt/notesSlides/notesSlide1.xml": slide("notes"), "ppt/slideMasters/slideMaster1.xml": slide("sldMaster"), "ppt/slideLayouts/slideLayout1.xml": slide("sldLayout"), "ppt/notesMasters/notesMaster1.xml": slide("notesMaster"), "ppt/handoutMasters/handoutMaster1.xml": slide("handoutMaster"),
        "ppt/comments/comment1.xml": HEAD + f'<p:cmLst {PP}><p:cm authorId="0" dt="2020-01-01T00:00:00"><p:pos x="1" y="1"/><p:text>«»</p:text></p:cm></p:cmLst>',
        "ppt/commentAuthors.xml": HEAD + f'<p:cmAuthorLst {PP}><p:cmAuthor id="0" name="«»" initials="«»" lastIdx="1"/></p:cmAuthorLst>',
        "ppt/authors.xml": HEAD + '<p188:authorLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main"><p188:author id="{1}" name="«»" initials="«»" userId="S::«»::1" providerId="AD"/></p188:authorLst>',
        "ppt/comments/modernComment_1.xml": HEAD + f'<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" {A}><p188:cm id="{{1}}" authorId="{{1}}"><p188:replyLst><p188:reply id="{{2}}"><p188:txBody><a:p><a:r><a:t>«»</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>«»</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>',
        "ppt/tags/tag1.xml": HEAD + f'<p:tagLst {PP}><p:tag name="«»" val="«»"/></p:tagLst>',
        "ppt/charts/chart1.xml": CHART, "ppt/diagrams/data1.xml": DIAGRAM["data"], "ppt/diagrams/drawing1.xml": DIAGRAM["drawing"], "ppt/drawings/vmlDrawing1.vml": VML,
        "ppt/presProps.xml": HEAD + f"<p:presentationPr {PP}/>",
        **PROPS,
    }
    parts["ppt/embeddings/Microsoft_Word_Document1.docx"] = embedded_docx(d.m())
    d.write(d.zip(parts))

def flat_opc():
    d = Doc("markers-opc.xml")
    png = base64.b64encode(embedded_docx(d.m())).decode()
    d.write(d.fill(HEAD + '<?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/word/_rels/document.xml.rels" pkg:contentType="x"><pkg:xmlData>{rels(("hyperlink", "mailto:«»", 1)).replace(HEAD, "")}</pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/document.xml" pkg:contentType="x"><pkg:xmlData><w:document {W}><w:body><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/embeddings/a.docx" pkg:contentType="x" pkg:compression="store"><pkg:binaryData>{png}</pkg:binaryData></pkg:part>'
        + "".join(f'<pkg:part pkg:name="/{n}" pkg:contentType="x"><pkg:xmlData>{t.replace(HEAD, "")}</pkg:xmlData></pkg:part>' for n, t in PROPS.items() if "rels" not in n) + "</pkg:package>").encode())

def word_xml():
    d = Doc("markers-word2003.xml")
    doc = base64.encodebytes(embedded_docx(d.m())).decode()
    d.write(d.fill(HEAD + '<?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<o:DocumentProperties><o:Title>«»</o:Title><o:Author>«»</o:Author><o:LastAuthor>«»</o:LastAuthor><o:Company>«»</o:Company><o:Manager>«»</o:Manager><o:Pages>1</o:Pages></o:DocumentProperties><o:CustomDocumentProperties><o:Client>«»</o:Client></o:CustomDocumentProperties>'
        '<w:docPr><w:docVars><w:docVar w:name="x" w:val="«»"/></w:docVars></w:docPr><w:body><w:p><w:r><w:t>«»</w:t></w:r></w:p><w:p><w:hlink w:dest="mailto:«»" w:screenTip="«»"><w:r><w:t>«»</w:t></w:r></w:hlink></w:p>'
        '<w:p><aml:annotation aml:id="0" w:type="Word.Comment" aml:author="«»" w:initials="«»"><aml:content><w:p><w:r><w:t>«»</w:t></w:r></w:p></aml:content></aml:annotation></w:p>'
        '<w:p><w:r><w:footnote><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:footnote></w:r><w:r><w:instrText>HYPERLINK "mailto:«»"</w:instrText></w:r></w:p>'
        f'<w:p><w:r><w:pict><w:binData w:name="wordml://01.docx">{doc}</w:binData><v:shape alt="«»"><v:textbox><w:txbxContent><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>mail</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        '<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>«»</w:t></w:r></w:p></w:hdr></w:sectPr></w:body></w:wordDocument>').encode())

def excel_xml():
    d = Doc("markers-excel2003.xml")
    d.write(d.fill(HEAD + '<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">'
        '<DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Title>«»</Title><Author>«»</Author><LastAuthor>«»</LastAuthor><Company>«»</Company><Version>11</Version></DocumentProperties><ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><WindowHeight>9000</WindowHeight></ExcelWorkbook>'
        '<Styles><Style ss:ID="Default" ss:Name="Normal"/></Styles><Names><NamedRange ss:Name="Client" ss:RefersTo="=&quot;«»&quot;"/></Names><Worksheet ss:Name="«»"><Table ss:ExpandedColumnCount="4"><Row><Cell><Data ss:Type="String">name</Data></Cell><Cell><Data ss:Type="String">mail</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">phone</Data></Cell></Row>'
        '<Row ss:Hidden="1"><Cell ss:HRef="mailto:«»" x:HRefScreenTip="«»"><Data ss:Type="String">x</Data><Comment ss:Author="«»"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>«»</B><Font>, m</Font><Font>901@example.com</Font></ss:Data></Comment></Cell><Cell ss:Formula="=IF(A1=&quot;«»&quot;,1,2)"><Data ss:Type="String">«»</Data></Cell><Cell ss:Index="4"><Data ss:Type="Number">1.3800000001E10</Data></Cell></Row>'
        '<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>m</B><Font>902@example.com</Font></ss:Data></Cell></Row></Table>'
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup><Header x:Data="&amp;C&amp;14«»"/><Footer x:Data="«»"/></PageSetup></WorksheetOptions>'
        '<DataValidation xmlns="urn:schemas-microsoft-com:office:excel"><Range>R1C1</Range><Type>List</Type><Value>&quot;«»,x&quot;</Value><InputTitle>«»</InputTitle><InputMessage>«»</InputMessage><ErrorMessage>«»</ErrorMessage></DataValidation>'
        '<AutoFilter x:Range="R1C1:R2C2" xmlns="urn:schemas-microsoft-com:office:excel"><AutoFilterColumn x:Type="Custom"><AutoFilterCondition x:Operator="Equals" x:Value="«»"/></AutoFilterColumn></AutoFilter></Worksheet></Workbook>').encode())

xlsx(); docx(); pptx(); flat_opc(); word_xml(); excel_xml()
