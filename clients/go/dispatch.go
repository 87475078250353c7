package acteon

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// OutcomeKind names what became of an action.
type OutcomeKind string

// What becomes of an action. A newer server may have more.
const (
	// Executed: the provider has carried it out; see Response.
	Executed OutcomeKind = "Executed"
	// Deduplicated: its dedup key was seen before.
	Deduplicated OutcomeKind = "Deduplicated"
	// Suppressed: a rule denied or suppressed it; see Rule.
	Suppressed OutcomeKind = "Suppressed"
	// Rerouted: a provider that a rule chose has carried it out; see Rerouted.
	Rerouted OutcomeKind = "Rerouted"
	// Throttled: the window of a throttle rule is full; see RetryAfter.
	Throttled OutcomeKind = "Throttled"
	// Failed: it could not be carried out; see Error.
	Failed OutcomeKind = "Failed"
	// DryRun: what would become of it; see DryRun.
	DryRun OutcomeKind = "DryRun"
	// Refused: an action of a batch that was not dispatched, or whose rule failed; see Refused.
	Refused OutcomeKind = "Refused"
)

// DispatchOutcome says what became of an action. The field that Kind speaks of is set.
type DispatchOutcome struct {
	Kind       OutcomeKind
	Response   *ProviderResponse
	Rule       string
	Rerouted   *ReroutedAction
	RetryAfter *RetryAfter
	Error      *ActionError
	DryRun     *DryRunDecision
	Refused    *BatchError
	// Raw is the outcome as it came, also of a kind that this version does not know.
	Raw json.RawMessage
}

// ReroutedAction was carried out by another provider than it named.
type ReroutedAction struct {
	OriginalProvider string           `json:"original_provider"`
	NewProvider      string           `json:"new_provider"`
	Response         ProviderResponse `json:"response"`
}

// DryRunDecision is what would become of an action.
type DryRunDecision struct {
	Verdict VerdictKind `json:"verdict"`
	// MatchedRule is the rule that decided; empty when none matched.
	MatchedRule     string `json:"matched_rule,omitempty"`
	WouldBeProvider string `json:"would_be_provider"`
}

// UnmarshalJSON reads an outcome: an object with one key, or the name alone.
func (outcome *DispatchOutcome) UnmarshalJSON(data []byte) error {
	*outcome = DispatchOutcome{Raw: append(json.RawMessage(nil), data...)}
	if json.Unmarshal(data, &outcome.Kind) == nil {
		return nil
	}
	var one map[string]json.RawMessage
	if err := json.Unmarshal(data, &one); err != nil || len(one) != 1 {
		return fmt.Errorf("an outcome has one key: %s", data)
	}
	for kind, content := range one {
		outcome.Kind = OutcomeKind(kind)
		var into any
		switch outcome.Kind {
		case Executed:
			into = &outcome.Response
		case Rerouted:
			into = &outcome.Rerouted
		case Failed:
			into = &outcome.Error
		case DryRun:
			into = &outcome.DryRun
		case Suppressed:
			into = &struct {
				Rule *string `json:"rule"`
			}{&outcome.Rule}
		case Throttled:
			into = &struct {
				RetryAfter **RetryAfter `json:"retry_after"`
			}{&outcome.RetryAfter}
		case "error":
			outcome.Kind, into = Refused, &outcome.Refused
		default:
			return nil
		}
		return json.Unmarshal(content, into)
	}
	return nil
}

// MarshalJSON writes the outcome as it came.
func (outcome DispatchOutcome) MarshalJSON() ([]byte, error) {
	if outcome.Raw == nil {
		return json.Marshal(outcome.Kind)
	}
	return outcome.Raw, nil
}

func dispatching(path string, body any, dryRun bool) *call {
	call := &call{method: http.MethodPost, path: path, body: body, reads: dryRun}
	if dryRun {
		call.query = url.Values{"dry_run": {"true"}}
	}
	return call
}

// Dispatch decides about an action, an [Action] or any JSON of that form, and carries it out. That a
// provider failed is not an error but an outcome. An action is not sent again after a broken
// connection, because it may have been carried out.
func (client *Client) Dispatch(ctx context.Context, action any) (*DispatchOutcome, error) {
	return fetch[DispatchOutcome](ctx, client, dispatching("v1/dispatch", action, false))
}

// DispatchDryRun only decides about an action.
func (client *Client) DispatchDryRun(ctx context.Context, action any) (*DispatchOutcome, error) {
	return fetch[DispatchOutcome](ctx, client, dispatching("v1/dispatch", action, true))
}

// DispatchBatch dispatches a slice of actions at once, and answers for each what became of it, in
// their order.
func (client *Client) DispatchBatch(ctx context.Context, actions any) ([]DispatchOutcome, error) {
	return client.batch(ctx, actions, false)
}

// DispatchBatchDryRun only decides about a slice of actions.
func (client *Client) DispatchBatchDryRun(ctx context.Context, actions any) ([]DispatchOutcome, error) {
	return client.batch(ctx, actions, true)
}

func (client *Client) batch(ctx context.Context, actions any, dryRun bool) ([]DispatchOutcome, error) {
	items, err := fetch[[]DispatchOutcome](ctx, client, dispatching("v1/dispatch/batch", actions, dryRun))
	if err != nil {
		return nil, err
	}
	return *items, nil
}
