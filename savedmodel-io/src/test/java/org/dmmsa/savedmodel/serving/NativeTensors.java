package org.dmmsa.savedmodel.serving;

import java.util.ArrayList;
import java.util.List;
import org.dmmsa.model.graph.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Tensors of messages, as TensorFlow itself reads these in a server; they are closed with it. */
final class NativeTensors implements AutoCloseable {
  private final GraphHarness harness = new GraphHarness();
  private final List<Result> results = new ArrayList<>();

  Tensor of(TensorProto message) {
    Class<? extends TType> type =
        message.getDtype() == DataType.DT_INT32 ? TInt32.class : TFloat32.class;
    Placeholder<TString> bytes = harness.tf().placeholder(TString.class);
    Operand<?> tensor = harness.tf().io.parseTensor(bytes, type);
    try (TString given = TString.tensorOfBytes(NdArrays.scalarOfObject(message.toByteArray()))) {
      results.add(harness.session().runner().feed(bytes, given).fetch(tensor).run());
      return results.get(results.size() - 1).get(0);
    }
  }

  @Override
  public void close() {
    results.forEach(Result::close);
    harness.close();
  }
}
