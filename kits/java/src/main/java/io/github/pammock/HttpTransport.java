package io.github.pammock;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

/** Asks an emulator over http or https. */
final class HttpTransport implements Transport {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final String origin;
  private final String token;

  /**
   * @param origin such as {@code http://127.0.0.1:8080}
   * @param token the emulator's control token, or null
   * @param ca the authority to trust, in PEM, or null for those of this Java
   */
  HttpTransport(String origin, String token, String ca) {
    this.origin = origin;
    this.token = token;
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    if (ca != null) client.sslContext(trusting(ca));
    this.http = client.build();
  }

  @Override
  public Answer send(String method, String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(PATIENCE);
    if (token != null) request.header("Authorization", "Bearer " + token);
    if (body != null) request.header("Content-Type", "application/json");
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (SSLHandshakeException error) {
      throw new PamMockException(
          "The certificate of \"" + origin + "\" is not trusted (" + error.getMessage()
              + "); give the authority of GET /__mock/ca.pem as the option \"ca\" or in the file that PAM_MOCK_CA names, or use http.",
          error);
    } catch (IOException error) {
      throw new PamMockException("No emulator answers at \"" + origin + "\" (" + reasonOf(error) + ").", error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new PamMockException("The thread was interrupted while it waited for \"" + origin + "\".", error);
    }
  }

  /** The client says no more than its kind of a connection that is refused. */
  private static String reasonOf(IOException error) {
    if (error.getMessage() != null) return error.getMessage();
    return error instanceof ConnectException ? "connection refused" : error.getClass().getSimpleName();
  }

  private static SSLContext trusting(String ca) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(ca.getBytes(StandardCharsets.US_ASCII)))) {
        store.setCertificateEntry("ca-" + count++, certificate);
      }
      if (count == 0) throw new PamMockException("The authority to trust holds no certificate in PEM.", null);
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException error) {
      throw new PamMockException("The authority to trust is no certificate in PEM (" + error.getMessage() + ").", error);
    }
  }
}
