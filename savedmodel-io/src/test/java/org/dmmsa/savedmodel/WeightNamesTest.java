package org.dmmsa.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dmmsa.model.BertDropout;
import org.dmmsa.model.FrameDims;
import org.dmmsa.model.Input;
import org.dmmsa.model.InputDims;
import org.dmmsa.model.decomposition.ContrastiveLoss;
import org.dmmsa.model.dmmsa.Dmmsa;
import org.dmmsa.model.encoder.BertSizes;
import org.dmmsa.model.encoder.Pooling;
import org.dmmsa.model.encoder.TextPooling;
import org.dmmsa.model.graph.GraphHarness;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.model.layer.Activation;
import org.dmmsa.model.layer.TransformerSizes;
import org.dmmsa.model.loss.RegressionLoss;
import org.junit.jupiter.api.Test;

/** Keeps the table of weight names in this package's description true. */
class WeightNamesTest {
  private static final Path DESCRIPTION =
      Path.of("src", "main", "java", "org", "dmmsa", "savedmodel", "package-info.java");
  private static final Pattern ROW = Pattern.compile("^ \\* (\\S*/\\S+) +\\[([^]]+)] +\\S.*$");

  /** The sizes of the network below, all different. */
  private static final Map<String, Long> SIZES = sizes();

  private record Row(Pattern path, List<Long> shape) {}

  private static Map<String, Long> sizes() {
    Map<String, Long> sizes = new HashMap<>(Map.of("V", 41L, "P", 17L, "Dt", 18L, "It", 20L));
    sizes.putAll(Map.of("Fa", 3L, "Fv", 7L, "Ta+1", 10L, "Tv+1", 14L));
    sizes.putAll(Map.of("D", 64L, "D/2", 32L, "D/4", 16L, "D/8", 8L, "I", 28L));
    sizes.putAll(Map.of("d", 44L, "6d", 264L, "d/2", 22L, "d/4", 11L, "C", 3L));
    return sizes;
  }

  private static List<Weight> weights(GraphHarness harness) {
    Weights weights = Weights.restored(harness.tf());
    TransformerSizes bert = new TransformerSizes(2, 18, 2, 20, Activation.GELU, 1e-12f, 0, 0, 0);
    Dmmsa.Config network =
        new Dmmsa.Config(
            Optional.of(new BertDropout(0, 0)),
            64,
            2,
            28,
            2,
            2,
            44,
            0,
            0,
            0,
            Pooling.MASKED,
            TextPooling.POOLER,
            4,
            new Dmmsa.Config.Losses(
                true,
                true,
                true,
                ContrastiveLoss.Form.MULTI_NT_XENT,
                0.5f,
                RegressionLoss.SMOOTH_L1,
                1));
    network.build(
        weights,
        new InputDims(
            Optional.of(new BertSizes(41, 17, 2, bert)),
            Map.of(Input.AUDIO, new FrameDims(9, 3), Input.VISION, new FrameDims(13, 7))));
    return weights.all();
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DESCRIPTION)) {
      Matcher matcher = ROW.matcher(line);
      if (matcher.matches()) {
        List<Long> shape = new ArrayList<>();
        for (String size : matcher.group(2).split(", ")) {
          shape.add(size.matches("\\d+") ? Long.valueOf(size) : SIZES.get(size));
        }
        rows.add(new Row(Pattern.compile(matcher.group(1).replace("/N/", "/\\d+/")), shape));
      }
    }
    return rows;
  }

  @Test
  void everyWeightHasItsRowAndEveryRowItsWeight() throws IOException {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(30);
    Set<Row> used = new HashSet<>();
    try (GraphHarness harness = new GraphHarness()) {
      List<Weight> weights = weights(harness);
      List<String> paths = weights.stream().map(Weight::path).toList();
      for (Weight weight : weights) {
        boolean bias = weight.path().endsWith("/bias");
        String path = bias ? besideBias(weight.path(), paths) : weight.path();
        List<Row> matching =
            rows.stream().filter(row -> row.path().matcher(path).matches()).toList();
        assertThat(matching).as("rows of %s", weight.path()).hasSize(1);
        List<Long> shape = matching.get(0).shape();
        assertThat(weight.shape().asArray())
            .as(weight.path())
            .containsExactly(
                (bias ? shape.subList(shape.size() - 1, shape.size()) : shape)
                    .toArray(Long[]::new));
        used.add(matching.get(0));
      }
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(rows);
  }

  private static String besideBias(String path, List<String> paths) {
    String kernel = path.replaceFirst("bias$", "kernel");
    return paths.contains(kernel) ? kernel : path.replaceFirst("bias$", "gain");
  }
}
