package dev.acteon.client;

import java.net.http.HttpClient;
import java.time.Duration;

/** Sets up a client. */
public final class ActeonClientBuilder {
  /** Waits between tries. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  final String address;
  String key;
  Duration timeout = Duration.ofSeconds(30);
  int retries = 2;
  HttpClient http;
  Sleeper sleeper = pause -> Thread.sleep(pause.toMillis());

  ActeonClientBuilder(String address) {
    this.address = address;
  }

  /**
   * The key that every request carries.
   *
   * @param key the key
   * @return this
   */
  public ActeonClientBuilder apiKey(String key) {
    this.key = key;
    return this;
  }

  /**
   * How long one try of a call may take; 30 seconds unless it is said.
   *
   * @param timeout how long
   * @return this
   */
  public ActeonClientBuilder timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /**
   * How often a call is tried again when that is safe; twice unless it is said.
   *
   * @param retries how often
   * @return this
   */
  public ActeonClientBuilder retries(int retries) {
    this.retries = retries;
    return this;
  }

  /**
   * Sends requests through a client of your own. Let it follow no redirects.
   *
   * @param http the client
   * @return this
   */
  public ActeonClientBuilder httpClient(HttpClient http) {
    this.http = http;
    return this;
  }

  ActeonClientBuilder sleeper(Sleeper sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  /**
   * The client.
   *
   * @return the client
   * @throws IllegalArgumentException when the address is none
   */
  public ActeonClient build() {
    return new ActeonClient(this);
  }
}
