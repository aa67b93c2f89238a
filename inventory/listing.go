package inventory

import (
	"context"
	"sync"

	"piiventory/scanners"
)

const (
	// listsAtOnce is how many parts of one store are listed at the same time.
	listsAtOnce = 8
	// listBatch is how many assets are handed on together.
	listBatch = 256
)

// listAssets lists a store, in several parts at once where its scanner can, and calls
// yield for each asset, always from the goroutine that called it. When one part breaks
// off the others are listed to their ends; what is then missing is told by the error, the
// first of them in the order of the parts.
func listAssets(ctx context.Context, sc scanners.Scanner, yield func(scanners.Asset) error) error {
	sp, ok := sc.(scanners.Splitter)
	if !ok {
		return sc.Assets(ctx, yield)
	}
	parts, err := sp.Split(ctx)
	switch {
	case err != nil:
		return err
	case len(parts) == 1:
		return parts[0](ctx, yield)
	}
	outer := ctx
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var (
		batches = make(chan []scanners.Asset, listsAtOnce)
		used    = make(chan []scanners.Asset, 2*listsAtOnce)
		next    = make(chan int, len(parts))
		errs    = make([]error, len(parts))
		wg      sync.WaitGroup
	)
	for i := range parts {
		next <- i
	}
	close(next)
	for range min(listsAtOnce, len(parts)) {
		wg.Go(func() {
			for i := range next {
				errs[i] = listPart(ctx, parts[i], batches, used)
			}
		})
	}
	go func() {
		wg.Wait()
		close(batches)
	}()
	var stopped error // by yield
	for b := range batches {
		for _, a := range b {
			if stopped != nil {
				break
			}
			if stopped = yield(a); stopped != nil {
				stop()
			}
		}
		select {
		case used <- b[:0]:
		default:
		}
	}
	if stopped != nil {
		return stopped
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return outer.Err()
}

// listPart lists one part into batches.
func listPart(ctx context.Context, part scanners.Part, batches chan<- []scanners.Asset, used <-chan []scanners.Asset) error {
	b := make([]scanners.Asset, 0, listBatch)
	send := func() error {
		select {
		case batches <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
		select {
		case b = <-used:
		default:
			b = make([]scanners.Asset, 0, listBatch)
		}
		return nil
	}
	err := part(ctx, func(a scanners.Asset) error {
		if b = append(b, a); len(b) == cap(b) {
			return send()
		}
		return nil
	})
	if len(b) > 0 { // what was listed before it broke off stays true
		if sent := send(); err == nil {
			err = sent
		}
	}
	return err
}
