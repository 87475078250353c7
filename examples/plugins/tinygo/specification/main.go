//go:build tinygo.wasm

package main

import (
    "encoding/json"
    "unsafe"
)

type ActionContext struct {
    Namespace  string                 `json:"namespace"`
    Tenant     string                 `json:"tenant"`
    Provider   string                 `json:"provider"`
    ActionType string                 `json:"action_type"`
    Payload    map[string]interface{} `json:"payload"`
    Metadata   map[string]string      `json:"metadata"`
}

type PluginResult struct {
    Verdict bool    `json:"verdict"`
    Message *string `json:"message,omitempty"`
}

//export evaluate
func evaluate(inputPtr, inputLen int32) int64 {
    input := ptrToBytes(inputPtr, inputLen)
    var ctx ActionContext
    if err := json.Unmarshal(input, &ctx); err != nil {
        return packResult(falseResult())
    }

    verdict := ctx.Payload["priority"] != "low"
    result := PluginResult{Verdict: verdict}
    if !verdict {
        msg := "low priority suppressed"
        result.Message = &msg
    }

    return packResult(marshalResult(result))
}

func main() {} // required for TinyGo WASM

func ptrToBytes(ptr, len int32) []byte {
    return unsafe.Slice((*byte)(unsafe.Pointer(uintptr(ptr))), len)
}

func falseResult() (int32, int32) {
    out := []byte(`{"verdict":false}`)
    ptr := &out[0]
    return int32(uintptr(unsafe.Pointer(ptr))), int32(len(out))
}

func marshalResult(r PluginResult) (int32, int32) {
    out, _ := json.Marshal(r)
    ptr := &out[0]
    return int32(uintptr(unsafe.Pointer(ptr))), int32(len(out))
}

func packResult(ptr, len int32) int64 {
    return (int64(ptr) << 32) | int64(len)&0xFFFFFFFF
}
