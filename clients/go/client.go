// Package acteon is the client of the Acteon gateway: plugins, rules, dispatch and audit over its
// REST API.
//
// A [Client] is safe for use by several goroutines, and keeps connections. Failures are [*APIError],
// which errors.Is tells apart ([ErrNotFound] and the like), [*DecodeError], [ErrTimeout], or those of
// the way to the server ([ErrConnection]).
package acteon

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Version of this client.
const Version = "0.1.0"

const (
	defaultTimeout = 30 * time.Second
	defaultRetries = 2
	firstPause     = 200 * time.Millisecond
	longestPause   = 10 * time.Second
)

// Client of one server.
type Client struct {
	base    *url.URL
	baseErr error
	key     string
	http    *http.Client
	timeout time.Duration
	retries int
	sleep   func(context.Context, time.Duration) error
}

// Option sets up a [Client].
type Option func(*Client)

// WithAPIKey sends the key with every request.
func WithAPIKey(key string) Option {
	return func(client *Client) { client.key = key }
}

// WithTimeout bounds each try of a call; 30 seconds unless it is said. Zero means no bound but the
// context's.
func WithTimeout(timeout time.Duration) Option {
	return func(client *Client) { client.timeout = timeout }
}

// WithRetries says how often a call is tried again when that is safe; twice unless it is said.
func WithRetries(retries int) Option {
	return func(client *Client) { client.retries = retries }
}

// WithTransport sends requests through a transport of your own.
func WithTransport(transport http.RoundTripper) Option {
	return func(client *Client) { client.http.Transport = transport }
}

// withSleep waits between tries in another way.
func withSleep(sleep func(context.Context, time.Duration) error) Option {
	return func(client *Client) { client.sleep = sleep }
}

// NewClient makes a client of the server at address, such as http://localhost:8080. An address that
// is none is told by the first call.
func NewClient(address string, options ...Option) *Client {
	client := &Client{
		http: &http.Client{
			// A redirect could lead the key to somebody else.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		timeout: defaultTimeout,
		retries: defaultRetries,
		sleep:   sleep,
	}
	client.base, client.baseErr = baseOf(address)
	for _, option := range options {
		option(client)
	}
	return client
}

// Close closes the connections that nobody uses.
func (client *Client) Close() {
	client.http.CloseIdleConnections()
}

func baseOf(address string) (*url.URL, error) {
	base, err := url.Parse(address)
	if err != nil || (base.Scheme != "http" && base.Scheme != "https") || base.Hostname() == "" {
		return nil, fmt.Errorf("acteon: `%s` is not the address of a server: http://HOST or https://HOST", address)
	}
	if base.RawQuery != "" || base.Fragment != "" || base.ForceQuery {
		return nil, fmt.Errorf("acteon: `%s` must end with its path", address)
	}
	if !strings.HasSuffix(base.Path, "/") {
		base.Path += "/"
	}
	return base, nil
}

// segment is a name as a part of a path.
func segment(name string) (string, error) {
	if name == "" || name == "." || name == ".." {
		return "", fmt.Errorf("acteon: `%s` cannot be the name of anything", name)
	}
	return url.PathEscape(name), nil
}

func sleep(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pauseAfter says how long to wait before the next try, if there is to be one.
func (client *Client) pauseAfter(err error, call *call, tries int) (time.Duration, bool) {
	if tries > client.retries || !call.mayRepeat(err) {
		return 0, false
	}
	var refused *APIError
	if errors.As(err, &refused) && refused.RetryAfter > 0 {
		return min(refused.RetryAfter, longestPause), true
	}
	// Clients that were refused together come back one by one.
	pause := float64(firstPause) * float64(int(1)<<(tries-1)) * rand.Float64()
	return min(time.Duration(pause), longestPause), true
}
