package acteon

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// call is a request that can be sent as often as it is tried.
type call struct {
	method string
	path   string
	query  url.Values
	body   any
	module *Module
	fields map[string]string
	// ifMatch is the revision that the plugin must have; zero for any.
	ifMatch uint64
	// reads is whether a second try changes nothing.
	reads bool
	// accepted is a status that is an answer too, although it is not a success.
	accepted int
}

// mayRepeat is whether the call can be made again after this failure.
func (call *call) mayRepeat(err error) bool {
	if call.module != nil && call.module.once {
		return false
	}
	var refused *APIError
	if errors.As(err, &refused) {
		switch refused.Status {
		case http.StatusTooManyRequests:
			return true
		case http.StatusServiceUnavailable:
			// After these nothing happened, whatever was asked for.
			return call.reads || refused.Kind == "saturated" || refused.Kind == "plugins_loading"
		default:
			return false
		}
	}
	return call.reads && errors.Is(err, ErrConnection)
}

// send makes a call, again if that is safe and helps, and reads its answer into result.
func (client *Client) send(ctx context.Context, call *call, result any) error {
	if client.baseErr != nil {
		return client.baseErr
	}
	for tries := 1; ; tries++ {
		body, err := client.once(ctx, call)
		if err == nil {
			return decode(body, result)
		}
		pause, again := client.pauseAfter(err, call, tries)
		if !again {
			return err
		}
		if stopped := client.sleep(ctx, pause); stopped != nil {
			return errors.Join(err, stopped)
		}
	}
}

func decode(body []byte, result any) error {
	switch result := result.(type) {
	case nil:
		return nil
	case *string:
		*result = string(body)
		return nil
	}
	if err := json.Unmarshal(body, result); err != nil {
		return &DecodeError{Body: string(body), err: err}
	}
	return nil
}

func (client *Client) once(ctx context.Context, call *call) ([]byte, error) {
	outer := ctx
	if client.timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, client.timeout)
		defer cancel()
	}
	request, err := client.request(ctx, call)
	if err != nil {
		return nil, err
	}
	response, err := client.http.Do(request)
	if err != nil {
		return nil, failure(outer, ctx, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, failure(outer, ctx, err)
	}
	isSuccess := response.StatusCode >= 200 && response.StatusCode < 300
	if !isSuccess && response.StatusCode != call.accepted {
		return nil, apiError(response, body)
	}
	return body, nil
}

func (client *Client) request(ctx context.Context, call *call) (*http.Request, error) {
	address, err := client.base.Parse(call.path)
	if err != nil {
		return nil, fmt.Errorf("acteon: %w", err)
	}
	address.RawQuery = call.query.Encode()
	var body io.Reader
	length, kind := int64(0), ""
	switch {
	case call.module != nil:
		if body, length, kind, err = call.module.form(call.fields); err != nil {
			return nil, err
		}
	case call.body != nil:
		text, err := json.Marshal(call.body)
		if err != nil {
			return nil, fmt.Errorf("acteon: it cannot be sent: %w", err)
		}
		body, length, kind = bytes.NewReader(text), int64(len(text)), "application/json"
	}
	request, err := http.NewRequestWithContext(ctx, call.method, address.String(), body)
	if err != nil {
		return nil, fmt.Errorf("acteon: %w", err)
	}
	if body != nil {
		request.ContentLength = length
		request.Header.Set("Content-Type", kind)
	}
	request.Header.Set("User-Agent", "acteon-client-go/"+Version)
	if client.key != "" {
		request.Header.Set("Authorization", "Bearer "+client.key)
	}
	if call.ifMatch != 0 {
		request.Header.Set("If-Match", fmt.Sprintf(`"%d"`, call.ifMatch))
	}
	return request, nil
}

// failure tells whoever waits whether it was the caller, the time or the connection that ended a try.
func failure(outer, inner context.Context, err error) error {
	if outer.Err() != nil {
		return outer.Err()
	}
	// What went wrong with the module is nothing that the server did.
	var unread *moduleError
	if errors.As(err, &unread) {
		return unread
	}
	if errors.Is(inner.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", ErrTimeout, err)
	}
	return fmt.Errorf("%w: %w", ErrConnection, err)
}
