package pammock

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Clock is a workspace's time.
type Clock struct{ caller *caller }

// ClockState is what a clock shows.
type ClockState struct {
	Now time.Time
	// Offset from the time of the machine.
	Offset time.Duration
	Frozen bool
}

// UnmarshalJSON reads it as the control plane writes it.
func (s *ClockState) UnmarshalJSON(text []byte) error {
	var wire struct {
		Now      time.Time
		OffsetMs float64
		Frozen   bool
	}
	if err := json.Unmarshal(text, &wire); err != nil {
		return err
	}
	*s = ClockState{wire.Now, time.Duration(wire.OffsetMs * float64(time.Millisecond)), wire.Frozen}
	return nil
}

// Get tells what the clock shows.
func (c *Clock) Get(ctx context.Context) (ClockState, error) {
	return ask[ClockState](ctx, c.caller, "GET", "/clock", nil, nil)
}

// Advance moves time forward, or back by a negative duration. Whatever has expired by then is expired for the next request.
// Less than a millisecond is refused: a plain 20 is so many nanoseconds.
func (c *Clock) Advance(ctx context.Context, by time.Duration) (ClockState, error) {
	if by != 0 && by.Abs() < time.Millisecond {
		return ClockState{}, fmt.Errorf("pam-mock: %v is less than a millisecond, by which no clock moves; say the unit, such as 20 * time.Minute", by)
	}
	return c.patch(ctx, map[string]any{"advance": milliseconds(by)})
}

// Set makes a moment the present one.
func (c *Clock) Set(ctx context.Context, to time.Time) (ClockState, error) {
	return c.patch(ctx, map[string]any{"now": moment(to)})
}

// Freeze stops time until Thaw.
func (c *Clock) Freeze(ctx context.Context) (ClockState, error) {
	return c.patch(ctx, map[string]any{"frozen": true})
}

// Thaw lets time run on from where it stands.
func (c *Clock) Thaw(ctx context.Context) (ClockState, error) {
	return c.patch(ctx, map[string]any{"frozen": false})
}

func (c *Clock) patch(ctx context.Context, change map[string]any) (ClockState, error) {
	return ask[ClockState](ctx, c.caller, "PATCH", "/clock", nil, change)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func moment(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }
