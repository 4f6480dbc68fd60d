package org.dmmsa.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dmmsa.model.ConfigCheck;
import org.dmmsa.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
  /** A section that has two forms. */
  interface Shape {}

  record Circle(double radius) implements Shape {}

  record Box(double width, double height) implements Shape {}

  record Drawing(Shape shape, List<Shape> more) {}

  private final StrictYaml yaml =
      StrictYaml.with(Map.of(Shape.class, Map.of("circle", Circle.class, "box", Box.class)));

  enum Recipe {
    STAGED,
    JOINT_STAGE
  }

  record Stage(int epochs, double learningRate, float dropout, boolean clipped) {
    Stage {
      ConfigCheck.require(epochs >= 1, "epochs", epochs, "at least 1");
      if (dropout > learningRate * 1e6) {
        throw new IllegalArgumentException("dropout is far above the rate");
      }
    }
  }

  record Warm(int steps) {}

  record Config(
      String name,
      Recipe recipe,
      Stage train,
      List<Long> seeds,
      Map<String, Double> weights,
      Path data,
      Optional<Warm> warm) {}

  private static final String SOUND =
      """
      # a comment
      name: "yes"
      recipe: joint_stage
      train:
        epochs: 3          # line 5
        learning_rate: 5e-5
        dropout: .1
        clipped: true
      seeds: [1, 12, 123]
      weights:
        unimodal: 1
        contrastive: 0.5
      data: some/place
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("c.yaml");
  }

  @Test
  void everyKindOfValueIsRead() {
    assertThat(read(SOUND))
        .isEqualTo(
            new Config(
                "yes",
                Recipe.JOINT_STAGE,
                new Stage(3, 5e-5, 0.1f, true),
                List.of(1L, 12L, 123L),
                Map.of("unimodal", 1.0, "contrastive", 0.5),
                Path.of("some/place"),
                Optional.empty()));
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    for (String name :
        List.of("yes", "010", "1e5", "a: b # c", "*x", "", " ", "null", "zwei\nZeilen", "情感")) {
      Config config =
          new Config(
              name,
              Recipe.STAGED,
              new Stage(1, 1 / 3.0, 0.3f, false),
              List.of(Long.MAX_VALUE),
              Map.of("a.b", 1e-300),
              Path.of("x"),
              Optional.of(new Warm(2)));
      assertThat(read(yaml.write(config))).isEqualTo(config);
    }
    assertThat(yaml.write(read(SOUND))).contains("learning_rate: 5.0E-5").doesNotContain("warm");
  }

  @Test
  void overridesActInOrderAndMayAddWhatTheFileLeavesOut() {
    Config found =
        read(
            SOUND,
            "train.epochs=7",
            "train.epochs=8",
            "seeds=[4, 5]",
            "warm.steps=9",
            "name=a=b",
            "weights.unimodal=2e0");
    assertThat(found.train().epochs()).isEqualTo(8);
    assertThat(found.seeds()).containsExactly(4L, 5L);
    assertThat(found.warm()).contains(new Warm(9));
    assertThat(found.name()).isEqualTo("a=b");
    assertThat(found.weights()).containsEntry("unimodal", 2.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // replaced | by | the whole message
        "learning_rate: 5e-5 | lerning_rate: 5e-5 | 6: train.lerning_rate: found the unknown key"
            + " lerning_rate, expected epochs, learning_rate, dropout, clipped (did you mean"
            + " learning_rate?)",
        "epochs: 3 | epochs: 3.7 | 5: train.epochs: found 3.7, expected a whole number",
        "epochs: 3 | epochs: 3.0 | 5: train.epochs: found 3.0, expected a whole number",
        "epochs: 3 | epochs: '3' | 5: train.epochs: found \"3\", expected a whole number",
        "epochs: 3 | epochs: 010 | 5: train.epochs: found \"010\", expected a whole number",
        "epochs: 3 | epochs: 1_0 | 5: train.epochs: found \"1_0\", expected a whole number",
        "epochs: 3 | epochs: true | 5: train.epochs: found true, expected a whole number",
        "epochs: 3 | epochs: [3] | 5: train.epochs: found a list, expected a whole number",
        "epochs: 3 | epochs: {a: 1} | 5: train.epochs: found a section of keys, expected a whole"
            + " number",
        "epochs: 3 | &e epochs: 3 | 5: train: found the anchor &e, expected the value itself",
        "epochs: 3 | '? [a] : 3' | 5: train: found a list or section as a key, expected a name",
        "epochs: 3 | epochs: | 5: train.epochs: found no value, expected one",
        "epochs: 3 | epochs: null | 5: train.epochs: found no value, expected one",
        "epochs: 3 | epochs: 9999999999 | 5: train.epochs: found 9999999999, expected a whole"
            + " number up to 2147483647",
        "epochs: 3 | epochs: 0 | 5: train.epochs: found 0, expected at least 1",
        "epochs: 3 | epochs: &e 3 | 5: train.epochs: found the anchor &e, expected the value"
            + " itself",
        "epochs: 3 | epochs: *e | 5: train.epochs: found the alias *e, expected the value itself",
        "epochs: 3 | epochs: !!int 3 | 5: train.epochs: found the tag tag:yaml.org,2002:int,"
            + " expected a value without a tag",
        "epochs: 3 | <<: {epochs: 3} | 5: train: found a merge key <<, expected the keys"
            + " themselves",
        "dropout: .1 | epochs: 4 | 7: train.epochs: found the key twice (first: FILE:5), expected"
            + " once",
        "dropout: .1 | dropout: .nan | 7: train.dropout: found \".nan\", expected a number",
        "dropout: .1 | dropout: 1e999 | 7: train.dropout: found \"1e999\", expected a number",
        "dropout: .1 | dropout: 900 | 4: train: dropout is far above the rate",
        "clipped: true | clipped: yes | 8: train.clipped: found \"yes\", expected true or false",
        "clipped: true | clipped: 1 | 8: train.clipped: found 1, expected true or false",
        "clipped: true | '' | 4: train.clipped: found nothing, expected true or false",
        "'recipe: joint_stage' | '' | 1: recipe: found nothing, expected one of staged,"
            + " joint_stage",
        "joint_stage | joint | 3: recipe: found \"joint\", expected one of staged, joint_stage",
        "joint_stage | 0 | 3: recipe: found 0, expected one of staged, joint_stage",
        "'\"yes\"' | yes: no | 2: found mapping values are not allowed here, expected valid YAML",
        "'\"yes\"' | 12 | 2: name: found 12, expected text",
        "'\"yes\"' | true | 2: name: found true, expected text",
        "'[1, 12, 123]' | '[1, 12, x]' | 9: seeds[2]: found \"x\", expected a whole number",
        "'[1, 12, 123]' | '[1, , 2]' | 9: found expected the node content, but found ',',"
            + " expected valid YAML",
        "'[1, 12, 123]' | 1 | 9: seeds: found 1, expected a list",
        "contrastive: 0.5 | contrastive: much | 12: weights.contrastive: found \"much\", expected"
            + " a number",
        "some/place | '[a]' | 13: data: found a list, expected text",
        "some/place | 5 | 13: data: found 5, expected text",
      })
  void refusalNamesFileLineKeyAndBothSides(String old, String replacement, String message) {
    assertThat(SOUND).contains(old);
    String text = SOUND.replace(old, replacement == null ? "" : replacement);
    assertRefused(text, file + ":" + message.replace("FILE", file.toString()));
  }

  @Test
  void sectionOfAnOptionalKeyIsAsStrict() {
    assertRefused(
        SOUND + "warm: {}\n", file + ":14: warm.steps: found nothing, expected a whole number");
    assertRefused(SOUND + "warm: 3\n", file + ":14: warm: found 3, expected a section of keys");
    assertRefused(SOUND + "warm: ''\n", file + ":14: warm: found \"\", expected a section of keys");
    assertRefused(SOUND + "warm:\n", file + ":14: warm: found no value, expected one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.epochs=0 | --set train.epochs: found 0, expected at least 1",
        "train.epochs=2.5 | --set train.epochs: found 2.5, expected a whole number",
        "train.epochs= | --set train.epochs: found no value, expected one",
        "train.epocs=2 | --set train.epocs: found the unknown key epocs, expected epochs,"
            + " learning_rate, dropout, clipped (did you mean epochs?)",
        "trian.epochs=2 | --set trian.epochs: trian: found the unknown key trian, expected name,"
            + " recipe, train, seeds, weights, data, warm (did you mean train?)",
        "zzz=2 | --set zzz: found the unknown key zzz, expected name, recipe, train, seeds,"
            + " weights, data, warm",
        "name.first=x | --set name.first: found a value at name, expected a section of keys there",
        "seeds=[1, 2 | --set seeds: found expected ',' or ']', but got <stream end>, expected valid"
            + " YAML",
        "seeds=[1, a] | --set seeds: seeds[1]: found \"a\", expected a whole number",
        "train=5 | --set train: found 5, expected a section of keys",
        "warm={} | --set warm: warm.steps: found nothing, expected a whole number",
        "train.epochs | --set train.epochs: found no key, expected key=value such as"
            + " train.epochs=2",
        "=5 | --set =5: found no key, expected key=value such as train.epochs=2",
        "a..b=5 | --set a..b=5: found no key, expected key=value such as train.epochs=2",
        "seeds[0]=5 | --set seeds[0]=5: found no key, expected key=value such as train.epochs=2",
        "train.dropout=900 | FILE:4: train: dropout is far above the rate (with --set"
            + " train.dropout)",
      })
  void refusalOfAnOverrideNamesIt(String override, String message) {
    assertThatThrownBy(() -> read(SOUND, override))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void overrideMayMendWhatTheFileGetsWrong() {
    assertThat(read(SOUND.replace("epochs: 3", "epochs: 0"), "train.epochs=2").train().epochs())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n...\n"})
  void fileWithoutKeysIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching("\\Q" + file + "\\E:[12]: found no value, expected one");
  }

  @Test
  void fileThatIsNoSectionIsRefused() {
    assertRefused("- a\n", file + ":1: found a list, expected a section of keys");
    assertRefused("a: 1\n---\nb: 2\n", file + ":2: found a second document, expected one");
    assertRefused(
        "a: " + "[".repeat(5000),
        file + ":1: a" + "[0]".repeat(30) + ": found over 30 levels, expected fewer");
  }

  @Test
  void fileThatCannotBeReadIsRefused() throws IOException {
    assertThatThrownBy(() -> yaml.read(file, List.of(), Config.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ": found no such file, expected a YAML config");
    assertThatThrownBy(() -> yaml.read(folder, List.of(), Config.class))
        .hasMessage(folder + ": found a folder, expected a YAML config");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThatThrownBy(() -> yaml.read(file, List.of(), Config.class))
        .hasMessage(file + ": found bytes that are not UTF-8, expected a YAML config");
    Files.write(file, "a: \u0001".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> yaml.read(file, List.of(), Config.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(file + ":1: found ")
        .hasMessageEndingWith(", expected valid YAML");
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  private Config read(String text, String... overrides) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return yaml.read(file, List.of(overrides), Config.class);
  }

  private Drawing drawing(String text, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("drawing.yaml"), text);
    return yaml.read(file, List.of(overrides), Drawing.class);
  }

  private void assertDrawingRefused(String text, String message) {
    assertThatThrownBy(() -> drawing(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(folder.resolve("drawing.yaml") + message);
  }

  @Test
  void aSectionOfSeveralFormsIsTheOneThatItNames() throws IOException {
    Drawing read =
        drawing(
            "shape:\n  name: circle\n  radius: 2.0\nmore:\n- {name: box, width: 1, height: 3}\n");
    assertThat(read).isEqualTo(new Drawing(new Circle(2), List.of(new Box(1, 3))));
    assertThat(drawing(yaml.write(read))).isEqualTo(read);
    assertThat(drawing(yaml.write(read), "shape={name: box, width: 1, height: 1}").shape())
        .isEqualTo(new Box(1, 1));
    assertThat(drawing(yaml.write(read), "shape.radius=5.0").shape()).isEqualTo(new Circle(5));
  }

  @Test
  void aFormThatIsUnknownOrNotNamedIsRefusedAtItsLine() {
    assertDrawingRefused(
        "shape:\n  name: circel\n  radius: 2.0\nmore: []\n",
        ":2: shape.name: found circel, expected one of box, circle (did you mean circle?)");
    assertDrawingRefused(
        "more: []\nshape:\n  radius: 2.0\n",
        ":2: shape: found no name, expected one of box, circle");
  }

  @Test
  void keysAndValuesInsideAFormAreRefusedAtTheirLine() {
    assertDrawingRefused(
        "shape:\n  name: circle\n  radios: 2.0\nmore: []\n",
        ":3: shape.radios: found the unknown key radios, expected radius (did you mean radius?)");
    assertDrawingRefused(
        "shape:\n  name: circle\n  radius: big\nmore: []\n",
        ":3: shape.radius: found \"big\", expected a number");
  }

  @Test
  void differencesAreNamedByKey() {
    Drawing one = new Drawing(new Circle(2), List.of());
    assertThat(yaml.differences(one, one)).isEmpty();
    assertThat(yaml.differences(one, new Drawing(new Circle(3), List.of())))
        .containsExactly("shape.radius (2.0, there 3.0)");
    assertThat(yaml.differences(one, new Drawing(new Box(1, 2), List.of()))).hasSize(4);
    assertThat(yaml.differences(one, new Drawing(one.shape(), List.of(new Circle(1)))))
        .containsExactly("more ([], there [{\"name\":\"circle\",\"radius\":1.0}])");
  }

  @Test
  void aTextOfTheProgramIsReadAsAFileIs() {
    assertThat(yaml.read("steps: 4", "here", Warm.class)).isEqualTo(new Warm(4));
    assertThatThrownBy(() -> yaml.read("\nsteps: x", "here", Warm.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("here:2: steps: found \"x\", expected a whole number");
  }

  @Test
  void aLongTextIsShownUpToSixtyCharacters() {
    String sixty = "x".repeat(60);
    assertThatThrownBy(() -> yaml.read("steps: " + sixty, "here", Warm.class))
        .hasMessage("here:1: steps: found \"" + sixty + "\", expected a whole number");
    assertThatThrownBy(() -> yaml.read("steps: " + sixty + "x", "here", Warm.class))
        .hasMessage("here:1: steps: found \"" + sixty + "...\", expected a whole number");
  }

  @Test
  void onlyOverridesOfTheRefusedSectionAreNamed() {
    assertThatThrownBy(() -> read(SOUND, "train.dropout=900", "name=other", "train.clipped=false"))
        .hasMessage(
            file
                + ":4: train: dropout is far above the rate"
                + " (with --set train.clipped, --set train.dropout)");
  }

  @Test
  void aPathThatTheSystemCannotHaveIsRefused() {
    assertThatThrownBy(() -> read(SOUND.replace("some/place", "\"a\\0b\"")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(file + ":13: data: found \"a\0b\", expected text");
  }

  /** A constructor with a fault of its own. */
  record Broken(int divisor) {
    Broken {
      divisor = 1 / divisor;
    }
  }

  @Test
  void aFaultOfAConstructorIsNotTheUsers() {
    assertThatThrownBy(() -> yaml.read("divisor: 0", "here", Broken.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cannot make the config at ")
        .hasCauseInstanceOf(ArithmeticException.class);
  }
}
