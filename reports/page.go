package reports

import "strings"

// A page is text of a fixed width that grows line by line.
type page struct {
	b     strings.Builder
	width int
	color bool
}

// styled puts a style around a text where colours are allowed.
func (p *page) styled(text string, s style) string {
	if !p.color || s == plain || text == "" {
		return text
	}
	return string(s) + text + reset
}

// raw writes one line that is known to fit.
func (p *page) raw(line string) {
	p.b.WriteString(line)
	p.b.WriteByte('\n')
}

// blank writes an empty line, never two in a row.
func (p *page) blank() {
	if s := p.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		p.b.WriteByte('\n')
	}
}

// para writes a text wrapped to the page, each line indented.
func (p *page) para(indent int, text string, s style) {
	for _, line := range wrap(text, p.width-indent) {
		p.raw(strings.Repeat(" ", indent) + p.styled(line, s))
	}
}

// heading starts a section.
func (p *page) heading(title string) {
	p.blank()
	p.para(0, title, strong)
	p.raw(p.styled(strings.Repeat("─", min(p.width, max(columns(title), 4))), faint))
}

// item writes a text behind a marker, with its further lines under its first.
func (p *page) item(indent int, marker, text string, s style) {
	gap := columns(marker) + 1
	for i, line := range wrap(text, p.width-indent-gap) {
		lead := strings.Repeat(" ", indent+gap)
		if i == 0 {
			lead = strings.Repeat(" ", indent) + p.styled(marker, s) + " "
		}
		p.raw(lead + line)
	}
}
