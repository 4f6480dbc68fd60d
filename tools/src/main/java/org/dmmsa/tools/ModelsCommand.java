package org.dmmsa.tools;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.dmmsa.model.Input;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.model.graph.Weight;
import org.dmmsa.model.graph.Weights;
import org.dmmsa.tools.shipped.PublishedSizes;
import org.dmmsa.tools.shipped.ShippedConfig;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/** {@code models}: the methods that can be trained. */
final class ModelsCommand implements Command {
  /**
   * One method.
   *
   * @param name as configs have it
   * @param paper its title
   * @param citation authors, where and when
   * @param inputs what data has to have
   * @param parameters numbers that it learns on CMU-MOSI, without a BERT's
   * @param bertParameters those of its BERT; 0 without one
   * @param config where its settings for CMU-MOSI are
   */
  record Listed(
      String name,
      String paper,
      String citation,
      List<String> inputs,
      long parameters,
      long bertParameters,
      String config) {}

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String summary() {
    return "list the methods that can be trained";
  }

  @Override
  public Options options() {
    return OptionKinds.options(OptionKinds.json());
  }

  @Override
  public String example() {
    return "./dmmsa models";
  }

  @Override
  public int run(Arguments given, Console console) {
    TensorFlowStart.with(Sessions.DEFAULT);
    List<Listed> all = Arrays.stream(Method.values()).map(ModelsCommand::listed).toList();
    if (given.has("json")) {
      console.json(all);
    } else {
      console.print(text(all));
    }
    return ExitCode.DONE;
  }

  private static Listed listed(Method method) {
    String config = "configs/mosi/" + method.key() + ".yaml";
    ModelConfig model = ShippedConfig.read(config, List.of()).model();
    try (Graph graph = new Graph()) {
      Weights weights = Weights.restored(Ops.create(graph));
      model.build(weights, PublishedSizes.MOSI);
      long bert = weights.under("text/bert/").stream().mapToLong(Weight::size).sum();
      return new Listed(
          method.key(),
          method.paper(),
          method.citation(),
          Arrays.stream(Input.values()).filter(model.inputs()::contains).map(Input::key).toList(),
          weights.count() - bert,
          bert,
          config);
    }
  }

  private static String text(List<Listed> all) {
    StringBuilder text = new StringBuilder();
    for (Listed one : all) {
      String bert =
          one.bertParameters() == 0
              ? ""
              : String.format(Locale.ROOT, ", and BERT's %,d", one.bertParameters());
      text.append(one.name()).append('\n');
      text.append("  paper       ").append(one.paper()).append('\n');
      text.append("              ").append(one.citation()).append('\n');
      text.append("  inputs      ").append(String.join(", ", one.inputs())).append('\n');
      text.append(String.format(Locale.ROOT, "  parameters  %,d%s%n", one.parameters(), bert));
      text.append("  config      ").append(one.config()).append("\n\n");
    }
    return text + "parameters: for the published files of CMU-MOSI and bert-base-uncased\n";
  }
}
