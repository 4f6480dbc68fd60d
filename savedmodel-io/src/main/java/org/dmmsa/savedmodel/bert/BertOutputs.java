package org.dmmsa.savedmodel.bert;

import org.dmmsa.model.encoder.BertEncoder;
import org.dmmsa.model.encoder.TextInput;
import org.dmmsa.model.graph.Pass;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.savedmodel.stored.StoredModel;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What a BERT made of texts: states [B, S, D], padding included, and pooled states [B, D]. */
final class BertOutputs {
  private final int length;
  private final int width;
  private final float[] sequence;
  private final float[] pooled;

  private BertOutputs(TFloat32 sequence, TFloat32 pooled) {
    length = (int) sequence.shape().get(1);
    width = (int) sequence.shape().get(2);
    this.sequence = floats(sequence);
    this.pooled = floats(pooled);
  }

  /** Runs the SavedModel's own serving signature, padding the texts as it wants them. */
  static BertOutputs ofSignature(BertSavedModel bert, BertTexts texts, Sessions sessions) {
    BertSignature signature = bert.signature();
    int length = signature.fixedLength() ? (int) signature.length() : texts.longest();
    try (StoredModel model = StoredModel.load(bert.folder(), sessions);
        TInt32 ids = texts.ids(length);
        TInt32 mask = texts.mask(length);
        TInt32 segments = texts.segments(length);
        Result result =
            model
                .runner()
                .feed(signature.ids(), ids)
                .feed(signature.mask(), mask)
                .feed(signature.segments(), segments)
                .fetch(signature.sequence())
                .fetch(signature.pooled())
                .run()) {
      return of(result);
    }
  }

  /** Runs our encoder with the SavedModel's weights. */
  static BertOutputs ofEncoder(BertSavedModel bert, BertTexts texts, Sessions sessions) {
    int length = texts.longest();
    try (Graph graph = new Graph();
        Session session = sessions.open(graph);
        TInt32 ids = texts.ids(length);
        TInt32 mask = texts.mask(length);
        TInt32 segments = texts.segments(length)) {
      Ops tf = Ops.create(graph);
      TextInput input = new TextInput(input(tf, "ids"), input(tf, "mask"), input(tf, "segments"));
      Weights weights = Weights.restored(tf);
      BertEncoder encoder = new BertEncoder(weights.scope("bert"), bert.sizes());
      BertEncoder.Result output = encoder.apply(Pass.inference(tf), input);
      new BertWeights(tf, bert, weights, "bert").restore(session);
      try (Result result =
          session
              .runner()
              .feed(input.ids(), ids)
              .feed(input.mask(), mask)
              .feed(input.segments(), segments)
              .fetch(output.sequence())
              .fetch(output.pooled())
              .run()) {
        return of(result);
      }
    }
  }

  /** The largest absolute difference at real tokens; infinite where one of the two is NaN. */
  float sequenceDifference(BertOutputs other, BertTexts texts) {
    double largest = 0;
    for (int text = 0; text < texts.count(); text++) {
      int mine = text * length * width;
      int theirs = text * other.length * width;
      for (int i = 0; i < texts.length(text) * width; i++) {
        largest = Math.max(largest, difference(sequence[mine + i], other.sequence[theirs + i]));
      }
    }
    return (float) largest;
  }

  /** The largest absolute difference; infinite where one of the two is NaN. */
  float pooledDifference(BertOutputs other) {
    double largest = 0;
    for (int i = 0; i < pooled.length; i++) {
      largest = Math.max(largest, difference(pooled[i], other.pooled[i]));
    }
    return (float) largest;
  }

  /** One number of a text's state. */
  float state(int text, int token, int feature) {
    return sequence[(text * length + token) * width + feature];
  }

  /** One number of a text's pooled state. */
  float pooled(int text, int feature) {
    return pooled[text * width + feature];
  }

  private static double difference(float a, float b) {
    double difference = Math.abs((double) a - b);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  private static Placeholder<TInt32> input(Ops tf, String name) {
    return tf.withName(name).placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
  }

  private static BertOutputs of(Result result) {
    return new BertOutputs((TFloat32) result.get(0), (TFloat32) result.get(1));
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }
}
