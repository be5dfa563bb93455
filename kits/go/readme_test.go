package pammock_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
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

func TestEveryExportedNameIsDocumented(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("*.go")
	if err != nil || len(sources) == 0 {
		t.Fatal(sources, err)
	}
	files := token.NewFileSet()
	for _, source := range sources {
		if strings.HasSuffix(source, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, source, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range file.Decls {
			switch one := one.(type) {
			case *ast.FuncDecl:
				if one.Name.IsExported() && one.Doc == nil && isOfExported(one) {
					t.Errorf("%s: %s", files.Position(one.Pos()), one.Name)
				}
			case *ast.GenDecl:
				for _, spec := range one.Specs {
					if named, isType := spec.(*ast.TypeSpec); isType && named.Name.IsExported() && one.Doc == nil {
						t.Errorf("%s: %s", files.Position(one.Pos()), named.Name)
					}
				}
			}
		}
	}
}

// isOfExported tells whether a function is no method, or one of an exported type.
func isOfExported(one *ast.FuncDecl) bool {
	if one.Recv == nil {
		return true
	}
	of := one.Recv.List[0].Type
	if pointer, isPointer := of.(*ast.StarExpr); isPointer {
		of = pointer.X
	}
	name, isName := of.(*ast.Ident)
	return !isName || name.IsExported()
}
