package dev.acteon.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acteon.client.model.ActionError;
import dev.acteon.client.model.BatchError;
import dev.acteon.client.model.ProviderResponse;
import dev.acteon.client.model.RetryAfter;

/** What became of an action. */
public sealed interface Outcome {
  /**
   * The provider has carried it out.
   *
   * @param response what it answered
   */
  record Executed(ProviderResponse response) implements Outcome {}

  /** Its dedup key was seen before. */
  record Deduplicated() implements Outcome {}

  /**
   * A rule denied or suppressed it.
   *
   * @param rule the rule
   */
  record Suppressed(String rule) implements Outcome {}

  /**
   * A provider that a rule chose has carried it out.
   *
   * @param originalProvider the provider that the action named
   * @param newProvider the provider that the rule chose
   * @param response what that provider answered
   */
  record Rerouted(String originalProvider, String newProvider, ProviderResponse response) implements Outcome {}

  /**
   * The window of a throttle rule is full.
   *
   * @param retryAfter the time left until it ends
   */
  record Throttled(RetryAfter retryAfter) implements Outcome {}

  /**
   * It could not be carried out.
   *
   * @param error why
   */
  record Failed(ActionError error) implements Outcome {}

  /**
   * What would become of it.
   *
   * @param verdict the verdict
   * @param matchedRule the rule that decided; null when none matched
   * @param wouldBeProvider the provider that would be called
   */
  record DryRun(String verdict, String matchedRule, String wouldBeProvider) implements Outcome {}

  /**
   * An action of a batch that was not dispatched, or whose rule failed.
   *
   * @param error why
   */
  record Refused(BatchError error) implements Outcome {}

  /**
   * An outcome that this version does not know.
   *
   * @param value as it came
   */
  record Unknown(JsonNode value) implements Outcome {}
}
