/* Lets everything pass but what has a low priority. */
#include "acteon.h"

static acteon_verdict decide(const acteon_action *action) {
  if (acteon_is(acteon_field(action->payload, "priority"), "low"))
    return (acteon_verdict){.message = "low priority actions are suppressed"};
  return (acteon_verdict){.verdict = true};
}

ACTEON_EXPORT(evaluate, decide)
