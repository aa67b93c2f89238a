package scanners

import (
	"context"
	"errors"
)

// An Error is why an asset or a store could not be read, in words that a person
// can act on. Its text holds no credential and no value of the data.
type Error struct {
	Kind   GapKind
	Reason string
}

// Error returns the reason.
func (e *Error) Error() string { return e.Reason }

// Unreadable returns an *Error.
func Unreadable(kind GapKind, reason string) error { return &Error{kind, reason} }

// GapOf turns any error of a scanner into a gap. The text of an error that is
// not an *Error is not trusted, since drivers quote values and addresses, and
// is replaced.
func GapOf(err error) Gap {
	var e *Error
	switch {
	case errors.As(err, &e):
		return Gap{Kind: e.Kind, Reason: e.Reason}
	case errors.Is(err, ErrBudget):
		return Gap{Kind: GapBudget, Reason: "the budget of the store was used up; give it more with --budget"}
	case errors.Is(err, context.DeadlineExceeded):
		return Gap{Kind: GapBudget, Reason: "the time allowed for the store was used up; give it more with --budget"}
	case errors.Is(err, context.Canceled):
		return Gap{Kind: GapInterrupted, Reason: "the scan was stopped before this was read"}
	default:
		return Gap{Kind: GapUnreachable, Reason: "the store failed while this was read"}
	}
}
