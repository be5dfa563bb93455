package pammock_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// document is as much of OpenAPI 3.1 as is needed here.
type document struct {
	Paths      map[string]map[string]*operation
	Components struct{ Schemas map[string]schema }
}

type operation struct {
	OperationID string
	Parameters  []queryParameter
	RequestBody struct {
		Content map[string]struct{ Schema schema }
	}
}

type queryParameter struct{ Name string }

type schema map[string]any

func documentOf(t *testing.T, origin string) *document {
	request, _ := http.NewRequest(http.MethodGet, origin+"/__mock/openapi.json", nil)
	_, text, err := send(http.DefaultClient, request)
	d := &document{}
	if err == nil {
		err = json.Unmarshal(text, d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// find gives the operation whose path has the most of its own words in common.
func (d *document) find(call seen) (string, *operation) {
	best, found := "", (*operation)(nil)
	for path, methods := range d.Paths {
		pattern := regexp.MustCompile(`\\\{[^/]*\\\}`).ReplaceAllString(regexp.QuoteMeta(strings.TrimPrefix(path, "/__mock")), "[^/]+")
		one := methods[strings.ToLower(call.method)]
		if one != nil && regexp.MustCompile("^"+pattern+"$").MatchString(call.path) && (found == nil || strings.Count(path, "{") < strings.Count(best, "{")) {
			best, found = path, one
		}
	}
	return best, found
}

// unknown gives the path of a member that the schema does not have; "" when it has all.
func (d *document) unknown(s schema, value any, at string) string {
	if ref, isRef := s["$ref"].(string); isRef {
		return d.unknown(d.Components.Schemas[ref[strings.LastIndex(ref, "/")+1:]], value, at)
	}
	for _, word := range []string{"anyOf", "oneOf", "allOf"} {
		alternatives, _ := s[word].([]any)
		least := ""
		for i, one := range alternatives {
			unknown := d.unknown(one.(map[string]any), value, at)
			if unknown == "" {
				return ""
			}
			if i == 0 {
				least = unknown
			}
		}
		if least != "" {
			return least
		}
	}
	switch value := value.(type) {
	case []any:
		items, _ := s["items"].(map[string]any)
		for i, one := range value {
			if unknown := d.unknown(items, one, fmt.Sprintf("%s[%d]", at, i)); unknown != "" {
				return unknown
			}
		}
	case map[string]any:
		properties, _ := s["properties"].(map[string]any)
		if properties == nil && s["additionalProperties"] == nil && s["type"] == nil {
			return "" // anything
		}
		for name, member := range value {
			of, isKnown := properties[name].(map[string]any)
			if !isKnown {
				if of, isKnown = s["additionalProperties"].(map[string]any); !isKnown && s["additionalProperties"] != true {
					return at + "." + name
				}
			}
			if unknown := d.unknown(of, member, at+"."+name); unknown != "" {
				return unknown
			}
		}
	default:
		if kind, _ := s["type"].(string); kind == "object" || kind == "array" {
			return at
		}
	}
	return ""
}
