package pammock

import (
	"fmt"
	"strings"
)

// splitWords splits a line as a POSIX shell does, without substitutions: at blanks that are neither quoted nor escaped. On
// Windows, where a backslash stands in paths, put paths in single quotes.
func splitWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	inWord := false
	quote := rune(0)
	escaped := false
	for _, r := range line {
		switch {
		case escaped:
			// Between double quotes a backslash stands for itself before anything else.
			if quote == '"' && !strings.ContainsRune(`"\$`+"`", r) {
				word.WriteRune('\\')
			}
			word.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, inWord = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case strings.ContainsRune(" \t\r\n", r):
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 || escaped {
		return nil, fmt.Errorf("pam-mock: the command %q ends within a quotation", line)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}
