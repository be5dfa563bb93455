package io.github.pammock;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Passes all on, and notes what is asked and by which method of the kit. */
final class RecordingTransport implements Transport {

  record Call(String method, String path, String body) {}

  final List<Call> calls = new ArrayList<>();
  final Set<String> callers = new LinkedHashSet<>();
  private final Transport next;

  RecordingTransport(Transport next) {
    this.next = next;
  }

  @Override
  public Answer send(String method, String path, String body) {
    calls.add(new Call(method, path, body));
    callers.addAll(
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(frames -> frames.map(RecordingTransport::nameOf).collect(Collectors.toSet())));
    return next.send(method, path, body);
  }

  private static String nameOf(StackWalker.StackFrame frame) {
    return frame.getDeclaringClass().getSimpleName() + "." + frame.getMethodName();
  }

  /** The public methods that a class declares. */
  static Set<String> methodsOf(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (java.lang.reflect.Method one : type.getDeclaredMethods()) {
      if (Modifier.isPublic(one.getModifiers()) && !one.isSynthetic()) names.add(type.getSimpleName() + "." + one.getName());
    }
    return names;
  }
}
