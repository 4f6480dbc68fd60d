package org.dmmsa.training.text;

import java.nio.IntBuffer;
import org.dmmsa.model.Answers;
import org.dmmsa.savedmodel.bert.BertSavedModel;
import org.dmmsa.training.data.Split;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The states that a BERT's own graph gives, without this project's encoder. */
public final class SignatureRun {
  private SignatureRun() {}

  /** [N, L, D] of all rows in one batch. */
  public static float[] states(BertSavedModel bert, Split split, int length) {
    int size = split.size() * length;
    IntBuffer ids = IntBuffer.allocate(size);
    IntBuffer mask = IntBuffer.allocate(size);
    IntBuffer segments = IntBuffer.allocate(size);
    for (int row = 0; row < split.size(); row++) {
      split.tokens().read(row, length, ids, mask, segments);
    }
    Shape shape = Shape.of(split.size(), length);
    try (SavedModelBundle model = SavedModelBundle.load(bert.folder().toString());
        TInt32 first = TInt32.tensorOf(shape, DataBuffers.of(ids.flip()));
        TInt32 second = TInt32.tensorOf(shape, DataBuffers.of(mask.flip()));
        TInt32 third = TInt32.tensorOf(shape, DataBuffers.of(segments.flip()));
        Result result =
            model
                .session()
                .runner()
                .feed(bert.signature().ids(), first)
                .feed(bert.signature().mask(), second)
                .feed(bert.signature().segments(), third)
                .fetch(bert.signature().sequence())
                .run()) {
      return Answers.vector((TFloat32) result.get(0));
    }
  }
}
