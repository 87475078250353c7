package acteon

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// What the common errors of the server are, for errors.Is.
var (
	// ErrInvalid: what was sent is not as it should be (400, 413, 415, 422).
	ErrInvalid = errors.New("acteon: invalid")
	// ErrUnauthenticated: the key is missing, or not known (401).
	ErrUnauthenticated = errors.New("acteon: unauthenticated")
	// ErrForbidden: the key may not do that (403).
	ErrForbidden = errors.New("acteon: forbidden")
	// ErrNotFound: there is no such plugin, rule, revision or record (404).
	ErrNotFound = errors.New("acteon: not found")
	// ErrConflict: the name is taken, or there is no room (409).
	ErrConflict = errors.New("acteon: conflict")
	// ErrRevisionMismatch: somebody else was quicker (412).
	ErrRevisionMismatch = errors.New("acteon: revision mismatch")
	// ErrUnavailable: the server cannot do it now (429, 503).
	ErrUnavailable = errors.New("acteon: unavailable")
	// ErrTimeout: the server did not answer in time.
	ErrTimeout = errors.New("acteon: the server did not answer in time")
	// ErrConnection: the server cannot be reached, or the connection broke.
	ErrConnection = errors.New("acteon: the server cannot be reached")
)

var ofStatus = map[int]error{
	http.StatusBadRequest:            ErrInvalid,
	http.StatusUnauthorized:          ErrUnauthenticated,
	http.StatusForbidden:             ErrForbidden,
	http.StatusNotFound:              ErrNotFound,
	http.StatusConflict:              ErrConflict,
	http.StatusPreconditionFailed:    ErrRevisionMismatch,
	http.StatusRequestEntityTooLarge: ErrInvalid,
	http.StatusUnsupportedMediaType:  ErrInvalid,
	http.StatusUnprocessableEntity:   ErrInvalid,
	http.StatusTooManyRequests:       ErrUnavailable,
	http.StatusServiceUnavailable:    ErrUnavailable,
}

// APIError is an error that the server answered with.
type APIError struct {
	// Status of HTTP.
	Status int
	// Kind is a stable name, for programs; some errors have none.
	Kind string
	// Message says what happened, for people.
	Message string
	// RetryAfter says when to come back; zero if the server does not say.
	RetryAfter time.Duration
	// RequestID is the request's id, which the server's log has too.
	RequestID string
	// Errors says what is wrong in which rule file, when rules were refused.
	Errors []RuleFileError
	// Body as it came.
	Body string
}

func (err *APIError) Error() string {
	return fmt.Sprintf("acteon: %s (status %d)", err.Message, err.Status)
}

// Is tells the common errors apart.
func (err *APIError) Is(target error) bool {
	return target != nil && ofStatus[err.Status] == target
}

// DecodeError says that an answer is not understood, perhaps because the server is much newer.
type DecodeError struct {
	// Body as it came.
	Body string
	err  error
}

func (err *DecodeError) Error() string {
	return fmt.Sprintf("acteon: the answer of the server is not understood: %v", err.err)
}

func (err *DecodeError) Unwrap() error { return err.err }

func apiError(response *http.Response, body []byte) *APIError {
	err := &APIError{
		Status:    response.StatusCode,
		RequestID: response.Header.Get("X-Request-Id"),
		Body:      string(body),
	}
	if seconds, bad := time.ParseDuration(response.Header.Get("Retry-After") + "s"); bad == nil && seconds > 0 {
		err.RetryAfter = seconds
	}
	var explained struct {
		Error  string          `json:"error"`
		Kind   string          `json:"kind"`
		Errors []RuleFileError `json:"errors"`
	}
	switch bad := json.Unmarshal(body, &explained); {
	case bad == nil && explained.Error != "":
		err.Message, err.Kind, err.Errors = explained.Error, explained.Kind, explained.Errors
	case response.StatusCode >= 300 && response.StatusCode < 400:
		err.Message = "the server leads elsewhere; use the address it leads to"
	default:
		err.Message = "the server, or a proxy before it, answered with an error and did not say why"
	}
	return err
}
