package acteon

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// AuditQuery says which records; what is empty or zero is not asked for.
type AuditQuery struct {
	Namespace, Tenant, Provider, ActionType string
	Outcome, Verdict, MatchedRule, Plugin   string
	// From and To are instants (RFC 3339).
	From, To string
	// Limit is the size of a page.
	Limit  int
	Offset int64
	// Cursor is the NextCursor of the page before.
	Cursor string
}

func (query AuditQuery) values() url.Values {
	values := set(map[string]string{
		"namespace": query.Namespace, "tenant": query.Tenant, "provider": query.Provider,
		"action_type": query.ActionType, "outcome": query.Outcome, "verdict": query.Verdict,
		"matched_rule": query.MatchedRule, "plugin": query.Plugin, "from": query.From, "to": query.To,
		"cursor": query.Cursor,
	})
	if query.Limit != 0 {
		values.Set("limit", strconv.Itoa(query.Limit))
	}
	if query.Offset != 0 {
		values.Set("offset", strconv.FormatInt(query.Offset, 10))
	}
	return values
}

// QueryAudit answers a page of the audit, newest first. [Client.AuditRecords] walks all of them.
func (client *Client) QueryAudit(ctx context.Context, query AuditQuery) (*AuditPage, error) {
	return fetch[AuditPage](ctx, client, &call{method: http.MethodGet, path: "v1/audit", query: query.values(), reads: true})
}

// AuditRecords walks all records that a query finds, newest first, page by page as they are taken. It
// ends with the first error.
func (client *Client) AuditRecords(ctx context.Context, query AuditQuery) iter.Seq2[*AuditRecord, error] {
	return func(yield func(*AuditRecord, error) bool) {
		for {
			page, err := client.QueryAudit(ctx, query)
			if err != nil {
				yield(nil, err)
				return
			}
			for index := range page.Records {
				if !yield(&page.Records[index], nil) {
					return
				}
			}
			if page.NextCursor == "" {
				return
			}
			query.Cursor, query.Offset = page.NextCursor, 0
		}
	}
}

// GetAuditRecord answers the newest record of an action.
func (client *Client) GetAuditRecord(ctx context.Context, actionID string) (*AuditRecord, error) {
	id, err := segment(actionID)
	if err != nil {
		return nil, err
	}
	return fetch[AuditRecord](ctx, client, &call{method: http.MethodGet, path: "v1/audit/" + id, reads: true})
}

// ListChanges says who changed what, newest first: at most limit changes, those before the change
// with the id before. Zero asks for neither.
func (client *Client) ListChanges(ctx context.Context, before int64, limit int) (*ChangeList, error) {
	values := url.Values{}
	if before != 0 {
		values.Set("before", strconv.FormatInt(before, 10))
	}
	if limit != 0 {
		values.Set("limit", strconv.Itoa(limit))
	}
	return fetch[ChangeList](ctx, client, &call{method: http.MethodGet, path: "v1/changes", query: values, reads: true})
}
