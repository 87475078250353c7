package dev.acteon.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Sends calls to one server. */
final class Connection {
  static final String VERSION = "0.1.0";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final long FIRST_PAUSE_MS = 200;

  private final URI base;
  private final ActeonClientBuilder settings;

  Connection(ActeonClientBuilder settings) {
    this.base = base(settings.address);
    this.settings = settings;
  }

  /** Sends a call, again if that is safe and helps, and reads its answer. */
  <T> T send(Call<T> call) {
    for (int tries = 1; ; tries++) {
      try {
        return once(call);
      } catch (ActeonException error) {
        if (tries > settings.retries || !call.mayRepeat(error)) {
          throw error;
        }
        pause(error, tries);
      }
    }
  }

  private void pause(ActeonException error, int tries) {
    // Clients that were refused together come back one by one.
    double own = FIRST_PAUSE_MS * Math.pow(2, tries - 1) * ThreadLocalRandom.current().nextDouble();
    Duration pause = Duration.ofMillis((long) own);
    if (error instanceof ApiException refused && refused.getRetryAfter() != null) {
      pause = refused.getRetryAfter();
    }
    try {
      settings.sleeper.sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ActeonException.Interrupted(interrupted);
    }
  }

  private <T> T once(Call<T> call) {
    HttpResponse<String> response;
    try {
      response = settings.http.send(request(call), BodyHandlers.ofString());
    } catch (HttpTimeoutException timeout) {
      throw new ActeonException.Timeout(timeout);
    } catch (IOException error) {
      throw new ActeonException.Connection(error);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ActeonException.Interrupted(interrupted);
    }
    int status = response.statusCode();
    if ((status < 200 || status > 299) && status != call.accepted) {
      throw ApiException.of(
          status,
          response.body(),
          response.headers().firstValue("retry-after").orElse(null),
          response.headers().firstValue("x-request-id").orElse(null));
    }
    try {
      return call.reader.read(response.body());
    } catch (JsonProcessingException error) {
      throw new ActeonException.Decode(error, response.body());
    }
  }

  private HttpRequest request(Call<?> call) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(call.path + call.query))
        .timeout(settings.timeout)
        .header("User-Agent", "acteon-client-java/" + VERSION);
    if (settings.key != null) {
      request.header("Authorization", "Bearer " + settings.key);
    }
    if (call.ifMatch != null) {
      request.header("If-Match", "\"" + call.ifMatch + "\"");
    }
    BodyPublisher body = BodyPublishers.noBody();
    if (call.module != null) {
      String boundary = "acteon-" + UUID.randomUUID();
      request.header("Content-Type", "multipart/form-data; boundary=" + boundary);
      body = form(call, boundary);
    } else if (call.body != null) {
      request.header("Content-Type", "application/json");
      body = BodyPublishers.ofByteArray(call.body);
    }
    return request.method(call.method, body).build();
  }

  private static BodyPublisher form(Call<?> call, String boundary) {
    StringBuilder head = new StringBuilder();
    call.fields.forEach((name, value) -> head.append("--").append(boundary)
        .append("\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n")
        .append(value).append("\r\n"));
    head.append("--").append(boundary)
        .append("\r\nContent-Disposition: form-data; name=\"wasm_file\"; filename=\"plugin.wasm\"\r\n")
        .append("Content-Type: application/wasm\r\n\r\n");
    // Opened here, so that a file that cannot be read is told before anything is sent.
    InputStream module = call.module.open();
    List<InputStream> parts = List.of(
        new ByteArrayInputStream(head.toString().getBytes(StandardCharsets.UTF_8)),
        module,
        new ByteArrayInputStream(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8)));
    return BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(parts)));
  }

  private static URI base(String address) {
    URI base;
    try {
      base = URI.create(address);
    } catch (IllegalArgumentException error) {
      throw new IllegalArgumentException(wrong(address), error);
    }
    boolean isHttp = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!isHttp || base.getHost() == null) {
      throw new IllegalArgumentException(wrong(address));
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IllegalArgumentException("`" + address + "` must end with its path");
    }
    return address.endsWith("/") ? base : URI.create(address + "/");
  }

  private static String wrong(String address) {
    return "`" + address + "` is not the address of a server: http://HOST or https://HOST";
  }

  /** The way to a server unless another is given. */
  static HttpClient http() {
    // A redirect could lead the key to somebody else.
    return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  }
}
