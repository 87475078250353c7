package acteon

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The example that the README begins with, run on a running server.
func TestTheExampleOfTheReadmeRuns(t *testing.T) {
	setting := theSetting(t)
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(readme), "```go\n")
	example, _, _ := strings.Cut(after, "```")
	const connect = `acteon.NewClient("http://localhost:8080")`
	if strings.Count(example, connect) != 1 {
		t.Fatal("the example does not connect")
	}
	// The server of this test is elsewhere, and wants a key. What the example answers nobody reads.
	here := `acteon.NewClient("` + setting.url + `", acteon.WithAPIKey("` + setting.key + `"))`
	program := "package main\n\nimport (\n\t\"context\"\n\t\"fmt\"\n\n\t\"acteon.dev/acteon\"\n)\n\n" +
		"func main() {\n\tctx := context.Background()\n" + strings.Replace(example, connect, here, 1) +
		"\tif err != nil {\n\t\tpanic(err)\n\t}\n}\n"
	folder, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	other := t.TempDir()
	module := "module example\n\ngo 1.23\n\nrequire acteon.dev/acteon v0.0.0\n\nreplace acteon.dev/acteon => " + folder + "\n"
	for name, text := range map[string]string{"main.go": program, "go.mod": module} {
		if err := os.WriteFile(filepath.Join(other, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	client, ctx := NewClient(setting.url, WithAPIKey(setting.key)), context.Background()
	// The demo's plugin is a file, which the server does not delete: an upload goes in front of it.
	_, err = client.ReplaceWasmPlugin(ctx, "my-plugin", ModuleFile(setting.plugin), PluginSettings{})
	if errors.Is(err, ErrNotFound) {
		_, err = client.RegisterWasmPlugin(ctx, "my-plugin", ModuleFile(setting.plugin), PluginSettings{})
	}
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("go", "run", ".")
	run.Dir = other
	output, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if text := string(output); !strings.Contains(text, "my-plugin: ") || !strings.Contains(text, "Verdict: true, Duration: ") {
		t.Error(text)
	}
}
