package pammock

import "encoding/json"

// Match says which requests are meant; all that it names must hold, and nothing that is left out is asked for. A name that
// the emulator does not know (an operation, a rule, a surface) is refused, with the nearest that there is.
type Match struct {
	// Surface is "xtam", "sps" or "pmp".
	Surface string `json:"surface,omitempty"`
	// Operation such as "pmp.account.password.get", with * for any part.
	Operation string `json:"operation,omitempty"`
	Method    string `json:"method,omitempty"`
	// Path as a whole, without /w/{id}, with * for any part: "/api/configuration", "/xtam/rest/*".
	Path string `json:"path,omitempty"`
	// Credential that a header, a cookie or a parameter has: a token, a session, a user of Basic, or "user:password".
	Credential string `json:"credential,omitempty"`
	// Rule by which it was refused, such as "sps.session.expired", with * for any part.
	Rule string `json:"rule,omitempty"`
	// Fault is the id of the one that was acted out.
	Fault string `json:"fault,omitempty"`
	// Status of the answer.
	Status int `json:"status,omitempty"`
	// Refused, or not; [Bool] makes one.
	Refused *bool  `json:"refused,omitempty"`
	Headers Values `json:"headers,omitempty"`
	// Query by its parameters.
	Query Values `json:"query,omitempty"`
	Body  *Body  `json:"body,omitempty"`
}

// Body of a request, as it is looked at by a match.
type Body struct {
	Text Value `json:"text,omitempty"`
	// JSON by paths such as "user.roles[0]", where [*] is any of a list.
	JSON Values `json:"json,omitempty"`
	// Form by names; a path goes on into JSON that a member holds as text: "INPUT_DATA.operation.Details.REASON".
	Form Values `json:"form,omitempty"`
	// Parts of a multipart body, by names.
	Parts Values `json:"parts,omitempty"`
}

// Values by name, or by path.
type Values map[string]Value

// Value is what something has to be: [Equals], [Contains], [Pattern], [Absent].
type Value interface {
	json.Marshaler
	isValue()
}

type value map[string]any

func (value) isValue() {}

func (v value) MarshalJSON() ([]byte, error) { return json.Marshal(map[string]any(v)) }

// wireValue is one as the control plane gave it back.
type wireValue json.RawMessage

func (wireValue) isValue() {}

func (v wireValue) MarshalJSON() ([]byte, error) { return v, nil }

// UnmarshalJSON reads the values of a fault that is in place.
func (v *Values) UnmarshalJSON(text []byte) error {
	var wire map[string]json.RawMessage
	if err := json.Unmarshal(text, &wire); err != nil {
		return err
	}
	*v = make(Values, len(wire))
	for name, one := range wire {
		(*v)[name] = wireValue(one)
	}
	return nil
}

// UnmarshalJSON reads the body of a fault that is in place; over the wire, the test of its text may stand alone.
func (b *Body) UnmarshalJSON(text []byte) error {
	var wire struct {
		Text              json.RawMessage
		JSON, Form, Parts Values
	}
	if err := json.Unmarshal(text, &wire); err != nil || (wire.Text == nil && wire.JSON == nil && wire.Form == nil && wire.Parts == nil) {
		*b = Body{Text: wireValue(append([]byte(nil), text...))}
		return nil
	}
	*b = Body{JSON: wire.JSON, Form: wire.Form, Parts: wire.Parts}
	if wire.Text != nil {
		b.Text = wireValue(wire.Text)
	}
	return nil
}

// Equals is this very value: a text, a number, a list, an object.
func Equals(to any) Value { return value{"equals": to} }

// Contains is a text with this in it, or a list of which this is a member.
func Contains(part any) Value { return value{"contains": part} }

// Pattern is a text that fits a regular expression, which is one of JavaScript; flags, such as "i", are its flags.
func Pattern(source string, flags ...string) Value {
	fits := value{"pattern": source}
	if len(flags) > 0 {
		fits["flags"] = flags[0]
	}
	return fits
}

// Absent is not there at all.
func Absent() Value { return value{"absent": true} }

// Bool is for members that may be true, false, or left out.
func Bool(is bool) *bool { return &is }

// Count says how many there have to be: [Exactly], [AtLeast], [AtMost].
type Count struct {
	word string
	n    int
}

// Exactly so many.
func Exactly(n int) Count { return Count{"exactly", n} }

// AtLeast so many.
func AtLeast(n int) Count { return Count{"atLeast", n} }

// AtMost so many.
func AtMost(n int) Count { return Count{"atMost", n} }

// MarshalJSON writes it as the control plane reads it. The zero Count is at least one.
func (c Count) MarshalJSON() ([]byte, error) {
	if c.word == "" {
		c = AtLeast(1)
	}
	return json.Marshal(map[string]int{c.word: c.n})
}

func (c Count) holds(found int) bool {
	switch c.word {
	case "exactly":
		return found == c.n
	case "atMost":
		return found <= c.n
	case "atLeast":
		return found >= c.n
	}
	return found >= 1
}

// String is such as "at least 2 times".
func (c Count) String() string {
	switch c.word {
	case "exactly":
		return "exactly " + plural(c.n, "time")
	case "atMost":
		return "at most " + plural(c.n, "time")
	case "atLeast":
		return "at least " + plural(c.n, "time")
	}
	return "at least once"
}
