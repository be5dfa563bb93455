package io.github.pammock;

/** The way to an emulator. Apart from the handles, so that a test can look at what they ask. */
interface Transport {

  /** What came back. */
  record Answer(int status, String text) {}

  /**
   * Sends a request.
   *
   * @param path such as {@code /__mock/clock}, with its query
   * @param body JSON, or null for none
   * @throws PamMockException when nobody answers
   */
  Answer send(String method, String path, String body);
}
