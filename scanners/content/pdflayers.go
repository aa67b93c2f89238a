package content

// layersOf parts the glyphs of a line where texts are printed one over the other, as a
// stamp is over a letter: sorted from left to right their characters would stand
// between each other. Each string that was shown stays together.
func layersOf(line []pdfGlyph) [][]pdfGlyph {
	over := 0
	for i := 1; i < len(line); i++ {
		a, b := &line[i-1], &line[i]
		if a.run != b.run && a.text != b.text && a.wide > 0 && b.wide > 0 && b.along < a.end-0.35*min(a.wide, b.wide) {
			if _, accent := pdfAccents[a.text]; !accent {
				over++
			}
		}
	}
	if over < 3 || len(line) > 10_000 {
		return nil
	}
	type layer struct {
		end    float64
		glyphs []pdfGlyph
	}
	var layers []*layer
	at := map[int32]*layer{} // by run
	size := map[int32]int{}
	for i := range line {
		size[line[i].run]++
	}
	for i := range line {
		g := &line[i]
		l := at[g.run]
		if l == nil {
			// The layer that goes on here, or a new one for a text of some length.
			for _, k := range layers {
				if g.along >= k.end-0.1*g.size && (l == nil || k.end > l.end) {
					l = k
				}
			}
			if l == nil && (len(layers) == 0 || size[g.run] >= 3 && len(layers) < 16) {
				l = &layer{}
				layers = append(layers, l)
			}
			if l == nil {
				l = layers[0]
			}
			at[g.run] = l
		}
		l.glyphs = append(l.glyphs, *g)
		l.end = max(l.end, g.end)
	}
	var all [][]pdfGlyph
	for _, l := range layers {
		all = append(all, l.glyphs)
	}
	return all
}
