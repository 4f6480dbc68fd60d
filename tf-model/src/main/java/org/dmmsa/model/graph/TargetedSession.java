package org.dmmsa.model.graph;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetTarget;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens sessions that a server runs. The constructors of {@link Session} leave the target out,
 * which TensorFlow's C API has; the one that takes a session of the C API is not public.
 */
final class TargetedSession {
  private TargetedSession() {}

  static Session open(Graph graph, ConfigProto config, String target) {
    try {
      Method ref = Graph.class.getDeclaredMethod("ref");
      ref.setAccessible(true);
      try (AutoCloseable reference = (AutoCloseable) ref.invoke(graph)) {
        Method handle = reference.getClass().getMethod("nativeHandle");
        handle.setAccessible(true);
        Constructor<Session> wrap =
            Session.class.getDeclaredConstructor(Graph.class, TF_Session.class);
        wrap.setAccessible(true);
        return wrap.newInstance(graph, open((TF_Graph) handle.invoke(reference), config, target));
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw unlikeExpected(e);
    }
  }

  private static TF_Session open(TF_Graph graph, ConfigProto config, String target) {
    try (TF_Status status = TF_Status.newStatus();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        BytePointer bytes = new BytePointer(config.toByteArray())) {
      TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      TF_SetTarget(options, target);
      TF_Session session = TF_Session.newSession(graph, options, status);
      status.throwExceptionIfNotOK();
      return session.retainReference();
    }
  }

  /** Lets a session run a graph that another session has initialized. */
  static void countAsInitialized(Session session) {
    try {
      Method mark = Session.class.getDeclaredMethod("markAllInitializersAsRan");
      mark.setAccessible(true);
      mark.invoke(session);
    } catch (ReflectiveOperationException e) {
      throw unlikeExpected(e);
    }
  }

  private static IllegalStateException unlikeExpected(Exception e) {
    return new IllegalStateException("TensorFlow Java has other insides than version 1.1", e);
  }
}
