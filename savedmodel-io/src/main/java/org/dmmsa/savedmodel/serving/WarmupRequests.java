package org.dmmsa.savedmodel.serving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.savedmodel.ServingContract;
import org.dmmsa.savedmodel.file.TfRecord;
import org.dmmsa.savedmodel.stored.MetaGraphs;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

/**
 * What TensorFlow Serving asks a model before it lets clients in, so that none of them waits for
 * what TensorFlow does once: {@code assets.extra/tf_serving_warmup_requests}, TFRecords of {@link
 * LoggedRequest}s.
 *
 * <p>Lengths are shares of the longest clip that the model reads; what the requests say means
 * nothing. A server refuses a model that does not answer one of them.
 *
 * @param folder the version folder, with its graph and its assets
 * @param manifest of the same model
 */
record WarmupRequests(Path folder, ExportManifest manifest) {
  static final Path FILE = Path.of("assets.extra", "tf_serving_warmup_requests");

  private static final int ROWS = 8; // few: a server that batches refuses more than its largest
  private static final int SHORTEST_TEXT = 3;
  private static final float FEATURE = 0.5f; // frames that sum to 0 would be padding

  /** A short clip, a usual one, the longest, and some at once. */
  private static final List<Size> SIZES =
      List.of(new Size(1, 0.1), new Size(1, 0.5), new Size(1, 1), new Size(ROWS, 0.5));

  /** What is asked of signatures that few clients use. */
  private static final List<Size> ONE = List.of(new Size(1, 0.5));

  /**
   * How much is asked at once.
   *
   * @param rows B
   * @param share of the longest text and the most frames
   */
  private record Size(int rows, double share) {
    int steps(int longest, int least) {
      return Math.min(longest, Math.max(least, (int) Math.round(share * longest)));
    }
  }

  /** Writes the file, for each signature of the model. */
  void write() throws IOException {
    Files.createDirectories(folder.resolve(FILE).getParent());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(FILE)))) {
      Map<String, SignatureDef> signatures =
          new TreeMap<>(MetaGraphs.serving(folder).getSignatureDefMap());
      for (Map.Entry<String, SignatureDef> signature : signatures.entrySet()) {
        boolean main = signature.getKey().equals(ServingContract.SIGNATURE);
        for (Size size : main ? SIZES : ONE) {
          Map<String, TensorProto> inputs = inputs(signature.getValue(), size);
          TfRecord.write(
              out, new LoggedRequest(manifest.model(), signature.getKey(), inputs).toByteArray());
        }
      }
    }
  }

  private Map<String, TensorProto> inputs(SignatureDef signature, Size size) {
    Map<String, TensorProto> inputs = new TreeMap<>();
    for (String name : signature.getInputsMap().keySet()) {
      inputs.put(
          name,
          name.endsWith(LengthsSignature.LENGTH)
              ? length(name.substring(0, name.length() - LengthsSignature.LENGTH.length()), size)
              : input(Input.valueOf(name.toUpperCase(Locale.ROOT)), size));
    }
    return inputs;
  }

  private TensorProto length(String of, Size size) {
    int steps = manifest.frames().containsKey(of) ? frames(of, size) : tokens(size);
    return CompactTensor.ints(steps, size.rows());
  }

  private TensorProto input(Input input, Size size) {
    return switch (input) {
      case INPUT_IDS -> CompactTensor.rows(size.rows(), MadeUpText.of(folder).ids(tokens(size)));
      case INPUT_MASK -> CompactTensor.ints(1, size.rows(), tokens(size));
      case SEGMENT_IDS -> CompactTensor.ints(0, size.rows(), tokens(size));
      case TEXT, AUDIO, VISION -> {
        int features = manifest.frames().get(input.key()).features();
        yield CompactTensor.floats(FEATURE, size.rows(), frames(input.key(), size), features);
      }
    };
  }

  private int tokens(Size size) {
    return size.steps(manifest.tokens(), SHORTEST_TEXT);
  }

  private int frames(String of, Size size) {
    FrameDims dims = manifest.frames().get(of);
    return size.steps(dims.frames(), 1);
  }
}
