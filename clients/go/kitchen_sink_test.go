package acteon

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// setting is the server that `cargo xtask test --only clients` started.
type setting struct {
	url, key, viewerKey, plugin string
}

func theSetting(t *testing.T) setting {
	t.Helper()
	read := func(name string) string {
		value := os.Getenv(name)
		if value == "" {
			t.Fatalf("`%s` is not set: `cargo xtask test --only clients` starts a server and sets it", name)
		}
		return value
	}
	return setting{read("ACTEON_URL"), read("ACTEON_API_KEY"), read("ACTEON_VIEWER_KEY"), read("ACTEON_PLUGIN")}
}

// recording remembers what was asked.
type recording struct {
	lock  sync.Mutex
	asked []string
}

func (recording *recording) RoundTrip(request *http.Request) (*http.Response, error) {
	recording.lock.Lock()
	recording.asked = append(recording.asked, request.Method+" "+request.URL.Path)
	recording.lock.Unlock()
	return http.DefaultTransport.RoundTrip(request)
}

func unique() string {
	return fmt.Sprintf("kitchen-sink-go-%x", rand.Uint64())
}

func receipt(tenant, to string) map[string]any {
	return map[string]any{
		"namespace": "kitchen-sink", "tenant": tenant, "provider": "email", "action_type": "receipt",
		"payload": map[string]any{"to": to}, "metadata": map[string]string{"source": "test"},
	}
}

type checker struct {
	*testing.T
	client *Client
	ctx    context.Context
}

func (t checker) ok(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (t checker) refused(err, is error, kind string) {
	t.Helper()
	var refused *APIError
	if !errors.Is(err, is) || !errors.As(err, &refused) {
		t.Fatalf("%v is not %v", err, is)
	}
	if kind != "" && refused.Kind != kind {
		t.Fatalf("%s is not %s", refused.Kind, kind)
	}
}

func (t checker) equal(found, expected any) {
	t.Helper()
	if found != expected {
		t.Fatalf("%v is not %v", found, expected)
	}
}

// Every method on a running server with real plugins.
func TestKitchenSink(t *testing.T) {
	setting := theSetting(t)
	recording := new(recording)
	client := NewClient(setting.url, WithAPIKey(setting.key), WithTransport(recording))
	check := checker{t, client, context.Background()}
	usePlugins(check, setting)
	useRules(check)
	useDispatch(check, setting)
	useServer(check, setting)
	for _, operation := range operations(t) {
		pattern := regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(operation.Request, "[^/]+")
		called := regexp.MustCompile("^" + pattern + "$")
		if !called.MatchString(strings.Join(recording.asked, "\n")) && !anyMatches(called, recording.asked) {
			t.Errorf("%s was not called", operation.Request)
		}
	}
}

func anyMatches(pattern *regexp.Regexp, all []string) bool {
	for _, one := range all {
		if pattern.MatchString(one) {
			return true
		}
	}
	return false
}

func usePlugins(t checker, setting setting) {
	name := unique()
	var sent int64
	module := ModuleFile(setting.plugin)
	module.Progress = func(so int64) { sent = so }
	settings := PluginSettings{Description: Ptr("Suppress low-priority actions"), TimeoutMs: Ptr[int64](2_000)}
	registered, err := t.client.RegisterWasmPlugin(t.ctx, name, module, settings)
	t.ok(err)
	t.equal(registered.Name, name)
	t.equal(registered.Revision, int64(1))
	info, err := os.Stat(setting.plugin)
	t.ok(err)
	t.equal(sent, info.Size())
	_, err = t.client.RegisterWasmPlugin(t.ctx, name, module, settings)
	t.refused(err, ErrConflict, "already_registered")
	_, err = t.client.RegisterWasmPlugin(t.ctx, unique(), ModuleBytes([]byte("no module")), PluginSettings{})
	t.refused(err, ErrInvalid, "")
	listed, err := t.client.ListWasmPlugins(t.ctx)
	t.ok(err)
	found := false
	for _, plugin := range listed {
		found = found || plugin.Name == name && plugin.Enabled
	}
	t.equal(found, true)

	low, err := t.client.TestWasmPlugin(t.ctx, name, "evaluate", map[string]any{"payload": map[string]any{"priority": "low"}})
	t.ok(err)
	t.equal(low.Verdict, false)
	t.equal(low.Message, "low priority actions are suppressed")
	high, err := t.client.TestWasmPlugin(t.ctx, name, "evaluate", Action{Payload: map[string]any{"priority": "high"}})
	t.ok(err)
	t.equal(high.Verdict, true)
	counted, err := t.client.TestWasmPluginWithCost(t.ctx, name, "evaluate", Action{})
	t.ok(err)
	t.equal(counted.Cost != nil && counted.Cost.Fuel != nil && *counted.Cost.Fuel > 0, true)
	_, err = t.client.TestWasmPlugin(t.ctx, name, "nowhere", map[string]any{})
	t.refused(err, ErrInvalid, "function_not_found")

	updated, err := t.client.UpdateWasmPlugin(t.ctx, name, UpdatePluginRequest{Enabled: Ptr(false)}, 1)
	t.ok(err)
	t.equal(updated.Status, PluginStatusDisabled)
	_, err = t.client.UpdateWasmPlugin(t.ctx, name, UpdatePluginRequest{Enabled: Ptr(true)}, 1)
	t.refused(err, ErrRevisionMismatch, "")
	file, err := os.Open(setting.plugin)
	t.ok(err)
	defer file.Close()
	replaced, err := t.client.ReplaceWasmPlugin(t.ctx, name, ModuleReader(file), PluginSettings{Description: Ptr("second"), IfMatch: 2})
	t.ok(err)
	t.equal(replaced.Description, "second")
	shown, err := t.client.GetWasmPlugin(t.ctx, name)
	t.ok(err)
	t.equal(strings.Join(shown.Functions, ","), "evaluate")
	t.equal(shown.TimeoutMs, int64(2_000))
	invoked, err := t.client.ListWasmPluginInvocations(t.ctx, name)
	t.ok(err)
	t.equal(invoked.Count >= 2, true)
	revisions, err := t.client.ListWasmPluginRevisions(t.ctx, name)
	t.ok(err)
	t.equal(revisions.Count, int64(3))
	restored, err := t.client.RestoreWasmPluginRevision(t.ctx, name, 1, 3)
	t.ok(err)
	t.equal(restored.Description, "Suppress low-priority actions")
	t.refused(t.client.DeleteWasmPluginIf(t.ctx, name, 1), ErrRevisionMismatch, "")
	t.ok(t.client.DeleteWasmPlugin(t.ctx, name))
	_, err = t.client.GetWasmPlugin(t.ctx, name)
	t.refused(err, ErrNotFound, "")
}

func useRules(t checker) {
	rules, err := t.client.ListRules(t.ctx)
	t.ok(err)
	switched, err := t.client.SetRuleEnabled(t.ctx, rules[0].Name, false)
	t.ok(err)
	t.equal(switched.Enabled, false)
	_, err = t.client.SetRuleEnabled(t.ctx, rules[0].Name, true)
	t.ok(err)
	_, err = t.client.SetRuleEnabled(t.ctx, "no-such-rule", true)
	t.refused(err, ErrNotFound, "rule_not_found")

	draft := "rules:\n  - { name: all, condition: true, action: deny }\n"
	request := receipt("t", "kim")
	request["rules"] = draft
	evaluated, err := t.client.EvaluateRules(t.ctx, request)
	t.ok(err)
	t.equal(evaluated.Verdict, VerdictKindDeny)
	t.equal(evaluated.MatchedRule, "all")
	request["rules"] = strings.Replace(draft, "deny", "fly", 1)
	_, err = t.client.EvaluateRules(t.ctx, request)
	t.refused(err, ErrInvalid, "rules_refused")
	var refused *APIError
	errors.As(err, &refused)
	t.equal(*refused.Errors[0].Line, int64(2))

	reloaded, err := t.client.ReloadRules(t.ctx, "")
	t.ok(err)
	t.equal(reloaded.Loaded, int64(len(rules)))
	_, err = t.client.ReloadRules(t.ctx, "/nowhere")
	t.refused(err, ErrInvalid, "")
	coverage, err := t.client.RuleCoverage(t.ctx, CoverageQuery{})
	t.ok(err)
	t.equal(coverage.RulesLoaded, reloaded.Loaded)
	ready, err := t.client.Ready(t.ctx)
	t.ok(err)
	set, err := t.client.RuleSetRevision(t.ctx, uint64(*ready.RuleSetRevision))
	t.ok(err)
	t.equal(strings.Contains(set.Files[0].Text, "rules:"), true)
}

func useDispatch(t checker, setting setting) {
	tenant := unique()
	outcome, err := t.client.Dispatch(t.ctx, receipt(tenant, "a"))
	t.ok(err)
	t.equal(outcome.Kind, Executed)
	t.equal(outcome.Response.Status, "success")
	dry, err := t.client.DispatchDryRun(t.ctx, receipt(tenant, "b"))
	t.ok(err)
	t.equal(dry.DryRun.Verdict, VerdictKindAllow)
	batch := []map[string]any{receipt(tenant, "c"), receipt(tenant, "d"), receipt(tenant, "e"), receipt(tenant, "f")}
	items, err := t.client.DispatchBatch(t.ctx, batch)
	t.ok(err)
	t.equal(len(items), 4)
	t.equal(items[3].Kind, Executed)
	items, err = t.client.DispatchBatchDryRun(t.ctx, batch)
	t.ok(err)
	t.equal(items[0].Kind, DryRun)
	_, err = t.client.Dispatch(t.ctx, map[string]string{"namespace": "shop"})
	t.refused(err, ErrInvalid, "")
	viewer := NewClient(setting.url, WithAPIKey(setting.viewerKey))
	_, err = viewer.Dispatch(t.ctx, receipt(tenant, "g"))
	t.refused(err, ErrForbidden, "")

	page, err := t.client.QueryAudit(t.ctx, AuditQuery{Tenant: tenant, Limit: 2})
	t.ok(err)
	t.equal(len(page.Records), 2)
	t.equal(page.Total, int64(5))
	to, first := "", ""
	for record, err := range t.client.AuditRecords(t.ctx, AuditQuery{Tenant: tenant, Limit: 2}) {
		t.ok(err)
		to += record.ActionPayload.(map[string]any)["to"].(string)
		if first == "" {
			first = record.ActionID
		}
	}
	t.equal(to, "fedca")
	record, err := t.client.GetAuditRecord(t.ctx, first)
	t.ok(err)
	t.equal(record.ActionID, first)
	_, err = t.client.GetAuditRecord(t.ctx, "nowhere")
	t.refused(err, ErrNotFound, "record_not_found")
	changes, err := t.client.ListChanges(t.ctx, 0, 1)
	t.ok(err)
	t.equal(len(changes.Changes), 1)
}

func useServer(t checker, setting setting) {
	health, err := t.client.Health(t.ctx)
	t.ok(err)
	t.equal(health.Status, "ok")
	stats, err := t.client.Stats(t.ctx, "5m")
	t.ok(err)
	t.equal(stats.WindowSeconds, int64(300))
	_, err = t.client.Stats(t.ctx, "3m")
	t.refused(err, ErrInvalid, "")
	metrics, err := t.client.Metrics(t.ctx)
	t.ok(err)
	t.equal(strings.Contains(metrics, "# TYPE "), true)
	config, err := t.client.Config(t.ctx)
	t.ok(err)
	_, isNumber := config["wasm"].(map[string]any)["default_timeout_ms"].(float64)
	t.equal(isNumber, true)
	session, err := t.client.Session(t.ctx)
	t.ok(err)
	t.equal(session.Role, SessionRoleAdmin)
	_, err = NewClient(setting.url, WithAPIKey("acteon_nobody_0")).Session(t.ctx)
	t.refused(err, ErrUnauthenticated, "")
}
