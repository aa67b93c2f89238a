package content

// How likely the characters of a charset are, by where they stand in its table:
// for each lead byte from 0x81 on four numbers, for trail bytes up to 0x7E, up to
// 0xA0, up to 0xCF and up to 0xFE. A number is the quarters of a bit above five
// that such a character carries, plus '!'. Counted from translations of programs
// and manuals in each language (Evolution, GIMP, gettext, Debian reference), for
// GB18030 four fifths of them in simplified and one fifth in traditional
// characters.
const (
	modelGB = "^QuVwNdOnjSuRsmSXsaud[Rfisid]s]aisZiQsuuwsuuwWN\\ZsuuwsU_b]UgwsmiXs\\gwsua[juWdsWdSsaN" +
		"gsuu`\\uu_jS^Qsu\\XsumXsuucscfesumZsgPQsmmwYu]ws5Nwsuuws7uwsuuwsuuwsuuwsuu\\smugsuuwsuu" +
		"ksuuaguuisuudVuunsuuXs?=is<<ws;@ws>?Vj?<is4@ws;@Ys=>ws@<f\\?=iX=Ccs><[[@7QV?>[PA@`b=@" +
		"[s@?^s??adBCwsB=gj?<XsEEwjE>wsC?bs<;fs?@ws7<esC=cRG>ws:Bws9@cs<;ds;<Rs@CwQ;<^N9<RS?;" +
		"WTF>as:<RU><n^iuOj^uwsuuwjuunduu[QuuXsicJ`fgLsuuwjmZasuuwsuZwMRVZsuu`jiuw]umw_dgSXuu" +
		"ZgiuXUmmksWfkSmuTUuuVjuunsuu\\siiwjmiasuuw`uunsuuwsuuwsuuwsuuwsuuwsuuwguuasuucsuuwsuu"
	modelBig5 = "tqsstqsstqsstqsstqsstqsslqsstqsstqsstqsstqsstqsstqsstq`stqsstqsstqsstqsstqsstqsstqss" +
		"tqsstqsstqsstqsstqjstqsstqsstqsstqsstqsstqsj5q=LZqsjlqss8q8;8q887q::=q@@Aq:9=qB>@q4@" +
		"BqE<>qADBq>=Bq>;IqFCAq=?>qBBCq>F:q@EFq>J?qAC?q?H?qFHAq@<Aq@BHqI>BqGFBqBA?qHEJqB@SqP;" +
		"Fq:HHqYEFqFCHqJBRqEFJqJ<Qqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqss" +
		"tqsstqsstqsstqsstqsctqsstqsstqsstqcstqsstqsstqsstqsstqsstqsstqsstqssiqsstqsstqsstqss" +
		"tqsstqsstqssiqsstqsstqsstqsstqsstqsstqsstqssgqsstqsstqsstqsstqsZtqjjtq]slqsstqsstqs]"
	modelShiftJIS = "4^Rt_B+1-/itvgttvrttvrttvrttvrCCNJABDLDCEFGKFECDE@DAB?@FD?FACDA@BBBAEBE@CHAEFQEGAF@B" +
		"IOAGBBDHKrttv[ttjrttvrttvgtavgtteritnreivrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt" +
		"vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt" +
		"vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt" +
		"vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttjrtivrtlvjtt^rttvrttvrtlvrttvrttvrttvrtt" +
		"vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt"
	modelEUCJP = "vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt" +
		"vrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvr3HvrRtvr^tvr+1vr,.vrllvrttvritvrttvrtt" +
		"vrttvrttvrttvrttvrttvrCCvrOLvr@BvrDIvrDCvrDJvrFJvrFGvrADvrG@vrEAvrBAvr?FvrE@vrFAvrAF" +
		"vrA@vrACvrCAvrECvrD@vrCEvrAEvrFJvrDGvrADvrB@vrMIvrAGvrE?vrDGvrJlvrttvrt]vrttvritvrtt" +
		"vrttvrttvrtivrtavrtivrttvrdtvrtivrltvreivritvrtivrttvrtlvrtlvrttvr]tvrttvrttvrttvrtt" +
		"vrtlvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrttvrtt"
	modelEUCKR = "tqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqss" +
		"tqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstq?]tqsgtqsstqjstqsjtqsstqsstqsstqsstqss" +
		"tqsstqsstqsstqsstqsstq89tqC8tqNGtq=Dtq55tq9;tqDAtq6Ctq68tq=;tq:>tqT9tq7;tq5Ttq<9tq69" +
		"tq15tq97tqHHtq?Atq<Htq:@tq9>tq76tq>Itqsstqsstqsstqsstqsjtqsstqgstqsstqsstqsstqsstqss" +
		"tqsstqsjtqsstqsstqsjtqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqestqsstqsstqss" +
		"tqjstqsstqsstqsstqsstqsstqsstqsjtqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqsstqss"
)
