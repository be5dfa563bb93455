package pammock_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The Go of the README is what is run here: the file minute_test.go as it is, and the bodies of the examples.
func TestTheREADMEShowsWhatIsRun(t *testing.T) {
	t.Parallel()
	readme := read(t, "README.md")
	shown := map[string]bool{}
	for _, block := range regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindAllStringSubmatch(readme, -1) {
		shown[block[1]] = true
	}
	run := map[string]string{"minute_test.go": strings.Replace(read(t, "minute_test.go"), "package pammock_test", "package sps_test", 1)}
	files := token.NewFileSet()
	source := read(t, "example_test.go")
	file, err := parser.ParseFile(files, "example_test.go", source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range file.Decls {
		if example, isFunc := one.(*ast.FuncDecl); isFunc {
			from, to := files.Position(example.Body.Lbrace).Offset+2, files.Position(example.Body.Rbrace).Offset
			body := strings.ReplaceAll("\n"+source[from:to], "\n\t", "\n")[1:]
			run[example.Name.Name] = strings.TrimSuffix(body, "// Output:\n")
		}
	}
	for name, code := range run {
		if !shown[code] {
			t.Errorf("the README does not show %s as it is:\n%s", name, code)
		}
		delete(shown, code)
	}
	for code := range shown {
		t.Errorf("the README shows what is not run:\n%s", code)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
