package dev.acteon.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.acteon.client.Played.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are sent: tries, redirects, encoding, uploads, answers of others than Acteon. */
class TransportTest {
  private static final String BUSY = "{\"error\": \"busy\", \"kind\": \"saturated\"}";
  private static final String AWAY = "{\"error\": \"the record is delayed\", \"kind\": \"record_delayed\"}";
  private static final String HTML = "<html>502 Bad Gateway</html>";

  @Test
  void whatOnlyReadsIsTriedAgain() throws IOException {
    try (Played once = new Played(new Answer(503, AWAY, Map.of("Retry-After", "7")), new Answer(200, "[]"))) {
      assertEquals(List.of(), once.client().listRules());
      assertEquals(List.of(Duration.ofSeconds(7)), once.slept);
    }
    try (Played never = new Played(new Answer(503, AWAY, Map.of("Retry-After", "3600")))) {
      ApiException error = assertThrows(ApiException.class, never.client()::listRules);
      assertTrue(error.isUnavailable());
      assertEquals(Duration.ofHours(1), error.getRetryAfter());
      assertEquals("record_delayed", error.getKind());
      assertEquals(3, never.asked.size());
      assertEquals(Duration.ofSeconds(10), never.slept.get(1));
    }
    try (Played broken = new Played(new Answer(0, ""), new Answer(200, "[]"))) {
      assertEquals(List.of(), broken.client().listRules());
    }
    try (Played defect = new Played(new Answer(500, BUSY))) {
      assertThrows(ApiException.class, defect.client()::listRules);
      assertEquals(1, defect.asked.size());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "503 | saturated | 2", "503 | plugins_loading | 2", "429 | too_many_attempts | 2",
    "503 | record_delayed | 1", "500 | saturated | 1",
  })
  void aChangeIsTriedAgainOnlyWhenNothingWasDone(int status, String kind, int tries) throws IOException {
    String body = "{\"error\": \"x\", \"kind\": \"" + kind + "\"}";
    try (Played played = new Played(new Answer(status, body), new Answer(200, "\"Deduplicated\""))) {
      if (tries == 2) {
        assertEquals(new Outcome.Deduplicated(), played.client().dispatch(Map.of()));
      } else {
        assertThrows(ApiException.class, () -> played.client().dispatch(Map.of()));
      }
      assertEquals(tries, played.asked.size());
    }
  }

  @Test
  void aProxyOfWhichNothingIsKnownIsNotAskedTwiceToChangeSomething() throws IOException {
    try (Played played = new Played(new Answer(503, HTML))) {
      assertThrows(ApiException.class, () -> played.client().dispatch(Map.of()));
      assertEquals(1, played.asked.size());
    }
  }

  @Test
  void notReadyIsAnAnswer() throws IOException {
    try (Played played = new Played(new Answer(503, "{\"ready\": false, \"problems\": []}"))) {
      assertFalse(played.client().ready().getReady());
      assertEquals(1, played.asked.size());
    }
  }

  @Test
  void aModuleIsTheSameFromEverywhere(@TempDir Path folder) throws IOException {
    byte[] module = "acteon".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    Path path = Files.write(folder.resolve("plugin.wasm"), module);
    List<PluginModule> sources = List.of(
        PluginModule.of(module), PluginModule.of(path), PluginModule.of(new ByteArrayInputStream(module)));
    byte[] first = null;
    for (PluginModule source : sources) {
      try (Played played = new Played(new Answer(503, BUSY))) {
        AtomicLong sent = new AtomicLong();
        source.onProgress(sent::set);
        PluginSettings settings = new PluginSettings().timeoutMs(50);
        assertThrows(ApiException.class, () -> played.client().registerWasmPlugin("p", source, settings));
        assertEquals(source == sources.get(2) ? 1 : 3, played.asked.size());
        assertEquals(module.length, sent.get());
        for (Played.Asked asked : played.asked) {
          String body = new String(asked.body(), StandardCharsets.UTF_8);
          assertTrue(body.contains("name=\"wasm_file\"; filename=\"plugin.wasm\""));
          assertTrue(body.contains("name=\"timeout_ms\"\r\n\r\n50\r\n"));
          byte[] same = body.replaceAll("acteon-[0-9a-f-]{36}", "").getBytes(StandardCharsets.UTF_8);
          first = first == null ? same : first;
          assertArrayEquals(first, same);
        }
      }
    }
    try (Played played = new Played(new Answer(200, "{}"))) {
      PluginModule missing = PluginModule.of(folder.resolve("missing.wasm"));
      ActeonException error = assertThrows(ActeonException.Unreadable.class,
          () -> played.client().registerWasmPlugin("p", missing, new PluginSettings()));
      assertEquals(NoSuchFileException.class, error.getCause().getClass());
      assertEquals(0, played.asked.size());
    }
  }

  @ParameterizedTest
  @CsvSource({"a/../b,a%2F..%2Fb", "a?b#c,a%3Fb%23c", "größe,gr%C3%B6%C3%9Fe", "a b*,a%20b%2A"})
  void namesCannotLeadElsewhere(String name, String encoded) throws IOException {
    try (Played played = new Played(new Answer(204, ""))) {
      played.client().deleteWasmPlugin(name);
      assertEquals("DELETE /v1/wasm/plugins/" + encoded, played.asked.get(0).line());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void somethingThatIsNoNameIsNotSent(String name) throws IOException {
    try (Played played = new Played(new Answer(204, ""))) {
      assertThrows(IllegalArgumentException.class, () -> played.client().deleteWasmPlugin(name));
      assertEquals(0, played.asked.size());
    }
  }

  @Test
  void aKeyGoesToItsServerOnly() throws IOException {
    try (Played other = new Played(new Answer(200, "[]"));
        Played played = new Played(new Answer(307, "", Map.of("Location", other.address + "/v1/rules")))) {
      ApiException error = assertThrows(ApiException.class, played.client("/behind/a/proxy")::listRules);
      assertTrue(error.getMessage().contains("leads elsewhere"));
      assertEquals(0, other.asked.size());
      Played.Asked asked = played.asked.get(0);
      assertEquals("GET /behind/a/proxy/v1/rules", asked.line());
      assertEquals(List.of("Bearer acteon_x_1"), asked.headers().get("Authorization"));
      assertTrue(asked.headers().get("User-agent").get(0).startsWith("acteon-client-java/"));
    }
  }

  @Test
  void whatIsNotActeonsIsToldApart() throws IOException {
    try (Played proxy = new Played(new Answer(502, HTML, Map.of("X-Request-Id", "r-1")))) {
      ApiException error = assertThrows(ApiException.class, proxy.client()::listRules);
      assertEquals(502, error.getStatus());
      assertNull(error.getKind());
      assertEquals(HTML, error.getBody());
      assertEquals("r-1", error.getRequestId());
    }
    try (Played page = new Played(new Answer(200, HTML))) {
      ActeonException.Decode error = assertThrows(ActeonException.Decode.class, page.client()::health);
      assertEquals(HTML, error.getBody());
    }
    ActeonClient gone = ActeonClient.builder("http://127.0.0.1:1").retries(0).build();
    assertThrows(ActeonException.Connection.class, gone::health);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ActeonClient client = ActeonClient.builder("http://127.0.0.1:" + silent.getLocalPort())
          .timeout(Duration.ofMillis(50)).build();
      assertThrows(ActeonException.Timeout.class, client::health);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8080", "", "ftp://x", "http://", "http://x/?a=b", "http://a b"})
  void anAddressThatIsNoneIsSaid(String address) {
    String message = assertThrows(IllegalArgumentException.class, () -> new ActeonClient(address)).getMessage();
    assertTrue(message.contains("`" + address + "`"), message);
  }
}
