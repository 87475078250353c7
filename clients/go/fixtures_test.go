package acteon

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

type fixture struct {
	Operation string `json:"operation"`
	Request   struct {
		Method string          `json:"method"`
		Path   string          `json:"path"`
		Body   json.RawMessage `json:"body"`
	} `json:"request"`
	Response struct {
		Status  int               `json:"status"`
		Headers map[string]string `json:"headers"`
		Body    json.RawMessage   `json:"body"`
	} `json:"response"`
}

// perform makes the call that was recorded.
func perform(t *testing.T, client *Client, sample *fixture) (any, error) {
	ctx := context.Background()
	path, query, _ := strings.Cut(sample.Request.Path, "?")
	parts := strings.Split(path, "/")
	number := func(text string) uint64 {
		value, _ := strconv.ParseUint(text, 10, 64)
		return value
	}
	limit := int(number(strings.TrimPrefix(query, "limit=")))
	module := ModuleBytes([]byte("\x00asm\x01\x00\x00\x00"))
	body := sample.Request.Body
	switch sample.Operation {
	case "list_plugins":
		return client.ListWasmPlugins(ctx)
	case "get_plugin":
		return client.GetWasmPlugin(ctx, parts[4])
	case "register_plugin":
		return client.RegisterWasmPlugin(ctx, "p", module, PluginSettings{})
	case "replace_plugin":
		return client.ReplaceWasmPlugin(ctx, parts[4], module, PluginSettings{})
	case "update_plugin":
		var change UpdatePluginRequest
		if err := json.Unmarshal(body, &change); err != nil {
			t.Fatal(err)
		}
		return client.UpdateWasmPlugin(ctx, parts[4], change, 2)
	case "delete_plugin":
		return nil, client.DeleteWasmPlugin(ctx, parts[4])
	case "test_plugin":
		var test struct {
			Function string
			Input    any
		}
		if err := json.Unmarshal(body, &test); err != nil {
			t.Fatal(err)
		}
		return client.TestWasmPlugin(ctx, parts[4], test.Function, test.Input)
	case "list_invocations":
		return client.ListWasmPluginInvocations(ctx, parts[4])
	case "list_revisions":
		return client.ListWasmPluginRevisions(ctx, parts[4])
	case "restore_plugin":
		return client.RestoreWasmPluginRevision(ctx, parts[4], number(parts[6]), 0)
	case "list_rules":
		return client.ListRules(ctx)
	case "evaluate_rules":
		return client.EvaluateRules(ctx, body)
	case "reload_rules":
		return client.ReloadRules(ctx, "")
	case "set_rule_enabled":
		return client.SetRuleEnabled(ctx, parts[3], false)
	case "rule_coverage":
		return client.RuleCoverage(ctx, CoverageQuery{})
	case "rule_set_revision":
		return client.RuleSetRevision(ctx, number(parts[4]))
	case "dispatch":
		if query != "" {
			return client.DispatchDryRun(ctx, body)
		}
		return client.Dispatch(ctx, body)
	case "dispatch_batch":
		return client.DispatchBatch(ctx, body)
	case "list_records":
		return client.QueryAudit(ctx, AuditQuery{Limit: limit})
	case "get_record":
		return client.GetAuditRecord(ctx, parts[3])
	case "list_changes":
		return client.ListChanges(ctx, 0, limit)
	case "health":
		return client.Health(ctx)
	case "ready":
		return client.Ready(ctx)
	case "stats":
		return client.Stats(ctx, "5m")
	case "metrics":
		return client.Metrics(ctx)
	case "config":
		return client.Config(ctx)
	case "session":
		return client.Session(ctx)
	}
	t.Fatalf("no call for `%s`", sample.Operation)
	return nil, nil
}

// plain is JSON without its nulls.
func plain(t *testing.T, text []byte) any {
	var value any
	if len(text) > 0 {
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
	}
	return withoutNull(value)
}

func withoutNull(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, one := range value {
			if one == nil {
				delete(value, key)
			} else {
				value[key] = withoutNull(one)
			}
		}
	case []any:
		for index, one := range value {
			value[index] = withoutNull(one)
		}
	}
	return value
}

// Every wire sample is played to the client: it asks for the address that was recorded, understands
// the answer, and loses nothing of it.
func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("../fixtures/*.json")
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			sample := new(fixture)
			readJSON(t, file, sample)
			var asked string
			server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
				asked = request.Method + " " + request.URL.RequestURI()
				_, _ = io.Copy(io.Discard, request.Body)
				for name, value := range sample.Response.Headers {
					answer.Header().Set(name, value)
				}
				answer.WriteHeader(sample.Response.Status)
				body := []byte(sample.Response.Body)
				if sample.Operation == "metrics" {
					body = []byte(plain(t, body).(string))
				}
				_, _ = answer.Write(body)
			}))
			defer server.Close()
			got, err := perform(t, NewClient(server.URL, WithRetries(0)), sample)
			if expected := sample.Request.Method + " " + sample.Request.Path; asked != expected {
				t.Errorf("asked for %s, not %s", asked, expected)
			}
			expected := plain(t, sample.Response.Body)
			if sample.Response.Status >= 400 {
				var refused *APIError
				if !errors.As(err, &refused) {
					t.Fatal(err)
				}
				found := map[string]any{"error": refused.Message}
				if refused.Kind != "" {
					found["kind"] = refused.Kind
				}
				for key, value := range expected.(map[string]any) {
					if key != "error" && key != "kind" && key != "errors" {
						found[key] = value
					}
				}
				if _, has := expected.(map[string]any)["errors"]; has {
					text, _ := json.Marshal(refused.Errors)
					found["errors"] = plain(t, text)
				}
				if refused.Status != sample.Response.Status || !reflect.DeepEqual(found, expected) {
					t.Errorf("%d %v\nis not\n%v", refused.Status, found, expected)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if sample.Operation == "list_plugins" {
				// The list itself is what the client answers with.
				expected = expected.(map[string]any)["plugins"]
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if found := plain(t, text); !reflect.DeepEqual(found, expected) {
				t.Errorf("%s\nis not\n%s", text, sample.Response.Body)
			}
		})
	}
}

type operation struct {
	Operation, Request, Method string
}

func operations(t *testing.T) []operation {
	var listed struct{ Operations []operation }
	readJSON(t, "../operations.json", &listed)
	if len(listed.Operations) < 20 {
		t.Fatal("there are no operations")
	}
	return listed.Operations
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryOperationHasAMethod(t *testing.T) {
	client := reflect.TypeOf(&Client{})
	for _, operation := range operations(t) {
		name := ""
		for _, word := range strings.Split(operation.Method, "_") {
			name += strings.ToUpper(word[:1]) + word[1:]
		}
		if _, has := client.MethodByName(name); !has {
			t.Errorf("there is no method %s", name)
		}
	}
}
