// Lets everything pass but what has a low priority.
import { Action, Verdict, answer } from "../../../../../kits/assemblyscript/acteon";

export { allocate } from "../../../../../kits/assemblyscript/acteon";

export function evaluate(pointer: i32, length: i32): i64 {
  return answer(pointer, length, (action: Action): Verdict => {
    if (action.text("priority") == "low") {
      return new Verdict(false, "low priority actions are suppressed");
    }
    return new Verdict(true);
  });
}
