package org.dmmsa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
  static Stream<Command> commands() {
    return Main.DMMSA.commands().stream();
  }

  @Test
  void withoutWordsAndWithHelpItListsAllCommands() {
    String help = CommandLineRun.of().done().out();
    assertThat(help).contains(commands().map(Command::name).toList());
    assertThat(CommandLineRun.of("--help").done().out()).isEqualTo(help);
  }

  @Test
  void aGroupOfCommandsListsItself() {
    assertThat(CommandLineRun.of("bert").done().out())
        .contains("bert fetch", "bert check", "bert tiny")
        .doesNotContain("evaluate");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(Command command) {
    List<String> words = Stream.concat(words(command.name()), Stream.of("--help")).toList();
    assertThat(CommandLineRun.of(words.toArray()).done().out())
        .contains("usage: ./dmmsa " + command.name(), "example: ./dmmsa " + command.name())
        .contains(command.options().getOptions().stream().map(o -> "--" + o.getLongOpt()).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleCanBeRead(Command command) {
    String rest = command.example().substring(("./dmmsa " + command.name()).length());
    Arguments.parse(
        "dmmsa",
        command.name(),
        command.options(),
        command.operands(),
        words(rest).filter(word -> !word.isEmpty()).toList());
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    CommandLineRun.of("trian").refused("'trian'", "did you mean train?");
    CommandLineRun.of("bert", "chek").refused("did you mean bert check?");
    CommandLineRun.of("frobnicate").refused("expected one of train, evaluate");
  }

  @Test
  void anUnknownOptionIsAnsweredWithTheNearest() {
    CommandLineRun.of("evaluate", "--modle", "x").refused("--modle", "did you mean --model?");
    CommandLineRun.of("evaluate", "--frobnicate").refused("evaluate --help");
  }

  @Test
  void optionsAreCheckedBeforeAnythingIsDone() {
    CommandLineRun.of("train").refused("found no --run");
    CommandLineRun.of("train", "--run").refused("found no value after --run");
    CommandLineRun.of("train", "--run", "a", "--run", "b").refused("expected it once");
    CommandLineRun.of("train", "--run", "").refused("found an empty text");
    CommandLineRun.of("train", "--run", "a").refused("found no --config");
    CommandLineRun.of("train", "a", "--run", "b").refused("found 'a', expected options only");
    CommandLineRun.of("inspect").refused("found nothing, expected PATH");
    CommandLineRun.of("synth", "--like", "mars", "--samples", "20", "--to", "x")
        .refused("'mars'", "mosi, mosei, sims");
    CommandLineRun.of("synth", "--like", "mosi", "--samples", "two", "--to", "x")
        .refused("--samples", "'two'", "a whole number");
    CommandLineRun.of("synth", "--like", "mosi", "--samples", "3", "--to", "x")
        .refused("--samples", "from 10 up");
  }

  @Test
  void versionIsOneLine() {
    assertThat(CommandLineRun.of("--version").done().out()).matches("dmmsa \\d+\\.\\d+\\.\\d+\\n");
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" "));
  }
}
