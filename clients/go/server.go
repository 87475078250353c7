package acteon

import (
	"context"
	"net/http"
	"net/url"
)

// Health says whether the process serves.
func (client *Client) Health(ctx context.Context) (*Health, error) {
	return fetch[Health](ctx, client, &call{method: http.MethodGet, path: "health", reads: true})
}

// Ready says whether decisions are made, and what stands in the way. That a server is not ready is an
// answer, not an error.
func (client *Client) Ready(ctx context.Context) (*Readiness, error) {
	return fetch[Readiness](ctx, client, &call{
		method: http.MethodGet, path: "ready", reads: true, accepted: http.StatusServiceUnavailable,
	})
}

// Stats says what happened lately, as far back as window says: 5m, 15m, 1h, 6h or 24h; 15 minutes
// when it is empty.
func (client *Client) Stats(ctx context.Context, window string) (*Stats, error) {
	query := set(map[string]string{"window": window})
	return fetch[Stats](ctx, client, &call{method: http.MethodGet, path: "v1/stats", query: query, reads: true})
}

// Metrics answers the metrics in Prometheus' text format.
func (client *Client) Metrics(ctx context.Context) (string, error) {
	text, err := fetch[string](ctx, client, &call{method: http.MethodGet, path: "metrics", query: url.Values{}, reads: true})
	if err != nil {
		return "", err
	}
	return *text, nil
}

// Config answers the configuration in force, by section and key; secrets are hidden.
func (client *Client) Config(ctx context.Context) (map[string]any, error) {
	config, err := fetch[map[string]any](ctx, client, &call{method: http.MethodGet, path: "v1/config", reads: true})
	if err != nil {
		return nil, err
	}
	return *config, nil
}

// Session says as whom the server takes the caller.
func (client *Client) Session(ctx context.Context) (*Session, error) {
	return fetch[Session](ctx, client, &call{method: http.MethodGet, path: "v1/session", reads: true})
}
