package dev.acteon.client;

/** Any failure of a call. */
public class ActeonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ActeonException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The server cannot be reached, or the connection broke. */
  public static final class Connection extends ActeonException {
    private static final long serialVersionUID = 1;

    Connection(Throwable cause) {
      super("the server cannot be reached: " + reason(cause), cause);
    }
  }

  /** The server did not answer in time. */
  public static final class Timeout extends ActeonException {
    private static final long serialVersionUID = 1;

    Timeout(Throwable cause) {
      super("the server did not answer in time", cause);
    }
  }

  /** The module of a plugin cannot be read. */
  public static final class Unreadable extends ActeonException {
    private static final long serialVersionUID = 1;

    Unreadable(Throwable cause) {
      super("the module cannot be read: " + reason(cause), cause);
    }
  }

  /** The answer is not understood, perhaps because the server is much newer. */
  public static final class Decode extends ActeonException {
    private static final long serialVersionUID = 1;
    /** The answer as it came. */
    private final String body;

    Decode(Throwable cause, String body) {
      super("the answer of the server is not understood: " + reason(cause), cause);
      this.body = body;
    }

    /**
     * The answer as it came.
     *
     * @return the body
     */
    public String getBody() {
      return body;
    }
  }

  /** The thread was interrupted while it waited. */
  public static final class Interrupted extends ActeonException {
    private static final long serialVersionUID = 1;

    Interrupted(Throwable cause) {
      super("interrupted", cause);
    }
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
