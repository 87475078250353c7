package acteon

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

type answer struct {
	status     int
	body       string
	retryAfter string
}

type asked struct {
	request *http.Request
	body    []byte
}

// played is a server that gives its answers one after the other, the last again and again.
type played struct {
	*Client
	address string
	asked   []asked
	slept   []time.Duration
}

const (
	busy = `{"error": "busy", "kind": "saturated"}`
	away = `{"error": "the record is delayed", "kind": "record_delayed"}`
)

func play(t *testing.T, path string, answers ...answer) *played {
	played := new(played)
	server := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, _ := io.ReadAll(request.Body)
		played.asked = append(played.asked, asked{request, body})
		answer := answers[min(len(played.asked), len(answers))-1]
		switch {
		case answer.status == 0:
			connection, _, _ := http.NewResponseController(writer).Hijack()
			_ = connection.Close()
			return
		case answer.status >= 300 && answer.status < 400:
			writer.Header().Set("Location", answer.body)
		case answer.retryAfter != "":
			writer.Header().Set("Retry-After", answer.retryAfter)
		}
		writer.Header().Set("X-Request-Id", "r-1")
		writer.WriteHeader(answer.status)
		_, _ = writer.Write([]byte(answer.body))
	}))
	t.Cleanup(server.Close)
	played.address = server.URL + path
	played.Client = NewClient(played.address, WithAPIKey("acteon_x_1"), withSleep(func(_ context.Context, pause time.Duration) error {
		played.slept = append(played.slept, pause)
		return nil
	}))
	return played
}

func TestWhatOnlyReadsIsTriedAgain(t *testing.T) {
	ctx := context.Background()
	once := play(t, "", answer{503, away, "7"}, answer{200, "[]", ""})
	if _, err := once.ListRules(ctx); err != nil || len(once.slept) != 1 || once.slept[0] != 7*time.Second {
		t.Error(err, once.slept)
	}
	never := play(t, "", answer{503, away, "3600"})
	_, err := never.ListRules(ctx)
	var refused *APIError
	if !errors.As(err, &refused) || !errors.Is(err, ErrUnavailable) || refused.RetryAfter != time.Hour || refused.Kind != "record_delayed" {
		t.Error(err)
	}
	if len(never.asked) != 3 || never.slept[1] != longestPause {
		t.Error(len(never.asked), never.slept)
	}
	broken := play(t, "", answer{}, answer{200, "[]", ""})
	if _, err := broken.ListRules(ctx); err != nil {
		t.Error(err)
	}
	defect := play(t, "", answer{500, busy, ""})
	if _, err := defect.ListRules(ctx); err == nil || len(defect.asked) != 1 {
		t.Error(err, len(defect.asked))
	}
}

func TestAChangeIsTriedAgainOnlyWhenNothingWasDone(t *testing.T) {
	for _, one := range []struct {
		first answer
		tries int
	}{
		{answer{503, busy, ""}, 2},
		{answer{503, `{"error": "x", "kind": "plugins_loading"}`, ""}, 2},
		{answer{429, `{"error": "x"}`, ""}, 2},
		{answer{503, away, ""}, 1},
		{answer{503, "<html>the proxy is tired</html>", ""}, 1},
		{answer{500, busy, ""}, 1},
		{answer{}, 1},
	} {
		server := play(t, "", one.first, answer{200, `"Deduplicated"`, ""})
		_, err := server.Dispatch(context.Background(), map[string]any{})
		if len(server.asked) != one.tries || (err == nil) != (one.tries == 2) {
			t.Errorf("%v: %d tries, %v", one.first, len(server.asked), err)
		}
	}
}

func TestNotReadyIsAnAnswer(t *testing.T) {
	server := play(t, "", answer{503, `{"ready": false, "problems": []}`, ""})
	ready, err := server.Ready(context.Background())
	if err != nil || ready.Ready || len(server.asked) != 1 {
		t.Error(ready, err)
	}
}

func TestAModuleIsTheSameFromEverywhere(t *testing.T) {
	module := bytes.Repeat([]byte("acteon"), 200_000)
	path := filepath.Join(t.TempDir(), "plugin.wasm")
	if err := os.WriteFile(path, module, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		module *Module
		tries  int
	}{{ModuleBytes(module), 3}, {ModuleFile(path), 3}, {ModuleReader(bytes.NewReader(module)), 1}} {
		server := play(t, "", answer{503, busy, ""})
		var sent int64
		one.module.Progress = func(so int64) { sent = so }
		_, err := server.RegisterWasmPlugin(context.Background(), "p", one.module, PluginSettings{TimeoutMs: Ptr[int64](50)})
		if !errors.Is(err, ErrUnavailable) || len(server.asked) != one.tries || sent != int64(len(module)) {
			t.Error(err, len(server.asked), sent)
		}
		for _, asked := range server.asked {
			for _, part := range []string{string(module), `name="wasm_file"; filename="plugin.wasm"`, "name=\"timeout_ms\"\r\n\r\n50\r\n"} {
				if !bytes.Contains(asked.body, []byte(part)) {
					t.Errorf("the form lacks %.40q", part)
				}
			}
			if !one.module.once && asked.request.ContentLength != int64(len(asked.body)) {
				t.Error("the length is not told")
			}
		}
	}
	server := play(t, "", answer{200, "{}", ""})
	_, err := server.RegisterWasmPlugin(context.Background(), "p", ModuleFile("/nowhere/at.wasm"), PluginSettings{})
	if !errors.Is(err, fs.ErrNotExist) || len(server.asked) != 0 {
		t.Error(err)
	}
}

func TestNamesCannotLeadElsewhere(t *testing.T) {
	server := play(t, "", answer{204, "", ""})
	for name, path := range map[string]string{
		"a/../b": "/v1/wasm/plugins/a%2F..%2Fb",
		"a?b#c":  "/v1/wasm/plugins/a%3Fb%23c",
		"größe":  "/v1/wasm/plugins/gr%C3%B6%C3%9Fe",
	} {
		if err := server.DeleteWasmPlugin(context.Background(), name); err != nil {
			t.Error(err)
		}
		if found := server.asked[len(server.asked)-1].request.RequestURI; found != path {
			t.Errorf("%s is not %s", found, path)
		}
	}
	for _, name := range []string{"", ".", ".."} {
		if err := server.DeleteWasmPlugin(context.Background(), name); err == nil {
			t.Errorf("`%s` is a name", name)
		}
	}
}

func TestAKeyGoesToItsServerOnly(t *testing.T) {
	other := play(t, "", answer{200, "[]", ""})
	server := play(t, "/behind/a/proxy", answer{307, other.address + "/v1/rules", ""})
	_, err := server.ListRules(context.Background())
	if err == nil || !strings.Contains(err.Error(), "leads elsewhere") || len(other.asked) != 0 {
		t.Error(err)
	}
	request := server.asked[0].request
	if request.RequestURI != "/behind/a/proxy/v1/rules" || request.Header.Get("Authorization") != "Bearer acteon_x_1" ||
		!strings.HasPrefix(request.UserAgent(), "acteon-client-go/") {
		t.Error(request.RequestURI, request.Header)
	}
}

func TestWhatIsNotActeonsIsToldApart(t *testing.T) {
	ctx := context.Background()
	const html = "<html>502 Bad Gateway</html>"
	_, err := play(t, "", answer{502, html, ""}).ListRules(ctx)
	var refused *APIError
	if !errors.As(err, &refused) || refused.Status != 502 || refused.Body != html || refused.RequestID != "r-1" || refused.Kind != "" {
		t.Error(err)
	}
	_, err = play(t, "", answer{200, html, ""}).ListRules(ctx)
	var undecoded *DecodeError
	if !errors.As(err, &undecoded) || undecoded.Body != html {
		t.Error(err)
	}
	if _, err = NewClient("http://127.0.0.1:1", WithRetries(0)).Health(ctx); !errors.Is(err, ErrConnection) {
		t.Error(err)
	}
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) { <-request.Context().Done() }))
	defer silent.Close()
	if _, err = NewClient(silent.URL, WithTimeout(30*time.Millisecond)).Health(ctx); !errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err = NewClient(silent.URL).Health(ended); !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout) {
		t.Error(err)
	}
}

func TestAnAddressThatIsNoneIsSaid(t *testing.T) {
	for _, address := range []string{"localhost:8080", "", "ftp://x", "http://", "http://x/?a=b", "http://a b"} {
		if _, err := NewClient(address).Health(context.Background()); err == nil || !strings.Contains(err.Error(), "`"+address+"`") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
