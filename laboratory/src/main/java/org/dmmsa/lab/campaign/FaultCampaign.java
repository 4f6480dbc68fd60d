package org.dmmsa.lab.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.dmmsa.model.InvalidInputException;
import org.dmmsa.savedmodel.file.Folders;

/**
 * Lets the files of commands fail, and compares what they come to, when they are called again, with
 * what they come to otherwise.
 *
 * @param trials of all commands together
 * @param seed that faults are drawn from
 * @param folder where everything goes; what survived is deleted
 */
public record FaultCampaign(int trials, long seed, Path folder) {

  /**
   * Tries.
   *
   * @param progress hears a line each time that something happened
   * @throws InvalidInputException if a command fails without a fault
   */
  public FaultReport run(List<FaultedCommand> commands, Consumer<String> progress) {
    List<FaultTrial> done = new ArrayList<>();
    try (Children children = Children.create()) {
      FaultGround ground = new FaultGround(folder, children);
      FaultGround.Uninterrupted whole = ground.uninterrupted(FaultedCommand.TRAIN);
      tell(progress, whole);
      Results trained = Results.of(whole.run());
      if (commands.contains(FaultedCommand.RESUME)) {
        ground.halve(whole);
      }
      for (int i = 0; i < Math.min(trials, commands.size()); i++) {
        CommandFaulter faulter = faulter(commands.get(i), ground, whole, trained, progress);
        int share = trials / commands.size() + (i < trials % commands.size() ? 1 : 0);
        for (int trial = 0; trial < share; trial++) {
          done.add(faulter.trial(done.size() + 1));
        }
      }
    }
    if (done.stream().allMatch(FaultTrial::survived)) {
      delete(commands);
    }
    return FaultReport.of(seed, done);
  }

  private CommandFaulter faulter(
      FaultedCommand command,
      FaultGround ground,
      FaultGround.Uninterrupted whole,
      Results trained,
      Consumer<String> progress) {
    FaultGround.Uninterrupted counted = whole;
    if (command != FaultedCommand.TRAIN) {
      counted = ground.uninterrupted(command);
      tell(progress, counted);
    }
    Results expected =
        command.found() == FaultedCommand.State.WHOLE ? Results.of(counted.run()) : trained;
    return new CommandFaulter(ground, counted, expected, seed, progress);
  }

  private static void tell(Consumer<String> progress, FaultGround.Uninterrupted whole) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s: uninterrupted, %.1f s, %d operations",
            whole.command().key(),
            whole.seconds(),
            whole.operations().size()));
  }

  private void delete(List<FaultedCommand> commands) {
    try {
      Folders.delete(folder.resolve("uninterrupted"));
      for (FaultedCommand command : commands) {
        Folders.delete(folder.resolve(command.key()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
