package dev.acteon.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request that can be sent as often as it is tried. */
final class Call<T> {
  /** Reads the body of an answer. */
  interface Reader<T> {
    T read(String body) throws JsonProcessingException;
  }

  final String method;
  final String path;
  final Reader<T> reader;
  /** Whether a second try changes nothing. */
  boolean reads;
  String query = "";
  byte[] body;
  PluginModule module;
  Map<String, String> fields;
  Long ifMatch;
  /** A status that is an answer too, although it is not a success. */
  int accepted;

  private Call(String method, String path, Reader<T> reader) {
    this.method = method;
    this.path = path;
    this.reader = reader;
  }

  static <T> Call<T> get(String path, Reader<T> reader) {
    Call<T> call = new Call<>("GET", path, reader);
    call.reads = true;
    return call;
  }

  static <T> Call<T> ask(String path, Object body, Reader<T> reader) {
    Call<T> call = change("POST", path, reader).json(body);
    call.reads = true;
    return call;
  }

  static <T> Call<T> change(String method, String path, Reader<T> reader) {
    return new Call<>(method, path, reader);
  }

  Call<T> json(Object value) {
    this.body = Json.write(value);
    return this;
  }

  Call<T> upload(PluginModule module, Map<String, String> fields) {
    this.module = module;
    this.fields = fields;
    return this;
  }

  Call<T> ifMatch(Long revision) {
    this.ifMatch = revision;
    return this;
  }

  Call<T> parameter(String name, Object value) {
    if (value != null) {
      query += (query.isEmpty() ? "?" : "&") + name + "=" + encoded(value.toString());
    }
    return this;
  }

  /** Whether the call can be made again after this failure. */
  boolean mayRepeat(ActeonException error) {
    if (module != null && module.isReadOnce()) {
      return false;
    }
    if (error instanceof ApiException refused) {
      String kind = refused.getKind();
      // After these nothing happened, whatever was asked for.
      boolean nothingDone = "saturated".equals(kind) || "plugins_loading".equals(kind);
      return refused.getStatus() == 429 || (refused.getStatus() == 503 && (reads || nothingDone));
    }
    return reads && error instanceof ActeonException.Connection;
  }

  /** A name as a segment of a path. */
  static String segment(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("`" + name + "` cannot be the name of anything");
    }
    return encoded(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
