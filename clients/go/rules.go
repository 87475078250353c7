package acteon

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

// CoverageQuery says which records to count; what is empty is not asked for.
type CoverageQuery struct {
	Namespace, Tenant string
	// From and To are instants (RFC 3339).
	From, To string
}

// ListRules lists the rules in force, in the order of evaluation.
func (client *Client) ListRules(ctx context.Context) ([]Rule, error) {
	rules, err := fetch[[]Rule](ctx, client, &call{method: http.MethodGet, path: "v1/rules", reads: true})
	if err != nil {
		return nil, err
	}
	return *rules, nil
}

// EvaluateRules says what the rules would decide about an action, and why; nothing is dispatched or
// recorded. The request is an [EvaluateRequest], or any JSON of that form. [APIError.Errors] says
// where in a draft the mistakes are.
func (client *Client) EvaluateRules(ctx context.Context, request any) (*EvaluateResponse, error) {
	return fetch[EvaluateResponse](ctx, client, &call{method: http.MethodPost, path: "v1/rules/evaluate", body: request, reads: true})
}

// ReloadRules reads the rule files again, those of another folder when it is named. [APIError.Errors]
// says where a bad file is bad; the rules in force stay then.
func (client *Client) ReloadRules(ctx context.Context, directory string) (*ReloadResponse, error) {
	body := map[string]string{}
	if directory != "" {
		body["directory"] = directory
	}
	return fetch[ReloadResponse](ctx, client, &call{method: http.MethodPost, path: "v1/rules/reload", body: body})
}

// SetRuleEnabled switches a rule, until the file's own value changes.
func (client *Client) SetRuleEnabled(ctx context.Context, name string, enabled bool) (*RuleEnabled, error) {
	name, err := segment(name)
	if err != nil {
		return nil, err
	}
	body := map[string]bool{"enabled": enabled}
	return fetch[RuleEnabled](ctx, client, &call{method: http.MethodPut, path: "v1/rules/" + name + "/enabled", body: body})
}

// RuleCoverage says which kinds of actions matched a rule, and which rules never did.
func (client *Client) RuleCoverage(ctx context.Context, query CoverageQuery) (*RuleCoverage, error) {
	values := set(map[string]string{
		"namespace": query.Namespace, "tenant": query.Tenant, "from": query.From, "to": query.To,
	})
	return fetch[RuleCoverage](ctx, client, &call{method: http.MethodGet, path: "v1/rules/coverage", query: values, reads: true})
}

// RuleSetRevision answers the files of a rule set that is or was in force.
func (client *Client) RuleSetRevision(ctx context.Context, revision uint64) (*RuleSetRevision, error) {
	path := "v1/rules/revisions/" + strconv.FormatUint(revision, 10)
	return fetch[RuleSetRevision](ctx, client, &call{method: http.MethodGet, path: path, reads: true})
}

// set are the parameters that have a value.
func set(all map[string]string) url.Values {
	values := url.Values{}
	for name, value := range all {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}
