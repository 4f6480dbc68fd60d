package org.dmmsa.training;

import org.dmmsa.model.Inputs;
import org.dmmsa.model.Targets;
import org.dmmsa.model.encoder.TextInput;
import org.dmmsa.savedmodel.serving.InputTensors;
import org.dmmsa.training.batch.TargetTensors;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Where a batch enters a training graph. */
final class BatchPlaceholders {
  private final Placeholder<TInt32> ids;
  private final Placeholder<TInt32> mask;
  private final Placeholder<TInt32> segments;
  private final Placeholder<TFloat32> audio;
  private final Placeholder<TFloat32> vision;
  private final Placeholder<TFloat32> sentiment;
  private final Placeholder<TInt32> polarity;
  private final Placeholder<TFloat32> text;
  private final Placeholder<TFloat32> audioLabel;
  private final Placeholder<TFloat32> visionLabel;

  BatchPlaceholders(Ops graph, int audioFeatures, int visionFeatures) {
    Ops tf = graph.withSubScope("batch");
    ids = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
    mask = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
    segments = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, -1)));
    audio = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, audioFeatures)));
    vision = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, visionFeatures)));
    polarity = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    sentiment = label(tf);
    text = label(tf);
    audioLabel = label(tf);
    visionLabel = label(tf);
  }

  private static Placeholder<TFloat32> label(Ops tf) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
  }

  Inputs inputs() {
    return new Inputs(new TextInput(ids, mask, segments), audio, vision);
  }

  Targets targets() {
    return new Targets(sentiment, polarity, text, audioLabel, visionLabel);
  }

  void feed(Session.Runner runner, InputTensors batch) {
    runner
        .feed(ids, batch.ids())
        .feed(mask, batch.mask())
        .feed(segments, batch.segments())
        .feed(audio, batch.audio())
        .feed(vision, batch.vision());
  }

  void feed(Session.Runner runner, TargetTensors targets) {
    runner
        .feed(sentiment, targets.sentiment())
        .feed(polarity, targets.polarity())
        .feed(text, targets.text())
        .feed(audioLabel, targets.audio())
        .feed(visionLabel, targets.vision());
  }
}
