package reports

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

func init() { formats["html"] = writeHTML }

var (
	//go:embed report.html.tmpl
	pageSource string
	//go:embed report.css
	pageStyle string

	pageTemplate = template.Must(template.New("report").Parse(pageSource))
)

// writeHTML writes one file that needs nothing else: no script, no font, no
// picture, no request. Its content security policy forbids them, too, should a
// name from a store ever slip through the escaping.
func writeHTML(w io.Writer, r *Report) error {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, newDocument(r)); err != nil {
		return fmt.Errorf("writing the report as HTML: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}
