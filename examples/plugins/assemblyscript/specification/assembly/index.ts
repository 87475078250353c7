// assembly/index.ts
import { JSON } from "json-as";

@json
class ActionContext {
  namespace!: string;
  tenant!: string;
  provider!: string;
  action_type!: string;
  payload!: Map<string, string>;
}

@json
class PluginResult {
  verdict!: boolean;
  message: string | null = null;
}

export function evaluate(inputPtr: i32, inputLen: i32): i64 {
  const input = String.UTF8.decodeUnsafe(inputPtr, inputLen);
  const ctx = JSON.parse<ActionContext>(input);

  const result = new PluginResult();
  result.verdict = ctx.action_type != "spam";
  if (!result.verdict) {
    result.message = "spam actions are blocked";
  }

  const output = JSON.stringify(result);
  const outBuf = String.UTF8.encode(output);
  const outPtr = changetype<i32>(outBuf);
  const outLen = outBuf.byteLength;

  return (i64(outPtr) << 32) | (i64(outLen) & 0xFFFFFFFF);
}
