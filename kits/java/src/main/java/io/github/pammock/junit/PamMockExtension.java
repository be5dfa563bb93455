package io.github.pammock.junit;

import io.github.pammock.PamMock;
import io.github.pammock.PamMockException;
import io.github.pammock.PamMockOptions;
import io.github.pammock.RemovableWorkspace;
import io.github.pammock.Workspace;
import io.github.pammock.WorkspaceOptions;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests their parameters: a {@link Workspace} (or {@link RemovableWorkspace}) is a fresh world of the test's own, removed
 * after it; a {@link PamMock} is the emulator, one for the whole run, found as {@link PamMock#start()} does. Tests may run at the
 * same time. With the failure of a test goes what its workspace says of it ({@link Workspace#explain()}), as a suppressed one.
 *
 * <p>A workspace that {@code @BeforeAll} takes is the class's: its tests are given the same one. With options it is registered as a
 * field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PamMockExtension MOCK =
 *     new PamMockExtension().workspace(WorkspaceOptions.defaults().profile("sps", "7.0"));
 * }</pre>
 */
public final class PamMockExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(PamMockExtension.class);

  private final PamMockOptions options;
  private final WorkspaceOptions workspace;

  /** All from the environment, and workspaces that begin as the fixtures. */
  public PamMockExtension() {
    this(PamMockOptions.defaults(), WorkspaceOptions.defaults());
  }

  private PamMockExtension(PamMockOptions options, WorkspaceOptions workspace) {
    this.options = options;
    this.workspace = workspace;
  }

  /**
   * Where the emulator is found. Those with equal options share one.
   *
   * @param options what is not to be taken from the environment
   * @return an extension with this too
   */
  public PamMockExtension options(PamMockOptions options) {
    return new PamMockExtension(options, workspace);
  }

  /**
   * What each workspace begins as.
   *
   * @param workspace without an id, since each test has one of its own
   * @return an extension with this too
   * @throws IllegalArgumentException when it has an id
   */
  public PamMockExtension workspace(WorkspaceOptions workspace) {
    if (workspace.id() != null) {
      throw new IllegalArgumentException(
          "Each test has a workspace of its own, so the options can give no id; it was \"" + workspace.id() + "\".");
    }
    return new PamMockExtension(options, workspace);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PamMock.class || type == Workspace.class || type == RemovableWorkspace.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Session session =
        context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(options, one -> new Session(options), Session.class);
    if (parameter.getParameter().getType() == PamMock.class) return session.mock();
    refuseSharedInstances(parameter, context);
    // The store of a test sees that of its class.
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(this, one -> new Own(session.mock().workspaces().create(workspace)), Own.class)
        .workspace();
  }

  /** Says with the failure of a test what its workspace has refused, and what became of its faults. */
  @Override
  public void afterEach(ExtensionContext context) {
    Throwable failure = context.getExecutionException().orElse(null);
    Own own = context.getStore(NAMESPACE).get(this, Own.class);
    if (failure == null || failure instanceof TestAbortedException || own == null) return;
    try {
      String explained = own.workspace().explain();
      if (!explained.isEmpty()) failure.addSuppressed(new Explained(explained));
    } catch (PamMockException error) {
      // It is gone; the failure itself says more.
    }
  }

  /** Before 5.12 JUnit says nothing of the test whose instance is made: all tests would share what its constructor takes. */
  private static void refuseSharedInstances(ParameterContext parameter, ExtensionContext context) {
    boolean isPerClass = context.getTestInstanceLifecycle().filter(one -> one == Lifecycle.PER_CLASS).isPresent();
    boolean isConstructor = parameter.getDeclaringExecutable() instanceof Constructor;
    if (!isConstructor || isPerClass || context.getTestMethod().isPresent()) return;
    throw new ParameterResolutionException(
        "A constructor can take a workspace of its test's own with JUnit 5.12 and newer; with this one, let @BeforeEach or the test take it.");
  }

  /** A constructor's parameters are the test's, too. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** No failure of its own, but words that are shown with one. */
  private static final class Explained extends Throwable {

    private static final long serialVersionUID = 1L;

    Explained(String text) {
      super(text, null, false, false);
    }

    @Override
    public String toString() {
      return "pam-mock: " + getMessage();
    }
  }

  /** An emulator for the run. Where there is none, each test is told so without another search. */
  @SuppressWarnings("deprecation") // JUnit 5.12 and older close nothing else.
  private static final class Session implements Store.CloseableResource, AutoCloseable {

    private final PamMockOptions options;
    private PamMock mock;
    private PamMockException failure;

    Session(PamMockOptions options) {
      this.options = options;
    }

    synchronized PamMock mock() {
      if (failure != null) throw failure;
      if (mock == null) {
        try {
          mock = PamMock.start(options);
        } catch (PamMockException error) {
          failure = error;
          throw error;
        }
      }
      return mock;
    }

    @Override
    public synchronized void close() {
      if (mock != null) mock.close();
    }
  }

  @SuppressWarnings("deprecation") // As above.
  private record Own(RemovableWorkspace workspace) implements Store.CloseableResource, AutoCloseable {

    @Override
    public void close() {
      workspace.close();
    }
  }
}
