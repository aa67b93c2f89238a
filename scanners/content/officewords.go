package content

import "strings"

// An officeTag is what an element of an office document means, by its local name.
// The formats agree where they use the same name, or one of them never uses it.
type officeTag struct {
	name string
	kind int
	// quiet elements have no attribute that a person could have written.
	quiet bool
	// mute elements hold text that programs write for themselves.
	mute bool
	// says tells that the attributes val, value, v and name of the element are texts,
	// and all that every one of them is.
	says, all bool
}

// What the elements mean here.
const (
	officePara    = iota + 1
	officeRun     // text in a paragraph
	officeField   // the instructions of a field
	officeFieldAt // the parts of a field
	officeTab
	officeBreak
	officeBlanks
	officeHyphen
	officeTable
	officeRow
	officeCell
	officeNote   // annotations, whose text belongs to no cell
	officeAside  // text in a paragraph that is not part of it
	officeDrop   // the same, and of no interest
	officeEnds   // its end ends a paragraph
	officeChange // text that was put in or struck out while changes were tracked
	officeChoices
	officeChoice
	officeFallback
	officeAbout  // who wrote the document
	officeBinary // bytes in base64
	officeFormula
	officeMargin // what stands at the top and the bottom of printed sheets
)

var officeTagKinds = map[int]string{
	officePara:     "p,h",
	officeRun:      "t,delText,text,span,a",
	officeField:    "instrText,delInstrText",
	officeFieldAt:  "fldChar",
	officeTab:      "tab,ptab",
	officeBreak:    "br,cr,line-break",
	officeBlanks:   "s",
	officeHyphen:   "noBreakHyphen",
	officeTable:    "tbl,table",
	officeRow:      "tr,table-row",
	officeCell:     "tc,table-cell,covered-table-cell",
	officeNote:     "annotation",
	officeAside:    "rt,ruby-text,rPh,desc,title,creator",
	officeDrop:     "note-citation",
	officeEnds:     "author,comment,threadedComment,cm,si,is",
	officeChange:   "ins,del,moveFrom,moveTo",
	officeChoices:  "AlternateContent",
	officeChoice:   "Choice",
	officeFallback: "Fallback",
	officeAbout:    "meta,DocumentProperties,CustomDocumentProperties",
	officeBinary:   "binary-data,binData,binaryData",
	officeFormula:  "f,formula,formula1,formula2",
	officeMargin:   "oddHeader,oddFooter,evenHeader,evenFooter,firstHeader,firstFooter",
}

// Elements without attributes that a person could have written, the most frequent
// ones and those that name styles.
const officeQuiet = `p,r,rPr,pPr,t,b,bCs,i,iCs,u,sz,szCs,color,rFonts,lang,jc,ind,spacing,pStyle,rStyle,tcPr,tcW,tblPr,tblW,tblGrid,gridCol,trPr
tr,tc,tbl,tblBorders,tcBorders,shd,vAlign,gridSpan,vMerge,sectPr,pgSz,pgMar,cols,docGrid,body,document,proofErr,lastRenderedPageBreak,tab,noProof
txBody,bodyPr,lstStyle,endParaRPr,latin,ea,cs,sym,solidFill,srgbClr,schemeClr,ln,off,ext,xfrm,prstGeom,avLst,spPr,spTree,grpSpPr,nvSpPr,nvPr,nvGrpSpPr
c,v,is,f,row,sheetData,col,si,span,table-row,table-column,covered-table-cell,style,font-face,font-face-decl,list-style,list-level-style-bullet
list-level-style-number,default-style,master-page,page-layout,text-properties,paragraph-properties,table-properties,table-cell-properties
table-column-properties,table-row-properties,graphic-properties,number-style,date-style,currency-style,percentage-style,time-style,text-style,boolean-style
latentStyles,tableColumn,lsdException,rsid,compatSetting,presentation-page-layout,outline-style,outline-level-style,gradient,hatch,fill-image,marker,stroke-dash
config-item-set,config-item-map-named,config-item-map-indexed,config-item-map-entry,font,altName,part,xmlData`

// Elements of which the attributes val, value, v and name are texts.
const officeSays = `alias,lvlText,docVar,default,statusText,helpText,listEntry,mailSubject,connectString,query,addressFieldName,udl,mappedName
tblCaption,tblDescription,description,category,filter,customFilter,item,option,inputCells,attr,sheetName,dateGroupItem,property,destination,s
Value,combobox,listbox,text,textarea,formatted-text,generic-control,button,label,filter-condition,filter-set-item,AutoFilterCondition`

// Elements of which every attribute is a text.
const officeAll = `cmAuthor,tag,docVar,listItem,presenceInfo,bibliography-mark,userInfo,smartTagPr`

// Elements with text of programs: places and sizes, mostly.
const officeMute = `posOffset,align,pctWidth,pctHeight,pctPosHOffset,pctPosVOffset,col,row,colOff,rowOff,formatCode,sqref,from,to
Anchor,MoveWithCells,SizeWithCells,AutoFill,AutoLine,AutoPict,AutoScale,Row,Column,Visible,PrintObject,TextHAlign,TextVAlign,LockText,Locked,CF,DDE,UIObj
Disabled,DefaultSize,ColHidden,RowHidden,Val,Min,Max,Inc,Page,Dx,WidthMin,Sel,NoThreeD,NoThreeD2,FirstButton,DropStyle,DropLines,Checked,SelType,Horiz,Colored
Cancel,Default,Help,Dismiss,JustLastX,VTEdit,MultiLine,VScroll,MultiSel,ValidIds,RecalcAlways
currency-symbol,am-pm,binary-data,binData,creator-initials,sender-initials,recipientData,uniqueTag,active
WindowHeight,WindowWidth,WindowTopX,WindowTopY,ProtectStructure,ProtectWindows,ActiveSheet,FirstVisibleSheet,TabRatio,ActiveRow,ActiveCol,Number
PaperSizeIndex,HorizontalResolution,VerticalResolution,Zoom,View,pid`

// officeSaid are attributes that are texts in whatever element they stand, with the
// field that they are.
var officeSaid = func() map[string]string {
	m := map[string]string{}
	for field, names := range map[string]string{
		"": `descr,title,alt,tooltip,prompt,promptTitle,error,errorTitle,display,caption,description,comment,displayText,lastValue,string,label,text
			string-value,string-value-if-true,string-value-if-false,current-value,help-text,securityDescriptor,HRefScreenTip,InputTitle,InputMessage,ErrorTitle,ErrorMessage
			keywords,placeholder,Title,connection,command,commandtext,ddeService,ddeTopic,database-name,initials,Data,Message,display-name,email`,
		"author": `author,displayName,userName,userId,refreshedBy,user,lastEditedBy,creator,Author,lastModifiedBy`,
		"link":   `href,HRef,dest,url,post,sourceFile,odcFile,schemaLocation,src`,
		"field":  `instr,formula,Formula,expression,refersTo,RefersTo,condition`,
		"name":   `name,Name`,
	} {
		for _, n := range listed(names) {
			m[n] = field
		}
	}
	return m
}()

var officeTags = func() map[string]officeTag {
	m := map[string]officeTag{}
	with := func(names string, f func(k *officeTag)) {
		for _, n := range listed(names) {
			k := m[n]
			k.name = n
			f(&k)
			m[n] = k
		}
	}
	for kind, names := range officeTagKinds {
		with(names, func(k *officeTag) { k.kind = kind })
	}
	with(officeQuiet, func(k *officeTag) { k.quiet = true })
	with(officeSays, func(k *officeTag) { k.says = true })
	with(officeAll, func(k *officeTag) { k.all = true })
	with(officeMute, func(k *officeTag) { k.mute = true })
	return m
}()

func tagOf(name string) *officeTag {
	if k, ok := officeTags[name]; ok {
		return &k
	}
	return &officeTag{name: name}
}

// listed splits a list of names.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r <= ' ' })
}
