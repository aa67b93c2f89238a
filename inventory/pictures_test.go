package inventory

import (
	"slices"
	"testing"

	"piiventory/detectors"
	"piiventory/scanners"
)

func TestNamesOfFilesAreEvidence(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := newDigester([]byte("k"))
	var list []CategoryTally
	paths := []string{"kyc/身份证正面.jpg", "kyc/idcard_back_001.png", "face/selfie.jpg", "avatar.jpg", "interface.png", "idcard.css"}
	for _, p := range paths {
		masked, found := engine.MaskName(p)
		if masked != p {
			t.Errorf("%q is masked as %q, and holds no personal value", p, masked)
		}
		list = countName(list, d, p, found)
		list = countPictures(list, d, p)
	}
	got := nameEntries(NewFold(engine), FieldKey, int64(len(paths)), list)
	if len(got) != 2 {
		t.Fatalf("%d entries, want those of cards and faces: %+v", len(got), got)
	}
	face, card := got[0], got[1]
	if face.Category != "biometric.face" || face.Confidence != detectors.Low || face.Rows != 1 || face.Assets != 1 {
		t.Errorf("faces: %+v", face)
	}
	if card.Category != "id.card_image" || card.Confidence != detectors.Medium || card.Rows != 2 || card.Distinct != 2 || card.Values != 6 || card.Reasons[0] != "file-name" {
		t.Errorf("cards: %+v", card)
	}
}

func TestNamesInsideOneAssetCountItOnce(t *testing.T) {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ta := newTally(engine, []byte("k"), "")
	for _, p := range []string{"a/身份证正面.jpg", "a/身份证反面.jpg", "readme.txt"} {
		ta.enter(p)
	}
	fields, _ := ta.result()
	f := newDatasetFold()
	f.add(&Sample{Read: true, Path: "kyc.zip", Size: 1, Fields: fields}, nil)
	got := f.fields[FieldName].entries(NewFold(engine), FieldName, false, &shares{records: &strata{why: withoutRead}, assets: &strata{why: withoutRead}})
	if len(got) != 1 || got[0].Category != "id.card_image" || got[0].Rows != 2 || got[0].Values != 3 || got[0].Assets != 1 {
		t.Errorf("%+v", got)
	}
}

// What was not read inside several archives is one gap, however many things each of
// them holds and whatever they are called, and the first of them is named.
func TestGapsInsideAreOne(t *testing.T) {
	f := newDatasetFold()
	for i, inside := range []string{"b.csv", "x/a.csv"} {
		f.add(&Sample{Path: string(rune('a'+i)) + ".zip", Size: 1, Drawn: scanners.Drawn{Gaps: []scanners.Gap{
			{Kind: scanners.GapEncrypted, Reason: "inside it: locked", Things: int64(i + 1), Inside: inside, Bytes: -1},
		}}}, nil)
	}
	got := gapList(f.gaps)
	if len(got) != 1 || got[0].Assets != 2 || got[0].Things != 3 || !slices.Equal(got[0].Examples, []string{"a.zip!/b.csv", "b.zip!/x/a.csv"}) {
		t.Errorf("%+v", got)
	}
}
