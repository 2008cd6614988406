package io.vedette.node;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGTERM and SIGINT before the JVM does. The JVM's own way, shutdown hooks, cannot be turned
 * back: but a copy that cannot save must stay. The class is reached by reflection, since the
 * compiler warns of {@code sun.misc} even where it is exported.
 */
final class TerminationSignals {
  private TerminationSignals() {}

  /**
   * Hands each of the signals to the listener, on a thread of the JVM.
   *
   * @param listener gets {@code TERM} or {@code INT}
   */
  static void listen(Consumer<String> listener) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : new String[] {"TERM", "INT"}) {
        InvocationHandler called =
            (proxy, method, arguments) -> {
              if (method.getName().equals("handle")) {
                listener.accept(name);
              }
              return null;
            };
        signal
            .getMethod("handle", signal, handler)
            .invoke(
                null,
                signal.getConstructor(String.class).newInstance(name),
                Proxy.newProxyInstance(
                    TerminationSignals.class.getClassLoader(), new Class<?>[] {handler}, called));
      }
    } catch (ReflectiveOperationException e) {
      // The JVM's own way then: the process leaves without saving.
      LoggerFactory.getLogger("Server").warn("Signals end this process at once: {}", e.toString());
    }
  }
}
