// Lets everything pass but what has a low priority.
package main

import "acteon.example/acteon"

//go:wasmexport evaluate
func evaluate(pointer, length int32) int64 { return acteon.Answer(pointer, length, decide) }

func decide(action *acteon.Action) acteon.Verdict {
	if action.Text("priority") == "low" {
		return acteon.Verdict{Message: "low priority actions are suppressed"}
	}
	return acteon.Verdict{Verdict: true}
}

func main() {}
