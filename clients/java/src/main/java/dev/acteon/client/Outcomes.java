package dev.acteon.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.acteon.client.model.ActionError;
import dev.acteon.client.model.BatchError;
import dev.acteon.client.model.ProviderResponse;
import dev.acteon.client.model.RetryAfter;
import java.util.ArrayList;
import java.util.List;

/** Reads what became of actions. */
final class Outcomes {
  private Outcomes() {}

  /** Reads the outcome of one action. */
  static Outcome one(String body) throws JsonProcessingException {
    return read(Json.MAPPER.readTree(body));
  }

  /** Reads the outcomes of a batch, in its order. */
  static List<Outcome> many(String body) throws JsonProcessingException {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode item : Json.MAPPER.readTree(body)) {
      outcomes.add(read(item));
    }
    return List.copyOf(outcomes);
  }

  /** Reads an outcome: an object with one key, or the name alone. */
  private static Outcome read(JsonNode value) throws JsonProcessingException {
    if (value.isTextual() && value.asText().equals("Deduplicated")) {
      return new Outcome.Deduplicated();
    }
    if (!value.isObject() || value.size() != 1) {
      return new Outcome.Unknown(value);
    }
    String kind = value.fieldNames().next();
    JsonNode content = value.get(kind);
    return switch (kind) {
      case "Executed" -> new Outcome.Executed(as(content, ProviderResponse.class));
      case "Suppressed" -> new Outcome.Suppressed(content.path("rule").asText());
      case "Rerouted" -> new Outcome.Rerouted(
          content.path("original_provider").asText(),
          content.path("new_provider").asText(),
          as(content.path("response"), ProviderResponse.class));
      case "Throttled" -> new Outcome.Throttled(as(content.path("retry_after"), RetryAfter.class));
      case "Failed" -> new Outcome.Failed(as(content, ActionError.class));
      case "DryRun" -> new Outcome.DryRun(
          content.path("verdict").asText(),
          content.path("matched_rule").asText(null),
          content.path("would_be_provider").asText());
      case "error" -> new Outcome.Refused(as(content, BatchError.class));
      default -> new Outcome.Unknown(value);
    };
  }

  private static <T> T as(JsonNode content, Class<T> type) throws JsonProcessingException {
    return Json.MAPPER.treeToValue(content, type);
  }
}
