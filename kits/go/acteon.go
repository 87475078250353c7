// Package acteon is the kit for plugins in Go and TinyGo: one file, to be copied or imported.
//
// A plugin's main package exports a function and hands its arguments on:
//
//	//go:wasmexport evaluate
//	func evaluate(pointer, length int32) int64 { return acteon.Answer(pointer, length, decide) }
//
//	func decide(action *acteon.Action) acteon.Verdict { ... }
//
//	func main() {}
//
// What it prints to standard error is shown to its author and kept in the log of a failed call.
package acteon

import (
	"encoding/json"
	"fmt"
	"os"
	"unsafe"
)

// Action is what the plugin is asked about. Every field is always there.
type Action struct {
	// Namespace that the action belongs to.
	Namespace string `json:"namespace"`
	// Tenant within the namespace.
	Tenant string `json:"tenant"`
	// Provider that is to carry the action out.
	Provider string `json:"provider"`
	// ActionType is the kind of action.
	ActionType string `json:"action_type"`
	// Payload is what the action is about. Numbers are float64.
	Payload map[string]any `json:"payload"`
	// Metadata holds the action's labels.
	Metadata map[string]string `json:"metadata"`
}

// Text is the payload's field of that name if it is a string, else "".
func (action *Action) Text(field string) string {
	text, _ := action.Payload[field].(string)
	return text
}

// Number is the payload's field of that name if it is a number, else 0.
func (action *Action) Number(field string) float64 {
	number, _ := action.Payload[field].(float64)
	return number
}

// Verdict is what a plugin answers.
type Verdict struct {
	// Verdict says whether the condition holds: then the rule that asked fires.
	Verdict bool `json:"verdict"`
	// Message says why, in one line for people.
	Message string `json:"message,omitempty"`
	// Metadata says why, for programs.
	Metadata map[string]any `json:"metadata,omitempty"`
}

// Log prints a line to standard error.
func Log(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
}

// What encoding/json finds out about a type at its first use. Found out while the plugin starts, it
// is in the snapshot that calls start from.
func init() {
	var action Action
	_ = json.Unmarshal([]byte(`{"payload":{"a":[1,"",null,true,{}]},"metadata":{"a":""}}`), &action)
	_, _ = json.Marshal(Verdict{Message: "m", Metadata: map[string]any{"a": []any{1.5, ""}}})
}

// Memory that the host reads or writes must not be collected. An instance serves one call.
var kept [][]byte

//go:wasmexport allocate
func allocate(size int32) int32 {
	if size < 1 {
		size = 1
	}
	return keep(make([]byte, size))
}

func keep(bytes []byte) int32 {
	kept = append(kept, bytes)
	return int32(uintptr(unsafe.Pointer(&bytes[0])))
}

// Answer reads the action at the pointer, decides, and packs the verdict: pointer in the upper
// half, length in the lower one. Input that is no action has no verdict: the call fails, and says
// what was wrong.
func Answer(pointer, length int32, decide func(*Action) Verdict) int64 {
	input := unsafe.Slice((*byte)(unsafe.Pointer(uintptr(uint32(pointer)))), int(uint32(length)))
	var action Action
	if err := json.Unmarshal(input, &action); err != nil {
		Log("the input is not an action: %v", err)
		return 0
	}
	output, err := json.Marshal(decide(&action))
	if err != nil {
		Log("the verdict cannot be written: %v", err)
		return 0
	}
	return int64(uint32(keep(output)))<<32 | int64(len(output))
}
