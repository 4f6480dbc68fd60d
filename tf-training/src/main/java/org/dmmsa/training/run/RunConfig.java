package org.dmmsa.training.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.Input;
import org.dmmsa.model.ModelConfig;
import org.dmmsa.model.catalog.Method;
import org.dmmsa.model.graph.Sessions;
import org.dmmsa.training.Selection;
import org.dmmsa.training.config.StrictYaml;
import org.dmmsa.training.optimizer.GradientClip;
import org.dmmsa.training.optimizer.OptimizerConfig;
import org.dmmsa.training.optimizer.Schedule;
import org.dmmsa.training.recipe.ConfedeRecipe;
import org.dmmsa.training.recipe.JointRecipe;
import org.dmmsa.training.recipe.Recipe;
import org.dmmsa.training.recipe.Recipe.PlannedStage;
import org.dmmsa.training.recipe.SelfMmRecipe;
import org.dmmsa.training.recipe.StagedRecipe;
import org.dmmsa.training.weighting.Dwa;
import org.dmmsa.training.weighting.Equal;
import org.dmmsa.training.weighting.FixedWeights;
import org.dmmsa.training.weighting.Gdwg;
import org.dmmsa.training.weighting.GradNorm;
import org.dmmsa.training.weighting.GradientCosine;
import org.dmmsa.training.weighting.LossWeighting;
import org.dmmsa.training.weighting.Mgda;
import org.dmmsa.training.weighting.OlAux;
import org.dmmsa.training.weighting.RandomWeights;
import org.dmmsa.training.weighting.Uncertainty;
import org.dmmsa.training.weighting.UncertaintySoftmax;

/**
 * Everything that decides what a run does. A file in {@code configs/} says what each value is for.
 *
 * @param data what it learns from
 * @param bert the text encoder, of a method that needs one
 * @param model which network; its {@code name} is that of a {@link Method}
 * @param weighting how much the terms of its loss count; each once where it is left out
 * @param optimizer constants of the updates
 * @param clip of gradients
 * @param recipe how training is cut into stages
 * @param seeds one training for each
 * @param monitor what is measured after each epoch beside the validation split; nothing where it is
 *     left out
 * @param export what is exported before the run is done; nothing where it is left out
 * @param runtime threads and precision
 */
public record RunConfig(
    DataConfig data,
    Optional<BertConfig> bert,
    ModelConfig model,
    Optional<LossWeighting> weighting,
    OptimizerConfig optimizer,
    GradientClip clip,
    Recipe recipe,
    List<Long> seeds,
    Optional<MonitorConfig> monitor,
    Optional<ExportConfig> export,
    Sessions runtime) {
  /** Reads and writes configs: the names of everything that has several forms. */
  public static final StrictYaml YAML =
      StrictYaml.with(
          Map.of(
              ModelConfig.class,
              Arrays.stream(Method.values()).collect(Collectors.toMap(Method::key, Method::config)),
              LossWeighting.class,
              Map.ofEntries(
                  Map.entry("equal", Equal.class),
                  Map.entry("fixed", FixedWeights.class),
                  Map.entry("gdwg", Gdwg.class),
                  Map.entry("dwa", Dwa.class),
                  Map.entry("random", RandomWeights.class),
                  Map.entry("uncertainty", Uncertainty.class),
                  Map.entry("uncertainty_softmax", UncertaintySoftmax.class),
                  Map.entry("gradient_cosine", GradientCosine.class),
                  Map.entry("ol_aux", OlAux.class),
                  Map.entry("mgda", Mgda.class),
                  Map.entry("gradnorm", GradNorm.class)),
              Schedule.class,
              Map.of(
                  "constant", Schedule.Constant.class,
                  "linear", Schedule.Linear.class,
                  "cosine", Schedule.Cosine.class,
                  "plateau", Schedule.Plateau.class),
              Recipe.class,
              Map.of(
                  "joint", JointRecipe.class,
                  "staged", StagedRecipe.class,
                  "self_mm", SelfMmRecipe.class,
                  "confede", ConfedeRecipe.class)));

  public RunConfig {
    seeds = List.copyOf(seeds);
    ConfigCheck.require(!seeds.isEmpty(), "seeds", "none", "at least one");
    ConfigCheck.require(new HashSet<>(seeds).size() == seeds.size(), "seeds", seeds, "each once");
    int context = context(bert);
    ConfigCheck.require(
        context == 0 || Input.hasTokens(model.inputs()),
        "bert.context",
        context,
        "0 or none, as the network reads no tokens");
    recipe.stages(model, weighting.orElse(FixedWeights.NONE)); // refuses what does not fit
  }

  /** The method's name. */
  public String method() {
    return Method.of(model).key();
  }

  /** How many utterances before a text are its context. */
  int context() {
    return context(bert);
  }

  private static int context(Optional<BertConfig> bert) {
    return bert.flatMap(BertConfig::context).orElse(0);
  }

  /** The stages in order; the last one trains the whole network. */
  List<PlannedStage> stages() {
    return recipe.stages(model, weighting.orElse(FixedWeights.NONE));
  }

  /** How the epoch, and the seed, that is evaluated and exported is chosen. */
  public Selection selection() {
    List<PlannedStage> stages = stages();
    return stages.get(stages.size() - 1).stage().config().select();
  }

  /** The same with files named from the root, so that a run goes on from any working folder. */
  public RunConfig withAbsolutePaths() {
    return new RunConfig(
        data.withPath(data.path().map(Path::toAbsolutePath)),
        bert.map(BertConfig::withAbsolutePath),
        model,
        weighting,
        optimizer,
        clip,
        recipe,
        seeds,
        monitor,
        export,
        runtime);
  }
}
