package policy

// A Declaration is what an organisation says of its systems.
type Declaration struct {
	ID string
}
