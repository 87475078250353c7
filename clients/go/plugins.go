package acteon

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

const plugins = "v1/wasm/plugins"

// PluginSettings is what a module is uploaded with. What is not set is the server's default, or
// stays as it is.
type PluginSettings struct {
	// Description says what the plugin is for.
	Description *string
	// MemoryLimitBytes is the memory that one invocation may use.
	MemoryLimitBytes *int64
	// TimeoutMs is how long one invocation may take, in milliseconds.
	TimeoutMs *int64
	// Enabled is whether rules can call it at once.
	Enabled *bool
	// SHA256 that the module must have, in hexadecimal.
	SHA256 string
	// Snapshot is whether instances start from a snapshot.
	Snapshot SnapshotMode
	// IfMatch is the revision that a plugin that is replaced must have; zero for any.
	IfMatch uint64
}

func (settings PluginSettings) fields() map[string]string {
	fields := map[string]string{}
	if settings.Description != nil {
		fields["description"] = *settings.Description
	}
	if settings.MemoryLimitBytes != nil {
		fields["memory_limit_bytes"] = strconv.FormatInt(*settings.MemoryLimitBytes, 10)
	}
	if settings.TimeoutMs != nil {
		fields["timeout_ms"] = strconv.FormatInt(*settings.TimeoutMs, 10)
	}
	if settings.Enabled != nil {
		fields["enabled"] = strconv.FormatBool(*settings.Enabled)
	}
	if settings.SHA256 != "" {
		fields["sha256"] = settings.SHA256
	}
	if settings.Snapshot != "" {
		fields["snapshot"] = string(settings.Snapshot)
	}
	return fields
}

// Ptr is a pointer to a value, for fields that can be absent.
func Ptr[T any](value T) *T { return &value }

func ofPlugin(name, after string) (string, error) {
	name, err := segment(name)
	return plugins + "/" + name + after, err
}

// get reads something of one plugin.
func get[T any](ctx context.Context, client *Client, name, after string) (*T, error) {
	path, err := ofPlugin(name, after)
	if err != nil {
		return nil, err
	}
	return fetch[T](ctx, client, &call{method: http.MethodGet, path: path, reads: true})
}

// fetch makes a call and reads its answer.
func fetch[T any](ctx context.Context, client *Client, call *call) (*T, error) {
	result := new(T)
	if err := client.send(ctx, call, result); err != nil {
		return nil, err
	}
	return result, nil
}

// ListWasmPlugins lists all plugins, by name.
func (client *Client) ListWasmPlugins(ctx context.Context) ([]Plugin, error) {
	list, err := fetch[PluginList](ctx, client, &call{method: http.MethodGet, path: plugins, reads: true})
	if err != nil {
		return nil, err
	}
	return list.Plugins, nil
}

// GetWasmPlugin answers one plugin with all that is known of it.
func (client *Client) GetWasmPlugin(ctx context.Context, name string) (*PluginDetail, error) {
	return get[PluginDetail](ctx, client, name, "")
}

// RegisterWasmPlugin registers a plugin. [ErrConflict] when the name is taken, [ErrInvalid] when the
// module or a setting is refused.
func (client *Client) RegisterWasmPlugin(ctx context.Context, name string, module *Module, settings PluginSettings) (*PluginRegistered, error) {
	fields := settings.fields()
	fields["name"] = name
	return fetch[PluginRegistered](ctx, client, &call{method: http.MethodPost, path: plugins, module: module, fields: fields})
}

// ReplaceWasmPlugin puts another module in a plugin's place.
func (client *Client) ReplaceWasmPlugin(ctx context.Context, name string, module *Module, settings PluginSettings) (*PluginDetail, error) {
	path, err := ofPlugin(name, "")
	if err != nil {
		return nil, err
	}
	return fetch[PluginDetail](ctx, client, &call{
		method: http.MethodPut, path: path, module: module, fields: settings.fields(), ifMatch: settings.IfMatch,
	})
}

// UpdateWasmPlugin changes what is set of change, and nothing else; with a revision other than zero
// only if the plugin still has it.
func (client *Client) UpdateWasmPlugin(ctx context.Context, name string, change UpdatePluginRequest, ifMatch uint64) (*PluginDetail, error) {
	path, err := ofPlugin(name, "")
	if err != nil {
		return nil, err
	}
	return fetch[PluginDetail](ctx, client, &call{method: http.MethodPatch, path: path, body: change, ifMatch: ifMatch})
}

// DeleteWasmPlugin deletes a plugin.
func (client *Client) DeleteWasmPlugin(ctx context.Context, name string) error {
	return client.DeleteWasmPluginIf(ctx, name, 0)
}

// DeleteWasmPluginIf deletes a plugin if it still has this revision.
func (client *Client) DeleteWasmPluginIf(ctx context.Context, name string, ifMatch uint64) error {
	path, err := ofPlugin(name, "")
	if err != nil {
		return err
	}
	return client.send(ctx, &call{method: http.MethodDelete, path: path, ifMatch: ifMatch}, nil)
}

// TestWasmPlugin calls a function of a plugin with an action, an [Action] or any JSON of that form; no
// rule is evaluated and nothing is dispatched. Fields that are left out are empty.
func (client *Client) TestWasmPlugin(ctx context.Context, name, function string, action any) (*TestPluginResponse, error) {
	return client.testWasmPlugin(ctx, name, function, action, nil)
}

// TestWasmPluginWithCost does the same, and counts what the call costs in units that are the same every
// time. The first such call of a module can take seconds.
func (client *Client) TestWasmPluginWithCost(ctx context.Context, name, function string, action any) (*TestPluginResponse, error) {
	return client.testWasmPlugin(ctx, name, function, action, url.Values{"cost": {"true"}})
}

func (client *Client) testWasmPlugin(ctx context.Context, name, function string, action any, query url.Values) (*TestPluginResponse, error) {
	path, err := ofPlugin(name, "/test")
	if err != nil {
		return nil, err
	}
	body := map[string]any{"function": function, "input": action}
	return fetch[TestPluginResponse](ctx, client, &call{method: http.MethodPost, path: path, query: query, body: body, reads: true})
}

// ListWasmPluginInvocations lists the last invocations of a plugin, newest first.
func (client *Client) ListWasmPluginInvocations(ctx context.Context, name string) (*InvocationList, error) {
	return get[InvocationList](ctx, client, name, "/invocations")
}

// ListWasmPluginRevisions lists the revisions of a plugin, newest first.
func (client *Client) ListWasmPluginRevisions(ctx context.Context, name string) (*PluginRevisionList, error) {
	return get[PluginRevisionList](ctx, client, name, "/revisions")
}

// RestoreWasmPluginRevision makes a former revision of a plugin the present one; with ifMatch other
// than zero only if the plugin still has that revision.
func (client *Client) RestoreWasmPluginRevision(ctx context.Context, name string, revision, ifMatch uint64) (*PluginDetail, error) {
	path, err := ofPlugin(name, "/revisions/"+strconv.FormatUint(revision, 10)+"/restore")
	if err != nil {
		return nil, err
	}
	return fetch[PluginDetail](ctx, client, &call{method: http.MethodPost, path: path, ifMatch: ifMatch})
}
